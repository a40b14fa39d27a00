# Every shape and recipe: live, restored, continued and stepwise trainers have the same bits. The cases, and what must
# hold for each, are tests/python/sweep.py's.
same_bits <- function() {
  folder <- normalizePath(file.path(here, "..", "python"))
  output <- file.path(work, "sweep.txt")
  code <- paste(
    "import sweep", "for name in sweep.CASES:", "    faults = sweep.broken(name)",
    "    print('CASE', name, '|', '; '.join(faults), flush=True)",
    sep = "\n"
  )
  # Under another name than what it imports: a script finds its own folder first.
  script <- file.path(work, "run-sweep.py")
  writeLines(code, script)
  path <- paste(folder, system.file("python", package = "rgan"), sep = .Platform$path.sep)
  withr::with_envvar(c(PYTHONPATH = path, TF_CPP_MIN_LOG_LEVEL = "3"), {
    status <- system2(reticulate::py_config()$python, shQuote(script), stdout = output, stderr = output)
  })
  cases <- grep("^CASE ", readLines(output), value = TRUE)
  whole <- grepl("\\| $", cases)
  cat(cases[!whole], sep = "\n")
  if (status != 0) stop("the sweep broke off: ", paste(utils::tail(readLines(output), 5), collapse = "\n"))
  record("shapes x recipes", length(cases), sum(whole), "live, restored, continued, stepwise: the same bits")
}
