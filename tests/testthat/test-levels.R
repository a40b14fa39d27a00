# Levels as R shows them: the field of a recipe, the line of print(), and counters whose steps come back.

test_that("levels are a field of a recipe, and that of the default alone", {
  expect_true(gan_spec()$levels)
  expect_false(gan_spec("classic")$levels)
  expect_error(gan_spec(levels = "own"), "`levels` must be TRUE or FALSE", class = "rgan_error_spec")
  old <- gan_spec()
  old$levels <- NULL
  expect_no_error(check_spec_part(old, resolved = FALSE))
  expect_null(spec_differences(unclass(old), unclass(gan_spec())))
})

test_that("print() tells where levels are learned on their own", {
  expect_equal(
    levels_text(list(units = 1L, apart = 1L), "waves"),
    "means of rows and what is around them learned each on its own scale"
  )
  expect_match(levels_text(list(units = 3L, apart = 2L), "series"), "^means of rows of 2 of 3 channels and")
  expect_null(levels_text(NULL, "waves"))
})

test_that("steps of walks that start anywhere have the size and the likeness of the data's", {
  skip_if_no_python()
  set.seed(1)
  walks <- t(apply(matrix(rnorm(200 * 30), 200), 1, cumsum)) + runif(200, 0, 1000)
  fit <- gan(walks, epochs = 60, trace = 30, log = FALSE, seed = 1)
  expect_identical(fit$details$levels, list(units = 1L, apart = 1L))
  printed <- gsub("\\s+", " ", paste(capture.output(print(summary(fit))), collapse = " "))
  expect_match(printed, "levels: means of rows and what")
  steps <- t(apply(generate(fit, 300, seed = 2), 1, diff))
  expect_lt(abs(cor(c(steps[, -1]), c(steps[, -29]))), 0.2)
  expect_equal(sd(steps), 1, tolerance = 0.3)
  path <- save_gan(fit, withr::local_tempfile(fileext = ".rgan"))
  expect_identical(generate(load_gan(path), 300, seed = 2), generate(fit, 300, seed = 2))
})
