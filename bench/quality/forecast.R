# How well continuations foretell what came, beside arima() and HoltWinters(): from many origins in a part of the series
# that nothing was fitted to, with the parameters of the part before. Writes bench/forecast.md. The argument is the
# number of seeds.
library(rgan)
given <- commandArgs(TRUE)
seeds <- seq_len(if (length(given)) as.integer(given[[1]]) else 2)
shares <- seq(0.01, 0.99, by = 0.02)

# Of a table of quantiles (shares x times) and what came: mean error of the middle, the mean of quantile losses (half
# the continuous ranked probability score), and how many lie within the band of 80 %.
figures <- function(quantiles, truth) {
  truth <- rep(truth, each = length(shares))
  loss <- (truth - quantiles) * (shares - (truth < quantiles))
  band <- apply(quantiles, 2, function(q) stats::approx(shares, q, c(0.1, 0.9))$y)
  middle <- apply(quantiles, 2, function(q) stats::approx(shares, q, 0.5)$y)
  once <- matrix(truth, length(shares))[1, ]
  c(error = mean(abs(middle - once)), crps = 2 * mean(loss), within = mean(once >= band[1, ] & once <= band[2, ]))
}

normal <- function(mean, sd, back) {
  back(outer(qnorm(shares), as.vector(sd)) + rep(as.vector(mean), each = length(shares)))
}

by_arima <- function(x, train, logs, order, seasonal = c(0, 0, 0)) {
  there <- if (logs) log(x) else x
  settings <- list(order = order, seasonal = list(order = seasonal, period = frequency(x)))
  fitted <- do.call(arima, c(list(ts(there[seq_len(train)], frequency = frequency(x))), settings))
  function(origin, h) {
    known <- ts(there[seq_len(origin)], frequency = frequency(x))
    again <- do.call(arima, c(list(known), settings, list(fixed = fitted$coef, transform.pars = FALSE)))
    ahead <- predict(again, h)
    # The variance is that of the part it was fitted to.
    normal(ahead$pred, ahead$se * sqrt(fitted$sigma2 / again$sigma2), if (logs) exp else identity)
  }
}

by_winters <- function(x, train, logs, seasonal) {
  there <- if (logs) log(x) else x
  gamma <- if (is.null(seasonal)) FALSE
  fitted <- HoltWinters(
    ts(there[seq_len(train)], frequency = frequency(x)),
    gamma = gamma, seasonal = seasonal %||% "additive"
  )
  function(origin, h) {
    again <- HoltWinters(
      ts(there[seq_len(origin)], frequency = frequency(x)),
      alpha = fitted$alpha, beta = fitted$beta,
      gamma = gamma %||% fitted$gamma, seasonal = seasonal %||% "additive"
    )
    ahead <- predict(again, h, prediction.interval = TRUE, level = 0.8)
    normal(ahead[, "fit"], (ahead[, "upr"] - ahead[, "fit"]) / qnorm(0.9), if (logs) exp else identity)
  }
}

`%||%` <- function(x, y) if (is.null(x)) y else x

# Of every channel: a list of functions of the origin.
by_gan <- function(x, train, context, window, seed) {
  part <- if (is.null(dim(x))) x[seq_len(train)] else as.matrix(x)[seq_len(train), ]
  fit <- suppressMessages(suppressWarnings(gan(
    ts(part, frequency = frequency(x)),
    window = window, context = context, seed = seed, log = FALSE, progress = FALSE
  )))
  function(origin, h) {
    known <- if (is.null(dim(x))) x[seq_len(origin)] else unclass(as.matrix(x))[seq_len(origin), ]
    rows <- as.array(generate(fit, 200, newdata = known, seed = seed))
    rows <- array(rows, c(200, ncol(rows), NCOL(x)))
    lapply(seq_len(NCOL(x)), function(channel) apply(rows[, seq_len(h), channel], 2, stats::quantile, shares))
  }
}

no_change <- function(x) function(origin, h) matrix(x[[origin]], length(shares), h)

# The mean over origins, in units of the series' standard deviation, and channels.
tried <- function(name, x, train, every, context, window, models) {
  h <- window - context
  columns <- if (is.null(dim(x))) list(x) else lapply(seq_len(ncol(x)), function(j) x[, j])
  origins <- seq(train, length(columns[[1]]) - h, by = every)
  of_model <- function(predict) {
    rowMeans(vapply(origins, function(origin) {
      quantiles <- predict(origin, h)
      rowMeans(vapply(seq_along(columns), function(j) {
        part <- columns[[j]]
        figures(quantiles[[j]], part[origin + seq_len(h)]) / c(rep(sd(part[seq_len(train)]), 2), 1)
      }, numeric(3)))
    }, numeric(3)))
  }
  each <- function(make) {
    made <- lapply(columns, make)
    function(origin, h) lapply(made, function(predict) predict(origin, h))
  }
  rows <- c(
    list(`rgan, context` = rowMeans(vapply(
      seeds, function(seed) of_model(by_gan(x, train, context, window, seed)), numeric(3)
    ))),
    lapply(models, function(model) of_model(each(function(column) model(column, train)))),
    list(`no change` = of_model(each(no_change)))
  )
  lines <- vapply(names(rows), function(model) {
    sprintf("| %s | %s | %.3f | %.3f | %.2f |", name, model, rows[[model]][[1]], rows[[model]][[2]], rows[[model]][[3]])
  }, "")
  cat(lines, sep = "\n")
  lines
}

head <- c("| series | model | error | CRPS | within 80 % band |", "|---|---|---:|---:|---:|")
cat(head, sep = "\n")
lines <- c(
  tried("AirPassengers, 12 months", AirPassengers, 96, 2, 24, 36, list(
    `arima (0,1,1)(0,1,1), logs` = function(x, train) by_arima(x, train, TRUE, c(0, 1, 1), c(0, 1, 1)),
    `HoltWinters, multiplicative` = function(x, train) by_winters(x, train, FALSE, "multiplicative")
  )),
  tried("sunspot.year, 12 years", ts(as.vector(sunspot.year)), 200, 3, 24, 36, list(
    `arima (9,0,0)` = function(x, train) by_arima(x, train, FALSE, c(9, 0, 0)),
    `HoltWinters, trend` = function(x, train) by_winters(x, train, FALSE, NULL)
  )),
  tried("sunspots, 24 months", ts(as.vector(sunspots)), 2000, 12, 36, 60, list(
    `arima (3,0,2)` = function(x, train) by_arima(x, train, FALSE, c(3, 0, 2)),
    `HoltWinters, trend` = function(x, train) by_winters(x, train, FALSE, NULL)
  )),
  tried("EuStockMarkets, 12 days", EuStockMarkets, 1400, 12, 24, 36, list(
    `arima (0,1,1), logs` = function(x, train) by_arima(ts(as.vector(x)), train, TRUE, c(0, 1, 1)),
    `HoltWinters, trend, logs` = function(x, train) by_winters(ts(as.vector(x)), train, TRUE, NULL)
  ))
)
writeLines(c(
  "# What comes next, foretold", "",
  "Continuations by `gan(series, window, context)` beside `stats::arima()` and `stats::HoltWinters()`, from many",
  "origins in the last part of each series, which none was fitted to; error is that of the middle, CRPS the continuous",
  "ranked probability score (small is good), both in standard deviations of the part before; of what came 0.80 should",
  paste0("lie within the band. Means over origins, channels and ", length(seeds), " seeds. By `Rscript bench/quality/forecast.R`."), "",
  head, lines
), "bench/forecast.md")
