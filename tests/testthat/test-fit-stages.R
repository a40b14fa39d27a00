# The lines of print() on what is done to rows before and after the networks; most have a test of their stage.

bars <- function(n, seed) {
  withr::with_seed(seed, {
    open <- array(stats::rnorm(n * 12, 50, 2), c(n, 12))
    close <- open + stats::rnorm(n * 12)
    high <- pmax(open, close) + stats::rexp(n * 12, 3)
    low <- pmin(open, close) - stats::rexp(n * 12, 3)
  })
  names <- c("open", "high", "low", "close")
  array(c(open, high, low, close), c(n, 12, 4), dimnames = list(NULL, NULL, names))
}

test_that("groups are told with their shares", {
  expect_match(groups_text(list(0.6, 0.4)), "^2 kinds of rows .60 % / 40 %., each on a scale of its own")
  expect_match(groups_text(list(0.6, 0.4)), "(60 % / 40 %)", fixed = TRUE)
  expect_null(groups_text(NULL))
  expect_null(groups_text(1))
})

test_that("relations are told by the names of columns and channels", {
  found <- list(order = list(list(0L, 1L)), equal = list(), sum = list(list(0L, 1L, 2L)), repaired = 0.25)
  data <- list(dim = c(9L, 3L), template = list(frame = TRUE, names = c("a", "b", "")))
  expect_equal(relations_text(found, data), "a <= b, a + b = column 3; put right in 25 % of rows")
  found$order <- rep(found$order, 6)
  expect_match(relations_text(found, data), "a <= b and 3 more; put right", fixed = TRUE)
  expect_null(relations_text(NULL, data))
  data$template$types <- list(list(type = "factor"), list(type = "number"), list(type = "number"))
  expect_equal(unit_names(data), c("b", "column 3"))
  channels <- list(dim = c(9L, 5L, 2L), template = list(frame = FALSE, dimnames = list(NULL, NULL, c("x", "y"))))
  expect_equal(unit_names(channels), c("x", "y"))
})

test_that("the high of a generated bar is never below its open, and the fit says how often that was put right", {
  skip_if_no_python()
  fit <- gan(bars(60, 1), epochs = 4, trace = 2, log = FALSE, seed = 1)
  made <- generate(fit, 50, seed = 2)
  expect_true(all(made[, , "high"] >= pmax(made[, , "open"], made[, , "close"])))
  expect_true(all(made[, , "low"] <= pmin(made[, , "open"], made[, , "close"])))
  expect_match(
    paste(trimws(capture.output(print(summary(fit)))), collapse = " "),
    "relations: .*low <= high.*put right in (over )?[0-9.]+ % of rows"
  )
  path <- save_gan(fit, withr::local_tempfile(fileext = ".rgan"))
  again <- load_gan(path)
  expect_equal(again$details$relations, fit$details$relations)
  expect_identical(generate(again, 50, seed = 2), made)
})

test_that("relations of numbers beside categories are kept, and can be left alone", {
  skip_if_no_python()
  set.seed(1)
  low <- round(stats::rnorm(60, 10), 1)
  x <- data.frame(kind = rep(c("a", "b"), 30), low = low, high = low + round(stats::rexp(60), 1))
  x$both <- x$low + x$high
  fit <- gan(x, epochs = 3, trace = 3, log = FALSE, seed = 1)
  made <- generate(fit, 40, seed = 2)
  expect_true(all(made$low <= made$high))
  expect_equal(made$both, made$low + made$high)
  expect_match(relations_text(fit$details$relations, fit$data), "low <= high", fixed = TRUE)
  expect_null(gan(x, epochs = 1, spec = gan_spec(relations = FALSE), log = FALSE, seed = 1)$details$relations)
})

test_that("relations are a field of a recipe", {
  expect_true(gan_spec()$relations)
  expect_false(gan_spec("quadratic")$relations)
  expect_error(gan_spec(relations = 2), "`relations` must be TRUE or FALSE", class = "rgan_error_spec")
})
