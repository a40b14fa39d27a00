# The main job, twice: the two waves that rgan is about, and a real series that R ships. Writes pictures into demo/
# and prints how long each part took.
begin <- proc.time()[["elapsed"]]
library(rgan)
dir.create("demo", showWarnings = FALSE)

timed <- function(what, expr) {
  started <- proc.time()[["elapsed"]]
  value <- force(expr)
  cat(sprintf("%-44s %6.1f s\n", what, proc.time()[["elapsed"]] - started))
  invisible(value)
}

picture <- function(name, plot, width = 9, height = 5) {
  path <- file.path("demo", paste0(name, ".png"))
  ggplot2::ggsave(path, plot, width = width, height = height, dpi = 120, bg = "white")
}

# Python's start is timed by itself: it is paid once in a session.
timed("start Python and TensorFlow", gan(get_training_data(n = 8, m = 8), epochs = 1, log = FALSE))

set.seed(1)
train <- get_training_data()
waves <- timed("train on the two waves, 2000 epochs", gan(train, epochs = 2000, log = "demo/log"))
# Groups and noise are told apart before training; networks that have to find them show what training is.
alone <- gan_spec(groups = FALSE, noise = FALSE, calibration = FALSE)
bare <- timed("train networks alone, 300 epochs", gan(
  train,
  epochs = 300, trace = 10, spec = alone, log = "demo/log", seed = 1
))
timed("draw the two waves", {
  picture("waves-data", plot_waves(train, id = 1:12, nrow = 3))
  picture("waves-generated", plot_waves(waves, id = seq(1, 24, 2), nrow = 3))
  picture("waves-history", plot_history(waves))
  picture("waves-training", plot_training(bare, id = 1:3, epochs = c(10, 20, 50, 100, 200, 300)), height = 7)
})

# Four stock indices on 1860 trading days, in windows of 24 days; the values are the indices themselves.
windows <- make_windows(datasets::EuStockMarkets, length = 24)
stocks <- timed("train on stock indices, 200 epochs", gan(windows, epochs = 200, log = "demo/log"))
timed("draw the stock indices", {
  picture("stocks-data", plot_waves(windows, id = round(seq(1, nrow(windows), length.out = 6))))
  picture("stocks-generated", plot_waves(generate(stocks, 6, seed = 1), id = 1:6))
  picture("stocks-history", plot_history(stocks))
})

cat(sprintf("%-44s %6.1f s\n", "in all", proc.time()[["elapsed"]] - begin))
cat("Pictures:", file.path("demo", list.files("demo", pattern = "png$")), sep = "\n  ")
cat("\n")
