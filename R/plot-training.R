#' Plot how generated rows change during training
#'
#' At every traced epoch [gan()] generates rows from the same random inputs. Drawn below one another they show how the
#' same wave (or image) takes shape, or how a cloud of points moves onto the real one.
#'
#' @param fit A fit of [gan()].
#' @param id Which generated rows to follow. Several waves become several columns of panels; of images, a row of the
#'   picture per epoch and a column per image. Tables show all their rows and need none.
#' @param epochs Which traced epochs to show; `NULL` takes up to 12 of them: the early ones, and others evenly spread up
#'   to the last.
#' @param ncol Number of columns of panels, for a single wave or a table; `NULL` stacks the panels of a single wave and
#'   lets the layout decide for a table.
#' @return A ggplot. Values are in the units of the training data.
#' @section Errors:
#' `rgan_error_argument` when `fit` is no fit, `id` is not among the traced rows, or `epochs` were not traced (those
#' that were are told); `rgan_error_data` when nothing was traced.
#' @section What can be seen:
#' Beside the multiples of `trace`, epochs 1, 2, 5, 10, 20 and 50 are traced, as shapes appear early. The default recipe
#' finds components, groups and their centres before the training, so that rows of clear groups are right from the first
#' epoch on, which the picture then says. `gan_spec(groups = FALSE, scaling = "standard")` leaves all of it to the
#' networks: noise turns into waves before one's eyes.
#' @source After the stacked curves of "What is a Generative Adversarial Network?", Codemotion Magazine, and the clouds
#'   of points of "Implementing a GAN: generating a quadratic distribution", DigitalOcean Community.
#' @seealso [animate_training()] for the same as a film.
#' @export
#' @examplesIf rgan:::python_available()
#' set.seed(1)
#' fit <- gan(get_training_data(40, 50), epochs = 20, trace = 5, log = FALSE)
#' plot_training(fit)
#' plot_training(fit, id = 1:3, epochs = c(1, 5, 20))
#'
#' # All of it left to the networks
#' plain <- gan_spec(groups = FALSE, scaling = "standard")
#' fit <- gan(get_training_data(200, 50), epochs = 50, spec = plain, log = FALSE, seed = 1)
#' plot_training(fit, id = 1:3)
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
  plot <- draw_waves(frame, time_points(traces[[1]])$title, colour = "none") +
    ggplot2::labs(subtitle = training_subtitle(fit, id), caption = learned_before(fit))
  if (!is.null(ncol)) {
    panels <- if (length(id) > 1) ggplot2::vars(.data$wave, .data$epoch) else ggplot2::vars(.data$epoch)
    return(plot + ggplot2::facet_wrap(panels, ncol = ncol))
  }
  # Epochs beside the panels: above each of twelve they would leave the waves no height.
  columns <- if (length(id) > 1) ggplot2::vars(.data$wave)
  plot + ggplot2::facet_grid(ggplot2::vars(.data$epoch), columns, switch = "y") + theme_of_stack(length(epochs)) +
    ggplot2::scale_y_continuous(breaks = stack_ticks(length(epochs)))
}

# Flat panels below one another: values in small letters, and none at the edge, where the next panel's begin.
theme_of_stack <- function(panels) {
  ggplot2::theme(
    strip.placement = "outside", strip.text.y.left = ggplot2::element_text(angle = 0, hjust = 1),
    strip.text = ggplot2::element_text(size = if (panels > 12) 8 else 10),
    axis.text.y = ggplot2::element_text(size = if (panels > 6) 7 else 9), axis.title.y = ggplot2::element_blank(),
    panel.spacing.y = ggplot2::unit(if (panels > 6) 3 else 6, "pt")
  )
}

stack_ticks <- function(panels) {
  function(limits) {
    at <- pretty(limits, if (panels > 6) 2 else 3)
    inside <- abs(at - mean(limits)) < 0.38 * diff(limits)
    if (any(inside)) at[inside] else mean(limits)
  }
}

training_subtitle <- function(fit, id) {
  one <- c(waves = "The same generated wave", series = "The same generated series")[[fit$data$kind]]
  paste0(if (length(id) == 1) one else paste("The same generated", fit$data$kind), " at each traced epoch")
}

# Where rows are right from the first, the networks had little to learn: it was found before the training.
learned_before <- function(fit) {
  first <- utils::head(fit$traces, 1)
  known <- !is.null(fit$data$centres) && isTRUE(first$score <= first$floor) && isTRUE(first$epoch <= 10)
  if (known) {
    paste0(
      "Groups and their centres are found before the training, so rows are right from the start.\n",
      "gan_spec(groups = FALSE, scaling = \"standard\") leaves all of it to the networks."
    )
  }
}

epoch_labels <- function(epochs) paste("epoch", format(epochs, scientific = FALSE, trim = TRUE))

training_clouds <- function(fit, epochs, ncol) {
  rows <- as_table_frame(fit$data$rows)
  real <- number_columns(rows)
  # More pairs than one, at each epoch, could not be read.
  pair <- if (ncol(real) > 2) pair_alike(real) else names(real)
  real <- real[pair]
  frames <- lapply(seq_along(epochs), function(k) {
    generated <- number_columns(as_table_frame(traced_rows(fit, epochs[[k]]), like = names(rows)), rows)[pair]
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
