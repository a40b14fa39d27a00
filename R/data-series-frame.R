# Which data frames are series, and what is told where one is taken for a table.

# The series in a data frame: as `index` says, or `window` does where there are no times, or where it has one column of
# dates, one row per date and numbers otherwise. NULL for a table.
series_in_frame <- function(x, window, index, key, arg, call) {
  dates <- only_dates(x)
  if (!is.null(key) && is.null(index %||% dates)) {
    abort_rgan(c(
      "{.arg key} says which series a row belongs to, but not when it is.",
      "i" = "Name the column of times, too: {.code index = \"time\"}."
    ), class = "argument", call = call)
  }
  told <- !is.null(index) || !is.null(key)
  if (told || (!is.null(dates) && (!is.null(window) || is_dated(x, dates)))) {
    return(frame_series(x, index %||% dates, key, arg, call))
  }
  if (!is.null(window)) rows_series(x, arg, call)
}

# Whether all but the dates are numbers, and dates equally spaced.
is_dated <- function(x, dates) {
  numbers <- vapply(x[setdiff(names(x), dates)], is_numbers, NA)
  times <- plain_times(x[[dates]])
  length(numbers) > 0 && all(numbers) && nrow(x) >= fewest_points && !anyNA(times$values) &&
    !is.null(clock_of(sort(times$values), times))
}

# A data frame in long form, or with dates, that is taken for a table all the same.
table_note <- function(x, arg) {
  taken <- paste0("{.arg ", arg, "} is taken for a table, whose rows are learned one by one. ")
  dates <- only_dates(x)
  if (!is.null(dates)) {
    return(paste0(
      taken, "{.code index = \"", dates, "\"} learns a series instead, and {.arg key} says which rows belong to which ",
      "series."
    ))
  }
  long <- long_columns(x)
  if (!is.null(long)) {
    paste0(
      taken, "It looks like several series, one below the other: {.code index = \"", long$index, "\", key = \"",
      long$key, "\"} learns them as such."
    )
  }
}

# The columns of key and times of what looks like several series, one below the other; NULL of other data frames.
long_columns <- function(x) {
  # Columns are named in what is said of them.
  named <- !anyNA(names(x)) && all(nzchar(names(x))) && !anyDuplicated(names(x))
  if (!length(x) %in% 3:6 || nrow(x) < 12 || !named) {
    return(NULL)
  }
  for (key in Filter(function(name) is_key(x[[name]]), names(x))) {
    for (index in setdiff(names(x), key)) {
      if (is_time(x[[index]], x[[key]])) {
        return(list(key = key, index = index))
      }
    }
  }
}

# Whether a column may say which series rows belong to: few values, each in one run of several rows.
is_key <- function(key) {
  if (!is.atomic(key) || !is.null(dim(key)) || anyNA(key) || (is.numeric(key) && any(key != round(key)))) {
    return(FALSE)
  }
  runs <- rle(as.vector(key))
  length(runs$values) >= 2 && stats::median(runs$lengths) >= 3 && !anyDuplicated(runs$values)
}

# Whether a column may say when rows are: rising within each series, on times that these share.
is_time <- function(index, key) {
  if (!is.numeric(index) || !is.null(dim(index)) || anyNA(index)) {
    return(FALSE)
  }
  runs <- rle(as.vector(key))$lengths
  same <- rep(seq_along(runs), runs)
  rising <- all(diff(index)[diff(same) == 0] > 0)
  rising && length(unique(index)) <= 2 * max(runs)
}
