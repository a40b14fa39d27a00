test_that("both networks' losses and accuracies are drawn by epoch", {
  fit <- wave_fit()
  plot <- plot_history(fit)
  expect_equal(plot$labels$x, "Epoch")
  expect_equal(as.character(panels_of(plot)$panel), c("Loss", "Accuracy"))
  value <- function(network, panel) plot$data$value[plot$data$network == network & plot$data$panel == panel]
  expect_equal(value("discriminator", "Loss"), fit$history$d_loss)
  expect_equal(value("generator", "Loss"), fit$history$g_loss)
  expect_equal(value("discriminator", "Accuracy"), fit$history$d_accuracy)
  expect_equal(value("generator", "Accuracy"), fit$history$g_accuracy)
})

test_that("a line marks the value of a pure guess where there is one", {
  lines <- function(fit, ...) ggplot2::layer_data(plot_history(fit, ...), 1)$yintercept
  expect_equal(sort(lines(wave_fit())), c(0.5, log(2)))
  fit <- wave_fit()
  fit$spec$objective$name <- "bce"
  expect_equal(lines(fit, what = "loss"), log(2))
  fit$spec$objective$name <- "wgan-gp"
  expect_equal(lines(fit), 0.5)
  expect_equal(lines(fit$history), 0.5)
})

test_that("the picture says what its dashed lines mean", {
  both <- "can only guess, a loss of log 2 (0.69), an accuracy of 0.5"
  expect_match(plot_history(wave_fit())$labels$caption, both, fixed = TRUE)
  fit <- wave_fit()
  fit$spec$objective$name <- "wgan-gp"
  expect_null(plot_history(fit, what = "loss")$labels$caption)
})

test_that("a log axis shows the losses alone", {
  plot <- plot_history(wave_fit(), log = TRUE)
  expect_equal(as.character(panels_of(plot)$panel), "Loss")
  expect_equal(ggplot2::layer_data(plot, 2)$y, log10(plot$data$value))
})

test_that("a history finer than epochs is drawn by step, and a single epoch can be seen", {
  history <- wave_fit()$history
  history$epoch <- rep(1:20, each = 2)
  plot <- plot_history(history)
  expect_equal(plot$labels$x, "Training step")
  expect_equal(sort(unique(plot$data$at)), history$step)
  expect_equal(nrow(ggplot2::layer_data(plot_history(history[1, ]), 3)), 4)
})

test_that("what can't be drawn is refused", {
  history <- wave_fit()$history
  expect_snapshot(plot_history(history[c("epoch", "d_loss")]), error = TRUE)
  expect_snapshot(plot_history(history[0, ]), error = TRUE)
  expect_snapshot(plot_history(history, what = "gradient"), error = TRUE)
  expect_snapshot(plot_history(history, what = "accuracy", log = TRUE), error = TRUE)
  history$d_loss[3] <- -1
  expect_snapshot(plot_history(history, log = TRUE), error = TRUE)
})

test_that("a history looks as approved", {
  expect_picture(plot_history(wave_fit()), "losses and accuracies")
})
