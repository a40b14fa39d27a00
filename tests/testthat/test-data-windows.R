test_that("windows of a vector are its consecutive stretches", {
  windows <- make_windows(c(2, 3, 5, 7, 11, 13), length = 3)
  expect_equal(unname(windows), rbind(c(2, 3, 5), c(3, 5, 7), c(5, 7, 11), c(7, 11, 13)))
  expect_equal(dimnames(windows), list(start = as.character(1:4), step = c("1", "2", "3")))
})

test_that("`by` skips, and an incomplete window at the end is left out", {
  expect_equal(unname(make_windows(1:10, length = 4, by = 4)), rbind(1:4, 5:8), ignore_attr = TRUE)
  expect_equal(nrow(make_windows(1:10, length = 10, by = 3)), 1)
  expect_true(is.matrix(make_windows(1:10, length = 10)))
})

test_that("windows of several series keep them apart, in time order, named", {
  windows <- make_windows(datasets::EuStockMarkets, length = 24, by = 10)
  expect_equal(dim(windows), c(184, 24, 4))
  expect_equal(unname(windows[3, , ]), unname(unclass(datasets::EuStockMarkets)[21:44, ]), ignore_attr = TRUE)
  expect_equal(dimnames(windows)[[3]], c("DAX", "SMI", "CAC", "FTSE"))
  start <- as.numeric(rownames(windows))
  expect_equal(start, as.vector(time(datasets::EuStockMarkets))[seq(1, by = 10, length.out = 184)], tolerance = 1e-6)
})

test_that("a time series, its vector, a one-column matrix and data frame give the same values", {
  plain <- unname(make_windows(as.vector(datasets::lynx), 12))
  expect_equal(unname(make_windows(datasets::lynx, 12)), plain, ignore_attr = TRUE)
  expect_equal(unname(make_windows(matrix(datasets::lynx), 12)), plain, ignore_attr = TRUE)
  expect_equal(unname(make_windows(data.frame(lynx = as.vector(datasets::lynx)), 12)), plain, ignore_attr = TRUE)
  expect_equal(rownames(make_windows(datasets::lynx, 12))[1:2], c("1821", "1822"))
})

test_that("a data frame keeps its column names and takes row names as times", {
  frame <- data.frame(a = 1:5 + 0.5, b = 5:1, row.names = paste0("day", 1:5))
  windows <- make_windows(frame, length = 2, by = 2)
  expect_equal(dim(windows), c(2, 2, 2))
  expect_equal(dimnames(windows), list(start = c("day1", "day3"), step = c("1", "2"), series = c("a", "b")))
  expect_equal(unname(windows[2, , "b"]), c(3, 2))
})

test_that("series that can't be cut are refused with the reason", {
  expect_snapshot(make_windows(1:10), error = TRUE)
  expect_snapshot(make_windows(c(1, NA, 3, Inf), length = 2), error = TRUE)
  expect_snapshot(make_windows(data.frame(day = as.Date("2024-01-01") + c(0, 1, 3), a = 1:3), length = 2), error = TRUE)
  expect_snapshot(make_windows(letters), error = TRUE)
  expect_error(make_windows(1:10, length = 1), class = "rgan_error_argument")
  expect_error(make_windows(1:10, length = 3, by = 0), class = "rgan_error_argument")
  expect_error(make_windows(array(0, c(2, 2, 2))), class = "rgan_error_data")
  expect_error(make_windows(factor(1:30)), class = "rgan_error_data")
})

test_that("windows keep the dates of a data frame, and keys apart", {
  days <- as.Date("2024-01-01") + 0:9
  windows <- make_windows(data.frame(day = days, a = 1:10), length = 4, by = 3)
  expect_equal(rownames(windows), c("2024-01-01", "2024-01-04", "2024-01-07"))
  expect_equal(as.list(windows)[[2]], data.frame(day = days[4:7], a = 4:7))
  long <- data.frame(id = rep(c("x", "y"), each = 5), t = c(5:1, 1:5), value = c(5:1, 11:15) + 0.5)
  windows <- make_windows(long, length = 4, index = "t", key = "id")
  expect_equal(unname(as.matrix(windows)), rbind(1:4, 2:5, 11:14, 12:15) + 0.5, ignore_attr = TRUE)
})
