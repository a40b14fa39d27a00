test_that("windows are drawn at their own dates, and headed by the first", {
  days <- as.Date("2024-01-01") + 0:59
  plot <- plot_waves(make_windows(data.frame(day = days, x = sin(1:60), y = 20 * cos(1:60)), 20, by = 20), id = c(1, 3))
  expect_equal(levels(plot$data$wave), c("2024-01-01", "2024-02-10"))
  one <- plot$data[plot$data$wave == "2024-02-10" & plot$data$channel == "y", ]
  expect_equal(one$time, days[41:60])
  expect_equal(one$value, 20 * cos(41:60))
  expect_equal(plot$labels$x, "day")
  months <- plot_waves(make_windows(datasets::AirPassengers, 24, by = 30), id = 2)
  expect_equal(levels(months$data$wave), "Jul 1951")
  expect_equal(months$data$value, as.vector(datasets::AirPassengers[31:54]))
  expect_equal(months$data$time, as.vector(stats::time(datasets::AirPassengers))[31:54])
})

test_that("continuations are drawn after what is known, with a band where there are many", {
  past <- list(values = matrix(1:4 + 0), index = 1:4 + 0)
  windows <- structure(matrix(rep(5:7, each = 20) + 0, 20), class = "gan_windows", series = list(
    index = 5:7, start = rep(1L, 20),
    as = list(class = "numeric", type = "numeric", channels = "series 1", whole = FALSE),
    clock = list(unit = "number", step = 1), grid = FALSE, generated = TRUE, past = past
  ))
  plot <- plot_waves(windows)
  expect_equal(nrow(plot$data), 20 * 4) # each from the last known point on
  expect_equal(sort(unique(plot$data$time)), 4:7)
  expect_match(plot$labels$subtitle, "80 %")
  expect_length(plot_waves(windows[1:3, ])$layers, 2)
})

test_that("labels of dates are as short as they still differ", {
  days <- as.Date("2024-01-01")
  expect_equal(date_labels(days + c(0, 20)), c("01 Jan", "21 Jan"))
  expect_equal(date_labels(days + c(0, 365 * 2)), c("Jan 2024", "Dec 2025"))
  expect_equal(date_labels(days + c(0, 365 * 8, NA)), c("2024", "2031", NA))
  expect_equal(format_axis(c(1951, 1951.5, NA), list(class = "numeric", frequency = 12)), c("Jan 1951", "Jul 1951", NA))
  expect_equal(format_axis(c(1951, 1952), list(class = "numeric", frequency = 12)), c("1951", "1952"))
})

test_that("pictures of windows and continuations are as they were approved", {
  expect_picture(plot_waves(make_windows(datasets::AirPassengers, 24, by = 12), id = 1:4), "windows with dates")
  fit <- fake_windows()
  expect_picture(plot_waves(fit), "continuations of a series")
})

test_that("windows that begin at the same time are numbered", {
  expect_equal(numbered(c("Mar 1961", "Apr 1961", "Mar 1961", "Mar 1961")), c(
    "Mar 1961", "Apr 1961", "Mar 1961 (2)", "Mar 1961 (3)"
  ))
})
