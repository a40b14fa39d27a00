# Draws the picture of the cheat sheet, cheatsheet/training.svg: two of the generated waves that ship with the package,
# each at five traces of their training. Run from the package's folder: Rscript data-raw/cheatsheet.R
library(ggplot2)

load("inst/extdata/gan-output.Rdata")
epochs <- paste("epoch", c(100, 200, 400, 800, 2000))
last <- gan_output[["epoch 2000"]]
time <- seq(0, 1, length.out = ncol(last))
nearest_to <- function(wave) which.max(drop(last %*% wave) / sqrt(rowSums(last^2)))
rows <- c(slow = nearest_to(sin(4 * pi * time)), fast = nearest_to(sin(20 * pi * time)))

points <- expand.grid(time = time, kind = names(rows), epoch = epochs, stringsAsFactors = FALSE)
points$value <- unlist(lapply(epochs, function(epoch) t(gan_output[[epoch]][rows, ])))
points$epoch <- factor(points$epoch, epochs)

svg("cheatsheet/training.svg", 3.6, 1.25, bg = "transparent")
print(
  ggplot(points, aes(time, value, colour = kind)) +
    geom_line(linewidth = 0.35) +
    facet_grid(rows = vars(factor(kind, names(rows))), cols = vars(epoch), scales = "free_y") +
    scale_colour_manual(values = c(slow = "#1F83C1", fast = "#D55E00"), guide = "none") +
    theme_void(base_size = 7) +
    theme(strip.text.y = element_blank(), panel.spacing.x = unit(5, "pt"))
)
invisible(dev.off())
