panel_names_of <- function(plot) as.character(panels_of(plot)$panel)

test_that("waves: some of each, their bands and power, by group", {
  fit <- grouped_fit()
  plot <- ggplot2::autoplot(fit, compare = TRUE)
  expect_equal(panel_names_of(plot)[1:4], paste0("group 1 (60 %)\n", compared_panels))
  expect_length(panel_names_of(plot), 8)
  band <- plot$data[plot$data$what == "band" & plot$data$source == "real" & grepl("group 2", plot$data$panel), ]
  rows <- fit$data$rows[c(FALSE, TRUE), ]
  expect_equal(band$high, unname(apply(rows, 2, quantile, 0.95)))
  power <- plot$data[plot$data$what == "power" & plot$data$source == "real" & grepl("group 2", plot$data$panel), ]
  expect_equal(power$x[[which.max(power$y)]], 10) # cycles of the second wave
  expect_match(plot$labels$subtitle, "Real and generated waves")
})

test_that("without groups there is one row of panels, of series one for each channel", {
  expect_equal(panel_names_of(ggplot2::autoplot(wave_fit(), compare = TRUE)), compared_panels)
  series <- panel_names_of(ggplot2::autoplot(series_fit(), compare = TRUE))
  expect_equal(series[c(1, 5, 9, 13)], paste0(c("DAX", "SMI", "CAC", "FTSE"), "\nreal"))
})

test_that("real and generated panels of a row have the same axis", {
  plot <- ggplot2::autoplot(grouped_fit(), compare = TRUE)
  expect_equal(axis_range(plot, panel = 1), axis_range(plot, panel = 2))
  expect_equal(axis_range(plot, panel = 1), axis_range(plot, panel = 3))
})

test_that("images stand on two sheets, with nothing drawn between them", {
  plot <- ggplot2::autoplot(image_fit(), compare = TRUE)
  expect_equal(panel_names_of(plot), c("real", "generated"))
  expect_no_warning(ggplot2::ggplotGrob(plot))
  pixels <- plot$data[plot$data$image > 0, ]
  expect_equal(nrow(pixels), 2 * 8 * 144)
  expect_true(all(plot$data$colour[plot$data$image == 0] == "transparent"))
})

test_that("classes that were told have rows of their own", {
  skip_if_no_python()
  told <- rep(c("a", "b"), 6)
  fit <- tiny_gan(tiny_waves(), epochs = 1, by = told, seed = 1)
  plot <- ggplot2::autoplot(fit, compare = TRUE)
  expect_equal(panel_names_of(plot)[c(1, 5)], c("a\nreal", "b\nreal"))
  real <- plot$data[plot$data$panel == "a\nwhere 90 % lie" & plot$data$source == "real" & plot$data$what == "band", ]
  expect_equal(real$low, unname(apply(fit$data$rows[told == "a", ], 2, quantile, 0.05)))
})

test_that("comparisons look as approved", {
  expect_picture(ggplot2::autoplot(grouped_fit(), compare = TRUE), "real beside generated waves")
})
