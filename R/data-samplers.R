#' Waves to train on
#'
#' Draws `n` noisy sine waves of a few known shapes, so that what a GAN has learned can be compared with the truth.
#' Row `k` has shape `(k - 1) mod s + 1`, where `s` is the number of shapes, so the shapes alternate and are equally
#' frequent. Point `t` of a wave of amplitude `a` and period count `p` is
#' `a * sin(2 * pi * p * t)` plus normal noise, with `t` running over `m` equally spaced points from 0 to 1.
#'
#' @param n Number of waves (rows).
#' @param m Number of points of each wave (columns).
#' @param shape A list of two equally long numeric vectors: `a`, the amplitudes, and `p`, the number of full periods
#'   between 0 and 1. One element of each describes one shape.
#' @param noise Standard deviation of the noise, in the units of the amplitude. 0 gives exact sines.
#' @return A numeric matrix of `n` rows and `m` columns. It depends on R's random numbers: call `set.seed()` first to
#'   get the same waves again.
#' @section Errors:
#' `rgan_error_argument` when a size is not a positive whole number, `noise` is negative, or `shape` is not a list of
#' equally long finite `a` and `p`.
#' @source Daniel Oehm, "Some basics and intuition behind GAN's in R and Python", Gradient Descending.
#' @seealso [sample_sinusoids()] and [sample_quadratic()] for other data, [plot_waves()] to look at it.
#' @export
#' @examples
#' set.seed(1)
#' train <- get_training_data()
#' dim(train)
#' plot_waves(train)
#'
#' # Three shapes, 100 points, no noise
#' waves <- get_training_data(6, 100, shape = list(a = 1:3, p = c(1, 2, 4)), noise = 0)
#' plot_waves(waves, id = 1:3)
get_training_data <- function(n = 200, m = 250, shape = list(a = c(1, 3), p = c(2, 10)), noise = 0.05) {
  check_full_names()
  n <- check_number_whole(n)
  m <- check_number_whole(m)
  shape <- check_wave_shape(shape)
  noise <- check_number(noise, min = 0)
  time <- seq(0, 1, length.out = m)
  waves <- vapply(
    seq_along(shape$a),
    function(k) shape$a[[k]] * sin(2 * pi * time * shape$p[[k]]),
    numeric(m)
  )
  waves <- matrix(waves, nrow = m) # vapply() drops to a vector when m is 1
  of_row <- (seq_len(n) - 1) %% length(shape$a) + 1
  # One column per wave, so that the noise is drawn wave by wave; without noise no random number is used up.
  error <- if (noise > 0) stats::rnorm(n * m, 0, noise) else 0
  t(waves[, of_row, drop = FALSE] + error)
}

#' Sinusoids of random frequency and phase
#'
#' Draws curves `level + amplitude * sin(frequency * x + phase)` over a fixed grid of `x`. Every curve draws its own
#' frequency and phase, so unlike the waves of [get_training_data()] they fill a continuous family.
#'
#' @param n Number of curves (rows).
#' @param m Number of points of each curve (columns).
#' @param from,to First and last `x`.
#' @param frequency,phase,amplitude,level Each either one number, the same for all curves, or the lower and upper end
#'   of a uniform distribution from which every curve draws its own. `frequency` is in radians per unit of `x`,
#'   `phase` in radians.
#' @return A numeric matrix of `n` rows and `m` columns; the columns are named by their `x`, which [plot_waves()] uses.
#' @section Errors:
#' `rgan_error_argument` when a size is not a positive whole number, an end is not finite, `from` is not below `to`,
#' or a range is not one or two increasing numbers.
#' @section Two published settings:
#' The defaults are those of the first source: `sin(b x + c)`, `b` in \[1/2, 2\], `c` in \[0, pi\], 32768 curves of 64
#' points on \[-5, 5\]. The second source has `sin(offset + x * mul) / 2 + 0.5` at `x` = 0, 0.1, ..., 4.9 with `mul` in
#' \[1, 2\] and `offset` in \[0, 100\]; see the example.
#' @source "What is a Generative Adversarial Network?", Codemotion Magazine (first setting);
#'   "Generative Adversarial Networks Part 2 - Implementation with Keras 2.0" (second setting).
#' @export
#' @examples
#' set.seed(1)
#' plot_waves(sample_sinusoids(8), id = 1:8)
#'
#' # The second setting: curves between 0 and 1
#' curves <- sample_sinusoids(
#'   8, m = 50, from = 0, to = 4.9,
#'   frequency = c(1, 2), phase = c(0, 100), amplitude = 0.5, level = 0.5
#' )
#' range(curves)
sample_sinusoids <- function(n = 32768, m = 64, from = -5, to = 5, frequency = c(0.5, 2), phase = c(0, pi),
                             amplitude = 1, level = 0) {
  check_full_names()
  n <- check_number_whole(n)
  m <- check_number_whole(m, min = 2)
  from <- check_number(from)
  to <- check_number(to)
  if (from >= to) {
    abort_rgan("{.arg from} ({from}) must be below {.arg to} ({to}).", class = "argument")
  }
  frequency <- draw_parameter(frequency, n)
  phase <- draw_parameter(phase, n)
  amplitude <- draw_parameter(amplitude, n)
  level <- draw_parameter(level, n)
  x <- seq(from, to, length.out = m)
  curves <- level + amplitude * sin(outer(frequency, x) + phase) # one frequency, phase, ... per row
  dimnames(curves) <- list(NULL, x = format(signif(x, 6), digits = 6, trim = TRUE, drop0trailing = TRUE))
  curves
}

#' Points on a parabola
#'
#' Draws points `(x, y)` with `x` uniform between `-scale / 2` and `scale / 2` and `y = 10 + x^2`: a table of two
#' columns of very different ranges, between which a GAN has to find the relation.
#'
#' @param n Number of points (rows).
#' @param scale Width of the interval of `x`, centred at 0.
#' @return A data frame of `n` rows with the numeric columns `x` and `y`.
#' @section Errors:
#' `rgan_error_argument` when `n` is not a positive whole number or `scale` is not a positive number.
#' @source "Implementing a GAN: generating a quadratic distribution", DigitalOcean Community.
#' @export
#' @examples
#' set.seed(1)
#' points <- sample_quadratic(500)
#' summary(points)
#' plot(points)
sample_quadratic <- function(n = 10000, scale = 100) {
  check_full_names()
  n <- check_number_whole(n)
  scale <- check_number(scale, min = 0)
  if (scale == 0) {
    abort_rgan("{.arg scale} must be above 0.", class = "argument")
  }
  x <- scale * (stats::runif(n) - 0.5)
  data.frame(x = x, y = 10 + x^2)
}

check_wave_shape <- function(shape, call = rlang::caller_env()) {
  if (!is.list(shape) || !all(c("a", "p") %in% names(shape))) {
    abort_rgan(
      c(
        "{.arg shape} must be a list with the elements {.field a} (amplitudes) and {.field p} (periods).",
        "i" = "For example {.code shape = list(a = c(1, 3), p = c(2, 10))}."
      ),
      class = "argument", call = call
    )
  }
  for (part in c("a", "p")) {
    if (!is_numbers(shape[[part]]) || length(shape[[part]]) == 0 || !all(is.finite(shape[[part]]))) {
      abort_rgan(
        "{.code shape${part}} must be finite numbers, not {describe_value(shape[[part]])}.",
        class = "argument", call = call
      )
    }
  }
  if (length(shape$a) != length(shape$p)) {
    abort_rgan(
      c(
        "{.code shape$a} and {.code shape$p} must be equally long.",
        "x" = "Amplitudes: {length(shape$a)}, periods: {length(shape$p)}."
      ),
      class = "argument", call = call
    )
  }
  shape
}

# One value per curve: a constant, or uniform between two ends.
draw_parameter <- function(range, n, arg = rlang::caller_arg(range), call = rlang::caller_env()) {
  if (!is_numbers(range) || !length(range) %in% 1:2 || !all(is.finite(range)) || is.unsorted(range)) {
    abort_rgan(
      "{.arg {arg}} must be one number or an increasing pair, the ends of a range, not {describe_pair(range)}.",
      class = "argument", call = call
    )
  }
  if (length(range) == 1) rep(range, n) else stats::runif(n, range[[1]], range[[2]])
}

# A pair is best described by what it is.
describe_pair <- function(x) {
  if (is_numbers(x) && length(x) == 2) paste(format(x, trim = TRUE), collapse = " and ") else describe_value(x)
}
