# Runs the R tests against the installed package. Arguments: the file to write "passed failed" into (passed and failed
# count expectations, and a test that breaks off counts as one that failed), or --file=train-loop for the tests of
# R/train-loop.R alone.
arguments <- commandArgs(trailingOnly = TRUE)
one <- grepl("^--file=", arguments)
counts <- arguments[!one]
file <- sub("^--file=(R/)?(test-)?(.*?)([.]R)?$", "\\3", arguments[one], perl = TRUE)
if (length(file) == 1 && !file.exists(sprintf("tests/testthat/test-%s.R", file))) {
  stop("There is no tests/testthat/test-", file, ".R.")
}
library(rgan)

# The package's own reporter would stop after ten failures.
options(testthat.progress.max_fails = Inf, warn = 1)
results <- testthat::test_dir(
  "tests/testthat",
  filter = if (length(file) == 1) paste0("^", file, "$"),
  package = "rgan", load_package = "installed", reporter = "summary", stop_on_failure = FALSE
)
results <- as.data.frame(results)
failed <- sum(results$failed) + sum(results$error)
passed <- sum(results$passed)

skipped <- results[results$skipped, ]
cat(sprintf("\nskipped: %s: %s\n", skipped$file, skipped$test), sep = "")
slowest <- utils::head(results[order(-results$real), ], 10)
cat(sprintf("%6.1f s  %s: %s\n", slowest$real, slowest$file, slowest$test), sep = "")
cat(sprintf("%.0f s in all\n", sum(results$real)))
if (length(counts) == 1) {
  writeLines(paste(passed, failed), counts)
}
quit(status = as.integer(failed > 0 || passed == 0))
