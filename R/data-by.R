# Conditions: what is told of each row beside its numbers, and what can be asked for. They are columns of a data frame,
# by a formula, or labels beside any data.

#' The data without their conditions, and these as a data frame; see gan().
#' @return A list of `data`, `frame` (NULL without conditions) and `formula`, whether they are columns of the data.
#' @noRd
split_by <- function(data, by, call) {
  if (is.null(by)) {
    return(list(data = data, frame = NULL, formula = FALSE))
  }
  if (is_files(data)) {
    abort_rgan("{.arg by} is for data in memory, but {.arg data} are files.", class = "argument", call = call)
  }
  if (!inherits(by, "formula")) {
    return(list(data = data, frame = label_frame(by, call), formula = FALSE))
  }
  variables <- by_variables(by, call)
  if (!is.data.frame(data)) {
    abort_rgan(c(
      "{.arg by} is a formula, which names columns of a data frame, but {.arg data} is {describe_value(data)}.",
      "i" = "Give the labels themselves: {.code by = labels}."
    ), class = "argument", call = call)
  }
  lost <- setdiff(variables, names(data))
  if (length(lost) > 0) {
    abort_rgan(c(
      "{.arg by} names {cli::qty(length(lost))}column{?s} {.field {lost}}, which {.arg data} does not have.",
      "i" = "It has {.field {utils::head(names(data), 20)}}."
    ), class = "argument", call = call)
  }
  rest <- setdiff(names(data), variables)
  if (length(rest) == 0) {
    abort_rgan(c(
      "{.arg by} names all columns of {.arg data}, so nothing is left to generate.",
      "i" = "Leave {.arg by} out to generate all columns."
    ), class = "argument", call = call)
  }
  frame <- as.data.frame(data)
  rest <- if (inherits(data, "data.table")) structure(frame[rest], class = class(data)) else data[rest]
  list(data = rest, frame = frame[variables], formula = TRUE, order = names(data), whole = data)
}

# Going on without saying it again: conditions of the same rows, or the same columns of others.
by_of <- function(fit, same_rows, call) {
  by <- fit$data$conditions
  if (is.null(by)) {
    return(NULL)
  }
  if (by$formula) {
    return(stats::reformulate(paste0("`", by$template$names, "`")))
  }
  if (!same_rows) {
    abort_rgan(c(
      "The model was trained with labels, so other rows need theirs.",
      "i" = "Give them: {.code gan(data, by = , continue_training = fit)}."
    ), class = "argument", call = call)
  }
  from_gan_data(by$template, by$numbers)
}

by_variables <- function(by, call) {
  terms <- if (length(by) == 2) tryCatch(attr(stats::terms(by), "term.labels"), error = function(cnd) NULL)
  variables <- if (length(by) == 2) all.vars(by)
  plain <- length(variables) > 0 && setequal(gsub("`", "", terms), variables)
  if (!plain) abort_argument(by, "by", "a formula of column names such as `~ class + dose`, or labels", call)
  variables
}

label_frame <- function(by, call) {
  if (is.data.frame(by) || (is.matrix(by) && is.numeric(by))) {
    return(as.data.frame(by))
  }
  if (length(by) == 0 || is.null(column_type(by))) {
    abort_argument(by, "by", "a formula, labels (a vector or factor) or a data frame of them", call)
  }
  data.frame(label = by)
}

#' Checked conditions of `n` rows: as numbers, with what is needed to come back.
#' @noRd
settle_by <- function(parts, n, fit, call) {
  frame <- parts$frame
  if (is.null(frame)) {
    return(NULL)
  }
  if (nrow(frame) != n) {
    abort_rgan(c(
      "{.arg by} must tell of each of the {n} rows of {.arg data}, but it has {nrow(frame)}.",
      "i" = "Give one label for each row, in the same order."
    ), class = "data", call = call)
  }
  check_no_missing(frame, call)
  if (!is.null(fit)) {
    before <- fit$data$conditions
    before$numbers <- table_numbers(frame[seq_along(before$template$types)], before$template, "by", call)
    return(before)
  }
  check_repeated(frame, call)
  converted <- new_table(frame, "by", call)
  columns <- converted$columns
  if (is.null(columns)) columns <- rep(list(list(type = "number")), ncol(frame))
  list(
    numbers = converted$numbers, template = converted$prototype, columns = columns, formula = parts$formula,
    order = parts$order
  )
}

check_no_missing <- function(frame, call) {
  bad <- vapply(frame, anyNA, NA)
  if (any(bad)) {
    rows <- rows_text(as.matrix(is.na(frame[[which(bad)[[1]]]])))
    abort_rgan(c(
      "{.arg by} has missing values ({.field {names(frame)[bad][[1]]}}, {rows}).",
      "i" = "Drop these rows, or make them a level of their own."
    ), class = "data", call = call)
  }
}

check_repeated <- function(frame, call) {
  for (name in names(frame)) {
    x <- frame[[name]]
    if (is.numeric(x) && is.null(oldClass(x)) || inherits(x, c("Date", "POSIXt", "difftime"))) next
    counts <- table(as.character(x))
    once <- names(counts)[counts == 1]
    if (length(once) > 0) {
      abort_rgan(c(
        "{cli::qty(length(once))}Level{?s} {.val {utils::head(once, 5)}} of {.field {name}} in {.arg by}
         {cli::qty(length(once))}{?occurs/occur} only once: what such rows are like cannot be learned from one.",
        "i" = "Join rare levels, or drop these rows."
      ), class = "data", call = call)
    }
  }
}

# A number that takes few whole values may be meant as a class.
by_note <- function(by) {
  if (is.null(by)) {
    return(invisible())
  }
  few <- function(j) {
    x <- by$numbers[, j]
    by$template$types[[j]]$type == "number" && length(unique(x)) <= 10 && all(x == round(x))
  }
  which <- Filter(few, seq_along(by$template$types))
  if (length(which) > 0) {
    names <- if (by$formula) by$template$names[which] else "by"
    inform_rgan(c("i" = "{.field {names}} {cli::qty(length(which))}{?is a number/are numbers}, so values between those
                        given can be asked for; {.fn factor} makes {?it a class/them classes}."))
  }
}

# Asked for -------------------------------------------------------------------

#' Conditions asked for, as numbers: (n, q); NULL where there are none.
#' @param n Rows asked for; NULL for as many as `newdata` has.
#' @noRd
asked_conditions <- function(newdata, fit, n, call, arg = "newdata") {
  by <- fit$data$conditions
  if (is.null(newdata)) {
    return(NULL)
  }
  if (is.null(by)) {
    abort_rgan(c(
      "{.arg {arg}} asks for conditions, but the model was trained without.",
      "i" = "Train with {.code gan(data, by = )}."
    ), class = "argument", call = call)
  }
  frame <- condition_frame(newdata, by, arg, call)
  check_no_missing_asked(frame, arg, call)
  numbers <- table_numbers(frame, by$template, arg, call)
  warn_extrapolation(numbers, by, arg, call)
  if (!is.null(n) && nrow(numbers) == 1) numbers <- numbers[rep(1, n), , drop = FALSE]
  if (nrow(numbers) == 0 || (!is.null(n) && n != nrow(numbers))) {
    abort_rgan(c(
      "{.arg {arg}} has {nrow(numbers)} rows, but {.arg n} asks for {n %||% 'at least one'}.",
      "i" = "Leave {.arg n} out for a row for each of {.arg {arg}}; one row is repeated {.arg n} times."
    ), class = "argument", call = call)
  }
  numbers
}

condition_frame <- function(newdata, by, arg, call) {
  names <- by$template$names
  if (!is.data.frame(newdata)) {
    if (length(names) > 1 || is.null(column_type(newdata))) {
      abort_argument(newdata, arg, paste("a data frame with the columns", paste(names, collapse = ", ")), call)
    }
    return(stats::setNames(data.frame(newdata), names))
  }
  frame <- as.data.frame(newdata)
  # The name of a single label is ours, not the user's.
  if (length(frame) == 1 && length(names) == 1 && !by$formula) names(frame) <- names
  lost <- setdiff(names, names(frame))
  if (length(lost) > 0) {
    abort_rgan(c(
      "{.arg {arg}} lacks {cli::qty(length(lost))}column{?s} {.field {lost}}.",
      "i" = "It must have {.field {names}}, as {.arg by} of {.fn gan} had."
    ), class = "data", call = call)
  }
  frame[names]
}

check_no_missing_asked <- function(frame, arg, call) {
  if (anyNA(frame)) {
    abort_rgan(c("{.arg {arg}} has missing values in {rows_text(is.na(as.matrix(frame)))}.",
      "i" = "Say what each row is to be like."
    ), class = "data", call = call)
  }
}

warn_extrapolation <- function(numbers, by, arg, call) {
  for (j in which(!vapply(by$template$types, is_category, NA))) {
    range <- range(by$numbers[, j])
    # Who asks for 4 where the largest is 3.99 asks for nothing new.
    near <- 0.02 * diff(range)
    beyond <- numbers[numbers[, j] < range[[1]] - near | numbers[, j] > range[[2]] + near, j]
    if (length(beyond) > 0) {
      shown <- function(x) format(typed_column(x, by$template$types[[j]]), digits = 4)
      name <- by$template$names[[j]]
      cli::cli_warn(c(
        "{.field {name}} of {.arg {arg}} goes beyond what was learned: {shown(range[[1]])} to {shown(range[[2]])}.",
        "x" = "Asked for: {utils::head(shown(unique(beyond)), 5)}.",
        "i" = "What rows are like there is guessed."
      ), class = c("rgan_extrapolation", "rgan_warning"), call = call)
    }
  }
}

# Conditions of rows to be judged: columns of theirs, or `by`, or those that generated rows carry.
conditions_like <- function(rows, by, fit, call) {
  known <- fit$data$conditions
  if (is.null(known)) {
    if (!is.null(by)) asked_conditions(by, fit, NULL, call, arg = "by")
    return(NULL)
  }
  told <- by %||% attr(rows, "by") %||% if (known$formula) rows
  if (is.null(told)) {
    abort_rgan(c(
      "The model was trained with {.arg by}, so it must be told what these rows are.",
      "i" = "Give their labels: {.code by = }."
    ), class = "argument", call = call)
  }
  numbers <- table_numbers(condition_frame(told, known, "by", call), known$template, "by", call)
  if (nrow(numbers) != NROW(rows)) {
    abort_rgan("{.arg by} must tell of each of the {NROW(rows)} rows, but it has {nrow(numbers)}.",
      class = "data", call = call
    )
  }
  numbers
}

# Told -------------------------------------------------------------------------

#' Generated rows with their conditions: columns where they were columns of the data, else the attribute "by" and, of
#' arrays, row names, which head panels.
#' @noRd
with_conditions <- function(rows, by, numbers) {
  if (is.null(by) || is.null(numbers)) {
    return(rows)
  }
  frame <- from_gan_data(by$template, numbers)
  if (by$formula) {
    class <- class(rows)
    both <- c(as.list(rows), as.list(frame))[by$order]
    return(structure(both, class = class, row.names = .set_row_names(nrow(frame))))
  }
  if (!is.data.frame(rows)) {
    names <- dimnames(rows) %||% vector("list", length(dim(rows)))
    names[[1]] <- condition_labels(frame)
    dimnames(rows) <- names
  }
  structure(rows, by = if (length(frame) == 1) frame[[1]] else frame)
}

# "b", or "class b, dose 2".
condition_labels <- function(frame) {
  text <- function(x) if (is.numeric(x) && !is.object(x)) sprintf("%.4g", x) else as.character(x)
  parts <- lapply(frame, text)
  if (length(parts) > 1) parts <- Map(paste, names(frame), parts)
  do.call(paste, c(unname(parts), sep = ", "))
}
