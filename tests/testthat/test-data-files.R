# Rows in files: named, printed, trained on, judged, continued.

write_files <- function(x, env = parent.frame()) {
  folder <- withr::local_tempdir(.local_envir = env)
  half <- seq_len(nrow(x) %/% 2)
  write <- function(rows, name) {
    utils::write.csv(format(rows, digits = 17, trim = TRUE), file.path(folder, name), row.names = FALSE, quote = FALSE)
  }
  write(x[half, ], "a.csv")
  write(x[-half, ], "b.csv")
  folder
}

test_that("names of files are checked before Python is asked", {
  expect_error(wave_files(42), class = "rgan_error_argument", regexp = "names of files")
  folder <- withr::local_tempdir()
  expect_error(wave_files(file.path(folder, "*.npy")), class = "rgan_error_data", regexp = "There is no file")
  expect_error(wave_files(folder), class = "rgan_error_data", regexp = "There is no file")
  expect_error(wave_files(folder, arry = "x"), class = "rgan_error_argument")
})

test_that("files print what they hold and give their first rows", {
  skip_if_no_python()
  x <- get_training_data(10, 12, noise = 0.1)
  folder <- write_files(x)
  files <- wave_files(folder)
  expect_equal(dim(files), c(10L, 12L))
  expect_equal(unname(head(files, 7)), unname(x[1:7, ]))
  expect_equal(colnames(head(files)), paste0("V", 1:12))
  expect_match(cli::cli_fmt(print(files))[[1]], "10 rows of 12 numbers")
  expect_output(str(files), "2 files, 10 x 12")
  expect_identical(wave_files(file.path(folder, c("b.csv", "a.csv")))$paths, rev(files$paths))
})

test_that("rows in files train as in memory, and the fit does all without holding them", {
  skip_if_no_python()
  x <- get_training_data(60, 12, noise = 0.1)
  x <- x[sample(nrow(x)), ]
  colnames(x) <- paste0("V", 1:12)
  folder <- write_files(x)
  files <- wave_files(folder, memory = 0)
  known <- gan(x, epochs = 20, trace = 10, log = FALSE, seed = 1)
  fit <- gan(files, epochs = 20, trace = 10, log = FALSE, seed = 1)
  expect_identical(fit$output, known$output)
  expect_identical(fit$history[1:6], known$history[1:6])
  expect_identical(fit$data$rows, files)
  expect_identical(evaluate_gan(fit, n = 50, seed = 1)$figures, evaluate_gan(known, n = 50, seed = 1)$figures)
  expect_s3_class(plot(fit), "ggplot")
  expect_s3_class(plot_features(fit), "ggplot")
  expect_error(predict(fit), class = "rgan_error_data", regexp = "not read as a whole")
  expect_error(save_gan(fit, tempfile()), class = "rgan_error_data", regexp = "saveRDS")

  # A file of the fit goes on in another session, where the rows are.
  kept <- withr::local_tempfile(fileext = ".rds")
  saveRDS(fit, kept)
  longer <- gan(epochs = 20, continue_training = readRDS(kept), log = FALSE)
  expect_identical(longer$output, gan(epochs = 20, continue_training = known, log = FALSE)$output)
  expect_true(file.rename(file.path(folder, "b.csv"), file.path(folder, "moved.csv")))
  expect_error(
    gan(epochs = 20, continue_training = fit, log = FALSE),
    class = "rgan_error_data", regexp = "b.csv.*moved"
  )
  fit$data$rows <- wave_files(file.path(folder, c("a.csv", "moved.csv")))
  expect_equal(gan(epochs = 5, continue_training = fit, log = FALSE)$epochs, 25L)
})

test_that("a checkpoint goes on with the same rows, wherever they are", {
  skip_if_no_python()
  x <- get_training_data(60, 12, noise = 0.1)
  folder <- withr::local_tempdir()
  files <- wave_files(write_files(x))
  known <- gan(files, epochs = 10, trace = 10, log = FALSE, seed = 1, checkpoint = folder)
  again <- gan(files, epochs = 10, trace = 10, log = FALSE, seed = 1, checkpoint = folder)
  expect_identical(again$output, known$output)
  other <- wave_files(write_files(x[60:1, ]))
  expect_error(
    gan(other, epochs = 10, trace = 10, log = FALSE, seed = 1, checkpoint = folder), class = "rgan_error_checkpoint"
  )
})

test_that("what is for data in memory is refused", {
  skip_if_no_python()
  files <- wave_files(write_files(get_training_data(10, 12)))
  expect_error(gan(files, by = 1:10, log = FALSE), class = "rgan_error_argument", regexp = "for data in memory")
  expect_error(gan(files, window = 5, log = FALSE), class = "rgan_error_argument", regexp = "for data in memory")
  expect_error(gan(files, spec = gan_spec(kind = "images"), log = FALSE), class = "rgan_error_data")
})
