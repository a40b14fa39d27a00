# A trainer whose scores at traces are given.
scored_trainer <- function(scores) {
  self <- rlang::new_environment(list(step = 0, epoch = 0, steps_per_epoch = 1, plans = list(), scores = numeric()))
  self$plan <- function(epochs) self$plans <- c(self$plans, list(epochs))
  self$advance <- function(n) {
    self$step <- self$step + n
    self$epoch <- self$step
    list(step = self$step, epoch = self$epoch, d_loss = 0.5, g_loss = 0.6)
  }
  self$steps_to <- function(epoch) epoch - self$step
  self$trace <- function() {
    self$scores <- c(self$scores, scores[[min(length(scores), length(self$scores) + 1)]])
    best <- which.min(self$scores)
    list(
      epoch = self$epoch, step = self$step, score = self$scores[[length(self$scores)]], best_epoch = 10 * best,
      since_best = length(self$scores) - best
    )
  }
  self
}

waiting_run <- function(trainer, epochs, patience, trace = 10) {
  run <- new_run(trainer, epochs, trace, list(path = NULL), progress = FALSE, patience = patience)
  train_blocks(run, rlang::current_env())
}

test_that("training stops when nothing improves for as many traces", {
  trainer <- scored_trainer(c(0.5, 0.3, 0.4, 0.35, 0.31, 0.2))
  run <- waiting_run(trainer, 1000, patience = 3)
  expect_equal(trainer$epoch, 50)
  expect_equal(run$stopped, "patience")
  expect_equal(trainer$plans, list(1000))
})

test_that("what improves in time goes on, and without patience everything does", {
  trainer <- scored_trainer(c(0.5, 0.3, 0.4, 0.35, 0.2, 0.3, 0.3, 0.3))
  waiting_run(trainer, 1000, patience = 3)
  expect_equal(trainer$epoch, 80)
  trainer <- scored_trainer(0.5)
  expect_null(waiting_run(trainer, 200, patience = NULL)$stopped)
  expect_equal(trainer$epoch, 200)
})

test_that("without a last epoch the rates fall after waiting, for half as long again", {
  trainer <- scored_trainer(c(0.5, 0.3, 0.4, 0.4, 0.4))
  run <- waiting_run(trainer, Inf, patience = 2)
  expect_equal(trainer$plans, list(NULL, 20L))
  expect_equal(trainer$epoch, 60)
  expect_null(run$stopped)
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

test_that("with the real trainer, epochs = Inf ends and the best epoch is the one with the lowest score", {
  skip_if_no_python()
  fit <- tiny_gan(epochs = Inf, trace = 1, patience = 1, seed = 1)
  expect_null(fit$stopped)
  expect_equal(fit$best, fit$traces$epoch[[which.min(fit$traces$score)]])
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
