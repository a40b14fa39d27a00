# Missing values: what is told of them, and where they cannot be. In numbers they are NA; what is done with them is
# Python's.

# Rows and columns without any value are named; without values there is nothing to draw theirs from.
check_gaps <- function(x, data, arg, call, columns = TRUE) {
  if (!anyNA(x)) {
    return(invisible())
  }
  missing <- is.na(x)
  if (length(dim(x)) == 4) {
    abort_rgan(c(
      "{.arg {arg}} has {sum(missing)} missing value{?s}, which images cannot have.",
      "i" = "Leave out the images in {rows_text(missing)}."
    ), class = "data", call = call)
  }
  flat <- matrix(missing, nrow(x))
  empty <- rowSums(!flat) == 0
  if (any(empty)) {
    what <- empty_rows_text(empty, data)
    abort_rgan(c(
      "{.arg {arg}} has no value at all in {what}.",
      "i" = "Leave {cli::qty(sum(empty))}{?it/them} out."
    ), class = "data", call = call)
  }
  empty <- colSums(!flat) == 0
  if (columns && any(empty)) abort_empty_columns(empty, dim(x), data, arg, call)
}

# Elements of a list, else rows.
empty_rows_text <- function(empty, data) {
  text <- rows_text(as.matrix(empty))
  if (is.list(data) && !is.data.frame(data)) sub("row", "element", text) else text
}

abort_empty_columns <- function(empty, dims, data, arg, call) {
  at <- which(empty)
  if (length(dims) == 3) {
    where <- paste0("point ", (at - 1) %% dims[[2]] + 1, " of channel ", (at - 1) %/% dims[[2]] + 1)
  } else {
    where <- paste("column", if (is.data.frame(data)) column_labels(data)[at] else column_names(data)[at] %||% at)
  }
  abort_rgan(c(
    "{.arg {arg}} has no value at all in {where}.",
    "i" = "Leave {cli::qty(length(at))}{?it/them} out: there is nothing to learn {cli::qty(length(at))}{?it/them} from."
  ), class = "data", call = call)
}

# One line on what is missing, and what is done about it; NULL where nothing is.
gaps_note <- function(x, template) {
  missing <- if (anyNA(x)) sum(is.na(x)) else 0
  if (missing == 0) {
    return(NULL)
  }
  if (isTRUE(template$lengths)) {
    return(lengths_note(x))
  }
  rows <- sum(rowSums(matrix(is.na(x), nrow(x))) > 0)
  paste0(
    "{.arg data} lacks ", format_count(missing), if (missing == 1) " value" else " values", " (",
    percent(missing / length(x)), ") in ", format_count(rows), " of ", format_count(nrow(x)),
    " rows. They are drawn from what rows alike have there; generated rows are whole. ",
    "{.code generate(fit, gaps = TRUE)} gives rows with gaps like these, {.fn impute} fills them."
  )
}

lengths_note <- function(x) {
  size <- row_lengths(x)
  inner <- sum(is.na(x)) - sum(ncol(x) - size)
  paste0(
    "{.arg data} holds rows of ", min(size), " to ", max(size), " values",
    if (inner > 0) paste0(", of which ", format_count(inner), " are missing"),
    ". Generated rows have lengths like these; {.code generate(fit, gaps = FALSE)} gives all of them in full length."
  )
}
