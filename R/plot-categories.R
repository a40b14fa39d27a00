# Tables with categories: bars of the shares of levels, beside points of pairs of numbers.

most_categories <- 6L
most_numbers <- 3L # three pairs; bars need room, too
most_levels_drawn <- 12L # the most frequent ones of the real rows

is_category_column <- function(x) is.factor(x) || is.character(x) || is.logical(x)

# A column as numbers that can be read from an axis: dates are decimal years.
axis_numbers <- function(x) {
  if (inherits(x, "Date")) {
    return(1970 + as.numeric(x) / 365.25)
  }
  if (inherits(x, "POSIXt")) {
    return(1970 + as.numeric(as.POSIXct(x)) / (365.25 * 86400))
  }
  as.numeric(x)
}

# The columns of a table that points can be drawn of; where all are categories their codes.
number_columns <- function(frame, like = frame) {
  category <- vapply(like, is_category_column, NA)
  if (all(category)) {
    codes <- Map(function(x, known) match(as.character(x), sort(unique(as.character(known)))), frame, like)
    return(as.data.frame(codes, optional = TRUE))
  }
  as.data.frame(lapply(frame[!category], axis_numbers), optional = TRUE)
}

# Categories lie on the same kind of axis as numbers, so far out that no number does: each has a stretch of its own.
draw_mixed <- function(real, generated) {
  category <- vapply(real, is_category_column, NA)
  numbers <- utils::head(names(real)[!category], most_numbers)
  points <- if (length(numbers) > 0) {
    table_frame(number_columns(real)[numbers], number_columns(generated, real)[numbers])
  }
  if (length(numbers) == 1) points$pair <- factor(numbers)
  far <- 10 * (1 + if (is.null(points)) 0 else max(abs(points$x)))
  named <- utils::head(names(real)[category], most_categories)
  bars <- do.call(rbind, lapply(seq_along(named), function(j) {
    share_frame(real[[named[[j]]]], generated[[named[[j]]]], named[[j]], far * 2^j)
  }))
  panels <- c(levels(points$pair), named)
  if (!is.null(points)) points$panel <- factor(as.character(points$pair), levels = panels)
  bars$panel <- factor(bars$panel, levels = panels)
  draw_panels(points, bars, length(numbers) == 1)
}

draw_panels <- function(points, bars, single) {
  plot <- ggplot2::ggplot() +
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), scales = "free", drop = TRUE) +
    ggplot2::scale_fill_manual(NULL, values = source_colours) +
    ggplot2::labs(x = NULL, y = NULL, caption = "Bars: share of rows at each level") +
    theme_rgan() +
    theme_key_on_top() +
    ggplot2::scale_x_continuous(
      breaks = function(limits) level_breaks(limits, bars), labels = function(at) level_labels(at, bars)
    )
  if (single) {
    plot <- plot + ggplot2::geom_density(
      ggplot2::aes(.data$x, colour = .data$source),
      data = points, key_glyph = "path", linewidth = 0.8
    )
  } else if (!is.null(points)) {
    plot <- plot + ggplot2::geom_point(
      ggplot2::aes(.data$x, .data$y, colour = .data$source),
      data = points, shape = 16, size = 1.2, alpha = 0.7
    )
  }
  key <- if (is.null(points)) "none" else "legend"
  plot + ggplot2::scale_colour_manual(NULL, values = source_colours, guide = key) +
    ggplot2::geom_rect(ggplot2::aes(
      xmin = .data$at - 0.2, xmax = .data$at + 0.2, ymin = 0, ymax = .data$share, fill = .data$source
    ), data = bars)
}

share_frame <- function(real, generated, name, start) {
  text <- function(x) ifelse(is.na(x), "missing", as.character(x))
  counts <- sort(table(text(real)), decreasing = TRUE)
  kept <- utils::head(names(counts), most_levels_drawn)
  order <- if (is.factor(real)) intersect(c(levels(real), "missing"), kept) else sort(kept)
  share <- function(x) vapply(order, function(level) mean(text(x) == level), 0)
  at <- start + seq_along(order)
  data.frame(
    panel = name, level = rep(order, 2), middle = rep(at, 2), at = c(at - 0.21, at + 0.21),
    share = c(share(real), share(generated)),
    source = factor(rep(c("real", "generated"), each = length(order)), levels = names(source_colours))
  )
}

level_breaks <- function(limits, bars) {
  inside <- unique(bars$middle[bars$middle > limits[[1]] & bars$middle < limits[[2]]])
  if (length(inside) > 0) inside else number_breaks(limits)
}

number_breaks <- function(limits) {
  at <- pretty(limits, 4)
  at[at >= limits[[1]] & at <= limits[[2]]]
}

level_labels <- function(at, bars) {
  level <- bars$level[match(at, bars$middle)]
  shown <- ifelse(nchar(level) > 12, paste0(substr(level, 1, 11), "."), level)
  ifelse(is.na(level), format(at, trim = TRUE), shown)
}
