# A session in which Ctrl-C comes at any moment of gan(): it must live, and the next call must work. Arguments: the
# folder to work in, and whether to start Python beforehand ("warm") or not ("cold": the import and the compiler are
# hit). Writes "ready" before gan(), "returned" after it, and "end.rds" with what was found.
args <- commandArgs(trailingOnly = TRUE)
setwd(args[[1]])
library(rgan)
x <- outer(1:12, sin(seq(0, 6, length.out = 16))) / 12 + 0.1
spec <- gan_spec(latent = 2, generator = 8, discriminator = 8)
train <- function(...) gan(x, trace = 50, spec = spec, seed = 1, progress = FALSE, ...)

if (args[[2]] == "warm") invisible(train(epochs = 1, log = FALSE))
seen <- "nothing"
fit <- NULL
cat("ready", file = "ready")
# The last of several presses may come when gan() has returned. At the prompt it would do nothing; a script it would
# end. So interrupts count only where they are allowed here, as they are while gan() works.
patient <- function(code) tryCatch(allowInterrupts(code), interrupt = function(cnd) NULL)
suspendInterrupts({
  tryCatch(
    withCallingHandlers(
      allowInterrupts(fit <- train(epochs = 1e6, checkpoint = "run")),
      rgan_interrupted = function(cnd) {
        seen <<- "fit"
        invokeRestart("muffleWarning")
      }
    ),
    interrupt = function(cnd) seen <<- "interrupt",
    error = function(cnd) seen <<- paste("error:", conditionMessage(cnd))
  )
  cat("", file = "returned")
  for (i in 1:40) patient(Sys.sleep(0.05))
})

usable <- is.null(fit) || all(dim(generate(fit, 3, seed = 1)) == c(3, 16))
writeLines("x = 1", "bad.py")
genuine <- tryCatch(gan(x, file = "bad.py", log = FALSE), error = function(cnd) class(cnd)[[1]])
again <- tryCatch(train(epochs = 2, log = FALSE)$epochs, error = conditionMessage)
saveRDS(list(seen = seen, usable = usable, genuine = genuine, again = again), "end.rds")
