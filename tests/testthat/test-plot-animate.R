test_that("without a file there is one picture per traced epoch, on common axes", {
  fit <- wave_fit()
  frames <- animate_training(fit)
  expect_named(frames, names(fit$output))
  expect_equal(frames[[2]]$labels$title, "epoch 20")
  ranges <- lapply(frames, axis_range)
  expect_equal(unique(unname(ranges)), ranges[1], ignore_attr = TRUE)
  # Of the largest frame
  expect_gte(ranges[[4]][[2]], max(fit$output[[1]][1:6, ]))
  expect_named(animate_training(fit, epochs = c(10, 40)), c("epoch 10", "epoch 40"))
})

test_that("every kind of data can be filmed, without a message", {
  expect_silent(frames <- lapply(list(series_fit(), table_fit(), table_fit(3), image_fit()), animate_training))
  expect_equal(lengths(frames), c(2, 3, 3, 3))
  # Real points set the window of a table
  expect_equal(axis_range(frames[[2]][[1]], "x"), axis_range(frames[[2]][[3]], "x"))
})

test_that("numbered pictures are written", {
  folder <- withr::local_tempdir()
  paths <- animate_training(wave_fit(2), file.path(folder, "frame-%02d.png"), width = 200, height = 150, res = 50)
  expect_equal(basename(paths), c("frame-01.png", "frame-02.png"))
  expect_true(all(file.size(paths) > 500))
  expect_equal(dir(folder), basename(paths))
})

test_that("a film is written", {
  skip_if_not_installed("magick")
  file <- withr::local_tempfile(fileext = ".gif")
  expect_equal(animate_training(wave_fit(3), file, fps = 4, width = 120, height = 100, res = 40), file)
  bytes <- readBin(file, "raw", 1e6)
  expect_equal(rawToChar(bytes[1:6]), "GIF89a")
  # A graphic control block opens each frame
  opens <- which(bytes[-length(bytes)] == as.raw(0x21) & bytes[-1] == as.raw(0xf9))
  expect_gte(length(opens), 3)
})

test_that("a film as MP4 has even sides", {
  skip_if_not_installed("av")
  file <- withr::local_tempfile(fileext = ".mp4")
  expect_equal(animate_training(wave_fit(2), file, fps = 2, width = 121, height = 101, res = 40), file)
  expect_equal(unlist(av::av_media_info(file)$video[c("width", "height")], use.names = FALSE), c(122, 102))
})

test_that("frames are counted where progress is asked for", {
  withr::local_options(cli.progress_show_after = 0, cli.progress_handlers_only = "logger")
  folder <- withr::local_tempdir()
  counted <- capture.output(
    animate_training(wave_fit(2), file.path(folder, "%d.png"), width = 100, height = 90, res = 30, progress = TRUE)
  )
  expect_match(counted, "created", all = FALSE)
  expect_match(counted, "2/2", all = FALSE)
})

test_that("files that can't be written are refused before anything is drawn", {
  fit <- wave_fit(2)
  expect_snapshot(animate_training(fit, "film.avi"), error = TRUE)
  expect_snapshot(animate_training(fit, "frame.png"), error = TRUE)
  expect_snapshot(animate_training(fit, "no-such-folder/frame-%d.png"), error = TRUE)
  expect_error(animate_training(fit, fps = 0), class = "rgan_error_argument")
  expect_error(animate_training("fit"), class = "rgan_error_argument")
})

test_that("a film without the package for it is refused with the ways out", {
  film <- function() check_film_file("film.gif", writable = FALSE)
  expect_error(film(), class = "rgan_error_missing_package")
  expect_snapshot(film(), error = TRUE)
})
