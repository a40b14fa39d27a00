test_that("an unknown preset, and a preset that is no name, are refused with what is known", {
  expect_snapshot(error = TRUE, {
    gan_spec("clasic")
    gan_spec("gradient boosting")
    gan_spec(3)
    gan_spec(NULL)
    gan_spec(c("classic", "conv"))
  })
  expect_error(gan_spec("clasic"), class = "rgan_error_spec")
  # What the presets share is in the same file and no preset.
  for (name in c("base", "choices", "objectives")) expect_error(gan_spec(name), class = "rgan_error_spec")
})

test_that("an unknown field names the nearest that exists", {
  expect_snapshot(error = TRUE, {
    gan_spec(laten = 3)
    gan_spec(preset = "classic", whatever_this_is = 3)
    gan_spec(latent = list(sise = 1))
    gan_spec(updates = list(critic = 5))
    gan_spec("classic", 5)
    gan_spec(updates = list(1, 2))
  })
})

test_that("a field of another type is refused with what the preset has", {
  expect_snapshot(error = TRUE, {
    gan_spec(objective = list(r1 = "a"))
    gan_spec(objective = 3)
    gan_spec(ema = c(1, 2))
    gan_spec(ema = NA_real_)
    gan_spec(ema = Inf)
    gan_spec(ema = TRUE)
    gan_spec(ema = list(1))
    gan_spec(latent = list(size = NA))
  })
  error <- expect_error(gan_spec(ema = "many"), class = "rgan_error_spec")
  expect_identical(error$call[[1]], quote(gan_spec))
  through <- function() gan_spec(ema = "many")
  expect_identical(expect_error(through(), class = "rgan_error_spec")$call[[1]], quote(gan_spec))
})

test_that("what a preset leaves open is a number, but for the kind of data", {
  open <- gan_spec()
  for (field in c("kind", "steps_per_epoch")) expect_null(open[[field]], label = field)
  expect_identical(gan_spec(steps_per_epoch = 10)$steps_per_epoch, 10L)
  expect_identical(gan_spec(kind = "table")$kind, "table")
  expect_error(gan_spec(steps_per_epoch = "ten"), "one number", class = "rgan_error_spec")
  expect_error(gan_spec(kind = 1), "one string", class = "rgan_error_spec")
})

test_that("the number of latent numbers may be that of the data, in a word", {
  expect_identical(gan_spec(latent = "data")$latent$size, "data")
  expect_identical(gan_spec(latent = 3)$latent$size, 3L)
})

test_that("every choice is checked by gan_spec() itself, which names the nearest", {
  layer <- function(...) list(list(type = "dense", units = 4, ...), list(type = "output"))
  expect_snapshot(error = TRUE, {
    gan_spec(objective = "wgan")
    gan_spec(objective = list(name = "wasserstein"))
    gan_spec(generator_optimizer = list(name = "adamw"))
    gan_spec(discriminator_optimizer = list(name = "rmsprob"))
    gan_spec(scaling = "colum")
    gan_spec(precision = "float16")
    gan_spec(kind = "wave")
    gan_spec(latent = list(distribution = "gaussian"))
    gan_spec(schedule = list(shape = "cosin"))
    gan_spec(generator = layer(activation = "gelu"))
    gan_spec(generator = list(list(type = "conv3d")))
    gan_spec(discriminator = list(list(type = "conv1d", padding = "valide")))
    gan_spec(discriminator = layer(activation = 3))
  })
})

test_that("whatever Python knows is known here", {
  layer <- function(...) list(list(type = "dense", units = 4, ...), list(type = "output"))
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
  for (word in unlist(presets$choices$precision)) expect_equal(gan_spec(precision = word)$precision, word)
  for (word in unlist(presets$choices$kind)) expect_equal(gan_spec(kind = word)$kind, word)
})

test_that("fields without a list of words have none", {
  expect_null(known_words("ema"))
  expect_null(known_words("objective$r1"))
  expect_setequal(known_words("schedule$shape"), c("constant", "cosine"))
  expect_true(all(c("dense", "output") %in% known_words("layer$type")))
})
