#' @rdname evaluate_gan
#' @order 2
#' @param real,generated Rows to compare, from anywhere: numeric matrices, data frames or arrays as [gan()] takes them,
#'   of the same columns. Columns are matched by name where both have the same names, else by position. Windows of one
#'   series are compared best in the order of time.
#' @export
evaluate_rows <- function(real, generated, holdout = NULL, seed = NULL, neighbours = 5, target = NULL, ...) {
  check_no_dots(...)
  call <- rlang::current_env()
  data <- prepare_data(real, arg = "real", call = call)
  kind <- settle_kind(data, NULL, call)$kind
  targets <- check_targets(target, real, kind)
  generated <- numbers_beside(generated, data, "generated", call)
  if (!is.null(holdout)) holdout <- numbers_beside(holdout, data, "holdout", call)
  neighbours <- check_number_whole(neighbours)
  seed <- check_number_whole(seed, min = 0, allow_null = TRUE)
  if (is.null(seed)) seed <- draw_seed()
  compare_rows(
    data$numbers, generated, holdout, seed, kind, neighbours, targets,
    epoch = NULL, labels = row_labels_of(real, data$template), columns = data$columns, call = call
  )
}

# Numbers of rows that stand beside `real`, with their columns in its order.
numbers_beside <- function(rows, data, arg, call) {
  rows <- columns_beside(rows, data$template, arg, call)
  table <- inherits(data$template, "gan_table") && is.data.frame(rows) && length(rows) == length(data$template$types)
  x <- if (table) table_numbers(rows, data$template, arg, call) else as_numbers(rows, arg, call)
  if (table) check_values(x, arg, call)
  if (!identical(dim(x)[-1], data$dim[-1])) {
    seen <- shape_text(dim(x))
    wanted <- shape_text(c("n", data$dim[-1]))
    abort_rgan(c(
      "{.arg {arg}} must have rows of the shape of {.arg real}, {wanted}, not {seen}.",
      "i" = "The first dimension counts the rows."
    ), class = "data", call = call)
  }
  x
}

# By name where both have the same names; data frames of other names are refused, all else is matched by position.
columns_beside <- function(rows, template, arg, call) {
  known <- template_names(template)
  given <- column_names(rows)
  if (!has_names(known) || !has_names(given)) {
    return(rows)
  }
  if (setequal(known, given)) {
    return(if (is.data.frame(rows)) as.data.frame(rows)[known] else rows[, known, drop = FALSE])
  }
  if (is.data.frame(rows) && isTRUE(template$frame) && length(known) == length(given)) {
    lost <- setdiff(known, given)
    abort_rgan(c(
      "{.arg {arg}} lacks {cli::qty(length(lost))}column{?s} {.field {lost}} of {.arg real}.",
      "x" = "It has {cli::qty(length(given))}column{?s} {.field {column_list(given)}}.",
      "i" = "Columns of data frames are matched by name."
    ), class = "data", call = call)
  }
  rows
}

has_names <- function(names) !is.null(names) && are_names(names)
