#' Set up Python for rgan
#'
#' Makes a virtual environment and installs what rgan needs from Python into it:
#' TensorFlow, Keras, NumPy, pandas, scikit-learn and filelock. In an interactive session it asks first.
#' It is safe to repeat: what is there already stays, what is missing is added.
#'
#' With reticulate 1.41 or newer no call is needed: loading rgan declares its
#' needs, and reticulate builds an environment at the first use. An environment
#' made by `install_rgan()` is then preferred to that one.
#'
#' A Python that you chose yourself always wins: with the environment variable
#' `RETICULATE_PYTHON` or a call of [reticulate::use_virtualenv()] the new
#' environment is made but not used, and you are told so.
#'
#' @param envname Name of the virtual environment, or a path to it. Only the
#'   default, `"r-rgan"`, is found by rgan without your doing; any other has to
#'   be chosen by `reticulate::use_virtualenv(envname)` in each session.
#' @param gpu Install TensorFlow with support for NVIDIA GPUs? `NA`, the
#'   default, means yes where the machine has one. Without, the smaller CPU
#'   build is taken where there is one (Linux on x86_64). About 2 GB of disk
#'   space are needed without, about 6 GB with a GPU.
#' @param ... Further arguments for [reticulate::virtualenv_create()], such as
#'   `python`, the path of the Python to build on. By default the first that is
#'   recent enough (3.11 to 3.13) and can be run inside R is taken.
#'
#' @return The path of the environment's Python, invisibly; `NULL` if you
#'   answered no. Where Python or a part of it is missing, or the installation
#'   fails, a classed error (`rgan_error_install`) names the command to run.
#' @seealso [rgan_sitrep()] for what is in use now.
#' @export
#' @examples
#' \dontrun{
#' install_rgan()
#' }
install_rgan <- function(envname = "r-rgan", gpu = NA, ...) {
  check_full_names()
  check_string(envname)
  check_gpu(gpu)
  further <- list(...)
  further$python <- if (is.null(further$python)) find_python() else check_python(further$python)
  if (!confirm_install(envname, gpu)) {
    cli::cli_inform(c("i" = "Nothing was changed."))
    return(invisible(NULL))
  }
  create_environment(envname, further)
  installed <- environment_python(envname)
  install_requirements(installed, python_requirements(gpu))
  declare_python()
  inform_installed(envname, installed)
  invisible(installed)
}

check_gpu <- function(gpu, call = rlang::caller_env()) {
  if (!is.logical(gpu) || length(gpu) != 1) {
    abort_argument(gpu, "gpu", "TRUE, FALSE or NA", call)
  }
}

confirm_install <- function(envname, gpu) {
  if (!rlang::is_interactive()) {
    return(TRUE)
  }
  what <- if (is.null(environment_python(envname))) "made" else "completed"
  needs <- paste(python_requirements(gpu), collapse = ", ")
  cli::cli_inform(c(
    "i" = "The virtual environment {.val {envname}} will be {what}.",
    "i" = "It will hold {needs}: about 2 GB, more for a GPU; a few minutes."
  ))
  isTRUE(utils::askYesNo("Go on?"))
}

# Of the Pythons on this machine, the first that is recent enough, can be run inside R, and can make environments.
find_python <- function(call = rlang::caller_env()) {
  reports <- lapply(python_candidates(), probe_python)
  reports <- reports[!vapply(reports, is.null, NA)]
  fit <- vapply(reports, function(report) length(python_faults(report)) == 0, NA)
  if (any(fit)) {
    return(reports[[which(fit)[[1]]]]$python)
  }
  if (length(reports) == 0) {
    abort_install("No Python was found on this machine.", system_packages(), call)
  }
  faults <- python_faults(reports[[1]])
  abort_install(paste0(reports[[1]]$python, ": ", faults), system_packages(), call)
}

check_python <- function(python, call = rlang::caller_env()) {
  check_string(python, call = call)
  report <- probe_python(python)
  faults <- if (is.null(report)) "It does not run." else python_faults(report)
  if (length(faults) > 0) {
    abort_install(paste0(python, ": ", faults), system_packages(), call)
  }
  python
}

python_candidates <- function() {
  named <- c("python3", "python3.13", "python3.12", "python3.11", "python")
  # The system's own Python can be run inside R where the first on the path (of a version manager, say) often cannot.
  paths <- c(Sys.which(named), file.path("/usr/bin", named), file.path("/usr/local/bin", named))
  unique(unname(paths[nzchar(paths) & file.exists(paths)]))
}

# What is wrong with a Python for building on, one sentence each.
python_faults <- function(report) {
  version <- release_of(report$version)
  c(
    if (version < "3.11" || version >= "3.14") {
      paste0("Python is ", report$version, ", but a version from 3.11 to 3.13 is needed.")
    },
    if (!isTRUE(report$shared)) "Python has no shared library (libpython), so it cannot be run inside R.",
    if (!isTRUE(report$venv)) "Python's module venv (with ensurepip) is missing, so it cannot make environments."
  )
}

# The one command that installs what Python needs from this operating system.
system_packages <- function() {
  if (on_windows()) {
    "winget install Python.Python.3.12"
  } else if (identical(Sys.info()[["sysname"]], "Darwin")) {
    "brew install python@3.12"
  } else if (nzchar(Sys.which("dnf"))) {
    "sudo dnf install python3 python3-devel"
  } else if (nzchar(Sys.which("zypper"))) {
    "sudo zypper install python3 python3-devel"
  } else if (nzchar(Sys.which("pacman"))) {
    "sudo pacman -S python"
  } else {
    "sudo apt install python3 python3-venv python3-dev"
  }
}

create_environment <- function(envname, further, call = rlang::caller_env()) {
  if (!is.null(environment_python(envname))) {
    return(invisible())
  }
  arguments <- utils::modifyList(list(envname = envname, packages = FALSE), further)
  tryCatch(
    do.call(reticulate::virtualenv_create, arguments),
    error = function(e) {
      abort_install(paste("The environment could not be made:", conditionMessage(e)), system_packages(), call)
    }
  )
}

# By pip itself: reticulate adds --upgrade, and so a repeated call would change versions that work.
install_requirements <- function(python, requirements, call = rlang::caller_env()) {
  file <- tempfile("rgan-requirements-", fileext = ".txt")
  on.exit(unlink(file))
  writeLines(requirements, file)
  status <- system2(python, c("-m", "pip", "install", "--disable-pip-version-check", "-r", shQuote(file)))
  if (status != 0) {
    abort_install(
      "pip could not install what is needed; its own words are above.", "rgan::install_rgan()", call,
      hint = "Is there a connection to the internet, and space on the disk? Repeating goes on where it stopped."
    )
  }
}

abort_install <- function(problem, remedy, call, hint = NULL) {
  listed <- stats::setNames(literal(problem), rep("x", length(problem)))
  abort_rgan(
    c(
      "Python could not be set up for rgan.", listed,
      if (!is.null(hint)) c("i" = hint),
      "i" = "Run {.code {remedy}}{if (startsWith(remedy, 'rgan')) ' again' else ', then rgan::install_rgan() again'}."
    ),
    class = "install", call = call
  )
}

inform_installed <- function(envname, python) {
  choice <- python_choice()
  started <- python_in_use()
  told <- if (!is.null(choice)) {
    c("!" = "It is not used as long as another Python is chosen by {choice}.", variable_hint()["i"])
  } else if (!is.null(started) && !identical(dirname(started), dirname(python))) {
    c("!" = "This session already runs another Python ({.file {started}}): restart R to use the new one.")
  } else if (envname != environment_name) {
    c("i" = "Choose it in each session with {.code reticulate::use_virtualenv(\"{envname}\")}.")
  }
  cli::cli_inform(c("v" = "Python is ready in {.file {python}}.", told))
}
