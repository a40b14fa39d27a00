# Which column is which, seen by what predict() and its like say of rows whose columns come otherwise.
named <- function(names, x = table_rows()) stats::setNames(as.data.frame(x), names)
table_rows <- function() matrix(sin(1:80) * rep(c(1, 10, 100, 1000), each = 20), 20)
table_gan <- function(data, ...) tiny_gan(data, epochs = 3, seed = 1, progress = FALSE, ...)

# Names that cannot tell columns apart.
doubtful_names <- list(
  twice = c("a", "a", "b", "b"), empty = c("a", "", "b", ""), missing = c("a", NA, "b", NA), none = NULL,
  one_empty = c("a", "b", "c", ""), one_missing = c("a", "b", "c", NA)
)

test_that("under any names the training rows are judged as what they are", {
  skip_if_no_python()
  plain <- table_gan(named(c("p", "q", "r", "s")))
  expected <- predict(plain)
  figures <- evaluate_gan(plain, holdout = named(c("p", "q", "r", "s")), n = 20, seed = 1, neighbours = 2)$figures
  continued <- table_gan(named(c("p", "q", "r", "s")), continue_training = plain, spec = plain$asked)$history$d_loss
  for (kind in names(doubtful_names)) {
    names <- doubtful_names[[kind]]
    data <- named(names)
    fit <- table_gan(data)
    what <- deparse(names)
    expect_identical(predict(fit), expected, label = what)
    expect_identical(predict(fit, data), expected, label = what)
    expect_identical(predict(fit, unname(as.matrix(data))), expected, label = what)
    expect_identical(names(generate(fit, 2, seed = 1)), names, label = what)
    if (!kind %in% c("twice", "missing", "none")) next
    judged <- evaluate_gan(fit, holdout = data, n = 20, seed = 1, neighbours = 2)
    expect_identical(judged$figures, figures, label = what)
    more <- table_gan(data, continue_training = fit, spec = fit$asked)
    expect_identical(more$history$d_loss, continued, label = what)
    expect_s3_class(ggplot2::autoplot(fit), "ggplot")
    expect_s3_class(plot_training(fit), "ggplot")
    expect_s3_class(plot_features(fit), "ggplot")
  }
})

# Numbers as they arrive: the training rows where columns were found, else the condition's class.
arrive <- function(data, newdata) {
  x <- tryCatch(
    numbers_like(newdata, data_template(data), call = rlang::current_env()),
    rgan_error_data = function(cnd) "refused"
  )
  if (is.matrix(x)) x[1, ] else x
}

test_that("columns are matched by name where that is sure, else by position or not at all", {
  x <- matrix(as.double(1:8), 2)
  as <- function(names, frame = TRUE, rows = x) {
    if (frame) named(names, rows) else `colnames<-`(rows, names)
  }
  straight <- c(1, 3, 5, 7)
  for (frame in c(TRUE, FALSE)) {
    abcd <- as(letters[1:4], frame)
    for (new in c(TRUE, FALSE)) {
      back <- as(letters[4:1], new, x[, 4:1])
      expect_equal(arrive(abcd, back), straight)
      expect_equal(arrive(abcd, as(letters[1:4], new)), straight)
      expect_equal(arrive(abcd, as(c("a", "b", "c", "z"), new)), "refused")
      expect_equal(arrive(abcd, as(c("a", "b", "c", "c"), new)), "refused")
      expect_equal(arrive(abcd, as(c("a", "b", "c", NA), new)), "refused")
      expect_equal(arrive(as(c("a", "a", "b", "b"), frame), as(c("b", "b", "a", "a"), new)), "refused")
      expect_equal(arrive(as(c("a", "", "b", ""), frame), as(c("a", "a", "b", "b"), new)), "refused")
      expect_equal(arrive(as(c("a", "a", "b", "b"), frame), as(c("a", "a", "b", "b"), new)), straight)
    }
    expect_equal(arrive(abcd, unname(x)), straight)
  }
  expect_equal(arrive(x, named(letters[1:4], x)), straight)
  expect_equal(arrive(named(letters[1:4], x), cbind(named(letters[1:4], x)[4:1], z = 9, z = 8)), straight)
  expect_equal(arrive(named(letters[1:4], x), named(LETTERS[1:4], x)), "refused")
  expect_equal(arrive(as(letters[1:4], FALSE), as(LETTERS[1:4], FALSE)), straight)
})

test_that("waves are matched by position where their times differ", {
  at <- function(times) `colnames<-`(matrix(as.double(1:24), 2), times)
  first <- seq(1, 23, 2)
  expect_equal(arrive(at(1:12), at(2:13)), first)
  expect_equal(arrive(at(1:12), at(101:112)), first)
  longer <- `colnames<-`(matrix(0, 2, 13), 1:13)
  expect_equal(arrive(at(1:12), longer), "refused")
})

test_that("the refusal names the columns", {
  fit <- table_fit(2)
  fit$data$template <- data_template(named(c("a", "a", "b", "b")))
  expect_snapshot(predict(fit, named(c("b", "b", "a", "a"))), error = TRUE)
  fit$data$template <- data_template(named(letters[1:4]))
  expect_snapshot(predict(fit, named(c("a", "b", "c", "c"))), error = TRUE)
  expect_snapshot(predict(fit, named(c("a", "b", "x", ""))), error = TRUE)
})

test_that("training goes on with the columns as they were", {
  skip_if_no_python()
  data <- named(letters[1:4])
  fit <- table_gan(data)
  same <- gan(data, epochs = 2, continue_training = fit, log = FALSE)
  other <- gan(data[4:1], epochs = 2, continue_training = fit, log = FALSE)
  expect_identical(other$history[1:6], same$history[1:6])
  expect_identical(names(other$output[[1]]), letters[1:4])
  wide <- cbind(data, e = 1)
  expect_error(gan(wide, epochs = 2, continue_training = fit, log = FALSE), "5 columns", class = "rgan_error_data")
  expect_error(gan(data[1:3], epochs = 2, continue_training = fit, log = FALSE), "lacks", class = "rgan_error_data")
})
