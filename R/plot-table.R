# Tables: real and generated points, one panel per pair of columns (a single column: two densities).

most_columns <- 4L # six pairs; more cannot be read
most_points <- 1000L # of the real data; more only hide one another

# Rows of any accepted table as a data frame of numbers. Generated rows take the names of the real ones (`like`).
as_table_frame <- function(x, like = NULL) {
  x <- rows_seen(x)
  names <- if (is.null(like)) colnames(x) else like
  frame <- as.data.frame(x)
  if (is.null(names)) names <- rep("", length(frame))
  # Columns are found by name from here on: each has one of its own.
  unnamed <- is.na(names) | !nzchar(names)
  names[unnamed] <- paste("column", which(unnamed))
  stats::setNames(frame, make.unique(names))
}

# Evenly spaced rows rather than a random choice: a plot must not draw from the user's random numbers.
spread_rows <- function(n, most = most_points) {
  if (n <= most) seq_len(n) else unique(round(seq(1, n, length.out = most)))
}

# One row per point and pair of columns: source (real or generated), pair ("y and x"), x, y.
table_frame <- function(real, generated) {
  real <- real[spread_rows(nrow(real)), , drop = FALSE]
  columns <- utils::head(names(real), most_columns)
  values <- lapply(columns, function(name) c(axis_numbers(real[[name]]), axis_numbers(generated[[name]])))
  source <- factor(rep(c("real", "generated"), c(nrow(real), nrow(generated))), levels = names(source_colours))
  pairs <- if (length(columns) == 1) matrix(c(1, 1)) else utils::combn(length(columns), 2)
  labels <- paste(columns[pairs[2, ]], "against", columns[pairs[1, ]])
  panels <- lapply(seq_len(ncol(pairs)), function(k) {
    data.frame(source, pair = labels[[k]], x = values[[pairs[1, k]]], y = values[[pairs[2, k]]])
  })
  frame <- do.call(rbind, panels)
  frame$pair <- factor(frame$pair, levels = unique(labels))
  frame
}

draw_table <- function(frame, columns, by_epoch = FALSE, ncol = NULL) {
  plot <- if (length(columns) == 1) draw_density(frame, columns) else draw_points(frame, columns)
  panels <- if (length(columns) > 2 && by_epoch) {
    ggplot2::facet_grid(ggplot2::vars(.data$pair), ggplot2::vars(.data$epoch), scales = "free")
  } else if (length(columns) > 2) {
    ggplot2::facet_wrap(ggplot2::vars(.data$pair), scales = "free")
  } else if (by_epoch) {
    ggplot2::facet_wrap(ggplot2::vars(.data$epoch), ncol = ncol)
  }
  plot + panels
}

# Generated points are few and in front; the real ones are a cloud behind them.
draw_points <- function(frame, columns) {
  titles <- if (length(columns) == 2) columns # with more, the head of each panel names them
  ggplot2::ggplot(frame, ggplot2::aes(.data$x, .data$y)) +
    ggplot2::geom_point(
      ggplot2::aes(colour = .data$source, size = .data$source, alpha = .data$source),
      shape = 16, na.rm = TRUE
    ) +
    ggplot2::scale_colour_manual(NULL, values = source_colours) +
    ggplot2::scale_size_manual(NULL, values = c(real = 0.9, generated = 1.8)) +
    ggplot2::scale_alpha_manual(NULL, values = c(real = 0.7, generated = 0.9)) +
    ggplot2::labs(x = titles[1], y = titles[2]) +
    ggplot2::guides(x = ggplot2::guide_axis(check.overlap = TRUE)) + # narrow panels, wide labels
    theme_rgan() +
    theme_key_on_top()
}

draw_density <- function(frame, column) {
  ggplot2::ggplot(frame, ggplot2::aes(.data$x, colour = .data$source)) +
    ggplot2::geom_line(stat = "density", linewidth = 0.8, na.rm = TRUE) +
    ggplot2::scale_colour_manual(NULL, values = source_colours) +
    ggplot2::labs(x = column, y = "Density") +
    theme_rgan() +
    theme_key_on_top()
}
