# An explorer with just the parts that pictures need.
picture_explorer <- function(numbers, kind, template = list(frame = FALSE)) {
  list(
    kind = kind, training = list(numbers = numbers), stored = list(numbers = numbers),
    fit = list(data = list(dim = dim(numbers), template = template))
  )
}

test_that("waves are drawn on axes that stay as they move", {
  explorer <- stored_explorer()
  one <- place_numbers(explorer, draw_place(explorer, 1))
  small <- explore_picture(explorer, one / 10)
  expect_equal(ggplot2::layer_data(small, 2)$y, as.vector(one) / 10)
  expect_equal(axis_range(small), axis_range(explore_picture(explorer, one)))
  expect_lt(axis_range(small)[[1]], -3)
})

test_that("the nearest training rows stand in panels with their distance", {
  explorer <- stored_explorer()
  nearest <- nearest_to(explorer, matrix(explorer$fit$data$rows[7, ], 1))
  picture <- nearest_picture(explorer, nearest)
  expect_equal(levels(picture$data$panel)[[1]], "row 7, .00 away")
  expect_equal(nrow(panels_of(picture)), 3)
  expect_equal(picture$data$value[picture$data$panel == "row 7, .00 away"], unname(explorer$fit$data$rows[7, ]))
})

test_that("an axis goes along with rows that are nearly level and far apart", {
  shape <- sin(1:30)
  rows <- shape + matrix(1000 * (1:20), 30, 20, byrow = TRUE)
  explorer <- picture_explorer(t(rows), "waves")
  for (k in c(2, 19)) {
    ends <- axis_range(explore_picture(explorer, t(rows[, k, drop = FALSE])))
    expect_equal(mean(ends), mean(range(rows[, k])))
    expect_lt(diff(ends), 4)
  }
})

test_that("channels have axes of their own", {
  windows <- array(rep(c(1:10, 1000 * (1:10)), each = 3), c(3, 10, 2), list(NULL, NULL, c("low", "high")))
  explorer <- picture_explorer(windows, "series", list(frame = FALSE, dimnames = dimnames(windows)))
  picture <- explore_picture(explorer, windows[1, , , drop = FALSE])
  expect_equal(as.character(panels_of(picture)$channel), c("low", "high"))
  expect_lt(axis_range(picture, panel = 1)[[2]], 20)
  beside <- explore_picture(explorer, windows[1:2, , , drop = FALSE], c("row 1", "row 2"))
  expect_equal(nrow(panels_of(beside)), 4)
})

test_that("a table's row is bars between the least and the largest value, with the values as they are", {
  types <- list(
    list(type = "number", whole = TRUE), list(type = "factor", levels = c("a", "b"), all = c("a", "b"), ordered = FALSE)
  )
  template <- list(frame = TRUE, names = c("count", "kind"), types = types)
  explorer <- picture_explorer(cbind(c(10, 12345, 20000), c(0, 1, 0)), "table", template)
  drawn <- explore_picture(explorer, matrix(c(12345, 1), 1))$data
  expect_equal(drawn$text, c("12345", "b"))
  expect_equal(drawn$place, c(12335 / 19990, 1))
  expect_equal(explore_alt(explorer, matrix(c(12345, 1), 1)), "A row: count 12345, kind b")
  many <- matrix(1:60, 2)
  explorer <- picture_explorer(many, "table", list(frame = FALSE))
  expect_match(explore_picture(explorer, many[1, , drop = FALSE])$labels$caption, "24 of 30 columns")
})

test_that("images keep their brightness", {
  images <- array(rep(c(0, 128, 255), each = 4), c(1, 4, 3, 1))
  explorer <- picture_explorer(images, "images")
  dark <- explore_picture(explorer, images / 4)
  expect_equal(sort(unique(dark$data$colour)), sort(grDevices::grey(c(0, 32, 63.75) / 255)))
  expect_equal(explore_alt(explorer, images), "An image with values from 0 to 255")
})
