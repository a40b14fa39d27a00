# Files that are damaged, cannot be written, or come from a stranger.

tiny <- function(...) {
  x <- outer(1:12, sin(seq(0, 6, length.out = 16))) / 12 + 0.1
  spec <- gan_spec(latent = 2, generator = 8, discriminator = 8)
  suppressMessages(gan(x, ..., spec = spec, seed = 1, progress = FALSE))
}

# The bytes cut to 0, 1, 50 and 99 %, and one bit flipped at `flips` places.
damages <- function(raw, flips = 50) {
  cut <- lapply(c(0, 0.01, 0.5, 0.99), function(share) utils::head(raw, floor(share * length(raw))))
  flipped <- lapply(round(seq(1, length(raw), length.out = flips)), function(i) {
    raw[[i]] <- xor(raw[[i]], as.raw(2^(i %% 8)))
    raw
  })
  c(cut, flipped)
}

read_raw <- function(path) readBin(path, "raw", file.size(path))

damaged_fits <- function() {
  path <- save_gan(tiny(epochs = 2, log = FALSE), file.path(work, "fit.rgan"))
  all <- damages(read_raw(path))
  ok <- vapply(all, function(raw) {
    writeBin(raw, path)
    refused(function() load_gan(path))
  }, logical(1))
  record("saved fit cut short or with a bit flipped", length(all), sum(ok), "refused")
}

damaged_checkpoints <- function() {
  folder <- new_folder("damaged")
  run <- file.path(folder, "run")
  plain <- tiny(epochs = 30, trace = 10, log = FALSE, checkpoint = run)
  newest <- max(list.files(run, "^step-", full.names = TRUE))
  whole <- read_raw(newest)
  all <- damages(whole)
  ok <- vapply(all, function(raw) {
    writeBin(raw, newest)
    warned <- FALSE
    fit <- withCallingHandlers(
      tiny(epochs = 30, trace = 10, log = FALSE, checkpoint = run),
      rgan_warning_checkpoint = function(cnd) {
        warned <<- TRUE
        invokeRestart("muffleWarning")
      }
    )
    warned && all(same_fit(fit, plain))
  }, logical(1))
  holds <- "the one before is used, with a warning"
  record("newest checkpoint cut short or with a bit flipped", length(all), sum(ok), holds)
}

full_disk <- function() {
  folder <- new_folder("full")
  command <- sprintf(
    "trap '' XFSZ; ulimit -f 64; exec '%s' '%s' '%s'",
    file.path(R.home("bin"), "Rscript"), file.path(here, "full.R"), folder
  )
  system2("bash", c("-c", shQuote(command)), stdout = file.path(work, "out.txt"), stderr = file.path(work, "out.txt"))
  if (!file.exists(file.path(folder, "end.rds"))) stop(child_said())
  held <- readRDS(file.path(folder, "end.rds"))
  if (!all(held)) cat("did not hold:", names(held)[!held], "\n")
  holds <- "error or warning naming the path; nothing lost"
  record("disk full: first save, overwriting, checkpoint, log", length(held), sum(held), holds)
}

bad_places <- function() {
  fit <- tiny(epochs = 2, log = FALSE)
  folder <- new_folder("places")
  file.create(file.path(folder, "file"))
  paths <- file.path(folder, c("file/fit.rgan", "none/fit.rgan", ".", strrep("x", 300)))
  save <- vapply(paths, function(path) refused(function() save_gan(fit, path)), logical(1))
  runs <- c(file.path(folder, c("file", "file/run", strrep("x", 300))), "/proc/none/run")
  check <- vapply(runs, function(path) refused(function() tiny(epochs = 2, log = FALSE, checkpoint = path)), logical(1))
  load <- vapply(c(folder, "/dev/zero", file.path(folder, c("none", "file"))), function(path) {
    refused(function() load_gan(path))
  }, logical(1))
  gone <- file.path(folder, "gone")
  dir.create(gone)
  withr::with_dir(gone, {
    unlink(gone, recursive = TRUE)
    deleted <- refused(function() save_gan(fit, "fit.rgan"))
  })
  ok <- c(save, check, load, deleted)
  record("folder missing, deleted, a file, a device, a name too long", length(ok), sum(ok), "clear error")
}

second_process <- function() {
  folder <- new_folder("second")
  process <- child("train.R", folder, 200000, "nothing")
  wait_for(process, file.path(folder, "run", "lock"))
  Sys.sleep(1)
  held <- refused(function() tiny(epochs = 2, log = FALSE, checkpoint = file.path(folder, "run")))
  process$kill()
  process$wait()
  # A lock ends with its process: now another run is refused for what it is.
  freed <- tryCatch(tiny(epochs = 2, log = FALSE, checkpoint = file.path(folder, "run")), error = conditionMessage)
  ok <- c(held, is.character(freed) && grepl("belongs to another run", freed))
  holds <- "refused while the first lives, free afterwards"
  record("second process on one checkpoint; lock of a dead process", 2, sum(ok), holds)
}
