test_that("one page shows every panel, for curves and for other data", {
  evaluation <- fake_evaluation(groups = c(0.6, 0.4), accuracy = 0.6)
  panels <- function(plot) levels(ggplot2::ggplot_build(plot)$layout$layout[[3]])
  layout <- ggplot2::ggplot_build(ggplot2::autoplot(evaluation))$layout$layout
  expect_equal(nrow(layout), 6)
  evaluation["curves"] <- list(NULL)
  expect_equal(nrow(ggplot2::ggplot_build(ggplot2::autoplot(evaluation))$layout$layout), 3)
})

test_that("the page draws what was found", {
  plot <- ggplot2::autoplot(fake_evaluation(groups = c(0.6, 0.4), accuracy = 0.6))
  columns <- Filter(function(layer) inherits(layer$geom, "GeomCol"), plot$layers)
  expect_equal(columns[[1]]$data$y, c(0.5, 0.5, 0.6, 0.4))
  expect_equal(columns[[2]]$data$y[columns[[2]]$data$source == "generated"], 0.6)
})

test_that("the page looks as it was approved", {
  expect_picture(ggplot2::autoplot(fake_evaluation(groups = c(0.6, 0.4), accuracy = 0.6)), "evaluation")
})

test_that("plot() draws and returns the picture, and knows no arguments", {
  withr::local_pdf(withr::local_tempfile())
  expect_s3_class(plot(fake_evaluation()), "ggplot")
  expect_error(ggplot2::autoplot(fake_evaluation(), type = 2), class = "rgan_error_argument")
})
