mixed_table <- function(n = 24) {
  frame <- data.frame(
    size = seq_len(n) / 7, count = seq_len(n), flag = rep(c(TRUE, FALSE, NA), length.out = n),
    kind = factor(rep(c("b", "a"), length.out = n), levels = c("b", "a", "never")),
    grade = factor(rep(c("lo", "hi"), each = n / 2), levels = c("lo", "hi"), ordered = TRUE),
    name = rep(c("x", "y", "z"), length.out = n), day = as.Date("2020-02-28") + seq_len(n),
    took = as.difftime(seq_len(n) / 2, units = "hours"), stringsAsFactors = FALSE
  )
  frame$at <- as.POSIXct("2021-03-27 12:00", tz = "Europe/Berlin") + 3600 * seq_len(n)
  frame
}

test_that("columns of every type go in and come back as they were", {
  frame <- mixed_table()
  data <- as_gan_data(frame)
  expect_identical(data$kind, "table")
  expect_true(all(is.finite(data$numbers)))
  back <- from_gan_data(data$prototype, data$numbers)
  expect_identical(back, frame)
  expect_identical(
    vapply(data$columns, function(column) column$type, ""),
    c("number", "number", rep("category", 4), rep("number", 3))
  )
  expect_identical(data$columns[[3]]$levels, 3L) # a missing value is a level
})

test_that("tibbles, POSIXlt and dates that are whole numbers keep what they are", {
  frame <- data.frame(day = structure(18000:18023, class = "Date"), x = rnorm(24))
  frame$lt <- as.POSIXlt(as.POSIXct("2021-01-01", tz = "UTC") + seq_len(24))
  class(frame) <- c("tbl_df", "tbl", "data.frame")
  data <- as_gan_data(frame)
  back <- from_gan_data(data$prototype, data$numbers)
  expect_s3_class(back, "tbl_df")
  expect_type(back$day, "integer")
  expect_s3_class(back$lt, "POSIXlt")
  expect_equal(as.numeric(as.POSIXct(back$lt)), as.numeric(as.POSIXct(frame$lt)))
})

test_that("data frames of plain numbers are what they were", {
  data <- as_gan_data(iris[1:4])
  expect_null(data$columns)
  expect_null(oldClass(data$prototype))
})

test_that("new rows are in the codes of the training rows, whatever their own levels are", {
  frame <- mixed_table()
  data <- as_gan_data(frame)
  some <- frame[c(2, 5), ]
  some$kind <- as.character(some$kind)
  some$took <- `units<-`(some$took, "mins")
  expect_equal(numbers_like(some, data$prototype), data$numbers[c(2, 5), ])
  expect_snapshot(error = TRUE, {
    numbers_like(transform(some, kind = "q"), data$prototype)
    numbers_like(transform(some, day = 3), data$prototype)
    numbers_like(some[-1], data$prototype)
  })
})

test_that("what is no category is refused by name", {
  expect_snapshot(error = TRUE, {
    gan(data.frame(id = sprintf("p%02d", 1:30), x = 1:30))
    gan(data.frame(code = rep(sprintf("c%04d", 1:1200), 2), x = 1:2400))
    gan(data.frame(x = 1:3, all = I(list(1, 2, 3))))
  })
})

test_that("a table of many types trains, and its rows live in files", {
  skip_if_no_python()
  frame <- mixed_table(48)
  expect_message(fit <- gan(frame, epochs = 3, trace = 2, log = FALSE, seed = 1), "flag.*level of their own")
  rows <- generate(fit, 200, seed = 1)
  expect_identical(lapply(rows, class), lapply(frame, class))
  expect_identical(levels(rows$kind), levels(frame$kind))
  expect_identical(attr(rows$at, "tzone"), "Europe/Berlin")
  expect_true(all(rows$kind %in% c("a", "b")))
  expect_true(all(rows$day >= min(frame$day) & rows$day <= max(frame$day)))
  again <- load_gan(save_gan(fit, withr::local_tempfile(fileext = ".rgan")))
  expect_identical(again$data, fit$data)
  expect_identical(again$output, fit$output)
  expect_identical(generate(again, 5, seed = 2), generate(fit, 5, seed = 2))
  expect_length(predict(fit, rows), 200)
  expect_identical(names(augment(fit)), c(names(frame), ".realness", ".nearest", ".distance"))
  on <- gan(frame[1:40, ], epochs = 1, continue_training = fit, log = FALSE)
  expect_identical(on$data$template, fit$data$template)
})

test_that("what R ships is learned in one call", {
  skip_if_no_python()
  for (data in list(iris, warpbreaks, CO2, as.data.frame(Titanic))) {
    fit <- gan(data, epochs = 1, trace = 1, log = FALSE, seed = 1)
    rows <- generate(fit, 30, seed = 1)
    expect_identical(lapply(rows, class), lapply(as.data.frame(data), class))
  }
})
