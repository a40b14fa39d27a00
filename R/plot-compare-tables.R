# plot(fit, compare = TRUE) of a table: how the values of each column spread, and points of the two most alike.

most_marginals <- 18L
few_values <- 12L # of whole numbers: bars, as of categories

compare_tables <- function(fit, rows, id) {
  real <- as_table_frame(fit$data$rows)
  generated <- as_table_frame(rows, like = names(real))[id, , drop = FALSE]
  real <- real[spread_rows(nrow(real)), , drop = FALSE]
  shown <- utils::head(names(real), most_marginals)
  points <- cloud_frame(real, generated)
  classes <- compared_classes(fit, rows, id, real)
  far <- 10 * (1 + max(0, abs(unlist(lapply(c(real, generated), column_reach)))))
  if (!is.null(classes)) shown <- setdiff(shown, classes$column)
  panels <- c(levels(points$panel), marginal_panels(shown, real, classes))
  bars <- do.call(rbind, lapply(seq_along(shown), function(j) {
    name <- shown[[j]]
    if (is_bar_column(real[[name]])) {
      share_frame(as_levels(real[[name]]), as_levels(generated[[name]]), name, far * (1 + j))
    }
  }))
  curves <- do.call(rbind, lapply(shown, function(name) {
    if (!is_bar_column(real[[name]])) class_densities(real[[name]], generated[[name]], name, classes)
  }))
  draw_marginals(points, curves, bars, panels, names_left_out(setdiff(names(real), classes$column), shown))
}

# Where rows were told one of a few classes and there are few columns, numbers are compared class by class.
compared_classes <- function(fit, rows, id, real) {
  told <- told_classes(told_of(fit))
  numbers <- sum(!vapply(real, is_bar_column, NA))
  if (is.null(told) || nlevels(told) > most_compared_groups || numbers * nlevels(told) > most_marginals) {
    return(NULL)
  }
  column <- intersect(fit$data$conditions$template$names, names(real))
  given <- if (length(column) == 1) as_table_frame(rows, like = names(real))[[column]] else attr(rows, "by")
  list(
    column = column, levels = levels(told), real = as.character(told)[spread_rows(length(told))],
    generated = as.character(given)[id]
  )
}

marginal_panels <- function(shown, real, classes) {
  of_column <- function(name) {
    if (is.null(classes) || is_bar_column(real[[name]])) name else paste0(name, ",\n", classes$levels)
  }
  unlist(lapply(shown, of_column))
}

class_densities <- function(real, generated, name, classes) {
  if (is.null(classes)) {
    return(density_frame(real, generated, name))
  }
  do.call(rbind, lapply(classes$levels, function(level) {
    density_frame(real[classes$real %in% level], generated[classes$generated %in% level], paste0(name, ",\n", level))
  }))
}

names_left_out <- function(names, shown) {
  more <- setdiff(names, shown)
  if (length(more) > 0) {
    some <- paste(utils::head(more, 4), collapse = ", ")
    paste0("Left out: ", length(more), " more columns (", some, if (length(more) > 4) ", ...", ").")
  }
}

column_reach <- function(x) {
  if (is_category_column(x)) 0 else max(0, abs(axis_numbers(x)), na.rm = TRUE)
}

is_bar_column <- function(x) {
  if (is_category_column(x)) {
    return(TRUE)
  }
  values <- unique(axis_numbers(x[!is.na(x)]))
  length(values) <= few_values && all(values == round(values))
}

# Whole numbers in their own order; categories as they are.
as_levels <- function(x) {
  if (is_category_column(x)) {
    return(x)
  }
  values <- sort(unique(x[!is.na(x)]))
  factor(x, levels = values, labels = format(values, trim = TRUE))
}

# Curves as high as one another, on the scale of shares that bars have: heights of densities have no meaning to compare.
density_frame <- function(real, generated, name) {
  values <- lapply(list(real = real, generated = generated), function(x) axis_numbers(x[!is.na(x)]))
  span <- range(unlist(values))
  curves <- lapply(values, function(x) {
    if (length(x) < 2 || diff(span) == 0) NULL else stats::density(x, from = span[[1]], to = span[[2]], n = 200)
  })
  top <- max(0, unlist(lapply(curves, `[[`, "y")))
  do.call(rbind, lapply(names(curves), function(source) {
    curve <- curves[[source]]
    if (!is.null(curve)) data.frame(panel = name, x = curve$x, y = curve$y / top, source = source)
  }))
}

# The two numbers that are correlated most in real rows: a panel of real and one of generated points.
cloud_frame <- function(real, generated) {
  numbers <- names(real)[!vapply(real, is_category_column, NA)]
  measured <- names(real)[!vapply(real, is_bar_column, NA)]
  if (length(measured) > 1) numbers <- measured
  values <- as.data.frame(lapply(real[numbers], axis_numbers), optional = TRUE)
  if (length(values) < 2) {
    return(NULL)
  }
  pair <- pair_alike(values)
  head <- paste0(shortened(pair[[2]]), " against\n", shortened(pair[[1]]), ": ")
  frame <- do.call(rbind, lapply(list(list("real", real), list("generated", generated)), function(side) {
    rows <- side[[2]]
    data.frame(
      panel = paste0(head, side[[1]]), x = axis_numbers(rows[[pair[[1]]]]), y = axis_numbers(rows[[pair[[2]]]]),
      source = side[[1]]
    )
  }))
  frame$panel <- factor(frame$panel, levels = paste0(head, names(source_colours)))
  frame
}

# Names of the two columns that are correlated most; the first two where none are.
pair_alike <- function(values) {
  related <- suppressWarnings(abs(stats::cor(as.matrix(values), use = "pairwise.complete.obs")))
  related[lower.tri(related, diag = TRUE) | is.na(related)] <- -1
  if (max(related) < 0) {
    return(names(values)[1:2])
  }
  names(values)[arrayInd(which.max(related), dim(related))]
}

shortened <- function(name, most = 18) if (nchar(name) > most) paste0(substr(name, 1, most - 1), ".") else name

draw_marginals <- function(points, curves, bars, panels, left_out) {
  in_order <- function(frame) {
    if (is.null(frame)) {
      return(NULL)
    }
    frame$panel <- factor(as.character(frame$panel), levels = panels)
    frame$source <- factor(frame$source, levels = names(source_colours))
    frame
  }
  points <- in_order(points)
  curves <- in_order(curves)
  bars <- in_order(bars)
  ggplot2::ggplot(mapping = ggplot2::aes(.data$x, .data$y, colour = .data$source)) +
    (if (!is.null(points)) cloud_layers(points)) +
    (if (!is.null(curves)) ggplot2::geom_line(data = curves, linewidth = 0.7)) +
    (if (!is.null(bars)) bar_layer(bars)) +
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), scales = "free", drop = TRUE) +
    ggplot2::scale_colour_manual(NULL, values = source_colours, aesthetics = c("colour", "fill"), drop = FALSE) +
    ggplot2::scale_x_continuous(
      breaks = function(limits) marginal_breaks(limits, bars),
      labels = function(at) if (is.null(bars)) format(at, trim = TRUE) else level_labels(at, bars)
    ) +
    ggplot2::scale_y_continuous(n.breaks = 3) +
    ggplot2::guides(x = ggplot2::guide_axis(check.overlap = TRUE), fill = "none") +
    ggplot2::labs(x = NULL, y = NULL, caption = marginal_caption(curves, bars, left_out)) +
    theme_rgan() +
    theme_of_compared(length(panels) / 4)
}

marginal_caption <- function(curves, bars, left_out) {
  meaning <- c(
    if (!is.null(curves)) "Curves: density, the higher peak at 1.", if (!is.null(bars)) "Bars: share of rows."
  )
  paste(c(paste(meaning, collapse = " "), left_out), collapse = "\n")
}

marginal_breaks <- function(limits, bars) {
  if (is.null(bars)) number_breaks(limits) else level_breaks(limits, bars)
}

# Each side has limits of its own panels; both are to have the same.
cloud_layers <- function(points) {
  list(
    ggplot2::geom_blank(data = cloud_corners(points)),
    ggplot2::geom_point(data = points, size = 0.8, alpha = 0.6, shape = 16, na.rm = TRUE)
  )
}

cloud_corners <- function(points) {
  shown <- unique(as.character(points$panel))
  data.frame(
    panel = factor(rep(shown, each = 2), levels = levels(points$panel)), x = rep(range(points$x, na.rm = TRUE), 2),
    y = rep(range(points$y, na.rm = TRUE), 2), source = points$source[[1]]
  )
}

bar_layer <- function(bars) {
  ggplot2::geom_rect(
    ggplot2::aes(
      xmin = .data$at - 0.2, xmax = .data$at + 0.2, ymin = 0, ymax = .data$share, fill = .data$source
    ), bars,
    inherit.aes = FALSE
  )
}
