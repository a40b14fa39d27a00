# Errors are seen as the user of gan() sees them; none of them starts Python.
expect_refused <- function(data) expect_snapshot(gan(data), error = TRUE)

test_that("infinite values are counted and located", {
  x <- tiny_waves()
  x[2, 3] <- NA
  x[7, 1] <- -Inf
  expect_refused(x)
  x[5, ] <- Inf
  expect_refused(x)
  x[, 1] <- -Inf
  expect_refused(x)
})

test_that("what is no numbers is refused in words", {
  expect_refused(letters)
  expect_refused(matrix(letters, 2))
  expect_refused(factor(letters))
  expect_refused(list(1, 2))
  expect_refused(tiny_waves() + 1i)
  expect_refused(tiny_waves() > 0)
  expect_refused(data.frame(when = Sys.Date() + 1:2, part = I(list(1, 2)), x = 1:2 + 1i))
  expect_refused(NULL)
})

test_that("shapes that cannot be trained on are refused", {
  expect_refused(tiny_waves()[0, ])
  expect_refused(tiny_waves()[, 0])
  expect_refused(tiny_waves()[1, , drop = FALSE])
  expect_refused(data.frame())
  expect_refused(1:10)
  expect_refused(array(1:32, c(2, 2, 2, 2, 2)))
  expect_refused(datasets::Titanic)
  expect_refused(array(1:48, c(4, 2, 3, 2)) * 1.0)
})

test_that("constant data and data beyond single precision are refused", {
  expect_refused(matrix(3, 4, 5))
  expect_refused(tiny_waves() * 1e39)
})

test_that("the kind follows the shape and the recipe", {
  kind <- function(...) prepare_data(...)$kind
  expect_equal(kind(tiny_waves()), "waves")
  expect_equal(kind(tiny_waves(m = 9)), "table")
  expect_equal(kind(as.data.frame(tiny_waves())), "table")
  expect_equal(kind(tiny_waves(m = 9), kind = "waves"), "waves")
  expect_equal(kind(array(1:24, c(2, 4, 3))), "series")
  expect_equal(kind(array(1:36, c(2, 3, 3, 2))), "images")
  expect_snapshot(gan(tiny_waves(), spec = "mnist"), error = TRUE)
})

test_that("numbers arrive unchanged, and go back in the user's class", {
  frame <- data.frame(count = 1:3, size = c(0.5, 2, 3))
  data <- prepare_data(frame)
  expect_equal(data$numbers, cbind(c(1, 2, 3), c(0.5, 2, 3)))
  back <- to_user(cbind(c(1.6, 3e10), c(2, 3)), data$template)
  expect_identical(back, data.frame(count = c(2L, .Machine$integer.max), size = c(2, 3)))
})

test_that("a matrix keeps its column names and whole numbers, and drops row names", {
  x <- matrix(1:40, 2, dimnames = list(wave = c("a", "b"), time = 1:20))
  data <- prepare_data(x)
  back <- to_user(data$numbers + 0.2, data$template)
  rownames(x) <- NULL
  expect_identical(back, x)
})

test_that("arrays keep the names of their channels", {
  x <- array(rnorm(24), c(2, 4, 3), dimnames = list(NULL, NULL, c("a", "b", "c")))
  data <- prepare_data(x)
  expect_identical(to_user(data$numbers, data$template), x)
})

test_that("a subclass of data frames comes back, its grouping does not", {
  classes <- c("grouped_df", "tbl_df", "tbl", "data.frame")
  x <- structure(list(a = c(1, 2), b = c(3, 4)), class = classes, row.names = 1:2)
  back <- to_user(cbind(1, 2), data_template(x))
  expect_s3_class(back, c("tbl_df", "tbl", "data.frame"), exact = TRUE)
})

test_that("constant columns, points and channels come back exactly", {
  skip_if_no_python()
  values <- c(0, 1, 2^-20, 0.1, -1e9)
  x <- outer(seq_len(30), 1:8, function(i, j) sin(i * j)) # varies
  constant <- matrix(values, 30, 5, byrow = TRUE)
  frame <- as.data.frame(cbind(x, constant))
  frame$whole <- 7L
  rows <- function(data) generate(tiny_gan(data, progress = FALSE, seed = 1), 40, seed = 1)
  back <- rows(frame)
  expect_identical(unique(unname(as.matrix(back[9:14]))), matrix(c(values, 7), 1))
  expect_type(back$whole, "integer")
  waves <- cbind(x, constant[, 1:4])
  expect_identical(unique(rows(waves)[, 9:12]), matrix(values[1:4], 1))
  series <- array(x, c(30, 4, 3))
  series[, , 2] <- 0.1
  series[, 3, 1] <- 2^-20
  back <- rows(series)
  expect_true(all(back[, , 2] == 0.1))
  expect_true(all(back[, 3, 1] == 2^-20))
  expect_gt(stats::sd(back[, 1, 3]), 0)
})
