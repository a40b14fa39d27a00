test_that("blends are lambda w1 + (1 - lambda) w2, from one wave to the other", {
  frame <- plot_blend(w1 = c(0, 1, 4, 2), w2 = c(8, 1, 0, -2), n = 5, half = FALSE)$data
  expect_equal(unique(frame$lambda), c(0, 0.25, 0.5, 0.75, 1))
  expect_equal(frame$y[frame$lambda == 0], c(8, 1, 0, -2))
  expect_equal(frame$y[frame$lambda == 1], c(0, 1, 4, 2))
  expect_equal(frame$y[frame$lambda == 0.25], c(6, 1, 1, -1))
})

test_that("the title graphic stacks 48 blends of the post's two waves over half the time, in its colours", {
  plot <- plot_blend()
  frame <- plot$data
  expect_equal(length(unique(frame$lambda)), 48)
  expect_lt(max(frame$x), 0.5)
  x <- seq(0, 1, length = 250)[seq(0, 1, length = 250) < 0.5]
  k <- 17 / 47
  expect_equal(frame$y[abs(frame$lambda - k) < 1e-9], k * sin(2 * pi * 2 * x) + (1 - k) * 3 * sin(2 * pi * 10 * x))
  drawn <- ggplot2::layer_data(plot)
  expect_true(all(c("#4E364B", "#48B2A8") %in% drawn$fill))
  # Stacked: the top reaches the sum of all positive parts
  total <- max(tapply(pmax(frame$y, 0), round(frame$x, 6), sum))
  expect_equal(max(drawn$ymax), total, tolerance = 1e-3)
})

test_that("panels show one blend each, headed by its lambda", {
  panels <- panels_of(plot_blend(n = 12, panels = TRUE, half = FALSE))
  expect_equal(nrow(panels), 12)
  expect_equal(as.character(panels$panel)[c(1, 2, 12)], c("lambda = 0.00", "lambda = 0.09", "lambda = 1.00"))
  expect_equal(nrow(panels_of(plot_blend(n = 300, panels = TRUE, m = 4))), 300)
})

test_that("waves that can't be blended are refused", {
  expect_snapshot(plot_blend(w1 = 1:3, w2 = 1:4), error = TRUE)
  expect_snapshot(plot_blend(w1 = 1:3), error = TRUE)
  expect_snapshot(plot_blend(w1 = "a", w2 = 1:4), error = TRUE)
  expect_snapshot(plot_blend(shape = list(a = 1, p = 2)), error = TRUE)
  expect_snapshot(plot_blend(colours = "blurple"), error = TRUE)
  expect_error(plot_blend(n = 1), class = "rgan_error_argument")
})

test_that("blends look as approved", {
  expect_picture(plot_blend(), "title graphic")
  expect_picture(plot_blend(n = 12, panels = TRUE, half = FALSE), "twelve blends")
})
