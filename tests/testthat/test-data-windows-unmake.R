test_that("windows of every class go back to the series that they came from, to the last bit", {
  stocks <- datasets::EuStockMarkets
  back <- unmake_windows(make_windows(stocks, 24, by = 7)[1:263, , ])
  expect_equal(back, stats::window(stocks, end = stats::time(stocks)[[1858]]))
  expect_identical(as.vector(back), as.vector(stocks[1:1858, ]))
  expect_equal(unmake_windows(make_windows(datasets::AirPassengers)), datasets::AirPassengers)
  expect_identical(unmake_windows(make_windows(c(0.1, 2, 3, 5, 7, 11), 3)), c(0.1, 2, 3, 5, 7, 11))
  frame <- data.frame(day = as.Date("2024-01-01") + 0:29, n = 1:30, x = sin(1:30))
  expect_identical(unmake_windows(make_windows(frame, 10)), frame)
  long <- data.frame(id = factor(rep(c("b", "a"), each = 10), levels = c("b", "a")), t = rep(1:10, 2), v = sin(1:20))
  expect_identical(unmake_windows(make_windows(long, 4, index = "t", key = "id")), long)
})

test_that("where windows differ the series passes from one to the other without a step", {
  windows <- rbind(rep(0, 10), rep(1, 10))
  series <- unmake_windows(windows, by = 5)
  expect_length(series, 15)
  expect_false(is.unsorted(series))
  expect_lt(max(diff(series)), 0.35)
  expect_equal(series[c(1, 15)], c(0, 1))
})

test_that("times between windows are missing", {
  windows <- make_windows(datasets::lynx, length = 10, by = 20)
  series <- unmake_windows(windows)
  expect_equal(series[1:10], datasets::lynx[1:10], ignore_attr = TRUE)
  expect_true(all(is.na(series[11:20])))
})

test_that("windows that belong nowhere are refused with the way out", {
  generated <- function() {
    data <- prepare_data(datasets::AirPassengers)
    to_user(data$numbers[1:3, ], data$template)
  }
  expect_snapshot(error = TRUE, {
    unmake_windows(generated())
    unmake_windows(matrix(1:12, 3))
    unmake_windows(1:10)
    unmake_windows(matrix(letters, 2))
  })
  expect_length(unmake_windows(generated(), by = 24), 72)
})
