# Pictures of the explorer. Axes stay where they are as a row moves, so that one sees it move: they cover the training
# rows. Where these are far apart and each is nearly level, as windows of prices are, an axis goes along with its row.

#' The picture of one row, with the training rows `beside` it where these are given.
#' @param numbers An array of rows.
#' @param labels What heads each panel.
#' @noRd
explore_picture <- function(explorer, numbers, labels = NULL, colour = vermilion) {
  switch(explorer$kind,
    images = explore_images(explorer, numbers, labels),
    table = explore_bars(explorer, numbers, labels, colour),
    explore_curves(explorer, numbers, labels, colour)
  )
}

# One row per value: panel, channel, time, value.
explore_frame <- function(explorer, numbers, labels) {
  dims <- dim(numbers)
  channels <- if (length(dims) == 3) dims[[3]] else 1
  names <- dimnames_of_rows(explorer)
  cell <- expand.grid(panel = seq_len(dims[[1]]), time = seq_len(dims[[2]]), channel = seq_len(channels))
  channel <- if (channels > 1) names[[3]] %||% paste("channel", seq_len(channels)) else "value"
  data.frame(
    panel = factor(labels[cell$panel], levels = unique(labels)),
    channel = factor(make.unique(channel)[cell$channel], levels = make.unique(channel)),
    time = explore_times(explorer)$at[cell$time], value = as.vector(numbers)
  )
}

dimnames_of_rows <- function(explorer) explorer$fit$data$template$dimnames %||% vector("list", 3)

explore_times <- function(explorer) {
  dims <- explorer$fit$data$dim
  template <- explorer$fit$data$template
  names <- if (isTRUE(template$frame)) template$names else dimnames_of_rows(explorer)[[2]]
  empty <- matrix(0, 1, dims[[2]], dimnames = if (!is.null(names)) list(NULL, names))
  time_points(empty)
}

explore_curves <- function(explorer, numbers, labels, colour) {
  frame <- explore_frame(explorer, numbers, labels %||% rep("", nrow(numbers)))
  several <- nlevels(frame$channel) > 1
  limits <- explore_limits(explorer, frame)
  plot <- ggplot2::ggplot(frame, ggplot2::aes(.data$time, .data$value)) +
    ggplot2::geom_blank(data = limits) +
    ggplot2::geom_line(colour = colour, linewidth = 0.7, na.rm = TRUE) +
    ggplot2::scale_x_continuous(n.breaks = 4) +
    ggplot2::labs(x = explore_times(explorer)$title, y = if (!several) "Value") +
    theme_rgan()
  if (several && !is.null(labels)) {
    return(plot + ggplot2::facet_grid(ggplot2::vars(.data$channel), ggplot2::vars(.data$panel), scales = "free_y"))
  }
  if (several) {
    return(plot + ggplot2::facet_wrap(ggplot2::vars(.data$channel), scales = "free_y"))
  }
  if (is.null(labels)) plot else plot + ggplot2::facet_wrap(ggplot2::vars(.data$panel), nrow = 1)
}

# The ends of the value axis of each channel.
explore_limits <- function(explorer, frame) {
  channels <- levels(frame$channel)
  ends <- vapply(seq_along(channels), function(k) {
    shown <- range(frame$value[frame$channel == channels[[k]]], na.rm = TRUE)
    axis_ends(channel_rows(explorer, k, length(channels)), shown)
  }, double(2))
  data.frame(
    channel = factor(rep(channels, each = 2), levels = channels), time = frame$time[[1]], value = as.vector(ends)
  )
}

# The training rows of one channel, a matrix.
channel_rows <- function(explorer, k, channels) {
  numbers <- explorer$training$numbers
  array(numbers, c(nrow(numbers), length(numbers) / nrow(numbers) / channels, channels))[, , k]
}

axis_ends <- function(rows, shown) {
  all <- range(rows, na.rm = TRUE)
  heights <- apply(rows, 1, function(row) diff(range(row, na.rm = TRUE)))
  usual <- stats::quantile(heights[is.finite(heights)], 0.9, names = FALSE)
  if (usual > diff(all) / 4) {
    return(all)
  }
  mean(shown) + c(-0.7, 0.7) * usual
}

# A table's row: where each value lies between the least and the largest of the training rows.
most_bars <- 24L

explore_bars <- function(explorer, numbers, labels, colour) {
  template <- explorer$fit$data$template
  names <- explore_columns(explorer)
  shown <- seq_len(min(length(names), most_bars))
  ends <- apply(matrix(explorer$training$numbers, nrow(explorer$training$numbers)), 2, range, na.rm = TRUE)
  panels <- lapply(seq_len(nrow(numbers)), function(i) {
    place <- (numbers[i, ] - ends[1, ]) / pmax(ends[2, ] - ends[1, ], .Machine$double.eps)
    text <- vapply(shown, function(j) explore_text(numbers[i, j], template$types[[j]]), "")
    data.frame(panel = i, column = names[shown], place = pmin(pmax(place[shown], 0), 1), text = text)
  })
  frame <- do.call(rbind, panels)
  frame$panel <- factor(frame$panel, labels = labels %||% "")
  frame$column <- factor(frame$column, levels = rev(names[shown]))
  plot <- ggplot2::ggplot(frame, ggplot2::aes(y = .data$column)) +
    ggplot2::geom_linerange(ggplot2::aes(xmin = 0, xmax = 1), colour = grid_ink, linewidth = 3) +
    ggplot2::geom_linerange(ggplot2::aes(xmin = 0, xmax = .data$place), colour = colour, linewidth = 3) +
    ggplot2::geom_text(ggplot2::aes(x = 1.04, label = .data$text), hjust = 0, colour = ink, size = 3.6) +
    ggplot2::scale_x_continuous(limits = c(0, 1.45), breaks = c(0, 1), labels = c("least", "most"), expand = c(0, 0)) +
    ggplot2::labs(x = NULL, y = NULL, caption = if (length(names) > most_bars) {
      paste(most_bars, "of", length(names), "columns")
    }) +
    theme_rgan() +
    ggplot2::theme(panel.grid.major = ggplot2::element_blank())
  if (is.null(labels)) plot else plot + ggplot2::facet_wrap(ggplot2::vars(.data$panel), nrow = 1)
}

explore_columns <- function(explorer) {
  template <- explorer$fit$data$template
  names <- template$names %||% template$dimnames[[2]] %||% paste("column", seq_len(explorer$fit$data$dim[[2]]))
  make.unique(as.character(names))
}

# A value of a table as its user would write it.
explore_text <- function(number, type) {
  if (!is.null(type)) number <- typed_column(number, type)
  trimws(format(number, digits = 4))
}

explore_images <- function(explorer, numbers, labels) {
  limits <- image_limits(explorer$training$numbers)
  frame <- pixel_frame(numbers, limits, data.frame(panel = factor(labels %||% "", levels = labels %||% "")))
  plot <- draw_images(frame)
  if (is.null(labels)) plot else plot + ggplot2::facet_wrap(ggplot2::vars(.data$panel), nrow = 1)
}

#' The training rows nearest to a row, in a line of panels.
#' @noRd
nearest_picture <- function(explorer, nearest) {
  labels <- sprintf("row %d, %s away", nearest$id, format_distance(nearest$distance))
  explore_picture(explorer, explore_take(explorer$training$numbers, nearest$at), labels, blue)
}

format_distance <- function(x) sub("^0", "", sprintf("%.2f", x))

# What a picture shows, for those who cannot see it.
explore_alt <- function(explorer, numbers) {
  span <- format(signif(range(numbers, na.rm = TRUE), 3), trim = TRUE)
  what <- c(waves = "A wave", series = "A window", table = "A row", images = "An image")[[explorer$kind]]
  if (explorer$kind == "table") {
    types <- explorer$fit$data$template$types
    values <- vapply(seq_along(numbers), function(j) explore_text(numbers[[j]], types[[j]]), "")
    return(paste0(what, ": ", paste(explore_columns(explorer), values, collapse = ", ")))
  }
  paste0(what, " with values from ", span[[1]], " to ", span[[2]])
}
