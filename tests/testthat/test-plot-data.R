waves_of <- function(n = 3, m = 5) matrix(seq_len(n * m) / 10, n)

test_that("the newest rows are found in whatever holds them", {
  rows <- waves_of()
  expect_identical(newest_rows(rows), rows)
  frame <- as.data.frame(rows)
  expect_identical(newest_rows(frame), frame)
  expect_identical(newest_rows(list(rows)), rows)
  expect_identical(newest_rows(list(rows + 1, rows)), rows) # without names the last
  expect_identical(newest_rows(list("epoch 20" = rows, "epoch 3" = rows + 1)), rows)
  expect_identical(newest_rows(list("epoch 20" = frame, "epoch 100" = frame + 1)), frame + 1)
  fit <- wave_fit(3)
  expect_identical(newest_rows(fit), fit$output[["epoch 30"]])
  images <- image_fit()
  expect_identical(newest_rows(images), images$data$rows)
})

test_that("epochs are read from the names of traces", {
  expect_identical(trace_epochs(list("epoch 2" = 1, "epoch 100000" = 1)), c(2L, 100000L))
  expect_identical(trace_epochs(list("epoch 2" = 1, last = 1, "epoch two" = 1)), c(2L, NA, NA))
  expect_identical(trace_epochs(list(1, 2)), integer())
  # Where one name says nothing, order does.
  expect_identical(newest_rows(list("epoch 9" = 1, last = 2)), 2)
})

test_that("waves of any form are numbers with rows first", {
  rows <- waves_of()
  expect_identical(as_waves(rows), rows)
  expect_identical(as_waves(c(1, 3, 2)), matrix(c(1, 3, 2), 1))
  expect_identical(as_waves(c(a = 1, b = 3)), matrix(c(1, 3), 1, dimnames = list(NULL, c("a", "b"))))
  expect_equal(as_waves(as.data.frame(rows)), rows, ignore_attr = TRUE)
  expect_identical(as_waves(1:3), matrix(1:3, 1))
  series <- array(seq_len(24), c(2, 4, 3))
  expect_identical(as_waves(series), series)
  expect_identical(dim(as_waves(series_fit())), c(10L, 24L, 4L))
})

test_that("a long form has a line for every number, in its place", {
  series <- array(sin(1:24), c(2, 4, 3), dimnames = list(NULL, NULL, c("x", "y", "y")))
  frame <- wave_frame(series, c(2, 1))
  expect_equal(nrow(frame), 24)
  expect_equal(levels(frame$wave), c("wave 2", "wave 1"))
  expect_equal(levels(frame$channel), c("x", "y", "y.1"))
  at <- function(wave, channel) frame[frame$wave == wave & frame$channel == channel, ]
  expect_equal(at("wave 2", "y.1")$value, series[2, , 3])
  expect_equal(at("wave 1", "x")$value, series[1, , 1])
  expect_equal(at("wave 1", "x")$time, 1:4)
  expect_equal(unique(at("wave 1", "y")$roughness), sd(diff(series[1, , 2])))

  images <- array(c(0, 1, 0.25, 0.5, 0.75, 1, 0, 0), c(1, 2, 4, 1))
  pixels <- pixel_frame(images, c(0, 1), data.frame(panel = "image 1"))
  expect_equal(nrow(pixels), 8)
  expect_equal(pixels$colour[pixels$row == 2 & pixels$column == 1], "#FFFFFF")
  expect_equal(pixels$colour[pixels$row == 1 & pixels$column == 1], "#000000")
})

test_that("names of columns are times where they are increasing numbers", {
  at <- function(names) time_points(matrix(0, 2, 3, dimnames = list(NULL, names)))
  expect_identical(time_points(waves_of(2, 3)), list(at = 1:3, title = "Time index"))
  expect_identical(at(c("0", "0.5", "2")), list(at = c(0, 0.5, 2), title = "Time"))
  expect_identical(at(c("1e2", "1e3", "1e4"))$at, c(100, 1000, 10000))
  for (names in list(c("a", "b", "c"), c("1", "1", "2"), c("3", "2", "1"), c("1", NA, "3"), c("1", "", "3"))) {
    expect_identical(at(names), list(at = 1:3, title = "Time index"))
  }
  titled <- function(title) matrix(0, 2, 2, dimnames = stats::setNames(list(NULL, c("1", "2")), c(NA, title)))
  expect_identical(time_points(titled("hours"))$title, "hours")
  expect_identical(time_points(titled(""))$title, "Time")
  expect_identical(time_points(titled(NA))$title, "Time")
})

test_that("rows are those asked for, once each, or the first", {
  expect_identical(check_rows(NULL, 100, default = 25), 1:25)
  expect_identical(check_rows(NULL, 3, default = 25), 1:3)
  expect_identical(check_rows(c(3, 1, 3), 5), c(3L, 1L))
  pick <- function(id) check_rows(id, 5, call = rlang::current_env())
  expect_snapshot(error = TRUE, {
    pick(c(1, 6, 0))
    pick(1.5)
    pick("a")
    pick(integer())
    pick(NA)
    pick(TRUE)
  })
  expect_error(pick(0), class = "rgan_error_argument")
})

test_that("panels are headed by the rows' own names where they have any", {
  expect_identical(row_labels(waves_of(), 2:3), c("wave 2", "wave 3"))
  expect_identical(row_labels(waves_of(), 2, "image"), "image 2")
  named <- function(rows, title = NULL) {
    x <- waves_of()
    dimnames(x) <- stats::setNames(list(rows, NULL), c(title, if (!is.null(title)) ""))
    x
  }
  expect_identical(row_labels(named(c("a", "b", "c")), 3:2), c("c", "b"))
  expect_identical(row_labels(named(c("a", "b", "c"), "start"), 1), "start a")
  # Names that come twice are panels of their own.
  expect_identical(row_labels(named(c("a", "a", "b")), 1:3), c("a", "a.1", "b"))
})

test_that("many epochs are thinned with the first and the last", {
  many <- check_epochs(NULL, wave_fit(50))
  expect_length(many, 12)
  expect_equal(many[c(1, 12)], c(10, 500))
  expect_false(is.unsorted(many, strictly = TRUE))
  expect_lte(diff(range(diff(many))), 10) # evenly, as far as traces allow
  expect_equal(check_epochs(NULL, wave_fit(3)), c(10, 20, 30))
  expect_equal(check_epochs(NULL, wave_fit(3), most = 2), c(10, 30))
  expect_identical(check_epochs(c(30, 10), wave_fit(3)), c(30L, 10L))
})

test_that("the rows of an epoch are found whatever the order of traces", {
  fit <- wave_fit(3)
  rows <- fit$output[["epoch 20"]]
  fit$output <- rev(fit$output)
  expect_identical(traced_rows(fit, 20), rows)
})

test_that("epochs that were not traced, and what is no fit, are refused", {
  pick <- function(epochs, fit = wave_fit(3)) check_epochs(epochs, fit, call = rlang::current_env())
  untraced <- wave_fit()
  untraced$output <- list()
  draw <- function(fit) check_fit(fit, call = rlang::current_env())
  expect_snapshot(error = TRUE, {
    pick(c(10, 15, 17))
    pick(integer())
    pick(NULL, untraced)
    draw(list(output = list()))
    draw(NULL)
  })
})

test_that("what holds no rows, or no waves, is refused", {
  draw <- function(data) as_waves(data, call = rlang::current_env())
  expect_snapshot(error = TRUE, {
    draw(list())
    draw(letters)
    draw(NULL)
    draw(matrix(0, 0, 4))
    draw(array(0, c(2, 4, 4, 1)))
    draw(data.frame(a = 1, b = "x"))
    draw(1i)
  })
  expect_error(draw(list()), class = "rgan_error_data")
})

test_that("Python's arrays and dictionaries are drawn as R's own", {
  skip_if_no_python()
  fit <- wave_fit(2)
  dictionary <- reticulate::r_to_py(fit$output)
  expect_equal(newest_rows(dictionary), fit$output[["epoch 20"]])
  expect_equal(as_waves(reticulate::np_array(fit$output[[1]])), fit$output[[1]])
})
