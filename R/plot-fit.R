#' Plot a fit
#'
#' Shows what a fit generates, in the way its data call for: waves and series as [plot_waves()], images as
#' [plot_images()], tables as points of every pair of columns (of the first four), real ones behind generated ones; a
#' table of one column as two densities; with categories, pairs of the first three numbers and, of each category, the
#' shares of its levels as bars. `autoplot()` returns the picture, `plot()` draws it.
#'
#' @param x,object A fit of [gan()].
#' @param id Which generated rows to draw; `NULL` draws the first 12 waves, 25 images or all rows of a table.
#' @param epoch A traced epoch to draw; `NULL` draws the newest.
#' @param nrow Number of rows of panels of waves or images; `NULL` lets the layout decide.
#' @param ... Not used; a misspelt argument is an error.
#' @return `autoplot()` returns a ggplot; `plot()` returns it invisibly. Values are in the units of the training data.
#' @section Errors:
#' `rgan_error_argument` when `id` is not among the generated rows or `epoch` was not traced.
#' @seealso [plot_training()] for the epochs side by side, [plot_history()] for losses, [plot_features()].
#' @export
#' @examplesIf rgan:::python_available()
#' set.seed(1)
#' fit <- gan(sample_quadratic(500), epochs = 10, trace = 5, log = FALSE)
#' plot(fit)
#' plot(fit, epoch = 5)
plot.gan <- function(x, id = NULL, epoch = NULL, nrow = NULL, ...) {
  check_no_dots(..., known = c("id", "epoch", "nrow"))
  picture <- ggplot2::autoplot(x, id = id, epoch = epoch, nrow = nrow)
  print(picture)
  invisible(picture)
}

#' @rdname plot.gan
#' @exportS3Method ggplot2::autoplot
autoplot.gan <- function(object, id = NULL, epoch = NULL, nrow = NULL, ...) { # nolint: object_name_linter.
  check_no_dots(..., known = c("id", "epoch", "nrow"))
  if (!is.null(epoch)) {
    epoch <- check_epochs(check_number_whole(epoch), object)
    object$output <- object$output[match(epoch, trace_epochs(object$output))]
  }
  rows <- newest_rows(object$output, arg = "object")
  most <- c(table = Inf, images = 25, waves = 12, series = 12)[[object$data$kind]]
  id <- check_rows(id, nrow(rows), default = most)
  switch(object$data$kind,
    table = plot_table(object, rows, id),
    images = plot_images(object, id = id, nrow = nrow),
    plot_waves(rows, id = id, nrow = nrow)
  )
}

plot_table <- function(fit, rows, id) {
  real <- as_table_frame(fit$data$rows)
  generated <- as_table_frame(rows, like = names(real))[id, , drop = FALSE]
  if (any(vapply(real, is_category_column, NA))) {
    return(draw_mixed(real, generated))
  }
  draw_table(table_frame(real, generated), names(real))
}
