#' Cut a long series into windows to train on
#'
#' A GAN learns from many examples of equal length. `make_windows()` slides a window along one long series, or several
#' series observed together, and stacks what it sees.
#'
#' @param x The series: a numeric vector, a `ts` (one or several series), `zoo`, `xts` or `tsibble`, or a numeric matrix
#'   or data frame with time down the rows and one series per column. A data frame with a column of dates, or with
#'   `index`, has its times from there.
#' @param length Number of time points in each window.
#' @param by Number of time points from the beginning of one window to that of the next. `by = length` gives windows
#'   that do not overlap. Time points at the end that do not fill a window are left out.
#' @param index,key Of a data frame in long form: names of the column of times, and of those that tell several series
#'   apart, as in [gan()]. No window has times of two series.
#' @return For one series, a numeric matrix of n windows x `length` time points. For several, a numeric array of
#'   n windows x `length` time points x series. Values keep their units. The dimensions are named: windows by the time
#'   (of a `ts`), row name or position at which they begin, time points by their position in the window, series by
#'   their column names. Windows of a series with times are of class [gan_windows], which keeps them.
#' @section Errors:
#' `rgan_error_data` when `x` does not hold plain numbers (a class such as `Date`, `factor` or `integer64` is told), is
#' shorter than one window, has missing or infinite values (how many and where is told), or times that are not equally
#' spaced or occur twice; `rgan_error_argument` when `length` or `by` is not a positive whole number.
#' @seealso [gan()] to train on the result, or on the series itself, [unmake_windows()] for the way back,
#'   [plot_waves()] to look at it.
#' @export
#' @examples
#' # Four stock indices, windows of 24 trading days beginning every 5 days
#' windows <- make_windows(datasets::EuStockMarkets, length = 24, by = 5)
#' dim(windows)
#' plot_waves(windows, id = 1:4)
#'
#' # One series gives a matrix: sunspots, 11 years a window
#' dim(make_windows(datasets::sunspot.year, length = 11))
make_windows <- function(x, length = 24, by = 1, index = NULL, key = NULL) {
  check_full_names()
  call <- rlang::current_env()
  length <- check_number_whole(length, min = 2)
  by <- check_number_whole(by)
  dated <- dated_series(x, index, key, "x", call)
  if (!is.null(dated)) {
    return(dated_windows(dated, length, by, call))
  }
  series <- as_series(x)
  check_long_enough(nrow(series), length, call)
  start <- seq(1, nrow(series) - length + 1, by = by)
  rows <- outer(start, seq_len(length) - 1, "+") # windows x time points: which row of the series is seen
  windows <- array(series[as.vector(rows), ], c(length(start), length, ncol(series)))
  dimnames(windows) <- list(
    start = rownames(series)[start],
    step = as.character(seq_len(length)),
    series = colnames(series)
  )
  if (ncol(series) == 1) window_matrix(windows) else windows
}

check_long_enough <- function(n, length, call) {
  if (n < length) {
    abort_rgan(
      c(
        "{.arg x} is too short: it has {n} time point{?s}, a window needs {length}.",
        "i" = "Give a longer series or a smaller {.arg length}."
      ),
      class = "data", call = call
    )
  }
}

# NULL for what has no times of its own.
dated_series <- function(x, index, key, arg, call) {
  if (inherits(x, c("ts", "zoo")) || (inherits(x, "tbl_ts") && !is.null(attr(x, "index")))) {
    return(series_of(x, arg, call))
  }
  if (is.data.frame(x)) {
    index <- index %||% only_dates(x)
    if (!is.null(index)) frame_series(x, index, key, arg, call)
  }
}

dated_windows <- function(series, length, by, call) {
  check_finite_series(series$values, call)
  series <- spaced_series(series, "x", call)
  check_spacing(series, "x", call)
  check_long_enough(max(series_lengths(series)), length, call)
  cut_series(series, length, by)
}

# The one column of dates or times; NULL where there are none or several.
only_dates <- function(x) {
  dates <- names(x)[vapply(x, inherits, NA, c("Date", "POSIXct", "yearmon", "yearqtr"))]
  if (length(dates) == 1 && are_names(names(x))) dates
}

# `drop = TRUE` would also drop the dimension of a single window.
window_matrix <- function(windows) {
  matrix(windows, nrow = nrow(windows), dimnames = dimnames(windows)[1:2])
}

# Any accepted series -> numeric matrix, time x series, with row names that tell when.
as_series <- function(x, call = rlang::caller_env()) {
  when <- series_times(x)
  if (is.data.frame(x)) {
    check_columns(x, "x", call, matrices = TRUE, hint = c("i" = "A column of dates can become the row names."))
    if (length(x) == 0) {
      abort_rgan("{.arg x} has no columns.", class = "data", call = call)
    }
  } else {
    check_series(x, call)
  }
  series <- unclass(as.matrix(x))
  storage.mode(series) <- "double"
  check_finite_series(series, call)
  matrix(series, nrow = nrow(series), dimnames = list(when, series_names(series, x)))
}

check_series <- function(x, call) {
  if (is.atomic(x) && is.object(x)) check_number_type(x, "x", call)
  if (!is_numbers(x) || length(dim(x)) > 2) {
    abort_rgan(
      c(
        "{.arg x} must be a numeric vector, time series, matrix or data frame, not {describe_value(x)}.",
        "i" = "Time goes down the rows, one series per column."
      ),
      class = "data", call = call
    )
  }
}

series_times <- function(x) {
  if (stats::is.ts(x)) {
    return(format(as.vector(stats::time(x)), digits = 8, trim = TRUE, drop0trailing = TRUE))
  }
  named <- if (is.null(dim(x))) names(x) else rownames(x)
  if (is.null(named)) as.character(seq_len(NROW(x))) else named
}

series_names <- function(series, x) {
  if (is.null(colnames(x))) paste0("series ", seq_len(ncol(series))) else colnames(series)
}

check_finite_series <- function(series, call) {
  bad <- rowSums(!is.finite(series)) > 0
  if (any(bad)) {
    where <- first_positions(bad)
    abort_rgan(
      c(
        "{.arg x} has missing or infinite values at {sum(bad)} of {nrow(series)} time point{?s}.",
        "x" = "{cli::qty(sum(bad))}At position{?s} {where}.",
        "i" = "Fill them in first, for example with {.fn stats::approx}, or cut the series where they are."
      ),
      class = "data", call = call
    )
  }
}

first_positions <- function(bad) {
  at <- which(bad)
  paste0(paste(utils::head(at, 5), collapse = ", "), if (length(at) > 5) ", ...")
}
