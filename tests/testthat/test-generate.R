test_that("rows come in the class, names and number asked for", {
  fit <- shared_fit()
  expect_equal(dim(generate(fit, 5)), c(5, 16))
  expect_equal(dim(generate(fit)), c(12, 16))
  expect_equal(dim(simulate(fit, 3)), c(3, 16))
  expect_equal(dim(generate(fit, 1)), c(1, 16))
})

test_that("a seed decides the rows and leaves the user's random numbers alone", {
  fit <- shared_fit()
  set.seed(1)
  before <- rng_state()
  one <- generate(fit, 3, seed = 7)
  expect_identical(simulate(fit, 3, seed = 7), one)
  expect_identical(rng_state(), before)
  expect_false(identical(generate(fit, 3, seed = 8), one))
})

test_that("without a seed R's generator decides, by one draw", {
  fit <- shared_fit()
  set.seed(1)
  stats::runif(1)
  after_one <- rng_state()
  set.seed(1)
  one <- generate(fit, 3)
  expect_identical(rng_state(), after_one)
  expect_false(identical(generate(fit, 3), one))
  set.seed(1)
  expect_identical(generate(fit, 3), one)
})

test_that("a fit saved and read generates, scores and walks the same without its trainer", {
  fit <- shared_fit()
  before <- list(generate(fit, 3, seed = 7), predict(fit), interpolate_waves(fit, 4, seed = 1))
  path <- withr::local_tempfile()
  saveRDS(fit, path)
  models <- session$models
  session$models <- list()
  session$rebuilt <- NULL
  withr::defer(session$models <- models)
  back <- readRDS(path)
  expect_identical(list(generate(back, 3, seed = 7), predict(back), interpolate_waves(back, 4, seed = 1)), before)
})

test_that("an earlier fit generates from its own state after training has gone on", {
  skip_if_no_python()
  first <- tiny_gan(seed = 3)
  one <- generate(first, 3, seed = 7)
  second <- gan(epochs = 2, continue_training = TRUE, log = FALSE)
  expect_identical(generate(first, 3, seed = 7), one)
  # Its best epoch may be the one before.
  expect_false(identical(generate(second, 3, seed = 7, epoch = 4), one))
})

test_that("a walk begins and ends at its ends", {
  fit <- shared_fit()
  walk <- interpolate_waves(fit, 5, from = c(-1, 0), to = c(0, 1))
  expect_equal(dim(walk), c(5, 16))
  expect_equal(attr(walk, "to"), c(0, 1))
  back <- interpolate_waves(fit, 2, from = c(0, 1), to = c(-1, 0))
  expect_equal(walk[5, ], back[1, ], tolerance = 1e-5)
  expect_identical(interpolate_waves(fit, 5, seed = 2), interpolate_waves(fit, 5, seed = 2))
})

test_that("the way follows the sphere between normal points and a line otherwise", {
  arc <- walk_between(c(1, 0), c(0, 1), (0:4) / 4, curved = TRUE)
  expect_equal(rowSums(arc^2), rep(1, 5))
  expect_equal(arc[3, ], c(1, 1) / sqrt(2))
  expect_equal(walk_between(c(1, 0), c(0, 1), 0.5, curved = FALSE)[1, ], c(0.5, 0.5))
  expect_equal(walk_between(c(1, 0), c(-1, 0), 0.5, curved = TRUE)[1, ], c(0, 0))
  expect_equal(walk_between(c(0, 0), c(0, 1), 0.5, curved = TRUE)[1, ], c(0, 0.5))
  expect_equal(drop(walk_between(1, 3, c(0, 0.5, 1), curved = TRUE)), c(1, 2, 3))
})

test_that("predict() gives a probability per row, for data frames by name", {
  fit <- shared_fit()
  expect_length(predict(fit), 12)
  expect_true(all(predict(fit) >= 0 & predict(fit) <= 1))
  expect_length(predict(fit, tiny_waves()[1, , drop = FALSE]), 1)
  frame <- data.frame(a = 1:20, b = rnorm(20))
  fit <- tiny_gan(frame)
  expect_identical(predict(fit, frame[c("b", "a")]), predict(fit, frame))
})

test_that("wrong arguments are named", {
  fit <- shared_fit()
  x <- tiny_waves()
  x[3, 1] <- Inf
  expect_snapshot(error = TRUE, {
    generate(fit, 0)
    generate(fit, 3, sed = 1)
    generate(fit, 3, seed = 1.5)
    simulate(fit, -1)
    interpolate_waves(fit, 1)
    interpolate_waves(fit, from = 1:3)
    interpolate_waves(3)
    predict(fit, x)
    predict(fit, tiny_waves(m = 20))
    predict(fit, array(1, c(2, 4, 4)))
  })
})

test_that("where rows are in groups, a walk leads from one to the other, and ends may leave the group out", {
  skip_if_no_python()
  fit <- tiny_gan(get_training_data(40, 20), epochs = 4, seed = 1)
  expect_length(fit$details$groups, 2)
  expect_equal(fit$details$latent, 2)
  walk <- interpolate_waves(fit, 5, from = c(1, 0, 0.5, 0.5), to = c(0, 1, 0.5, 0.5), seed = 1)
  expect_equal(attr(walk, "to"), c(0, 1, 0.5, 0.5))
  steps <- sqrt(rowSums(diff(walk)^2))
  expect_lt(max(steps), 2 * min(steps))
  short <- interpolate_waves(fit, 3, from = c(0.5, 0.5), seed = 1)
  expect_length(attr(short, "from"), 4)
  expect_equal(sum(attr(short, "from")[1:2]), 1)
  expect_snapshot(interpolate_waves(fit, 3, from = 1:3), error = TRUE)
})

test_that("generated rows are in the groups of the data by their shares, and print says so", {
  skip_if_no_python()
  set.seed(1)
  kind <- rep(0:1, c(150, 50))
  data <- data.frame(a = rnorm(200, 10 * kind), b = rnorm(200))
  fit <- tiny_gan(data, epochs = 4, seed = 1)
  rows <- generate(fit, 2000, seed = 2)
  expect_equal(mean(rows$a > 5), 0.25, tolerance = 0.15)
  expect_match(cli::ansi_strip(cli::cli_fmt(print(fit))), "groups: 2 kinds of rows", all = FALSE)
  alone <- tiny_gan(data, epochs = 4, seed = 1, spec = tiny_spec(groups = FALSE))
  expect_null(alone$details$groups)
})
