test_that("widths stand for dense layers with the network's own end", {
  spec <- gan_spec(generator = c(8, 4), discriminator = 6)
  types <- function(layers) vapply(layers, function(layer) layer$type, "")
  expect_equal(types(spec$generator), c("dense", "dense", "output"))
  expect_equal(vapply(spec$generator[1:2], function(layer) layer$units, 0), c(8, 4))
  # Flattened first, so that the same widths fit waves, series and images.
  expect_equal(types(spec$discriminator), c("flatten", "dense", "dense"))
  expect_equal(spec$discriminator[[3]]$units, 1)
  expect_null(spec$discriminator[[3]]$activation)
  expect_identical(gan_spec(generator = c(8L, 4L)), gan_spec(generator = c(8, 4)))
})

test_that("layers are taken as they are given, numbers whole and several of them as a list", {
  layers <- list(
    list(type = "dense", units = 12), list(type = "reshape", shape = c(4, 3)),
    list(type = "conv1d", filters = 2, kernel = 3, padding = "same"), list(type = "output", activation = "tanh")
  )
  taken <- gan_spec(generator = layers)$generator
  expect_identical(taken[[1]], list(type = "dense", units = 12L))
  expect_identical(taken[[2]], list(type = "reshape", shape = list(4L, 3L)))
  expect_identical(taken[[4]], list(type = "output", activation = "tanh"))
  # What was taken can be given again.
  expect_identical(gan_spec(generator = taken)$generator, taken)
})

test_that("what are no layers is refused with an example", {
  expect_snapshot(error = TRUE, {
    gan_spec(generator = "x")
    gan_spec(generator = c(0, 3))
    gan_spec(discriminator = c(8, NA))
    gan_spec(generator = 2.5)
    gan_spec(generator = list(list(units = 3)))
    gan_spec(discriminator = list(type = "dense", units = 3))
    gan_spec(generator = list())
  })
  expect_error(gan_spec(generator = numeric()), class = "rgan_error_spec")
  for (odd in list(mean, TRUE, list(3), list("dense"), list(list(type = 3)), data.frame(type = "dense"))) {
    expect_error(gan_spec(generator = odd), "list of layers", class = "rgan_error_spec")
  }
})

test_that("a layer is named by its place in the network", {
  expect_error(
    gan_spec(generator = list(list(type = "dense", units = 2), list(type = "dens"))),
    "generator[[2]]$type", fixed = TRUE, class = "rgan_error_spec"
  )
})

test_that("each kind of layer is a few words", {
  expect_equal(layer_text(list(type = "flatten")), "flatten")
  expect_equal(layer_text(list(type = "dense", units = 16L, activation = "relu")), "dense 16 relu")
  expect_equal(layer_text(list(type = "dense", units = "data")), "dense data")
  expect_equal(layer_text(list(type = "conv1d", filters = 50L, kernel = 5L)), "conv1d 50(5)")
  expect_equal(layer_text(list(type = "conv2d", filters = 8L, kernel = list(3L, 5L))), "conv2d 8(3x5)")
  expect_equal(layer_text(list(type = "reshape", shape = list("data", 1L))), "reshape data x 1")
  expect_equal(layer_text(list(type = "dropout", rate = 0.2)), "dropout 0.2")
  expect_equal(layer_text(list(type = "latent", after = 2L)), "latent 2")
  expect_equal(layer_text(list(type = "output", activation = "tanh", gain = 0.1)), "output tanh")
})

test_that("a generator with late latent numbers and a small gain prints and trains", {
  layers <- list(
    list(type = "dense", units = 6, activation = "leaky_relu"), list(type = "latent", after = 2),
    list(type = "dense", units = 6), list(type = "output", gain = 0.1)
  )
  spec <- gan_spec(latent = 5, generator = layers, discriminator = 6, rejection = NULL)
  expect_match(format(spec), "dense 6 leaky_relu > latent 2 > dense 6 > output", fixed = TRUE, all = FALSE)
  skip_if_no_python()
  fit <- gan(tiny_waves(), epochs = 2, spec = spec, log = FALSE)
  expect_identical(gan_spec(latent = 5, generator = fit$spec$generator)$generator, fit$spec$generator)
  expect_equal(fit$spec$generator[[2]]$after, 2)
  expect_equal(dim(generate(fit, 3)), c(3, ncol(tiny_waves())))
})
