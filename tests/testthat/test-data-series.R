# What went in as a series comes out as one: the class of the pieces of what is generated from `x`.
pieces <- function(x, n = 3, ...) {
  data <- prepare_data(x, ...)
  first <- array(data$numbers, data$dim)
  back <- to_user(first[seq_len(n), , drop = FALSE][seq_len(n * prod(data$dim[-1]))], data$template)
  list(data = data, windows = back, series = as.list(back))
}

test_that("series of every class of R are cut, and generated ones go on in their class", {
  monthly <- pieces(datasets::AirPassengers)
  expect_equal(monthly$data$dim, c(121, 24))
  expect_equal(monthly$data$kind, "waves")
  expect_s3_class(monthly$windows, "gan_windows")
  expect_equal(stats::tsp(monthly$series[[1]])[c(1, 3)], c(1961, 12)) # January again, where the data began
  expect_equal(as.vector(monthly$series[[1]]), as.vector(datasets::AirPassengers[1:24]))
  stocks <- prepare_data(datasets::EuStockMarkets)
  expect_equal(stocks$kind, "series")
  expect_equal(stocks$dim, c(1837, 24, 4))
  one <- as.list(to_user(stocks$numbers[1:2, , ], stocks$template))[[1]]
  expect_s3_class(one, "mts")
  expect_equal(colnames(one), colnames(datasets::EuStockMarkets))
  plain <- pieces(sin(1:50))
  expect_type(plain$series[[1]], "double")
  expect_null(attributes(plain$series[[1]]))
})

test_that("zoo and xts come back with their index continued, names and types", {
  skip_if_not_installed("zoo")
  skip_if_not_installed("xts")
  days <- as.Date("2024-01-01") + 0:59
  z <- pieces(zoo::zoo(1:60, days))$series[[1]]
  expect_s3_class(z, "zoo", exact = TRUE)
  expect_equal(zoo::index(z), days[[60]] + 1:20)
  expect_type(zoo::coredata(z), "integer")
  months <- pieces(zoo::zooreg(sin(1:60), start = zoo::as.yearmon(2020), frequency = 12))$series[[1]]
  expect_s3_class(zoo::index(months), "yearmon")
  x <- xts::xts(cbind(a = sin(1:60), b = cos(1:60)), as.POSIXct("2024-01-01", tz = "Europe/Paris") + 3600 * 0:59)
  data <- prepare_data(x)
  one <- as.list(to_user(data$numbers[1:2, , ], data$template))[[1]]
  expect_s3_class(one, "xts")
  expect_equal(colnames(one), c("a", "b"))
  expect_equal(xts::tzone(one), "Europe/Paris")
  expect_equal(zoo::index(one)[[1]], zoo::index(x)[[60]] + 3600)
  expect_equal(unmake_windows(make_windows(x, 10)), x)
})

test_that("a data frame with a column of dates is a series in the order of its dates", {
  days <- as.Date("2024-01-01") + 0:39
  frame <- data.frame(count = 40:1, day = rev(days), x = sin(40:1))
  data <- prepare_data(frame)
  expect_equal(data$kind, "series")
  expect_equal(data$numbers[1, , 1], as.double(1:13))
  one <- as.list(to_user(data$numbers[1:2, , ], data$template))[[1]]
  expect_identical(names(one), names(frame))
  expect_type(one$count, "integer")
  expect_identical(one$day, days[[40]] + 1:13)
})

test_that("a tsibble is a series by its own index and key", {
  skip_if_not_installed("tibble")
  frame <- tibble::tibble(day = rep(as.Date("2024-01-01") + 0:29, 2), id = rep(c("a", "b"), each = 30), x = sin(1:60))
  key <- data.frame(id = c("a", "b"))
  key$.rows <- list(1:30, 31:60)
  x <- structure(frame, index = structure("day", ordered = TRUE), key = key, class = c("tbl_ts", class(frame)))
  data <- prepare_data(x, window = 10)
  expect_equal(data$dim, c(42, 10))
  expect_equal(data$numbers[22, ], sin(31:40))
})

test_that("long data frames are series by index and key, whatever the order of their rows", {
  long <- data.frame(id = rep(c("x", "y", "z"), each = 15), t = rep(1:15, 3), v = as.double(1:45))
  mixed <- long[sample(45), ]
  data <- prepare_data(mixed, index = "t", key = "id", window = 10)
  expect_equal(data$dim, c(18, 10))
  expect_equal(data$numbers[, 1], c(1:6, 16:21, 31:36))
  expect_true(all(apply(data$numbers, 1, function(w) all(diff(w) == 1)))) # no window has two keys
})

test_that("many short series on the same times are rows as they are, with new keys", {
  data <- prepare_data(datasets::Orange, index = "age", key = "Tree")
  expect_equal(data$dim, c(5, 7))
  back <- as.data.frame(to_user(data$numbers[1:2, ], data$template))
  expect_equal(back$Tree, rep(c("new 1", "new 2"), each = 7))
  expect_equal(back$age, rep(sort(unique(datasets::Orange$age)), 2))
  uptake <- prepare_data(datasets::CO2, index = "conc", key = "Plant")
  expect_equal(uptake$dim, c(12, 7))
  expect_match(uptake$notes, "Type.*Treatment.*does not change in a series")
})

test_that("what data were taken for is told, with the way to say otherwise", {
  told <- function(...) prepare_data(...)$notes
  expect_match(told(datasets::AirPassengers), "one series of 144 months, cut into 121 windows of 24 months")
  expect_match(told(datasets::AirPassengers), "window")
  long <- data.frame(id = rep(1:3, each = 5), t = rep(1:5, 3), v = sin(1:15))
  expect_match(told(long), "index = \"t\", key = \"id\"")
  expect_null(told(datasets::mtcars))
  expect_null(told(datasets::iris[1:4]))
  expect_null(told(tiny_waves()))
})

test_that("rows of a matrix or data frame are times where a window is asked for", {
  x <- cbind(a = sin(1:30), b = cos(1:30))
  expect_equal(prepare_data(x, window = 6)$dim, c(25, 6, 2))
  expect_equal(prepare_data(as.data.frame(x), window = 6)$dim, c(25, 6, 2))
  expect_equal(prepare_data(x)$dim, c(30, 2))
})

test_that("a recipe for tables takes no data frame for a series", {
  frame <- data.frame(day = as.Date("2024-01-01") + 0:39, x = sin(1:40))
  expect_equal(prepare_data(frame)$kind, "waves")
  converted <- tryCatch(as_gan_data(frame, kind = "table"), rgan_error_data = function(cnd) NULL)
  expect_false(inherits(converted$prototype, "windows_prototype"))
})
