# Series of any class -> windows to learn from. A series is, inside, a list of `values` (numbers, time x channels),
# `index` (numbers, one per row), `key` (a data frame of what tells several series apart, or NULL; one row per series),
# `group` (which series a row belongs to) and `as` (what is needed to come back to the user's class).

#' @export
as_gan_data.ts <- function(x, ..., arg = "x", call = rlang::current_env()) { # nolint: object_name_linter.
  windowed(series_of(x, arg, call), ..., arg = arg, call = call)
}

#' @export
as_gan_data.zoo <- as_gan_data.ts # nolint: object_name_linter.

# One that lost its attributes is a data frame.
#' @export
as_gan_data.tbl_ts <- function(x, ..., arg = "x", call = rlang::current_env()) { # nolint: object_name_linter.
  convert <- if (is.null(attr(x, "index"))) as_gan_data.data.frame else as_gan_data.ts
  convert(x, ..., arg = arg, call = call)
}

# A vector; R takes matrices for numbers, too.
#' @export
as_gan_data.numeric <- function(x, ..., arg = "x", call = rlang::current_env()) { # nolint: object_name_linter.
  if (is.null(dim(x))) {
    return(as_gan_data.ts(x, ..., arg = arg, call = call))
  }
  as_gan_data.default(x, ..., arg = arg, call = call)
}

# NULL for what is no series by its class alone.
series_of <- function(x, arg, call) {
  if (inherits(x, "tbl_ts")) {
    return(tsibble_series(x, arg, call))
  }
  if (inherits(x, "zoo")) {
    return(zoo_series(x, arg, call))
  }
  if (stats::is.ts(x)) {
    check_number_type(x, arg, call)
    about <- c(plain_times(as.double(stats::time(x))), list(type = "ts", frequency = stats::frequency(x)))
    return(plain_series(unclass(x), about, arg, call))
  }
  if (is.numeric(x) && is.null(dim(x))) {
    check_number_type(x, arg, call)
    plain_series(x, c(plain_times(seq_along(x)), list(type = "numeric")), arg, call)
  }
}

# A matrix or data frame whose rows are told to be times.
rows_series <- function(x, arg, call) {
  if (is.data.frame(x)) check_columns(x, arg, call) else check_number_type(x, arg, call)
  about <- c(plain_times(seq_len(nrow(x))), list(type = "matrix"))
  if (!is.data.frame(x)) {
    return(plain_series(x, about, arg, call))
  }
  series <- plain_series(as.matrix(as.data.frame(x)), about, arg, call)
  whole <- vapply(x, is.integer, NA, USE.NAMES = FALSE)
  series$as[c("type", "frame", "names", "whole")] <- list("frame", plain_frame_class(x), names(x), whole)
  series
}

plain_frame_class <- function(x) intersect(class(x), c("data.frame", "tbl_df", "tbl", "data.table"))

# Also for xts, whose index has its class in an attribute.
zoo_series <- function(x, arg, call) {
  times <- if (inherits(x, "xts")) xts_index(x) else attr(x, "index")
  data <- unclass(x)
  attr(data, "index") <- NULL
  check_number_type(as.vector(data), arg, call)
  type <- if (inherits(x, "xts")) "xts" else "zoo"
  plain_series(data, c(plain_times(times), list(type = type, frequency = attr(x, "frequency"))), arg, call)
}

tsibble_series <- function(x, arg, call) {
  keys <- setdiff(names(attr(x, "key")), ".rows")
  frame <- structure(
    unclass(x)[names(x)], names = names(x), class = c("tbl_df", "tbl", "data.frame"),
    row.names = .set_row_names(nrow(x))
  )
  series <- frame_series(frame, as.character(attr(x, "index")), if (length(keys) > 0) keys, arg, call)
  series$as$type <- "tsibble"
  series
}

# Seconds with the class of the index in an attribute.
xts_index <- function(x) {
  index <- attr(x, "index")
  class <- attr(index, "tclass")[[1]] %||% "POSIXct"
  seconds <- structure(as.double(index), class = c("POSIXct", "POSIXt"), tzone = attr(index, "tzone"))
  month <- month_number(as.Date(seconds, tz = "UTC")) / 12
  switch(class,
    Date = as.Date(seconds, tz = "UTC"),
    yearmon = structure(month, class = "yearmon"),
    yearqtr = structure(floor(month * 4 + 1e-6) / 4, class = "yearqtr"),
    seconds
  )
}

# A data frame with a column of times, one row per time and key.
frame_series <- function(x, index, key, arg, call) {
  check_series_columns(x, index, key, arg, call)
  times <- plain_times(x[[index]])
  frame <- structure(as.list(x), class = "data.frame", row.names = .set_row_names(nrow(x)))
  keys <- if (!is.null(key)) frame[key]
  group <- if (is.null(key)) rep(1L, nrow(x)) else as.integer(interaction(keys, drop = TRUE, lex.order = TRUE))
  told <- names(x) %in% c(index, key)
  fixed <- !told & are_fixed(frame, group)
  frame <- frame[!told & !fixed]
  check_columns(frame, arg, call, hint = c("i" = "A column that says which series a row belongs to is a {.arg key}."))
  if (length(frame) == 0) {
    abort_rgan("{.arg {arg}} has no column of values beside {.field {c(index, key)}}.", class = "data", call = call)
  }
  order <- order(group, times$values)
  values <- array(vapply(frame, as.double, double(nrow(x))), dim(frame), list(NULL, names(frame)))
  first <- order[!duplicated(group[order])]
  list(
    values = values[order, , drop = FALSE], index = times$values[order], group = group[order],
    key = if (!is.null(key)) plain_key(keys[first, , drop = FALSE]), left_out = names(x)[fixed],
    as = c(times[c("class", "tz", "units")], list(
      type = "frame", frame = plain_frame_class(x), names = names(x)[!fixed],
      index = index, key = key, channels = names(frame), whole = vapply(frame, is.integer, NA, USE.NAMES = FALSE)
    ))
  )
}

# Columns of no numbers that are the same throughout each series, such as its group: they are no part of it.
are_fixed <- function(frame, group) {
  vapply(frame, function(column) {
    (is.factor(column) || is.character(column) || is.logical(column)) &&
      all(tapply(as.character(column), group, function(part) length(unique(part))) == 1)
  }, NA, USE.NAMES = FALSE)
}

plain_key <- function(key) {
  rownames(key) <- NULL
  as.data.frame(lapply(key, function(column) {
    if (is.factor(column)) factor(as.character(column), levels = levels(column)) else as.vector(column)
  }), optional = TRUE)
}

check_series_columns <- function(x, index, key, arg, call) {
  check_string(index, arg = "index", call = call)
  if (!is.null(key) && (!is.character(key) || length(key) == 0 || anyNA(key))) {
    abort_argument(key, "key", "NULL or names of columns", call)
  }
  lost <- setdiff(c(index, key), names(x))
  if (length(lost) > 0) {
    abort_rgan(c(
      "{.arg {arg}} has no column {.field {lost[[1]]}}.",
      "i" = "Its columns are {.field {column_list(names(x))}}."
    ), class = "argument", call = call)
  }
  if (nrow(x) == 0) abort_rgan("{.arg {arg}} has no rows.", class = "data", call = call)
  times <- x[[index]]
  known <- inherits(times, c(date_classes, "yearmonth", "yearweek", "yearquarter")) || is_numbers(times)
  if (!known || inherits(times, "POSIXlt")) {
    abort_rgan(c(
      "The column {.field {index}}, the index, must hold dates, times or numbers, not {describe_value(times)}.",
      "i" = "{.fn as.Date} and {.fn as.POSIXct} make dates and times of text."
    ), class = "data", call = call)
  }
  check_complete(x, c(index, key), arg, call)
}

check_complete <- function(x, columns, arg, call) {
  for (name in columns) {
    bad <- is.na(x[[name]])
    if (any(bad)) {
      abort_rgan(c(
        "The column {.field {name}} of {.arg {arg}} is missing in {rows_text(matrix(bad))}.",
        "i" = "An index and a key must be known in every row: drop these rows or fill them in."
      ), class = "data", call = call)
    }
  }
}

# A series without a key: a vector, or a matrix of time x channels.
plain_series <- function(x, about, arg, call) {
  if (length(x) == 0) abort_rgan("{.arg {arg}} is empty.", class = "data", call = call)
  values <- if (is.null(dim(x))) matrix(as.double(x)) else matrix(as.double(x), nrow(x))
  colnames(values) <- if (is.null(colnames(x))) paste("series", seq_len(ncol(values))) else colnames(x)
  list(
    values = values, index = about$values, group = rep(1L, nrow(values)), key = NULL,
    as = list(
      class = about$class, tz = about$tz, units = about$units, type = about$type, frequency = about$frequency,
      names = colnames(x), flat = is.null(dim(x)), channels = colnames(values),
      whole = rep(is.integer(x), ncol(values))
    )
  )
}

# Back: values (time x channels) at the times `index`, of the series that `key` (a data frame of one row) names.
series_object <- function(values, index, as, key = NULL) {
  values <- matrix(values, length(index))
  if (any(as$whole)) values[, as$whole] <- round(values[, as$whole])
  if (all(as$whole)) values <- matrix(rounded_integers(values), length(index))
  colnames(values) <- if (!is.null(as$names)) as$channels
  data <- if (isTRUE(as$flat)) as.vector(values) else values
  switch(as$type,
    ts = stats::ts(data, start = index[[1]], frequency = as$frequency),
    numeric = data,
    matrix = data,
    zoo = zoo_object(data, as_times(index, as), as$frequency),
    xts = xts_object(data, as_times(index, as)),
    frame_object(values, as_times(index, as), as, key)
  )
}

zoo_object <- function(data, index, frequency) {
  rlang::check_installed("zoo", "to give back series of its class.")
  if (is.null(frequency)) zoo::zoo(data, index) else zoo::zooreg(data, order.by = index, frequency = frequency)
}

xts_object <- function(data, index) {
  rlang::check_installed("xts", "to give back series of its class.")
  xts::xts(data, index)
}

frame_object <- function(values, times, as, key) {
  columns <- lapply(seq_len(ncol(values)), function(j) {
    if (as$whole[[j]]) rounded_integers(values[, j]) else values[, j]
  })
  names(columns) <- as$channels
  if (!is.null(as$index)) columns[[as$index]] <- times
  for (name in as$key) columns[[name]] <- rep(key[[name]], length(times))
  frame <- structure(columns[as$names], class = as$frame, row.names = .set_row_names(length(times)))
  if (as$type == "tsibble" && rlang::is_installed("tsibble")) {
    # Looked up when it is needed: whoever gives a tsibble has the package, which no system's packages hold.
    as_tsibble <- getExportedValue("tsibble", "as_tsibble")
    frame <- as_tsibble(frame, index = as$index, key = as$key)
  }
  frame
}
