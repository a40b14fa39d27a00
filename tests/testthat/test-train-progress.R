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

test_that("without a bar nothing is shown, and TensorFlow's start is not announced", {
  run <- fake_run(fake_trainer(), 25)
  expect_no_message(show_progress(run))
  expect_null(run$bar)
  expect_no_message(update_progress(run))
  expect_no_message(inform_start(FALSE))
})
