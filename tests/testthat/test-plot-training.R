test_that("a wave is shown at every traced epoch, in training order", {
  fit <- wave_fit()
  plot <- plot_training(fit, id = 2)
  expect_equal(levels(plot$data$epoch), paste("epoch", c(10, 20, 30, 40)))
  expect_equal(panels_of(plot)$COL, rep(1L, 4))
  drawn <- ggplot2::layer_data(plot)
  for (k in 1:4) {
    expect_equal(drawn$y[drawn$PANEL == k], fit$output[[k]][2, ])
  }
})

test_that("epochs can be chosen, and many are thinned to 12 with the first and the last", {
  plot <- plot_training(wave_fit(), epochs = c(30, 10))
  expect_equal(levels(plot$data$epoch), c("epoch 30", "epoch 10"))
  many <- levels(plot_training(wave_fit(traces = 50))$data$epoch)
  expect_length(many, 12)
  expect_equal(many[c(1, 12)], c("epoch 10", "epoch 500"))
  # Not "epoch 1e+05"
  fit <- wave_fit(2)
  names(fit$output) <- c("epoch 50000", "epoch 100000")
  expect_equal(levels(plot_training(fit)$data$epoch), names(fit$output))
})

test_that("early epochs come first, and stay where there are many", {
  fit <- wave_fit(traces = 50)
  fit$early <- stats::setNames(fit$output[1:4], paste("epoch", c(1, 2, 4, 8)))
  shown <- levels(plot_training(fit)$data$epoch)
  expect_length(shown, 12)
  expect_equal(shown[1:5], paste("epoch", c(1, 2, 4, 8, 10)))
  expect_equal(shown[[12]], "epoch 500")
})

test_that("where rows are right from the start the picture says why", {
  fit <- grouped_fit()
  expect_null(plot_training(fit)$labels$caption)
  fit$traces <- data.frame(epoch = c(1, 10), score = c(0.001, 0), floor = 0.007)
  expect_match(plot_training(fit)$labels$caption, "groups = FALSE")
  fit$traces$score[[1]] <- 0.5
  expect_null(plot_training(fit)$labels$caption)
})

test_that("several waves make columns", {
  panels <- panels_of(plot_training(wave_fit(), id = c(1, 4, 2)))
  expect_equal(max(panels$COL), 3)
  expect_equal(max(panels$ROW), 4)
})

test_that("traces of different numbers of rows, and of channels, can be followed", {
  plot <- plot_training(series_fit(), id = 10)
  expect_equal(nlevels(plot$data$channel), 4)
  expect_error(plot_training(series_fit(), id = 11), class = "rgan_error_argument")
})

test_that("a table shows the real points behind those of every trace", {
  fit <- table_fit()
  plot <- plot_training(fit)
  frame <- plot$data
  expect_equal(nrow(panels_of(plot)), 3)
  expect_equal(frame$y[frame$source == "real" & frame$epoch == "epoch 20"], fit$data$rows$y)
  expect_equal(frame$y[frame$source == "generated" & frame$epoch == "epoch 20"], fit$output[[2]]$y)
  expect_equal(c(plot$labels$x, plot$labels$y), c("x", "y"))
  # Of several columns the two most alike: x and z here.
  wide <- plot_training(table_fit(4))
  expect_equal(nrow(panels_of(wide)), 3)
  expect_equal(c(wide$labels$x, wide$labels$y), c("x", "z"))
})

test_that("images show a row of the picture per epoch", {
  plot <- plot_training(image_fit(), id = 1:5)
  expect_equal(c(max(panels_of(plot)$ROW), max(panels_of(plot)$COL)), c(3, 5))
})

test_that("epochs that were not traced are refused with those that were", {
  expect_snapshot(plot_training(wave_fit(), epochs = c(10, 15)), error = TRUE)
  expect_snapshot(plot_training(get_training_data()), error = TRUE)
  fit <- wave_fit()
  fit$output <- list()
  expect_snapshot(plot_training(fit), error = TRUE)
  expect_error(plot_training(wave_fit(), id = 9), class = "rgan_error_argument")
})

test_that("training looks as approved", {
  expect_picture(plot_training(wave_fit()), "a wave taking shape")
  expect_picture(plot_training(table_fit()), "points moving onto a parabola")
})
