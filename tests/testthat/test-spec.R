test_that("every preset listed can be made, and names its source", {
  listed <- gan_specs()
  expect_named(listed, c("name", "title", "source"))
  expect_true(all(c("default", "classic") %in% listed$name))
  expect_true(all(nzchar(listed$source)))
  for (name in listed$name) expect_s3_class(gan_spec(name), "gan_spec")
})

test_that("an override changes that field only", {
  changed <- gan_spec(objective = list(r1 = 10))
  expect_equal(changed$objective$r1, 10)
  changed$objective["r1"] <- gan_spec()$objective["r1"]
  expect_identical(changed, gan_spec())
})

test_that("a bare value stands for the field that matters", {
  expect_identical(gan_spec(latent = 16), gan_spec(latent = list(size = 16L)))
  expect_identical(gan_spec(objective = "bce"), gan_spec(objective = list(name = "bce")))
  expect_identical(gan_spec(generator_optimizer = 0.1), gan_spec(generator_optimizer = list(rate = 0.1)))
})

test_that("widths stand for dense layers with the network's own end", {
  spec <- gan_spec(generator = c(8, 4), discriminator = 6)
  expect_equal(vapply(spec$generator, function(l) l$type, ""), c("dense", "dense", "output"))
  expect_equal(vapply(spec$discriminator, function(l) l$type, ""), c("flatten", "dense", "dense"))
  expect_equal(spec$discriminator[[3]]$units, 1)
})

test_that("a field can be switched off with NULL", {
  expect_null(gan_spec("classic", generator = NULL)$generator)
  expect_true("generator" %in% names(gan_spec("classic", generator = NULL)))
  expect_null(gan_spec(schedule = list(beta_2 = NULL))$schedule$beta_2)
})

test_that("recipes survive saving, and compare", {
  path <- withr::local_tempfile()
  saveRDS(gan_spec("conv"), path)
  expect_identical(readRDS(path), gan_spec("conv"))
})

test_that("a generator with late latent numbers and a small gain prints and trains", {
  layers <- list(
    list(type = "dense", units = 6, activation = "leaky_relu"), list(type = "latent", after = 2),
    list(type = "dense", units = 6), list(type = "output", gain = 0.1)
  )
  spec <- gan_spec(latent = 5, generator = layers, discriminator = 6, rejection = NULL)
  expect_match(format(spec), "dense 6 leaky_relu > latent 2 > dense 6 > output", fixed = TRUE, all = FALSE)
  expect_false(any(grepl("drawn again", format(spec))))
  skip_if_no_python()
  fit <- gan(tiny_waves(), epochs = 2, spec = spec, log = FALSE)
  expect_identical(gan_spec(latent = 5, generator = fit$spec$generator)$generator, fit$spec$generator)
  expect_equal(fit$spec$generator[[2]]$after, 2)
  expect_equal(dim(generate(fit, 3)), c(3, ncol(tiny_waves())))
})

test_that("recipes print readably", {
  expect_snapshot(gan_spec())
  expect_snapshot(gan_spec("classic", latent = list(size = 4)))
  expect_snapshot(gan_spec("conv"))
})

test_that("every preset trains, generates in the scale of its data, and plots", {
  skip_if_no_python()
  set.seed(1)
  curves <- 50 + 10 * sample_sinusoids(40, m = 50)
  data <- list(
    classic = curves, sinusoid = curves, conv = curves, quadratic = sample_quadratic(40),
    mnist = array(runif(40 * 64, 0, 16), c(40, 8, 8, 1)),
    flower = array(runif(3 * 80 * 80 * 3, 0, 255), c(3, 80, 80, 3))
  )
  expect_setequal(c("default", names(data)), gan_specs()$name)
  for (name in names(data)) {
    rows <- data[[name]]
    fit <- gan(rows, epochs = 1, batch_size = if (name == "flower") 2 else 20, spec = name, log = FALSE, seed = 1)
    new <- generate(fit, 3, seed = 1)
    expect_equal(dim(new)[-1], dim(rows)[-1])
    # Recipes that scale come near at once; "sinusoid" and "conv" give tanh values as they are.
    if (!name %in% c("sinusoid", "conv")) expect_true(all(abs(range(new) - mean(range(rows))) < 3 * diff(range(rows))))
    expect_s3_class(ggplot2::autoplot(fit), "ggplot")
    expect_s3_class(plot_history(fit), "ggplot")
  }
})

test_that("an epoch of the classic recipe is 32 steps of 32 rows, however few rows there are", {
  skip_if_no_python()
  fit <- gan(tiny_waves(), epochs = 2, spec = "classic", log = FALSE, seed = 1)
  expect_equal(fit$batch_size, 32)
  expect_equal(fit$details$steps_per_epoch, 32)
  expect_equal(fit$history$step, c(32, 64))
})

test_that("presets that do not fit the data say both shapes", {
  skip_if_no_python()
  images <- array(seq_len(4 * 40 * 40 * 3), c(4, 40, 40, 3))
  fails <- function(data, ...) gan(data, ..., epochs = 1, log = FALSE)
  expect_snapshot(error = TRUE, {
    fails(images, spec = "flower")
    fails(tiny_waves(), spec = "mnist")
    fails(tiny_waves(), spec = gan_spec(generator = list(list(type = "dense", units = 7))))
    fails(tiny_waves(), spec = gan_spec(discriminator = list(list(type = "dense", units = 3))))
  })
})

test_that("layers and settings out of range are refused before training", {
  skip_if_no_python()
  fails <- function(...) gan(tiny_waves(m = 16), spec = gan_spec(...), epochs = 1, log = FALSE)
  convolution <- function(kernel) {
    list(
      list(type = "reshape", shape = list("data", 1)),
      list(type = "conv1d", filters = 2, kernel = kernel, padding = "valid"),
      list(type = "flatten"), list(type = "dense", units = 1)
    )
  }
  expect_snapshot(error = TRUE, {
    fails(generator = list(list(type = "dense", units = 0), list(type = "output")))
    fails(generator = list(list(type = "dense", unit = 3), list(type = "output")))
    fails(generator = list(list(type = "dropout", rate = 1), list(type = "output")))
    fails(steps_per_epoch = 0)
    fails(discriminator = convolution(30))
    fails(discriminator = list(list(type = "conv3d", filters = 2)))
    fails(generator_optimizer = -1)
    fails(generator_optimizer = list(name = "adamw"))
    fails(objective = list(name = "bce", label_smoothing = 1))
    fails(objective = list(name = "hinge", label_smoothing = 0.1))
    fails(updates = list(discriminator = 0))
    fails(latent = list(distribution = "uniform", low = 1, high = 0))
    fails(scaling = "log")
  })
  expect_error(fails(discriminator = convolution(30)), class = "rgan_error_spec")
})

test_that("mistakes name the nearest that exists", {
  expect_snapshot(error = TRUE, {
    gan_spec("clasic")
    gan_spec(3)
    gan_spec(laten = 3)
    gan_spec("classic", 5)
    gan_spec(latent = list(sise = 1))
    gan_spec(objective = list(r1 = "a"))
    gan_spec(objective = 3)
    gan_spec(ema = c(1, 2))
    gan_spec(updates = list(1, 2))
    gan_spec(generator = "x")
    gan_spec(generator = c(0, 3))
    gan_spec(generator = list(list(units = 3)))
  })
})

test_that("every choice is checked by gan_spec() itself, which names the nearest", {
  layer <- function(...) list(list(type = "dense", units = 4, ...), list(type = "output"))
  expect_snapshot(error = TRUE, {
    gan_spec(objective = "wgan")
    gan_spec(objective = list(name = "wasserstein"))
    gan_spec(generator_optimizer = list(name = "adamw"))
    gan_spec(discriminator_optimizer = list(name = "rmsprob"))
    gan_spec(scaling = "colum")
    gan_spec(kind = "wave")
    gan_spec(latent = list(distribution = "gaussian"))
    gan_spec(schedule = list(shape = "cosin"))
    gan_spec(generator = layer(activation = "gelu"))
    gan_spec(generator = list(list(type = "conv3d")))
    gan_spec(discriminator = list(list(type = "conv1d", padding = "valide")))
    gan_spec(discriminator = layer(activation = 3))
  })
  # Whatever Python knows is known here.
  presets <- read_presets()
  for (name in names(presets$objectives)) expect_equal(gan_spec(objective = name)$objective$name, name)
  for (name in names(presets$optimizers)) {
    expect_equal(gan_spec(generator_optimizer = list(name = name))$generator_optimizer$name, name)
    expect_equal(gan_spec(discriminator_optimizer = list(name = name))$discriminator_optimizer$name, name)
  }
  for (type in names(presets$layers)) expect_s3_class(gan_spec(generator = list(list(type = type))), "gan_spec")
  for (word in unlist(presets$choices$layer$activation)) {
    expect_equal(gan_spec(generator = layer(activation = word))$generator[[1]]$activation, word)
  }
  for (word in unlist(presets$choices$scaling)) expect_equal(gan_spec(scaling = word)$scaling, word)
  for (word in unlist(presets$choices$kind)) expect_equal(gan_spec(kind = word)$kind, word)
})

test_that("every optimiser prints the settings that it heeds", {
  changed <- format(gan_spec(generator_optimizer = list(name = "rmsprop", rho = 0.8)))
  expect_match(changed, "rmsprop, rate 0.003, rho 0.8, momentum 0, epsilon", fixed = TRUE, all = FALSE)
  expect_false(any(grepl("sgd.*beta_1", format(gan_spec("conv"))[[6]])))
})

test_that("an objective brings its own penalties, what is given wins", {
  objective <- function(...) unclass(gan_spec(...))$objective
  updates <- function(...) unclass(gan_spec(...))$updates$discriminator
  wgan <- objective(objective = "wgan-gp")
  expect_identical(
    wgan, list(name = "wgan-gp", r1 = 0L, r2 = 0L, gradient_penalty = 10L, label_smoothing = 0L)
  )
  expect_identical(objective(objective = list(name = "wgan-gp")), wgan)
  expect_identical(objective(objective = list(name = "wgan-gp", gradient_penalty = 1, r1 = 2))[2:4], list(
    r1 = 2L, r2 = 0L, gradient_penalty = 1L
  ))
  expect_identical(updates(objective = "wgan-gp"), 5L)
  expect_identical(updates(objective = "wgan-gp", updates = list(discriminator = 1)), 1L)
  expect_identical(updates(objective = "hinge"), 1L)
  expect_identical(objective(objective = "bce")[2:3], list(r1 = NULL, r2 = NULL))
  expect_identical(objective("classic", objective = "relativistic")[2:3], list(r1 = NULL, r2 = NULL))
  expect_identical(objective("flower", objective = "hinge")$label_smoothing, 0L)
  expect_identical(objective("flower", objective = "bce"), unclass(gan_spec("flower"))$objective)
  expect_identical(objective("classic"), unclass(gan_spec("classic"))$objective)
})

test_that("every objective trains as it is named, and the fit says with what", {
  skip_if_no_python()
  for (name in names(read_presets()$objectives)) {
    fit <- tiny_gan(spec = tiny_spec(objective = name), seed = 1)
    expect_identical(fit$spec$objective$name, name)
    penalties <- unlist(fit$spec$objective[c("r1", "r2", "gradient_penalty")])
    expect_identical(unname(penalties), if (name == "wgan-gp") c(0L, 0L, 10L) else c(20L, 20L, 0L), label = name)
    expect_true(all(is.finite(fit$history$d_loss)))
  }
})
