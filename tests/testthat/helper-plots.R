# Compares a picture with the one that eyes have approved: in outline under every ggplot2 and R, and to the last line
# under those that drew the approved ones (the drawings of others differ in details that no user would notice).
# RGAN_APPROVE=true makes the outlines anew: look at the pictures first.
expect_picture <- function(plot, title) {
  testthat::skip_if_not_installed("png")
  expect_outline(plot, title)
  if (utils::packageVersion("ggplot2") < "3.5.0" && getRversion() < "4.3.0" && rlang::is_installed("vdiffr")) {
    vdiffr::expect_doppelganger(title, plot)
  }
}

# The outline is the picture in squares of ten pixels. Compared is how much ink lies elsewhere: fonts and spaces of
# another ggplot2 or system move a little, a line or panel that is missing much.
expect_outline <- function(plot, title) {
  drawn <- outline_of(plot)
  path <- testthat::test_path("outlines", paste0(gsub("[^a-z0-9]+", "-", tolower(title)), ".png"))
  if (Sys.getenv("RGAN_APPROVE") == "true") {
    dir.create(dirname(path), showWarnings = FALSE)
    png::writePNG(drawn, path)
  }
  moved <- moved_ink(drawn, png::readPNG(path))
  testthat::expect_lt(moved, most_moved, label = sprintf("ink of the picture \"%s\" that lies elsewhere", title))
}

# Between ggplot2 3.4 on R 4.2 and 3.5 on R 4.5 at most 0.05 moves; a layer, a legend or strips that are lost move 0.09
# or more.
most_moved <- 0.065

# Rows x columns x colours, between 0 and 1.
outline_of <- function(plot, pixels = c(700, 500), square = 10) {
  file <- withr::local_tempfile(fileext = ".png")
  grDevices::png(file, pixels[[1]], pixels[[2]], res = 96, type = if (capabilities("cairo")) "cairo" else "Xlib")
  tryCatch(print(plot), finally = grDevices::dev.off())
  picture <- png::readPNG(file)[, , 1:3]
  squares <- dim(picture)[1:2] / square
  means <- function(colour) {
    tall <- rowsum(colour, rep(seq_len(squares[[1]]), each = square)) / square
    t(rowsum(t(tall), rep(seq_len(squares[[2]]), each = square))) / square
  }
  array(apply(picture, 3, means), c(squares, 3))
}

# As a share of all ink, after blurring over neighbouring squares, three times: a few pixels to the side, as another
# font moves lines, are hardly a difference.
moved_ink <- function(a, b) {
  ink <- function(x) apply(1 - x, 3, function(colour) blurred(blurred(blurred(colour))))
  a <- ink(a)
  b <- ink(b)
  sum(abs(a - b)) / sum(pmax(a, b))
}

blurred <- function(x) {
  for (i in 1:2) {
    n <- nrow(x)
    x <- t((x + x[c(1, seq_len(n - 1)), ] + x[c(seq_len(n)[-1], n), ]) / 3)
  }
  x
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
