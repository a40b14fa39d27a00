faulty <- function(...) {
  fake_evaluation(
    ..., accuracy = 0.6, labels = list(columns = c("gain", "capital")),
    kind = "series", told = list(
      eyes = fake_eyes(generated = 0.86, real = 0.52), guessing = FALSE,
      faults = list(fake_fault("negative", generated = 0.72), fake_fault("value", 1, generated = 0, real = 0.9))
    )
  )
}

# Titles of the panels, in order.
panels <- function(x) as.character(Filter(is.factor, panels_of(ggplot2::autoplot(x)))[[2]])

test_that("one page shows every panel, for curves and for other data", {
  evaluation <- faulty(groups = c(0.6, 0.4))
  expect_equal(panels(evaluation), unname(evaluation_panels[c(
    "plane", "groups", "eyes", "faults", "bands", "spectrum"
  )]))
  one_group <- faulty(groups = 1, real = 1)
  expect_equal(panels(one_group), unname(evaluation_panels[c(
    "plane", "eyes", "faults", "bands", "spectrum", "autocorrelation"
  )]))
  evaluation["curves"] <- list(NULL)
  expect_equal(panels(evaluation), unname(evaluation_panels[c("plane", "groups", "eyes", "faults")]))
})

test_that("evaluations of few rows or of earlier versions have the figure of one classifier", {
  evaluation <- fake_evaluation(groups = c(0.6, 0.4), accuracy = 0.6)
  evaluation$faults <- NULL
  expect_true(evaluation_panels[["accuracy"]] %in% panels(evaluation))
  expect_false(any(evaluation_panels[c("eyes", "faults")] %in% panels(evaluation)))
})

test_that("the page draws what was found", {
  plot <- ggplot2::autoplot(fake_evaluation(groups = c(0.6, 0.4), accuracy = 0.6))
  columns <- Filter(function(layer) inherits(layer$geom, "GeomCol"), plot$layers)
  expect_equal(columns[[1]]$data$y, c(0.5, 0.5, 0.6, 0.4))
  expect_equal(columns[[2]]$data$y[columns[[2]]$data$source == "generated"], 0.6)
})

test_that("bands are those of groups where they are few", {
  curves <- fake_evaluation()$curves$real
  expect_equal(unique(bands_frame(curves, "real")$group), 0)
  curves$group_bands <- list(curves$bands, curves$bands + 10)
  frame <- bands_frame(curves, "real")
  expect_equal(unique(frame$group), 1:2)
  expect_equal(frame$low[frame$group == 2], frame$low[frame$group == 1] + 10)
})

test_that("the page looks as it was approved", {
  expect_picture(ggplot2::autoplot(faulty(groups = c(0.6, 0.4))), "evaluation")
})

test_that("plot() draws and returns the picture, and knows no arguments", {
  withr::local_pdf(withr::local_tempfile())
  expect_s3_class(plot(fake_evaluation()), "ggplot")
  expect_error(ggplot2::autoplot(fake_evaluation(), type = 2), class = "rgan_error_argument")
})
