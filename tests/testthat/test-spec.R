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

# The same shape wherever the classic recipe is trained: what is compiled once serves again.
classic_curves <- function() withr::with_seed(1, 50 + 10 * sample_sinusoids(40, m = 50))

test_that("every preset trains, generates in the scale of its data, and plots", {
  skip_if_no_python()
  withr::local_seed(1)
  curves <- classic_curves()
  data <- list(
    sinusoid = curves, conv = curves, quadratic = sample_quadratic(40),
    mnist = array(runif(40 * 64, 0, 16), c(40, 8, 8, 1)),
    flower = array(runif(3 * 80 * 80 * 3, 0, 255), c(3, 80, 80, 3)),
    classic = curves # last: the latest few programs are used again, by the next test
  )
  expect_setequal(c("default", names(data)), gan_specs()$name)
  for (name in names(data)) {
    rows <- data[[name]]
    batch_size <- switch(name, classic = 32, flower = 2, 20)
    fit <- gan(rows, epochs = 1, batch_size = batch_size, spec = name, log = FALSE, seed = 1)
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
  fit <- gan(classic_curves(), epochs = 2, spec = "classic", log = FALSE, seed = 1)
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
