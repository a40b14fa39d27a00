# The noise model as R shows it: the field of a recipe, the line of print(), and what a file may say of it.

test_that("noise is a field of a recipe, TRUE or FALSE", {
  expect_true(gan_spec()$noise)
  expect_false(gan_spec(noise = FALSE)$noise)
  for (wrong in list(1, "yes", NA, c(TRUE, FALSE))) {
    expect_error(gan_spec(noise = wrong), "`noise` must be TRUE or FALSE", class = "rgan_error_spec")
  }
  expect_match(format(gan_spec())[[1]], "noise drawn anew")
  for (spec in list(gan_spec(noise = FALSE), gan_spec("classic"), gan_spec(scaling = "column"))) {
    expect_no_match(format(spec), "noise")
  }
})

test_that("a recipe from before there was a noise model is read", {
  old <- gan_spec()
  old$noise <- NULL
  expect_no_error(check_spec_part(old, resolved = FALSE))
  expect_null(spec_differences(unclass(old), unclass(gan_spec())))
  expect_match(spec_differences(unclass(gan_spec(noise = FALSE)), unclass(gan_spec())), "`noise`")
  old$noise <- "TRUE"
  expect_error(check_spec_part(old, resolved = FALSE), "noise")
})

test_that("print() tells what is learned and what is drawn anew, and nothing where all is learned", {
  expect_equal(
    noise_text(list(components = 1L, noise = 0.0497)),
    "1 component learned, the rest (standard deviation 0.05) drawn anew"
  )
  expect_equal(
    noise_text(list(components = 20L, noise = list(19.66, 0.013, 28.3))),
    "20 components learned, the rest (standard deviation 0.013 to 28) drawn anew"
  )
  expect_null(noise_text(list(components = 12L, noise = NULL)))
  expect_null(noise_text(list()))
})

test_that("what a file says of noise is checked", {
  expect_true(is_noise_part(list()))
  expect_true(is_noise_part(list(components = 3L, noise = c(0.1, 2))))
  for (noise in list("a", -1, NA_real_, Inf)) expect_false(is_noise_part(list(components = 3L, noise = noise)))
  for (components in list(NULL, 0, "x", 1.5)) expect_false(is_noise_part(list(components = components, noise = 0.1)))
})

test_that("a fit of waves with noise makes rows with noise, the same for the same seed", {
  skip_if_no_python()
  withr::local_seed(1)
  waves <- get_training_data(n = 60, m = 50)
  fit <- gan(waves, epochs = 2, trace = 2, log = FALSE, seed = 1)
  expect_equal(fit$details$components, 1)
  expect_equal(fit$details$noise, 0.05, tolerance = 0.06)
  expect_output(print(summary(fit)), "noise: 1 component learned, the rest .standard deviation 0.0[45][0-9]*. drawn")
  rows <- generate(fit, 40, seed = 3)
  expect_identical(generate(fit, 5, seed = 3), rows[1:5, ], ignore_attr = TRUE)
  time <- seq(0, 1, length.out = 50)
  left <- qr.resid(qr(cbind(sin(2 * pi * 2 * time), sin(2 * pi * 10 * time))), t(rows))
  expect_equal(sd(left), 0.05, tolerance = 0.1)
  walk <- interpolate_waves(fit, 4, seed = 3)
  expect_identical(interpolate_waves(fit, 4, seed = 3), walk)
})
