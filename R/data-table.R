# Tables with columns of any type: numbers for Python, and generated numbers back as the same type. A column is a number
# (dates and times count days or seconds) or a category, whose codes are those of its levels.

most_levels <- 1000L

#' How each column of a data frame is learned and given back, a list; an element is NULL where it cannot be.
#' @noRd
column_types <- function(data) lapply(unname(as.list(data)), column_type)

column_type <- function(x) {
  if (!is.null(dim(x)) || isS4(x) || (is.list(x) && !inherits(x, "POSIXlt"))) {
    return(NULL)
  }
  if (is.factor(x) || is.character(x) || is.logical(x)) {
    return(category_type(x))
  }
  if (inherits(x, c("Date", "POSIXt", "difftime", "ITime", "yearmon", "yearqtr"))) {
    return(date_type(x))
  }
  if (is_numbers(x)) list(type = "number", whole = is.integer(x))
}

# Levels that occur are codes; a missing value is a level of its own, the last.
category_type <- function(x) {
  odd <- setdiff(oldClass(x), c("factor", "ordered", "AsIs", "character", "noquote"))
  if (length(odd) > 0) {
    return(NULL)
  }
  missing <- anyNA(x)
  if (is.factor(x)) {
    all <- levels(x)
    return(list(
      type = "factor", levels = all[tabulate(x, length(all)) > 0], all = all, ordered = is.ordered(x), missing = missing
    ))
  }
  levels <- sort(unique(as.vector(x)), method = "radix")
  list(type = if (is.logical(x)) "logical" else "character", levels = as.character(levels), missing = missing)
}

date_type <- function(x) {
  list_like <- inherits(x, "POSIXlt")
  if (list_like) x <- as.POSIXct(x)
  kept <- attributes(x)[setdiff(names(attributes(x)), "names")]
  list(type = "date", kept = kept, whole = is.integer(x), list_like = list_like)
}

is_category <- function(type) type$type %in% c("factor", "character", "logical")

n_levels <- function(type) length(type$levels) + type$missing

# As Python wants them; NULL where all are numbers.
python_columns <- function(types) {
  if (!any(vapply(types, is_category, NA))) {
    return(NULL)
  }
  lapply(types, function(type) {
    if (is_category(type)) list(type = "category", levels = n_levels(type)) else list(type = "number")
  })
}

# Checked, of a data frame.
new_table <- function(x, arg, call) {
  types <- column_types(x)
  unknown <- vapply(types, is.null, NA)
  check_columns(stats::setNames(as.list(x)[unknown], column_labels(x)[unknown]), arg, call)
  check_levels(x, types, arg, call)
  prototype <- structure(c(data_template(x), list(types = types)), class = "gan_table")
  numbers <- table_numbers(x, prototype, arg, call)
  notes <- c(table_note(x, arg), missing_note(x, types))
  new_gan_data(numbers, prototype, kind = "table", columns = python_columns(types), notes = notes)
}

missing_note <- function(x, types) {
  missing <- vapply(types, function(type) isTRUE(type$missing), NA)
  if (any(missing)) {
    names <- paste0("`", column_labels(x)[missing], "`", collapse = ", ")
    paste0("Missing values of ", names, " are learned as a level of their own.")
  }
}

# Names of persons and the like are no categories: each has one row, from which nothing can be learned.
check_levels <- function(x, types, arg, call) {
  for (j in which(vapply(types, is_category, NA))) {
    count <- length(types[[j]]$levels)
    name <- column_labels(x)[[j]]
    if (nrow(x) >= 20 && count == nrow(x)) {
      abort_rgan(c(
        "Column {.field {name}} of {.arg {arg}} has another value in every row, so it names rows and is no category.",
        "i" = "Leave it out: {.code {arg}[names({arg}) != \"{name}\"]}."
      ), class = "data", call = call)
    }
    if (count > most_levels) {
      abort_rgan(c(
        "Column {.field {name}} of {.arg {arg}} has {count} levels; at most {most_levels} can be learned.",
        "i" = "Join rare levels, or leave the column out."
      ), class = "data", call = call)
    }
  }
}

#' Numbers of a data frame whose columns are those of a prototype, in its codes.
#' @noRd
table_numbers <- function(x, prototype, arg, call) {
  numbers <- lapply(seq_along(prototype$types), function(j) {
    column_numbers(x[[j]], prototype$types[[j]], prototype$names[[j]], arg, call)
  })
  array(as.double(unlist(numbers)), c(nrow(x), length(numbers)))
}

column_numbers <- function(x, type, name, arg, call) {
  if (is_category(type)) {
    return(category_codes(x, type, name, arg, call))
  }
  if (type$type == "number") {
    fault <- number_fault(x)
    if (!is.null(fault)) abort_column(name, fault, "numbers", arg, call)
    return(as.double(x))
  }
  if (inherits(x, "POSIXlt")) x <- as.POSIXct(x)
  # Differences of time may be in other units.
  if (inherits(x, "difftime") && !is.null(type$kept$units)) units(x) <- type$kept$units
  if (!inherits(x, type$kept$class[[1]])) abort_column(name, class(x)[[1]], type$kept$class[[1]], arg, call)
  as.double(unclass(x))
}

category_codes <- function(x, type, name, arg, call) {
  if (!(is.factor(x) || is.character(x) || is.logical(x) || is.numeric(x))) {
    abort_column(name, class(x)[[1]], "categories", arg, call)
  }
  codes <- match(as.character(x), type$levels) - 1L
  unseen <- unique(as.character(x)[is.na(codes) & !is.na(x)])
  if (length(unseen) > 0) {
    known <- utils::head(type$levels, 20)
    more <- if (length(type$levels) > 20) paste0(" and ", length(type$levels) - 20, " others")
    abort_rgan(c(
      "{.arg {arg}} asks {.field {name}} for what was not learned: {.val {utils::head(unseen, 5)}}.",
      "i" = "Known: {.val {known}}{more}."
    ), class = "data", call = call)
  }
  if (type$missing) codes[is.na(x)] <- length(type$levels)
  codes
}

abort_column <- function(name, seen, wanted, arg, call) {
  abort_rgan(c(
    "Column {.field {name}} of {.arg {arg}} is {seen}, but what was learned is {wanted}.",
    "i" = "Give columns of the same types."
  ), class = "data", call = call)
}

#' @export
from_gan_data.gan_table <- function(prototype, numbers) { # nolint: object_name_linter.
  n <- length(numbers) / length(prototype$types)
  numbers <- array(as.double(numbers), c(n, length(prototype$types)))
  columns <- lapply(seq_along(prototype$types), function(j) typed_column(numbers[, j], prototype$types[[j]]))
  names(columns) <- prototype$names
  structure(columns, class = prototype$class, row.names = .set_row_names(n))
}

typed_column <- function(x, type) {
  switch(type$type,
    number = if (type$whole) rounded_integers(x) else x,
    date = dated_column(x, type),
    factor = factor(type$levels[round(x) + 1], levels = type$all, ordered = type$ordered),
    logical = as.logical(type$levels[round(x) + 1]),
    type$levels[round(x) + 1]
  )
}

dated_column <- function(x, type) {
  if (type$whole) x <- rounded_integers(x)
  attributes(x) <- type$kept
  if (type$list_like) as.POSIXlt(x) else x
}
