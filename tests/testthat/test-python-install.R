test_that("bad arguments are refused before anything is made", {
  expect_snapshot(error = TRUE, {
    install_rgan("")
    install_rgan(envname = 1)
    install_rgan(gpu = "yes")
  })
})

test_that("a Python that does not run, is too old or lacks a part is refused with the command to run", {
  good <- list(version = "3.11.2", shared = TRUE, venv = TRUE)
  expect_length(python_faults(good), 0)
  expect_snapshot({
    python_faults(list(version = "3.9.1", shared = TRUE, venv = TRUE))
    python_faults(list(version = "3.14.0rc1", shared = TRUE, venv = TRUE))
    python_faults(list(version = "3.12.3", shared = FALSE, venv = FALSE))
  })
  error <- expect_error(install_rgan(python = "/nowhere/python"), class = "rgan_error_install")
  expect_match(conditionMessage(error), "/nowhere/python: It does not run.", fixed = TRUE)
  expect_match(conditionMessage(error), system_packages(), fixed = TRUE)
})

test_that("without any Python the system's package is named", {
  skip_if(length(Sys.glob("/usr/bin/python3*")) + length(Sys.glob("/usr/local/bin/python3*")) > 0)
  expect_error(find_python(), "No Python was found", class = "rgan_error_install")
})

test_that("an interactive session is asked first, and no means no", {
  home <- withr::local_tempdir()
  withr::local_envvar(WORKON_HOME = home)
  withr::local_options(rlang_interactive = TRUE, askYesNo = function(...) FALSE)
  skip_if(inherits(try(find_python(), silent = TRUE), "try-error"), "no Python to build on")
  told <- capture_messages(answer <- install_rgan())
  expect_match(told, "The virtual environment \"r-rgan\" will be made.", all = FALSE)
  expect_match(told, "about 2 GB", all = FALSE)
  expect_match(told, "Nothing was changed", all = FALSE)
  expect_null(answer)
  expect_identical(list.files(home), character())
})

# The whole installation, offline: pip finds empty packages of these names in a folder.
local_wheels <- function(env = parent.frame()) {
  skip_on_os("windows")
  folder <- withr::local_tempdir(.local_envir = env)
  contents <- withr::local_tempdir(.local_envir = env)
  write_wheel <- function(name, version) {
    file <- gsub("-", "_", name)
    wheel <- paste0(file, "-", version, "-py3-none-any")
    info <- file.path(contents, wheel, paste0(file, "-", version, ".dist-info"))
    dir.create(info, recursive = TRUE)
    metadata <- c("Metadata-Version: 2.1", paste("Name:", name), paste("Version:", version))
    writeLines(metadata, file.path(info, "METADATA"))
    writeLines(c("Wheel-Version: 1.0", "Root-Is-Purelib: true", "Tag: py3-none-any"), file.path(info, "WHEEL"))
    # reticulate prefers a Python in which it can import NumPy: a module of the name and version will do.
    dir.create(file.path(dirname(info), name))
    module <- file.path(name, "__init__.py")
    writeLines(sprintf("__version__ = '%s'", version), file.path(dirname(info), module))
    record <- c(module, file.path(basename(info), c("METADATA", "WHEEL", "RECORD")))
    writeLines(paste0(record, ",,"), file.path(info, "RECORD"))
  }
  versions <- c(tensorflow = "2.21.0", keras = "3.15.1", numpy = "1.26.4", filelock = "4.3.1")
  for (name in names(required_versions())) {
    distribution <- if (name == "tensorflow") tensorflow_wheel(FALSE) else name
    write_wheel(distribution, if (name %in% names(versions)) versions[[name]] else "2.2.0")
  }
  code <- "import sys, shutil, os\nfor w in os.listdir(sys.argv[2]): shutil.make_archive(os.path.join(sys.argv[1], w),
    'zip', os.path.join(sys.argv[2], w))"
  system2(find_python(), c("-c", shQuote(code), shQuote(folder), shQuote(contents)))
  zipped <- list.files(folder, full.names = TRUE)
  file.rename(zipped, sub("zip$", "whl", zipped))
  folder
}

# install_rgan() in a session of its own: what it says, which Python runs afterwards and whether one ran before.
install_elsewhere <- function(env) {
  in_new_session(env = env, function() {
    told <- character()
    python <- withCallingHandlers(
      tryCatch(rgan::install_rgan(gpu = FALSE), error = identity),
      message = function(m) told <<- c(told, conditionMessage(m))
    )
    started <- reticulate::py_available(initialize = FALSE)
    failed <- inherits(python, "error")
    list(python = python, told = told, started = started, runs = if (!failed) reticulate::py_config()$python)
  })
}

test_that("the environment is made, goes on where pip failed, is found by the next session, and made only once", {
  skip_if(inherits(try(find_python(), silent = TRUE), "try-error"), "no Python to build on")
  home <- withr::local_tempdir()
  env <- no_choice(
    home = home, PATH = Sys.getenv("PATH"), PIP_NO_INDEX = "1", PIP_FIND_LINKS = "/nowhere",
    RETICULATE_USE_MANAGED_VENV = "false"
  )
  failing <- install_elsewhere(env)
  expect_s3_class(failing$python, "rgan_error_install")
  expect_match(conditionMessage(failing$python), "pip could not install")

  env[["PIP_FIND_LINKS"]] <- local_wheels()
  first <- install_elsewhere(env)
  expect_identical(first$python, file.path(home, "r-rgan", "bin", "python"))
  expect_match(first$told, "Python is ready", all = FALSE)
  expect_named(probe_python(first$python)$modules, names(required_versions()))
  expect_false(anyNA(probe_python(first$python)$modules))

  made <- file.mtime(file.path(home, "r-rgan", "pyvenv.cfg"))
  again <- install_elsewhere(env)
  expect_identical(again$python, first$python)
  expect_identical(file.mtime(file.path(home, "r-rgan", "pyvenv.cfg")), made)
  expect_false(again$started)
  expect_identical(dirname(again$runs), dirname(first$python))

  # The user's own choice wins, by variable and by call.
  bare <- bare_python()
  chosen <- install_elsewhere(replace(env, "RETICULATE_PYTHON", bare))
  expect_match(chosen$told, "not used as long as another Python is chosen", all = FALSE)
  expect_identical(chosen$runs, bare)
  called <- in_new_session(env = env, args = list(bare = bare), function(bare) {
    library(rgan)
    reticulate::use_virtualenv(dirname(dirname(bare)))
    reticulate::py_config()$python
  })
  expect_identical(called, bare)
})
