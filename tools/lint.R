# Checks the style of all R code; fails when there is anything to say.
files <- list.files(
  c("R", "tests/testthat", "tools", "data-raw", "bench"),
  pattern = "[.]R$", recursive = TRUE, full.names = TRUE
)
lints <- unlist(lapply(files, function(file) lapply(lintr::lint(file), format)))
cat(lints, sep = "")
cat(sprintf("%d files, %d complaints\n", length(files), length(lints)))
quit(status = as.integer(length(lints) > 0))
