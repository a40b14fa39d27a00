# A disk that is full after 64 KB a file (the caller has set that limit). Arguments: the folder to work in. Writes what
# held into "end.rds".
setwd(commandArgs(trailingOnly = TRUE)[[1]])
library(rgan)
spec <- gan_spec(latent = 2, generator = 8, discriminator = 8)
train <- function(n, ...) {
  gan(outer(seq_len(n), sin(seq(0, 6, length.out = 16))) / n, ..., spec = spec, seed = 1, progress = FALSE)
}
complaint <- function(code) {
  tryCatch(
    {
      code
      ""
    },
    error = function(cnd) if (inherits(cnd, "rgan_error_checkpoint")) conditionMessage(cnd) else "another error"
  )
}
warned <- function(code, class) {
  seen <- 0
  withCallingHandlers(code, warning = function(cnd) {
    if (inherits(cnd, class)) seen <<- seen + 1
    invokeRestart("muffleWarning")
  })
  seen
}

small <- train(12, epochs = 2, log = FALSE)
large <- train(2000, epochs = 1, log = FALSE)
before <- generate(large, 3, seed = 1)
save_gan(small, "fit.rgan")
held <- c(
  first_save = grepl("new.rgan", complaint(save_gan(large, "new.rgan")), fixed = TRUE),
  overwriting = grepl("fit.rgan", complaint(save_gan(large, "fit.rgan")), fixed = TRUE),
  old_file_whole = identical(generate(load_gan("fit.rgan"), 3, seed = 1), generate(small, 3, seed = 1)),
  nothing_left = identical(list.files(all.files = TRUE, no.. = TRUE), "fit.rgan"),
  fit_intact = identical(generate(large, 3, seed = 1), before)
)
fit <- NULL
# Traced rows make the checkpoint grow until it is too long.
seen <- warned(fit <- train(12, epochs = 60, trace = 2, checkpoint = "run", log = FALSE), "rgan_warning_checkpoint")
held[["checkpoint"]] <- seen == 1 && fit$epochs == 60
files <- list.files("run", all.files = TRUE, no.. = TRUE)
held[["checkpoints_whole"]] <- any(grepl("^step-", files)) && all(grepl("^(step-[0-9]+[.]rgan|lock)$", files))
seen <- warned(fit <- train(12, epochs = 1000, trace = 1), "rgan_log_failed")
held[["log_line"]] <- seen == 1 && fit$epochs == 1000
saveRDS(held, "end.rds")
