# A series is cut into windows, each a row to learn from; see data-series.R for what a series is.

fewest_points <- 12
most_windows <- 10000

# A series -> what gan() learns from.
windowed <- function(series, window = NULL, context = NULL, ..., arg, call) {
  check_context(context, window, call)
  series <- spaced_series(series, arg, call)
  check_context_gaps(series, context, arg, call)
  grid <- if (is.null(window) && !is.null(series$key)) shared_grid(series, context)
  if (!is.null(grid)) {
    return(windows_data(whole_rows(series, grid), panel_note(series, grid, arg), context, call))
  }
  check_spacing(series, arg, call)
  length <- window_length(series, window, context, arg, call)
  counts <- pmax(0, series_lengths(series) - length + 1)
  by <- max(1, ceiling(sum(counts) / most_windows))
  windows <- cut_series(series, length, by)
  windows_data(windows, window_note(series, windows, length, by, counts, context, arg), context, call)
}

# With the windows themselves, which a fit keeps as its rows, and in its class.
windows_data <- function(windows, notes = NULL, context = NULL, call = rlang::caller_env()) {
  check_context(context, ncol(windows), call)
  x <- array(as.double(windows), dim(windows))
  converted <- new_gan_data(
    x, windows_prototype(windows, context),
    kind = if (length(dim(x)) == 2) "waves" else "series", notes = notes
  )
  converted$rows <- windows
  converted
}

series_lengths <- function(series) tabulate(series$group, max(series$group))

# Cut every `by` time points, never across the end of a series.
cut_series <- function(series, length, by) {
  lengths <- series_lengths(series)
  first <- cumsum(c(0, lengths))
  start <- unlist(lapply(which(lengths >= length), function(k) first[[k]] + seq(1, lengths[[k]] - length + 1, by = by)))
  rows <- outer(start, seq_len(length) - 1, "+") # windows x time points: which row of the series is seen
  values <- array(series$values[as.vector(rows), ], c(length(start), length, ncol(series$values)))
  group <- if (!is.null(series$key)) series$group[start]
  new_windows(values, start, group, series)
}

# Two steps must be left to learn.
check_context <- function(context, window, call) {
  check_number_whole(context, min = 2, arg = "context", call = call, allow_null = TRUE)
  if (!is.null(context) && is_one_number(window) && context > window - 2) {
    abort_rgan(c(
      "A {.arg context} of {context} step{?s} leaves nothing to learn of windows of {window}.",
      "i" = "Give a {.arg window} that is longer by what is to follow, such as {.code window = {context + 12}}."
    ), class = "argument", call = call)
  }
}

# What follows on unknown values cannot be learned yet.
check_context_gaps <- function(series, context, arg, call) {
  missing <- sum(is.na(series$values))
  if (!is.null(context) && missing > 0) {
    abort_rgan(c(
      "{.arg {arg}} has {missing} missing value{?s}; with a {.arg context} all must be known.",
      "i" = "Fill them in first, for example by {.fn stats::approx}, or leave {.arg context} out."
    ), class = "data", call = call)
  }
}

abort_no_series <- function(arg, call) {
  abort_rgan(c(
    "{.arg context} is for a series, but {.arg {arg}} holds rows that do not follow on one another.",
    "i" = "Give the series itself, its windows ({.fn make_windows}), or say by {.arg window} that rows are times."
  ), class = "argument", call = call)
}

window_length <- function(series, window, context, arg, call) {
  lengths <- series_lengths(series)
  check_number_whole(window, min = 2, arg = "window", call = call, allow_null = TRUE)
  if (is.null(window)) {
    if (max(lengths) < fewest_points) abort_short(max(lengths), arg, call)
    return(default_window(series, context, max(lengths)))
  }
  if (window > max(lengths)) {
    several <- if (length(lengths) > 1) "the longest series of " else ""
    abort_rgan(c(
      "A window of {window} time points is longer than {several}{.arg {arg}}, which has {max(lengths)}.",
      "i" = "Give a {.arg window} of {max(2, max(lengths) %/% 3)} or less, or a longer series."
    ), class = "data", call = call)
  }
  window
}

abort_short <- function(n, arg, call) {
  abort_rgan(c(
    "{.arg {arg}} is one series of {n} time point{?s}, too short to learn from.",
    "i" = "A series is cut into windows, from which is learned: it needs {fewest_points} or more.",
    "i" = "Of many short series give one a row, as a matrix."
  ), class = "data", call = call)
}

# Two seasons where one is known, but a third of the series at most; after a context one.
default_window <- function(series, context, n) {
  period <- period_of(series$clock, series$as)
  if (is.null(period) || period < 4 || period > 60) period <- 12
  as.integer(if (is.null(context)) max(4, min(2 * period, n %/% 3)) else min(context + period, n))
}

window_note <- function(series, windows, length, by, counts, context, arg) {
  noun <- step_noun(series$clock, series$as)
  several <- !is.null(series$key)
  channels <- ncol(series$values)
  size <- if (several) noun else paste(nrow(series$values), noun)
  paste0(
    "{.arg ", arg, "} is taken for ", if (several) length(counts) else "one", " series of ", size,
    if (channels > 1) paste0(" and ", channels, " channels"), by_text(series$as), ", cut into ",
    format_count(nrow(windows)), " windows of ", length, " ", noun, if (by > 1) paste0(" that begin every ", by),
    if (!is.null(context)) paste0(", of which the first ", context, " are known"), ". {.arg window} sets their length.",
    left_out_text(series), short_text(counts)
  )
}

left_out_text <- function(series) {
  if (length(series$left_out) > 0) {
    columns <- paste(series$left_out, collapse = "}, {.field ")
    paste0(" Left out: {.field ", columns, "}, which does not change in a series.")
  }
}

short_text <- function(counts) {
  short <- sum(counts == 0)
  if (short > 0) paste0(" Left out: ", short, " series shorter than that.")
}

by_text <- function(as) {
  if (!is.null(as$index)) {
    paste0(" (by {.field ", as$index, "}", if (!is.null(as$key)) paste0(" and {.field ", as$key[[1]], "}"), ")")
  }
}

# Panels: many short series on the same times are learned as they are, one a row ------------------------------------

most_grid <- 100

# The times that all series share, or that most have and the others are part of; NULL where they do not. Few long series
# are better cut, where they can be.
shared_grid <- function(series, context) {
  lengths <- series_lengths(series)
  grid <- sort(unique(series$index))
  points <- length(grid)
  shared <- length(lengths) > 2 && points >= 3 && points <= most_grid && stats::median(lengths) == points
  many <- points <= 24 || length(lengths) >= points
  if (shared && ((many && is.null(context)) || length(series$irregular) > 0)) grid
}

# One row per series; missing where a series has no value at a time.
whole_rows <- function(series, grid) {
  n <- length(series_lengths(series))
  values <- array(NA_real_, c(n, length(grid), ncol(series$values)))
  at <- cbind(series$group, match(series$index, grid))
  for (channel in seq_len(ncol(series$values))) values[cbind(at, channel)] <- series$values[, channel]
  series$index <- grid
  series$grid <- TRUE
  new_windows(values, rep(1L, n), seq_len(n), series)
}

panel_note <- function(series, grid, arg) {
  channels <- ncol(series$values)
  paste0(
    "{.arg ", arg, "} is taken for ", length(series_lengths(series)), " series (by {.field ", series$as$key[[1]],
    "}) on the same ", length(grid), " times", if (channels > 1) paste0(" and ", channels, " channels"),
    ", one a row. {.arg window} cuts them into windows.", left_out_text(series)
  )
}

# Times that cannot be a series' --------------------------------------------------------------------------------------

# With the clock by which its times follow on one another; NULL where they are not equally spaced.
spaced_series <- function(series, arg, call) {
  check_twice(series, arg, call)
  if (any(is.infinite(series$values))) {
    abort_rgan("{.arg {arg}} has infinite values.", class = "data", call = call)
  }
  clocks <- lapply(split(series$index, series$group), clock_of, as = series$as)
  known <- Filter(Negate(is.null), clocks[lengths(split(series$index, series$group)) > 1])
  series$irregular <- which(vapply(clocks, is.null, NA))
  series$grid <- FALSE
  series$clock <- if (length(known) > 0) known[[1]] else list(unit = "number", step = 1)
  series
}

check_twice <- function(series, arg, call) {
  twice <- duplicated(data.frame(series$group, series$index))
  if (!any(twice)) {
    return(invisible())
  }
  at <- which(twice)[[1]]
  time <- format_times(series$index[[at]], series$as)
  if (is.null(series$key)) {
    abort_rgan(c(
      "{.arg {arg}} has {sum(twice)} time{?s} twice, such as {time}.",
      "i" = "Are there several series in it? {.code key = \"name of a column\"} says which column tells them apart.",
      "i" = "Else keep one row per time, for example by {.fn stats::aggregate}."
    ), class = "data", call = call)
  }
  which <- key_labels(series$key)[[series$group[[at]]]]
  abort_rgan(c(
    "{.arg {arg}} has {sum(twice)} row{?s} of the same {.field {series$as$key}} and {.field {series$as$index}} as
      another, such as {which} at {time}.",
    "i" = "Name all columns that tell series apart, {.code key = c(\"a\", \"b\")}, or keep one row of each."
  ), class = "data", call = call)
}

check_spacing <- function(series, arg, call) {
  if (length(series$irregular) == 0) {
    return(invisible())
  }
  group <- series$irregular[[1]]
  index <- series$index[series$group == group]
  steps <- diff(index)
  usual <- as.numeric(names(which.max(table(signif(steps, 6)))))
  at <- which(abs(steps - usual) > 1e-4 * abs(usual))[[1]]
  times <- format_times(index[at + 0:1], series$as)
  of <- if (!is.null(series$key)) paste0(" of ", key_labels(series$key)[[group]])
  abort_rgan(c(
    "The times of {.arg {arg}} are not equally spaced: {times[[2]]} follows {times[[1]]}{of}.",
    "i" = "Give a row for every time; a value that is missing can be {.code NA}, or filled in by {.fn stats::approx}.",
    "i" = "Where the order is all that counts, leave the times out: {.code gan(as.matrix(values), window = 24)}."
  ), class = "data", call = call)
}

key_labels <- function(key) do.call(paste, c(lapply(key, as.character), sep = " "))

# Other series are cut as those were that training began with.
about_like <- function(about, template) {
  known <- template$series
  if (is.null(known)) {
    return(c(about, like_lengths(template)))
  }
  list(
    context = about$context %||% template$context,
    window = about$window %||% if (!isTRUE(known$grid)) template$dim[[2]],
    index = about$index %||% known$as$index, key = about$key %||% known$as$key
  )
}
