# Skips a test that needs Python where there is none. `make test` sets RGAN_REQUIRE_PYTHON=1: there it fails instead.
skip_if_no_python <- function() {
  if (python_available()) {
    return(invisible())
  }
  if (identical(Sys.getenv("RGAN_REQUIRE_PYTHON"), "1")) {
    stop("This test needs Python with TensorFlow, and RGAN_REQUIRE_PYTHON=1 says it must be there.", call. = FALSE)
  }
  testthat::skip("Python with TensorFlow is not there")
}

# Runs `code` (a function) in a fresh R session in which rgan is loaded, with the environment variables given.
# Python chosen by RETICULATE_PYTHON is as here unless `env` says otherwise; NA_character_ unsets a variable.
in_new_session <- function(code, args = list(), env = character()) {
  skip_if_not_installed("callr")
  if ("pkgload" %in% loadedNamespaces() && pkgload::is_dev_package("rgan")) {
    skip("a new session needs rgan installed, not loaded from its sources")
  }
  callr::r(code, args = args, env = c(callr::rcmd_safe_env(), env), libpath = .libPaths())
}

# A Python that runs inside R but holds nothing that rgan needs: an empty virtual environment, made once.
bare_python <- function() {
  path <- file.path(tempdir(), "bare-python")
  python <- file.path(path, "bin", "python")
  if (!file.exists(python)) {
    base <- tryCatch(find_python(), rgan_error_install = function(e) skip("no Python to build on"))
    system2(base, c("-m", "venv", "--without-pip", shQuote(path)), stdout = FALSE, stderr = FALSE)
  }
  if (file.exists(python)) python else skip("no Python to build on")
}

# Environment variables of a session in which the user has chosen no Python and has made no environment.
no_choice <- function(PATH = "/nowhere", home = withr::local_tempdir(.local_envir = parent.frame()), ...) { # nolint
  c(
    RETICULATE_PYTHON = NA_character_, RETICULATE_PYTHON_ENV = NA_character_, VIRTUAL_ENV = NA_character_,
    WORKON_HOME = home,
    PATH = paste(PATH, dirname(Sys.which("sh")), sep = .Platform$path.sep), ...
  )
}

# Versions of all that is needed with which nothing is wrong.
fit_versions <- function() {
  versions <- required_versions()
  versions[] <- "2.2.0"
  replace(versions, c("tensorflow", "keras", "numpy", "filelock"), c("2.21.0", "3.15.1", "1.26.4", "4.3.1"))
}

# A module of Python's side, for what tests look at beyond the bridge.
python_module <- function(name) {
  rgan:::rgan_bridge()
  reticulate::import(name, convert = FALSE)
}

# Puts other functions in the place of the package's own, for one test.
local_functions <- function(..., envir = parent.frame()) {
  functions <- list(...)
  namespace <- asNamespace("rgan")
  before <- mget(names(functions), namespace)
  put <- function(functions) {
    for (name in names(functions)) {
      rlang::env_binding_unlock(namespace, name)
      assign(name, functions[[name]], namespace)
      rlang::env_binding_lock(namespace, name)
    }
  }
  withr::defer(put(before), envir)
  put(functions)
}
