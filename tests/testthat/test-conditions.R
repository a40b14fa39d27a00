test_that("errors, warnings and messages have the package's class and one of their own", {
  expect_error(abort_rgan("no", class = "data"), class = "rgan_error_data")
  expect_error(abort_rgan("no", class = "data"), class = "rgan_error")
  expect_error(abort_rgan("no"), class = "rgan_error")
  expect_warning(warn_rgan("careful", class = "checkpoint"), class = "rgan_warning_checkpoint")
  expect_message(inform_rgan("so it is"), class = "rgan_message")
  told <- tryCatch(inform_rgan("so it is", class = "rgan_health"), message = class)
  expect_identical(told[1:2], c("rgan_health", "rgan_message"))
})

test_that("they are blamed on the user's call, and show values of the caller", {
  train <- function(epochs) abort_rgan("{epochs} epochs are too many.", call = rlang::current_env())
  error <- tryCatch(train(7), error = identity)
  expect_identical(rlang::call_name(error$call), "train")
  expect_match(conditionMessage(error), "7 epochs are too many", fixed = TRUE)
  n <- 3
  expect_message(inform_rgan("{n} row{?s}"), "3 rows")
})

test_that("a warning about a fit carries it", {
  warning <- tryCatch(warn_fit("collapsed", "collapse", "the fit", rlang::current_env()), warning = identity)
  expect_s3_class(warning, c("rgan_collapse", "rgan_warning"), exact = FALSE)
  expect_identical(warning$fit, "the fit")
})

test_that("a value is described in a few words", {
  expect_identical(describe_value(NULL), "NULL")
  expect_identical(describe_value(mean), "a function")
  expect_identical(describe_value(mtcars), "a data frame of 32 x 11")
  expect_identical(describe_value(as.Date("2026-01-01")), "an object of class Date")
  expect_identical(describe_value(matrix(1:4, 2)), "a integer array of 2 x 2")
  expect_identical(describe_value(character()), "an empty vector (character)")
  expect_identical(describe_value(c(1, 2)), "2 numbers")
  expect_identical(describe_value("a\nb"), "the string \"a\\nb\"")
  expect_identical(describe_value(0.1), "0.1")
})
