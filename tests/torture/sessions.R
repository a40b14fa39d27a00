# Ctrl-C at any moment, and many fits in one session.

press_interrupt <- function(mode, after, times) {
  folder <- new_folder(paste("interrupt", mode, after))
  process <- child("interrupted.R", folder, mode)
  wait_for(process, file.path(folder, "ready"))
  process$wait(1000 * after)
  for (i in seq_len(times)) {
    process$interrupt()
    Sys.sleep(0.08)
  }
  # While R waits for another program, such as the one that looks for Pythons, Ctrl-C is that program's: press again.
  returned <- file.path(folder, "returned")
  for (i in 1:6) {
    process$wait(20000)
    if (process$is_alive() && !file.exists(returned)) process$interrupt()
  }
  process$kill()
  end <- file.path(folder, "end.rds")
  if (!file.exists(end)) {
    cat("did not end:", mode, after, times, child_said(), "\n")
    return(FALSE)
  }
  found <- readRDS(end)
  ok <- found$seen %in% c("fit", "interrupt") && found$usable && found$genuine == "rgan_error_spec"
  ok <- ok && identical(found$again, 2L)
  if (!ok) utils::str(found)
  ok
}

interrupts <- function(moments) {
  cold <- ceiling(moments / 3)
  mode <- rep(c("cold", "warm"), c(cold, moments - cold))
  after <- ifelse(mode == "cold", stats::runif(moments, 0, 9), stats::runif(moments, 0, 1.5))
  times <- rep_len(1:2, moments)
  ok <- mapply(press_interrupt, mode, round(after, 2), times)
  record(
    "Ctrl-C, once or twice: import, compiling, blocks, traces, saving", moments, sum(ok),
    "session alive, fit usable, next call works, next error is what it is"
  )
}

resident <- function() {
  line <- grep("VmRSS", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("\\D", "", line)) / 1024
}

many_fits <- function(count) {
  x <- outer(1:12, sin(seq(0, 6, length.out = 16))) / 12 + 0.1
  spec <- gan_spec(latent = 2, generator = 8, discriminator = 8)
  train <- function(i) gan(x * i, epochs = 20, spec = spec, seed = i, log = FALSE, progress = FALSE)
  kept <- train(1)
  for (i in 1:10) train(i)
  before <- resident()
  began <- proc.time()[["elapsed"]]
  for (i in seq_len(count)) train(i)
  seconds <- (proc.time()[["elapsed"]] - began) / count
  gc()
  grown <- resident() - before
  ok <- grown < 0.3 * count && identical(generate(train(1), 2, seed = 1), generate(kept, 2, seed = 1))
  holds <- sprintf("memory flat (grew by %.0f MB; %.2f s a fit)", grown, seconds)
  record("many fits in one session", count, if (ok) count else 0, holds)
}

two_models <- function() {
  x <- outer(1:12, sin(seq(0, 6, length.out = 16))) / 12 + 0.1
  one <- function(name, epochs, seed, ...) {
    spec <- gan_spec(latent = 2, generator = 8, discriminator = 8)
    gan(x, epochs = epochs, seed = seed, model_name = name, spec = spec, log = FALSE, progress = FALSE, ...)
  }
  on <- function(name) gan(epochs = 10, model_name = name, continue_training = TRUE, log = FALSE, progress = FALSE)
  one("a", 10, 1)
  alone <- list(a = on("a"), b = {
    one("b", 10, 2)
    on("b")
  })
  one("a", 10, 1)
  one("b", 10, 2)
  side <- list(a = on("a"), b = on("b"))
  ok <- c(all(same_fit(alone$a, side$a)), all(same_fit(alone$b, side$b)))
  record("two models side by side", 2, sum(ok), "each as if alone")
}

forked <- function() {
  fit <- tiny(epochs = 2, log = FALSE)
  said <- parallel::mclapply(1:2, function(i) tryCatch(generate(fit, 1), error = class), mc.cores = 2)
  ok <- vapply(said, function(class) "rgan_error_fork" %in% class, logical(1))
  record("generate() in a fork of the session", 2, sum(ok), "clear error, no hang")
}

faults_in_training <- function() {
  rates <- list(name = "sgd", rate = 1e30)
  spec <- gan_spec("classic", generator_optimizer = rates, discriminator_optimizer = rates)
  x <- outer(1:12, sin(seq(0, 6, length.out = 16))) / 12 + 0.1
  fit <- suppressWarnings(gan(x, epochs = 20, spec = spec, seed = 1, log = FALSE, progress = FALSE))
  diverged <- identical(fit$stopped, "diverged") && all(is.finite(generate(fit, 3, seed = 1)))
  file <- tempfile(fileext = ".py")
  writeLines(c(
    "import rgan", "class GAN(rgan.GAN):", "    def advance(self, n):", "        if self.epoch >= 3:",
    "            raise OSError('the disk is gone')", "        return super().advance(n)"
  ), file)
  said <- tryCatch(
    tiny(epochs = 9, trace = 1, file = file, model_name = "faulty", log = FALSE),
    error = conditionMessage
  )
  # The live trainer is still there, and its weights with it.
  kept <- reticulate::py$faulty$epoch
  ok <- c(diverged, is.character(said) && grepl("the disk is gone", said), kept == 3)
  holds <- "last finite state and message kept"
  record("numbers no longer finite; an error in the user's own trainer", 3, sum(ok), holds)
}
