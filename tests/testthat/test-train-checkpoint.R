# Runs in a folder of their own, with a checkpoint in "run".
run_gan <- function(..., epochs = 6, trace = 1, seed = 1) {
  suppressMessages(tiny_gan(epochs = epochs, trace = trace, seed = seed, checkpoint = "run", ...))
}

local_run <- function(envir = parent.frame()) {
  skip_if_no_python()
  withr::local_dir(withr::local_tempdir(.local_envir = envir), .local_envir = envir)
  # Traces follow one another faster here than a checkpoint would be written.
  local_functions(checkpoint_share = Inf, envir = envir)
}

# Dies, as far as the folder is concerned, after `writes` checkpoints.
dying_run <- function(writes, ...) {
  count <- 0
  write <- write_checkpoint
  local_functions(
    write_checkpoint = function(run) {
      if (count == writes) stop("died")
      count <<- count + 1
      write(run)
    }
  )
  expect_error(run_gan(...), "died")
}

checkpoints <- function() list.files("run", "^step-", full.names = TRUE)

expect_same_run <- function(fit, other) {
  parts <- c("output", "seed", "epochs", "details", "best", "traces")
  expect_identical(fit[parts], other[parts])
  expect_identical(fit$history[1:6], other$history[1:6])
}

log_text <- function(fit) sub(", [^,]* s$", "", readLines(fit$log)[-1])

test_that("a run that died goes on to the same bits, log included", {
  local_run()
  plain <- suppressMessages(tiny_gan(epochs = 6, trace = 1, seed = 1, log = "plain"))
  dying_run(4, log = "log")
  fit <- run_gan(log = "log")
  expect_same_run(fit, plain)
  expect_identical(log_text(fit), log_text(plain))
  expect_length(list.files("log"), 1)
})

test_that("two checkpoints are kept; a run that is complete is returned at once", {
  local_run()
  fit <- run_gan()
  expect_length(checkpoints(), 2)
  expect_setequal(setdiff(list.files("run"), basename(checkpoints())), "lock")
  local_functions(train_to_end = function(run) expect_gte(run$epoch, run$last_epoch))
  expect_same_run(run_gan(), fit)
})

test_that("without a seed the checkpoint's is taken, and the user's numbers move on alike", {
  local_run()
  set.seed(1)
  fit <- run_gan(seed = NULL)
  after <- rng_state()
  set.seed(2)
  expect_same_run(run_gan(seed = NULL), fit)
  set.seed(1)
  run_gan(seed = NULL)
  expect_identical(rng_state(), after)
})

test_that("a checkpoint of another run is refused, naming the difference", {
  local_run()
  run_gan()
  expect_snapshot(error = TRUE, {
    run_gan(data = tiny_waves(n = 10))
    run_gan(data = tiny_waves() * 2)
    run_gan(seed = 2)
    run_gan(epochs = 7, batch_size = 8)
    run_gan(spec = tiny_spec(ema = 10))
  })
})

test_that("a checkpoint of the same numbers in another form, or of another file, is refused", {
  local_run()
  x <- tiny_waves(m = 16)
  trainer <- function(name) {
    text <- "from rgan import GAN as Base\n\nclass GAN(Base):\n    name = "
    writeLines(paste0(text, "'", name, "'"), name)
    name
  }
  run_gan(data = x)
  expect_snapshot(error = TRUE, {
    run_gan(data = as.data.frame(x))
    run_gan(data = x, file = trainer("own.py"))
  }, transform = function(lines) sub("`file`: .*/", "`file`: ", sub(" there, .*/own", " there, own", lines)))
  unlink("run", recursive = TRUE)
  run_gan(data = as.data.frame(x))
  expect_error(run_gan(data = x), "a data frame there", class = "rgan_error_checkpoint")
  unlink("run", recursive = TRUE)
  # With fewer than ten columns both are tables.
  run_gan(data = x[, 1:4])
  expect_error(run_gan(data = as.data.frame(x[, 1:4])), "a matrix", class = "rgan_error_checkpoint")
  unlink("run", recursive = TRUE)
  run_gan(file = trainer("one.py"))
  expect_error(run_gan(file = trainer("two.py")), "one.py there", class = "rgan_error_checkpoint")
  expect_error(run_gan(), "one.py there, the package's own here", class = "rgan_error_checkpoint")
  # Moved, or mended where it was: the same trainer.
  file.copy("one.py", "moved.py")
  expect_equal(run_gan(file = "moved.py")$epochs, 6)
  cat("    mended = True\n", file = "one.py", append = TRUE)
  expect_equal(run_gan(file = "one.py")$epochs, 6)
})

test_that("a checkpoint written before its form was noted goes on, but not with data of another kind", {
  local_run()
  noted <- run_identity
  earlier <- function(...) noted(...)[c("data", "dim", "seed", "batch_size", "epochs", "first_epoch", "spec")]
  plain <- run_gan()
  unlink("run", recursive = TRUE)
  local({
    local_functions(run_identity = earlier)
    dying_run(4)
  })
  expect_error(run_gan(data = as.data.frame(tiny_waves())), "trained as waves there", class = "rgan_error_checkpoint")
  expect_same_run(run_gan(), plain)
})

test_that("a damaged checkpoint is passed over for the one before, with a warning", {
  local_run()
  plain <- run_gan()
  for (damage in c("cut", "flip", "empty")) {
    unlink("run", recursive = TRUE)
    dying_run(4)
    newest <- max(checkpoints())
    raw <- readBin(newest, "raw", file.size(newest))
    middle <- length(raw) %/% 2
    if (damage == "flip") raw[[middle]] <- xor(raw[[middle]], as.raw(4))
    writeBin(switch(damage, cut = utils::head(raw, middle), flip = raw, empty = raw[0]), newest)
    expect_warning(fit <- run_gan(), "from the one before", class = "rgan_warning_checkpoint")
    expect_same_run(fit, plain)
  }
})

test_that("where no checkpoint can be read, nothing is trained over them", {
  local_run()
  run_gan()
  for (path in checkpoints()) writeBin(raw(10), path)
  expect_error(run_gan(), "start anew", class = "rgan_error_checkpoint")
  expect_length(checkpoints(), 2)
})

test_that("the folder of a run in use is refused, and free again afterwards", {
  local_run()
  folder <- call_trainer("open_folder", "run", tiny_waves())$folder
  expect_error(run_gan(), paste("in use by process", Sys.getpid()), class = "rgan_error_checkpoint")
  call_trainer("close_folder", folder)
  expect_equal(run_gan()$epochs, 6)
})

test_that("a folder that cannot be used is an error before training", {
  local_run()
  writeLines("", "file")
  expect_snapshot(error = TRUE, {
    tiny_gan(checkpoint = "file")
    tiny_gan(checkpoint = "file/run")
    tiny_gan(checkpoint = 1)
  })
})

test_that("a folder deleted in the middle costs no training, and is said once", {
  local_run()
  log <- log_trace
  local_functions(
    log_trace = function(run, trace) {
      unlink("run", recursive = TRUE)
      log(run, trace)
    }
  )
  warnings <- testthat::capture_warnings(fit <- run_gan())
  expect_match(warnings, "No checkpoint can be written")
  expect_length(warnings, 1)
  expect_equal(fit$epochs, 6)
})

test_that("training that continues a fit can be resumed, too", {
  local_run()
  first <- tiny_gan(epochs = 3, seed = 5)
  again <- function(...) {
    suppressMessages(gan(epochs = 4, trace = 1, continue_training = first, checkpoint = "run", log = FALSE, ...))
  }
  plain <- again()
  unlink(max(checkpoints()))
  expect_same_run(again(), plain)
})

test_that("patience counts on across a death", {
  local_run()
  call <- function(checkpoint) {
    suppressMessages(tiny_gan(epochs = 20, trace = 1, seed = 1, patience = 3, checkpoint = checkpoint))
  }
  plain <- call("plain")
  call("run")
  unlink(max(checkpoints()))
  expect_same_run(call("run"), plain)
})

test_that("a run of an earlier edition that died goes on from its checkpoint", {
  skip_if_no_python()
  run <- withr::local_tempdir()
  file.copy(list.files(test_path("fixtures", "first-edition-run"), full.names = TRUE), run)
  x <- outer(1:12, sin(seq(0, 6, length.out = 16))) / 12 + 0.1
  x <- x + outer(1:12, cos(seq(0, 9, length.out = 16))) %% 0.3
  expect_message(
    fit <- gan(x, epochs = 6, trace = 2, seed = 1, log = FALSE, spec = tiny_spec(), checkpoint = run),
    "Going on from the checkpoint"
  )
  expect_equal(fit$epochs, 6)
  expect_named(fit$output, paste("epoch", c(2, 4, 6)))
  expect_equal(fit$history$epoch, 1:6)
})

test_that("a run that died and was resumed ends as the one never stopped, in every shape", {
  skip_if_no_python()
  for (shape in list(c(8, 20), c(40, 12), c(2, 12), c(20, 3))) {
    x <- array(sin(seq_len(prod(shape))^1.3) + rep(seq_len(shape[[1]]), prod(shape[-1])) %% 2, shape)
    train <- function(...) gan(x, epochs = 6, trace = 2, seed = 1, log = FALSE, spec = tiny_spec(rejection = 0), ...)
    plain <- train()
    run <- withr::local_tempdir()
    train(checkpoint = run)
    # As if it had died after the checkpoint before the last.
    unlink(max(list.files(run, "^step-", full.names = TRUE)))
    resumed <- suppressMessages(train(checkpoint = run))
    no_seconds <- setdiff(names(plain$history), "seconds")
    expect_identical(resumed$history[no_seconds], plain$history[no_seconds])
    expect_identical(resumed$output, plain$output)
    expect_identical(resumed$traces, plain$traces)
    expect_identical(generate(resumed, 5, seed = 2), generate(plain, 5, seed = 2))
  }
})

test_that("what cannot be deleted in the folder of a run does not end it", {
  skip_if_no_python()
  run <- withr::local_tempdir()
  dir.create(file.path(run, "step-0000000000.rgan.d"))
  dir.create(file.path(run, ".step-0000000001.rgan.1.ab"))
  expect_no_warning(fit <- tiny_gan(epochs = 6, trace = 1, seed = 1, checkpoint = run))
  expect_equal(fit$epochs, 6)
})

test_that("a lock that is a link leaves what it points at alone", {
  skip_if_no_python()
  skip_on_os("windows")
  dir <- withr::local_tempdir()
  writeLines("precious", file.path(dir, "precious"))
  dir.create(file.path(dir, "run"))
  file.symlink(file.path(dir, "precious"), file.path(dir, "run", "lock"))
  tiny_gan(seed = 1, checkpoint = file.path(dir, "run"))
  expect_equal(readLines(file.path(dir, "precious")), "precious")
})

test_that("a checkpoint whose note tells of something else is refused, and no other file is taken for a log", {
  skip_if_no_python()
  dir <- withr::local_tempdir()
  withr::local_dir(dir)
  run <- function(...) tiny_gan(epochs = 4, trace = 2, seed = 1, checkpoint = "run", ...)
  run(log = "log")
  file <- max(list.files("run", "^step-", full.names = TRUE))
  unlink(setdiff(list.files("run", "^step-", full.names = TRUE), file))
  parts <- take_apart(file)
  note <- unpack_values(py_value(parts$meta$get("note")), list())
  writeLines("mine", "log/notes.txt")
  changes <- list(
    function(note) within.list(note, log$path <- "log/notes.txt"), function(note) within.list(note, log$lines <- 1),
    function(note) within.list(note, identity$seed <- "1"), function(note) within.list(note, run$traces <- list(1)),
    function(note) within.list(note, run$last_epoch <- NULL), function(note) within.list(note, run$last_epoch <- NaN),
    function(note) within.list(note, run$patience <- list(1)), function(note) list(1), function(note) "x"
  )
  for (change in changes) {
    put_together(parts, pack_values(change(note), inline = Inf)$json, file)
    expect_error(run(log = "log"), class = "rgan_error_checkpoint")
  }
  expect_equal(readLines("log/notes.txt"), "mine")
  put_together(parts, pack_values(note, inline = Inf)$json, file)
  expect_equal(run(log = "log")$epochs, 4)
})

test_that("a note that holds the traces themselves, as earlier versions wrote it, goes on to the same bits", {
  local_run()
  plain <- run_gan(patience = 5)
  unlink("run", recursive = TRUE)
  dying_run(4, patience = 5)
  for (file in checkpoints()) {
    parts <- take_apart(file)
    note <- unpack_values(py_value(parts$meta$get("note")), list())
    note$run$traces <- lapply(seq_len(note$run$traces), function(epoch) {
      list(
        epoch = epoch, step = 3L * epoch, score = 0.5, shares = 1, outside = 0, copies = 0.5, nearer = NaN,
        d_accuracy = 0.5, best_epoch = 1L, since_best = epoch - 1L,
        real = list(shares = 1, outside = 0, copies = 0, average = 0.7)
      )
    })
    names(note$run)[match(c("findings", "reported"), names(note$run))] <- c("found", "told")
    put_together(parts, pack_values(note, inline = Inf)$json, file)
  }
  expect_same_run(run_gan(patience = 5), plain)
})

test_that("a run that was complete has the same warnings when it is returned again", {
  local_run()
  local_functions(warm_up = 0)
  told <- function() {
    classes <- list()
    withCallingHandlers(run_gan(), rgan_warning = function(cnd) {
      classes <<- c(classes, list(list(class(cnd)[[1]], conditionMessage(cnd))))
      rlang::cnd_muffle(cnd)
    })
    classes
  }
  first <- told()
  expect_gte(length(first), 1)
  local_functions(train_to_end = function(run) expect_gte(run$epoch, run$last_epoch))
  expect_identical(told(), first)
})
