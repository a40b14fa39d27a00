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

# Okabe and Ito (2008), in the order that keeps the first few furthest apart, without black, and the yellow deepened
# so that a thin line can be seen on white.
channel_colours <- c("#1F83C1", "#D55E00", "#009E73", "#CC79A7", "#C78F00", "#56B4E9", "#A08020")


discrete_colours <- function(n) {
  if (n <= length(channel_colours)) {
    return(channel_colours[seq_len(n)])
  }
  grDevices::hcl.colors(n, "Dark 3")
}

theme_rgan <- function() {
  empty <- ggplot2::element_rect(fill = "transparent", colour = NA)
  ggplot2::theme_minimal(base_size = 12) +
    ggplot2::theme(
      text = ggplot2::element_text(colour = ink),
      axis.text = ggplot2::element_text(colour = ink),
      strip.text = ggplot2::element_text(colour = ink),
      plot.background = empty,
      panel.background = empty,
      legend.background = empty,
      panel.grid.major = ggplot2::element_line(colour = grid_ink),
      panel.grid.minor = ggplot2::element_blank(),
      panel.spacing.x = ggplot2::unit(14, "pt") # else the last label of an axis runs into the first of the next
    )
}
