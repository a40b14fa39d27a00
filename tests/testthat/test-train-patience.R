# One step an epoch, traced every ten.
waiting <- function(scores, epochs, patience) {
  trainer <- fake_trainer(per_epoch = 1, scores = scores)
  run <- fake_training(trainer, epochs, trace = 10, patience = patience)
  list(epoch = trainer$step, plans = trainer$plans, stopped = run$stopped, last = run$last_epoch)
}

test_that("training stops when nothing improves for as many traces", {
  ended <- waiting(c(0.5, 0.3, 0.4, 0.35, 0.31, 0.2), 1000, patience = 3)
  expect_equal(ended, list(epoch = 50, plans = list(), stopped = "patience", last = 50))
})

test_that("what improves in time goes on, and without patience everything does", {
  expect_equal(waiting(c(0.5, 0.3, 0.4, 0.35, 0.2, 0.3, 0.3, 0.3), 1000, patience = 3)$epoch, 80)
  for_ever <- waiting(0.5, 200, patience = NULL)
  expect_null(for_ever$stopped)
  expect_equal(for_ever$epoch, 200)
})

test_that("traces of an earlier run do not count, nor do those without a score", {
  run <- fake_run(fake_trainer(), 100, patience = 3)
  run$traces <- 2L
  expect_false(is_out_of_patience(run, list(since_best = 7)))
  run$traces <- 3L
  expect_true(is_out_of_patience(run, list(since_best = 7)))
  expect_false(is_out_of_patience(run, list(scored = FALSE, score = NULL)))
})

test_that("without a last epoch the rates fall after waiting, for half as long again", {
  ended <- waiting(c(0.5, 0.3, 0.4, 0.4, 0.4), Inf, patience = 2)
  expect_equal(ended$plans, list(20))
  expect_equal(ended$epoch, 60)
  expect_null(ended$stopped)
})

test_that("Inf epochs need traces, and have a patience of their own", {
  expect_equal(check_epochs_left(Inf, 100, NULL), 5)
  expect_equal(check_epochs_left(Inf, 100, 2L), 2)
  expect_null(check_epochs_left(100, 100, NULL))
  expect_snapshot(error = TRUE, {
    gan(tiny_waves(), epochs = Inf, trace = Inf)
    gan(tiny_waves(), patience = 0)
  })
})

test_that("with the real trainer, epochs = Inf ends and the best epoch is one with a score as low as any", {
  skip_if_no_python()
  fit <- tiny_gan(
    get_training_data(200, 40),
    epochs = Inf, trace = 1, patience = 1, seed = 1, spec = tiny_spec(groups = FALSE)
  )
  expect_null(fit$stopped)
  # Of scores that differ by chance the latest is taken.
  lowest <- which.min(fit$traces$score)
  expect_gte(fit$best, fit$traces$epoch[[lowest]])
  expect_lt(fit$traces$score[fit$traces$best], 1.3 * fit$traces$score[[lowest]] + 0.05)
  expect_equal(fit$traces$best, fit$traces$epoch == fit$best)
  expect_identical(generate(fit, 42, seed = 1), generate(fit, 42, seed = 1, epoch = fit$best))
})

test_that("rows come from any traced epoch, after saving too, and others are refused", {
  fit <- shared_fit()
  expect_identical(generate(fit, 42, seed = fit$seed, epoch = 2), fit$output[["epoch 2"]])
  fit$id <- "in another session"
  expect_identical(generate(fit, 42, seed = fit$seed, epoch = 2), fit$output[["epoch 2"]])
  expect_snapshot(generate(shared_fit(), 2, epoch = 3), error = TRUE, transform = function(lines) {
    sub("the best is [0-9]+", "the best is <epoch>", lines)
  })
})

test_that("collapse on two waves is told, with the usable fit", {
  skip_if_no_python()
  skip_on_cran()
  set.seed(1)
  train <- get_training_data(200, 50)
  # The classic networks with milder rates learn one wave, and stay with it. Long enough for something to be learned:
  # before, every seed is told that nothing has been.
  mild <- gan_spec(
    "classic", scaling = "standard", steps_per_epoch = NULL,
    discriminator_optimizer = list(rate = 0.001, beta_1 = 0.9)
  )
  warning <- tryCatch(gan(train, epochs = 1000, spec = mild, seed = 3, log = FALSE), rgan_collapse = identity)
  expect_s3_class(warning, "rgan_collapse")
  expect_equal(dim(generate(warning$fit, 3)), c(3, 50))
})
