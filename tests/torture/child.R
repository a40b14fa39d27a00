# One training in a process that something will happen to. Arguments: the folder to work in, and what to do:
# "plain" trains, "hook:<step>:<when>:<n>" kills this process before or after the step of the n-th write.
args <- commandArgs(trailingOnly = TRUE)
setwd(args[[1]])
library(rgan)
x <- outer(1:12, sin(seq(0, 6, length.out = 16))) / 12 + 0.1

# Kills this process at a step of writing a checkpoint, by standing in for the module `os` that it uses.
kill_hook <- function(step, when, n) {
  reticulate::py_run_string(sprintf(
    "
import os, signal, types
from rgan import checkpoint

class Os(types.ModuleType):
    count = 0
    def __getattr__(self, name):
        real = getattr(os, name)
        if name != '%s':
            return real
        def hooked(*args, **kwargs):
            Os.count += 1
            last = Os.count == %d
            if last and '%s' == 'before':
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(*args, **kwargs)
            if last:
                os.kill(os.getpid(), signal.SIGKILL)
            return result
        return hooked

checkpoint.os = Os('os')
", step, as.integer(n), when
  ))
}

if (args[[2]] != "plain") {
  hook <- strsplit(args[[2]], ":")[[1]]
  invisible(rgan:::rgan_python())
  kill_hook(hook[[2]], hook[[3]], hook[[4]])
}
spec <- gan_spec(latent = 2, generator = 8, discriminator = 8)
file.create("started")
fit <- suppressWarnings(gan(x, epochs = 1500, trace = 100, spec = spec, seed = 1, checkpoint = "run", progress = FALSE))
saveRDS(fit, "fit.rds")
