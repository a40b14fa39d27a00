test_that("recipes print readably", {
  expect_snapshot(gan_spec())
  expect_snapshot(gan_spec("classic", latent = list(size = 4)))
  expect_snapshot(gan_spec("conv"))
})

# One line of the printed spec, by its name.
line <- function(name, ...) {
  lines <- format(gan_spec(...))
  sub("^[^:]*: ", "", lines[startsWith(lines, paste0(name, ": "))])
}

test_that("printing gives the spec back, and format() its lines", {
  spec <- gan_spec()
  output <- capture.output(printed <- withVisible(print(spec)))
  expect_false(printed$visible)
  expect_identical(printed$value, spec)
  expect_equal(output[[1]], "<gan_spec> default")
  for (preset in gan_specs()$name) {
    lines <- format(gan_spec(preset))
    expect_true(all(c("data", "latent", "generator", "discriminator", "objective") %in% sub(":.*", "", lines)))
    expect_false(anyNA(lines))
  }
})

test_that("what is off is left out", {
  expect_match(line("updates", ema = 100), "averaged generator, half-life 100 steps", fixed = TRUE)
  expect_no_match(line("updates", ema = 0), "averaged")
  expect_match(line("updates", rejection = 0.2), "rejected rows drawn again, margin 0.2", fixed = TRUE)
  expect_no_match(line("updates", rejection = NULL), "drawn again")
  expect_equal(
    line(
      "updates",
      ema = 0, rejection = NULL, calibration = FALSE, tails = FALSE, levels = FALSE, surface = FALSE, groups = FALSE,
      moments = FALSE, relations = FALSE,
      updates = list(discriminator = 5)
    ),
    "5 discriminator, 1 generator per step"
  )
  expect_match(line("updates", precision = "bfloat16"), "networks compute in bfloat16", fixed = TRUE)
  expect_no_match(line("updates"), "float")
  expect_match(line("updates", pretrain = 1), "pretrained for 1 pass(;|$)")
  expect_match(line("updates", pretrain = 3), "pretrained for 3 passes", fixed = TRUE)
  expect_match(line("updates", steps_per_epoch = 32), "32 steps an epoch, rows drawn with replacement", fixed = TRUE)
})

test_that("latent numbers are counted, and their range is told where they have one", {
  expect_equal(line("latent", latent = 1), "1 number, normal")
  expect_equal(line("latent", latent = 8), "8 numbers, normal")
  expect_equal(line("latent", latent = "data"), "as many numbers as the data, normal")
  expect_equal(
    line("latent", latent = list(size = 2, distribution = "uniform", low = -1, high = 0.5)),
    "2 numbers, uniform from -1 to 0.5"
  )
})

test_that("penalties are told where they are given, and that they are open where they are not", {
  expect_equal(line("objective", objective = list(r1 = 10)), "relativistic, r1 10, penalties chosen to fit the data")
  expect_equal(line("objective", objective = list(r1 = 10, r2 = 0.5)), "relativistic, r1 10, r2 0.5")
  expect_equal(line("objective", objective = "wgan-gp"), "wgan-gp, gradient_penalty 10")
})

test_that("every optimiser prints the settings that it heeds", {
  changed <- format(gan_spec(generator_optimizer = list(name = "rmsprop", rho = 0.8)))
  expect_match(changed, "rmsprop, rate 0.003, rho 0.8, momentum 0, epsilon", fixed = TRUE, all = FALSE)
  expect_no_match(line("generator optimizer", "conv"), "beta_1")
})

test_that("two optimisers that are the same are told once", {
  names_of <- function(...) sub(":.*", "", format(gan_spec(...)))
  expect_true("optimizers" %in% names_of())
  expect_true(all(c("generator optimizer", "discriminator optimizer") %in% names_of(generator_optimizer = 0.1)))
  # What the optimiser does not heed makes no difference.
  expect_true("optimizers" %in% names_of(generator_optimizer = list(momentum = 0.5)))
})

test_that("a schedule tells where its rates end", {
  expect_equal(line("schedule", schedule = list(shape = "constant")), "constant")
  expect_equal(
    line("schedule", schedule = list(rate = 0.1, penalty = 1, beta_2 = NULL)),
    "cosine, rate to 0.1, penalty to 1 by equal factors"
  )
})

test_that("texts of a spec are printed, not run", {
  spec <- gan_spec(generator = 4)
  spec$scaling <- spec$generator[[1]]$activation <- "{stop('executed')}"
  output <- paste(capture.output(print(spec)), collapse = " ")
  expect_match(output, "scaling {stop('executed')}", fixed = TRUE)
  expect_match(output, "dense 4 {stop('executed')}", fixed = TRUE)
})
