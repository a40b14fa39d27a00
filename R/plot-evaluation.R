# One page that shows an evaluation: one ggplot whose panels each have their own axes and layers.

#' @rdname evaluate_gan
#' @export
plot.gan_evaluation <- function(x, ...) {
  picture <- ggplot2::autoplot(x, ...)
  print(picture)
  invisible(picture)
}

# Two lines each, short enough for three panels beside one another on a page of 7 inches.
evaluation_panels <- c(
  plane = "Where rows lie\n(principal components 1, 2)", groups = "Share of rows by group\n(largest first)",
  eyes = "Told from real rows by\nclassifiers (dashed: guess)",
  accuracy = "Told from real rows\nby a classifier (0.5: guessing)",
  faults = "Worst plain faults (bar:\nshare of rows given away)", bands = "Where 90 % of the rows\nlie, by time",
  spectrum = "Power by frequency\n(log 10, cycles per row)", autocorrelation = "Autocorrelation\nby lag"
)
most_panels <- 6

# Groups where there are several. Autocorrelations say in other words what spectra do, and are left out first.
panels_shown <- function(x) {
  panels <- c(
    "plane", if (nrow(x$groups) > 1) "groups", if (has_eyes(x)) "eyes" else "accuracy",
    if (!is.null(x$faults)) "faults", if (!is.null(x$curves)) c("bands", "spectrum", "autocorrelation")
  )
  utils::head(panels, most_panels)
}

columns_of_page <- function(x) if (length(panels_shown(x)) == 4) 2 else 3

candidate_names <- c(
  generated = "generated", real = "real", gaussian = "principal components", bootstrap = "bootstrap"
)
candidate_colours <- function() c(source_colours, "principal components" = ink, bootstrap = "#009E73")

#' @rdname evaluate_gan
#' @exportS3Method ggplot2::autoplot
autoplot.gan_evaluation <- function(object, ...) { # nolint: object_name.
  check_no_dots(..., known = character())
  shown <- panels_shown(object)
  ggplot2::ggplot() +
    lapply(shown, function(panel) panel_layers[[panel]](object)) +
    ggplot2::facet_wrap(
      ggplot2::vars(factor(.data$panel, levels = evaluation_panels[shown])),
      scales = "free", ncol = columns_of_page(object)
    ) +
    ggplot2::scale_colour_manual(
      NULL,
      values = candidate_colours(), breaks = names(candidate_colours()), aesthetics = c("colour", "fill")
    ) +
    ggplot2::scale_x_continuous(breaks = panel_breaks) +
    ggplot2::scale_y_continuous(breaks = panel_breaks) +
    ggplot2::guides(colour = ggplot2::guide_legend(override.aes = list(size = 3, alpha = 1, shape = 16))) +
    ggplot2::labs(x = NULL, y = NULL) +
    theme_rgan() +
    theme_key_on_top() +
    ggplot2::theme(strip.text = ggplot2::element_text(size = 9), strip.clip = "off")
}

# Classifiers and faults have names, not numbers, on one of their axes: they stand at tiny distances, by which their
# panel is known here, since all panels share one function. Groups are counted in whole numbers.
name_step <- 1e-6

panel_breaks <- function(limits) {
  if (max(abs(limits)) < 20 * name_step) {
    return(NULL)
  }
  breaks <- pretty(limits, 4)
  if (limits[[1]] > 0.5 && limits[[2]] < 13) unique(round(breaks)) else breaks
}

in_panel <- function(frame, panel) {
  frame$panel <- evaluation_panels[[panel]]
  frame
}

both_sources <- function(one) rbind(one("real"), one("generated"))

plane_layer <- function(x) {
  frame <- both_sources(function(source) {
    at <- x$plane[[source]]
    # A table of one column has one component only.
    data.frame(x = at[, 1], y = if (ncol(at) > 1) at[, 2] else 0, source = source)
  })
  list(ggplot2::geom_point(
    ggplot2::aes(.data$x, .data$y, colour = .data$source), in_panel(frame, "plane"), size = 0.9, alpha = 0.5
  ))
}

group_layers <- function(x) {
  frame <- both_sources(function(source) {
    data.frame(x = x$groups$group, y = x$groups[[source]], source = source)
  })
  frame$x <- frame$x + ifelse(frame$source == "real", -0.17, 0.17)
  frame$label <- percent_each(frame$y)
  frame <- in_panel(frame, "groups")
  layers <- list(ggplot2::geom_col(
    ggplot2::aes(.data$x, .data$y, fill = .data$source), frame,
    width = 0.3, show.legend = FALSE
  ))
  # Of many groups figures would run into one another.
  if (nrow(x$groups) > 3) layers else c(layers, list(
    ggplot2::geom_text(
      ggplot2::aes(.data$x, .data$y, label = .data$label), frame,
      vjust = -0.4, colour = ink, size = 2.6
    ),
    # Room above the highest.
    ggplot2::geom_blank(ggplot2::aes(.data$x, .data$y), in_panel(data.frame(x = 1, y = 1.12 * max(frame$y)), "groups"))
  ))
}

percent_each <- function(shares) vapply(shares, percent, "")

accuracy_layers <- function(x) {
  accuracy <- unlist(figure_of(x, "accuracy")[names(candidate_names)])
  source <- unname(candidate_names[names(accuracy)])
  frame <- data.frame(x = name_step * seq_along(accuracy), y = accuracy, source = source)
  frame <- in_panel(frame[!is.na(frame$y), , drop = FALSE], "accuracy")
  guess <- in_panel(data.frame(at = 0.5), "accuracy")
  list(
    ggplot2::geom_hline(ggplot2::aes(yintercept = .data$at), guess, linetype = "dashed", colour = ink),
    ggplot2::geom_col(
      ggplot2::aes(.data$x, .data$y, fill = .data$source), frame,
      width = 0.6 * name_step, show.legend = FALSE
    ),
    ggplot2::geom_text(
      ggplot2::aes(.data$x, .data$y, label = formatC(.data$y, digits = 2, format = "f")), frame,
      vjust = -0.4, colour = ink, size = 3.2
    ),
    # Room above the highest number.
    ggplot2::geom_blank(ggplot2::aes(.data$x, .data$y), in_panel(data.frame(x = name_step, y = 1.1), "accuracy"))
  )
}

band_layer <- function(x) {
  band <- both_sources(function(source) bands_frame(x$curves[[source]], source))
  ggplot2::geom_ribbon(
    ggplot2::aes(
      .data$x,
      ymin = .data$low, ymax = .data$high, fill = .data$source, colour = .data$source,
      group = interaction(.data$source, .data$group)
    ),
    in_panel(band, "bands"), alpha = 0.2, linewidth = 0.3, show.legend = FALSE
  )
}

line_layer <- function(x, what, along) {
  ggplot2::geom_line(
    ggplot2::aes(.data$x, .data$y, colour = .data$source), curve_frame(x, what, along), show.legend = FALSE
  )
}

# A band for each group, where rows are in a few. Evaluations of versions before know of none.
bands_frame <- function(curves, source) {
  of_groups <- curves$group_bands
  if (length(of_groups) < 2 || length(of_groups) > most_compared_groups) {
    return(cbind(band_frame(curves$bands, source), group = 0))
  }
  frames <- lapply(seq_along(of_groups), function(k) {
    if (!is.null(of_groups[[k]])) cbind(band_frame(of_groups[[k]], source), group = k)
  })
  do.call(rbind, frames)
}

# Of several channels, the first has its band shown; spectra and autocorrelations are means over the channels.
band_frame <- function(bands, source) {
  data.frame(x = seq_len(dim(bands)[[2]]), low = bands[1, , 1], high = bands[dim(bands)[[1]], , 1], source = source)
}

curve_frame <- function(x, what, along) {
  frame <- both_sources(function(source) {
    y <- rowMeans(as.matrix(x$curves[[source]][[what]]))
    if (what == "spectrum") y <- log10(pmax(y, 1e-12))
    data.frame(x = as.vector(x$curves[[along]]), y = y, source = source)
  })
  in_panel(frame, what)
}

panel_layers <- list(
  plane = function(x) plane_layer(x), groups = function(x) group_layers(x), eyes = function(x) eye_layers(x),
  accuracy = function(x) accuracy_layers(x), faults = function(x) fault_layers(x), bands = function(x) band_layer(x),
  spectrum = function(x) line_layer(x, "spectrum", "frequency"),
  autocorrelation = function(x) line_layer(x, "autocorrelation", "lag")
)
