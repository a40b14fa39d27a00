# Colours and the theme shared by all pictures. The backgrounds are transparent and every ink has a contrast of about
# 4 : 1 both on white and on the near-black of dark editors, so a picture reads in either. Real and generated data,
# and the two networks, are told apart by blue and vermilion, which the common colour deficiencies keep apart.

#' @importFrom rlang .data %||%
NULL

ink <- "#7A7A7A"
grid_ink <- "#80808040" # with alpha, hence faint on white and on black alike
blue <- "#1F83C1"
vermilion <- "#D55E00"

source_colours <- c(real = blue, generated = vermilion)
network_colours <- c(discriminator = blue, generator = vermilion)

# Okabe and Ito (2008), in the order that keeps the first few furthest apart, with grey for black, and the yellow
# deepened so that a thin line can be seen on white.
channel_colours <- c("#1F83C1", "#D55E00", "#009E73", "#CC79A7", "#C78F00", "#56B4E9", "#A08020", "#7A7A7A")

discrete_colours <- function(n) {
  if (n <= length(channel_colours)) {
    return(channel_colours[seq_len(n)])
  }
  grDevices::hcl.colors(n, "Dark 3")
}

#' The look of rgan's pictures
#'
#' The theme and the colours of all pictures of this package, for your own plots beside them. The colours are those of
#' Okabe and Ito (2008), which are told apart whatever eyes see them, with grey for black and a deeper yellow, so that
#' lines show on white and on the near-black of dark editors alike.
#'
#' @param base_size Size of the text in points.
#' @param dark `NULL` leaves the background to the page, with ink that can be read on light and on dark; `TRUE` draws a
#'   dark page with light ink, `FALSE` a white one with dark ink.
#' @param ... Passed on to the scale: [ggplot2::discrete_scale()], or [ggplot2::scale_colour_viridis_c()] where
#'   `discrete` is `FALSE`.
#' @param discrete Whether the values are classes; numbers are coloured by viridis. Beyond eight classes colours are
#'   evenly spaced hues, which not all eyes tell apart.
#' @return `theme_rgan()` a theme, the others a scale, to be added to a ggplot.
#' @export
#' @examples
#' library(ggplot2)
#' picture <- ggplot(iris, aes(Sepal.Length, Petal.Length, colour = Species)) +
#'   geom_point() +
#'   scale_colour_rgan() +
#'   theme_rgan()
#' picture
#' picture + theme_rgan(dark = TRUE)
#'
#' ggplot(iris, aes(Species, Petal.Width, fill = Species)) + geom_boxplot() + scale_fill_rgan() + theme_rgan()
theme_rgan <- function(base_size = 12, dark = NULL) {
  check_full_names()
  base_size <- check_number(base_size, min = 1)
  dark <- check_flag(dark, allow_null = TRUE)
  ink <- if (is.null(dark)) ink else if (dark) "#D4D4D4" else "#333333"
  page <- ggplot2::element_rect(fill = if (is.null(dark)) "transparent" else page_colours[[1 + dark]], colour = NA)
  clear <- ggplot2::element_rect(fill = "transparent", colour = NA)
  ggplot2::theme_minimal(base_size = base_size) +
    ggplot2::theme(
      text = ggplot2::element_text(colour = ink),
      axis.text = ggplot2::element_text(colour = ink),
      strip.text = ggplot2::element_text(colour = ink),
      plot.background = page,
      panel.background = clear,
      legend.background = clear,
      panel.grid.major = ggplot2::element_line(colour = grid_ink),
      panel.grid.minor = ggplot2::element_blank(),
      panel.spacing.x = ggplot2::unit(14, "pt"), # else the last label of an axis runs into the first of the next
      plot.title.position = "plot",
      plot.caption.position = "plot",
      plot.subtitle = ggplot2::element_text(size = ggplot2::rel(0.9)),
      plot.caption = ggplot2::element_text(hjust = 0, size = ggplot2::rel(0.8))
    )
}

page_colours <- c("#FFFFFF", "#1E1E1E")

#' @rdname theme_rgan
#' @export
scale_colour_rgan <- function(..., discrete = TRUE) colour_scale("colour", check_flag(discrete), ...)

#' @rdname theme_rgan
#' @export
scale_color_rgan <- scale_colour_rgan

#' @rdname theme_rgan
#' @export
scale_fill_rgan <- function(..., discrete = TRUE) colour_scale("fill", check_flag(discrete), ...)

colour_scale <- function(aesthetic, discrete, ...) {
  if (!discrete) {
    scale <- if (aesthetic == "fill") ggplot2::scale_fill_viridis_c else ggplot2::scale_colour_viridis_c
    return(scale(...))
  }
  # Its second argument was a name until ggplot2 3.5.0, where it became deprecated.
  arguments <- list(aesthetic, palette = discrete_colours, ...)
  if (utils::packageVersion("ggplot2") < "3.5.0") arguments <- append(arguments, list(scale_name = "rgan"), 1)
  do.call(ggplot2::discrete_scale, arguments)
}
