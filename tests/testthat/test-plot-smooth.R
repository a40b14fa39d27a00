test_that("every point becomes the mean of its neighbours, complete windows only", {
  wave <- rbind(c(1, 2, 6, 3, 8), c(0, 0, 3, 0, 0))
  expect_equal(unname(smooth_waves(wave, k = 3)), rbind(c(9, 11, 17) / 3, c(1, 1, 1)))
  expect_equal(unname(smooth_waves(wave, k = 1)), wave)
  expect_equal(unname(smooth_waves(wave, k = 5)), cbind(c(4, 0.6)))
})

test_that("smoothed waves lie on the time axis where the raw ones were", {
  expect_equal(colnames(smooth_waves(matrix(0, 2, 7), k = 5)), c("3", "4", "5"))
  expect_equal(colnames(smooth_waves(matrix(0, 2, 4), k = 2)), c("1.5", "2.5", "3.5"))
  curves <- sample_sinusoids(2, 11, from = 0, to = 1)
  expect_equal(colnames(smooth_waves(curves, k = 3)), as.character((1:9) / 10))
})

test_that("channels are smoothed one by one", {
  windows <- make_windows(datasets::EuStockMarkets, length = 6, by = 50)
  smooth <- smooth_waves(windows, k = 3)
  expect_equal(dim(smooth), c(dim(windows)[1], 4, 4))
  expect_equal(dimnames(smooth)[[3]], dimnames(windows)[[3]])
  for (channel in 1:4) {
    expect_equal(smooth[, , channel], smooth_waves(windows[, , channel], k = 3), ignore_attr = TRUE)
  }
})

test_that("a constant wave stays exactly constant, and a fit gives its newest waves", {
  expect_identical(unname(smooth_waves(matrix(0.1, 1, 9), k = 3)), matrix(0.1 * 3 / 3, 1, 7))
  fit <- wave_fit()
  expect_equal(smooth_waves(fit), smooth_waves(fit$output[["epoch 40"]]))
})

test_that("a window wider than the wave is refused", {
  expect_snapshot(smooth_waves(matrix(0, 2, 4), k = 5), error = TRUE)
  expect_error(smooth_waves(matrix(0, 2, 4), k = 0), class = "rgan_error_argument")
  expect_error(smooth_waves("a"), class = "rgan_error_data")
})
