keras_model <- function(input, output, width = 8L) {
  keras <- reticulate::import("keras")
  keras$Sequential(list(
    keras$Input(list(as.integer(input))), keras$layers$Dense(width, activation = "tanh"),
    keras$layers$Dense(as.integer(output))
  ))
}

test_that("own Keras models train, generate and go on", {
  skip_if_no_python()
  rgan_bridge()
  spec <- gan_spec(latent = 2, generator = keras_model(2, 16), discriminator = keras_model(16, 1))
  fit <- tiny_gan(spec = spec, seed = 1, model_name = "own")
  expect_equal(fit$details$generator$parameters, 3 * 8 + 9 * 16)
  expect_equal(dim(generate(fit, 3)), c(3, 16))
  expect_equal(gan(epochs = 1, continue_training = fit, log = FALSE)$epochs, 3)
  expect_output(print(fit$spec), "generator: a Keras model of your own")
})

test_that("a fit that was saved needs its models again, and says so", {
  skip_if_no_python()
  rgan_bridge()
  fit <- tiny_gan(spec = gan_spec(latent = 2, generator = keras_model(2, 16)), seed = 1, model_name = "own")
  path <- withr::local_tempfile()
  saveRDS(fit, path)
  read <- readRDS(path)
  read$id <- "another session"
  expect_snapshot(generate(read, 2), error = TRUE)
  expect_error(generate(read, 2), class = "rgan_error_checkpoint")
  again <- set_networks(read, generator = keras_model(2, 16))
  expect_identical(generate(again, 2, seed = 1), generate(fit, 2, seed = 1))
  expect_equal(gan(epochs = 1, continue_training = again, log = FALSE)$epochs, 3)
  expect_error(generate(set_networks(read, generator = keras_model(2, 16, 5L)), 2), class = "rgan_error_checkpoint")
})

test_that("models that do not fit are refused before training", {
  skip_if_no_python()
  rgan_bridge()
  expect_snapshot(error = TRUE, {
    tiny_gan(spec = gan_spec(latent = 2, generator = keras_model(3, 16)))
    tiny_gan(spec = gan_spec(latent = 2, generator = keras_model(2, 17)))
    tiny_gan(spec = gan_spec(discriminator = keras_model(15, 1)))
    tiny_gan(spec = gan_spec(discriminator = keras_model(16, 3)))
    tiny_gan(spec = gan_spec(generator = reticulate::import("keras")))
    set_networks(shared_fit(), generator = 3)
    set_networks(shared_fit(), generator = keras_model(2, 16))
  })
})

test_that("models of one's own of any size come back from files and checkpoints", {
  skip_if_no_python()
  keras <- reticulate::import("keras")
  layer <- keras$layers
  x <- get_training_data(n = 20, m = 16)
  generator <- function(units) {
    keras$Sequential(list(keras$Input(list(3L)), layer$Dense(units, activation = "relu"), layer$Dense(16L)))
  }
  discriminator <- function(units) {
    keras$Sequential(list(keras$Input(list(16L)), layer$Dense(units), layer$Dropout(0.2), layer$Dense(1L)))
  }
  for (units in c(2L, 300L)) {
    both <- c("generator", "discriminator")
    for (own in if (units == 2) list(both) else list("generator", "discriminator", both)) {
      make <- function() list(generator = generator(units), discriminator = discriminator(units))[own]
      recipe <- function() do.call(gan_spec, c(list(latent = 3), make()))
      run <- withr::local_tempdir()
      train <- function() suppressMessages(gan(x, 2, spec = recipe(), log = FALSE, seed = 1, checkpoint = run))
      fit <- train()
      path <- withr::local_tempfile(fileext = ".rds")
      saveRDS(fit, path)
      again <- do.call(set_networks, c(list(readRDS(path)), make()))
      expect_identical(generate(again, 2, seed = 1), generate(fit, 2, seed = 1))
      expect_equal(train()$epochs, 2)
    }
  }
})
