# Which Python is used, and what it holds. Nothing here starts Python or imports TensorFlow.

environment_name <- "r-rgan"

# Keras 3.15 needs 3.11; TensorFlow has no wheels yet beyond 3.13. reticulate also takes these bounds for candidates, in
# this order, where it can list no Python to download: so the newest comes first.
python_range <- c("<=3.13", ">=3.11")

# Called when the package is loaded: tells reticulate what is needed without starting Python. Whatever the user chose
# wins: an explicit choice comes before both the environment "r-rgan" and the declared needs in reticulate's own order.
declare_python <- function() {
  if (reticulate::py_available(initialize = FALSE)) {
    return(invisible())
  }
  if (!is.null(environment_python())) {
    reticulate::use_virtualenv(environment_name, required = FALSE)
  }
  # Only noted there: a Python that was chosen by a call is taken nevertheless.
  if (can_declare_needs() && is.null(choosing_variable())) {
    require_python(python_requirements(), python_version = python_range)
  }
  invisible()
}

# How the user chose a Python, as a phrase, or NULL when nothing was chosen. Variables come first, as in
# reticulate; what use_virtualenv() and its like were given is told by the configuration that it found.
python_choice <- function(config = discover_python()) {
  name <- choosing_variable()
  if (!is.null(name)) {
    return(paste0("the environment variable ", name, " (", Sys.getenv(name), ")"))
  }
  # Requests that may fail, as of packages, have another text.
  if (rlang::is_string(config$forced) && grepl(chosen_by_call(), config$forced)) {
    return(paste0("use_virtualenv() or use_python() (", config$python, ")"))
  }
  NULL
}

# The name of the environment variable that decides which Python is used, or NULL.
choosing_variable <- function() {
  values <- Sys.getenv(c("RETICULATE_PYTHON", "RETICULATE_PYTHON_ENV"))
  chosen <- names(values)[nzchar(values) & values != "managed"]
  if (length(chosen) > 0) chosen[[1]] else NULL
}

# The Python that runs, or would run, without starting it or making an environment for it; NULL where there is none.
discover_python <- function(module = NULL) {
  if (reticulate::py_available(initialize = FALSE)) {
    return(reticulate::py_config())
  }
  tryCatch(without_asking(reticulate::py_discover_config(module)), error = function(e) NULL)
}

# The Python of the virtual environment, or NULL when there is none.
environment_python <- function(envname = environment_name) {
  path <- file.path(reticulate::virtualenv_root(), envname)
  if (grepl("[/\\\\]", envname)) {
    path <- path.expand(envname)
  }
  python <- file.path(path, if (on_windows()) "Scripts/python.exe" else "bin/python")
  if (file.exists(python)) python else NULL
}

on_windows <- function() {
  .Platform$OS.type == "windows"
}

abort_no_python <- function(seen, call) {
  seen <- trimws(seen)
  abort_rgan(
    c(
      "rgan needs Python with TensorFlow, and cannot use what is here.",
      "x" = "{seen}",
      variable_hint(),
      "i" = "Run {.run rgan::install_rgan()} to set Python up, or {.run rgan::rgan_sitrep()} to see what is wrong."
    ),
    class = "python", call = call
  )
}

# In interactive sessions reticulate offers to install Miniconda, from 1.29 to make an environment: not without being
# asked.
without_asking <- function(expr) {
  offers <- c("RETICULATE_MINICONDA_ENABLED", "RETICULATE_AUTOCREATE_PACKAGE_VENV")
  old <- Sys.getenv(offers, unset = NA, names = TRUE)
  on.exit({
    Sys.unsetenv(names(old)[is.na(old)])
    if (!all(is.na(old))) do.call(Sys.setenv, as.list(old[!is.na(old)]))
  })
  Sys.setenv(RETICULATE_MINICONDA_ENABLED = "FALSE", RETICULATE_AUTOCREATE_PACKAGE_VENV = "no")
  suppressMessages(expr)
}

check_modules <- function(call) {
  problems <- version_problems(python_versions())
  if (length(problems) > 0) {
    python <- reticulate::py_config()$python
    # The sentences hold paths and versions, not markup.
    listed <- stats::setNames(literal(problems), rep("x", length(problems)))
    abort_rgan(
      c(
        "The Python in use ({.file {python}}) lacks what rgan needs.", listed,
        variable_hint(),
        "i" = "Run {.run rgan::install_rgan()}, then restart R; {.run rgan::rgan_sitrep()} tells more."
      ),
      class = "python", call = call
    )
  }
}

# As long as such a variable is set, install_rgan() changes nothing, and a Python that runs stays until R ends.
variable_hint <- function() {
  name <- choosing_variable()
  if (!is.null(name)) {
    c(
      "!" = paste0("While the environment variable ", name, " is set, no other Python is used."),
      "i" = paste0(
        "First restart R and run {.code Sys.unsetenv(\"", name, "\")}; remove it from {.file ~/.Renviron}, too, if it ",
        "is there."
      )
    )
  }
}

# What a Python says about itself (rgan_r/probe.py), asked in a process of its own; NULL where it does not run.
probe_python <- function(python, devices = FALSE) {
  script <- file.path(python_folder(), "rgan_r", "probe.py")
  modules <- names(required_versions())
  names <- vapply(modules, function(name) paste(c(name, distributions[[name]]), collapse = ","), "")
  arguments <- c(shQuote(script), if (devices) "--devices", paste0(modules, "=", names))
  output <- tryCatch(
    suppressWarnings(system2(python, arguments, stdout = TRUE, stderr = FALSE)),
    error = function(e) character()
  )
  answers <- grep("^\\{", output, value = TRUE)
  if (length(answers) == 0) {
    return(NULL)
  }
  # The last line: anything before it is chatter of what was imported.
  report <- jsonlite::fromJSON(answers[[length(answers)]])
  report$modules <- vapply(report$modules, function(x) if (is.null(x)) NA_character_ else x, "")
  report
}

# The Python this session runs, or NULL when it runs none yet.
python_in_use <- function() {
  if (reticulate::py_available(initialize = FALSE)) reticulate::py_config()$python else NULL
}

# What reticulate would start, without starting it: a list with `python` and `libpython`, or NULL with a reason.
python_to_come <- function() {
  if (reticulate::py_available(initialize = FALSE)) {
    return(list(config = reticulate::py_config()))
  }
  # Without this option reticulate from 1.41 does not look at the environment that it builds from declared needs.
  old <- options(reticulate.python.initializing = TRUE)
  on.exit(options(old))
  tryCatch(
    list(config = without_asking(reticulate::py_discover_config())),
    error = function(e) list(config = NULL, error = conditionMessage(e))
  )
}
