# Sine waves of 8 to 14 points.
ragged <- function(n = 40) {
  set.seed(1)
  lapply(seq_len(n), function(i) sin(seq_len(sample(8:14, 1)) / 2 + i) + rnorm(1, 0, 0.05))
}

test_that("a list of vectors is learned and comes back with its lengths", {
  skip_if_no_python()
  x <- ragged()
  expect_snapshot(fit <- tiny_gan(x, seed = 1, progress = FALSE))
  rows <- generate(fit, 300, seed = 1)
  expect_type(rows, "list")
  expect_false(anyNA(unlist(rows)))
  expect_true(all(lengths(rows) %in% 8:14))
  expect_gt(suppressWarnings(stats::ks.test(lengths(rows), lengths(x)))$p.value, 0.01)
  expect_identical(unique(lengths(generate(fit, 5, gaps = FALSE))), 14L)
  # The first rows of a seed are the same whatever their number.
  expect_identical(generate(fit, 3, seed = 1), rows[1:3])
  expect_gt(length(unique(lengths(fit$output[[1]]))), 1)
  expect_equal(fit$data$kind, "waves")
  expect_length(predict(fit), 40)
  expect_length(predict(fit, rows[1:3]), 3)
})

test_that("lengths that follow from the rows do so in generated ones", {
  skip_if_no_python()
  set.seed(1)
  x <- lapply(1:60, function(i) rep(i %% 2 * 10, if (i %% 2 == 1) 14 else 8) + rnorm(if (i %% 2 == 1) 14 else 8))
  fit <- suppressMessages(tiny_gan(x, epochs = 30, seed = 1, progress = FALSE))
  rows <- generate(fit, 100, seed = 1)
  high <- vapply(rows, function(row) mean(row[1:8]) > 5, NA)
  expect_gt(mean(lengths(rows)[high] == 14), 0.9)
  expect_gt(mean(lengths(rows)[!high] == 8), 0.9)
})

test_that("whole numbers, names and files are kept", {
  skip_if_no_python()
  x <- lapply(ragged(), function(row) as.integer(round(10 * row)))
  names(x) <- paste("wave", seq_along(x))
  fit <- suppressMessages(tiny_gan(x, seed = 1, progress = FALSE, model_name = "ragged"))
  expect_type(generate(fit, 2)[[1]], "integer")
  again <- load_gan(save_gan(fit, withr::local_tempfile(fileext = ".rgan")))
  expect_identical(again$data$rows, x)
  expect_identical(again$output, fit$output)
  expect_identical(generate(again, 5, seed = 2), generate(fit, 5, seed = 2))
  suppressMessages(more <- gan(x[1:20], epochs = 1, continue_training = fit, log = FALSE, progress = FALSE))
  expect_equal(more$epochs, 3)
})

test_that("matrices that end with NA are the same rows", {
  skip_if_no_python()
  x <- ragged()
  padded <- as_gan_data(x)$numbers
  expect_identical(dim(padded), c(40L, 14L))
  fit <- suppressMessages(tiny_gan(padded, seed = 1, progress = FALSE))
  expect_false(anyNA(generate(fit, 5)))
  rows <- generate(fit, 50, seed = 1, gaps = TRUE)
  size <- rowSums(!is.na(rows))
  expect_true(all(size %in% 8:14))
  expect_identical(is.na(rows), col(rows) > size)
})

test_that("rows of unequal length are drawn, and filled up to their own length", {
  skip_if_no_python()
  x <- ragged()
  expect_equal(nlevels(plot_waves(x, id = 1:3)$data$wave), 3)
  fit <- suppressMessages(tiny_gan(x, seed = 1, progress = FALSE))
  expect_no_warning(ggplot2::ggplotGrob(plot_waves(fit)))
  gappy <- x[1:3]
  gappy[[2]][3:4] <- NA
  filled <- impute(fit, gappy, seed = 1)
  expect_identical(lengths(filled), lengths(x[1:3]))
  expect_identical(filled[c(1, 3)], x[c(1, 3)])
  expect_false(anyNA(filled[[2]]))
  expect_output(print(evaluate_gan(fit, n = 40, seed = 1)), "values of the real rows are missing")
})

test_that("lists that are no rows are refused, naming the element", {
  expect_refused <- function(data) expect_snapshot(gan(data), error = TRUE)
  expect_refused(list())
  expect_refused(list(1, 2))
  expect_refused(list("a", "b"))
  expect_refused(list(c(1, 2), c(TRUE, FALSE), 3))
  expect_refused(list(c(1, 2), "a"))
  expect_refused(list(c(1, 2), matrix(1:4, 2)))
  expect_refused(list(c(1, 2), numeric(0), 1:3))
  expect_refused(list(c(1, 2), c(NA_real_, NA), 1:3))
  skip_if_no_python()
  fit <- suppressMessages(tiny_gan(ragged(), seed = 1, progress = FALSE))
  expect_snapshot(predict(fit, list(1:20 / 3)), error = TRUE)
})
