# Whether what a file says of a series, from whose windows was learned, can be; see fit-save-checks.R.

# That it came from windows of a series; see data-windows-class.R.
check_windows_template <- function(template, dims) {
  series <- template$series
  stopifnot(
    "rows are windows of no series" = is_named_list(series) && length(dims) %in% 2:3 && rlang::is_bool(series$grid),
    "the times of the series are no numbers" = is.double(series$index) && !is.object(series$index) &&
      all(is.finite(series$index)) && length(series$index) >= dims[[2]],
    "the context is not as long as it can be" = is.null(template$context) ||
      is_number_whole(template$context, 2, dims[[2]] - 2),
    "windows begin outside the series" = is_column(series$start, "integer", dims[[1]]) &&
      all(series$start >= 1L & series$start <= length(series$index) - dims[[2]] + 1L),
    "the times of the series have no clock" = is_named_list(series$clock) && is_number(series$clock$step) &&
      is_text(series$clock$unit) && series$clock$unit %in% c("number", "days", "months", "month_ends", "weekdays"),
    "the keys of the series are not described" = are_keys(series, dims[[1]]),
    "the seasons of the series are not described" = are_seasons(template$seasons, dims)
  )
  check_series_class(series$as, if (length(dims) == 3) dims[[3]] else 1)
}

are_keys <- function(series, n) {
  if (is.null(series$key)) {
    return(is.null(series$group) && is.null(series$as$key))
  }
  is.data.frame(series$key) && identical(names(series$key), series$as$key) &&
    is_column(series$group, "integer", n) && all(series$group >= 1L & series$group <= nrow(series$key))
}

are_seasons <- function(seasons, dims) {
  is.null(seasons) || (is_named_list(seasons) && is_number_whole(seasons$period, 2) &&
    is_number_whole(seasons$next_phase, 0, seasons$period - 1) && is.double(seasons$shapes) &&
    identical(dim(seasons$shapes), as.integer(c(seasons$period, prod(dims[-1])))) && all(is.finite(seasons$shapes)))
}

check_series_class <- function(as, channels) {
  frames <- c("data.frame", "tbl_df", "tbl", "data.table")
  stopifnot(
    "the class of the series is unknown" = is_named_list(as) && is_text(as$type) && is_text(as$class) &&
      as$type %in% c("ts", "numeric", "matrix", "zoo", "xts", "tsibble", "frame"),
    "the names of the series do not fit it" = is_column(as$channels, "character", channels) && are_series_names(as),
    "it is not told which series are whole numbers" = is_column(as$whole, "logical", channels) && !anyNA(as$whole),
    "the frequency of the series is no number" = is.null(as$frequency) || is_number(as$frequency),
    "the class of the series' data frame is unknown" = !as$type %in% c("frame", "tsibble") ||
      (are_optional_texts(as$frame) && "data.frame" %in% as$frame && all(as$frame %in% frames))
  )
}

are_optional_texts <- function(x) is.null(x) || (is.character(x) && !is.object(x) && !anyNA(x))

are_series_names <- function(as) {
  zone <- as$tz
  texts <- all(vapply(as[c("names", "index", "key", "units")], are_optional_texts, NA)) &&
    (are_optional_texts(zone) || all(is.na(zone)))
  size <- length(as$channels) + length(as$index) + length(as$key)
  texts && (is.null(as$names) || length(as$names) == size)
}
