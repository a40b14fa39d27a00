# One whole gan() call of 2000 epochs with progress bar and log, in seconds; TensorFlow is loaded before.
library(rgan)
set.seed(1)
train <- get_training_data()
invisible(gan(train, epochs = 1, log = FALSE, progress = FALSE))
folder <- tempfile("log")
began <- proc.time()[["elapsed"]]
fit <- suppressMessages(gan(train, epochs = 2000, seed = 2, log = folder, progress = TRUE))
cat("\nseconds:", proc.time()[["elapsed"]] - began, "\n")
