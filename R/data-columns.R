# Which column of new rows is which of the training data's: by name where names tell it, else by position.

#' New rows with their columns in the order of the training data. Columns of a data frame that were not trained on are
#' left out, unless all of them must be known (`exact`).
#' @noRd
columns_like <- function(data, template, arg, call, exact = FALSE) {
  known <- template_names(template)
  given <- column_names(data)
  if (is.null(known) || is.null(given) || identical(known, given)) {
    return(data)
  }
  if (!are_names(known)) {
    abort_columns(known, given, arg, call, "Its columns were not named uniquely, so position must decide.")
  }
  if (any(known %in% given[duplicated(given)])) {
    abort_columns(known, given, arg, call, "Names that occur twice cannot be matched.")
  }
  if (!all(known %in% given)) {
    return(by_position(data, known, given, template, arg, call))
  }
  # Another number of columns is an error of its own: a longer wave is no wave with columns to spare.
  if (length(given) > length(known) && (exact || !is.data.frame(data))) {
    return(data)
  }
  at <- match(known, given)
  if (is.data.frame(data)) as.data.frame(data)[at] else data[, at, drop = FALSE]
}

# Matrices may name their columns otherwise, as waves do by the times at which they begin; a data frame may not.
by_position <- function(data, known, given, template, arg, call) {
  frames <- isTRUE(template$frame) && is.data.frame(data)
  times <- !anyNA(suppressWarnings(as.numeric(c(known, given))))
  if (frames || (any(known %in% given) && !times)) {
    lost <- setdiff(known, given)
    abort_rgan(c(
      "{.arg {arg}} lacks {cli::qty(length(lost))}column{?s} {.field {lost}} that the model was trained on.",
      "x" = "It has {cli::qty(length(given))}column{?s} {.field {column_list(given)}}.",
      "i" = "Columns are matched by name; {.fn unname} of a matrix has them matched by position."
    ), class = "data", call = call)
  }
  data
}

are_names <- function(names) !anyNA(names) && all(nzchar(names)) && anyDuplicated(names) == 0

template_names <- function(template) {
  if (isTRUE(template$frame)) template$names else if (length(template$dimnames) == 2) template$dimnames[[2]]
}

column_names <- function(data) {
  if (is.data.frame(data)) names(data) else if (length(dim(data)) == 2) colnames(data)
}

column_list <- function(names) ifelse(is.na(names), "NA", ifelse(nzchar(names), names, "\"\""))

abort_columns <- function(known, given, arg, call, why) {
  abort_rgan(c(
    "It cannot be told which column of {.arg {arg}} is which of the training data.",
    "x" = "Trained on {.field {column_list(known)}}; {.arg {arg}} has {.field {column_list(given)}}.",
    "i" = why,
    "i" = "Give columns of the same names in the same order, or a matrix without names."
  ), class = "data", call = call)
}
