# Generated rows: the matrix or array that they are, of a class that prints the first of them and says what they are.
# One attribute, `generated`, beside it: `kind` of data, `made` (how) and `note` (more of it) for the first line, and
# `sum` of the values, by which it is seen whether they still are what was generated.

#' Generated rows
#'
#' Where the training data were a matrix or an array, [generate()], [simulate()][simulate.gan()], [interpolate_waves()],
#' [impute()] and `fit$output` have numeric matrices and arrays of class `gan_rows`. They print like a tibble: what they
#' are, the first rows, as many columns as there is room for, and how much more there is. In all else they are the
#' matrix they were: arithmetic, `%*%`, [apply()], [cbind()], [saveRDS()] and all that takes a matrix take them.
#'
#' Chosen rows (`x[1:5, ]`, [head()], [subset()]) are generated rows still, and so is what arithmetic makes of them,
#' which prints as short but no longer says that it was generated. A single row, columns, and what is
#' transposed or bound together are plain vectors and matrices. `as.matrix()` and `as.array()` give the plain numbers,
#' which print as a whole.
#'
#' `fit$output` is a list of such rows by epoch, of class `gan_output`, which says what it holds.
#'
#' @param x Generated rows; of `print()` also `output` of a fit.
#' @param n Number of rows to print.
#' @param i,j,...,drop As for other matrices and arrays. `...` of other methods is not used.
#' @return `[` generated rows where whole rows are chosen, else what it gives of a plain matrix. `as.matrix()`,
#'   `as.array()` and `t()` plain matrices and arrays. `print()` its argument, invisibly.
#' @seealso [plot_waves()] and [plot()][plot.gan] to see them.
#' @name gan_rows
#' @examplesIf rgan:::python_available()
#' fit <- gan(get_training_data(n = 40, m = 50), epochs = 20, log = FALSE, seed = 1)
#' new <- generate(fit, 100, seed = 1)
#' new
#' print(new, n = 3)
#' dim(new[1:10, ])
#' range(new %*% t(new))
#' fit$output
NULL

#' @importFrom methods setOldClass
NULL

# So that functions of S4 packages, such as those of Matrix, take them as the matrices that they are.
setOldClass(c("gan_rows", "matrix", "array"))

# Rows with their class. Data frames, windows and lists of vectors have a class or a way to print of their own.
as_generated <- function(rows, kind, made = "generated ", note = NULL) {
  if (!is.numeric(rows) || is.object(rows) || !length(dim(rows)) %in% 2:4) {
    return(rows)
  }
  about <- list(kind = kind, made = made, note = note, sum = sum(rows, na.rm = TRUE))
  structure(rows, generated = about, class = c("gan_rows", class(rows)))
}

# The rows of each trace of a fit, by epoch.
as_output <- function(output, kind) {
  rows <- Map(function(rows, epoch) as_generated(rows, kind, note = epoch), unclass(output), names(output))
  structure(rows, class = "gan_output")
}

# Without the class; other attributes, such as the labels of `by`, stay.
plain_rows <- function(x) {
  attr(x, "generated") <- NULL
  unclass(x)
}

# FALSE once values were changed or computed with.
is_as_generated <- function(x) {
  about <- attr(x, "generated")
  is.list(about) && identical(about$sum, sum(unclass(x), na.rm = TRUE))
}

#' @rdname gan_rows
#' @export
`[.gan_rows` <- function(x, i, j, ..., drop = TRUE) {
  # Of x[i, ] and x[i, , ] only the rows are given; `drop` is not counted.
  given <- nargs() - 1 - !missing(drop)
  # subset() says TRUE for all columns.
  whole <- given > 1 && given == length(dim(x)) && (missing(j) || isTRUE(j)) && all_missing(...)
  part <- NextMethod()
  if (!whole || length(dim(part)) != length(dim(x))) {
    return(part)
  }
  about <- attr(x, "generated")
  about["sum"] <- list(if (is_as_generated(x)) sum(part, na.rm = TRUE))
  structure(part, generated = about, class = oldClass(x))
}

#' @rdname gan_rows
#' @export
as.matrix.gan_rows <- function(x, ...) {
  plain <- plain_rows(x)
  if (is.matrix(plain)) plain else as.matrix(plain)
}

#' @rdname gan_rows
#' @export
as.array.gan_rows <- function(x, ...) plain_rows(x)

#' @rdname gan_rows
#' @export
t.gan_rows <- function(x) t(plain_rows(x))

#' @exportS3Method tibble::as_tibble
as_tibble.gan_rows <- function(x, ...) { # nolint: object_name_linter. The generic is not ours.
  as_tibble <- getExportedValue("tibble", "as_tibble")
  as_tibble(plain_rows(x), ...)
}

#' @export
as_gan_data.gan_rows <- function(x, ...) as_gan_data(plain_rows(x), ...) # nolint: object_name_linter.

#' @importFrom utils str
#' @export
str.gan_rows <- function(object, ...) str(plain_rows(object), ...)

# Printing -------------------------------------------------------------------------------------------------------------

#' @rdname gan_rows
#' @export
print.gan_rows <- function(x, n = 10, ...) {
  n <- check_number_whole(n, min = 0, allow_inf = TRUE)
  cli::cat_line("# ", rows_header(x))
  plain <- plain_rows(x)
  if (length(dim(x)) == 4) {
    values <- range(plain, na.rm = TRUE)
    cli::cat_line("# Values from ", format(values[[1]]), " to ", format(values[[2]]), "; plot_images() shows them.")
    return(invisible(x))
  }
  if (length(dim(x)) == 3) {
    if (dim(x)[[3]] > 1) cli::cat_line("# ", channel_name(x), ":")
    plain <- matrix(plain[, , 1], nrow(x), ncol(x), dimnames = dimnames(x)[1:2])
  }
  rows <- plain[seq_len(min(n, nrow(plain))), , drop = FALSE]
  columns <- if (nrow(rows) > 0) columns_that_fit(rows) else 0
  if (columns > 0) print(rows[, seq_len(columns), drop = FALSE], digits = 3)
  left <- rows_left_out(x, nrow(rows), columns)
  if (length(left) > 0) cli::cat_line("# ... and ", paste(left, collapse = ", "))
  invisible(x)
}

# What they are, or what became of them.
rows_header <- function(x) {
  about <- attr(x, "generated")
  if (!is_as_generated(x)) {
    return(paste0(shape_text(dim(x)), " values, computed from generated rows"))
  }
  paste(c(dims_text(dim(x), about$kind, about$made), about$note), collapse = ", ")
}

channel_name <- function(x) {
  name <- dimnames(x)[[3]][1]
  if (is.null(name) || is.na(name) || !nzchar(name)) "Channel 1" else paste("Channel", name)
}

# How many columns stand beside one another in one line each.
columns_that_fit <- function(rows) {
  most <- min(ncol(rows), 40)
  width <- getOption("width")
  wide <- function(k) {
    lines <- utils::capture.output(in_long_lines(print(rows[, seq_len(k), drop = FALSE], digits = 3)))
    max(nchar(lines, "width"))
  }
  while (most > 1 && wide(most) >= width) most <- most - 1
  most
}

# Lines as long as they come.
in_long_lines <- function(expr) {
  rlang::local_options(width = 10000)
  expr
}

rows_left_out <- function(x, rows, columns) {
  more <- function(n, noun) if (n > 0) paste0(format_count(n), " more ", noun, if (n > 1) "s")
  channels <- if (length(dim(x)) == 3) dim(x)[[3]] - 1 else 0
  table <- identical(attr(x, "generated")$kind, "table")
  c(more(nrow(x) - rows, "row"), more(ncol(x) - columns, if (table) "column" else "point"), more(channels, "channel"))
}

#' @export
`[.gan_output` <- function(x, i) structure(unclass(x)[i], class = "gan_output")

#' @rdname gan_rows
#' @export
print.gan_output <- function(x, ...) {
  traces <- names(x)
  if (length(traces) == 0) {
    cli::cat_line("# No rows were generated during training.")
    return(invisible(x))
  }
  rows <- x[[length(x)]]
  known <- inherits(rows, "gan_rows")
  # Of rows of unequal length each is a vector.
  count <- if (is.null(dim(rows))) length(rows) else nrow(rows)
  what <- paste(count, "generated rows")
  if (known) what <- dims_text(dim(rows), attr(rows, "generated")$kind, "generated ")
  n <- length(traces)
  cli::cat_line("# ", what, " at ", if (n == 1) "one epoch" else paste("each of", n, "epochs"), " of the training")
  shown <- if (n > 8) c(traces[1:6], "...", traces[[n]]) else traces
  cli::cat_line(strwrap(paste(shown, collapse = ", "), getOption("width") - 2))
  cli::cat_line("# output[[\"", traces[[n]], "\"]] has the newest rows; plot_training() of the fit draws them.")
  invisible(x)
}

#' @export
str.gan_output <- function(object, ...) str(unclass(object), ...)
