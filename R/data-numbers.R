# Numbers as the user means them: the one check for every way in. A class can say that what is stored is something
# else, such as the bits of whole numbers (integer64), codes (factor, haven_labelled) or seconds (difftime).

# Classes under which the numbers stored are the values.
number_classes <- c(
  "numeric", "integer", "matrix", "array", "AsIs", "ts", "mts", "table", "xtabs", "loadings", "zoo", "zooreg", "xts",
  "gan_windows", "gan_rows"
)

date_classes <- c(
  "Date", "IDate", "POSIXct", "POSIXlt", "difftime", "hms", "ITime", "yearmon", "yearqtr", "times"
)

# What keeps `x` from being plain numbers: a class or type, or NULL where nothing does.
number_fault <- function(x) {
  if (isS4(x)) {
    return(class(x)[[1]])
  }
  odd <- setdiff(oldClass(x), number_classes)
  # Of Hmisc a label only; others of that name hold codes with a label each.
  if (is.null(attr(x, "labels"))) odd <- setdiff(odd, "labelled")
  if (length(odd) > 0) {
    return(odd[[1]])
  }
  if (is.numeric(x)) NULL else class(unclass(x))[[1]]
}

is_numbers <- function(x) is.null(number_fault(x))

# A vector, matrix or array that is no data frame.
check_number_type <- function(data, arg, call) {
  fault <- number_fault(data)
  if (is.null(fault)) {
    return(invisible())
  }
  if (is.object(data) && is.atomic(data) && !isS4(data)) {
    abort_rgan(
      c("{.arg {arg}} must hold plain numbers, but its class is {fault}.", fault_hints(fault)),
      class = "data", call = call
    )
  }
  hint <- if (is.logical(data)) {
    "Turn it into numbers with {.code +{arg}}."
  } else if (isS4(data)) {
    "Turn it into a plain matrix with {.code as.matrix({arg})}."
  } else {
    "Only numbers can be learned."
  }
  abort_rgan(c("{.arg {arg}} must hold numbers, not {.obj_type_friendly {data}}.", "i" = hint),
    class = "data", call = call
  )
}

# `matrices` says whether a column may be a matrix, as scale() makes them; `hint` is one more line where there are
# dates.
check_columns <- function(data, arg, call, matrices = FALSE, hint = NULL) {
  fault <- function(v) {
    seen <- number_fault(v)
    if (is.null(seen) && !matrices && length(dim(v)) > 1) "matrix" else seen
  }
  faults <- unlist(lapply(stats::setNames(as.list(data), column_labels(data)), fault))
  if (length(faults) == 0) {
    return(invisible())
  }
  described <- paste0(names(faults), " (", faults, ")")
  n <- length(faults)
  abort_rgan(c(
    "{.arg {arg}} must hold plain numbers, but {cli::qty(n)}column{?s} {described} {?does/do} not.",
    "i" = "Leave {cli::qty(n)}{?it/them} out or turn {?it/them} into numbers.",
    fault_hints(faults), if (any(faults %in% date_classes)) hint
  ), class = "data", call = call)
}

# Names of columns to be told; the number stands for one that has none.
column_labels <- function(data) {
  names <- names(data)
  if (is.null(names)) names <- rep("", length(data))
  ifelse(is.na(names) | !nzchar(names), seq_along(names), names)
}

# How such a class is turned into numbers, where that is not plain.
fault_hints <- function(faults) {
  hint_of <- function(fault) {
    if (fault %in% c("integer64", "nanotime")) {
      return("With the package {.pkg bit64} loaded, {.fn as.numeric} turns integer64 into plain numbers.")
    }
    if (fault %in% date_classes) {
      return("{.fn as.numeric} turns dates and times into days or seconds.")
    }
    if (fault %in% c("factor", "ordered", "haven_labelled", "labelled")) {
      return("Codes are no quantities: {.fn factor} makes categories of them.")
    }
    if (fault == "units" || !fault %in% c("logical", "character", "list", "complex", "matrix")) {
      return("{.fn as.numeric} drops a class, where the numbers under it are the values.")
    }
    NULL
  }
  hints <- as.character(unique(unlist(lapply(unique(faults), hint_of))))
  stats::setNames(hints, rep("i", length(hints)))
}

check_values <- function(x, arg, call) {
  # Mostly all is well, and that is seen without a copy: rows may be many.
  if (largest_size(x) <= float32_max) {
    return(invisible())
  }
  bad <- is.infinite(x)
  if (any(bad)) {
    abort_rgan(c(
      "{.arg {arg}} has {sum(bad)} infinite value{?s} in {rows_text(bad)}.",
      "i" = "Drop these rows, or make the values {.code NA}, that is missing."
    ), class = "data", call = call)
  }
  large <- !is.na(x) & abs(x) > float32_max
  if (any(large)) {
    abort_rgan(c(
      "{.arg {arg}} has values beyond single precision (3.4e38) in {rows_text(large)}.",
      "i" = "Rescale {.arg {arg}} first."
    ), class = "data", call = call)
  }
}

largest_size <- function(x) max(-min(x, 0, na.rm = TRUE), max(x, 0, na.rm = TRUE))

# The squares of such values are 0: no mean distance or standard deviation could be had.
smallest_size <- 1e-150

check_size <- function(data, x, arg, call) {
  parts <- if (is.data.frame(data)) asplit(x, 2) else list(x)
  size <- vapply(parts, largest_size, 0)
  small <- size > 0 & size < smallest_size
  if (any(small)) {
    where <- if (is.data.frame(data)) paste(" in column", column_labels(data)[small][[1]])
    abort_rgan(c(
      "{.arg {arg}} has no value larger than {signif(max(size[small]), 3)}{where}, too small to compute with.",
      "i" = "Rescale {.arg {arg}} first. Numbers of class integer64 look like this where their class was lost."
    ), class = "data", call = call)
  }
}

rows_text <- function(bad, show = 5L) {
  rows <- which(rowSums(matrix(bad, nrow(bad))) > 0)
  if (length(rows) == 1) {
    return(paste("row", rows))
  }
  if (length(rows) > show + 1) {
    return(paste0("rows ", paste(utils::head(rows, show), collapse = ", "), " and ", length(rows) - show, " others"))
  }
  last <- length(rows)
  paste0("rows ", paste(rows[-last], collapse = ", "), " and ", rows[[last]])
}
