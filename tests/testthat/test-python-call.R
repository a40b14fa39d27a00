test_that("the Python package is imported once and is the same from then on", {
  skip_if_no_python()
  module <- rgan_python()
  expect_s3_class(module, "python.builtin.module")
  expect_identical(rgan_python(), module)
  expect_true(python_available())
})

test_that("loading rgan starts no Python, and starting Python imports no TensorFlow", {
  skip_if_no_python()
  seen <- in_new_session(function() {
    library(rgan)
    loaded <- reticulate::py_available(initialize = FALSE)
    available <- rgan:::python_available()
    list(
      loaded = loaded, available = available,
      tensorflow = "tensorflow" %in% names(reticulate::import("sys")$modules)
    )
  })
  expect_identical(seen, list(loaded = FALSE, available = TRUE, tensorflow = FALSE))
})

test_that("the import is quiet, unless the user chose TensorFlow's log level", {
  skip_if_no_python()
  output <- withr::local_tempfile()
  import <- function() {
    rgan:::rgan_python()
    c(Sys.getenv("TF_CPP_MIN_LOG_LEVEL"), Sys.getenv("RETICULATE_MINICONDA_ENABLED", "unset"))
  }
  seen <- callr::r(
    import, stdout = output, stderr = "2>&1", libpath = .libPaths(), env = c(TF_CPP_MIN_LOG_LEVEL = NA_character_)
  )
  expect_identical(seen, c("3", "unset"))
  expect_identical(readLines(output), character())
  withr::local_envvar(TF_CPP_MIN_LOG_LEVEL = "1")
  quiet_tensorflow()
  expect_identical(Sys.getenv("TF_CPP_MIN_LOG_LEVEL"), "1")
})

test_that("a Python that runs already is told to be quiet, too", {
  skip_if_no_python()
  seen <- in_new_session(env = c(TF_CPP_MIN_LOG_LEVEL = NA_character_), function() {
    os <- reticulate::import("os")
    rgan:::quiet_tensorflow()
    os$environ$get("TF_CPP_MIN_LOG_LEVEL")
  })
  expect_identical(seen, "3")
})

test_that("graph mode is refused with what mends it, which the report tells, too", {
  skip_if_no_python()
  seen <- in_new_session(function() {
    reticulate::import("tensorflow")$compat$v1$disable_eager_execution()
    fault <- tryCatch(rgan::gan(matrix(rnorm(160), 8), epochs = 1, log = FALSE), error = identity)
    utils::capture.output(problems <- rgan::rgan_sitrep()$problems)
    list(class = class(fault), said = conditionMessage(fault), problems = problems)
  })
  expect_true("rgan_error_python" %in% seen$class)
  expect_match(gsub("\\s+", " ", seen$said), "graph mode.*Restart R")
  expect_match(seen$problems$problem, "graph mode")
  expect_match(seen$problems$remedy, "quit\\(\\)")
})

test_that("KERAS_BACKEND is left as the user has it, and rgan takes TensorFlow", {
  skip_if_no_python()
  seen <- in_new_session(env = c(KERAS_BACKEND = "torch"), function() {
    backend <- reticulate::py_to_r(rgan:::rgan_python()$session$BACKEND)
    environ <- reticulate::import("os")$environ
    c(
      backend, reticulate::import("keras")$config$backend(),
      Sys.getenv("KERAS_BACKEND"), environ$get("KERAS_BACKEND")
    )
  })
  expect_identical(seen, c("tensorflow", "tensorflow", "torch", "torch"))
})

test_that("Python's exceptions become classed errors on the user's call", {
  skip_if_no_python()
  rgan_python()
  python <- reticulate::py_run_string("
def fail(kind, text):
    from rgan import errors
    import builtins
    raise getattr(errors, kind, getattr(builtins, kind, None))(text)
", local = TRUE, convert = FALSE)
  train <- function(kind, text = "{x} is <bad>: a\nb") {
    with_python_errors(python$fail(kind, text), rlang::current_env())
  }
  expect_snapshot(error = TRUE, {
    train("DataError")
    train("RuntimeError")
    train("MemoryError", "too much")
  })
  expect_error(train("DataError"), class = "rgan_error_data")
  expect_error(train("SpecError"), class = "rgan_error_spec")
  expect_error(train("CheckpointError"), class = "rgan_error_checkpoint")
  expect_error(train("DivergedError"), class = "rgan_error_diverged")
  expect_error(train("MemoryError"), class = "rgan_error_memory")
  error <- expect_error(train("ZeroDivisionError"), class = "rgan_error_python")
  expect_identical(error$call[[1]], quote(train))
  expect_identical(error$python_type, "ZeroDivisionError")
  expect_match(error$python_traceback, "in fail")
  expect_no_match(conditionMessage(error), "Traceback")
})

test_that("R's own errors, warnings and values pass through unchanged", {
  expect_error(with_python_errors(abort_rgan("no", class = "data")), class = "rgan_error_data")
  expect_error(with_python_errors(stop("plain")), "^plain$")
  expect_warning(with_python_errors(warning("careful")), "careful")
  expect_identical(with_python_errors(1 + 1), 2)
})

test_that("values from Python are plain R", {
  skip_if_no_python()
  rgan_python()
  value <- function(code) py_value(reticulate::py_run_string(paste("x =", code), local = TRUE, convert = FALSE)$x)
  expect_identical(value("{'a': None, 'b': [1, 2], 'c': {'d': 'x'}}"), list(a = NULL, b = 1:2, c = list(d = "x")))
  expect_identical(value("bytearray(b'ab')"), as.raw(c(97, 98)))
  expect_identical(value("b'ab'"), as.raw(c(97, 98)))
  expect_identical(value("__import__('numpy').arange(3.0)"), c(0, 1, 2))
  expect_identical(value("__import__('numpy').float32(0.5)"), 0.5)
  expect_identical(
    value("{'m': __import__('numpy').arange(6, dtype='float32').reshape(2, 3)}")$m,
    matrix(c(0, 1, 2, 3, 4, 5), 2, byrow = TRUE)
  )
  expect_identical(dim(value("__import__('numpy').zeros((2, 3, 4), 'float32')")), 2:4)
  expect_identical(py_value(3L), 3L)
})

test_that("a Python without TensorFlow is an error that names install_rgan(), and no Python, too", {
  try_python <- function() {
    options(cli.width = 200)
    tryCatch(rgan:::rgan_python(), error = function(e) list(class = class(e), message = conditionMessage(e)))
  }
  nowhere <- in_new_session(try_python, env = c(RETICULATE_PYTHON = "/nowhere/python"))
  expect_true("rgan_error_python" %in% nowhere$class)
  expect_match(nowhere$message, "install_rgan()", fixed = TRUE)
  expect_match(nowhere$message, "/nowhere/python", fixed = TRUE)
  expect_false(in_new_session(function() rgan:::python_available(), env = c(RETICULATE_PYTHON = "/nowhere/python")))

  bare <- bare_python()
  lacking <- in_new_session(try_python, env = c(RETICULATE_PYTHON = bare))
  expect_true("rgan_error_python" %in% lacking$class)
  expect_match(lacking$message, "has not got tensorflow, keras", fixed = TRUE)
  expect_match(lacking$message, "install_rgan()", fixed = TRUE)

  # Set, the variable would make install_rgan() useless: it has to go first.
  for (message in list(nowhere$message, lacking$message)) {
    expect_match(message, "restart R and run .Sys.unsetenv\\(\"RETICULATE_PYTHON\"\\).*install_rgan\\(\\)")
  }
})

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
    message <- tryCatch(rgan:::rgan_python(), error = function(e) conditionMessage(e))
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

test_that("an unsuited Python that nobody chose is not bound to the session", {
  skip_if(can_declare_needs())
  bare <- bare_python()
  seen <- in_new_session(env = no_choice(PATH = dirname(bare)), function() {
    error <- tryCatch(rgan:::rgan_python(), error = function(e) class(e)[[1]])
    list(error = error, started = reticulate::py_available(initialize = FALSE))
  })
  expect_identical(seen, list(error = "rgan_error_python", started = FALSE))
})

test_that("a forked process gets an error instead of hanging", {
  skip_on_os("windows")
  skip_if_no_python()
  seen <- in_new_session(function() {
    rgan:::rgan_python()
    job <- parallel::mcparallel(tryCatch(rgan:::rgan_python(), error = function(e) class(e)))
    parallel::mccollect(job)[[1]]
  })
  expect_true("rgan_error_fork" %in% seen)
})

test_that("an interrupt that Python caught does not disguise the next error", {
  skip_on_os("windows")
  skip_if_no_python()
  seen <- in_new_session(function() {
    python <- reticulate::py_run_string("
def interrupted():
    import os, signal, time
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(2)
    except KeyboardInterrupt:
        return 'caught'
def fail():
    raise ValueError('genuine')
", local = TRUE)
    caught <- tryCatch(python$interrupted(), interrupt = function(i) "passed on")
    rgan:::clear_pending_interrupt()
    after <- tryCatch(python$fail(), error = function(e) "error", interrupt = function(i) "interrupt")
    list(caught = caught, after = after)
  })
  expect_identical(seen$after, "error")
})
