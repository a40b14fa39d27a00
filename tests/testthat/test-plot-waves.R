test_that("the waves asked for are drawn, in that order, with their own values", {
  waves <- get_training_data(6, 40)
  plot <- plot_waves(waves, id = c(5, 2), nrow = 2)
  expect_s3_class(plot, "ggplot")
  expect_equal(levels(plot$data$wave), c("wave 5", "wave 2"))
  drawn <- ggplot2::layer_data(plot)
  expect_equal(drawn$y[drawn$PANEL == 1], waves[5, ])
  expect_equal(drawn$y[drawn$PANEL == 2], waves[2, ])
  expect_equal(drawn$x[drawn$PANEL == 1], 1:40)
  expect_equal(panels_of(plot)$ROW, 1:2)
})

test_that("colour can be the roughness of the wave: the sd of its first differences", {
  waves <- rbind(seq(0, 1, length.out = 20), rep(c(0, 1), 10), rep(c(0, 1), 10))
  plot <- plot_waves(waves, id = 1:3, colour = "roughness")
  rough <- apply(waves, 1, function(wave) sd(diff(wave)))
  expect_equal(as.vector(tapply(plot$data$roughness, plot$data$wave, unique)), rough)
  drawn <- ggplot2::layer_data(plot)
  colour <- tapply(drawn$colour, drawn$PANEL, unique)
  expect_equal(colour[[1]], "#1F83C1")
  expect_equal(colour[[2]], "#D55E00")
  expect_equal(colour[[3]], colour[[2]])
})

test_that("the value axis covers the waves, however large", {
  waves <- get_training_data(2, 50) * 1000 + 5000
  range <- axis_range(plot_waves(waves))
  expect_lte(range[[1]], min(waves))
  expect_gte(range[[2]], max(waves))
  expect_lt(diff(range), 1.2 * diff(range(waves)))
})

test_that("column names that are increasing numbers are the time axis", {
  curves <- sample_sinusoids(2, 11, from = 0, to = 1)
  plot <- plot_waves(curves)
  expect_equal(unique(plot$data$time), (0:10) / 10)
  expect_equal(plot$labels$x, "x")
  named <- matrix(0:5, 1, dimnames = list(NULL, c("a", "b", "c", "d", "e", "f")))
  expect_equal(plot_waves(named)$data$time, 1:6)
  expect_equal(plot_waves(named)$labels$x, "Time index")
  unordered <- matrix(0:2, 1, dimnames = list(NULL, c("1", "3", "2")))
  expect_equal(plot_waves(unordered)$data$time, 1:3)
})

test_that("a list, a fit and a dictionary draw their newest trace", {
  fit <- wave_fit()
  newest <- ggplot2::layer_data(plot_waves(fit$output[["epoch 40"]]))
  expect_equal(ggplot2::layer_data(plot_waves(fit)), newest)
  expect_equal(ggplot2::layer_data(plot_waves(fit$output)), newest)
  # A dictionary may come in any order
  expect_equal(ggplot2::layer_data(plot_waves(rev(fit$output))), newest)
  expect_equal(ggplot2::layer_data(plot_waves(unname(fit$output))), newest)
})

test_that("a fit draws its best epoch, and says so", {
  fit <- wave_fit()
  fit$best <- 20
  fit$epochs <- 40
  plot <- plot_waves(fit, id = 3)
  expect_equal(ggplot2::layer_data(plot)$y, fit$output[["epoch 20"]][3, ])
  expect_equal(plot$labels$subtitle, "Generated waves, epoch 20 (best of 40)")
  expect_null(plot_waves(fit$output)$labels$subtitle)
})

test_that("more rows than a fit stores are generated, the first as they were stored", {
  fit <- shared_fit()
  plot <- plot_waves(fit, id = 1:50)
  expect_equal(nlevels(plot$data$wave), 50)
  stored <- fit$output[[paste("epoch", fit$best)]]
  expect_equal(plot$data$value, as.vector(generate(fit, 50, seed = fit$seed)))
  expect_equal(plot_waves(fit, id = 1:42)$data$value, as.vector(stored))
})

test_that("few panels have time labels at the edges, many none that could meet", {
  edge <- function(n) {
    at <- panel_ticks(n)(c(0, 100))
    any(at < 10 | at > 90)
  }
  expect_true(edge(1))
  expect_false(edge(12))
  expect_false(edge(40))
  expect_lte(length(panel_ticks(40)(c(0, 100))), 2)
})

test_that("a colour that there is not is refused", {
  expect_snapshot(plot_waves(get_training_data(3, 20), colour = "speed"), error = TRUE)
})

test_that("Python's output is drawn, converted or not", {
  skip_if_no_python()
  fit <- wave_fit()
  dictionary <- reticulate::r_to_py(fit$output)
  expect_s3_class(dictionary, "python.builtin.dict")
  newest <- ggplot2::layer_data(plot_waves(fit))
  expect_equal(ggplot2::layer_data(plot_waves(dictionary)), newest)
  expect_equal(ggplot2::layer_data(plot_waves(reticulate::py_to_r(dictionary))), newest)
  expect_equal(ggplot2::layer_data(plot_waves(reticulate::np_array(fit$output[[4]]))), newest)
})

test_that("a single wave may be a vector, a data frame or a matrix of one row", {
  expect_equal(plot_waves(c(1, 3, 2))$data$value, c(1, 3, 2))
  expect_equal(plot_waves(matrix(c(1, 3, 2), 1))$data$value, c(1, 3, 2))
  expect_equal(plot_waves(data.frame(a = 1, b = 3, c = 2))$data$value, c(1, 3, 2))
})

test_that("channels have a colour each, with a key that names them", {
  windows <- make_windows(datasets::EuStockMarkets, by = 24)
  plot <- plot_waves(windows, id = 1:4)
  expect_equal(levels(plot$data$channel), c("DAX", "SMI", "CAC", "FTSE"))
  drawn <- ggplot2::layer_data(plot)
  expect_equal(length(unique(drawn$colour)), 4)
  expect_equal(nrow(panels_of(plot)), 4)
  smi <- drawn[drawn$PANEL == 2 & drawn$colour == unique(drawn$colour)[[2]], "y"]
  expect_equal(smi, unname(windows[2, , "SMI"]))
  expect_equal(levels(plot$data$wave)[[1]], rownames(windows)[[1]])
})

test_that("channels of very different spread get axes of their own", {
  windows <- make_windows(data.frame(small = sin(1:60), large = 1000 * cos(1:60)), length = 20, by = 20)
  plot <- plot_waves(windows, id = 1:2)
  expect_equal(nrow(panels_of(plot)), 4)
  expect_lt(max(axis_range(plot, panel = 1)), 2)
})

test_that("ten channels can be told apart", {
  windows <- array(seq_len(2 * 5 * 10), c(2, 5, 10))
  expect_equal(length(unique(ggplot2::layer_data(plot_waves(windows))$colour)), 10)
})

test_that("rows that are not there, and what holds no waves, are refused", {
  waves <- get_training_data(3, 20)
  expect_snapshot(plot_waves(waves, id = 2:5), error = TRUE)
  expect_snapshot(plot_waves(waves, id = "a"), error = TRUE)
  expect_snapshot(plot_waves(list()), error = TRUE)
  expect_snapshot(plot_waves(array(0, c(2, 4, 4, 1))), error = TRUE)
  expect_snapshot(plot_waves(letters), error = TRUE)
  expect_error(plot_waves(waves, id = 0), class = "rgan_error_argument")
  expect_error(plot_waves(waves, id = c(1, NA)), class = "rgan_error_argument")
  expect_error(plot_waves(waves, id = 1.5), class = "rgan_error_argument")
  expect_error(plot_waves(waves, nrow = -1), class = "rgan_error_argument")
  expect_error(plot_waves(matrix(numeric(), 0, 5)), class = "rgan_error_data")
})

test_that("pictures of waves look as approved", {
  expect_picture(plot_waves(get_training_data(4, 100, noise = 0), id = 1:4, nrow = 2), "two kinds of wave")
  expect_picture(plot_waves(series_fit()), "series of four channels")
  expect_picture(plot_waves(grouped_fit(), id = 1:40), "forty waves of two groups")
})

test_that("waves as rough as one another but for a hundredth have one colour and no key", {
  wave <- sin(1:50)
  colours <- function(waves) {
    unique(ggplot2::layer_data(plot_waves(waves, id = seq_len(nrow(waves)), colour = "roughness"))$colour)
  }
  expect_length(colours(rbind(wave, 1.001 * wave, 1.005 * wave)), 1)
  expect_length(colours(1e6 * rbind(wave, 1.005 * wave)), 1)
  expect_length(colours(rbind(wave, 1.1 * wave)), 2)
})
