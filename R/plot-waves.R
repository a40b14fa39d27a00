#' Plot waves
#'
#' Draws some of the waves in `data`, one panel each. Waves of one channel are coloured by their roughness, the standard
#' deviation of their first differences: rough (noisy or fast) waves are vermilion, smooth ones blue. Waves of several
#' channels have one colour per channel; channels of very different spread get rows of panels of their own.
#'
#' @param data What to draw from:
#'   - a numeric matrix or data frame of waves x time points, or an array of waves x time points x channels;
#'   - a fit of [gan()], or a list of matrices such as its `output`: the newest trace is drawn;
#'   - the output of the live trainer, `py$gan_r$output`, converted to R or not;
#'   - a list of numeric vectors: waves of unequal length;
#'   - a numeric vector: a single wave;
#'   - windows of a series ([gan_windows]): drawn at their own times, and headed by these. Continuations, as from
#'     `generate(fit, 50, newdata)`, are drawn in one panel with what they go on from: all of them by default, with
#'     their middle and a band that holds 80 % of them where there are 20 or more.
#' @param id Row numbers of the waves to draw, in this order.
#' @param nrow Number of rows of panels; `NULL` lets the layout decide.
#' @return A ggplot. The time axis shows the column names where these are increasing numbers, and column positions
#'   otherwise; the value axis covers the waves drawn, in their own units.
#' @section Errors:
#' `rgan_error_data` when `data` holds no waves (images are drawn by [plot_images()]), `rgan_error_argument` when `id`
#' is not among its rows.
#' @source After `plot_waves()` in Daniel Oehm's "Some basics and intuition behind GAN's in R and Python".
#' @export
#' @examples
#' set.seed(1)
#' plot_waves(get_training_data())
#'
#' # What came with the package: 42 waves at each of epoch 100, 200, ..., 2000, from a training of its own (the blog
#' # post's networks without dropout, the default objective); not the output that the post's author published
#' load(system.file("extdata", "gan-output.Rdata", package = "rgan"))
#' plot_waves(gan_output[[1]], id = 1:12, nrow = 3)
#'
#' # Windows of four stock indices
#' plot_waves(make_windows(datasets::EuStockMarkets, by = 24), id = 1:6, nrow = 2)
plot_waves <- function(data, id = 1:2, nrow = NULL) {
  check_full_names()
  waves <- as_waves(data, arg = "data")
  series <- window_series(waves)
  if (!is.null(series$past)) {
    return(draw_continuations(waves, if (missing(id)) seq_len(nrow(waves)) else check_rows(id, nrow(waves))))
  }
  # The default asks for two waves; a single one is no mistake of the user's.
  id <- if (missing(id)) check_rows(NULL, nrow(waves), default = 2) else check_rows(id, nrow(waves))
  nrow <- check_number_whole(nrow, allow_null = TRUE)
  if (!is.null(series) && !isTRUE(series$grid)) {
    return(draw_windows(waves, id, nrow))
  }
  draw_waves(wave_frame(waves, id), time_points(waves)$title, nrow)
}

# One row per point drawn: wave (factor, in the order of `id`), channel, time, value, roughness of its wave.
wave_frame <- function(waves, id, label = row_labels(waves, id)) {
  channels <- if (length(dim(waves)) == 3) dim(waves)[3] else 1
  drawn <- array(as.array(waves), c(dim(waves)[1:2], channels))[id, , , drop = FALSE]
  rough <- apply(drawn, c(1, 3), function(wave) stats::sd(diff(wave), na.rm = TRUE))
  rough[is.na(rough)] <- 0 # fewer than two differences
  cell <- expand.grid(wave = seq_along(id), time = seq_len(ncol(waves)), channel = seq_len(channels))
  channel <- if (channels > 1) dimnames(waves)[[3]]
  if (is.null(channel)) {
    channel <- as.character(seq_len(channels))
  }
  data.frame(
    wave = factor(cell$wave, levels = seq_along(id), labels = label),
    channel = factor(cell$channel, levels = seq_len(channels), labels = make.unique(channel)),
    time = time_points(waves)$at[cell$time],
    value = as.vector(drawn),
    roughness = rough[cbind(cell$wave, cell$channel)]
  )
}

draw_waves <- function(frame, time_title, nrow = NULL) {
  plot <- ggplot2::ggplot(frame, ggplot2::aes(.data$time, .data$value)) +
    ggplot2::labs(x = time_title, y = "Value") +
    ggplot2::scale_x_continuous(n.breaks = 4) + # narrow panels side by side
    theme_rgan() +
    ggplot2::theme(panel.grid.major.x = ggplot2::element_blank())
  if (nlevels(frame$channel) > 1) {
    return(plot + channel_layers(frame, nrow))
  }
  plot + roughness_layers(frame$roughness) + ggplot2::facet_wrap(ggplot2::vars(.data$wave), nrow = nrow)
}

roughness_layers <- function(roughness) {
  list(
    ggplot2::geom_line(ggplot2::aes(colour = .data$roughness), linewidth = 0.6, na.rm = TRUE),
    roughness_scale(range(roughness))
  )
}

# Waves that differ by less than a hundredth are of one roughness, and of one colour, which needs no key.
roughness_scale <- function(limits) {
  several <- diff(limits) > 0.01 * max(limits)
  ggplot2::scale_colour_gradient(
    "Roughness\n(sd of first\ndifferences)",
    low = blue, high = vermilion,
    limits = if (several) limits else mean(limits) + c(-1, 1) * max(limits, 1),
    guide = if (several) "colourbar" else "none"
  )
}

# `free` says whether each wave has a time axis of its own.
channel_layers <- function(frame, nrow, free = FALSE) {
  along <- if (free) c("free", "free_x") else c("free_y", "fixed")
  list(
    ggplot2::geom_line(ggplot2::aes(colour = .data$channel), linewidth = 0.6, na.rm = TRUE),
    ggplot2::scale_colour_manual("Channel", values = discrete_colours(nlevels(frame$channel))),
    if (unequal_channels(frame)) {
      ggplot2::facet_grid(ggplot2::vars(.data$channel), ggplot2::vars(.data$wave), scales = along[[1]])
    } else {
      ggplot2::facet_wrap(ggplot2::vars(.data$wave), nrow = nrow, scales = along[[2]])
    }
  )
}

# On a common axis a channel that spans less than a twentieth of it would be a straight line.
unequal_channels <- function(frame) {
  spread <- tapply(frame$value, frame$channel, function(value) diff(range(value, na.rm = TRUE)))
  any(spread > 0 & spread < diff(range(frame$value, na.rm = TRUE)) / 20)
}
