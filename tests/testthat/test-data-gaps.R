# Waves that lack some values.
gappy_waves <- function(n = 24, m = 16) {
  x <- tiny_waves(n, m)
  for (i in seq_len(n)) x[i, 1 + (i * c(3, 7)) %% m] <- NA
  x
}

test_that("rows with gaps are learned, and what is missing is told once", {
  skip_if_no_python()
  x <- gappy_waves()
  expect_snapshot(fit <- tiny_gan(x, seed = 1, progress = FALSE))
  expect_identical(fit$data$rows, x)
  expect_false(anyNA(generate(fit, 20, seed = 1)))
  expect_false(anyNA(fit$output[[1]]))
  gaps <- is.na(generate(fit, 40, seed = 1, gaps = TRUE))
  expect_equal(mean(gaps), mean(is.na(x)), tolerance = 0.1)
  expect_false(any(is.nan(generate(fit, 5, seed = 1, gaps = TRUE))))
  expect_true(all(rowSums(gaps) %in% 1:2))
  expect_length(predict(fit), nrow(x))
  expect_false(anyNA(augment(fit)$.distance))
})

test_that("whole-number columns with gaps stay whole numbers", {
  skip_if_no_python()
  expect_message(fit <- tiny_gan(airquality[1:40, ], seed = 1, progress = FALSE), "lacks 16 values")
  rows <- generate(fit, 200, seed = 1, gaps = TRUE)
  expect_identical(vapply(rows, typeof, ""), vapply(airquality, typeof, ""))
  expect_true(anyNA(rows$Ozone))
  expect_false(anyNA(rows$Wind))
  expect_equal(mean(is.na(rows$Ozone)), mean(is.na(airquality$Ozone[1:40])), tolerance = 0.5)
})

test_that("a fit of rows with gaps is saved, and goes on", {
  skip_if_no_python()
  fit <- suppressMessages(tiny_gan(gappy_waves(), seed = 1, progress = FALSE, model_name = "gappy"))
  again <- load_gan(save_gan(fit, withr::local_tempfile(fileext = ".rgan")))
  expect_identical(again$data$rows, fit$data$rows)
  expect_identical(generate(again, 3, seed = 1, gaps = TRUE), generate(fit, 3, seed = 1, gaps = TRUE))
  expect_equal(suppressMessages(gan(epochs = 1, continue_training = again, log = FALSE))$epochs, 3)
})

test_that("series may lack values, and whole channels of a row", {
  skip_if_no_python()
  x <- array(rnorm(20 * 8 * 2), c(20, 8, 2))
  x[1, , 1] <- NA
  x[5, 3:4, 2] <- NA
  suppressMessages(fit <- tiny_gan(x, seed = 1, progress = FALSE))
  expect_identical(dim(generate(fit, 2)), c(2L, 8L, 2L))
})

test_that("rows and columns without any value are named", {
  expect_refused <- function(data) expect_snapshot(gan(data), error = TRUE)
  x <- tiny_waves()
  x[3, ] <- NA
  expect_refused(x)
  x[5:6, ] <- NaN
  expect_refused(x)
  x <- tiny_waves()
  x[, 4] <- NA
  expect_refused(x)
  expect_refused(cbind(airquality, empty = NA_real_, also = NA_integer_))
  series <- array(1:48 / 7, c(3, 8, 2))
  series[, 5, 2] <- NA
  expect_refused(series)
  images <- array(1:96 / 7, c(2, 4, 4, 3))
  images[1, 1, 1, 1] <- NA
  expect_refused(images)
})

test_that("evaluations say how much is missing", {
  skip_if_no_python()
  fit <- suppressMessages(tiny_gan(gappy_waves(), seed = 1, progress = FALSE))
  quality <- evaluate_gan(fit, n = 40, seed = 1)
  expect_equal(quality$missing, sum(is.na(gappy_waves())))
  expect_output(print(quality), "42 values of the real rows are missing")
  expect_output(print(evaluate_rows(gappy_waves(), tiny_waves(24), seed = 1)), "42 values")
  holdout <- evaluate_gan(fit, holdout = gappy_waves(), n = 40, seed = 1)
  expect_s3_class(holdout, "gan_evaluation")
})

test_that("waves with gaps are drawn broken, without a warning", {
  expect_no_warning(ggplot2::ggplotGrob(plot_waves(gappy_waves(), id = 1:4)))
  expect_true(anyNA(ggplot2::layer_data(plot_waves(gappy_waves(), id = 1))$y))
})

test_that("gaps go with categories, dates and series", {
  skip_if_no_python()
  flowers <- iris[c(1:20, 51:70), ]
  flowers$Sepal.Width[c(2, 9, 30)] <- NA
  fit <- suppressMessages(tiny_gan(flowers, seed = 1, progress = FALSE))
  filled <- impute(fit, seed = 1)
  expect_false(anyNA(filled))
  expect_identical(filled$Species, flowers$Species)
  expect_false(anyNA(generate(fit, 5, seed = 1)))
  passengers <- AirPassengers
  passengers[20:22] <- NA
  expect_message(fit <- tiny_gan(passengers, epochs = 1, seed = 1, progress = FALSE), "lacks 63 values")
  expect_false(anyNA(unclass(generate(fit, 2, seed = 1))))
})
