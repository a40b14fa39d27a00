# One fit with a context for all of these, trained a little: what is tested is what belongs where.
context_fit <- function() {
  skip_if_no_python()
  if (is.null(shared$context)) {
    suppressMessages(shared$context <- tiny_gan(
      datasets::AirPassengers,
      window = 36, context = 24, epochs = 60, trace = 30, seed = 1, progress = FALSE, spec = gan_spec()
    ))
  }
  shared$context
}

test_that("a series is continued from its end, at its own times", {
  fit <- context_fit()
  expect_output(print(fit), "109 windows of 36 months, the first 24 known")
  next_year <- generate(fit, 60, newdata = datasets::AirPassengers, seed = 1)
  expect_equal(dim(next_year), c(60, 12))
  one <- as.list(next_year)[[1]]
  expect_equal(stats::tsp(one), c(1961, 1961 + 11 / 12, 12))
  # A year later, more passengers than in the same month before, and the summer highest.
  middle <- apply(next_year, 2, stats::median)
  expect_true(all(middle > datasets::AirPassengers[133:144] * 0.95))
  expect_true(which.max(middle) %in% 7:8)
  expect_true(all(as.matrix(next_year) == round(as.matrix(next_year))))
  expect_identical(generate(fit, 5, newdata = datasets::AirPassengers, seed = 1), next_year[1:5, ])
})

test_that("held-out years are foretold better than by no change, within the band as often as it says", {
  skip_if_no_python()
  train <- stats::window(datasets::AirPassengers, end = c(1958, 12))
  suppressMessages(fit <- tiny_gan(
    train,
    window = 36, context = 24, epochs = 60, trace = 60, seed = 1, progress = FALSE, spec = gan_spec()
  ))
  ahead <- simulate(fit, 100, newdata = train, length = 24, seed = 1)
  truth <- as.vector(datasets::AirPassengers[121:144])
  error <- mean(abs(apply(ahead, 2, stats::median) - truth))
  expect_lt(error, mean(abs(rep(train[109:120], 2) - truth)) / 1.5) # half way to nothing, against last year's months
  band <- apply(ahead, 2, stats::quantile, c(0.1, 0.9))
  expect_gt(mean(truth >= band[1, ] & truth <= band[2, ]), 0.35)
})

test_that("long series are of any length, begin as the data do, and are those of their seed", {
  fit <- context_fit()
  long <- simulate(fit, 2, seed = 3, length = 100)
  expect_equal(dim(long), c(2, 100))
  expect_equal(stats::start(as.list(long)[[1]]), c(1951, 1))
  expect_identical(simulate(fit, 2, seed = 3, length = 30), long[, 1:30, drop = FALSE], ignore_attr = TRUE)
  expect_equal(unname(as.matrix(simulate(fit, 2, seed = 3, length = 30))), unname(as.matrix(long)[, 1:30]))
  on <- simulate(fit, 2, seed = 3, length = 30, newdata = datasets::AirPassengers)
  expect_equal(stats::start(as.list(on)[[2]]), c(1961, 1))
})

test_that("what is known may be any part of such a series, in any class", {
  fit <- context_fit()
  vector <- as.vector(utils::tail(datasets::AirPassengers, 30))
  expect_identical(
    generate(fit, 3, newdata = vector, seed = 1), generate(fit, 3, newdata = datasets::AirPassengers, seed = 1)
  )
  frame <- data.frame(month = seq(as.Date("2020-01-01"), by = "month", length.out = 60), sales = 300 + sin(1:60))
  suppressMessages(fit <- tiny_gan(frame, window = 20, context = 12, seed = 1, progress = FALSE))
  follows <- as.list(generate(fit, 2, newdata = frame[1:30, ], seed = 1))[[1]]
  expect_equal(follows$month, seq(as.Date("2022-07-01"), by = "month", length.out = 8))
  expect_named(follows, c("month", "sales"))
})

test_that("without newdata windows begin as training windows do, and the judge looks at what follows", {
  fit <- context_fit()
  rows <- as.matrix(generate(fit, 20, seed = 1))
  begins <- as.matrix(fit$data$rows)[, 1:24]
  expect_true(all(apply(rows[, 1:24], 1, function(row) any(colSums(t(begins) != row) == 0))))
  figures <- evaluate_gan(fit, n = 50, seed = 1)$figures
  expect_lt(figures$generated[figures$figure == "copies"], 0.2)
})

test_that("a fit with a context lives in files and goes on", {
  fit <- context_fit()
  again <- load_gan(save_gan(fit, withr::local_tempfile(fileext = ".rgan")))
  expect_identical(simulate(again, 1, seed = 2, length = 40), simulate(fit, 1, seed = 2, length = 40))
  further <- gan(epochs = 1, continue_training = fit, log = FALSE, progress = FALSE)
  expect_equal(further$data$template$context, 24)
  expect_equal(dim(interpolate_waves(fit, 4, seed = 1)), c(4, 36))
})

test_that("what cannot be continued is refused with the way out", {
  fit <- context_fit()
  gap <- replace(datasets::AirPassengers, 140, NA)
  expect_snapshot(error = TRUE, {
    generate(fit, 2, newdata = as.vector(datasets::AirPassengers)[1:10])
    generate(fit, 2, newdata = gap)
    generate(fit, 2, newdata = datasets::EuStockMarkets)
    generate(fit, 2, newdata = letters)
    simulate(shared_fit(), 2, length = 10)
    gan(datasets::AirPassengers, window = 24, context = 24)
    gan(datasets::AirPassengers, context = 1)
    gan(tiny_waves(), context = 4)
  })
})
