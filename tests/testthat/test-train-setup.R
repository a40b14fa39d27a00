test_that("a seed takes one number of the user's stream", {
  set.seed(1)
  seed <- draw_seed()
  after <- rng_state()
  set.seed(1)
  number <- stats::runif(1)
  expect_identical(rng_state(), after)
  expect_identical(seed, as.integer(floor(number * .Machine$integer.max)))
})

test_that("a batch is at most a quarter of few rows, unless it is asked for", {
  batch <- function(n, ...) fitting_batch(list(batch_size = 32L, spec = gan_spec(...)), n)
  expect_equal(batch(200), 32)
  expect_equal(batch(20), 5)
  expect_equal(batch(2), 4)
  expect_equal(batch(20, steps_per_epoch = 7), 32)
  skip_if_no_python()
  expect_equal(tiny_gan(epochs = 1)$batch_size, 4)
  fit <- tiny_gan(epochs = 1, batch_size = 32)
  expect_equal(fit$batch_size, 32)
  expect_equal(tiny_gan(tiny_waves(n = 40), epochs = 1, continue_training = fit)$batch_size, 32)
})

test_that("a fit's trainer is the live one as long as it is where the fit is, and is rebuilt otherwise", {
  skip_if_no_python()
  fit <- tiny_gan(epochs = 1, seed = 1, model_name = "mine")
  live <- trainer_of(fit)
  expect_identical(trainer_of(fit), live)
  rows <- generate(fit, 2, seed = 1)
  call_trainer("advance", live, 1L)
  rebuilt <- trainer_of(fit)
  expect_equal(call_trainer("step", rebuilt), fit$details$step)
  expect_equal(call_trainer("step", live), fit$details$step + 1)
  expect_identical(generate(fit, 2, seed = 1), rows)
})

test_that("ids of fits are all different, and take no random number", {
  set.seed(1)
  before <- rng_state()
  expect_length(unique(replicate(20, new_fit_id())), 20)
  expect_identical(rng_state(), before)
})

test_that("epochs, traces and batches that are left out suit the number of rows", {
  asked <- list(epochs = NULL, trace = NULL, patience = 3)
  plan <- function(n, spec = gan_spec(), ...) {
    setup <- list(batch_size = fitting_batch(list(batch_size = 32L, spec = spec), c(n, 50)), spec = spec)
    c(setup["batch_size"], planned_epochs(utils::modifyList(asked, list(...)), setup, n))
  }
  expect_equal(plan(200)[c("batch_size", "epochs", "trace")], list(batch_size = 32L, epochs = 2000L, trace = 100L))
  for (n in c(8, 20, 75, 999, 1000, 5000, 50000)) {
    found <- plan(n)
    expect_gt(found$epochs * ceiling(n / found$batch_size), 13000)
    expect_lt(found$epochs * ceiling(n / found$batch_size), 16000)
    expect_true(ceiling(found$epochs / found$trace) %in% 10:20)
  }
  expect_equal(plan(1e7)$epochs, 1)
  expect_equal(plan(999)$batch_size, 32)
  expect_equal(plan(1000)$batch_size, 64)
  expect_equal(fitting_batch(list(batch_size = 32L, spec = gan_spec()), c(5000, 8, 8, 1)), 32)
  expect_equal(plan(5000, gan_spec("classic"))[c("batch_size", "epochs")], list(batch_size = 32L, epochs = 2000L))
  expect_equal(plan(200, epochs = 500L)[c("epochs", "trace")], list(epochs = 500L, trace = 100L))
  expect_equal(plan(200, epochs = Inf)$epochs, Inf)
  expect_equal(plan(200, trace = 7L)[c("epochs", "trace", "patience")], list(epochs = 2000L, trace = 7L, patience = 3))
})
