clock <- function(index) {
  times <- plain_times(index)
  clock_of(times$values, times)
}

# What follows on the first part of an index is its second part.
expect_goes_on <- function(index, unit) {
  times <- plain_times(index)
  n <- length(index)
  first <- seq_len(n %/% 2)
  found <- clock_of(times$values[first], times)
  expect_equal(found$unit, unit)
  later <- later_times(found, times$values[[max(first)]], n - length(first), times)
  expect_equal(as_times(later, times), index[-first])
}

test_that("equally spaced times of every class go on as they did", {
  expect_goes_on(1:20, "number")
  expect_goes_on(seq(1949, by = 1 / 12, length.out = 40), "number")
  expect_goes_on(as.Date("2024-02-20") + 3 * 0:20, "number")
  expect_goes_on(seq(as.Date("2023-11-30"), by = "7 days", length.out = 20), "number")
  expect_goes_on(as.POSIXct("2024-03-30 20:00", tz = "Europe/Berlin") + 3600 * 0:40, "number")
  expect_goes_on(seq(as.Date("2020-01-15"), by = "month", length.out = 20), "months")
  expect_goes_on(seq(as.Date("2020-01-01"), by = "quarter", length.out = 20), "months")
  expect_goes_on(seq(as.Date("2020-02-01"), by = "month", length.out = 30) - 1, "month_ends")
  days <- as.Date("2024-01-01") + 0:60
  expect_goes_on(days[!as.POSIXlt(days)$wday %in% c(0, 6)], "weekdays")
  expect_goes_on(seq(as.POSIXct("2024-03-01 12:00", tz = "Europe/Berlin"), by = "month", length.out = 12), "months")
})

test_that("days over a change of the clocks are days", {
  noon <- seq(as.POSIXct("2024-03-26 12:00", tz = "Europe/Berlin"), by = "DSTday", length.out = 12)
  expect_goes_on(noon[c(4:12)], "days")
})

test_that("times that are not equally spaced have no clock", {
  expect_null(clock(c(1, 2, 4)))
  expect_null(clock(as.Date("2024-01-01") + c(0, 1, 2, 4, 5, 6, 7)))
  expect_null(clock(as.POSIXct("2024-01-01", tz = "UTC") + c(0, 3600, 7300)))
})

test_that("times are told as they are read", {
  as <- function(...) utils::modifyList(list(class = "numeric"), list(...))
  expect_equal(format_times(1949 + 0:1 / 12, as(frequency = 12)), c("Jan 1949", "Feb 1949"))
  expect_equal(format_times(1949.75, as(frequency = 4)), "1949 Q4")
  expect_equal(format_times(1821, as(frequency = 1)), "1821")
  expect_equal(format_times(19723, as(class = "Date")), "2024-01-01")
})

test_that("a season is known of months, quarters and hours", {
  period <- function(index, ...) {
    times <- c(plain_times(index), list(...))
    period_of(clock_of(times$values, times), times)
  }
  expect_equal(period(1949 + 0:30 / 12, frequency = 12), 12)
  expect_equal(period(seq(as.Date("2020-01-01"), by = "quarter", length.out = 20)), 4)
  expect_equal(period(as.POSIXct("2024-01-01", tz = "UTC") + 3600 * 0:40), 24)
  expect_null(period(1:20))
})
