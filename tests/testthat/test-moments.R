# Mean and covariance of generated rows as R shows them: the field of a recipe, the line of print().

test_that("moments are a field of a recipe, and that of the default alone", {
  expect_true(gan_spec()$moments)
  expect_false(gan_spec("classic")$moments)
  expect_error(gan_spec(moments = 2), "`moments` must be TRUE or FALSE", class = "rgan_error_spec")
  old <- gan_spec()
  old$moments <- NULL
  expect_no_error(check_spec_part(old, resolved = FALSE))
  expect_null(spec_differences(unclass(old), unclass(gan_spec())))
})

test_that("print() tells how far rows were stretched", {
  expect_equal(
    moments_text(list(0.9, 1.204)),
    "mean and covariance of generated rows set to those of the data, stretched 0.90 to 1.20 times"
  )
  expect_null(moments_text(NULL))
})

test_that("generated waves vary as real ones do, also from a file", {
  skip_if_no_python()
  set.seed(1)
  train <- get_training_data(60, 40)
  fit <- gan(train, epochs = 4, trace = 2, log = FALSE, seed = 1)
  printed <- paste(trimws(capture.output(print(summary(fit)))), collapse = " ")
  expect_match(printed, "moments: mean and covariance of")
  made <- generate(fit, 50, seed = 2)
  path <- save_gan(fit, withr::local_tempfile(fileext = ".rgan"))
  expect_identical(generate(load_gan(path), 50, seed = 2), made)
})
