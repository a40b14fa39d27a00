test_that("pixels are drawn where they belong, rows from the top", {
  image <- array(c(0, 100, 200, 255, 50, 150), c(1, 2, 3, 1)) # 2 rows, 3 columns
  plot <- plot_images(image)
  drawn <- ggplot2::layer_data(plot)
  expect_equal(nrow(drawn), 6)
  pixel <- function(row, column) drawn$fill[-drawn$y == row & drawn$x == column]
  expect_equal(pixel(1, 1), grey(0))
  expect_equal(pixel(2, 1), grey(100 / 255))
  expect_equal(pixel(1, 2), grey(200 / 255))
  expect_equal(pixel(2, 3), grey(150 / 255))
})

test_that("three colours make red, green and blue", {
  image <- array(0, c(1, 1, 3, 3))
  image[1, 1, , ] <- diag(3)
  expect_equal(ggplot2::layer_data(plot_images(image))$fill, c("#FF0000", "#00FF00", "#0000FF"))
})

test_that("black and white are those of the usual range that holds the data", {
  expect_equal(image_limits(c(0, 0.4)), c(0, 1))
  expect_equal(image_limits(c(-0.9, 0.4)), c(-1, 1))
  expect_equal(image_limits(c(0, 100)), c(0, 255))
  expect_equal(image_limits(c(0, 16)), c(0, 16))
  expect_equal(image_limits(c(-5, 300)), c(-5, 300))
  image <- array(c(-1, 0.5, 2), c(1, 1, 3, 1))
  expect_equal(ggplot2::layer_data(plot_images(image, limits = c(0, 1)))$fill, grey(c(0, 0.5, 1)))
})

test_that("a fit is drawn on the scale of its training data", {
  fit <- image_fit()
  fit$output <- list("epoch 10" = array(0.5, c(2, 12, 12, 1))) # would be mid-grey on its own scale
  expect_equal(unique(ggplot2::layer_data(plot_images(fit))$fill), grey(0.5 / 255))
})

test_that("the first 25 images are drawn, or those asked for, headed by their names", {
  images <- array(0.5, c(30, 2, 2))
  expect_equal(nrow(panels_of(plot_images(images))), 25)
  expect_equal(as.character(panels_of(plot_images(images, id = c(30, 2)))$panel), c("image 30", "image 2"))
  dimnames(images) <- list(paste0(1:30, ".png"), NULL, NULL)
  expect_equal(as.character(panels_of(plot_images(images, id = 7))$panel), "7.png")
})

test_that("what is no image is refused", {
  expect_snapshot(plot_images(matrix(0, 2, 2)), error = TRUE)
  expect_error(plot_images(array(0, c(2, 3, 3, 2))), class = "rgan_error_data")
  expect_snapshot(plot_images(array(0, c(2, 3, 3, 1)), id = 3), error = TRUE)
  expect_snapshot(plot_images(array(0, c(2, 3, 3, 1)), limits = c(1, 0)), error = TRUE)
})
