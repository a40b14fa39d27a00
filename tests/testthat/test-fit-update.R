# Two tiny fits whose weights and rows are the same bits.
expect_same_training <- function(again, fit) {
  parts <- c("output", "spec", "asked", "data", "seed", "batch_size", "epochs", "best", "traces", "arguments", "file")
  for (part in parts) expect_identical(again[[part]], fit[[part]], label = part)
  losses <- setdiff(names(fit$history), "seconds")
  expect_identical(again$history[losses], fit$history[losses])
  expect_identical(generate(again, 3, seed = 1), generate(fit, 3, seed = 1))
  expect_identical(predict(again), predict(fit))
}

test_that("without arguments the same fit is trained anew", {
  fit <- shared_fit()
  again <- update(fit)
  expect_same_training(again, fit)
  expect_false(identical(again$id, fit$id))
  frame <- data.frame(count = 1:20, size = seq(0, 1, length.out = 20))
  fits <- list(
    tiny_gan(frame, seed = 2, history_every = 1, batch_size = 8),
    tiny_gan(epochs = Inf, trace = 1, patience = 1, seed = 3),
    tiny_gan(epochs = 30, trace = 1, patience = 1, seed = 3),
    tiny_gan(array(sin(1:240), c(12, 10, 2)), seed = 4, epochs = 1, model_name = "other")
  )
  for (fit in fits) expect_same_training(update(fit), fit)
})

test_that("what is given changes, all else stays", {
  fit <- shared_fit()
  longer <- update(fit, epochs = 6)
  expect_equal(longer$epochs, 6)
  expect_named(longer$output, paste("epoch", c(2, 4, 6)))
  expect_identical(longer$seed, fit$seed)
  other <- update(fit, seed = 7, trace = 1, model_name = "second")
  expect_equal(other$seed, 7)
  expect_named(other$output, paste("epoch", 1:4))
  expect_identical(other$model_name, "second")
  expect_false(identical(generate(other, 2, seed = 1), generate(fit, 2, seed = 1)))
  expect_identical(update(fit, spec = tiny_spec(ema = 1))$spec$ema, 1L)
  set.seed(1)
  drawn <- update(fit, seed = NULL)$seed
  set.seed(1)
  expect_identical(drawn, draw_seed())
})

test_that("what was left open is chosen anew for other data", {
  fit <- shared_fit()
  frame <- data.frame(x = sin(1:200), y = cos(1:200))
  table <- update(fit, data = frame, epochs = 1)
  expect_identical(table$data$kind, "table")
  expect_equal(table$batch_size, 32)
  expect_identical(table$spec, tiny_gan(frame, epochs = 1, seed = 1)$spec)
  given <- tiny_gan(epochs = 1, batch_size = 3, seed = 1)
  # What was given stays: in the call, and so in the training.
  expect_equal(update(given, data = frame, evaluate = FALSE)$batch_size, 3)
  expect_equal(update(given, data = -tiny_waves())$batch_size, 3)
})

test_that("a fit from disk is trained anew where nothing of its session is left", {
  fit <- shared_fit()
  rds <- withr::local_tempfile(fileext = ".rds")
  saveRDS(fit, rds)
  file <- withr::local_tempfile(fileext = ".rgan")
  save_gan(fit, file)
  rows <- in_new_session(function(rds, file) {
    fits <- list(rds = readRDS(rds), file = rgan::load_gan(file))
    lapply(fits, function(fit) {
      again <- stats::update(fit)
      written <- tempfile(fileext = ".rgan")
      rgan::save_gan(again, written)
      list(rows = rgan::generate(again, 3, seed = 1), arguments = rgan::load_gan(written)$arguments)
    })
  }, args = list(rds, file), env = c(OMP_NUM_THREADS = Sys.getenv("OMP_NUM_THREADS")))
  for (one in rows) {
    expect_identical(one$rows, generate(fit, 3, seed = 1))
    expect_identical(one$arguments, fit$arguments)
  }
})

test_that("a file cannot say where something is written when its fit is trained anew", {
  fit <- shared_fit()
  for (arguments in list(list(checkpoint = "here"), list(epochs = "many"), list(log = 1), "epochs", list(1:2))) {
    fit$arguments <- arguments
    expect_error(save_gan(fit, withr::local_tempfile()), "arguments of the call", class = "rgan_error_checkpoint")
  }
})

test_that("fits of earlier editions are trained anew from what they hold", {
  skip_if_no_python()
  fits <- list(
    load_gan(test_path("fixtures", "format-1.rgan")), load_gan(test_path("fixtures", "first-edition-table.rgan")),
    readRDS(test_path("fixtures", "first-edition.rds"))
  )
  for (fit in fits) {
    again <- update(fit)
    expect_equal(again$epochs, fit$epochs)
    expect_identical(again$asked, fit$asked)
    expect_identical(names(again$output), names(fit$output))
    expect_equal(again$batch_size, fit$batch_size)
    expect_equal(again$seed, fit$seed)
  }
  fit$last_epoch <- fit$epochs + 3L
  expect_equal(update(fit)$epochs, fit$epochs + 3)
})

test_that("a fit that went on is trained anew as a whole", {
  skip_if_no_python()
  fit <- tiny_gan(epochs = 4, trace = 2, seed = 1, model_name = "first")
  more <- gan(tiny_waves(30), epochs = 2, continue_training = fit, log = FALSE)
  again <- update(more)
  expect_equal(again$epochs, 6)
  expect_identical(again$data$rows, tiny_waves(30))
  expect_named(again$output, paste("epoch", c(2, 4, 6)))
  expect_identical(again$asked, fit$asked)
  expect_same_training(again, tiny_gan(tiny_waves(30), epochs = 6, trace = 2, seed = 1))
})

test_that("own Keras models train anew from the weights they began with", {
  skip_if_no_python()
  rgan_bridge()
  keras <- reticulate::import("keras")
  model <- keras$Sequential(list(keras$Input(list(2L)), keras$layers$Dense(8L, "tanh"), keras$layers$Dense(16L)))
  fit <- tiny_gan(spec = gan_spec(latent = 2, generator = model), seed = 1)
  expect_same_training(update(fit), fit)
  path <- withr::local_tempfile(fileext = ".rds")
  saveRDS(fit, path)
  read <- readRDS(path)
  expect_snapshot(update(read), error = TRUE)
  expect_error(update(read, evaluate = FALSE), class = "rgan_error_checkpoint")
  expect_s3_class(update(read, spec = tiny_spec()), "gan")
  expect_same_training(update(set_networks(read, generator = model)), fit)
})

test_that("own trainers are used again, and told where they are gone", {
  skip_if_no_python()
  dir <- withr::local_tempdir()
  file <- file.path(dir, "own.py")
  writeLines(c(
    "import rgan", "class GAN(rgan.GAN):", "    def generate(self, *args, **settings):",
    "        return super().generate(*args, **settings) * 0 + 7"
  ), file)
  fit <- tiny_gan(file = file, seed = 1)
  expect_true(all(update(fit)$output[[1]] == 7))
  moved <- file.path(dir, "moved.py")
  file.rename(file, moved)
  expect_snapshot(update(fit), error = TRUE, transform = function(x) gsub("'[^']*own.py'", "'own.py'", x))
  expect_true(all(update(fit, file = moved)$output[[1]] == 7))
  # The package's own trainer, of a library on another machine.
  for (elsewhere in c("/gone/rgan/python/gan.py", "C:\\gone\\rgan\\python\\gan.py")) {
    fit$file <- elsewhere
    expect_identical(update(fit)$file, own_trainer_file())
  }
})

test_that("evaluate = FALSE gives the call, which trains the same fit", {
  fit <- shared_fit()
  call <- update(fit, epochs = 2 + 1, progress = FALSE, evaluate = FALSE)
  expect_identical(call, quote(rgan::gan(
    data = fit$data$rows, epochs = 2 + 1, model_name = "shared", trace = 2L, spec = fit$asked, seed = 1L, log = FALSE,
    progress = FALSE
  )))
  expect_same_training(eval(call), update(fit, epochs = 3))
  shorter <- function(...) update(fit, ..., evaluate = FALSE)
  expect_identical(shorter(seed = sin(2))$seed, quote(sin(2)))
  expect_identical(update(fit, data = unknown, evaluate = FALSE)$data, quote(unknown))
})

test_that("logs are written where the option says, and none for a fit without", {
  skip_if_no_python()
  dir <- withr::local_tempdir()
  withr::local_dir(dir)
  fit <- suppressMessages(tiny_gan(log = "first", seed = 1))
  withr::with_options(list(rgan.log = FALSE), expect_null(update(fit)$log))
  withr::with_options(list(rgan.log = "second"), {
    expect_identical(dirname(suppressMessages(update(fit))$log), "second")
    expect_null(update(tiny_gan(seed = 1))$log)
  })
  expect_identical(dirname(update(fit, log = "first")$log), "first")
})

test_that("wrong arguments are told on the user's own call", {
  fit <- shared_fit()
  expect_snapshot(error = TRUE, {
    update(fit, 500)
    update(fit, continue_training = TRUE)
    update(fit, continue_training = FALSE, evaluate = FALSE)
    update(fit, evaluate = "no")
    update(fit, epochs = 0)
    update(fit, epoch = 5)
    update(fit, epohcs = 5)
    update(fit, latent = 5)
    update(fit, data = 1:5)
    update(fit, spec = "clasic")
    update(fit, spec = gan_spec("conv"), data = tiny_waves(12, 4))
  })
  error <- expect_error(update(fit, data = "a"), class = "rgan_error_data")
  expect_identical(error$call[[1]], quote(update))
  expect_error(update(fit, data = nowhere), "nowhere")
  through <- function(...) update(fit, ...)
  expect_error(through(epoch = 5), "epochs", class = "rgan_error_argument")
})

test_that("warnings carry the fit and name the user's call", {
  skip_if_no_python()
  bad <- gan_spec(latent = 2, generator = 8, discriminator = 8, generator_optimizer = 1e30)
  warnings <- list()
  fit <- withCallingHandlers(
    update(shared_fit(), spec = bad, epochs = 30),
    rgan_warning = function(cnd) {
      warnings <<- c(warnings, list(cnd))
      rlang::cnd_muffle(cnd)
    }
  )
  expect_identical(fit$stopped, "diverged")
  expect_length(warnings, 1)
  expect_s3_class(warnings[[1]], "rgan_diverged")
  expect_identical(warnings[[1]]$fit, fit)
  expect_identical(warnings[[1]]$call[[1]], quote(update))
  # Of a training that ended early all epochs are trained.
  expect_equal(update(fit, spec = tiny_spec())$epochs, 30)
})
