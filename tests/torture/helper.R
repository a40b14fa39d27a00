# What the faults have in common.

work <- tempfile("torture")
dir.create(work)
results <- list()

# Records what was tried and what had to hold, and says it at once.
record <- function(fault, tried, survived, holds) {
  results[[length(results) + 1]] <<- data.frame(fault = fault, tried = tried, survived = survived, holds = holds)
  cat(sprintf("%4d tried, %4d survived  %s\n", tried, survived, fault))
}

# Python code that prints "CASE <name> | <fault or nothing>" for each of many cases, with the modules of tests/python.
tried_in_python <- function(fault, holds, code) {
  # Under a name that nothing it imports has: a script finds its own folder first.
  script <- file.path(work, "run-cases.py")
  output <- file.path(work, "cases.txt")
  writeLines(code, script)
  path <- paste(
    normalizePath(file.path(here, "..", "python")), system.file("python", package = "rgan"),
    sep = .Platform$path.sep
  )
  withr::with_envvar(c(PYTHONPATH = path, TF_CPP_MIN_LOG_LEVEL = "3"), {
    status <- system2(reticulate::py_config()$python, shQuote(script), stdout = output, stderr = output)
  })
  cases <- grep("^CASE ", readLines(output), value = TRUE)
  whole <- grepl("\\| $", cases)
  cat(cases[!whole], sep = "\n")
  if (status != 0) stop(fault, " broke off: ", paste(utils::tail(readLines(output), 5), collapse = "\n"))
  record(fault, length(cases), sum(whole), holds)
}

new_folder <- function(name) {
  path <- file.path(work, name)
  dir.create(path, showWarnings = FALSE, recursive = TRUE)
  path
}

child <- function(script, ...) {
  processx::process$new(
    file.path(R.home("bin"), "Rscript"), c(file.path(here, script), ...),
    stdout = file.path(work, "out.txt"), stderr = "2>&1"
  )
}

child_said <- function() {
  lines <- readLines(file.path(work, "out.txt"), warn = FALSE)
  paste(c(utils::head(lines, 12), "...", utils::tail(lines, 6)), collapse = "\n")
}

# Waits until `file` is there or the process has ended.
wait_for <- function(process, file) {
  while (process$is_alive() && !file.exists(file)) Sys.sleep(0.02)
}

# TRUE for each piece of code that raises a classed error of rgan, however many follow.
refused <- function(code, class = "rgan_error_checkpoint") {
  tryCatch(
    {
      code()
      FALSE
    },
    error = function(cnd) inherits(cnd, class)
  )
}

# Whether two fits hold the same bits, but for seconds and what names a fit.
same_fit <- function(a, b) {
  parts <- c("output", "spec", "data", "seed", "epochs", "details", "best", "traces", "asked")
  same <- vapply(parts, function(part) identical(a[[part]], b[[part]]), logical(1))
  no_seconds <- setdiff(names(a$history), "seconds")
  c(same, history = identical(a$history[no_seconds], b$history[no_seconds]), model = same_model(a$model, b$model))
}

# The trainers' bytes: weights, slots, averages, step. Seconds are in the last column of the history.
same_model <- function(a, b) {
  unpack <- python_module("rgan.files.container")$unpack
  a <- reticulate::py_to_r(unpack(a))
  b <- reticulate::py_to_r(unpack(b))
  trimmed <- function(x) {
    x[[1]]$seconds <- NULL
    x[[2]]$history <- x[[2]]$history[, 1:6]
    x
  }
  identical(trimmed(a), trimmed(b))
}

# The log without its times. A run that died before its first checkpoint has left a log of its own.
log_lines <- function(folder, fit) {
  lines <- readLines(file.path(folder, fit$log))
  sub(", [^,]* s$", "", lines[-1])
}
