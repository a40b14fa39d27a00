# What a rival in R does: reads rows.csv of a folder, fits, draws, and writes made.csv and seconds.csv.
# Rscript <rival>.R <folder> <rows of a part> <parts> <seed>; CPU seconds of the process, packages loaded before.

#' @param fit function(x): data frame of numbers to a model.
#' @param draw function(model, n): a data frame with the same columns.
serve <- function(fit, draw) {
  given <- commandArgs(trailingOnly = TRUE)
  folder <- given[1]
  numbers <- as.integer(given[2:4])
  x <- utils::read.csv(file.path(folder, "rows.csv"), header = FALSE)
  set.seed(numbers[3])
  model <- NULL
  train_seconds <- cpu_seconds(model <- fit(x))
  made <- NULL
  draw_seconds <- cpu_seconds(made <- draw(model, numbers[1] * numbers[2]))
  made <- as.data.frame(made)[names(x)]
  utils::write.table(format(made, digits = 17, trim = TRUE), file.path(folder, "made.csv"),
    sep = ",", row.names = FALSE, col.names = FALSE, quote = FALSE)
  writeLines(paste(train_seconds, draw_seconds), file.path(folder, "seconds.csv"))
}

cpu_seconds <- function(work) {
  used <- system.time(work)
  sum(used[c("user.self", "sys.self")])
}
