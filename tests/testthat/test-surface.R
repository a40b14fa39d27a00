# Surfaces as R shows them: the field of a recipe, the line of print(), and relations that hold.

test_that("the surface is a field of a recipe, and that of the default alone", {
  expect_true(gan_spec()$surface)
  expect_false(gan_spec("quadratic")$surface)
  expect_error(gan_spec(surface = 2), "`surface` must be TRUE or FALSE", class = "rgan_error_spec")
  old <- gan_spec()
  old$surface <- NULL
  expect_no_error(check_spec_part(old, resolved = FALSE))
  expect_null(spec_differences(unclass(old), unclass(gan_spec())))
})

test_that("print() tells how many dimensions rows have", {
  expect_equal(surface_text(2L), "generated rows are moved onto the surface that the data lie on, of 2 dimensions")
  expect_match(surface_text(1L), "1 dimension$")
  expect_null(surface_text(NULL))
})

test_that("a column that is a function of another stays one, also from a file", {
  skip_if_no_python()
  set.seed(1)
  data <- sample_quadratic(200)
  fit <- gan(data, epochs = 4, trace = 2, log = FALSE, seed = 1)
  expect_identical(fit$details$surface, 1L)
  printed <- paste(trimws(capture.output(print(summary(fit)))), collapse = " ")
  expect_match(printed, "surface: generated rows are moved onto")
  made <- as.matrix(generate(fit, 200, seed = 2))
  expect_lt(stats::quantile(abs(made[, 2] - 10 - made[, 1]^2), 0.9), 50)
  path <- save_gan(fit, withr::local_tempfile(fileext = ".rgan"))
  expect_identical(as.matrix(generate(load_gan(path), 200, seed = 2)), made)
})
