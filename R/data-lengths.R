# Rows of unequal length: a list of numeric vectors. In numbers they are a matrix, filled up with NA at the end.

#' @export
as_gan_data.list <- function(x, ..., arg = "x", call = rlang::current_env(), like = NULL) { # nolint: object_name.
  check_vectors(x, arg, call)
  size <- lengths(x)
  width <- if (isTRUE(like$lengths)) like$dim[[2]] else max(size)
  if (max(size) > width) {
    at <- which.max(size)
    abort_rgan(c(
      "Element {at} of {.arg {arg}} has {size[[at]]} values, but the longest row of the training data has {width}.",
      "i" = "Cut it, or train anew with rows of that length."
    ), class = "data", call = call)
  }
  numbers <- matrix(NA_real_, length(x), width)
  for (i in seq_along(x)) numbers[i, seq_len(size[[i]])] <- as.double(x[[i]])
  prototype <- list(
    frame = FALSE, dimnames = NULL, whole = all(vapply(x, is.integer, NA)), dim = dim(numbers), lengths = TRUE
  )
  new_gan_data(numbers, prototype, kind = "waves")
}

# What as_gan_data() is told of training rows of unequal length, so that other rows become as wide.
like_lengths <- function(template) if (isTRUE(template$lengths)) list(like = template) else list()

check_vectors <- function(x, arg, call) {
  if (length(x) == 0) {
    abort_rgan(c(
      "{.arg {arg}} is an empty list.", "i" = "Give a list of numeric vectors, one example each."
    ), class = "data", call = call)
  }
  faults <- lapply(x, function(v) if (length(dim(v)) > 1) "matrix" else number_fault(v))
  at <- which(!vapply(faults, is.null, NA))
  if (length(at) == length(x)) {
    abort_rgan(c(
      "{.arg {arg}} must hold numbers, not {.obj_type_friendly {x}} of {.obj_type_friendly {x[[1]]}}.",
      "i" = "A list of numeric vectors holds rows of unequal length, one example each."
    ), class = "data", call = call)
  }
  if (length(at) > 0) {
    seen <- faults[[at[[1]]]]
    abort_rgan(c(
      "The elements of {.arg {arg}} must be numeric vectors, but element {at[[1]]} is not: {seen}.",
      "i" = "Leave it out or turn it into numbers."
    ), class = "data", call = call)
  }
  if (max(lengths(x)) < 2) {
    abort_rgan(c(
      "The elements of {.arg {arg}} have no more than one value each, but each is to be a row.",
      "i" = "Give a list of numeric vectors, or a matrix with one example per row."
    ), class = "data", call = call)
  }
  empty <- which(lengths(x) == 0)
  if (length(empty) > 0) {
    abort_rgan(c(
      "Element {empty[[1]]} of {.arg {arg}} has no values.", "i" = "Leave such elements out."
    ), class = "data", call = call)
  }
}

# A matrix of rows filled up with NA as a list of vectors.
as_lengths <- function(numbers, whole) {
  size <- row_lengths(numbers)
  lapply(seq_len(nrow(numbers)), function(i) {
    row <- numbers[i, seq_len(size[[i]])]
    if (whole) rounded_integers(row) else row
  })
}

# Up to the last value of each row.
row_lengths <- function(x) {
  apply(!is.na(x), 1, function(there) if (any(there)) max(which(there)) else 0L)
}

# Whether `x` is a list of plain numeric vectors: rows, not traces.
are_vectors <- function(x) {
  is.list(x) && !is.object(x) && any(lengths(x) > 1) &&
    all(vapply(x, function(v) is.null(dim(v)) && is_numbers(v), NA)) && !any(grepl("^epoch ", names(x)))
}
