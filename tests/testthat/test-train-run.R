test_that("a run knows where it begins and ends, in epochs and in steps", {
  run <- fake_run(fake_trainer(per_epoch = 4, step = 6), 2)
  expect_equal(run$first_epoch, 1)
  expect_equal(run$last_epoch, 3)
  expect_equal(run$steps, 6)
  expect_false(run$endless)
  endless <- fake_run(fake_trainer(), Inf)
  expect_identical(c(endless$last_epoch, endless$steps), c(Inf, NA))
  expect_null(of_last(endless, "/"))
  expect_identical(of_last(run, "/"), "/3")
})

test_that("more steps than R has integers are counted right", {
  run <- fake_run(fake_trainer(per_epoch = 100000L), 1000000L)
  expect_identical(run$steps, 1e11)
  expect_identical(steps_until(run, 30000L), 3e9)
  run$epoch <- 7L
  expect_identical(run$last_epoch, 1000000L)
  expect_identical(fake_run(fake_trainer(step = 40L), .Machine$integer.max)$last_epoch, .Machine$integer.max + 10)
})

test_that("where a run stands follows the trainer", {
  trainer <- fake_trainer()
  run <- fake_run(trainer, 10)
  note_position(run, trainer$advance(9))
  expect_equal(c(run$step, run$epoch, run$steps_to_next), c(9, 2, 3))
  expect_equal(steps_until(run, 10), 31)
})
