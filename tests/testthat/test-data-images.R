local_images <- function(..., env = parent.frame()) {
  folder <- withr::local_tempdir(.local_envir = env)
  images <- list(...)
  for (name in names(images)) {
    png::writePNG(images[[name]], file.path(folder, name))
  }
  folder
}

test_that("colour images come as images x height x width x 3 from 0 to 255, in the order of their names", {
  skip_if_not_installed("png")
  red <- array(rep(c(1, 0, 0), each = 6), c(2, 3, 3))
  mixed <- array((0:17) / 17, c(2, 3, 3))
  images <- read_images(local_images("b.png" = mixed, "a.png" = red))
  expect_equal(dim(images), c(2, 2, 3, 3))
  expect_equal(dimnames(images)[[1]], c("a.png", "b.png"))
  expect_equal(images[1, , , 1], matrix(255, 2, 3))
  expect_equal(images[1, , , 2:3], array(0, c(2, 3, 2)))
  expect_equal(unname(images[2, , , ]), mixed * 255, tolerance = 1e-8)
})

test_that("grey and transparent images become colour images, and colour ones grey", {
  skip_if_not_installed("png")
  folder <- local_images(
    "1-grey.png" = matrix(0.2, 2, 2), "2-greyalpha.png" = array(rep(c(0, 0), each = 4), c(2, 2, 2)),
    "3-alpha.png" = array(rep(c(1, 0, 0, 0.6), each = 4), c(2, 2, 4))
  )
  images <- read_images(folder)
  expect_equal(unname(images[1, 1, 1, ]), rep(51, 3))
  expect_equal(unname(images[2, 1, 1, ]), rep(255, 3)) # fully transparent: white
  expect_equal(unname(images[3, 1, 1, ]), c(255, 102, 102))
  grey <- read_images(folder, grey = TRUE)
  expect_equal(dim(grey), c(3, 2, 2, 1))
  expect_equal(unname(grey[, 1, 1, 1]), c(51, 255, 0.299 * 255 + 0.701 * 102))
})

test_that("JPEG files are read beside PNG files", {
  skip_if_not_installed("png")
  skip_if_not_installed("jpeg")
  folder <- local_images("a.png" = matrix(0.4, 8, 8))
  jpeg::writeJPEG(array(0.4, c(8, 8, 3)), file.path(folder, "b.JPG"))
  images <- read_images(folder)
  expect_equal(images[2, , , ], images[1, , , ], tolerance = 0.02)
  expect_equal(read_images(file.path(folder, "b.JPG")), images[2, , , , drop = FALSE])
})

test_that("resizing keeps constants exactly, ramps inside, and the mean", {
  constant <- array(0.3, c(7, 5, 3))
  expect_equal(resize_image(constant, c(4L, 9L)), array(0.3, c(4, 9, 3)))
  ramp <- array(rep(1:12, each = 4), c(4, 12, 3))
  # Twice as wide: the new pixels' centres lie at quarters between the old ones
  expect_equal(resize_image(ramp, c(4L, 24L))[1, 2:23, 1], seq(1.25, 11.75, by = 0.5))
  # Half as wide: each new centre lies midway between two old ones
  expect_equal(resize_image(ramp, c(4L, 6L))[2, 2:5, 2], c(3.5, 5.5, 7.5, 9.5))
  checks <- array(outer(1:64, 1:64, function(i, j) (i + j) %% 2), c(64, 64, 3))
  expect_equal(resize_image(checks, c(8L, 8L)), array(0.5, c(8, 8, 3)), tolerance = 0.01)
  expect_equal(rowSums(resize_weights(17, 5)), rep(1, 5))
})

test_that("`size` brings unequal images to one size; without it they are refused by name", {
  skip_if_not_installed("png")
  folder <- local_images("a.png" = matrix(0.5, 4, 6), "b.png" = matrix(0.5, 4, 5))
  expect_equal(dim(read_images(folder, size = c(8, 10))), c(2, 8, 10, 3))
  expect_equal(dim(read_images(folder, size = 3)), c(2, 3, 3, 3))
  expect_error(read_images(folder), class = "rgan_error_data")
  expect_snapshot(read_images(folder), error = TRUE)
})

test_that("folders and files that can't be read are refused by name", {
  skip_if_not_installed("png")
  folder <- withr::local_tempdir()
  withr::local_dir(folder)
  dir.create("empty")
  dir.create("broken")
  writeLines("not an image", "broken/a.png")
  writeLines("text", "notes.txt")
  expect_snapshot(read_images("empty"), error = TRUE)
  expect_snapshot(read_images("missing"), error = TRUE)
  expect_snapshot(read_images("notes.txt"), error = TRUE)
  expect_snapshot(read_images(1), error = TRUE)
  expect_error(read_images("broken"), "a.png.*can't be read", class = "rgan_error_file")
  expect_error(read_images("broken", size = 0), class = "rgan_error_argument")
  expect_snapshot(read_images("broken", size = "small"), error = TRUE)
})

test_that("a missing package is named with how to get it", {
  read <- function() check_image_package("jpeg", "photos/cat.jpg", installed = FALSE, call = rlang::current_env())
  expect_error(read(), class = "rgan_error_missing_package")
  expect_snapshot(read(), error = TRUE)
})
