#' Plot waves
#'
#' Draws some of the waves in `data`, one panel each. Waves of one channel are coloured by their group, where there are
#' groups and these are known; waves of several channels have one colour per channel, and channels of very different
#' spread get rows of panels of their own.
#'
#' @param data What to draw from:
#'   - a numeric matrix or data frame of waves x time points, or an array of waves x time points x channels;
#'   - a fit of [gan()]: rows of its best epoch, the first that `generate(fit, seed = fit$seed)` gives. 42 are stored;
#'     if `id` asks for more, they are generated;
#'   - a list of matrices such as the `output` of a fit: the newest is drawn;
#'   - the output of the live trainer, `py$gan_r$output`, converted to R or not;
#'   - a list of numeric vectors: waves of unequal length;
#'   - a numeric vector: a single wave;
#'   - windows of a series ([gan_windows]): drawn at their own times, and headed by these. Continuations, as from
#'     `generate(fit, 50, newdata)`, are drawn in one panel with what they go on from: all of them by default, with
#'     their middle and a band that holds 80 % of them where there are 20 or more.
#' @param id Row numbers of the waves to draw, in this order.
#' @param nrow Number of rows of panels; `NULL` lets the layout decide.
#' @param colour What the colour of waves of one channel says: `"group"` for the class of each (`by` of [gan()]) or else
#'   the group of training rows that it is nearest to, of a fit that found 2 to 8 such groups; `"roughness"` for the
#'   standard deviation of first differences, rough (noisy or fast) waves vermilion and smooth ones blue; `"none"`.
#' @return A ggplot. The time axis shows the column names where these are increasing numbers, and column positions
#'   otherwise; the value axis covers the waves drawn, in their own units.
#' @section Errors:
#' `rgan_error_data` when `data` holds no waves (images are drawn by [plot_images()]), `rgan_error_argument` when `id`
#' is not among its rows or `colour` is none of the three.
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
#' plot_waves(gan_output[[20]], id = 1:12, nrow = 3, colour = "roughness")
#'
#' # Windows of four stock indices
#' plot_waves(make_windows(datasets::EuStockMarkets, by = 24), id = 1:6, nrow = 2)
plot_waves <- function(data, id = 1:2, nrow = NULL, colour = c("group", "roughness", "none")) {
  check_full_names()
  colour <- check_wave_colour(colour, missing(colour))
  waves <- as_waves(data, arg = "data", n = if (missing(id)) 2 else rows_asked(id))
  series <- window_series(waves)
  if (!is.null(series$past)) {
    return(draw_continuations(waves, if (missing(id)) seq_len(nrow(waves)) else check_rows(id, nrow(waves))))
  }
  # The default asks for two waves; a single one is no mistake of the user's.
  id <- if (missing(id)) check_rows(NULL, nrow(waves), default = 2) else check_rows(id, nrow(waves))
  nrow <- check_number_whole(nrow, allow_null = TRUE)
  fit <- if (inherits(data, "gan")) data
  picture <- draw_rows(waves, id, nrow, colour, fit)
  if (is.null(fit)) picture else picture + ggplot2::labs(subtitle = fit_subtitle(fit))
}

wave_colours <- c("group", "roughness", "none")

check_wave_colour <- function(colour, left_out, call = rlang::caller_env()) {
  if (left_out) {
    return("group")
  }
  if (!rlang::is_string(colour) || !colour %in% wave_colours) {
    abort_argument(colour, "colour", "\"group\", \"roughness\" or \"none\"", call)
  }
  colour
}

# Waves or windows, in panels.
draw_rows <- function(waves, id, nrow = NULL, colour = "group", fit = NULL) {
  series <- window_series(waves)
  groups <- if (colour == "group") row_groups(waves, fit)[id]
  if (!is.null(series) && !isTRUE(series$grid)) {
    return(draw_windows(waves, id, nrow, colour, groups))
  }
  draw_waves(wave_frame(waves, id, groups = groups), time_points(waves)$title, nrow, colour)
}

# One row per point drawn: wave (factor, in the order of `id`), channel, time, value, roughness of its wave, and its
# group where these are given.
wave_frame <- function(waves, id, label = row_labels(waves, id), groups = NULL) {
  channels <- if (length(dim(waves)) == 3) dim(waves)[3] else 1
  drawn <- array(as.array(waves), c(dim(waves)[1:2], channels))[id, , , drop = FALSE]
  rough <- apply(drawn, c(1, 3), function(wave) stats::sd(diff(wave), na.rm = TRUE))
  rough[is.na(rough)] <- 0 # fewer than two differences
  cell <- expand.grid(wave = seq_along(id), time = seq_len(ncol(waves)), channel = seq_len(channels))
  channel <- if (channels > 1) dimnames(waves)[[3]]
  if (is.null(channel)) {
    channel <- as.character(seq_len(channels))
  }
  frame <- data.frame(
    wave = factor(cell$wave, levels = seq_along(id), labels = label),
    channel = factor(cell$channel, levels = seq_len(channels), labels = make.unique(channel)),
    time = time_points(waves)$at[cell$time],
    value = as.vector(drawn),
    roughness = rough[cbind(cell$wave, cell$channel)]
  )
  if (!is.null(groups)) frame$group <- groups[cell$wave]
  frame
}

draw_waves <- function(frame, time_title, nrow = NULL, colour = "group") {
  panels <- nlevels(frame$wave)
  plot <- ggplot2::ggplot(frame, ggplot2::aes(.data$time, .data$value)) +
    ggplot2::labs(x = time_title, y = "Value") +
    ggplot2::scale_x_continuous(breaks = panel_ticks(panels)) +
    theme_rgan() +
    theme_of_panels(panels)
  if (nlevels(frame$channel) > 1) {
    return(plot + channel_layers(frame, nrow))
  }
  plot + wave_layers(frame, colour) + ggplot2::facet_wrap(ggplot2::vars(.data$wave), nrow = nrow)
}

# Breaks of the time axis: fewer and away from the edges where panels are narrow, as labels at an edge run into those of
# the next panel.
panel_ticks <- function(panels) {
  function(limits) {
    at <- pretty(limits, if (panels > 12) 3 else if (panels > 2) 4 else 5)
    at <- at[at >= limits[[1]] & at <= limits[[2]]]
    inside <- abs(at - mean(limits)) < 0.4 * diff(limits)
    if (panels > 4 && any(inside)) thinned(at[inside], if (panels > 12) 2 else 3) else at
  }
}

# At most so many of them, evenly spaced.
thinned <- function(at, most) {
  if (length(at) <= most) at else at[seq(1, length(at), by = ceiling((length(at) - 1) / max(1, most - 1)))]
}

# Many panels get small letters, and none of the room that heads and gaps would take.
theme_of_panels <- function(panels) {
  plain <- ggplot2::theme(panel.grid.major.x = ggplot2::element_blank())
  # Flat panels of a small picture have no room for all values.
  whole <- ggplot2::guides(y = ggplot2::guide_axis(check.overlap = TRUE))
  if (panels <= 12) {
    return(list(plain, whole))
  }
  small <- ggplot2::element_text(size = if (panels > 30) 7 else 9)
  many <- ggplot2::theme(
    strip.text = ggplot2::element_text(size = small$size, margin = ggplot2::margin(1, 0, 1, 0)), axis.text = small,
    panel.spacing.x = ggplot2::unit(6, "pt"), panel.spacing.y = ggplot2::unit(2, "pt")
  )
  list(plain + many, whole)
}

wave_layers <- function(frame, colour) {
  if (colour == "roughness") {
    return(roughness_layers(frame$roughness))
  }
  if (is.null(frame$group)) {
    return(ggplot2::geom_line(colour = blue, linewidth = 0.6, na.rm = TRUE))
  }
  # All groups keep their colours, whichever waves are drawn.
  known <- levels(frame$group)
  list(
    ggplot2::geom_line(ggplot2::aes(colour = .data$group), linewidth = 0.6, na.rm = TRUE),
    ggplot2::scale_colour_manual(
      NULL,
      values = stats::setNames(discrete_colours(length(known)), known), breaks = known[known %in% frame$group]
    ),
    key_on_top(length(known))
  )
}

# Beside the panels a key would take a fifth of the width.
key_on_top <- function(keys) {
  list(
    theme_key_on_top(),
    ggplot2::guides(colour = ggplot2::guide_legend(nrow = ceiling(keys / 4)))
  )
}

theme_key_on_top <- function() {
  ggplot2::theme(legend.position = "top", legend.justification = "left", legend.margin = ggplot2::margin(0, 0, 0, 0))
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
  list(
    ggplot2::scale_colour_gradient(
      "Standard deviation of first differences",
      low = blue, high = vermilion,
      limits = if (several) limits else mean(limits) + c(-1, 1) * max(limits, 1),
      guide = if (several) ggplot2::guide_colourbar(barheight = ggplot2::unit(6, "pt")) else "none"
    ),
    theme_key_on_top(),
    ggplot2::theme(legend.title = ggplot2::element_text(size = 10))
  )
}

# `free` says whether each wave has a time axis of its own.
channel_layers <- function(frame, nrow, free = FALSE) {
  along <- if (free) c("free", "free_x") else c("free_y", "fixed")
  list(
    ggplot2::geom_line(ggplot2::aes(colour = .data$channel), linewidth = 0.6, na.rm = TRUE),
    ggplot2::scale_colour_manual(NULL, values = discrete_colours(nlevels(frame$channel))),
    key_on_top(nlevels(frame$channel)),
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
