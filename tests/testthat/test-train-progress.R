test_that("the time left is that of the steps, without the wait for the compiler", {
  run <- fake_run(fake_trainer(), 25)
  note_steps(run, 1)
  expect_null(time_left(run))
  note_steps(run, 9)
  expect_null(time_left(run))
  note_steps(run, 10)
  expect_identical(time_left(run, run$timed_from$at + 2), ", 16 s left")
  note_steps(run, 40)
  expect_identical(time_left(run, run$timed_from$at + 100), ", 1 min 20 s left")
  run$steps <- NA
  expect_null(time_left(run))
})

test_that("far more steps than needed are told at the start, with epochs that suffice", {
  told <- function(epochs, per_epoch) {
    inform_steps(fake_run(fake_trainer(per_epoch), epochs))
  }
  expect_snapshot(told(2000, 3125))
  expect_message(told(3, 100000), class = "rgan_message")
  expect_no_message(told(2000, 58))
  expect_no_message(told(1, 300000))
  expect_no_message(told(Inf, 3125))
})

test_that("without progress nothing is shown", {
  run <- fake_run(fake_trainer(), 25)
  expect_no_message(show_progress(run))
  expect_null(run$bar)
  expect_no_message(update_progress(run))
  expect_no_message(inform_end(run, list()))
})

test_that("a bar at the prompt, lines in scripts, nothing in articles, tests and checks", {
  withr::local_options(rgan.progress = NULL, cli.dynamic = TRUE, knitr.in.progress = NULL)
  expect_equal(progress_mode(), "none") # this is testthat
  expect_equal(progress_mode(TRUE), "bar")
  withr::local_envvar(TESTTHAT = NA, "_R_CHECK_PACKAGE_NAME_" = NA, IN_PKGDOWN = NA)
  rlang::local_interactive(FALSE)
  expect_equal(progress_mode(), "lines")
  expect_equal(progress_mode(FALSE), "none")
  rlang::local_interactive(TRUE)
  expect_equal(progress_mode(), "bar")
  withr::local_options(cli.dynamic = FALSE)
  expect_equal(progress_mode(), "lines")
  withr::local_options(rgan.progress = FALSE)
  expect_equal(progress_mode(), "none")
  expect_equal(progress_mode(TRUE), "lines")
})

test_that("lines come after ten seconds, then ever more rarely, and tell the time left", {
  run <- fake_run(fake_trainer(), 2500)
  run$progress <- "lines"
  run$blocks <- 3
  run$done <- 100
  note_position(run, list(step = 4000, epoch = 1000, steps_to_next = 4, steps_per_epoch = 4))
  run$timed_from <- list(done = 0, at = seconds_now())
  said <- function(seconds) {
    length(testthat::capture_messages(line_if_due(run, run$timed_from$at + seconds)))
  }
  expect_equal(vapply(c(5, 10, 14, 15.1, 20, 23), said, 0), c(0, 1, 0, 1, 0, 1))
  run$next_line <- 0
  line <- "Epoch 1,000 of 2,500, step 4,000.* left"
  expect_message(line_if_due(run, run$timed_from$at + 1), line, class = "rgan_progress")
  run$next_line <- 3600
  said(3600)
  expect_equal(run$next_line, 3900)
  run$next_line <- 0
  run$blocks <- 2 # the compiler's seconds are no news
  expect_equal(said(30), 0)
})

test_that("the first trace, which compiles, is left out of the time of steps", {
  run <- fake_run(fake_trainer(scores = 0.2), 30, trace = 10)
  run$timed_from <- list(done = 0, at = 100)
  leave_out_of_time(run, 5)
  expect_equal(run$timed_from$at, 105)
})

test_that("the closing line has epochs, time, best epoch, score beside the floor, and what to do next", {
  run <- fake_run(fake_trainer(step = 400), 1900)
  run$progress <- "lines"
  run$done <- 7600
  run$figures <- list(best = list(score = 0.0123, floor = 0.0101))
  fit <- list(epochs = 2000L, best = 1900L, data = list(kind = "waves"))
  local_functions(seconds_now = function() run$called + 12)
  expect_snapshot({
    inform_end(run, fit)
    run$stopped <- "patience"
    run$figures$best$floor <- NaN
    inform_end(run, fit)
  })
  run$stopped <- "interrupted"
  expect_no_message(inform_end(run, fit))
})

test_that("what is waited for is said at the prompt, or where it is asked for, and never in articles", {
  withr::local_options(rgan.progress = NULL, knitr.in.progress = NULL)
  rlang::local_interactive(FALSE)
  expect_no_message(inform_wait("Judging."))
  withr::with_options(list(rgan.progress = TRUE), expect_message(inform_wait("Judging."), class = "rgan_wait"))
  rlang::local_interactive(TRUE)
  expect_message(inform_wait("Judging."), "Judging.")
  withr::with_options(list(rgan.progress = FALSE), expect_no_message(inform_wait("Judging.")))
  withr::with_options(list(knitr.in.progress = TRUE), expect_no_message(inform_wait("Judging.")))
})
