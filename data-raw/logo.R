# Draws the logo: man/figures/logo.svg and logo.png, and the icons of the site in pkgdown/favicon/.
# Run from the package's folder: Rscript data-raw/logo.R. It needs ggplot2 and, for the icons, rsvg-convert.
# The waves are generated ones, from the training whose output ships with the package: what the generator made of the
# same latent rows, from the first trace on the left to the last on the right.
library(ggplot2)

load("inst/extdata/gan-output.Rdata")
first <- gan_output[[1]]
last <- gan_output[[length(gan_output)]]

slow_wave <- sin(2 * pi * 2 * seq(0, 1, length.out = 250))
fast_wave <- sin(2 * pi * 10 * seq(0, 1, length.out = 250))
nearest_to <- function(wave) which.max(drop(last %*% wave) / sqrt(rowSums(last^2)))

# A hexagon that stands on a corner, of height 2.
corners <- data.frame(x = sqrt(3) / 2 * c(0, 1, 1, 0, -1, -1), y = c(1, 0.5, -0.5, -1, -0.5, 0.5))

# A row drawn across the hexagon: `height` of its amplitude, around `middle`.
across <- function(row, middle, height) {
  at <- seq(-1, 1, length.out = ncol(last))
  share <- pmin(pmax((at + 0.75) / 1.1, 0), 1)
  values <- (1 - share) * first[row, ] / max(abs(first[row, ])) + share * last[row, ] / max(abs(last[row, ]))
  data.frame(x = at * 0.815, y = middle + height * values)
}

hexagon <- function(size) {
  ggplot(corners, aes(x, y)) +
    geom_polygon(fill = "#10243A", colour = "#56B4E9", linewidth = size / 14, linejoin = "round") +
    geom_path(data = across(nearest_to(fast_wave), 0.32, 0.19), colour = "#E8743B", linewidth = size / 23) +
    geom_path(data = across(nearest_to(slow_wave), -0.13, 0.19), colour = "#56B4E9", linewidth = size / 16) +
    annotate(
      "text", x = 0, y = -0.56, label = "rgan", colour = "white", fontface = "bold", size = size * 0.42
    ) +
    coord_fixed(xlim = c(-0.92, 0.92), ylim = c(-1.06, 1.06), expand = FALSE) +
    theme_void()
}

height <- 2.78
width <- height * 0.92 / 1.06
save_logo <- function(path, ...) ggsave(path, hexagon(28), width = width, height = height, bg = "transparent", ...)
save_logo("man/figures/logo.png", dpi = 200)
svg("man/figures/logo.svg", width, height, bg = "transparent")
print(hexagon(28))
invisible(dev.off())

icon <- function(name, pixels) {
  path <- file.path("pkgdown", "favicon", name)
  size <- c("--width", pixels, "--height", pixels, "--page-width", pixels, "--page-height", pixels)
  system2("rsvg-convert", c(size, "--keep-aspect-ratio", "--output", path, "man/figures/logo.svg"))
}
dir.create("pkgdown/favicon", recursive = TRUE, showWarnings = FALSE)
for (pixels in c(16, 32)) icon(sprintf("favicon-%dx%d.png", pixels, pixels), pixels)
for (pixels in c(60, 76, 120)) icon(sprintf("apple-touch-icon-%dx%d.png", pixels, pixels), pixels)
icon("apple-touch-icon.png", 180)
