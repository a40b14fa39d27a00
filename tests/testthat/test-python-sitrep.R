sitrep_in <- function(env) {
  in_new_session(env = env, function() {
    printed <- utils::capture.output(sitrep <- rgan::rgan_sitrep())
    list(sitrep = sitrep, printed = printed, started = reticulate::py_available(initialize = FALSE))
  })
}

test_that("with everything there, versions and devices are told and nothing is wrong", {
  skip_if_no_python()
  printed <- capture.output(sitrep <- rgan_sitrep())
  expect_named(
    sitrep,
    c("r", "reticulate", "python", "python_version", "chosen", "started", "modules", "devices", "use", "problems")
  )
  expect_identical(sitrep$r, as.character(getRversion()))
  expect_named(sitrep$modules, c("tensorflow", "keras", "numpy", "pandas", "scikit-learn", "filelock"))
  expect_false(anyNA(sitrep$modules))
  expect_true(any(grepl("^CPU", sitrep$devices)))
  expect_identical(sitrep$use, "cpu:0")
  expect_match(printed, "gan\\(\\) trains on cpu:0$", all = FALSE)
  expect_identical(nrow(sitrep$problems), 0L)
  expect_match(printed, paste0("TensorFlow: +", sitrep$modules[["tensorflow"]]), all = FALSE)
  expect_match(printed, "All is well", all = FALSE)
})

test_that("a chosen Python that is not there is told with the command that mends it", {
  seen <- sitrep_in(c(RETICULATE_PYTHON = "/nowhere/python"))
  expect_false(seen$started)
  expect_identical(seen$sitrep$python, NA_character_)
  expect_match(seen$sitrep$chosen, "RETICULATE_PYTHON")
  expect_identical(seen$sitrep$problems$remedy, "Sys.unsetenv(\"RETICULATE_PYTHON\")")
  expect_match(seen$printed, "To mend it, run: Sys.unsetenv", all = FALSE)
  expect_match(seen$printed, "TensorFlow: +missing", all = FALSE)
})

test_that("a chosen Python without the modules is told which, and how to get them there", {
  bare <- bare_python()
  seen <- sitrep_in(c(RETICULATE_PYTHON = bare))
  expect_false(seen$started)
  expect_identical(seen$sitrep$python, bare)
  expect_identical(seen$sitrep$problems$problem, paste0(
    "Python has not got ", paste(names(required_versions()), collapse = ", "), "."
  ))
  expect_match(seen$sitrep$problems$remedy, paste(shQuote(bare), "-m pip install"), fixed = TRUE)
  expect_match(seen$sitrep$problems$remedy, "'keras>=3.15'", fixed = TRUE)
})

test_that("a file that is no Python is told as such", {
  skip_on_os("windows")
  broken <- withr::local_tempfile(lines = c("#!/bin/sh", "exit 1"))
  Sys.chmod(broken, "755")
  seen <- sitrep_in(c(RETICULATE_PYTHON = broken))
  expect_identical(nrow(seen$sitrep$problems), 1L)
  expect_identical(seen$sitrep$problems$remedy, "Sys.unsetenv(\"RETICULATE_PYTHON\")")
})

test_that("where nothing was chosen and nothing is fit, the remedy is one command", {
  skip_if(can_declare_needs())
  seen <- sitrep_in(no_choice(PATH = dirname(bare_python())))
  expect_identical(nrow(seen$sitrep$problems), 1L)
  expect_identical(seen$sitrep$problems$remedy, "rgan::install_rgan()")
})

test_that("a TensorFlow that does not load is a problem with its own words", {
  report <- list(
    python = "/usr/bin/python3", version = "3.11.2", shared = TRUE, venv = TRUE, managed = FALSE,
    modules = fit_versions(),
    devices = list(), tensorflow_error = "ImportError: no such file"
  )
  found <- list(config = list(python = "/usr/bin/python3"))
  problems <- find_problems(found, report)
  expect_identical(problems$problem, "TensorFlow does not load: ImportError: no such file")
  expect_identical(nrow(problems), 1L)

  report$shared <- FALSE
  expect_match(find_problems(found, report)$problem, "libpython")
})

test_that("a Python that its system manages is not filled by pip", {
  withr::local_envvar(RETICULATE_PYTHON = "/usr/bin/python3")
  expect_identical(
    install_command(list(python = "/usr/bin/python3", managed = TRUE)),
    "Sys.unsetenv(\"RETICULATE_PYTHON\"); rgan::install_rgan()"
  )
})

test_that("a GPU is taken before the CPU, and a cluster that the environment describes is told", {
  expect_identical(usual_device(c("CPU:0", "GPU:0", "GPU:1")), "gpu:0")
  expect_identical(usual_device(character()), NA_character_)
  withr::local_envvar(TF_CONFIG = "{}", RGAN_CLUSTER = NA)
  expect_identical(cluster_note(), ", with the other machines that TF_CONFIG names")
  withr::local_envvar(TF_CONFIG = NA)
  expect_null(cluster_note())
})
