#' Plot how generated rows change during training
#'
#' At every traced epoch [gan()] generates rows from the same random inputs. Drawn below one another they show how the
#' same wave (or image) takes shape, or how a cloud of points moves onto the real one.
#'
#' @param fit A fit of [gan()].
#' @param id Which generated rows to follow. Several waves become several columns of panels; of images, a row of the
#'   picture per epoch and a column per image. Tables show all their rows and need none.
#' @param epochs Which traced epochs to show; `NULL` takes up to 12 of them, evenly spread, with the first and the last.
#' @param ncol Number of columns of panels, for a single wave or a table; `NULL` stacks the panels of a single wave and
#'   lets the layout decide for a table.
#' @return A ggplot. Values are in the units of the training data.
#' @section Errors:
#' `rgan_error_argument` when `fit` is no fit, `id` is not among the traced rows, or `epochs` were not traced (those
#' that were are told); `rgan_error_data` when nothing was traced.
#' @source After the stacked curves of "What is a Generative Adversarial Network?", Codemotion Magazine, and the clouds
#'   of points of "Implementing a GAN: generating a quadratic distribution", DigitalOcean Community.
#' @seealso [animate_training()] for the same as a film.
#' @export
#' @examplesIf rgan:::python_available()
#' set.seed(1)
#' fit <- gan(get_training_data(40, 50), epochs = 20, trace = 5, log = FALSE)
#' plot_training(fit)
#' plot_training(fit, id = 1:3, epochs = c(5, 20))
plot_training <- function(fit, id = 1, epochs = NULL, ncol = NULL) {
  check_full_names()
  check_fit(fit)
  ncol <- check_number_whole(ncol, allow_null = TRUE)
  epochs <- check_epochs(epochs, fit)
  switch(fit$data$kind,
    table = training_clouds(fit, epochs, ncol),
    images = training_images(fit, epochs, id),
    training_waves(fit, epochs, id, ncol)
  )
}

training_waves <- function(fit, epochs, id, ncol, call = rlang::caller_env()) {
  traces <- lapply(epochs, function(epoch) as_waves(traced_rows(fit, epoch), arg = "fit", call = call))
  id <- check_rows(id, min(vapply(traces, nrow, integer(1))), call = call)
  frames <- Map(function(waves, label) cbind(wave_frame(waves, id), epoch = label), traces, epoch_labels(epochs))
  frame <- do.call(rbind, unname(frames))
  frame$epoch <- factor(frame$epoch, levels = epoch_labels(epochs))
  plot <- draw_waves(frame, time_points(traces[[1]])$title) + ggplot2::scale_y_continuous(n.breaks = 3) # flat panels
  if (length(id) > 1) {
    return(plot + ggplot2::facet_grid(ggplot2::vars(.data$epoch), ggplot2::vars(.data$wave)))
  }
  if (!is.null(ncol)) {
    return(plot + ggplot2::facet_wrap(ggplot2::vars(.data$epoch), ncol = ncol))
  }
  # Epochs beside the panels: above each of twelve they would leave the waves no height.
  plot + ggplot2::facet_wrap(ggplot2::vars(.data$epoch), ncol = 1, strip.position = "left") +
    ggplot2::theme(
      strip.placement = "outside", strip.text.y.left = ggplot2::element_text(angle = 0, hjust = 1),
      panel.spacing.y = ggplot2::unit(3, "pt")
    )
}

epoch_labels <- function(epochs) paste("epoch", format(epochs, scientific = FALSE, trim = TRUE))

training_clouds <- function(fit, epochs, ncol) {
  rows <- as_table_frame(fit$data$rows)
  real <- number_columns(rows)
  frames <- lapply(seq_along(epochs), function(k) {
    generated <- number_columns(as_table_frame(traced_rows(fit, epochs[[k]]), like = names(rows)), rows)
    cbind(table_frame(real, generated), epoch = epoch_labels(epochs)[[k]])
  })
  frame <- do.call(rbind, frames)
  frame$epoch <- factor(frame$epoch, levels = epoch_labels(epochs))
  draw_table(frame, names(real), by_epoch = TRUE, ncol = ncol)
}

training_images <- function(fit, epochs, id, call = rlang::caller_env()) {
  traces <- lapply(epochs, function(epoch) as_images(traced_rows(fit, epoch), arg = "fit", call = call))
  id <- check_rows(id, min(vapply(traces, nrow, integer(1))), call = call)
  limits <- image_limits(fit$data$rows)
  label <- factor(paste("image", id), levels = paste("image", id))
  frames <- lapply(seq_along(epochs), function(k) {
    pixels <- pixel_frame(traces[[k]][id, , , , drop = FALSE], limits, data.frame(panel = label))
    cbind(pixels, epoch = epoch_labels(epochs)[[k]])
  })
  frame <- do.call(rbind, frames)
  frame$epoch <- factor(frame$epoch, levels = epoch_labels(epochs))
  draw_images(frame) + ggplot2::facet_grid(ggplot2::vars(.data$epoch), ggplot2::vars(.data$panel), switch = "y") +
    ggplot2::theme(strip.text.y.left = ggplot2::element_text(angle = 0))
}
