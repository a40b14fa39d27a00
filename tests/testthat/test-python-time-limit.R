test_that("a time limit ends training with an error that others know, and what was trained is kept", {
  skip_if_no_python()
  withr::defer(setTimeLimit())
  rows <- tiny_waves()
  # Started and compiled before: it is training that has to be stopped.
  gan(rows, epochs = 2, seed = 1, log = FALSE)
  # The second one must be seen although the first has left its message behind.
  for (time in 1:2) {
    fails <- function() {
      # R itself looks at the time every five seconds only.
      setTimeLimit(elapsed = 3, transient = TRUE)
      gan(rows, epochs = Inf, trace = 1e9, patience = 1, seed = 1, log = FALSE)
    }
    error <- tryCatch(suppressMessages(fails()), error = identity)
    setTimeLimit()
    expect_s3_class(error, "rgan_error_time_limit")
    expect_match(conditionMessage(error), gettext("reached elapsed time limit", domain = "R"), fixed = TRUE)
    expect_equal(rlang::call_name(error$call), "gan")
  }
  # (Rows learned by heart are not the matter here.)
  fit <- suppressWarnings(gan(epochs = 1, continue_training = TRUE, log = FALSE))
  expect_gt(fit$epochs, 1)
})

test_that("errors that are no time limit are left alone, and an old message is no new limit", {
  expect_null(limit_reached("Error in f() : other words"))
  try(stop("reached elapsed time limit"), silent = TRUE)
  expect_equal(limit_reached(), "reached elapsed time limit")
  forget_time_limit()
  expect_null(limit_reached())
  expect_identical(with_python_errors(3), 3)
})
