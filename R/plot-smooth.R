#' Smooth waves by a rolling mean
#'
#' Replaces every point of a wave by the mean of `k` neighbouring points. Small networks draw curves with ragged edges;
#' the rolling mean shows the shape behind them. Only complete windows are kept, so a wave of `m` points comes back
#' with `m - k + 1`.
#'
#' @param x Waves in any form that [plot_waves()] takes: a matrix of waves x time points, an array of waves x time
#'   points x channels, a list of such (its last is used) or a fit of [gan()] (rows of its best
#'   epoch).
#' @param k Number of points to average over. 1 changes nothing.
#' @return A numeric matrix (or array) like `x` with `m - k + 1` columns, in the units of `x`. The columns are named by
#'   the centre of what they average: the mean of the `k` column names where those are numbers, and of the `k` column
#'   positions where they are not. Hence [plot_waves()] draws smoothed waves where the raw ones were.
#' @section Errors:
#' `rgan_error_data` when `x` holds no waves, `rgan_error_argument` when `k` is not a whole number from 1 to the number
#' of time points.
#' @source "Generative Adversarial Networks Part 2 - Implementation with Keras 2.0", where generated curves are shown
#'   with a rolling mean over 5 points.
#' @export
#' @examples
#' set.seed(1)
#' rough <- get_training_data(2, noise = 0.5)
#' plot_waves(rough)
#' plot_waves(smooth_waves(rough, k = 9))
smooth_waves <- function(x, k = 5) {
  check_full_names()
  waves <- as_waves(x)
  k <- check_number_whole(k)
  m <- ncol(waves)
  if (k > m) {
    abort_rgan("{.arg k} is {k}, but the waves have only {m} time point{?s}.", class = "argument")
  }
  size <- dim(waves)
  first <- seq_len(m - k + 1)
  names <- dimnames(waves)
  centre <- rolling_mean(matrix(time_points(waves)$at, nrow = 1), k)
  if (is.null(names)) {
    names <- vector("list", length(size))
  }
  names[[2]] <- format(signif(drop(centre), 8), digits = 8, trim = TRUE, drop0trailing = TRUE)
  # Channels are put below one another, averaged as rows, and put back.
  rows <- matrix(aperm(waves, c(1, setdiff(seq_along(size), 1:2), 2)), ncol = m)
  mean <- array(rolling_mean(rows, k), c(size[-2], length(first)))
  mean <- aperm(mean, if (length(size) == 3) c(1, 3, 2) else c(1, 2))
  dimnames(mean) <- names
  mean
}

# Mean over each k neighbouring columns. Adding shifted copies is exact for constants, which differences of cumulative
# sums are not.
rolling_mean <- function(rows, k) {
  first <- seq_len(ncol(rows) - k + 1)
  sums <- 0
  for (shift in seq_len(k) - 1) {
    sums <- sums + rows[, first + shift, drop = FALSE]
  }
  sums / k
}
