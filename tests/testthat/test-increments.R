# Increments as R shows them: the line of print(), and counters that never fall.

test_that("print() tells what is done to steps", {
  counts <- function(monotone, summed) list(units = 2L, monotone = monotone, summed = summed)
  expect_equal(increments_text(counts(1L, 1L), "waves"), "of one sign, as in the data; mapped by rank onto the data's")
  expect_equal(increments_text(counts(0L, 1L), "series"), "mapped by rank onto the data's in 1 of 2 channels")
  expect_null(increments_text(counts(0L, 0L), "waves"))
  expect_null(increments_text(NULL, "waves"))
})

test_that("counters never fall, and are whole numbers, also when they come back from a file", {
  skip_if_no_python()
  set.seed(1)
  counters <- t(apply(matrix(rpois(150 * 20, 1), 150), 1, cumsum)) + sample(0:500, 150, TRUE)
  fit <- gan(counters, epochs = 4, trace = 2, log = FALSE, seed = 1)
  made <- generate(fit, 200, seed = 2)
  steps <- t(apply(made, 1, diff))
  expect_gte(min(steps), 0)
  expect_equal(mean(steps == 0), exp(-1), tolerance = 0.15)
  expect_match(paste(trimws(capture.output(print(summary(fit)))), collapse = " "), "steps: of one sign, as in the data")
  path <- save_gan(fit, withr::local_tempfile(fileext = ".rgan"))
  expect_identical(generate(load_gan(path), 200, seed = 2), made)
})
