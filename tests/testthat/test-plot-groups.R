test_that("rows get the group whose centre is nearest, named by its share", {
  fit <- grouped_fit(6)
  groups <- row_groups(fit$output[[2]], fit)
  expect_equal(levels(groups), c("group 1 (60 %)", "group 2 (40 %)"))
  expect_equal(as.integer(groups), rep(1:2, 3))
  expect_equal(as.integer(nearest_centre(rbind(c(0, 0), c(9, 9)), rbind(c(8, 8), c(1, 1), c(-5, 0)))), c(2, 1))
})

test_that("classes that rows were told come before groups", {
  fit <- grouped_fit(4)
  rows <- structure(fit$output[[1]], by = factor(c("b", "a", "a", "b")))
  expect_equal(as.character(row_groups(rows, fit)), c("b", "a", "a", "b"))
  expect_equal(levels(row_groups(rows)), c("a", "b"))
})

test_that("numbers, many classes, and rows without groups have no colours", {
  rows <- get_training_data(12, 20)
  expect_null(row_groups(rows))
  expect_null(row_groups(structure(rows, by = 1:12 / 7)))
  expect_null(row_groups(structure(rows, by = letters[1:12])))
  fit <- grouped_fit()
  fit$data$centres <- get_training_data(9, 50)
  expect_null(row_groups(fit$output[[1]], fit))
})

test_that("waves of a fit with groups are coloured by them, and all groups keep their colours", {
  plot <- plot_waves(grouped_fit(), id = 2)
  expect_equal(unique(ggplot2::layer_data(plot)$colour), vermilion)
  expect_equal(unique(ggplot2::layer_data(plot_waves(grouped_fit(), id = 2, colour = "none"))$colour), blue)
})

test_that("a trained fit knows the centres of its groups", {
  skip_if_no_python()
  set.seed(1)
  pure <- rbind(sin(1:16), 5 + cos(1:16))
  waves <- pure[rep(1:2, 20), ] + rnorm(640, sd = 0.05)
  fit <- gan(waves, epochs = 1, log = FALSE, seed = 1)
  order <- nearest_centre(pure, fit$data$centres)
  expect_equal(fit$data$centres[order, ], pure, tolerance = 0.1)
  groups <- row_groups(fit$data$rows, fit)
  expect_equal(length(unique(groups[c(TRUE, FALSE)])), 1)
  expect_equal(nlevels(groups), 2)
})
