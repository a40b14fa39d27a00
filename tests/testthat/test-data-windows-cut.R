long <- function() data.frame(id = rep(c("x", "y"), each = 15), t = rep(1:15, 2), v = sin(1:30))

test_that("times that cannot be a series' are told with the fix, before anything is trained", {
  days <- data.frame(day = as.Date("2024-01-01") + 0:29, v = sin(1:30))
  expect_snapshot(error = TRUE, {
    gan(days[-5, ], index = "day")
    gan(days[c(1, 1:30), ], index = "day")
    gan(long(), index = "t")
    gan(rbind(long(), long()[3, ]), index = "t", key = "id")
    gan(long()[-5, ], index = "t", key = "id", window = 5)
    gan(transform(days, day = replace(day, 3, NA)), index = "day")
    gan(transform(days, day = as.character(day)), index = "day")
    gan(long(), key = "id")
    gan(long(), index = "time")
    gan(data.frame(day = days$day), index = "day")
    gan(replace(sin(1:30), 4, Inf))
  })
})

test_that("a window that does not fit the series is refused", {
  expect_snapshot(error = TRUE, {
    gan(datasets::AirPassengers, window = 200)
    gan(long(), index = "t", key = "id", window = 20)
    gan(datasets::AirPassengers, window = 1)
    gan(sin(1:8))
  })
})

test_that("series that are shorter than a window are left out, and told", {
  unequal <- rbind(long(), data.frame(id = "z", t = 1:4, v = 1:4))
  data <- prepare_data(unequal, index = "t", key = "id", window = 10)
  expect_equal(data$dim, c(12, 10))
  expect_match(data$notes, "Left out: 1 series shorter")
})

test_that("windows are two seasons long where one is known, a third of the series at most, and 10,000 at most", {
  size <- function(x) prepare_data(x)$dim[[2]]
  expect_equal(size(datasets::AirPassengers), 24)
  expect_equal(size(datasets::austres), 8)
  expect_equal(size(datasets::lynx), 24)
  expect_equal(size(datasets::sunspots), 24)
  expect_equal(size(sin(1:30)), 10)
  many <- prepare_data(sin(1:30000))
  expect_lte(many$dim[[1]], 10000)
  expect_match(many$notes, "that begin every 3")
})
