# Compares a picture with the one that eyes have approved. The drawings of another ggplot2 differ in details that no
# user would notice, so the comparison is made under the version that drew the approved ones only; what a picture
# shows is tested by its data under every version.
expect_picture <- function(plot, title) {
  testthat::skip_if_not_installed("vdiffr")
  testthat::skip_if_not(
    utils::packageVersion("ggplot2") < "3.5.0" && getRversion() < "4.3.0",
    "ggplot2 and R as the approved pictures were drawn with"
  )
  vdiffr::expect_doppelganger(title, plot)
}

# Panels as they are laid out: one row each, with the facet variables.
panels_of <- function(plot) {
  ggplot2::ggplot_build(plot)$layout$layout
}

# The unnamed limits of the first panel's axis.
axis_range <- function(plot, axis = "y", panel = 1) {
  params <- ggplot2::ggplot_build(plot)$layout$panel_params[[panel]]
  params[[paste0(axis, ".range")]]
}

plot_data <- function(plot) plot$data
