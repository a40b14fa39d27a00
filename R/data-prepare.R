# From any R shape of numbers to one numeric array (rows first), and back.
# The template remembers what conversion drops: class, names, whole numbers.

float32_max <- 3.4028234663852886e38

#' Checked numbers of training data, with what is needed to come back.
#' @noRd
prepare_data <- function(data, kind = NULL, arg = "data", call = rlang::caller_env(), ...) {
  # Further arguments say what the data are: `window`, `index`, `key`.
  converted <- as_gan_data(data, ..., kind = kind, arg = arg, call = call)
  x <- checked_numbers(converted, data, arg, call, columns = TRUE)
  if (nrow(x) == 1) {
    abort_rgan(c(
      "{.arg {arg}} has only one row.",
      "i" = "Each row is one example and training needs at least two: is {.arg {arg}} transposed?"
    ), class = "data", call = call)
  }
  if (min(x, na.rm = TRUE) == max(x, na.rm = TRUE)) {
    abort_rgan(c(
      "{.arg {arg}} is constant: every value is {.val {x[!is.na(x)][[1]]}}.",
      "i" = "There is nothing to learn from it; check how it was read or computed."
    ), class = "data", call = call)
  }
  found <- converted$kind %||% data_kind(x, is.data.frame(data))
  list(
    rows = converted$rows %||% data, # of series the windows cut from them
    numbers = x,
    kind = check_kind(kind, found, call),
    by_shape = check_kind(kind, found, call),
    settled = !is.null(converted$kind),
    dim = dim(x),
    template = converted$prototype,
    columns = converted$columns,
    notes = c(converted$notes, gaps_note(x, converted$prototype))
  )
}

# Numbers of any accepted object, checked; NA where a value is missing. `about` says what the data are, as for
# as_gan_data().
as_numbers <- function(data, arg, call, about = list()) {
  converted <- rlang::inject(as_gan_data(data, !!!about, arg = arg, call = call))
  checked_numbers(converted, data, arg, call)
}

# `columns`: whether each must have a value.
checked_numbers <- function(converted, data, arg, call, columns = FALSE) {
  x <- converted$numbers
  check_gaps(x, data, arg, call, columns)
  check_values(x, arg, call)
  check_size(if (isTRUE(converted$prototype$frame)) data, x, arg, call)
  x
}

check_shape <- function(data, arg, call) {
  rules <- "Give a numeric matrix or data frame with one example per row, or an array with rows first."
  dims <- dim(data)
  if (is.numeric(data) && length(dims) < 2) check_number_type(data, arg, call)
  if (is.null(dims)) {
    abort_rgan(c("{.arg {arg}} must hold numbers, not {.obj_type_friendly {data}}.", "i" = rules),
      class = "data", call = call
    )
  }
  if (length(dims) > 4) {
    abort_rgan(c("{.arg {arg}} has {length(dims)} dimensions; at most 4 can be used.", "i" = rules),
      class = "data", call = call
    )
  }
  if (any(dims == 0)) {
    abort_rgan(c(
      "{.arg {arg}} is empty: its shape is {shape_text(dims)}.",
      "i" = rules
    ), class = "data", call = call)
  }
  if (length(dims) == 4 && are_counts(data)) abort_counts(dims, arg, call)
}

# A contingency table of four factors has as many dimensions as images have.
are_counts <- function(data) {
  dims <- dim(data)
  no_image <- any(dims[2:3] < 3) && !dims[[4]] %in% c(1, 3, 4)
  inherits(data, "table") || (no_image && is.numeric(data) && all(data >= 0 & data == round(data), na.rm = TRUE))
}

abort_counts <- function(dims, arg, call) {
  abort_rgan(c(
    "{.arg {arg}} holds counts of {shape_text(dims)} cells, but training needs rows to learn from.",
    "x" = "As an array of four dimensions it would be {dims[[1]]} images of {dims[[2]]} x {dims[[3]]} pixels.",
    "i" = "{.code as.data.frame(as.table({arg}))} has a row for each cell, from which rows can be made."
  ), class = "data", call = call)
}

# Template ---------------------------------------------------------------------

# What a row looked like to the user. Row names are dropped: generated rows are
# new ones.
data_template <- function(data) {
  if (is.data.frame(data)) {
    return(list(
      frame = TRUE,
      class = setdiff(class(data), c("grouped_df", "rowwise_df")),
      names = names(data),
      whole = vapply(data, is.integer, logical(1), USE.NAMES = FALSE),
      dim = dim(data)
    ))
  }
  dims <- dimnames(data)
  if (!is.null(dims)) dims[1] <- list(NULL)
  list(frame = FALSE, dimnames = dims, whole = is.integer(data), dim = dim(data))
}

#' Generated rows in the class, names and column types of the training data.
#' @noRd
to_user <- function(x, template) {
  x[is.nan(x)] <- NA # what is missing comes from Python as NaN
  from_gan_data(template, x)
}

# Clamped, so that a wild draw does not become NA with a warning.
rounded_integers <- function(x) {
  top <- .Machine$integer.max
  as.integer(round(pmin(pmax(x, -top), top)))
}

#' Numbers of rows to be judged by a trained model.
#' @noRd
numbers_like <- function(data, template, arg = "newdata", call = rlang::caller_env()) {
  data <- rows_seen(data, call)
  data <- columns_like(data, template, arg, call)
  numbers_by(data, template, arg, call)
}

# Numbers of a fit's own rows.
fit_numbers <- function(rows, template, arg, call) {
  rows <- rows_seen(rows, call)
  if (is.data.frame(rows)) {
    return(numbers_like(rows, template, arg, call))
  }
  as_numbers(rows, arg, call, like_lengths(template))
}

#' Numbers of rows whose columns are in place: categories in the codes of the training data.
#' @noRd
numbers_by <- function(data, template, arg, call) {
  table <- inherits(template, "gan_table") && is.data.frame(data)
  if (table && ncol(data) == length(template$types)) {
    x <- table_numbers(data, template, arg, call)
    check_gaps(x, data, arg, call)
    check_values(x, arg, call)
    return(x)
  }
  # Of a model of plain numbers nothing else is taken for them.
  if (!table && is.data.frame(data) && isTRUE(template$frame)) check_columns(data, arg, call)
  x <- if (table) array(0, dim(data)) else as_numbers(data, arg, call, about_like(list(), template))
  if (!identical(dim(x)[-1], template$dim[-1])) {
    abort_shape(dim(x), template$dim, arg, call)
  }
  x
}

abort_shape <- function(seen, known, arg, call) {
  flat <- length(known) == 2 && length(seen) == 2
  seen <- if (flat) seen[[2]] else paste("a row shape of", shape_text(seen[-1]))
  known <- if (flat) known[[2]] else shape_text(known[-1])
  unit <- if (flat) " columns" else ""
  abort_rgan(c(
    "{.arg {arg}} has {seen}{unit}, but the model was trained on {known}{unit}.",
    "i" = "Give rows of the same shape."
  ), class = "data", call = call)
}
