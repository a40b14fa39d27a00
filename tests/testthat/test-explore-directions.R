test_that("stored rows move along their principal components, one standard deviation a unit", {
  set.seed(1)
  fit <- readRDS(system.file("extdata", "waves.rds", package = "rgan"))
  curves <- rbind(sin(1:100), cos(1:100))
  fit$output[["epoch 2000"]] <- 5 + outer(rnorm(42, 0, 3), curves[1, ]) + outer(rnorm(42), curves[2, ])
  explorer <- stored_explorer(fit)
  expect_length(explorer$directions$share, 2)
  expect_gt(explorer$directions$share[[1]], 0.8)
  point <- draw_place(explorer, 1)$point
  at <- point_position(explorer, point)
  moved <- move_point(explorer, point, 1, 0.5)
  expect_equal(point_position(explorer, moved) - at, c(0.5, 0))
  expect_gt(abs(cor(moved - point, curves[1, ])), 0.99)
  places <- vapply(1:42, function(i) point_position(explorer, draw_place(explorer, i)$point)[[1]], 0)
  expect_equal(sd(places), 1)
  expect_equal(range(places), c(explorer$directions$low[[1]], explorer$directions$high[[1]]))
})

test_that("live directions move the row as the sliders say, the first most", {
  explorer <- live_explorer()
  expect_equal(explorer$directions$share, sort(explorer$directions$share, decreasing = TRUE))
  place <- draw_place(explorer, 1)
  point <- place$point
  moved <- move_point(explorer, point, 1, 0.7)
  by <- replace(numeric(length(explorer$directions$share)), 1, 0.7)
  expect_equal(point_position(explorer, moved) - point_position(explorer, point), by, tolerance = 1e-6)
  other <- replace(place, "point", list(moved))
  expect_false(isTRUE(all.equal(place_numbers(explorer, other), place_numbers(explorer, place))))
})

test_that("sliders say their share, and of tables the column they move most", {
  expect_equal(direction_labels(c(0.9, 0.004), NULL, NULL), c(
    "Direction 1: 90 % of all movement", "Direction 2: under 1 % of all movement"
  ))
  moves <- rbind(c(0.2, 0.8), c(1, 0))
  expect_equal(direction_labels(c(0.6, 0.4), moves, c("a", "b")), c(
    "Direction 1: 60 % of all movement, most in b", "Direction 2: 40 % of all movement, most in a"
  ))
})

test_that("categories of stored rows are not moved", {
  explorer <- stored_explorer(flowers_fit())
  expect_gt(nrow(explorer$directions$along), 0)
  explorer$fit$data$template$types[[1]] <- list(type = "factor", levels = letters, missing = FALSE)
  expect_true(all(stored_directions(explorer)$along[, 1] == 0))
})
