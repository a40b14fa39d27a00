waves_fit <- function() readRDS(system.file("extdata", "waves.rds", package = "rgan"))

test_that("the fit that comes with the package is small, whole, and shows without Python", {
  files <- system.file("extdata", c("waves.rds", "waves-evaluation.rds"), package = "rgan")
  expect_lt(sum(file.size(files)), 300e3)
  fit <- waves_fit()
  expect_identical(fit$file, "") # no path of the machine that made it
  expect_identical(dim(fit$data$rows), c(100L, 100L))
  expect_output(print(fit), "100 waves of 100 points")
  expect_output(print(summary(fit)), "generator")
  expect_equal(generics::glance(fit)$epochs, 2000)
  for (picture in list(ggplot2::autoplot(fit), plot_history(fit), plot_training(fit))) {
    expect_gt(nrow(ggplot2::layer_data(picture)), 0)
  }
})

test_that("its generated rows are both waves of the training data", {
  rows <- waves_fit()$output[["epoch 2000"]]
  at <- seq(0, 1, length.out = 100)
  waves <- cbind(sin(2 * pi * 2 * at), sin(2 * pi * 10 * at))
  found <- qr.coef(qr(waves), t(unclass(rows)))
  near <- rbind(colSums((found - c(1, 0))^2), colSums((found - c(0, 3))^2)) < 0.2^2
  expect_true(all(rowMeans(near) > 0.3))
  expect_gt(mean(colSums(near)), 0.95)
})

test_that("the evaluation beside it prints and is drawn", {
  evaluation <- readRDS(system.file("extdata", "waves-evaluation.rds", package = "rgan"))
  expect_output(print(evaluation), "2 of 2 groups")
  expect_s3_class(ggplot2::autoplot(evaluation), "ggplot")
})

test_that("it is a fit to go on with where there is Python", {
  skip_if_no_python()
  fit <- waves_fit()
  expect_identical(generate(fit, 3, seed = 1), generate(fit, 5, seed = 1)[1:3, ])
  more <- gan(epochs = 1, continue_training = fit, model_name = "waves_fit", log = FALSE, progress = FALSE)
  expect_equal(more$epochs, 2001)
})
