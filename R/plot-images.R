#' Plot images
#'
#' Draws some of the images in `data` as a grid.
#'
#' @param data Images, one of:
#'   - a numeric array of images x height x width x colours, with 1 colour (grey) or 3 (red, green, blue), such as
#'     [read_images()] gives; a third dimension missing the colours is taken as grey;
#'   - a fit of [gan()] on images: images of its best epoch, the first that `generate(fit, seed = fit$seed)` gives;
#'   - a list of such arrays, such as the `output` of a fit: the newest is drawn.
#' @param id Numbers of the images to draw, in this order; `NULL` draws the first 25.
#' @param nrow Number of rows of the grid; `NULL` lets the layout decide.
#' @param limits The values that stand for black and for full brightness; values beyond are clipped. `NULL` takes the
#'   narrowest of 0 to 1, -1 to 1, 0 to 255 that holds `data`, or else the range of `data`; also where nothing in `data`
#'   reaches a quarter of 255. A fit uses its training data for this.
#' @return A ggplot. Pixels are drawn as they are, without smoothing.
#' @section Errors:
#' `rgan_error_data` when `data` holds no images, `rgan_error_argument` when `id` is not among them or `limits` is not
#' an increasing pair.
#' @export
#' @examples
#' # Discs of random size
#' set.seed(1)
#' disc <- function(radius) +(outer((1:16) - 8.5, (1:16) - 8.5, function(y, x) x^2 + y^2) < radius^2)
#' discs <- aperm(vapply(runif(12, 2, 8), disc, matrix(0, 16, 16)), c(3, 1, 2))
#' dim(discs)
#' plot_images(discs)
plot_images <- function(data, id = NULL, nrow = NULL, limits = NULL) {
  check_full_names()
  images <- as_images(if (inherits(data, "gan")) rows_of_fit(data, rows_asked(id)) else data, arg = "data")
  id <- check_rows(id, nrow(images), default = 25)
  nrow <- check_number_whole(nrow, allow_null = TRUE)
  limits <- check_limits(limits, if (inherits(data, "gan")) data$data$rows else images)
  label <- factor(row_labels(images, id, "image"), levels = unique(row_labels(images, id, "image")))
  frame <- pixel_frame(images[id, , , , drop = FALSE], limits, data.frame(panel = label))
  picture <- draw_images(frame) + ggplot2::facet_wrap(ggplot2::vars(.data$panel), nrow = nrow)
  if (inherits(data, "gan")) picture + ggplot2::labs(subtitle = fit_subtitle(data)) else picture
}

as_images <- function(x, arg = rlang::caller_arg(x), call = rlang::caller_env()) {
  force(arg)
  images <- newest_rows(x, arg, call)
  if (is.numeric(images)) {
    check_number_type(images, arg, call)
    images <- unclass(images)
  }
  if (is.numeric(images) && length(dim(images)) == 3) {
    name <- dimnames(images)
    images <- array(images, c(dim(images), 1), dimnames = if (!is.null(name)) c(name, list(NULL)))
  }
  if (!is.numeric(images) || length(dim(images)) != 4 || !dim(images)[4] %in% c(1, 3) || length(images) == 0) {
    abort_rgan(
      c(
        "{.arg {arg}} must be a numeric array of images x height x width x 1 or 3 colours.",
        "x" = "It is {describe_value(images)}.",
        "i" = "Read a folder of image files with {.fn read_images}."
      ),
      class = "data", call = call
    )
  }
  images
}

check_limits <- function(limits, images, call = rlang::caller_env()) {
  if (is.null(limits)) {
    return(image_limits(images))
  }
  if (!is_numbers(limits) || length(limits) != 2 || !all(is.finite(limits)) || limits[[1]] >= limits[[2]]) {
    abort_rgan(
      "{.arg limits} must be two increasing numbers, black and full brightness, not {describe_pair(limits)}.",
      class = "argument", call = call
    )
  }
  limits
}

image_limits <- function(images) {
  span <- range(rows_seen(images))
  for (usual in list(c(0, 1), c(-1, 1), c(0, 255))) {
    # Images on another scale, such as 0 to 16, would be all but black on 0 to 255.
    dark <- usual[[2]] == 255 && span[[2]] < 255 / 4
    if (span[[1]] >= usual[[1]] && span[[2]] <= usual[[2]] && !dark) {
      return(usual)
    }
  }
  span
}

# One row per pixel: its place (rows counted from the top), its colour, and the columns of `panel`, one row per image.
pixel_frame <- function(images, limits, panel) {
  size <- dim(images)
  light <- pmin(pmax((images - limits[[1]]) / max(diff(limits), .Machine$double.eps), 0), 1)
  light <- matrix(light, ncol = size[[4]])
  colour <- if (size[[4]] == 1) grDevices::grey(light[, 1]) else grDevices::rgb(light)
  cell <- expand.grid(image = seq_len(size[[1]]), row = seq_len(size[[2]]), column = seq_len(size[[3]]))
  data.frame(panel[cell$image, , drop = FALSE], row = cell$row, column = cell$column, colour = colour, row.names = NULL)
}

draw_images <- function(frame) {
  ggplot2::ggplot(frame, ggplot2::aes(.data$column, .data$row, fill = .data$colour)) +
    ggplot2::geom_raster() +
    ggplot2::scale_fill_identity() +
    ggplot2::scale_y_reverse() +
    ggplot2::coord_fixed(expand = FALSE) +
    ggplot2::labs(x = NULL, y = NULL) +
    theme_rgan() +
    ggplot2::theme(
      axis.text = ggplot2::element_blank(),
      panel.grid.major = ggplot2::element_blank(),
      panel.border = ggplot2::element_rect(fill = NA, colour = grid_ink), # the edge of a white image on white
      panel.spacing = ggplot2::unit(4, "pt"),
      panel.spacing.x = ggplot2::unit(4, "pt")
    )
}
