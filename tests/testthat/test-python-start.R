test_that("the Python package is imported once and is the same from then on", {
  skip_if_no_python()
  bridge <- rgan_bridge()
  expect_s3_class(bridge, "python.builtin.module")
  expect_identical(rgan_bridge(), bridge)
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
    rgan:::rgan_bridge()
    c(Sys.getenv("TF_CPP_MIN_LOG_LEVEL"), Sys.getenv("RETICULATE_MINICONDA_ENABLED", "unset"))
  }
  seen <- callr::r(
    import, stdout = output, stderr = "2>&1", libpath = .libPaths(), env = c(TF_CPP_MIN_LOG_LEVEL = NA_character_)
  )
  expect_identical(seen, c("3", "unset"))
  expect_identical(readLines(output), character())
  withr::local_envvar(TF_CPP_MIN_LOG_LEVEL = "1")
  set_before_tensorflow()
  expect_identical(Sys.getenv("TF_CPP_MIN_LOG_LEVEL"), "1")
})

test_that("a Python that runs already is told to be quiet, too", {
  skip_if_no_python()
  seen <- in_new_session(env = c(TF_CPP_MIN_LOG_LEVEL = NA_character_), function() {
    os <- reticulate::import("os")
    rgan:::set_before_tensorflow()
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
    rgan:::rgan_bridge()
    environ <- reticulate::import("os")$environ
    c(
      reticulate::import("keras")$config$backend(),
      Sys.getenv("KERAS_BACKEND"), environ$get("KERAS_BACKEND")
    )
  })
  expect_identical(seen, c("tensorflow", "torch", "torch"))
})

test_that("a Python without TensorFlow is an error that names install_rgan(), and no Python, too", {
  try_python <- function() {
    options(cli.width = 200)
    tryCatch(rgan:::rgan_bridge(), error = function(e) list(class = class(e), message = conditionMessage(e)))
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

test_that("an unsuited Python that nobody chose is not bound to the session", {
  skip_if(can_declare_needs())
  bare <- bare_python()
  seen <- in_new_session(env = no_choice(PATH = dirname(bare)), function() {
    error <- tryCatch(rgan:::rgan_bridge(), error = function(e) class(e)[[1]])
    list(error = error, started = reticulate::py_available(initialize = FALSE))
  })
  expect_identical(seen, list(error = "rgan_error_python", started = FALSE))
})

test_that("a forked process gets an error instead of hanging", {
  skip_on_os("windows")
  skip_if_no_python()
  seen <- in_new_session(function() {
    rgan:::rgan_bridge()
    job <- parallel::mcparallel(tryCatch(rgan:::rgan_bridge(), error = function(e) class(e)))
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

test_that("many models in one session draw no words from TensorFlow", {
  skip_if_no_python()
  output <- withr::local_tempfile()
  train <- function() {
    rows <- outer(1:8, sin(1:12)) / 8
    for (units in 3:9) {
      fit <- rgan::gan(rows, epochs = 1, spec = rgan::gan_spec(generator = units, discriminator = units), log = FALSE)
    }
    fit$epochs
  }
  epochs <- callr::r(train, stdout = output, stderr = "2>&1", libpath = .libPaths())
  expect_equal(epochs, 1)
  expect_identical(readLines(output), character())
})

test_that("all for reticulate before 1.41 is in one section", {
  source <- test_path("..", "..", "R")
  skip_if_not(dir.exists(source), "the sources are not here")
  lines <- unlist(lapply(list.files(source, "^python-.*[.]R$", full.names = TRUE), readLines))
  start <- readLines(file.path(source, "python-start.R"))
  section <- start[seq(grep("^# reticulate before 1.41 ---", start), length(start))]
  old <- "reticulate_has\\(\"|getNamespaceExports|asNamespace\\(\"reticulate"
  expect_gt(length(grep(old, section)), 3)
  expect_setequal(grep(old, lines, value = TRUE), grep(old, section, value = TRUE))
})
