# Which Python is used, and what it holds. Nothing here imports TensorFlow; only start_python() starts Python.

environment_name <- "r-rgan"

# reticulate from 1.38 works with NumPy 2; from 1.41 packages declare their needs and it builds the environment.
reticulate_has <- function(version) {
  utils::packageVersion("reticulate") >= version
}

# Called when the package is loaded: tells reticulate what is needed without starting Python. Whatever the user chose
# wins: an explicit choice comes before both the environment "r-rgan" and the declared needs in reticulate's own order.
declare_python <- function() {
  if (reticulate::py_available(initialize = FALSE)) {
    return(invisible())
  }
  if (!is.null(environment_python())) {
    reticulate::use_virtualenv(environment_name, required = FALSE)
  }
  if (can_declare_needs() && is.null(python_choice())) {
    # Looked up by name: reticulate before 1.41 does not have it, and R CMD check there would complain.
    py_require <- getExportedValue("reticulate", "py_require")
    py_require(python_requirements(), python_version = ">=3.11")
  }
  invisible()
}

can_declare_needs <- function() {
  "py_require" %in% getNamespaceExports("reticulate")
}

# How the user chose a Python, as a phrase, or NULL when nothing was chosen.
python_choice <- function() {
  for (name in c("RETICULATE_PYTHON", "RETICULATE_PYTHON_ENV")) {
    value <- Sys.getenv(name)
    if (nzchar(value) && value != "managed") {
      return(paste0("the environment variable ", name, " (", value, ")"))
    }
  }
  # Not exported: the only place where reticulate keeps what use_virtualenv() and its like were given.
  globals <- tryCatch(get(".globals", envir = asNamespace("reticulate")), error = function(e) NULL)
  if (!is.null(globals$required_python_version)) {
    return(paste0("use_virtualenv() or use_python() (", globals$required_python_version, ")"))
  }
  NULL
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

# The lines of requirements.txt as pip takes them, fitted to this machine and this reticulate.
python_requirements <- function(gpu = NA) {
  lines <- readLines(system.file("python", "requirements.txt", package = "rgan", mustWork = TRUE))
  needs <- trimws(sub("#.*$", "", lines))
  needs <- needs[nzchar(needs)]
  tensorflow <- grepl("^tensorflow\\b", needs)
  needs[tensorflow] <- sub("^tensorflow", tensorflow_wheel(gpu), needs[tensorflow])
  if (!reticulate_has("1.38")) {
    needs[needs == "numpy"] <- "numpy<2"
  }
  needs
}

# The wheel without GPU code is a third of the size, but exists for Linux on x86_64 alone.
tensorflow_wheel <- function(gpu = NA) {
  if (is.na(gpu)) {
    gpu <- has_gpu()
  }
  linux <- identical(Sys.info()[["sysname"]], "Linux")
  if (!linux) {
    return("tensorflow")
  }
  if (gpu) {
    return("tensorflow[and-cuda]")
  }
  if (identical(Sys.info()[["machine"]], "x86_64")) "tensorflow-cpu" else "tensorflow"
}

has_gpu <- function() {
  file.exists("/proc/driver/nvidia/version")
}

# Starts Python and makes sure that it has what rgan needs, or says what is missing. Does not import TensorFlow.
start_python <- function(call) {
  if (!reticulate::py_available(initialize = FALSE)) {
    check_before_start(call)
    # Python copies the environment when it starts, so what TensorFlow reads from it must be there before.
    quiet_tensorflow()
    tryCatch(
      without_miniconda(reticulate::py_config()),
      error = function(e) abort_no_python(conditionMessage(e), call)
    )
  }
  if (!reticulate::py_available(initialize = FALSE)) {
    abort_no_python("No Python was found.", call)
  }
  check_modules(call)
}

# Before 1.41 reticulate takes any Python it finds when nothing was chosen. One without TensorFlow would be bound to the
# session for good, and install_rgan() would need a restart: so look before.
check_before_start <- function(call) {
  if (can_declare_needs() || !is.null(python_choice()) || !is.null(environment_python())) {
    return(invisible())
  }
  config <- tryCatch(
    without_miniconda(reticulate::py_discover_config("tensorflow")),
    error = function(e) NULL
  )
  if (is.null(config)) {
    abort_no_python("No Python was found.", call)
  }
  if (is.null(config$required_module_path)) {
    abort_no_python("The Python that was found ({config$python}) has no TensorFlow.", call)
  }
}

abort_no_python <- function(seen, call) {
  seen <- trimws(cli::format_inline(seen, .envir = rlang::caller_env()))
  abort_rgan(
    c(
      "rgan needs Python with TensorFlow, and cannot use what is here.",
      "x" = "{seen}",
      "i" = "Run {.run rgan::install_rgan()} to set Python up, or {.run rgan::rgan_sitrep()} to see what is wrong."
    ),
    class = "python", call = call
  )
}

# reticulate before 1.41 offers to install Miniconda in interactive sessions: not without being asked.
without_miniconda <- function(expr) {
  old <- Sys.getenv("RETICULATE_MINICONDA_ENABLED", unset = NA)
  Sys.setenv(RETICULATE_MINICONDA_ENABLED = "FALSE")
  on.exit(
    if (is.na(old)) Sys.unsetenv("RETICULATE_MINICONDA_ENABLED") else Sys.setenv(RETICULATE_MINICONDA_ENABLED = old)
  )
  suppressMessages(expr)
}

check_modules <- function(call) {
  problems <- python_problems(python_versions())
  if (length(problems) > 0) {
    python <- reticulate::py_config()$python
    listed <- stats::setNames(vapply(problems, `[[`, "", "problem"), rep("x", length(problems)))
    # The sentences hold paths and versions, not markup.
    listed[] <- gsub("}", "}}", gsub("{", "{{", listed, fixed = TRUE), fixed = TRUE)
    abort_rgan(
      c(
        "The Python in use ({.file {python}}) lacks what rgan needs.", listed,
        "i" = "Run {.run rgan::install_rgan()}, then restart R; {.run rgan::rgan_sitrep()} tells more."
      ),
      class = "python", call = call
    )
  }
}

# The versions of what is installed beside the Python in use, NA where it is not there; nothing is imported.
python_versions <- function() {
  metadata <- reticulate::import("importlib.metadata", convert = TRUE)
  version_of <- function(names) {
    for (name in names) {
      found <- tryCatch(as.character(metadata$version(name)), error = function(e) NA_character_)
      if (!is.na(found)) {
        return(found)
      }
    }
    NA_character_
  }
  list(
    tensorflow = version_of(c("tensorflow", "tensorflow-cpu", "tensorflow-macos", "tf-nightly", "tensorflow-intel")),
    keras = version_of(c("keras", "keras-nightly")), numpy = version_of("numpy"), pandas = version_of("pandas")
  )
}

# What keeps these versions from being used: a list of problem and remedy, empty when all is well.
python_problems <- function(versions) {
  problems <- list()
  add <- function(problem, remedy = "rgan::install_rgan()") {
    problems[[length(problems) + 1]] <<- list(problem = problem, remedy = remedy)
  }
  needs <- required_versions()
  for (name in names(needs)) {
    seen <- versions[[name]]
    if (is.na(seen)) {
      add(paste0("Python has no module `", name, "`."))
    } else if (!is.na(needs[[name]]) && plain_version(seen) < needs[[name]]) {
      add(paste0(name, " is ", seen, ", but ", needs[[name]], " or newer is needed."))
    }
  }
  if (!is.na(versions$numpy) && plain_version(versions$numpy) >= "2" && !reticulate_has("1.38")) {
    add(paste0("NumPy is ", versions$numpy, ", but reticulate before 1.38 works only with NumPy 1."))
  }
  problems
}

# Lower bounds from requirements.txt by module, NA where there is none.
required_versions <- function() {
  needs <- python_requirements()
  names <- sub("[-\\[<>=!~ ].*$", "", needs)
  bounds <- ifelse(grepl(">=", needs), sub("^.*>=\\s*([0-9.]+).*$", "\\1", needs), NA)
  stats::setNames(as.list(bounds), names)
}

# "2.21.0rc1" and "2.20.0-dev" as far as R can compare them.
plain_version <- function(version) {
  numeric_version(sub("^([0-9]+([.][0-9]+)*).*$", "\\1", version))
}
