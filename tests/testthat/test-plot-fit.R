test_that("the picture follows the kind of data", {
  expect_equal(nrow(panels_of(ggplot2::autoplot(wave_fit()))), 8)
  expect_equal(nrow(panels_of(ggplot2::autoplot(wave_fit(waves = 20)))), 12)
  expect_equal(nlevels(ggplot2::autoplot(series_fit())$data$channel), 4)
  expect_equal(nrow(panels_of(ggplot2::autoplot(image_fit()))), 8)
  expect_equal(levels(ggplot2::autoplot(table_fit())$data$source), c("real", "generated"))
})

test_that("rows and the epoch can be chosen", {
  fit <- wave_fit()
  drawn <- ggplot2::layer_data(ggplot2::autoplot(fit, id = 3, epoch = 20))
  expect_equal(drawn$y, fit$output[["epoch 20"]][3, ])
  expect_equal(sum(ggplot2::autoplot(table_fit(), id = 1:5)$data$source == "generated"), 5)
})

test_that("the best epoch is drawn where none is asked for, early ones on demand", {
  fit <- wave_fit()
  fit$best <- 30
  fit$early <- list("epoch 2" = -fit$output[[1]])
  expect_equal(ggplot2::layer_data(ggplot2::autoplot(fit, id = 1))$y, fit$output[["epoch 30"]][1, ])
  early <- ggplot2::autoplot(fit, id = 1, epoch = 2)
  expect_equal(ggplot2::layer_data(early)$y, -fit$output[[1]][1, ])
  expect_match(early$labels$subtitle, "Generated waves, epoch 2")
  expect_match(ggplot2::autoplot(table_fit())$labels$subtitle, "Generated rows, epoch 30")
})

test_that("plot() draws and returns the picture invisibly", {
  file <- withr::local_tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  result <- withVisible(plot(wave_fit()))
  grDevices::dev.off()
  expect_false(result$visible)
  expect_s3_class(result$value, "ggplot")
  expect_gt(file.size(file), 1000)
})

test_that("wrong choices are refused", {
  fit <- wave_fit()
  expect_error(ggplot2::autoplot(fit, epoch = 15), class = "rgan_error_argument")
  expect_error(ggplot2::autoplot(fit, id = 100), class = "rgan_error_argument")
  expect_error(plot(fit, epochs = 10), "epoch", class = "rgan_error_argument")
})

test_that("a trained fit is drawn by every function that takes one", {
  fit <- shared_fit()
  expect_equal(ggplot2::autoplot(fit)$data$value, as.vector(fit$output[["epoch 4"]][1:12, ]))
  expect_equal(unique(plot_history(fit)$data$at), 1:4)
  expect_equal(levels(plot_training(fit)$data$epoch), c("epoch 1", "epoch 2", "epoch 4"))
  expect_named(animate_training(fit), c("epoch 1", "epoch 2", "epoch 4"))
  expect_equal(dim(smooth_waves(fit)), c(42, 12))
})
