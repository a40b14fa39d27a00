# Draws the picture of the README: man/figures/README-waves.png.
# Run from the package's folder with rgan installed: Rscript data-raw/readme.R
library(rgan)
library(ggplot2)

set.seed(1)
train <- get_training_data()
seconds <- system.time(fit <- gan(train, log = FALSE, progress = FALSE))[["elapsed"]]
picture <- plot_waves(fit, id = 1:12, nrow = 3) +
  labs(
    title = "Twelve waves that a GAN made up",
    subtitle = "after seeing 200 noisy examples of two kinds of wave"
  )
ggsave("man/figures/README-waves.png", picture, width = 8, height = 4.4, dpi = 110, bg = "white")
message("training took ", round(seconds, 1), " s, TensorFlow's start included")
