#' Plot what the discriminator sees
#'
#' Draws real and generated rows in the space of the discriminator's last hidden layer, where it separates them by a
#' straight line. Large marks are the centroids. Drawn before and after an update, arrows show where the centroids
#' went: an update of the generator pulls the generated centroid towards the real one and leaves the real one where it
#' is; an update of the discriminator moves both, apart.
#'
#' @param x One of:
#'   - a fit of [gan()]: its training rows (up to 1000) and its newest trace, as its discriminator sees them now; with
#'     `update`, before and after one more update of a network, on up to 300 training rows and as many generated ones;
#'   - a named list of fits, such as of several stages of one training: a panel for each;
#'   - a list with the numeric matrices `real` and `generated`, rows x features;
#'   - a list with the elements `before` and `after`, each such a list;
#'   - a named list of either of these, drawn as panels headed by the names, such as `"generator update"` and
#'     `"discriminator update"`.
#' @param update `"generator"`, `"discriminator"` or both: the network to update once more, from where the fit is, on a
#'   batch drawn for this, as many times as one step of the recipe does. The fit is not changed. `NULL` for none.
#' @param points `FALSE` draws the centroids alone, each panel on their scale, so that small movements can be seen.
#' @param nrow Number of rows of panels; `NULL` lets the layout decide.
#' @return A ggplot. With two features the axes are these; with more, the first two principal components of all points
#'   together; a single feature is drawn against the row number. Features have no unit. A fit must have been trained in
#'   this session or be rebuilt, which starts Python.
#' @section Errors:
#' `rgan_error_argument` when `update` names no network or `x` is no fit to update; `rgan_error_data` when `x` has none
#' of these forms, or its matrices are not numeric, not finite or of different
#' numbers of features.
#' @source "Implementing a GAN: generating a quadratic distribution", DigitalOcean Community, where the last hidden
#'   layer has two units so that it can be drawn as it is.
#' @export
#' @examples
#' set.seed(1)
#' cloud <- function(x, y) cbind(rnorm(100, x), rnorm(100, y))
#' real <- cloud(0, 0)
#' generated <- cloud(4, 3)
#' plot_features(list(
#'   before = list(real = real, generated = generated),
#'   after = list(real = real, generated = generated - 1)
#' ))
#' @examplesIf rgan:::python_available()
#' fit <- gan(sample_quadratic(500), epochs = 10, spec = "quadratic", log = FALSE, seed = 1)
#' plot_features(fit, update = c("generator", "discriminator"))
plot_features <- function(x, update = NULL, points = TRUE, nrow = NULL) {
  check_full_names()
  points <- check_flag(points)
  fits <- fits_in(x)
  update <- check_update(update, fits)
  nrow <- check_number_whole(nrow, allow_null = TRUE)
  panels <- if (is.null(fits)) feature_panels(x) else fit_panels(fits, update)
  frame <- feature_frame(panels)
  plot <- draw_features(frame, feature_titles(panels), points)
  if (length(panels) > 1) {
    plot <- plot + ggplot2::facet_wrap(ggplot2::vars(.data$panel), nrow = nrow, scales = "free")
  }
  plot
}

# A fit, or a list of nothing but fits, as a list; else NULL.
fits_in <- function(x) {
  is_fit <- function(part) inherits(part, "gan")
  if (is_fit(x)) {
    return(list(x))
  }
  if (is.list(x) && length(x) > 0 && all(vapply(x, is_fit, logical(1)))) x
}

check_update <- function(update, fits, call = rlang::caller_env()) {
  networks <- names(network_colours)
  if (!is.null(update) && !(is.character(update) && length(update) > 0 && all(update %in% networks))) {
    abort_argument(update, "update", "\"generator\", \"discriminator\", both or NULL", call)
  }
  if (!is.null(update) && length(fits) == 0) {
    abort_rgan("{.arg update} needs a fit of {.fn gan} as {.arg x}.", class = "argument", call = call)
  }
  unique(update)
}

# A panel for each fit and each network updated.
fit_panels <- function(fits, update, call = rlang::caller_env()) {
  names <- if (is.null(names(fits))) as.character(seq_along(fits)) else names(fits)
  panels <- lapply(seq_along(fits), function(k) {
    if (is.null(update)) {
      return(stats::setNames(list(list(now = fit_features(fits[[k]], call))), names[[k]]))
    }
    heads <- if (length(fits) == 1) paste(update, "update") else paste0(names[[k]], ", ", update, " update")
    if (length(fits) > 1 && length(update) == 1) heads <- names[[k]]
    stats::setNames(lapply(update, function(network) features_around(fits[[k]], network, call)), heads)
  })
  unlist(panels, recursive = FALSE)
}

features_around <- function(fit, network, call) {
  trainer <- trainer_of(fit, call)
  numbers <- numbers_like(fit$data$rows, fit$data$template, arg = "x", call = call)
  # The fit's own rows, whatever the trainer has: attached to it they would stay, and drawing changes nothing.
  told <- fit$data$conditions$numbers
  some <- if (!is.null(told)) take_rows(told, update_points)
  seen <- call_trainer(
    "features_around", trainer, network, take_rows(numbers, update_points), numbers, some, told,
    call = call
  )
  lapply(seen[c("before", "after")], lapply, as.matrix)
}

fit_features <- function(fit, call = rlang::caller_env()) {
  trainer <- trainer_of(fit, call)
  seen <- function(rows, told) {
    numbers <- take_rows(numbers_like(rows, fit$data$template, arg = "x", call = call), most_points)
    if (!is.null(told)) told <- take_rows(told, most_points)
    as.matrix(call_trainer("features", trainer, numbers, told, call = call))
  }
  by <- fit$data$conditions
  list(real = seen(fit$data$rows, by$numbers), generated = seen(newest_rows(fit$output), by$traced))
}

update_points <- 300L # twice as many marks are drawn as for one state

# At most `most` rows of a numeric array with any number of dimensions.
take_rows <- function(x, most) {
  id <- spread_rows(nrow(x), most)
  array(matrix(x, nrow(x))[id, , drop = FALSE], c(length(id), dim(x)[-1]))
}

is_features <- function(x) is.list(x) && all(c("real", "generated") %in% names(x))
is_update <- function(x) is.list(x) && all(c("before", "after") %in% names(x))

# Every accepted form -> named list of panels, each a list of one state (`now`) or two (`before`, `after`).
feature_panels <- function(x, call = rlang::caller_env()) {
  panel <- function(x) {
    if (is_features(x)) list(now = x) else if (is_update(x)) x[c("before", "after")]
  }
  panels <- if (is_features(x) || is_update(x)) list(panel(x)) else if (is.list(x)) lapply(x, panel)
  states <- unlist(panels, recursive = FALSE)
  known <- length(panels) > 0 && !any(vapply(panels, is.null, logical(1))) &&
    all(vapply(states, is_features, logical(1)))
  if (!known) {
    abort_rgan(
      c(
        "{.arg x} must be a fit, or lists of matrices called {.field real} and {.field generated}.",
        "i" = "Give {.code list(real = , generated = )}, {.code list(before = , after = )} of such lists,
          or a list of these."
      ),
      class = "data", call = call
    )
  }
  check_feature_matrices(states, call)
  panels
}

check_feature_matrices <- function(states, call) {
  matrices <- lapply(unlist(lapply(states, `[`, c("real", "generated")), recursive = FALSE), as.matrix)
  good <- vapply(matrices, function(m) is_numbers(m) && length(m) > 0 && all(is.finite(m)), logical(1))
  columns <- unique(vapply(matrices, ncol, integer(1)))
  if (!all(good) || length(columns) > 1) {
    abort_rgan(
      c(
        "Features must be finite numbers, rows x features, with equally many features everywhere.",
        "x" = if (all(good)) "There are matrices with {columns} columns." else "One of them holds something else."
      ),
      class = "data", call = call
    )
  }
}

# One row per point: panel, when (now, before, after), source, f1, f2.
feature_frame <- function(panels) {
  names <- if (is.null(names(panels))) as.character(seq_along(panels)) else names(panels)
  point_frames <- lapply(seq_along(panels), function(k) {
    states <- panels[[k]]
    cell <- expand.grid(source = names(source_colours), when = names(states), stringsAsFactors = FALSE)
    parts <- Map(function(source, when) as.matrix(states[[when]][[source]]), cell$source, cell$when)
    rows <- vapply(parts, nrow, integer(1))
    plane <- feature_plane(do.call(rbind, unname(parts)))
    data.frame(
      panel = factor(names[[k]], levels = names),
      when = factor(rep(cell$when, rows), levels = c("now", "before", "after")),
      source = factor(rep(cell$source, rows), levels = names(source_colours)),
      f1 = plane[, 1], f2 = plane[, 2]
    )
  })
  do.call(rbind, point_frames)
}

# Any number of features -> two coordinates, the same for all points of a panel.
feature_plane <- function(points) {
  if (ncol(points) == 1) {
    return(cbind(points, seq_len(nrow(points))))
  }
  if (ncol(points) == 2) points else stats::prcomp(points)$x[, 1:2, drop = FALSE]
}

feature_titles <- function(panels) {
  columns <- NCOL(panels[[1]][[1]]$real)
  switch(min(columns, 3),
    c("Feature 1", "Point"),
    c("Feature 1", "Feature 2"),
    paste(c("First", "Second"), "principal component of", columns, "features")
  )
}

draw_features <- function(frame, titles, points) {
  centroid <- stats::aggregate(frame[c("f1", "f2")], frame[c("panel", "when", "source")], mean)
  updated <- any(frame$when == "after")
  key <- ggplot2::guide_legend(override.aes = list(colour = ink, size = 3))
  ggplot2::ggplot(frame, ggplot2::aes(.data$f1, .data$f2, colour = .data$source, shape = .data$when)) +
    (if (points) ggplot2::geom_point(size = 1.2, alpha = 0.4)) +
    # A white rim keeps a centroid visible among points of its own colour.
    ggplot2::geom_point(data = centroid, size = 4, stroke = 2.4, colour = "white", show.legend = FALSE) +
    (if (updated) movement_layer(centroid)) +
    ggplot2::geom_point(data = centroid, size = 3, stroke = 1.2) +
    (if (updated) movement_words(centroid)) +
    ggplot2::scale_colour_manual(NULL, values = source_colours, breaks = names(source_colours)) +
    ggplot2::scale_shape_manual(
      NULL,
      values = c(now = 16, before = 1, after = 18), guide = if (updated) key else "none"
    ) +
    ggplot2::scale_x_continuous(expand = ggplot2::expansion(if (points) 0.05 else 0.3)) +
    ggplot2::scale_y_continuous(expand = ggplot2::expansion(if (points) 0.05 else 0.3)) +
    ggplot2::guides(x = ggplot2::guide_axis(check.overlap = TRUE)) +
    ggplot2::labs(x = titles[[1]], y = titles[[2]], caption = feature_caption(updated, points)) +
    theme_rgan() +
    theme_key_on_top() +
    ggplot2::theme(legend.box = "horizontal")
}

feature_caption <- function(updated, points) {
  marks <- if (points) "Large marks: centroids, the means of the points." else "Marks: centroids of all points."
  paste(c(marks, if (updated) "Arrows and numbers: how far the update moved them."), collapse = "\n")
}

centroid_moves <- function(centroid) {
  side <- function(when) centroid[centroid$when == when, c("panel", "source", "f1", "f2")]
  merge(side("before"), side("after"), by = c("panel", "source"), suffixes = c("", "_to"))
}

# The distance beside the mark where each arrow ends; that of what did not move is 0.
movement_words <- function(centroid) {
  moves <- centroid_moves(centroid)
  far <- sqrt((moves$f1_to - moves$f1)^2 + (moves$f2_to - moves$f2)^2)
  moves$label <- vapply(far, function(d) paste("moved", format(signif(d, 2), drop0trailing = TRUE)), "")
  # Centroids lie close together: one text above, one below.
  moves$up <- ifelse(moves$source == "real", -1.3, 2.3)
  ggplot2::geom_text(
    ggplot2::aes(.data$f1_to, .data$f2_to, label = .data$label, colour = .data$source, vjust = .data$up), moves,
    inherit.aes = FALSE, size = 3.2, show.legend = FALSE
  )
}

movement_layer <- function(centroid) {
  moves <- centroid_moves(centroid)
  moves <- moves[moves$f1 != moves$f1_to | moves$f2 != moves$f2_to, ] # an arrow of length 0 has no direction
  # The head is longer than the mark it ends under, so that it shows.
  head <- ggplot2::arrow(length = ggplot2::unit(10, "pt"), angle = 22, type = "closed")
  ggplot2::geom_segment(
    ggplot2::aes(.data$f1, .data$f2, xend = .data$f1_to, yend = .data$f2_to, colour = .data$source), moves,
    inherit.aes = FALSE, linewidth = 0.9, arrow = head, show.legend = FALSE
  )
}
