#' Put windows back into a series
#'
#' The way back of [make_windows()]: every window is laid where it belongs, and where several overlap the series is
#' their weighted mean (overlap-add): the middle of a window counts most, its ends least, so that windows that differ,
#' such as changed or smoothed ones, pass into one another without steps.
#'
#' @param x Windows: those of [make_windows()], changed or not, or a matrix or array of windows x time points
#'   (x channels).
#' @param by Number of time points from the beginning of one window to that of the next. `NULL` takes what windows know
#'   of themselves: the times that they keep, or positions that are their row names.
#' @return The series in the class that it had, with its own times: `ts`, `zoo`, `xts`, `tsibble`, a data frame (of all
#'   series, where there are keys), a vector or a matrix. With `by`, and of windows that know nothing of times, a vector
#'   or a matrix of time x channels. Times within, that no window covers, are `NA`, or left out of data frames.
#' @section Errors:
#' `rgan_error_data` for what holds no windows, and for generated windows without `by`: these were made one by one, and
#' do not belong anywhere. `simulate(fit, length = 400)` makes long series (see [simulate.gan()]).
#' @seealso [make_windows()], [gan_windows]
#' @export
#' @examples
#' windows <- make_windows(AirPassengers, length = 24, by = 6)
#' all.equal(unmake_windows(windows), AirPassengers)
#'
#' # Windows smoothed one by one make one smooth series.
#' smooth <- windows
#' smooth[] <- t(apply(as.matrix(windows), 1, function(w) fitted(lm(w ~ poly(seq_along(w), 3)))))
#' plot(cbind(AirPassengers, unmake_windows(smooth)), plot.type = "single", col = c("grey", "blue"))
unmake_windows <- function(x, by = NULL) {
  check_full_names()
  by <- check_number_whole(by, allow_null = TRUE)
  call <- rlang::current_env()
  check_windows(x, call)
  series <- if (is.null(by)) window_series(x)
  if (isTRUE(series$generated)) {
    abort_rgan(c(
      "Windows that were generated one by one belong to no place in a series.",
      "i" = "{.code simulate(fit, length = 400)} makes a long series, where the fit has a {.arg context}.",
      "i" = "{.arg by} lays them one after the other all the same."
    ), class = "data", call = call)
  }
  if (isTRUE(series$grid)) {
    return(bound_series(lapply(seq_len(nrow(x)), function(k) window_object(x, series, k))))
  }
  if (is.null(series)) unmade_plain(x, by, call) else unmade_series(x, series)
}

check_windows <- function(x, call) {
  check_number_type(x, "x", call)
  if (!length(dim(x)) %in% 2:3 || length(x) == 0) {
    abort_rgan(
      "{.arg x} must hold windows x time points (x channels), not {describe_value(x)}.",
      class = "data", call = call
    )
  }
}

unmade_plain <- function(x, by, call) {
  start <- if (is.null(by)) start_positions(x, call) else 1 + by * (seq_len(nrow(x)) - 1)
  added <- overlap_add(x, start - min(start) + 1, max(start) - min(start) + ncol(x))
  if (ncol(added) == 1) as.vector(added) else added
}

start_positions <- function(x, call) {
  at <- suppressWarnings(as.numeric(rownames(x)))
  if (length(at) == 0 || anyNA(at) || any(at != round(at) | at < 1) || max(at) > 1e8) {
    abort_rgan(c(
      "It is not known where the windows of {.arg x} begin.",
      "i" = "{.arg by} says how many time points later each begins: {.code unmake_windows(x, by = 1)}."
    ), class = "data", call = call)
  }
  at
}

unmade_series <- function(x, series) {
  groups <- if (is.null(series$group)) rep(1L, nrow(x)) else series$group
  parts <- lapply(split(seq_len(nrow(x)), groups), function(which) {
    start <- series$start[which]
    first <- min(start)
    values <- overlap_add(x, start - first + 1, max(start) - first + ncol(x), which)
    index <- series$index[seq(first, length.out = nrow(values))]
    known <- !is.na(values[, 1]) | !series$as$type %in% c("frame", "tsibble")
    series_object(values[known, , drop = FALSE], index[known], series$as, window_key(series, which[[1]]))
  })
  bound_series(unname(parts))
}

bound_series <- function(parts) {
  if (length(parts) == 1) {
    return(parts[[1]])
  }
  if (!inherits(parts[[1]], "data.frame")) {
    return(parts)
  }
  columns <- lapply(names(parts[[1]]), function(name) do.call(c, lapply(parts, function(part) part[[name]])))
  structure(
    stats::setNames(columns, names(parts[[1]])),
    class = class(parts[[1]]), row.names = .set_row_names(length(columns[[1]]))
  )
}

# Windows `which` begin at `start` of a series of n points: its values, n x channels, NA where there is no window.
overlap_add <- function(x, start, n, which = seq_len(nrow(x))) {
  points <- ncol(x)
  channels <- if (length(dim(x)) == 3) dim(x)[[3]] else 1
  values <- array(as.double(plain_windows(x)), c(nrow(x), points, channels))[which, , , drop = FALSE]
  weight <- pmin(seq_len(points), points + 1 - seq_len(points))
  sums <- matrix(0, n, channels, dimnames = list(NULL, if (length(dim(x)) == 3) dimnames(x)[[3]]))
  weights <- numeric(n)
  # The first value that each time is given: where all windows agree, the mean must be this, to the last bit.
  base <- matrix(NA_real_, n, channels)
  for (k in seq_along(start)) {
    at <- start[[k]] + seq_len(points) - 1
    new <- at[is.na(base[at, 1])]
    own <- matrix(values[k, , ], points)
    base[new, ] <- own[new - start[[k]] + 1, ]
    sums[at, ] <- sums[at, ] + weight * (own - base[at, ])
    weights[at] <- weights[at] + weight
  }
  base + sums / weights
}
