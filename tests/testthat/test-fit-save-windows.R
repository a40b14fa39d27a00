fault <- function(change = function(t) t) {
  template <- change(prepare_data(datasets::AirPassengers, context = 24)$template)
  tryCatch(check_windows_template(template, c(109L, 36L)), error = conditionMessage)
}

put <- function(value, ...) {
  function(template) {
    path <- c(...)
    template[[path]] <- value
    template
  }
}

test_that("what a file says of windows is checked in words", {
  expect_null(fault())
  expect_match(fault(put(35, "context")), "context is not as long")
  expect_match(fault(put("a", "series", "index")), "times of the series are no numbers")
  expect_match(fault(put(rep(200L, 109), "series", "start")), "begin outside")
  expect_match(fault(put("evil", "series", "clock", "unit")), "no clock")
  expect_match(fault(put(data.frame(id = 1), "series", "key")), "keys of the series")
  expect_match(fault(put(1e9, "seasons", "period")), "seasons of the series")
  expect_match(fault(put("evil", "series", "as", "type")), "class of the series is unknown")
  expect_match(fault(put(c("a", "b"), "series", "as", "channels")), "names of the series")
  expect_match(fault(put(NA, "series", "as", "whole")), "whole numbers")
  expect_match(fault(put("12", "series", "as", "frequency")), "frequency")
})

test_that("the class of a series' data frame is one of those known", {
  frame <- data.frame(day = as.Date("2024-01-01") + 0:39, x = sin(1:40))
  data <- prepare_data(frame)
  expect_null(check_windows_template(data$template, data$dim))
  data$template$series$as$frame <- c("evil", "data.frame")
  expect_error(check_windows_template(data$template, data$dim), "data frame is unknown")
})
