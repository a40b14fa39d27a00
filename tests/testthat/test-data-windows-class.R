months <- function() make_windows(datasets::AirPassengers, length = 24, by = 12)

test_that("whole windows keep their times, anything else is plain numbers", {
  windows <- months()
  expect_s3_class(windows[2:3, ], "gan_windows")
  expect_equal(as.list(windows[2:3, ])[[1]], stats::window(datasets::AirPassengers, 1950, c(1951, 12)))
  expect_s3_class(windows[2, , drop = FALSE], "gan_windows")
  expect_s3_class(windows["1950", , drop = FALSE], "gan_windows")
  expect_s3_class(utils::head(windows, 2), "gan_windows")
  for (plain in list(windows[2, ], windows[, 3], windows[1:2, 1:3], windows[[3]], windows[windows > 200], t(windows))) {
    expect_false(inherits(plain, "gan_windows"))
    expect_null(attr(plain, "series"))
  }
  expect_equal(windows[2, 3], datasets::AirPassengers[[15]], ignore_attr = TRUE)
  expect_equal(unname(windows[2, ]), datasets::AirPassengers[13:36])
  stocks <- make_windows(datasets::EuStockMarkets, by = 500)
  expect_s3_class(stocks[1:2, , ], "gan_windows")
  expect_equal(dim(stocks[1, , ]), c(24, 4))
  expect_false(inherits(stocks[1:2, , 1], "gan_windows"))
  expect_equal(stocks[2, 1, "DAX"], datasets::EuStockMarkets[501, "DAX"], ignore_attr = TRUE)
})

test_that("computing with windows keeps them windows", {
  windows <- months()
  expect_s3_class(log(windows), "gan_windows")
  expect_equal(unmake_windows(log(windows)), log(datasets::AirPassengers))
  expect_equal(unname(apply(windows, 1, max)), apply(unname(as.matrix(windows)), 1, max))
  expect_equal(colMeans(windows), colMeans(as.matrix(windows)))
})

test_that("one window is a time series, and all are a long data frame", {
  windows <- months()
  expect_equal(as.ts(windows, which = 2), stats::window(datasets::AirPassengers, 1950, c(1951, 12)))
  long <- as.data.frame(windows)
  expect_named(long, c("window", "time", "value"))
  expect_equal(nrow(long), length(windows))
  expect_equal(long$value[25:48], as.vector(datasets::AirPassengers[13:36]))
  expect_equal(tidy(windows), long)
  expect_error(as.ts(windows, which = 100), class = "rgan_error_argument")
  wide <- as.data.frame(make_windows(datasets::EuStockMarkets, by = 500))
  expect_named(wide, c("window", "time", "DAX", "SMI", "CAC", "FTSE"))
})

test_that("windows say what they are", {
  expect_snapshot({
    print(months())
    print(make_windows(datasets::EuStockMarkets, by = 500))
  })
})

test_that("generated windows begin where their season does", {
  data <- prepare_data(datasets::AirPassengers)
  back <- to_user(data$numbers[c(1, 5, 12, 25), ], data$template)
  expect_equal(attr(back, "series")$start, c(1, 5, 12, 1))
  expect_equal(names(as.list(back))[1:3], c("Jan 1961", "May 1961", "Dec 1961"))
  # Sunspots have no season of a year.
  expect_null(prepare_data(stats::window(datasets::sunspots, 1900))$template$seasons)
})

test_that("a fit of a series keeps class and times, live, saved and continued", {
  skip_if_no_python()
  expect_message(fit <- tiny_gan(datasets::AirPassengers, seed = 1, progress = FALSE), "121 windows")
  expect_s3_class(generate(fit, 3), "gan_windows")
  expect_s3_class(fit$output[[1]], "gan_windows")
  expect_s3_class(fit$data$rows, "gan_windows")
  again <- load_gan(save_gan(fit, withr::local_tempfile(fileext = ".rgan")))
  expect_equal(again$data, fit$data)
  expect_identical(generate(again, 3, seed = 1), generate(fit, 3, seed = 1))
  expect_equal(unmake_windows(again$data$rows), datasets::AirPassengers)
  expect_length(predict(fit, datasets::AirPassengers), 121)
  further <- gan(epochs = 1, continue_training = fit, log = FALSE, progress = FALSE)
  expect_identical(attributes(further$data$rows), attributes(fit$data$rows))
  suppressMessages(
    further <- gan(window(datasets::AirPassengers, 1955), 1, continue_training = fit, log = FALSE, progress = FALSE)
  )
  expect_equal(further$data$dim, c(49, 24))
})

test_that("fits of plain vectors, zoo and xts live in files", {
  skip_if_no_python()
  skip_if_not_installed("xts")
  days <- as.Date("2024-01-01") + 0:59
  for (x in list(sin(1:60), 1:60 %% 7L, zoo::zoo(sin(1:60), days), xts::xts(cbind(a = sin(1:60), b = 1:60), days))) {
    suppressMessages(fit <- tiny_gan(x, seed = 1, progress = FALSE))
    again <- load_gan(save_gan(fit, withr::local_tempfile(fileext = ".rgan")))
    expect_equal(again$data, fit$data)
    expect_equal(unmake_windows(again$data$rows), x)
  }
})

test_that("a data frame of several series is generated as one, and saved", {
  skip_if_no_python()
  suppressMessages(fit <- tiny_gan(datasets::Orange, index = "age", key = "Tree", seed = 1, progress = FALSE))
  expect_named(as.data.frame(generate(fit, 2)), c("window", "Tree", "age", "circumference"))
  again <- load_gan(save_gan(fit, withr::local_tempfile(fileext = ".rgan")))
  expect_equal(again$data, fit$data)
})
