# The two panels of an evaluation's page that show its verdict: classifiers, and plain faults. Names stand in the
# panels, above what they name, as the panels of the page share the functions of their axes.

eye_labels <- c(
  boosting = "boosting", components = "logistic, components", neighbours = "neighbours", trees = "random trees"
)

# Generated and real rows with their intervals, the cheap baselines as crosses.
eye_layers <- function(x) {
  eyes <- all_eyes(x)
  known <- rev(intersect(names(eye_labels), eyes$eye))
  eyes$source <- unname(candidate_names[eyes$candidate])
  eyes$y <- name_step * (match(eyes$eye, known) - ifelse(eyes$candidate == "real", 0.24, 0))
  eyes <- in_panel(eyes, "eyes")
  cheap <- !eyes$candidate %in% c("generated", "real")
  names <- in_panel(
    data.frame(x = 1, y = name_step * (seq_along(known) + 0.38), label = eye_labels[known]), "eyes"
  )
  c(corners_of("eyes", c(min(0.4, eyes$low), 1), c(0.6, length(known) + 0.5)), list(
    ggplot2::geom_vline(
      ggplot2::aes(xintercept = .data$at), in_panel(data.frame(at = 0.5), "eyes"),
      linetype = "dashed", colour = ink
    ),
    ggplot2::geom_segment(
      ggplot2::aes(x = .data$low, xend = pmin(1, .data$high), y = .data$y, yend = .data$y, colour = .data$source),
      eyes[!cheap, ],
      linewidth = 0.9, show.legend = FALSE
    ),
    ggplot2::geom_point(ggplot2::aes(.data$accuracy, .data$y, colour = .data$source), eyes[!cheap, ], size = 2),
    ggplot2::geom_point(
      ggplot2::aes(.data$accuracy, .data$y, colour = .data$source), eyes[cheap, ],
      size = 2, shape = 4
    ),
    panel_text(names, 2.7, "right")
  ))
}

panel_text <- function(frame, size, side = "left", up = 0.5) {
  ggplot2::geom_text(
    ggplot2::aes(.data$x, .data$y, label = .data$label), frame,
    hjust = side, vjust = up, lineheight = 0.9, colour = ink, size = size
  )
}

faults_drawn <- 4

fault_layers <- function(x) {
  faults <- utils::head(x$faults, faults_drawn)
  if (nrow(faults) == 0) {
    return(c(corners_of("faults", 0:1, 0:2), list(
      panel_text(in_panel(data.frame(x = 0, y = name_step, label = "none beyond chance"), "faults"), 3)
    )))
  }
  width <- if (columns_of_page(x) == 2) 56 else 34
  frame <- in_panel(data.frame(
    x = 0, right = pmin(1, faults$severity), y = name_step * (faults_drawn + 1 - seq_len(nrow(faults))),
    label = vapply(seq_len(nrow(faults)), function(i) fault_label(faults[i, ], width), "")
  ), "faults")
  above <- frame
  above$y <- above$y + 0.12 * name_step
  c(corners_of("faults", 0:1, c(0.9, faults_drawn + 0.75)), list(
    ggplot2::geom_segment(
      ggplot2::aes(x = .data$x, xend = .data$right, y = .data$y, yend = .data$y), frame,
      linewidth = 1.8, colour = vermilion
    ),
    panel_text(above, 2.6, up = 0)
  ))
}

# What a panel reaches at least; the second axis in steps of names.
corners_of <- function(panel, x, steps) {
  corners <- in_panel(data.frame(x = range(x), y = name_step * range(steps)), panel)
  list(ggplot2::geom_blank(ggplot2::aes(.data$x, .data$y), corners))
}

# Two lines, "gain < 0" and "72 % (real 0 %)", of no more than `width` letters.
fault_label <- function(fault, width) {
  figures <- if (is_share(fault$fault)) {
    percent(c(fault$generated, fault$real))
  } else {
    vapply(c(fault$generated, fault$real), function(v) format(signif(v, 2)), "")
  }
  name <- fault_noun(fault)
  if (nchar(name) > width) name <- paste0(substr(name, 1, width - 3), "...") # ASCII, as devices need not have more
  paste0(name, "\n", figures[[1]], " (real ", figures[[2]], ")")
}

is_share <- function(code) {
  !code %in% c(names(features_over_time), "correlation", "step_correlation", "point_correlation")
}

fault_noun <- function(fault) {
  if (fault$fault %in% names(features_over_time)) {
    return(paste0(if (!is.na(fault$column)) paste0(fault$column, " "), features_over_time[[fault$fault]]))
  }
  of_waves <- if (is.na(fault$point)) "value" else paste("point", fault$point)
  subject <- if (is.na(fault$column)) of_waves else fault$column
  value <- format(signif(fault$value, 3))
  switch(fault$fault,
    negative = paste(subject, "< 0"),
    below = , never_below = paste(subject, "<", value),
    above = , never_above = paste(subject, ">", value),
    value = , collapsed = , constant = paste(subject, "=", format(fault$value, digits = 4)),
    lattice = paste(subject, sub("^(is|has) (an? |no more than )?", "", lattice_words(fault$value))),
    spread = paste(subject, "near its median"),
    order = paste(subject, ">", fault$others), equal = paste(subject, "is not", fault$others),
    sum = paste0("sum of ", subject, ", ", fault$others, " broken"),
    correlation = paste0("correlation of ", subject, ", ", fault$others),
    step_correlation = paste0("correlation of steps of ", subject, ", ", fault$others),
    point_correlation = paste0("correlation of points ", fault$point, ", ", sub("point ", "", fault$others)),
    paste(subject, "at most", value)
  )
}
