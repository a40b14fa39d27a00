# Peak memory of a training on many rows. Prints MB: the data alone, all that R and Python hold before training, the
# peak during training and generating.
library(rgan)
size <- as.integer(commandArgs(TRUE))
set.seed(1)
status <- function(field) {
  as.numeric(gsub("\\D", "", grep(field, readLines("/proc/self/status"), value = TRUE))) / 1024
}
invisible(gan(get_training_data(40, 20), epochs = 1, log = FALSE, progress = FALSE))
at <- seq(0, 1, length.out = size[[2]])
x <- matrix(stats::rnorm(size[[1]] * size[[2]], sd = 0.05), size[[1]])
for (column in seq_len(ncol(x))) {
  both <- c(sin(2 * pi * 2 * at[[column]]), 3 * sin(2 * pi * 10 * at[[column]]))
  x[, column] <- x[, column] + both
}
invisible(gc())
# From here on: what it took to make the data is not the training's.
writeLines("5", "/proc/self/clear_refs")
before <- status("VmRSS")
fit <- suppressMessages(gan(x, epochs = 1, batch_size = 512, log = FALSE, progress = FALSE))
rows <- generate(fit, 10000)
cat(sprintf("MB: %.0f %.0f %.0f\n", utils::object.size(x) / 2^20, before, status("VmHWM")))
