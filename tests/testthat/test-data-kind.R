# What a matrix is taken for, seen in the fit and in what is said; Python decides, and decides the same by itself.
decided <- function(x) {
  data <- prepare_data(x)
  kind <- settle_kind(data, NULL, rlang::current_env())$kind
  by_python <- call_trainer("kind_of", data$numbers, FALSE)
  # Python does not see names: with names of their own columns may be variables to R alone.
  if (!named_units(data$template)) testthat::expect_identical(by_python, kind)
  kind
}

units_matrix <- function(n = 100) {
  set.seed(1)
  x <- cbind(stats::rnorm(n, 5e4, 1.5e4), stats::rnorm(n, 2e5, 1e5), matrix(stats::rnorm(n * 10), n))
  colnames(x) <- c("income", "wealth", "age_z", paste0("v", 1:9))
  x
}

test_that("columns in different units are a table, in any order, with names or without", {
  skip_if_no_python()
  x <- units_matrix()
  set.seed(2)
  orders <- replicate(10, sample(12), simplify = FALSE)
  for (order in c(list(1:12), orders)) {
    expect_identical(decided(x[, order]), "table")
    expect_identical(decided(unname(x[, order])), "table")
  }
  expect_identical(decided(as.matrix(datasets::mtcars)), "table")
  expect_identical(decided(unname(as.matrix(datasets::mtcars))), "table")
  expect_identical(decided(cbind(x, 0, 1, 2^-20)), "table")
  states <- cbind(datasets::state.x77, as.matrix(datasets::USArrests))
  expect_identical(decided(states), "table")
  for (seed in 1:20) {
    set.seed(seed)
    scales <- 10^stats::runif(15, -3, 3)
    mixed <- matrix(stats::rnorm(100 * 15), 100) %*% diag(scales) + rep(scales * stats::rnorm(15, 0, 3), each = 100)
    expect_identical(decided(mixed), "table", label = paste("seed", seed))
  }
})

test_that("waves stay waves: the package's own, in many shapes", {
  skip_if_no_python()
  set.seed(1)
  shapes <- list(
    list(a = c(1, 3), p = c(2, 10)), list(a = 1, p = 3), list(a = c(1, 1000), p = c(2, 5)),
    list(a = 1:8, p = c(1, 2, 3, 5, 7, 11, 13, 17))
  )
  for (shape in shapes) {
    for (n in c(4, 20, 200)) {
      for (m in c(10, 11, 15, 21, 50, 250)) {
        for (noise in c(0, 1e-4, 0.05, 0.5)) {
          waves <- get_training_data(n, m, shape, noise)
          expect_identical(decided(waves), "waves", label = paste(n, m, noise, deparse(shape)))
        }
      }
    }
  }
  for (m in c(10, 16, 64)) {
    expect_identical(decided(sample_sinusoids(300, m)), "waves")
    expect_identical(decided(sample_sinusoids(300, m, phase = 0, from = 0, amplitude = c(0, 10))), "waves")
  }
})

test_that("waves stay waves: windows of every series that comes with R, also less their first values", {
  skip_if_no_python()
  names <- Filter(function(name) stats::is.ts(get(name, "package:datasets")), ls("package:datasets"))
  for (name in names) {
    series <- as.matrix(get(name, "package:datasets"))
    for (column in seq_len(ncol(series))) {
      for (length in c(10, 12, 50)) {
        values <- series[!is.na(series[, column]), column]
        if (length(values) < 2 * length) next
        windows <- make_windows(unname(values), length)
        expect_identical(decided(windows), "waves", label = paste(name, column, length))
        expect_identical(decided(windows - windows[, 1]), "waves", label = paste(name, column, length, "from 0"))
      }
    }
  }
})

test_that("waves stay waves: growing, onsets, flat starts, constants, rain, switches", {
  skip_if_no_python()
  set.seed(6)
  n <- 200
  pressure <- function(m, noise) {
    t <- seq(0, 40, length.out = m)
    curve <- function(level, on, off) {
      x <- ifelse(t < off, level * (1 - exp(-(t - on) / 0.15)), level * exp(-(t - off) / 4))
      ifelse(t < on, 0, pmax(0, x + stats::rnorm(m, 0, noise)))
    }
    level <- sample(c(300, 400, 500), n, TRUE) + stats::rnorm(n, 0, 5)
    t(mapply(curve, level, stats::runif(n, 1.5, 2.5), stats::runif(n, 14, 18)))
  }
  switched <- function(m) {
    t(replicate(n, {
      x <- numeric(m)
      x[sample(m - 10, 1) + 0:9] <- 2000
      x
    }))
  }
  for (m in c(20, 50, 100)) {
    t <- seq(0, 1, length.out = m)
    constant <- sin(outer(stats::runif(n, 1, 3), seq_len(m) / 6))
    constant[, 1:5] <- 2
    constant[, 15] <- -1
    waves <- list(
      pressure = pressure(m, 1.5), exact = pressure(m, 0),
      growth = exp(outer(stats::rnorm(n, 25, 2), t)), decay = 1e4 * exp(outer(-stats::runif(n, 10, 20), t)),
      onset = t(sapply(stats::runif(n, 0.2, 0.8), function(a) pmax(0, t - a) * 500)), switched = switched(m),
      peak = outer(stats::rgamma(n, 5), exp(-(t - 0.5)^2 / 0.005)) + stats::rnorm(n * m, 0, 1e-3),
      walk = t(apply(matrix(stats::rpois(n * m, 3), n), 1, cumsum)), constant = constant,
      rain = matrix(stats::rgamma(n * m, 0.6, scale = 14) * (stats::runif(n * m) < 0.3), n),
      heavy = matrix(stats::rcauchy(n * m), n), noise = matrix(stats::rnorm(n * m), n)
    )
    for (name in names(waves)) expect_identical(decided(waves[[name]]), "waves", label = paste(name, m))
  }
})

test_that("names that count through or tell the time are no names of variables", {
  named <- function(names) named_units(list(frame = FALSE, dimnames = list(NULL, names)))
  expect_false(named(NULL))
  expect_false(named(as.character(1:12)))
  expect_false(named(paste0("v", 1:12)))
  expect_false(named(month.abb))
  expect_false(named(paste(rep(month.name, 2), rep(2020:2021, each = 12))))
  expect_false(named(letters[1:12]))
  expect_false(named(c("Mon 08", "Tue 08", "Wednesday", "Sun")))
  expect_false(named(c("start", NA, "")))
  expect_true(named(c("income", "wealth", "age", paste0("v", 1:9))))
  expect_true(named(names(datasets::mtcars)))
})

test_that("the table is told in one line, fitted column by column, and the recipe decides otherwise", {
  skip_if_no_python()
  x <- units_matrix()
  train <- function(...) gan(x, epochs = 2, seed = 1, log = FALSE, progress = FALSE, ...)
  expect_snapshot(fit <- train(spec = tiny_spec()))
  expect_identical(fit$data$kind, "table")
  expect_identical(fit$spec[c("kind", "scaling")], list(kind = "table", scaling = "column"))
  expect_true(is.matrix(generate(fit, 2, seed = 1)))
  expect_silent(waves <- train(spec = tiny_spec(kind = "waves")))
  expect_identical(waves$data$kind, "waves")
  expect_silent(more <- gan(x, epochs = 2, continue_training = waves, log = FALSE, progress = FALSE))
  expect_identical(more$data$kind, "waves")
})
