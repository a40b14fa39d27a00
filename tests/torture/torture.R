# Everything that can happen to a training, and whether anything is lost. Ends with a table of faults tried and
# survived, also written to tests/torture/results.md. Takes about half an hour; the quick half is in tests/testthat.
library(rgan)
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[[1]])))
for (file in c("helper.R", "deaths.R", "files.R", "sessions.R", "sweep.R", "hostile.R")) source(file.path(here, file))
set.seed(20)
began <- Sys.time()

same_bits()
damaged_fits()
damaged_checkpoints()
hostile_trainers(3)
hostile_notes(53)
bad_places()
full_disk()
second_process()
faults_in_training()
many_fits(100)
two_models()
forked()
interrupts(20)
deaths_while_writing()
random_deaths(120000, 20)

results <- do.call(rbind, results)
table <- c(
  "| fault | tried | survived | what must hold |", "|---|---|---|---|",
  sprintf("| %s | %d | %d | %s |", results$fault, results$tried, results$survived, results$holds)
)
versions <- sprintf(
  "R %s, reticulate %s, %s", getRversion(), utils::packageVersion("reticulate"), format(Sys.time(), "%Y-%m-%d")
)
writeLines(c("# Faults tried and survived", "", versions, "", table), file.path(here, "results.md"))
cat("", table, sep = "\n")
cat(sprintf(
  "%d faults tried, %d survived, in %.0f minutes\n", sum(results$tried), sum(results$survived),
  difftime(Sys.time(), began, units = "mins")
))
unlink(work, recursive = TRUE)
quit(status = as.integer(any(results$tried > results$survived)))
