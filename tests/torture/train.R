# One training in a process that something will happen to. Arguments: the folder to work in, the number of epochs, and
# what will happen: "nothing" from inside, or "<step>:<when>:<n>" to kill this process before, during or after that step
# (write, fsync, replace) of writing a checkpoint for the n-th time. Writes "started" when training begins, and the fit.
args <- commandArgs(trailingOnly = TRUE)
setwd(args[[1]])
library(rgan)
x <- outer(1:12, sin(seq(0, 6, length.out = 16))) / 12 + 0.1

# Stands in for what writing a checkpoint uses.
kill_hook <- "
import builtins, os, signal, types
from rgan.files import container as checkpoint

step, when, n = '%s', '%s', %s
count = 0

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def hooked(real):
    def call(*args, **kwargs):
        global count
        count += 1
        if count == n and when == 'before':
            die()
        result = real(*args, **kwargs)
        if count == n:
            die()
        return result
    return call

class Os(types.ModuleType):
    def __getattr__(self, name):
        return hooked(os.fsync) if name == step == 'fsync' else hooked(os.replace) if name == step == 'replace' else getattr(os, name)

def half_written(path, mode='r', **kwargs):
    file = builtins.open(path, mode, **kwargs)
    global count
    if mode == 'xb':
        count += 1
        if count == n:
            whole = type(file).write
            class Half:
                def __enter__(self): return self
                def __exit__(self, *_): pass
                def write(self, raw):
                    file.write(raw[: len(raw) // 2]); file.flush(); die()
            return Half()
    return file

checkpoint.os = Os('os')
if step == 'write':
    checkpoint.open = half_written
"

if (args[[3]] != "nothing") {
  hook <- strsplit(args[[3]], ":")[[1]]
  invisible(rgan:::rgan_bridge())
  reticulate::py_run_string(sprintf(kill_hook, hook[[1]], hook[[2]], hook[[3]]))
}
spec <- gan_spec(latent = 2, generator = 8, discriminator = 8)
epochs <- as.integer(args[[2]])
invisible(file.create("started"))
fit <- suppressWarnings(
  gan(x, epochs = epochs, trace = epochs / 20, spec = spec, seed = 1, checkpoint = "run", progress = FALSE)
)
# The process may be killed while it writes this, too, and half a file would look like the end of the training.
saveRDS(fit, "fit.part")
invisible(file.rename("fit.part", "fit.rds"))
