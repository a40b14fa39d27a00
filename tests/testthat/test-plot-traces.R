# Scores that fall, with two early traces, faults at two of the others and the best before the last.
traced_fit <- function() {
  fit <- wave_fit()
  fit$early <- stats::setNames(fit$output[1:2], c("epoch 1", "epoch 5"))
  fit$best <- 30
  fit$traces <- data.frame(epoch = c(1, 5, 10, 20, 30, 40), score = c(0.9, 0.5, 0.2, 0.1, 0.02, 0))
  fit$traces$floor <- 0.01
  fit$traces$best <- fit$traces$epoch == 30
  none <- character()
  fit$traces$findings <- list(none, none, "collapse", c("collapse", "memorising"), none, none)
  fit
}

layers_with <- function(plot, column) {
  layers <- lapply(seq_along(plot$layers), function(k) ggplot2::layer_data(plot, k))
  Filter(function(layer) column %in% names(layer), layers)
}

test_that("scores, their floor, the best epoch and what was wrong are drawn", {
  plot <- plot_traces(traced_fit())
  expect_equal(plot$data$score, c(0.9, 0.5, 0.2, 0.1, 0.02, 0))
  expect_equal(layers_with(plot, "yintercept")[[1]]$yintercept, 0.01)
  labels <- unlist(lapply(layers_with(plot, "label"), `[[`, "label"))
  expect_setequal(labels, c("floor: as real rows are", "best: epoch 30", "lost a group", "memorises"))
  crosses <- Filter(function(layer) identical(unique(layer$shape), 4), layers_with(plot, "shape"))[[1]]
  expect_equal(crosses$x, c(10, 20, 20))
  expect_equal(plot$data$early, rep(c(TRUE, FALSE), c(2, 4)))
})

test_that("a log axis has room for scores of 0", {
  expect_silent(plot <- plot_traces(traced_fit(), log = TRUE))
  expect_true(all(is.finite(ggplot2::layer_data(plot, 3)$y)))
  expect_equal(min(plot$data$score), 0.01 / 3)
})

test_that("fits of versions before have neither floor nor findings, and own trainers no scores", {
  fit <- traced_fit()
  fit$traces$floor <- fit$traces$findings <- NULL
  plot <- plot_traces(fit)
  expect_length(layers_with(plot, "yintercept"), 0)
  fit$traces$score <- NaN
  expect_error(plot_traces(fit), class = "rgan_error_data")
  expect_error(plot_traces(data.frame()), class = "rgan_error_argument")
})

test_that("scores of a trained fit are drawn", {
  fit <- shared_fit()
  expect_equal(plot_traces(fit)$data$epoch, fit$traces$epoch)
  expect_true(all(is.finite(fit$traces$floor)))
})

test_that("scores look as approved", {
  expect_picture(plot_traces(traced_fit()), "scores by epoch")
})
