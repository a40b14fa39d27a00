# Windows of a series with a known index: a plain numeric matrix (windows x time points) or array (x channels) with a
# class, and one attribute, `series`, that says at which times of which index each begins:
#   index    numbers, the times
#   start    of each window, which of them is its first
#   group    of each window, which row of `key` it belongs to; NULL without keys
#   key, as, clock   as in data-series.R
#   grid     TRUE where each window is a whole series on the same times

#' Windows of a series
#'
#' [make_windows()] of a series with dates, and [generate()] of a fit of a series, give windows that know when they are:
#' numeric matrices of windows x time points, or arrays of windows x time points x channels, of class `gan_windows`.
#' They are computed with and cut like others; and they turn into series of the class that they came from.
#'
#' @param x,object Windows.
#' @param which Number of the window.
#' @param i,j,...,drop As for other matrices and arrays. The class stays where whole windows are chosen; all else gives
#'   plain numbers. `...` of other methods is not used.
#' @param row.names,optional Not used.
#' @return `as.list()` a list with a series per window, in the class that the training data had (`ts`, `zoo`, `xts`,
#'   `tsibble`, data frame, or a plain vector or matrix) with its own times. `as.ts()` one window as a time series.
#'   `as.data.frame()` and `tidy()` a data frame in long form, with a row per window and time: `window` (its number),
#'   the key columns where there are any, the time (by the name of the index, else `time`), and a column per channel
#'   (`value`, where it has no name).
#' @details
#' Windows that were generated go on where the training data end, as nobody knows better when they are. Where the
#' series has a season that is seen in its windows, each begins at the first time of its own season: a year of monthly
#' sales that begins with a summer begins in the next one. New rows of a panel are on the times that all of its series
#' share, and their keys are `"new 1"`, `"new 2"`, ...
#' @seealso [unmake_windows()] for one series of many windows, [plot_waves()] to see them.
#' @name gan_windows
#' @examples
#' windows <- make_windows(AirPassengers, length = 24, by = 12)
#' windows[1:2, ]
#' as.ts(windows, which = 2)
#' head(as.data.frame(windows))
NULL

new_windows <- function(values, start, group, series) {
  labels <- if (isTRUE(series$grid)) key_labels(series$key) else start_labels(series$index[start], series$as)
  dims <- dim(values)
  names <- list(start = labels, step = as.character(seq_len(dims[[2]])), series = series$as$channels)
  if (isTRUE(series$grid)) names(names)[[1]] <- series$as$key[[1]]
  if (dims[[3]] == 1) {
    values <- matrix(values, dims[[1]])
    names <- names[1:2]
  }
  dimnames(values) <- names
  known <- series[c("index", "key", "as", "clock", "grid")]
  structure(values, series = c(list(start = as.integer(start), group = group), known), class = "gan_windows")
}

# As numbers, so that they can be put on an axis, unless they have a class.
start_labels <- function(values, as) {
  if (as$class %in% c("numeric", "integer")) {
    return(format(values, digits = 8, trim = TRUE, drop0trailing = TRUE))
  }
  format_times(values, as)
}

# What is known of the times of windows; NULL of other matrices, and where it no longer fits.
window_series <- function(x) {
  series <- attr(x, "series")
  if (length(dim(x)) %in% 2:3 && is.list(series) && length(series$start) == nrow(x)) series
}

plain_windows <- function(x) {
  attr(x, "series") <- NULL
  unclass(x)
}

#' @rdname gan_windows
#' @export
`[.gan_windows` <- function(x, i, j, ..., drop = TRUE) {
  series <- window_series(x)
  # Of x[i, ] and x[i, , ] only the rows are given; `drop` is not counted.
  given <- nargs() - 1 - !missing(drop)
  whole <- given == length(dim(x)) && missing(j) && !is.null(series) && all_missing(...)
  plain <- plain_windows(x)
  if (!whole) {
    x <- plain
    return(NextMethod())
  }
  i <- if (missing(i)) seq_len(nrow(x)) else stats::setNames(seq_len(nrow(x)), rownames(x))[i]
  kept <- if (length(dim(x)) == 2) plain[i, , drop = FALSE] else plain[i, , , drop = FALSE]
  if (drop && length(i) == 1) {
    return(if (length(dim(x)) == 2) plain[i, ] else plain[i, , ])
  }
  series$start <- series$start[i]
  series["group"] <- list(series$group[i])
  structure(kept, series = series, class = "gan_windows")
}

all_missing <- function(...) {
  arguments <- eval(substitute(alist(...)))
  all(vapply(arguments, function(a) identical(a, quote(expr = )), NA)) # nolint: that is how a missing one looks
}

#' @rdname gan_windows
#' @export
as.list.gan_windows <- function(x, ...) {
  series <- window_series(x)
  windows <- lapply(seq_len(nrow(x)), function(k) window_object(x, series, k))
  stats::setNames(windows, make.unique(window_labels(x)))
}

# One window in the class of the series.
window_object <- function(x, series, k) {
  series_object(window_values(x, k), window_index(series, k, ncol(x)), series$as, window_key(series, k))
}

window_values <- function(x, k) {
  plain <- plain_windows(x)
  matrix(as.double(if (length(dim(x)) == 2) plain[k, ] else plain[k, , ]), ncol(x))
}

window_index <- function(series, k, length) series$index[series$start[[k]] + seq_len(length) - 1]

# A window that was generated belongs to no series of the data.
window_key <- function(series, k) {
  if (is.null(series$as$key)) {
    return(NULL)
  }
  if (!is.null(series$group) && !is.null(series$key)) {
    return(series$key[series$group[[k]], , drop = FALSE])
  }
  as.data.frame(stats::setNames(
    c(list(paste("new", k)), rep(list(NA), length(series$as$key) - 1)), series$as$key
  ), optional = TRUE)
}

# What each window is called: the time at which it begins, or the series that it is.
window_labels <- function(x) {
  series <- window_series(x)
  if (isTRUE(series$grid)) {
    return(vapply(seq_len(nrow(x)), function(k) key_labels(window_key(series, k)[1]), ""))
  }
  label <- format_times(series$index[series$start], series$as)
  if (is.null(series$group)) label else paste(key_labels(series$key)[series$group], label)
}

#' @rdname gan_windows
#' @importFrom stats as.ts
#' @export
as.ts.gan_windows <- function(x, which = 1, ...) {
  which <- check_number_whole(which)
  series <- window_series(x)
  check_rows(which, nrow(x))
  as <- series$as
  values <- window_values(x, which)
  colnames(values) <- if (!is.null(as$names)) as$channels
  stats::ts(
    if (ncol(values) == 1) as.vector(values) else values,
    start = window_index(series, which, ncol(x))[[1]], deltat = if (is.null(as$frequency)) series$clock$step else
      1 / as$frequency
  )
}

#' @rdname gan_windows
#' @export
as.data.frame.gan_windows <- function(x, row.names = NULL, optional = FALSE, ...) { # nolint: object_name_linter.
  series <- window_series(x)
  as <- series$as
  frames <- lapply(seq_len(nrow(x)), function(k) {
    values <- window_values(x, k)
    time <- as_times(window_index(series, k, ncol(x)), as)
    columns <- lapply(seq_len(ncol(values)), function(j) values[, j])
    names(columns) <- if (is.null(as$names)) value_names(ncol(values)) else as$channels
    key <- lapply(window_key(series, k), function(value) rep(as.character(value), ncol(x)))
    c(list(window = rep(k, ncol(x))), key, stats::setNames(list(time), as$index %||% "time"), columns)
  })
  columns <- lapply(seq_along(frames[[1]]), function(j) do.call(c, lapply(frames, `[[`, j)))
  names(columns) <- make.unique(names(frames[[1]]))
  structure(columns, class = "data.frame", row.names = .set_row_names(length(columns[[1]])))
}

value_names <- function(channels) if (channels == 1) "value" else paste("series", seq_len(channels))

#' @rdname gan_windows
#' @export
tidy.gan_windows <- function(x, ...) as.data.frame(x)

#' @rdname gan_windows
#' @export
as.matrix.gan_windows <- function(x, ...) {
  plain <- plain_windows(x)
  if (length(dim(plain)) == 2) plain else as.matrix(plain)
}

#' @rdname gan_windows
#' @export
as.array.gan_windows <- function(x, ...) plain_windows(x)

#' @rdname gan_windows
#' @export
t.gan_windows <- function(x) t(plain_windows(x))

#' @rdname gan_windows
#' @export
print.gan_windows <- function(x, ...) {
  series <- window_series(x)
  if (is.null(series)) {
    print(plain_windows(x))
    return(invisible(x))
  }
  channels <- if (length(dim(x)) == 3) paste0(" and ", dim(x)[[3]], " channels")
  cli::cat_line("<gan_windows> ", nrow(x), " of ", ncol(x), " ", step_noun(series$clock, series$as), channels)
  shown <- utils::head(seq_len(nrow(x)), 6)
  columns <- utils::head(seq_len(ncol(x)), 8)
  values <- plain_windows(x)
  values <- if (length(dim(x)) == 2) values[shown, columns, drop = FALSE] else values[shown, columns, 1]
  values <- matrix(values, length(shown), dimnames = list(window_labels(x)[shown], columns))
  if (!is.null(channels)) cli::cat_line("Channel ", dimnames(x)[[3]][[1]], ":")
  print(values, digits = 4)
  left <- c(
    if (nrow(x) > length(shown)) paste(nrow(x) - length(shown), "more windows"),
    if (ncol(x) > length(columns)) paste(ncol(x) - length(columns), "more time points")
  )
  if (length(left) > 0) cli::cat_line("... ", paste(left, collapse = ", "))
  invisible(x)
}

# Learned, and generated ---------------------------------------------------------------------------------------------

# What is needed to give generated windows their class and times; all of it plain data, and of the training windows
# those that a file brings back by their numbers.
windows_prototype <- function(x, context = NULL) {
  series <- window_series(x)
  names <- dimnames(x)
  names[1] <- list(NULL)
  structure(
    list(
      frame = FALSE, context = context, dimnames = names, whole = all(series$as$whole), dim = dim(x), series = series,
      seasons = season_shapes(x, series)
    ),
    class = "windows_prototype"
  )
}

#' @export
# nolint start: object_name_linter. The generic stands in another file.
as_gan_data.gan_windows <- function(x, ..., context = NULL, arg = "x", call = rlang::current_env()) {
  # nolint end
  if (is.null(window_series(x))) {
    return(as_gan_data.default(plain_windows(x), arg = arg, call = call))
  }
  check_shape(plain_windows(x), arg, call)
  windows_data(x, context = context, call = call)
}

#' @export
from_gan_data.windows_prototype <- function(prototype, numbers) { # nolint: object_name_linter, object_length_linter.
  series <- prototype$series
  n <- length(numbers) / prod(prototype$dim[-1])
  x <- array(as.double(numbers), c(n, prototype$dim[-1]))
  x <- whole_channels(x, series$as$whole)
  dimnames(x) <- prototype$dimnames
  length <- prototype$dim[[2]]
  series$start <- rep(1L, n)
  if (!isTRUE(series$grid)) {
    seasons <- prototype$seasons
    later <- if (is.null(seasons)) 0L else seasons_of(x, seasons)
    series$start <- series$start + later
    series$index <- later_times(series$clock, max(series$index), length + max(0L, later), series$as)
  }
  series["key"] <- series["group"] <- list(NULL)
  series$generated <- TRUE
  structure(x, series = series, class = "gan_windows")
}

whole_channels <- function(x, whole) {
  if (length(dim(x)) == 2 && whole[[1]]) x[] <- round(x)
  if (length(dim(x)) == 3 && any(whole)) x[, , whole] <- round(x[, , whole])
  x
}

# The training windows of a file: their numbers, at their own times.
windows_again <- function(numbers, prototype, names) {
  dimnames <- prototype$dimnames
  dimnames[1] <- list(names)
  structure(
    array(as.double(numbers), prototype$dim, dimnames),
    series = prototype$series, class = "gan_windows"
  )
}

# Seasons ------------------------------------------------------------------------------------------------------------
# At which time of the season a generated window begins is not known, but it can be seen where seasons show.

# Mean windows (detrended, of unit size) by where in the season they begin; NULL where these explain too little.
season_shapes <- function(x, series) {
  period <- period_of(series$clock, series$as)
  enough <- !is.null(period) && period <= min(60, ncol(x), nrow(x) / 3)
  if (isTRUE(series$grid) || !enough || anyNA(x)) {
    return(NULL)
  }
  phase <- season_phase(series, period)
  shapes <- window_shapes(x)
  means <- rowsum(shapes, phase) / as.vector(table(phase))
  if (nrow(means) < period || mean(rowSums(means[as.character(phase), ]^2)) < 0.3) {
    return(NULL)
  }
  list(period = period, next_phase = length(series$index) %% period, shapes = unname(means))
}

# Where in the season windows begin, from 0, counted from the first time of the index.
season_phase <- function(series, period) (series$start - 1) %% period

# Each window (all channels in one row) without level and trend, its squares of sum 1.
window_shapes <- function(x) {
  points <- ncol(x)
  trend <- qr(cbind(1, seq_len(points)))
  channels <- if (length(dim(x)) == 3) dim(x)[[3]] else 1
  x <- array(as.double(x), c(nrow(x), points, channels))
  flat <- do.call(cbind, lapply(seq_len(channels), function(j) {
    part <- t(qr.resid(trend, t(matrix(x[, , j], nrow(x)))))
    part / (stats::sd(part) + 1e-300)
  }))
  flat / sqrt(rowSums(flat^2) + 1e-300)
}

# How many times after the next one each window begins, as its season is seen.
seasons_of <- function(x, seasons) {
  likeness <- window_shapes(x) %*% t(seasons$shapes)
  phase <- max.col(likeness, ties.method = "first") - 1
  as.integer((phase - seasons$next_phase) %% seasons$period)
}
