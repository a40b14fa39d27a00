# Windows of a series with dates: on an axis of their own times, and continuations with what they go on from.

# One row per point drawn, as wave_frame() has them, with the times of each window.
windows_frame <- function(waves, id, series, groups = NULL) {
  label <- numbered(window_labels(waves)[id])
  frame <- wave_frame(waves, id, label, groups)
  # Points lie window by window within each time; see expand.grid() in wave_frame().
  step <- rep(rep(seq_len(ncol(waves)), each = length(id)), length.out = nrow(frame))
  start <- series$start[id][rep(seq_along(id), length.out = nrow(frame))]
  frame$time <- axis_times(series$index[start + step - 1], series$as)
  frame
}

# Dates where the axis can have them, else numbers.
axis_times <- function(values, as) {
  if (as$class %in% c("Date", "POSIXct", "difftime")) {
    return(as_times(values, as))
  }
  if (as$class %in% c("yearmonth", "yearweek", "yearquarter")) as.Date(values, origin = "1970-01-01") else values
}

time_title <- function(as) if (!is.null(as$index)) as$index else "Time"

# Scales of the time axis: not many labels, as panels are narrow.
time_scale <- function(times, as, panels = 2) {
  if (inherits(times, "Date")) {
    return(ggplot2::scale_x_date(breaks = date_ticks(panels), labels = date_labels))
  }
  if (inherits(times, "POSIXct")) {
    return(ggplot2::scale_x_datetime(breaks = date_ticks(panels), labels = date_labels))
  }
  ggplot2::scale_x_continuous(breaks = time_ticks(panels), labels = function(x) format_axis(x, as))
}

# One panel in a row has room for five labels; of more each has room for two that are not at its edges.
time_ticks <- function(panels) if (panels > 2) panel_ticks(max(panels, 13)) else panel_ticks(2 * panels)

date_ticks <- function(panels) {
  function(limits) {
    at <- pretty(limits, if (panels > 2) 4 else if (panels > 1) 3 else 5)
    # Times as numbers of their own kind.
    place <- (as.numeric(at) - as.numeric(limits[[1]])) / as.numeric(diff(as.numeric(limits)))
    within <- if (panels > 1) place > 0.08 & place < 0.92 else place >= 0 & place <= 1
    if (any(within)) thinned(at[within], if (panels > 2) 2 else 5) else at
  }
}

# As short as they still differ.
date_labels <- function(x) {
  known <- x[!is.na(x)]
  if (length(known) == 0) {
    return(character(length(x)))
  }
  span <- as.numeric(difftime(max(known), min(known), units = "days"))
  pattern <- if (span > 1500) "%Y" else if (span > 120) "%b %Y" else if (span > 3) "%d %b" else "%d %b\n%H:%M"
  labels <- format(x, pattern)
  labels[is.na(x)] <- NA
  labels
}

# Years as they are, times between them as months or quarters where they are such.
format_axis <- function(x, as) {
  monthly <- as$class %in% c("yearmon", "yearqtr") || isTRUE(as$frequency %in% c(4, 12))
  known <- x[!is.na(x)]
  plain <- !monthly || all(known == round(known))
  labels <- format(x, digits = 7, trim = TRUE, drop0trailing = TRUE)
  if (!plain) labels[!is.na(x)] <- format_times(known, as)
  labels[is.na(x)] <- NA
  labels
}

# Whether windows lie at different times, so that each panel needs an axis of its own.
apart <- function(frame) length(unique(tapply(as.numeric(frame$time), frame$wave, min))) > 1

draw_windows <- function(waves, id, nrow, colour = "group", groups = NULL) {
  series <- window_series(waves)
  frame <- windows_frame(waves, id, series, groups)
  free <- apart(frame)
  panels <- length(id)
  plot <- ggplot2::ggplot(frame, ggplot2::aes(.data$time, .data$value)) +
    ggplot2::labs(x = time_title(series$as), y = "Value") +
    time_scale(frame$time, series$as, panels) +
    theme_rgan() +
    theme_of_panels(panels) +
    theme_of_dates(panels)
  if (nlevels(frame$channel) > 1) {
    return(plot + channel_layers(frame, nrow, free))
  }
  plot + wave_layers(frame, colour) +
    ggplot2::facet_wrap(ggplot2::vars(.data$wave), nrow = nrow, scales = if (free) "free_x" else "fixed")
}

# Dates are long: small letters where panels are many, and room between panels where there is some.
theme_of_dates <- function(panels) {
  if (panels > 12) {
    return(ggplot2::theme(strip.clip = "off"))
  }
  small <- if (panels > 4) ggplot2::element_text(size = 8)
  ggplot2::theme(
    strip.clip = "off", strip.text = small, axis.text = small,
    panel.spacing.x = ggplot2::unit(if (panels > 4) 12 else 20, "pt")
  )
}

# Continuations of one series: what is known, each way in which it may go on, the middle one, and where 80 % lie.
draw_continuations <- function(waves, id) {
  series <- window_series(waves)
  frame <- windows_frame(waves, id, series)
  past <- past_frame(series, levels(frame$channel))
  last <- past[past$time == max(past$time), , drop = FALSE]
  # Each goes on from the last known point.
  first <- merge(data.frame(wave = levels(frame$wave)), last, by = NULL)
  frame <- rbind(first[c("wave", "channel", "time", "value")], frame[c("wave", "channel", "time", "value")])
  alpha <- max(0.1, min(0.8, 8 / length(id)))
  plot <- ggplot2::ggplot(frame, ggplot2::aes(.data$time, .data$value)) +
    ggplot2::geom_line(ggplot2::aes(group = .data$wave), colour = blue, alpha = alpha, linewidth = 0.4) +
    ggplot2::geom_line(data = past, colour = ink, linewidth = 0.6) +
    ggplot2::labs(x = time_title(series$as), y = "Value") +
    time_scale(frame$time, series$as, nlevels(frame$channel)) +
    theme_rgan()
  if (length(id) >= 20) plot <- plot + band_layers(frame)
  if (nlevels(frame$channel) > 1) {
    plot <- plot + ggplot2::facet_wrap(ggplot2::vars(.data$channel), scales = "free_y")
  }
  plot
}

past_frame <- function(series, channels) {
  values <- series$past$values
  data.frame(
    channel = factor(rep(channels, each = nrow(values)), levels = channels),
    time = rep(axis_times(series$past$index, series$as), length(channels)), value = as.vector(values)
  )
}

band_layers <- function(frame) {
  groups <- split(frame$value, list(as.numeric(frame$time), frame$channel), drop = TRUE, sep = "\r")
  at <- frame[!duplicated(frame[c("channel", "time")]), c("channel", "time")]
  key <- paste(as.numeric(at$time), at$channel, sep = "\r")
  quantiles <- vapply(groups[key], stats::quantile, numeric(3), probs = c(0.1, 0.5, 0.9))
  band <- data.frame(at, low = quantiles[1, ], value = quantiles[2, ], high = quantiles[3, ])
  list(
    ggplot2::geom_ribbon(
      ggplot2::aes(ymin = .data$low, ymax = .data$high),
      data = band, fill = vermilion, alpha = 0.2
    ),
    ggplot2::geom_line(data = band, colour = vermilion, linewidth = 0.8),
    ggplot2::labs(subtitle = "Line: middle, band: 80 %")
  )
}

#' @rdname gan_windows
#' @export
plot.gan_windows <- function(x, ...) {
  picture <- plot_waves(x, ...)
  print(picture)
  invisible(picture)
}

#' @rdname gan_windows
#' @exportS3Method ggplot2::autoplot
autoplot.gan_windows <- function(object, ...) plot_waves(object, ...) # nolint: object_name_linter.

# Panels of windows that begin at the same time: "Mar 1961", "Mar 1961 (2)".
numbered <- function(labels) {
  times <- stats::ave(seq_along(labels), labels, FUN = seq_along)
  ifelse(times > 1, paste0(labels, " (", times, ")"), labels)
}
