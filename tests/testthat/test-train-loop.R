test_that("blocks add up to the epochs asked for and never cross a trace", {
  trainer <- fake_trainer()
  fake_training(trainer, 25, trace = 10)
  expect_equal(sum(trainer$blocks), 100)
  expect_equal(trainer$traced, c(10, 20, 25))
  expect_true(all(c(40, 80) %in% cumsum(trainer$blocks)))
})

test_that("trace = Inf traces the last epoch only", {
  trainer <- fake_trainer()
  fake_training(trainer, 5, trace = Inf)
  expect_equal(trainer$traced, 5)
  expect_length(trainer$early, 0)
})

test_that("the first few epochs are traced early, before the first trace and the last epoch", {
  early <- function(epochs, trace, step = 0) {
    trainer <- fake_trainer(step = step)
    fake_training(trainer, epochs, trace)
    trainer$early
  }
  expect_equal(early(120, 100), c(1, 2, 5, 10, 20, 50))
  expect_equal(early(120, 20), c(1, 2, 5, 10))
  expect_equal(early(10, 100), c(1, 2, 5))
  expect_length(early(3, 1), 0)
  # A model that goes on from epoch 15.
  expect_equal(early(120, 100, step = 60), c(20, 50))
})

test_that("neither patience nor log count early traces", {
  trainer <- fake_trainer(scores = c(0.1, 0.2, 0.3, 0.4))
  run <- fake_training(trainer, 60, trace = 10, patience = 2)
  expect_equal(trainer$traced, c(10, 20, 30))
  expect_equal(run$traces, 3)
  log <- list(path = withr::local_tempfile(), lines = character())
  fake_training(fake_trainer(), 20, trace = 10, log = rlang::new_environment(log))
  expect_match(readLines(log$path), "epoch [12]0 of 20")
})

test_that("early traces are in the table of traces and beside the output, and change nothing else", {
  skip_if_no_python()
  fit <- tiny_gan(epochs = 6, trace = 3, seed = 1)
  expect_named(fit$output, c("epoch 3", "epoch 6"))
  expect_named(fit$early, c("epoch 1", "epoch 2"))
  expect_equal(dim(fit$early[["epoch 1"]]), c(42, 16))
  expect_equal(fit$traces$epoch, c(1, 2, 3, 6))
  expect_equal(fit$traces$kept, c(FALSE, FALSE, TRUE, TRUE))
  plain <- local({
    local_functions(early_epochs = integer())
    tiny_gan(epochs = 6, trace = 3, seed = 1)
  })
  expect_length(plain$early, 0)
  same <- c("output", "best", "details")
  expect_identical(fit[same], plain[same])
  kept <- fit$traces$kept
  expect_identical(as.list(fit$traces[kept, ]), as.list(plain$traces))
})

test_that("a run that begins in mid-epoch ends on a whole one", {
  trainer <- fake_trainer(step = 6)
  fake_training(trainer, 2, trace = 2)
  expect_equal(trainer$step, 12)
  expect_equal(trainer$traced, c(2, 3))
})

test_that("the first block is one step, later ones grow to a third of a second", {
  trainer <- fake_trainer()
  fake_training(trainer, 100)
  expect_equal(trainer$blocks[[1]], 1)
  expect_equal(next_block(100, 0.1), 300)
  expect_equal(next_block(100, 0.001), 400)
  expect_equal(next_block(100, 30), 1)
  expect_equal(next_block(1, 0), 4)
})

test_that("a run knows the losses of the newest row of the history, and none before there is one", {
  expect_identical(fake_training(fake_trainer(), 25)$losses, list(d_loss = 0.5, g_loss = 0.6))
  expect_null(fake_training(fake_trainer(fails_at = 3), 25)$losses)
})

test_that("a run crosses to Python once a block, once a trace, and four times besides, once a session for devices", {
  skip_if_no_python()
  crossings <- character()
  python_state$devices <- NULL
  cross <- call_trainer
  local_functions(call_trainer = function(name, ..., call = rlang::caller_env()) {
    crossings <<- c(crossings, name)
    cross(name, ..., call = call)
  })
  fit <- tiny_gan(epochs = 6, trace = 2, seed = 1)
  expect_equal(sum(crossings == "trace"), 3)
  expect_gte(sum(crossings == "advance"), 3)
  besides <- c("use_devices", "kind_of", "new_trainer", "begin", "trace_early", "trace", "fit_state")
  expect_identical(setdiff(crossings, "advance"), besides)
  expect_equal(anyDuplicated(setdiff(crossings, c("advance", "trace"))), 0)
  expect_named(fit$output, paste("epoch", c(2, 4, 6)))
})

test_that("divergence ends the run and is remembered", {
  run <- fake_training(fake_trainer(fails_at = 20), 25)
  expect_equal(run$stopped, "diverged")
  expect_s3_class(run$condition, "rgan_error_diverged")
})

test_that("training that diverges warns and returns the last finite state", {
  skip_if_no_python()
  spec <- gan_spec("classic", generator_optimizer = list(name = "sgd", rate = 1e30),
    discriminator_optimizer = list(name = "sgd", rate = 1e30)
  )
  expect_warning(fit <- tiny_gan(epochs = 20, spec = spec, seed = 1), class = "rgan_diverged")
  expect_equal(fit$stopped, "diverged")
  expect_true(all(is.finite(generate(fit, 3, seed = 1))))
  warning <- tryCatch(tiny_gan(epochs = 20, spec = spec, seed = 1), rgan_diverged = identity)
  expect_s3_class(warning$fit, "gan")
  expect_match(conditionMessage(warning), "diverged after 0 of 20 epochs")
})

test_that("a fault in Python keeps what was trained for continuing", {
  skip_if_no_python()
  file <- withr::local_tempfile(fileext = ".py", lines = c(
    "import rgan", "class GAN(rgan.GAN):", "    faulty = True", "    def advance(self, n):",
    "        if self.faulty and self.epoch >= 2:", "            GAN.faulty = False",
    "            raise OSError('the disk is gone')", "        return super().advance(n)"
  ))
  expect_error(
    tiny_gan(epochs = 6, trace = 1, file = file, model_name = "faulty"), "the disk is gone",
    class = "rgan_error_python"
  )
  fit <- gan(epochs = 2, continue_training = TRUE, model_name = "faulty", log = FALSE)
  expect_equal(fit$epochs, 4)
})

# Runs `code` in another R process and presses Ctrl-C `times` times after it has trained for a while.
interrupt_child <- function(times = 1) {
  skip_if_no_python()
  skip_on_os("windows")
  skip_if_not_installed("callr")
  marker <- withr::local_tempfile()
  path <- dirname(dirname(system.file("python", package = "rgan")))
  child <- callr::r_bg(
    function(marker, load) {
      load()
      x <- outer(1:12, sin(seq(0, 6, length.out = 16)))
      file <- tempfile(fileext = ".py")
      writeLines(c(
        "import rgan", "class GAN(rgan.GAN):", "    def advance(self, n):", "        result = super().advance(n)",
        paste0("        open(r'", marker, "', 'a').write('x')"), "        return result"
      ), file)
      warning <- NULL
      fit <- withCallingHandlers(
        rgan::gan(
          x, epochs = 1e6, file = file, log = FALSE, seed = 1,
          spec = rgan::gan_spec(generator = 8, discriminator = 8)
        ),
        rgan_interrupted = function(w) {
          warning <<- w
          invokeRestart("muffleWarning")
        }
      )
      stopped_at <- Sys.time()
      # The last of several presses may come after the end.
      for (i in 1:20) tryCatch(Sys.sleep(0.03), interrupt = function(cnd) NULL)
      rows <- rgan::generate(fit, 3, seed = 1)
      file <- tempfile(fileext = ".py")
      writeLines("x = 1", file)
      error <- tryCatch(rgan::gan(x, file = file, log = FALSE), error = identity)
      more <- rgan::gan(x, epochs = 1, continue_training = fit, log = FALSE)
      list(
        fit = fit, warning = class(warning), told = conditionMessage(warning),
        stopped_at = stopped_at, rows = dim(rows), error = class(error),
        more = more$epochs
      )
    },
    args = list(marker = marker, load = child_loader()), supervise = TRUE
  )
  deadline <- Sys.time() + 120
  while (child$is_alive() && Sys.time() < deadline && !isTRUE(file.size(marker) > 8)) Sys.sleep(0.05)
  pressed <- Sys.time()
  for (i in seq_len(times)) {
    child$interrupt()
    Sys.sleep(0.04)
  }
  child$wait(60000)
  result <- child$get_result()
  result$waited <- as.numeric(difftime(result$stopped_at, pressed, units = "secs"))
  result
}

# How the child comes by the package under test: as it is here, installed or loaded from its source.
child_loader <- function() {
  source <- if (requireNamespace("pkgload", quietly = TRUE) && pkgload::is_dev_package("rgan")) {
    pkgload::pkg_path()
  }
  library <- .libPaths()
  rlang::new_function(NULL, rlang::expr({
    .libPaths(!!library)
    if (!is.null(!!source)) pkgload::load_all(!!source, quiet = TRUE) else loadNamespace("rgan")
  }), baseenv())
}

test_that("Ctrl-C returns a usable fit within a second, and the session lives on", {
  result <- interrupt_child()
  expect_lt(result$waited, 1)
  expect_true("rgan_interrupted" %in% result$warning)
  expect_equal(result$fit$stopped, "interrupted")
  left <- paste0("gan(epochs = ", 1e6 - result$fit$epochs, ", continue_training = fit)")
  expect_match(result$told, left, fixed = TRUE)
  expect_output(print(result$fit), left, fixed = TRUE)
  expect_gt(result$fit$epochs, 0)
  expect_equal(result$rows, c(3, 16))
  expect_true("rgan_error_spec" %in% result$error)
  expect_equal(result$more, result$fit$epochs + 1)
})

test_that("after an interrupt there is one hint, and its code trains the epochs that are left", {
  skip_if_no_python()
  warning <- NULL
  expect_no_message(fit <- withCallingHandlers(
    # As Ctrl-C would, but at a known epoch.
    tiny_gan(epochs = 6, trace = 2, seed = 1, on_trace = function(trace) if (trace$epoch == 4) rlang::interrupt()),
    rgan_interrupted = function(w) {
      warning <<- w
      invokeRestart("muffleWarning")
    }
  ))
  expect_equal(fit$epochs, 4)
  text <- cli::ansi_strip(conditionMessage(warning))
  hints <- regmatches(text, gregexpr("gan\\([^)]*\\)", text))[[1]]
  expect_length(hints, 1)
  expect_equal(sum(grepl("continue_training", capture.output(print(fit)))), 1)
  again <- eval(str2lang(sub(")$", ", log = FALSE)", hints)))
  expect_equal(again$epochs, 6)
  expect_null(again$stopped)
})

test_that("Ctrl-C pressed three times loses nothing either", {
  result <- interrupt_child(times = 3)
  expect_true("rgan_interrupted" %in% result$warning)
  expect_equal(result$rows, c(3, 16))
})

test_that("a fault in the user's own trainer loses nothing that was trained", {
  skip_if_no_python()
  faults <- c(
    trace = "    def trace(self, rows=42):\n        if self.epoch >= 4 and self.fault: raise RuntimeError('mine')",
    generate = paste0(
      "    def generate(self, n=1, seed=0, latent=None, epoch=None):\n",
      "        if self.epoch >= 4: raise RuntimeError('mine')"
    ),
    advance = "    def advance(self, n_steps):\n        if self.epoch >= 4 and self.fault: raise RuntimeError('mine')"
  )
  calls <- c(trace = "trace(rows)", generate = "generate(n, seed, latent, epoch)", advance = "advance(n_steps)")
  for (name in names(faults)) {
    file <- withr::local_tempfile(fileext = ".py")
    writeLines(c(
      "import rgan", "class GAN(rgan.GAN):", "    fault = True", faults[[name]],
      paste0("        return super().", calls[[name]])
    ), file)
    expect_error(
      tiny_gan(epochs = 8, trace = 2, seed = 1, file = file, model_name = "faulty"), "mine",
      class = "rgan_error_python"
    )
    kept <- session$models[["faulty"]]
    expect_equal(kept$fit$epochs, 4)
    expect_gte(length(kept$fit$output), 1)
    session$models[["faulty"]] <- NULL
  }
})
