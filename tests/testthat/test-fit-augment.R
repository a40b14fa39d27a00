# Nearest other row, by hand: root mean square difference in standard deviations.
nearest_by_hand <- function(rows, training, deviations, itself = FALSE) {
  at <- t(t(as.matrix(training)) / deviations)
  rows <- t(t(as.matrix(rows)) / deviations)
  distances <- apply(rows, 1, function(row) sqrt(rowMeans(sweep(at, 2, row)^2)))
  if (itself) diag(distances) <- Inf
  list(which = unname(apply(distances, 2, which.min)), distance = unname(apply(distances, 2, min)))
}

frame <- function(n, start = 0) data.frame(a = sin(seq_len(n) + start), b = 100 * cos(3 * seq_len(n) + start))

test_that("each row has its probability and its nearest training row", {
  skip_if_no_python()
  rows <- frame(20)
  fit <- tiny_gan(rows, epochs = 1, seed = 1)
  sd_of <- vapply(rows, function(v) sqrt(mean((v - mean(v))^2)), 0)
  new <- frame(5, 0.4)
  found <- augment(fit, new)
  expect_named(found, c("a", "b", ".realness", ".nearest", ".distance"))
  expect_identical(found[1:2], new)
  expect_identical(found$.realness, predict(fit, new))
  expected <- nearest_by_hand(new, rows, sd_of)
  expect_identical(found$.nearest, expected$which)
  expect_equal(found$.distance, expected$distance)
})

test_that("of training rows the nearest other one is given, of copies the row that they copy", {
  skip_if_no_python()
  rows <- frame(20)
  fit <- tiny_gan(rows, epochs = 1, seed = 1)
  sd_of <- vapply(rows, function(v) sqrt(mean((v - mean(v))^2)), 0)
  expected <- nearest_by_hand(rows, rows, sd_of, itself = TRUE)
  expect_identical(augment(fit)$.nearest, expected$which)
  expect_equal(augment(fit)$.distance, expected$distance)
  copies <- augment(fit, rows[c(7, 3), ])
  expect_identical(copies$.nearest, c(7L, 3L))
  expect_identical(copies$.distance, c(0, 0))
})

test_that("waves get a number and no columns, and so do arrays", {
  fit <- shared_fit()
  found <- augment(fit, tiny_waves()[3:4, ])
  expect_named(found, c(".row", ".realness", ".nearest", ".distance"))
  expect_identical(found$.row, 1:2)
  expect_identical(found$.nearest, 3:4)
  expect_identical(nrow(augment(fit)), 12L)
})

test_that("a table that is a matrix keeps its columns", {
  skip_if_no_python()
  fit <- tiny_gan(as.matrix(frame(20)), epochs = 1, spec = tiny_spec(kind = "table"))
  expect_named(augment(fit, as.matrix(frame(1))), c("a", "b", ".realness", ".nearest", ".distance"))
})

test_that("rows that were held out are looked at, and not looked among", {
  skip_if_no_python()
  rows <- frame(2000)
  fit <- tiny_gan(rows, epochs = 1, seed = 1, batch_size = 500)
  held <- unlist(fit$details$held_out) + 1L
  expect_length(held, 200)
  expect_false(any(augment(fit)$.nearest %in% held))
  expect_true(all(augment(fit, rows[held, ])$.distance > 0))
})

test_that("what cannot be looked at is told on the user's call", {
  fit <- shared_fit()
  expect_snapshot(error = TRUE, {
    augment(fit, tiny_waves(m = 20))
    augment(fit, new = tiny_waves())
    augment(fit, data.frame(.nearest = 1, a = 2))
  })
})
