# Fits made by hand, with just the parts that pictures need, so that these tests need no Python and are exact.

fake_fit <- function(rows, output, kind, objective = "relativistic") {
  epochs <- seq_along(output) * 10L
  names(output) <- paste("epoch", epochs)
  n <- max(epochs)
  history <- data.frame(
    epoch = seq_len(n), step = 7L * seq_len(n),
    d_loss = log(2) - exp(-seq_len(n) / 10) / 2, g_loss = log(2) + exp(-seq_len(n) / 10),
    d_accuracy = 0.5 + exp(-seq_len(n) / 10) / 2, g_accuracy = 0.5 - exp(-seq_len(n) / 10) / 2,
    seconds = seq_len(n) / 100
  )
  structure(
    list(
      output = output, history = history, spec = list(objective = list(name = objective)),
      data = list(rows = rows, kind = kind, dim = dim(rows))
    ),
    class = "gan"
  )
}

# Waves that come nearer to two sines from trace to trace, with a deterministic error in place of noise.
wave_fit <- function(traces = 4, waves = 8, points = 50) {
  pure <- get_training_data(waves, points, noise = 0)
  error <- outer(seq_len(waves), seq_len(points), function(k, t) sin(37 * k + 91 * t^1.5))
  fake_fit(pure, lapply(seq_len(traces), function(k) pure + 2 * error / k^2), "waves")
}

# Two groups of waves, whose centres the fit knows.
grouped_fit <- function(waves = 40) {
  fit <- wave_fit(2, waves)
  fit$data$centres <- get_training_data(2, 50, noise = 0)
  fit$details <- list(groups = c(0.6, 0.4))
  fit
}

series_fit <- function() {
  windows <- make_windows(datasets::EuStockMarkets, length = 24, by = 100)
  fake_fit(windows, list(windows * 0.9, windows[1:10, , ]), "series")
}

table_fit <- function(columns = 2) {
  x <- seq(-50, 50, length.out = 60)
  real <- data.frame(x = x, y = 10 + x^2, z = 3 * x, u = cos(x / 10), v = x^3)[seq_len(columns)]
  shrunk <- function(share) as.data.frame(lapply(real[seq(1, 60, 3), , drop = FALSE], function(v) v * share))
  fake_fit(real, list(shrunk(0.2), shrunk(0.6), shrunk(0.95)), "table")
}

image_fit <- function() {
  disc <- function(radius) 255 * (outer((1:12) - 6.5, (1:12) - 6.5, function(y, x) x^2 + y^2) < radius^2)
  discs <- aperm(vapply(seq(2, 6, length.out = 8), disc, matrix(0, 12, 12)), c(3, 1, 2))
  real <- array(discs, c(dim(discs), 1))
  fake_fit(real, list(real * 0.3 + 60, real * 0.6 + 30, real), "images")
}

# Thirty continuations of a wave, that part from one another as they go on.
fake_windows <- function() {
  time <- 1:36
  wave <- sin(time / 4)
  parted <- outer(seq(-1, 1, length.out = 30), seq(0, 0.8, length.out = 12))
  after <- matrix(wave[25:36], 30, 12, byrow = TRUE) + parted
  as <- list(class = "numeric", type = "numeric", channels = "series 1", whole = FALSE)
  structure(after, class = "gan_windows", series = list(
    index = 25:36 + 0, start = rep(1L, 30), as = as, clock = list(unit = "number", step = 1), grid = FALSE,
    generated = TRUE, past = list(values = matrix(wave[1:24]), index = 1:24 + 0)
  ))
}

# Numbers, a category and few whole numbers.
mixed_fit <- function(columns = 4) {
  real <- data.frame(weight = 1:40 / 3, height = (1:40)^2, kind = rep(c("a", "b"), 20), legs = rep(c(2, 4), each = 20))
  if (columns > 4) real <- cbind(real, as.data.frame(matrix((1:(40 * columns) %% 97) / 7, 40)))
  fake_fit(real, list(real[1:20, ], real[21:40, ]), "table")
}
