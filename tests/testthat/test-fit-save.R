saved_fit <- function(fit = shared_fit(), envir = parent.frame()) {
  path <- withr::local_tempfile(fileext = ".rgan", .local_envir = envir)
  save_gan(fit, path)
}

# All of a fit but its name and the place of its trainer's file.
without_id <- function(fit) fit[setdiff(names(fit), c("id", "file"))]

test_that("a fit comes back from a file as it was, and goes on to the same bits", {
  fit <- shared_fit()
  again <- load_gan(saved_fit(fit))
  expect_identical(without_id(again), without_id(fit))
  expect_identical(generate(again, 3, seed = 1), generate(fit, 3, seed = 1))
  expect_identical(predict(again), predict(fit))
  more <- gan(epochs = 2, continue_training = again, log = FALSE)
  expect_identical(more$output, gan(epochs = 2, continue_training = fit, log = FALSE)$output)
})

test_that("every kind of data comes back in its class, names and types", {
  skip_if_no_python()
  frame <- data.frame(count = 1:10, `a name` = seq(0, 1, length.out = 10), u = sin(1:10), v = 10:1, check.names = FALSE)
  rownames(frame) <- paste("row", 1:10)
  series <- array(sin(1:240), c(12, 10, 2), dimnames = list(NULL, NULL, c("\u00e4", "b")))
  whole <- matrix(1:120, 12, dimnames = list(letters[1:12], NULL))
  for (data in list(frame, series, whole)) {
    fit <- tiny_gan(data, seed = 1)
    again <- load_gan(saved_fit(fit))
    expect_identical(again$data, fit$data)
    expect_identical(again$output, fit$output)
  }
})

test_that("a fit whose networks compute in bfloat16 gives rows and verdicts, and comes back", {
  skip_if_no_python()
  fit <- tiny_gan(tiny_waves(), seed = 1, spec = tiny_spec(precision = "bfloat16"))
  again <- load_gan(saved_fit(fit))
  expect_identical(again$spec$precision, "bfloat16")
  expect_identical(generate(again, 3, seed = 1), generate(fit, 3, seed = 1))
  expect_identical(predict(again), predict(fit))
  expect_type(predict(fit), "double")
  expect_false(anyNA(predict(fit)))
})

test_that("Python alone reads the file, rows and traces included", {
  fit <- shared_fit()
  path <- saved_fit(fit) # now: later it would be the file of a call that has ended
  trainer <- python_module("rgan")$GAN$restore(path)
  expect_equal(py_value(trainer$output)[["epoch 4"]], fit$output[["epoch 4"]], ignore_attr = TRUE)
  expect_equal(py_value(trainer$x_train), tiny_waves(), tolerance = 1e-5, ignore_attr = TRUE)
  expect_equal(py_value(trainer$advance(1L))$step, fit$details$step + 1)
})

# What was written by earlier editions. The rows are those of given latent numbers: which ones a seed draws may change.
fixture_rows <- function(fit, name) {
  latent <- fit$details$latent
  z <- matrix((seq_len(2 * latent) - 1) / (2 * latent) - 0.5, 2, byrow = TRUE)
  known <- as.matrix(utils::read.csv(test_path("fixtures", paste0(name, ".csv")), header = FALSE))
  rows <- py_value(trainer_of(fit)$generate(latent = z, epoch = fit$best))
  # Rounded: other processors may round sums otherwise.
  expect_equal(rows, known, tolerance = 1e-4, ignore_attr = TRUE)
}

test_that("files of earlier editions can be read for ever, and their fits used", {
  skip_if_no_python()
  for (name in c("format-1", "first-edition", "first-edition-table")) {
    fit <- load_gan(test_path("fixtures", paste0(name, ".rgan")))
    fixture_rows(fit, name)
    expect_equal(nrow(generate(fit, 3, seed = 1)), 3)
    more <- gan(epochs = 2, continue_training = fit, log = FALSE)
    expect_equal(more$epochs, fit$epochs + 2)
    expect_named(more$output, unique(c(names(fit$output), paste("epoch", more$epochs))))
  }
})

test_that("fits of earlier editions kept by saveRDS() can be used", {
  skip_if_no_python()
  fit <- readRDS(test_path("fixtures", "first-edition.rds"))
  fixture_rows(fit, "first-edition")
  expect_output(print(fit), "6 epochs")
  expect_equal(gan(epochs = 2, continue_training = fit, log = FALSE)$epochs, 8)
  # Its recipe has no fields that came later; the same one given again is no other.
  again <- structure(list_merge(gan_spec(), fit$asked), class = "gan_spec")
  expect_null(fit$asked$steps_per_epoch)
  expect_equal(gan(epochs = 1, continue_training = fit, spec = again, log = FALSE)$epochs, 7)
  expect_s3_class(evaluate_gan(fit, n = 20, seed = 1, neighbours = 3), "gan_evaluation")
})

test_that("every class of data frame is written so that it can be read", {
  skip_if_no_python()
  frame <- as.data.frame(matrix(sin(1:40), 10))
  classes <- list(
    c("spec_tbl_df", "tbl_df", "tbl", "data.frame"), c("tbl_ts", "tbl_df", "tbl", "data.frame"),
    c("sf", "data.frame"), c("mine", "data.frame"), c("data.table", "data.frame")
  )
  for (class in classes) {
    fit <- tiny_gan(structure(frame, class = class), seed = 1)
    again <- load_gan(save_gan(fit, withr::local_tempfile(fileext = ".rgan")))
    rows <- generate(again, 3, seed = 1)
    expect_s3_class(rows, intersect(class, packed_classes), exact = TRUE)
    expect_equal(unclass(rows), unclass(generate(fit, 3, seed = 1)), ignore_attr = TRUE)
  }
})

test_that("a fit that could not be loaded again is not written", {
  skip_if_no_python()
  fit <- shared_fit()
  path <- save_gan(fit, withr::local_tempfile(fileext = ".rgan"))
  before <- readBin(path, "raw", file.size(path))
  fit$epochs <- "many"
  expect_error(save_gan(fit, path), "cannot be saved", class = "rgan_error_checkpoint")
  expect_identical(readBin(path, "raw", file.size(path)), before)
})

test_that("permissions are kept, links followed, and what is no file is refused", {
  skip_if_no_python()
  skip_on_os("windows")
  dir <- withr::local_tempdir()
  path <- file.path(dir, "a.rgan")
  fit <- shared_fit()
  save_gan(fit, path)
  Sys.chmod(path, "600")
  save_gan(fit, path)
  expect_equal(format(file.info(path)$mode), "600")
  link <- file.path(dir, "link.rgan")
  file.symlink("a.rgan", link)
  save_gan(fit, link)
  expect_equal(Sys.readlink(link), "a.rgan")
  expect_equal(generate(load_gan(path), 2, seed = 1), generate(fit, 2, seed = 1))
  pipe <- file.path(dir, "pipe")
  system2("mkfifo", shQuote(pipe))
  for (where in c(dir, "/dev/null", pipe)) expect_error(save_gan(fit, where), class = "rgan_error_checkpoint")
  expect_setequal(list.files(dir, all.files = TRUE, no.. = TRUE), c("a.rgan", "link.rgan", "pipe"))
})

test_that("a cut or changed file is refused, wherever it was changed", {
  path <- saved_fit()
  raw <- readBin(path, "raw", file.size(path))
  try_bytes <- function(raw) {
    writeBin(raw, path)
    expect_error(load_gan(path), class = "rgan_error_checkpoint")
  }
  for (share in c(0, 0.01, 0.5, 0.99)) try_bytes(utils::head(raw, floor(share * length(raw))))
  for (position in round(seq(1, length(raw), length.out = 50))) {
    changed <- raw
    changed[[position]] <- xor(raw[[position]], as.raw(1))
    try_bytes(changed)
  }
})

test_that("what is no saved fit is refused in words", {
  skip_if_no_python()
  folder <- withr::local_tempdir()
  withr::local_dir(folder)
  saveRDS(shared_fit(), "fit.rds")
  python_module("rgan")$GAN$from_bytes(shared_fit()$model)$save("python.rgan")
  dir.create("folder")
  expect_snapshot(error = TRUE, {
    load_gan("nothing.rgan")
    load_gan("fit.rds")
    load_gan("folder")
    load_gan("python.rgan")
  })
})

test_that("a file that cannot be written is an error that names it, and leaves nothing", {
  skip_if_no_python()
  fit <- shared_fit()
  folder <- withr::local_tempdir()
  withr::local_dir(folder)
  dir.create("folder")
  expect_snapshot(error = TRUE, {
    save_gan(fit, "folder")
    save_gan(fit, "no/such/folder.rgan")
  })
  expect_identical(list.files(all.files = TRUE, no.. = TRUE), "folder")
})

# A file with a right checksum whose note R's side of the package would never write.
tampered <- function(change, envir = parent.frame()) {
  path <- withr::local_tempfile(fileext = ".rgan", .local_envir = envir)
  fit <- shared_fit()
  fit <- structure(change(unclass(fit)), class = "gan")
  save_gan(fit, path)
}

test_that("texts of a stranger's file are never run", {
  skip_if_no_python()
  evil <- "{writeLines('executed', 'executed.txt')} {stop('executed')}"
  withr::local_dir(withr::local_tempdir())
  path <- tampered(function(fit) {
    fit$log <- evil
    fit$data$template$dimnames <- list(NULL, rep(evil, 16))
    fit$details$generator$layers[[1]]$type <- evil
    fit
  })
  fit <- load_gan(path)
  output <- utils::capture.output({
    print(fit)
    print(summary(fit))
    print(fit$spec)
    print(tidy(fit))
  })
  expect_match(output, "executed", all = FALSE, fixed = TRUE)
  # Where only a few words make sense, others are refused.
  for (change in list(
    function(fit) replace(fit, "stopped", evil),
    function(fit) within.list(fit, spec$preset <- evil), function(fit) within.list(fit, asked$objective$name <- evil)
  )) {
    expect_error(tampered(change), class = "rgan_error_checkpoint")
  }
  expect_false(file.exists("executed.txt"))
})

test_that("a stranger's file does not choose the Python file that is run", {
  fit <- shared_fit()
  fit$file <- withr::local_tempfile(lines = "raise SystemExit", fileext = ".py")
  again <- load_gan(saved_fit(fit))
  expect_equal(basename(again$file), "gan.py")
  expect_equal(dim(generate(again, 1)), c(1, 16))
})

test_that("a fit is small: weights once, traced waves once", {
  fit <- shared_fit()
  weights <- 8 * sum(vapply(c("generator", "discriminator"), function(n) fit$details[[n]]$parameters, 0))
  # Weights, their average, two slots each and a generator for each of two traces, at 4 bytes; names and settings.
  expect_lt(length(fit$model), 4 * weights + 12000)
  path <- withr::local_tempfile()
  saveRDS(fit, path, compress = FALSE)
  expect_lt(file.size(path), as.numeric(object.size(fit)))
})

# What is asked of every fit, in whatever session.
uses <- function(fit) {
  list(rgan::generate(fit, 5, seed = 3), stats::predict(fit), rgan::generate(fit, 2, 1, epoch = 2))
}

more_uses <- function(fit) {
  options(cli.unicode = FALSE) # locales differ between processes
  list(
    print = capture.output(print(fit)), plot = class(ggplot2::autoplot(fit)),
    walk = rgan::interpolate_waves(fit, 3, seed = 2),
    more = rgan::gan(epochs = 2, continue_training = fit, log = FALSE)$output
  )
}

# More rows than points and fewer, hardly any rows, several channels: what principal components
# are computed from, and kept as, is laid out in memory in other ways.
fits_of_shapes <- function() {
  lapply(list(c(8, 20), c(40, 12), c(2, 12), c(12, 6, 2)), function(shape) {
    x <- array(sin(seq_len(prod(shape))^1.3) + rep(seq_len(shape[[1]]), prod(shape[-1])) %% 2, shape)
    gan(x, epochs = 4, trace = 2, seed = 1, log = FALSE, spec = tiny_spec(), batch_size = 2)
  })
}

test_that("a fit is the same live, from a file and in another session, in every shape and six ways", {
  fit <- shared_fit()
  withr::local_options(cli.unicode = FALSE)
  fits <- fits_of_shapes()
  rds <- withr::local_tempfile(fileext = ".rds")
  several <- withr::local_tempfile(fileext = ".rds")
  image <- withr::local_tempfile(fileext = ".RData")
  saveRDS(fit, rds)
  saveRDS(fits, several)
  save(fit, file = image)
  there <- in_new_session(
    function(fit, rds, image, file, several, uses, more_uses) {
      library(rgan)
      environment(uses) <- environment(more_uses) <- globalenv()
      load(image, loaded <- new.env())
      ways <- list(fit, readRDS(rds), loaded$fit, load_gan(file))
      list(ways = lapply(ways, function(fit) c(uses(fit), more_uses(fit))), shapes = lapply(readRDS(several), uses))
    },
    list(fit, rds, image, saved_fit(fit), several, uses, more_uses)
  )
  here <- c(uses(fit), more_uses(fit))
  for (used in there$ways) expect_identical(used, here)
  for (i in seq_along(fits)) {
    live <- uses(fits[[i]])
    expect_identical(there$shapes[[i]], live)
    expect_identical(uses(load_gan(saved_fit(fits[[i]]))), live)
    # As in another session, where nothing of the live trainer is left.
    expect_identical(uses(replace(readRDS(several)[[i]], "id", "another session")), live)
  }
})
