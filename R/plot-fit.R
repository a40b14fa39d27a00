#' Plot a fit
#'
#' Shows what a fit generates, in the way its data call for: waves and series as [plot_waves()], images as
#' [plot_images()], tables as points of every pair of columns (of the first four), real ones behind generated ones; a
#' table of one column as two densities; with categories, pairs of the first three numbers and, of each category, the
#' shares of its levels as bars. `autoplot()` returns the picture, `plot()` draws it.
#'
#' @param x,object A fit of [gan()].
#' @param id Which generated rows to draw; `NULL` draws the first 12 waves, 25 images or all rows of a table. 42 are
#'   stored in a fit; if more are asked for, they are generated.
#' @param epoch A traced epoch to draw, such as one of `fit$traces$epoch`; `NULL` draws the best, whose rows
#'   [generate()] gives.
#' @param nrow Number of rows of panels of waves or images; `NULL` lets the layout decide.
#' @param compare `TRUE` draws real beside generated rows. Waves and series: some of each, where 90 % of them lie at
#'   each time, and their mean power by frequency; a row of panels for each group or class, or for each channel.
#'   Tables: how the values of each column spread, and points of the pair of numbers most alike. Images: some of each.
#'   As many rows are generated as there are real ones, at most 1000.
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
plot.gan <- function(x, id = NULL, epoch = NULL, nrow = NULL, compare = FALSE, ...) {
  check_no_dots(..., known = c("id", "epoch", "nrow", "compare"))
  picture <- ggplot2::autoplot(x, id = id, epoch = epoch, nrow = nrow, compare = compare)
  print(picture)
  invisible(picture)
}

#' @rdname plot.gan
#' @exportS3Method ggplot2::autoplot
autoplot.gan <- function(object, id = NULL, epoch = NULL, nrow = NULL, # nolint: object_name_linter.
                         compare = FALSE, ...) {
  check_no_dots(..., known = c("id", "epoch", "nrow", "compare"))
  compare <- check_flag(compare)
  nrow <- check_number_whole(nrow, allow_null = TRUE)
  if (!is.null(epoch)) epoch <- check_epochs(check_number_whole(epoch), object)
  if (compare) {
    return(compare_fit(object, id, epoch))
  }
  rows <- rows_of_fit(object, rows_asked(id), epoch, arg = "object")
  most <- c(table = Inf, images = 25, waves = 12, series = 12)[[object$data$kind]]
  id <- check_rows(id, nrow(rows), default = most)
  picture <- switch(object$data$kind,
    table = plot_table(object, rows, id),
    images = plot_images(rows, id = id, nrow = nrow, limits = image_limits(object$data$rows)),
    draw_rows(as_waves(rows), id, nrow, fit = object)
  )
  picture + ggplot2::labs(subtitle = fit_subtitle(object, epoch))
}

plot_table <- function(fit, rows, id) {
  real <- as_table_frame(fit$data$rows)
  generated <- as_table_frame(rows, like = names(real))[id, , drop = FALSE]
  if (any(vapply(real, is_category_column, NA))) {
    return(draw_mixed(real, generated))
  }
  draw_table(table_frame(real, generated), names(real))
}
