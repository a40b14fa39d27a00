#' Plot blends of two waves
#'
#' Between two waves lie their blends `lambda * w1 + (1 - lambda) * w2`, with `lambda` from 0 to 1: what a GAN trained
#' on the two tends to generate in between. `plot_blend()` draws `n` of them, either piled up as coloured areas (the
#' title graphic of the original blog post) or one panel each.
#'
#' @param w1,w2 Two numeric vectors of equal length (2 or more); `NULL` takes the first and second wave of `shape`.
#' @param n Number of blends, equally spaced in `lambda`, the two waves included.
#' @param shape,m Amplitudes, periods and number of points as in [get_training_data()], used for what is not given as
#'   `w1` and `w2`.
#' @param half `TRUE` draws the first half of the waves only, as the title graphic does.
#' @param panels `FALSE` for the title graphic, `TRUE` for one panel per blend, with axes.
#' @param colours The colours of the title graphic from `lambda` = 0 to 1, interpolated.
#' @return A ggplot. In the title graphic the areas are stacked, so heights have no unit and there are no axes.
#' @section Errors:
#' `rgan_error_argument` when the waves are not numeric or not equally long, `n` is below 2, or `shape` has fewer than
#' two shapes.
#' @source Daniel Oehm, "Some basics and intuition behind GAN's in R and Python", Gradient Descending: 48 blends in
#'   the title graphic, 12 in the panels.
#' @export
#' @examples
#' plot_blend()
#' plot_blend(n = 12, panels = TRUE, half = FALSE)
plot_blend <- function(w1 = NULL, w2 = NULL, n = 48, shape = list(a = c(1, 3), p = c(2, 10)), m = 250, half = TRUE,
                       panels = FALSE, colours = c("#4E364B", "#8D4E80", "#D86C15", "#F3C925", "#48B2A8")) {
  check_full_names()
  n <- check_number_whole(n, min = 2)
  m <- check_number_whole(m, min = 2)
  half <- check_flag(half)
  panels <- check_flag(panels)
  colours <- check_colours(colours)
  waves <- blend_ends(w1, w2, shape, m)
  frame <- blend_frame(waves[[1]], waves[[2]], n)
  if (half) {
    frame <- frame[frame$x < 0.5, ]
  }
  if (panels) draw_blend_panels(frame) else draw_blend_areas(frame, colours)
}

blend_ends <- function(w1, w2, shape, m, call = rlang::caller_env()) {
  if (is.null(w1) || is.null(w2)) {
    shape <- check_wave_shape(shape, call = call)
    if (length(shape$a) < 2) {
      abort_rgan("{.arg shape} must have two shapes to blend.", class = "argument", call = call)
    }
    pure <- get_training_data(2, m, shape = list(a = shape$a[1:2], p = shape$p[1:2]), noise = 0)
  }
  waves <- list(w1 = if (is.null(w1)) pure[1, ] else w1, w2 = if (is.null(w2)) pure[2, ] else w2)
  check_blend_wave(waves$w1, "w1", call)
  check_blend_wave(waves$w2, "w2", call)
  if (length(waves$w1) != length(waves$w2)) {
    abort_rgan(
      c(
        "{.arg w1} and {.arg w2} must be equally long.",
        "x" = "They have {length(waves$w1)} and {length(waves$w2)} points.",
        "i" = if (is.null(w1) || is.null(w2)) "Give both, or set {.arg m} to the length of the one given."
      ),
      class = "argument", call = call
    )
  }
  waves
}

check_blend_wave <- function(wave, arg, call) {
  if (!is_numbers(wave) || !is.null(dim(wave)) || length(wave) < 2 || !all(is.finite(wave))) {
    abort_rgan(
      "{.arg {arg}} must be 2 or more finite numbers, not {describe_value(wave)}.",
      class = "argument", call = call
    )
  }
}

check_colours <- function(colours, arg = rlang::caller_arg(colours), call = rlang::caller_env()) {
  known <- is.character(colours) && length(colours) >= 2 &&
    !inherits(try(grDevices::col2rgb(colours), silent = TRUE), "try-error")
  if (!known) {
    abort_rgan(
      "{.arg {arg}} must be two or more colours that R knows, such as {.val #4E364B} or {.val orange}.",
      class = "argument", call = call
    )
  }
  colours
}

# One row per point of each blend: x from 0 to 1, y, lambda.
blend_frame <- function(w1, w2, n) {
  lambda <- seq(0, 1, length.out = n)
  x <- seq(0, 1, length.out = length(w1))
  data.frame(
    x = rep(x, n),
    y = as.vector(outer(w1, lambda) + outer(w2, 1 - lambda)),
    lambda = rep(lambda, each = length(w1))
  )
}

# The stacking is what makes the picture: every area starts where the one before ends.
draw_blend_areas <- function(frame, colours) {
  ggplot2::ggplot(frame, ggplot2::aes(.data$x, .data$y, group = .data$lambda)) +
    ggplot2::geom_area(ggplot2::aes(fill = .data$lambda, colour = .data$lambda), position = "stack") +
    ggplot2::scale_fill_gradientn(colours = colours) +
    ggplot2::scale_colour_gradientn(colours = colours) +
    ggplot2::theme_void() +
    ggplot2::theme(legend.position = "none")
}

draw_blend_panels <- function(frame) {
  lambda <- unique(frame$lambda)
  digits <- max(2, ceiling(log10(length(lambda)))) # enough to tell neighbours apart
  label <- paste("lambda =", formatC(lambda, digits = digits, format = "f"))
  frame$panel <- factor(frame$lambda, levels = lambda, labels = label)
  ggplot2::ggplot(frame, ggplot2::aes(.data$x, .data$y, colour = .data$lambda)) +
    ggplot2::geom_line(linewidth = 0.6) +
    ggplot2::facet_wrap(ggplot2::vars(.data$panel)) +
    ggplot2::scale_colour_gradient(low = vermilion, high = blue, guide = "none") +
    ggplot2::scale_x_continuous(n.breaks = 3) +
    ggplot2::labs(x = "Time (share of the wave)", y = "lambda w1 + (1 - lambda) w2") +
    theme_rgan()
}
