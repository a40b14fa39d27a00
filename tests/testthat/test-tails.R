# Tails as R shows them: the field of a recipe, the line of print(), and medians that come back.

test_that("tails are a field of a recipe, and that of the default alone", {
  expect_true(gan_spec()$tails)
  expect_false(gan_spec(tails = FALSE)$tails)
  expect_false(gan_spec("classic")$tails)
  expect_error(gan_spec(tails = "log"), "`tails` must be TRUE or FALSE", class = "rgan_error_spec")
  old <- gan_spec()
  old$tails <- NULL
  expect_no_error(check_spec_part(old, resolved = FALSE))
  expect_null(spec_differences(unclass(old), unclass(gan_spec())))
})

test_that("print() tells what is learned on a logarithmic scale", {
  expect_equal(
    tails_text(list(units = 3L, mapped = 2L), "table"), "2 of 3 columns learned on a logarithmic scale (asinh)"
  )
  expect_match(tails_text(list(units = 1L, mapped = 1L), "series"), "^1 of 1 channel learned")
  expect_equal(tails_text(list(units = 1L, mapped = 1L), "waves"), "values learned on a logarithmic scale (asinh)")
  expect_null(tails_text(NULL, "table"))
})

test_that("a column over six decades is learned, told, and comes back from a file", {
  skip_if_no_python()
  set.seed(1)
  data <- data.frame(amount = rlnorm(200, 5, 3), size = rnorm(200))
  fit <- gan(data, epochs = 4, trace = 2, batch_size = 20, log = FALSE, seed = 1)
  expect_identical(fit$details$tails, list(units = 2L, mapped = 1L))
  expect_match(paste(capture.output(print(summary(fit))), collapse = " "), "tails: 1 of 2 columns learned on a log")
  made <- generate(fit, 300, seed = 2)
  # Without the scale next to none is below a hundredth of the standard deviation, where most real values are.
  expect_gt(mean(made$amount < sd(data$amount) / 100), 0.3)
  path <- save_gan(fit, withr::local_tempfile(fileext = ".rgan"))
  expect_identical(generate(load_gan(path), 300, seed = 2), made)
})
