# Calibration as R shows it: the field of a recipe, the line of print(), and tables whose values could be in the data.

test_that("calibration is a field of a recipe, and that of the default alone", {
  expect_true(gan_spec()$calibration)
  expect_false(gan_spec(calibration = FALSE)$calibration)
  expect_false(gan_spec("quadratic")$calibration)
  expect_error(gan_spec(calibration = 1), "`calibration` must be TRUE or FALSE", class = "rgan_error_spec")
  old <- gan_spec()
  old$calibration <- NULL
  expect_no_error(check_spec_part(old, resolved = FALSE))
  expect_null(spec_differences(unclass(old), unclass(gan_spec())))
})

test_that("print() tells which values are mapped and rounded, and nothing where only the range is kept", {
  expect_equal(
    calibration_text(list(units = 3L, ranked = 2L, rounded = 1L), "table"),
    "those of 2 of 3 columns mapped by rank onto the data's; decimals of 1 of 3 columns as in the data"
  )
  expect_equal(calibration_text(list(units = 1L, ranked = 0L, rounded = 1L), "waves"), "decimals as in the data")
  expect_null(calibration_text(list(units = 1L, ranked = 0L, rounded = 0L), "waves"))
  expect_null(calibration_text(NULL, "table"))
})

test_that("what a file says of calibration is checked", {
  described <- function(part) is_counts_part(part, c("units", "ranked", "rounded"))
  expect_true(described(NULL))
  expect_true(described(list(units = 3L, ranked = 2L, rounded = 1L)))
  counts <- function(ranked) list(units = 3L, ranked = ranked, rounded = 1L)
  for (wrong in list(list(), 3, counts("{1}"), counts(-1L), counts(NULL))) expect_false(described(wrong))
})

test_that("generated tables keep zeros, signs, decimals and range, and come back so from a file", {
  skip_if_no_python()
  set.seed(1)
  data <- data.frame(
    age = sample(18:90, 120, TRUE), gain = ifelse(runif(120) < 0.8, 0, round(rlnorm(120, 8), 2)), size = rnorm(120)
  )
  fit <- gan(data, epochs = 4, trace = 2, batch_size = 20, log = FALSE, seed = 1)
  made <- generate(fit, 300, seed = 2)
  expect_type(made$age, "integer")
  expect_true(all(made$gain == 0 | made$gain >= min(data$gain[data$gain > 0])))
  expect_equal(mean(made$gain == 0), mean(data$gain == 0), tolerance = 0.1)
  expect_identical(round(made$gain, 2), made$gain)
  within <- function(x, range) all(x >= range[[1]] & x <= range[[2]])
  for (column in names(data)) expect_true(within(made[[column]], range(data[[column]])))
  expect_match(paste(capture.output(print(summary(fit))), collapse = " "), "values: .* by rank")
  path <- save_gan(fit, withr::local_tempfile(fileext = ".rgan"))
  expect_identical(generate(load_gan(path), 300, seed = 2), made)
})
