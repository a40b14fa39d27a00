test_that("Python's exceptions become classed errors on the user's call", {
  skip_if_no_python()
  rgan_bridge()
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
  rgan_bridge()
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
  expect_identical(from_python(list(3L)), list(3L))
})

test_that("a call of the bridge answers plain R, or an error on the user's call", {
  skip_if_no_python()
  expect_identical(call_trainer("kind_of", tiny_waves(), FALSE), "waves")
  train <- function() call_trainer("read_fit", "nowhere.rgan", call = rlang::current_env())
  error <- expect_error(train(), class = "rgan_error_checkpoint")
  expect_identical(error$call[[1]], quote(train))
  expect_match(error$python_message, "nowhere.rgan")
})

test_that("only the files python-*.R touch Python", {
  source <- test_path("..", "..", "R")
  skip_if_not(dir.exists(source), "the sources are not here")
  files <- setdiff(list.files(source, "[.]R$"), list.files(source, "^python-"))
  touches <- "reticulate::|py_value|call_python|with_python_errors|(trainer|folder)[$]"
  for (name in files) {
    code <- grep("^#", readLines(file.path(source, name)), value = TRUE, invert = TRUE)
    expect_identical(grep(touches, code, value = TRUE), character(), label = name)
  }
})

test_that("all that R calls is in the bridge, and all of the bridge is called", {
  skip_if_no_python()
  source <- test_path("..", "..", "R")
  skip_if_not(dir.exists(source), "the sources are not here")
  code <- unlist(lapply(list.files(source, "[.]R$", full.names = TRUE), readLines))
  code <- paste(code[!startsWith(code, "#")], collapse = " ")
  calls <- regmatches(code, gregexpr("call_trainer\\(\\s*\"[a-z_]+", code))[[1]]
  offered <- setdiff(py_value(rgan_bridge()[["__all__"]]), "start")
  expect_setequal(sub(".*\"", "", calls), offered)
})
