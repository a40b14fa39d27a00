test_that("a Python chosen by a call is known as chosen, one asked for in passing is not", {
  bare <- bare_python()
  choices <- function(bare) {
    library(rgan)
    before <- rgan:::python_choice()
    reticulate::use_python(bare, required = FALSE)
    passing <- rgan:::python_choice()
    reticulate::use_virtualenv(dirname(dirname(bare)), required = TRUE)
    chosen <- rgan:::python_choice()
    started <- reticulate::py_available(initialize = FALSE)
    message <- tryCatch(rgan:::rgan_bridge(), error = function(e) conditionMessage(e))
    list(
      before = before, passing = passing, chosen = chosen, started = started, message = message,
      running = rgan:::python_choice(), sitrep = rgan:::why_chosen(reticulate::py_config())
    )
  }
  seen <- in_new_session(choices, args = list(bare = bare), env = no_choice(RETICULATE_USE_MANAGED_VENV = "false"))
  expect_null(seen$before)
  expect_null(seen$passing)
  expect_match(seen$chosen, paste0("use_virtualenv() or use_python() (", bare, ")"), fixed = TRUE)
  expect_false(seen$started)
  expect_match(seen$message, "has not got tensorflow")
  expect_no_match(seen$message, "unsetenv")
  expect_identical(seen$running, seen$chosen)
  expect_identical(seen$sitrep, paste("chosen by", seen$chosen))
})

test_that("an environment variable chooses first, unless it leaves the choice to reticulate", {
  withr::local_envvar(RETICULATE_PYTHON = "/some/python", RETICULATE_PYTHON_ENV = "other")
  expect_identical(choosing_variable(), "RETICULATE_PYTHON")
  expect_match(python_choice(), "RETICULATE_PYTHON (/some/python)", fixed = TRUE)
  withr::local_envvar(RETICULATE_PYTHON = "managed")
  expect_identical(choosing_variable(), "RETICULATE_PYTHON_ENV")
  withr::local_envvar(RETICULATE_PYTHON_ENV = NA)
  expect_null(choosing_variable())
  expect_null(variable_hint())
})

test_that("an environment is found by its name or its path", {
  home <- withr::local_tempdir()
  withr::local_envvar(WORKON_HOME = home)
  expect_null(environment_python("mine"))
  python <- file.path(home, "mine", if (on_windows()) "Scripts/python.exe" else "bin/python")
  dir.create(dirname(python), recursive = TRUE)
  file.create(python)
  expect_identical(normalizePath(environment_python("mine")), normalizePath(python))
  expect_identical(normalizePath(environment_python(file.path(home, "mine"))), normalizePath(python))
})

test_that("reticulate's offers are put off for a while only", {
  withr::local_envvar(RETICULATE_MINICONDA_ENABLED = NA, RETICULATE_AUTOCREATE_PACKAGE_VENV = "yes")
  offers <- c("RETICULATE_MINICONDA_ENABLED", "RETICULATE_AUTOCREATE_PACKAGE_VENV")
  expect_identical(unname(without_asking(Sys.getenv(offers))), c("FALSE", "no"))
  expect_identical(unname(Sys.getenv(offers, unset = "unset")), c("unset", "yes"))
})

test_that("a Python that does not run has nothing to say of itself", {
  expect_null(probe_python("/nowhere/python"))
})
