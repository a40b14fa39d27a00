panel_names_of <- function(plot) as.character(panels_of(plot)$panel)

test_that("points of the two most alike, a curve for each number, bars for categories and few whole numbers", {
  plot <- ggplot2::autoplot(mixed_fit(), compare = TRUE)
  expect_equal(panel_names_of(plot), c(
    "height against\nweight: real", "height against\nweight: generated", "weight", "height", "kind", "legs"
  ))
  bars <- Filter(function(layer) inherits(layer$geom, "GeomRect"), plot$layers)[[1]]$data
  legs <- bars[bars$panel == "legs" & bars$source == "generated", ]
  expect_equal(legs$share, c(0, 1))
  expect_equal(legs$level, c("2", "4"))
  expect_equal(axis_range(plot, "x", 1), axis_range(plot, "x", 2))
  expect_match(plot$labels$caption, "Bars: share of rows")
})

test_that("columns beyond what can be read are named", {
  plot <- ggplot2::autoplot(mixed_fit(20), compare = TRUE)
  expect_length(panel_names_of(plot), 2 + most_marginals)
  expect_match(plot$labels$caption, "Left out: 6 more columns (V15, V16, V17, V18, ...).", fixed = TRUE)
})

test_that("a single column, constants and columns of categories alone can be compared", {
  expect_equal(panel_names_of(ggplot2::autoplot(table_fit(1), compare = TRUE)), "x")
  real <- data.frame(a = rep(c("u", "v"), 10), b = rep(c(TRUE, FALSE), each = 10))
  plot <- ggplot2::autoplot(fake_fit(real, list(real), "table"), compare = TRUE)
  expect_equal(panel_names_of(plot), c("a", "b"))
  same <- data.frame(a = rep(0.5, 20), b = 1:20 / 3)
  expect_silent(ggplot2::ggplotGrob(ggplot2::autoplot(fake_fit(same, list(same), "table"), compare = TRUE)))
})

test_that("numbers are compared class by class where few were told", {
  skip_if_no_python()
  set.seed(1)
  frame <- data.frame(x = rnorm(40), y = runif(40), class = rep(c("a", "b"), 20))
  fit <- tiny_gan(frame, epochs = 1, by = ~class, seed = 1)
  plot <- ggplot2::autoplot(fit, compare = TRUE)
  expect_equal(panel_names_of(plot)[-(1:2)], c("x,\na", "x,\nb", "y,\na", "y,\nb"))
})

test_that("tables beside one another look as approved", {
  expect_picture(ggplot2::autoplot(mixed_fit(), compare = TRUE), "real beside generated columns")
})
