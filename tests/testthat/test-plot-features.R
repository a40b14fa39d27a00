cloud <- function(x, y, n = 30) cbind(x + cos(1:n), y + sin((1:n)^1.5))
state <- function(real = c(0, 0), generated = c(4, 3)) {
  list(real = cloud(real[1], real[2]), generated = cloud(generated[1], generated[2], 20))
}

test_that("points and their centroids are drawn as they are", {
  plot <- plot_features(state())
  points <- ggplot2::layer_data(plot, 1)
  expect_equal(points$x, c(state()$real[, 1], state()$generated[, 1]))
  centroids <- ggplot2::layer_data(plot, 2)
  expect_equal(centroids$x, c(mean(state()$real[, 1]), mean(state()$generated[, 1])))
  expect_equal(centroids$y, c(mean(state()$real[, 2]), mean(state()$generated[, 2])))
  expect_equal(c(plot$labels$x, plot$labels$y), c("Feature 1", "Feature 2"))
})

test_that("an arrow goes from the centroid before to that after, and there is none where nothing moved", {
  plot <- plot_features(list(before = state(), after = state(generated = c(3, 1))))
  arrows <- ggplot2::layer_data(plot, 3)
  expect_equal(nrow(arrows), 1)
  expect_equal(arrows$colour, "#D55E00")
  expect_equal(c(arrows$xend - arrows$x, arrows$yend - arrows$y), c(-1, -2))
})

test_that("centroids can be drawn alone", {
  plot <- plot_features(list(before = state(), after = state(generated = c(3, 1))), points = FALSE)
  expect_equal(nrow(ggplot2::layer_data(plot, 3)), 4)
  expect_lt(diff(axis_range(plot)), diff(axis_range(plot_features(list(before = state(), after = state())))))
})

test_that("several updates are panels headed by their names", {
  updates <- list(
    "generator update" = list(before = state(), after = state(generated = c(3, 1))),
    "discriminator update" = list(before = state(), after = state(c(-1, 0), c(5, 4)))
  )
  plot <- plot_features(updates, nrow = 2)
  expect_equal(as.character(panels_of(plot)$panel), names(updates))
  expect_equal(panels_of(plot)$ROW, 1:2)
  expect_equal(as.vector(table(ggplot2::layer_data(plot, 3)$PANEL)), c(1, 2))
})

test_that("more features are projected on their first principal components, the same for all points", {
  wide <- function(s) lapply(s, function(m) cbind(10 * m, m[, 1] / 100, 0.5))
  plot <- plot_features(wide(state()))
  expect_match(plot$labels$x, "First principal component of 4 features")
  points <- ggplot2::layer_data(plot, 1)
  # The added columns vary little, so distances are those of the first two, times 10
  flat <- do.call(rbind, state())
  expect_equal(as.vector(dist(points[c("x", "y")])), 10 * as.vector(dist(flat)), tolerance = 1e-4)
  expect_equal(plot_features(list(real = matrix(1:3), generated = matrix(4:5)))$labels$y, "Point")
})

test_that("other forms are refused", {
  expect_snapshot(plot_features(matrix(0, 2, 2)), error = TRUE)
  expect_snapshot(plot_features(list(before = state(), after = NULL)), error = TRUE)
  expect_snapshot(plot_features(list(real = cloud(0, 0), generated = matrix(0, 5, 3))), error = TRUE)
  expect_snapshot(plot_features(list(real = cloud(0, 0), generated = cloud(NA, 0))), error = TRUE)
  expect_error(plot_features(list()), class = "rgan_error_data")
})

test_that("a fit shows its training rows and newest trace as its discriminator sees them", {
  fit <- shared_fit()
  points <- ggplot2::layer_data(plot_features(fit), 1)
  expect_equal(as.vector(table(points$colour)[c("#1F83C1", "#D55E00")]), c(12, 42))
  # In the plane of the first principal components of all points together
  trainer <- trainer_of(fit)
  features <- function(rows) call_trainer("features", trainer, rows)
  seen <- rbind(features(fit$data$rows), features(fit$output[["epoch 4"]]))
  expect_equal(as.matrix(points[c("x", "y")]), prcomp(seen)$x[, 1:2], ignore_attr = TRUE, tolerance = 1e-5)
})

test_that("an update moves its own side, and leaves the fit as it was", {
  fit <- shared_fit()
  model <- fit$model
  both <- plot_features(fit, update = c("generator", "discriminator"))
  expect_equal(as.character(panels_of(both)$panel), c("generator update", "discriminator update"))
  points <- both$data
  side <- function(panel, when) points[points$panel == panel & points$when == when & points$source == "real", "f1"]
  expect_identical(as.raw(call_trainer("model_bytes", trainer_of(fit))), model)

  one <- plot_features(fit, update = "generator")$data
  real <- one[one$source == "real", ]
  expect_equal(real$f1[real$when == "before"], real$f1[real$when == "after"], tolerance = 1e-5)
  generated <- one[one$source == "generated", ]
  expect_true(any(generated$f1[generated$when == "before"] != generated$f1[generated$when == "after"]))
})

test_that("several fits are several panels", {
  fit <- shared_fit()
  stages <- plot_features(list("step 4" = fit, "step 8" = fit), update = "discriminator")
  expect_equal(as.character(panels_of(stages)$panel), c("step 4", "step 8"))
  expect_equal(nrow(plot_features(list(a = fit, b = fit))$data), 2 * (12 + 42))
})

test_that("an update needs a fit and the name of a network", {
  expect_snapshot(plot_features(list(real = cloud(0, 0), generated = cloud(1, 1)), update = "generator"), error = TRUE)
  expect_snapshot(plot_features(fake_fit(tiny_waves(), list(tiny_waves()), "waves"), update = "both"), error = TRUE)
})

test_that("features look as approved", {
  updates <- list(
    "generator update" = list(before = state(), after = state(generated = c(3, 1))),
    "discriminator update" = list(before = state(), after = state(c(-1, 0), c(5, 4)))
  )
  expect_picture(plot_features(updates), "two updates")
})

test_that("drawing an update changes nothing in a live trainer, and shows the same in one that is rebuilt", {
  skip_if_no_python()
  x <- matrix(rnorm(240), 12)
  fit <- gan(x, epochs = 2, log = FALSE, seed = 1)
  live <- trainer_of(fit)
  bytes <- call_trainer("model_bytes", live)
  values <- reticulate::py_id(reticulate::py_get_attr(live, "values"))
  seen <- plot_features(fit, update = "generator")$data
  expect_identical(call_trainer("model_bytes", live), bytes)
  expect_identical(reticulate::py_id(reticulate::py_get_attr(live, "values")), values)

  rebuilt <- unserialize(serialize(fit, NULL))
  expect_identical(plot_features(rebuilt, update = "generator")$data, seen)
})
