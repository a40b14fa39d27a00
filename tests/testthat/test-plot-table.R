test_that("two columns are one panel titled by their names, real and generated told apart", {
  fit <- table_fit()
  plot <- ggplot2::autoplot(fit)
  expect_equal(c(plot$labels$x, plot$labels$y), c("x", "y"))
  expect_equal(as.vector(table(plot$data$source)[c("real", "generated")]), c(60, 20))
  drawn <- ggplot2::layer_data(plot)
  expect_equal(unique(drawn$colour), c("#1F83C1", "#D55E00"))
})

test_that("more columns make a panel per pair, up to four columns", {
  plot <- ggplot2::autoplot(table_fit(3))
  expect_equal(as.character(panels_of(plot)$pair), c("y against x", "z against x", "z against y"))
  expect_equal(nrow(panels_of(ggplot2::autoplot(table_fit(5)))), 6)
  frame <- plot$data[plot$data$pair == "z against y" & plot$data$source == "real", ]
  expect_equal(frame$x, table_fit(3)$data$rows$y)
  expect_equal(frame$y, table_fit(3)$data$rows$z)
})

test_that("a single column is drawn as two densities", {
  plot <- ggplot2::autoplot(table_fit(1))
  drawn <- ggplot2::layer_data(plot)
  area <- tapply(drawn$density, drawn$group, function(d) sum(d)) * diff(drawn$x[1:2])
  expect_true(all(area > 0.7 & area < 1))
  expect_equal(plot$labels$x, "x")
})

test_that("matrices without names work, and many real points are thinned without random numbers", {
  fit <- fake_fit(matrix(1:6000, 3000), list(matrix(1:40, 20)), "table")
  set.seed(1)
  before <- .Random.seed
  plot <- ggplot2::autoplot(fit)
  expect_identical(.Random.seed, before)
  expect_equal(plot$labels$y, "column 2")
  real <- plot$data$x[plot$data$source == "real"]
  expect_equal(range(real), c(1, 3000))
  expect_length(real, 1000)
})

test_that("pairs look as approved", {
  expect_picture(ggplot2::autoplot(table_fit(3)), "pairs of three columns")
})
