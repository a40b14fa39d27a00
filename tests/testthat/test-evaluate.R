test_that("a fit is evaluated beside its floor and baselines", {
  fit <- shared_fit()
  quality <- evaluate_gan(fit, n = 20, seed = 1, neighbours = 2)
  expect_s3_class(quality, "gan_evaluation")
  figures <- as.data.frame(quality)
  expect_named(figures, c("figure", "generated", "real", "low", "high", "gaussian", "bootstrap", "best"))
  expect_true(all(c("coverage", "density", "accuracy", "sliced_wasserstein", "spectrum") %in% figures$figure))
  expect_true(all(figures$low <= figures$real & figures$real <= figures$high))
  expect_equal(figures$bootstrap[figures$figure == "copies"], 1)
  expect_equal(sum(quality$groups$real), 1)
  expect_equal(quality$epoch, fit$best)
  expect_output(print(quality), "20 generated rows")
})

test_that("a seed repeats it and the user's random numbers are left alone", {
  fit <- shared_fit()
  set.seed(1)
  before <- rng_state()
  one <- evaluate_gan(fit, n = 12, seed = 5, neighbours = 2)
  expect_identical(rng_state(), before)
  expect_identical(one, evaluate_gan(fit, n = 12, seed = 5, neighbours = 2))
})

test_that("a holdout is what everything is compared with", {
  fit <- shared_fit()
  quality <- evaluate_gan(fit, holdout = tiny_waves(8), n = 20, seed = 1, neighbours = 2)
  expect_equal(quality$rows$holdout, 8)
  expect_true("nearer_to_training" %in% quality$figures$figure)
})

test_that("rows that gan() held out are the holdout", {
  skip_if_no_python()
  rows <- data.frame(x = seq(0, 1, length.out = 2000), y = rep(0:1, 1000))
  fit <- tiny_gan(rows, epochs = 1, seed = 1, batch_size = 500)
  quality <- evaluate_gan(fit, n = 50, seed = 1)
  expect_equal(unlist(quality$rows), c(real = 1800, generated = 50, holdout = 200))
})

test_that("what cannot be evaluated is told on the user's call", {
  fit <- shared_fit()
  missing <- tiny_waves(8)
  missing[2, 3] <- Inf
  expect_snapshot(error = TRUE, {
    evaluate_gan(1)
    evaluate_gan(fit, n = 0)
    evaluate_gan(fit, holdout = tiny_waves(8, 15))
    evaluate_gan(fit, holdout = missing)
    evaluate_gan(fit, holdout = tiny_waves(3), n = 10)
    evaluate_gan(fit, n = 10, neighbours = 6)
    evaluate_gan(fit, epoch = 3)
    evaluate_gan(fit, neighbors = 3)
  }, transform = function(lines) sub("the best is [0-9]+", "the best is <epoch>", lines))
})
