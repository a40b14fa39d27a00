test_that("gan() returns rows in the user's units, losses, and its data", {
  fit <- shared_fit()
  expect_s3_class(fit, "gan")
  expect_named(fit$output, c("epoch 2", "epoch 4"))
  expect_equal(dim(fit$output[[2]]), c(42, 16))
  expect_equal(fit$history$epoch, 1:4)
  expect_named(fit$history, c("epoch", "step", "d_loss", "g_loss", "d_accuracy", "g_accuracy", "seconds"))
  expect_identical(fit$data$rows, tiny_waves())
  expect_equal(fit$epochs, 4)
  expect_type(fit$model, "raw")
})

test_that("history has rows within epochs on request", {
  skip_if_no_python()
  fit <- tiny_gan(epochs = 2, batch_size = 2, history_every = 4, seed = 1)
  expect_equal(fit$history$step, c(4, 6, 10, 12))
  expect_equal(fit$history$epoch, c(1, 1, 2, 2))
  plain <- tiny_gan(epochs = 2, batch_size = 2, seed = 1)
  by_epoch <- tapply(fit$history$d_loss * c(4, 2, 4, 2) / 6, fit$history$epoch, sum)
  expect_equal(plain$history$d_loss, by_epoch, ignore_attr = TRUE)
  more <- gan(epochs = 1, continue_training = fit, log = FALSE)
  expect_equal(more$history$step, c(4, 6, 10, 12, 18))
  expect_snapshot(tiny_gan(history_every = 0), error = TRUE)
})

test_that("the live trainer is a Python variable of that name", {
  skip_if_no_python()
  fit <- tiny_gan(seed = 1, model_name = "mine")
  main <- reticulate::import_main()
  expect_equal(main$mine$output[["epoch 2"]], fit$output[["epoch 2"]], ignore_attr = TRUE)
  expect_equal(main$mine$x_train, tiny_waves(), tolerance = 1e-5, ignore_attr = TRUE)
  expect_equal(main$mine$details()$epoch, 2)
})

test_that("the same seed gives the same bits, however it is given", {
  skip_if_no_python()
  set.seed(1)
  one <- tiny_gan()
  set.seed(1)
  two <- tiny_gan()
  expect_identical(two$output, one$output)
  expect_identical(two$history$d_loss, one$history$d_loss)
  three <- tiny_gan(seed = one$seed)
  expect_identical(three$output, one$output)
  expect_false(identical(tiny_gan(seed = one$seed + 1)$output, one$output))
})

test_that("training takes one random number without a seed, and none with one", {
  skip_if_no_python()
  set.seed(1)
  stats::runif(1)
  after_one <- rng_state()
  set.seed(1)
  tiny_gan()
  expect_identical(rng_state(), after_one)
  tiny_gan(seed = 5)
  expect_identical(rng_state(), after_one)
})

test_that("training goes on with the session's model or with a fit, epochs counting on", {
  skip_if_no_python()
  first <- tiny_gan(epochs = 2, trace = 1, seed = 3, model_name = "going_on")
  second <- gan(tiny_waves(), epochs = 3, trace = 2, model_name = "going_on", continue_training = TRUE, log = FALSE)
  expect_named(second$output, c("epoch 1", "epoch 2", "epoch 4", "epoch 5"))
  expect_equal(second$history$epoch, 1:5)
  expect_identical(second$output[1:2], first$output)
  expect_equal(second$seed, 3)
  # From the fit, although the live trainer has gone further since.
  again <- gan(epochs = 3, trace = 2, continue_training = first, log = FALSE)
  expect_identical(again$output, second$output)
  expect_identical(again$history$g_loss, second$history$g_loss)
})

test_that("a fit from another session goes on to the same bits", {
  skip_if_no_python()
  first <- tiny_gan(epochs = 2, seed = 3)
  second <- gan(epochs = 2, continue_training = first, log = FALSE)
  session$models <- list()
  path <- withr::local_tempfile()
  saveRDS(first, path)
  again <- gan(epochs = 2, continue_training = readRDS(path), log = FALSE)
  expect_identical(again$output, second$output)
  expect_identical(again$history$d_loss, second$history$d_loss)
})

test_that("training goes on with other rows of the same columns", {
  skip_if_no_python()
  first <- tiny_gan(epochs = 2, seed = 3, batch_size = 4)
  second <- gan(tiny_waves(n = 30), epochs = 2, continue_training = first, log = FALSE)
  expect_equal(second$epochs, 4)
  expect_equal(second$history$epoch, 1:4)
  expect_equal(second$data$dim[[1]], 30)
})

test_that("every kind of data trains and comes back as it was", {
  skip_if_no_python()
  frame <- data.frame(count = 1:20, size = seq(0, 1, length.out = 20))
  rows <- tiny_gan(frame)$output[[1]]
  expect_s3_class(rows, "data.frame")
  expect_type(rows$count, "integer")
  expect_type(rows$size, "double")
  series <- array(rnorm(12 * 10 * 2), c(12, 10, 2), dimnames = list(NULL, NULL, c("a", "b")))
  back <- tiny_gan(series)$output[[1]]
  expect_equal(dim(back), c(42, 10, 2))
  expect_equal(dimnames(back)[[3]], c("a", "b"))
  images <- array(runif(12 * 8 * 8), c(12, 8, 8, 1))
  expect_equal(dim(gan(images, epochs = 1, log = FALSE)$output[[1]]), c(42, 8, 8, 1))
  column <- matrix(rnorm(12), 12, dimnames = list(NULL, "x"))
  expect_equal(colnames(tiny_gan(column)$output[[1]]), "x")
})

test_that("a file may define a subclass of GAN", {
  skip_if_no_python()
  file <- withr::local_tempfile(fileext = ".py", lines = c(
    "import rgan", "class GAN(rgan.GAN):", "    def generate(self, *args, **settings):",
    "        return super().generate(*args, **settings) * 0 + 7"
  ))
  fit <- tiny_gan(file = file)
  expect_true(all(fit$output[[1]] == 7))
  session$models <- list()
  expect_true(all(generate(fit, 2) == 7))
})

test_that("a file without GAN is an error that says so", {
  skip_if_no_python()
  file <- withr::local_tempfile(fileext = ".py", lines = "x = 1")
  expect_error(tiny_gan(file = file), "GAN", class = "rgan_error_spec")
})

test_that("nothing is written to the user's workspace", {
  skip_if_no_python()
  before <- ls(globalenv(), all.names = TRUE)
  tiny_gan(seed = 1)
  expect_identical(ls(globalenv(), all.names = TRUE), before)
})

test_that("arguments are checked on the user's call, before Python", {
  x <- tiny_waves()
  expect_snapshot(error = TRUE, {
    gan()
    gan(x, epochs = 0)
    gan(x, epochs = 2.5)
    gan(x, batch_size = "a")
    gan(x, trace = -1)
    gan(x, model_name = "my model")
    gan(x, model_name = "class")
    gan(x, seed = -1)
    gan(x, file = "no-such-file.py")
    gan(x, spec = list(latent = 2))
    gan(x, spec = "clasic")
    gan(x, progress = "yes")
    gan(x, epoks = 10)
    gan(x, continue_training = NA)
    gan(x, continue_training = TRUE, model_name = "never_trained")
  })
})

test_that("what a model was built with cannot change while it goes on", {
  fit <- shared_fit()
  expect_snapshot(error = TRUE, {
    gan(tiny_waves(m = 20), continue_training = fit)
    gan(continue_training = fit, batch_size = 8)
    gan(continue_training = fit, seed = 2, spec = "classic")
  })
})

test_that("a recipe that Python refuses is an error on the user's call", {
  skip_if_no_python()
  error <- tryCatch(tiny_gan(spec = gan_spec(ema = -1)), error = identity)
  expect_s3_class(error, "rgan_error_spec")
  expect_match(conditionMessage(error), "ema")
  expect_equal(rlang::call_name(error$call), "gan")
})
