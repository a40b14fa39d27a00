# The one way in and out: any R object -> numbers with what is needed to come back, and generated numbers -> the user's
# class. One method per class, so that other packages can bring theirs.

#' Data of your own class
#'
#' [gan()] takes its data through `as_gan_data()`, a generic with a method per class, and gives generated rows back
#' through `from_gan_data()`, a generic on the class of the *prototype* that the first one made. A package whose class
#' is to be learned defines both; `new_gan_data()` makes what the first one returns.
#'
#' @param x An object to learn from.
#' @param ... Passed on to methods. [gan()] passes its arguments about the data (`window`, `index`, `key`, ...), and
#'   `arg` and `call` for errors (below); a method takes what it uses and `...`.
#' @param numbers For `new_gan_data()` a numeric matrix or array of doubles, one example per row, `NA` where a value
#'   is missing. For `from_gan_data()` generated numbers of the same shape but for the number of rows.
#' @param prototype What is needed to come back: a list with a class that `from_gan_data()` has a method for, with the
#'   class, names, levels, time zone and the like, and without the data. Best a list that other R sessions can read.
#' @param kind `"waves"`, `"series"`, `"table"` or `"images"`; `NULL` lets shape and values decide.
#' @param columns `NULL` for plain numbers, or a list with an element per column of a table:
#'   `list(type = "number")`, or `list(type = "category", levels = k)` where the column holds codes 0 to k - 1.
#' @param notes Lines to tell the user: what the data were taken for, and how to say otherwise. As in
#'   [cli::cli_inform()].
#' @return `as_gan_data()` and `new_gan_data()` an object of class `gan_data`: a list of `numbers`, `prototype`, `kind`,
#'   `columns` and `notes`. `from_gan_data()` rows in the user's class.
#' @details
#' The package's own methods take two arguments more: `arg`, how the data are called in errors, and `call`, whose error
#' it is. Errors are best of class `rgan_error_data`, and name what is wrong and what to do.
#' @section Errors:
#' `rgan_error_data` for what has no method and holds no plain numbers; `rgan_error_argument` when `new_gan_data()` is
#' given anything else than it asks for.
#' @seealso [gan()] for the classes that the package knows.
#' @export
#' @examples
#' as_gan_data(iris[1:4])
#'
#' # A class of your own: temperatures in degrees Fahrenheit, one day a row, are learned in degrees Celsius.
#' as_gan_data.fahrenheit <- function(x, ...) {
#'   new_gan_data((unclass(x) - 32) / 1.8, structure(list(), class = "fahrenheit_days"))
#' }
#' from_gan_data.fahrenheit_days <- function(prototype, numbers) {
#'   structure(numbers * 1.8 + 32, class = "fahrenheit")
#' }
#' days <- structure(matrix(60 + 10 * sin(1:48), 2), class = "fahrenheit")
#' .S3method("as_gan_data", "fahrenheit")
#' .S3method("from_gan_data", "fahrenheit_days")
#' converted <- as_gan_data(days)
#' all.equal(from_gan_data(converted$prototype, converted$numbers), days)
as_gan_data <- function(x, ...) {
  UseMethod("as_gan_data")
}

#' @rdname as_gan_data
#' @export
from_gan_data <- function(prototype, numbers) {
  check_full_names()
  UseMethod("from_gan_data")
}

#' @rdname as_gan_data
#' @export
new_gan_data <- function(numbers, prototype, kind = NULL, columns = NULL, notes = NULL) {
  check_full_names()
  if (!is.double(numbers) || is.object(numbers) || length(dim(numbers)) < 2) {
    abort_argument(numbers, "numbers", "a matrix or array of doubles without a class", rlang::current_env())
  }
  if (!is.list(prototype)) {
    abort_argument(prototype, "prototype", "a list", rlang::current_env())
  }
  if (!is.null(kind) && !(rlang::is_string(kind) && kind %in% c("waves", "series", "table", "images"))) {
    abort_argument(kind, "kind", "NULL, \"waves\", \"series\", \"table\" or \"images\"", rlang::current_env())
  }
  if (!is.null(columns) && !(is.list(columns) && length(columns) == ncol(numbers))) {
    abort_argument(columns, "columns", "NULL or a list with an element per column", rlang::current_env())
  }
  structure(
    list(numbers = numbers, prototype = prototype, kind = kind, columns = columns, notes = notes),
    class = "gan_data"
  )
}

#' @export
print.gan_data <- function(x, ...) {
  kind <- if (!is.null(x$kind)) paste0(", ", x$kind)
  cli::cat_line("<gan_data> numbers of shape ", shape_text(dim(x$numbers)), kind)
  invisible(x)
}

# The package's own classes ------------------------------------------------------

#' @export
as_gan_data.gan_data <- function(x, ...) x

# A matrix or array, and all that has no method: what it is and why it cannot be used is told.
#' @export
as_gan_data.default <- function(x, ..., window = NULL, context = NULL, arg = "x", call = rlang::current_env()) {
  if (!is.null(window) && is.numeric(x) && length(dim(x)) == 2) {
    return(windowed(rows_series(x, arg, call), window, context, arg = arg, call = call))
  }
  if (!is.null(context)) abort_no_series(arg, call)
  check_shape(x, arg, call)
  check_number_type(x, arg, call)
  new_gan_data(plain_doubles(x), data_template(x))
}

# Without class, names and other attributes; rows that have none are not copied, as they may be many.
plain_doubles <- function(x) {
  if (is.double(x) && identical(names(attributes(x)), "dim")) {
    return(x)
  }
  numbers <- as.double(x)
  dim(numbers) <- dim(x)
  numbers
}

#' @export
as_gan_data.data.frame <- function(x, ..., window = NULL, context = NULL, index = NULL, key = NULL, kind = NULL,
                                   arg = "x", call = rlang::current_env()) {
  series <- if (!identical(kind, "table")) series_in_frame(x, window, index, key, arg, call)
  if (!is.null(series)) {
    return(windowed(series, window, context, arg = arg, call = call))
  }
  if (!is.null(context)) abort_no_series(arg, call)
  check_shape(x, arg, call)
  if (!all(vapply(x, is_plain_column, NA))) {
    return(new_table(x, arg, call))
  }
  numbers <- vapply(x, as.double, double(nrow(x)))
  new_gan_data(array(numbers, dim(x)), data_template(x), notes = table_note(x, arg))
}

is_plain_column <- function(x) is_numbers(x) && is.null(dim(x))

#' @export
from_gan_data.default <- function(prototype, numbers) {
  abort_argument(prototype, "prototype", "what {.fn as_gan_data} made", rlang::current_env())
}

# Of matrices, arrays and data frames the prototype is a plain list, as fits of all versions hold it.
#' @export
from_gan_data.list <- function(prototype, numbers) {
  if (isTRUE(prototype$lengths)) {
    return(as_lengths(matrix(as.double(numbers), ncol = prototype$dim[[2]]), prototype$whole))
  }
  dims <- c(length(numbers) / prod(prototype$dim[-1]), prototype$dim[-1])
  x <- array(as.double(numbers), dims)
  if (prototype$frame) {
    columns <- lapply(seq_len(dims[[2]]), function(j) {
      if (prototype$whole[[j]]) rounded_integers(x[, j]) else x[, j]
    })
    names(columns) <- prototype$names
    return(structure(columns, class = prototype$class, row.names = .set_row_names(dims[[1]])))
  }
  if (prototype$whole) x[] <- rounded_integers(x)
  dimnames(x) <- prototype$dimnames
  if (prototype$whole) storage.mode(x) <- "integer"
  x
}
