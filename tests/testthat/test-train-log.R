test_that("the log names the run and its losses every trace epochs, epochs counting on", {
  skip_if_no_python()
  withr::local_dir(withr::local_tempdir())
  expect_message(fit <- tiny_gan(epochs = 4, trace = 2, log = "log"), "Logs are written", class = "rgan_message")
  expect_match(fit$log, "^log/log \\d{4}-\\d\\d-\\d\\d \\d\\d-\\d\\d-\\d\\d\\.txt$")
  lines <- readLines(fit$log)
  expect_match(lines[[2]], "waves 12 x 16, recipe default, batch size 4, seed \\d+")
  expect_match(lines[[3]], "^epoch 2 of 4: discriminator loss [0-9.]+, generator loss [0-9.]+, ")
  expect_length(lines, 4)
  suppressMessages(fit <- gan(epochs = 2, trace = 2, continue_training = fit, log = "other"))
  expect_match(readLines(fit$log)[[3]], "^epoch 6 of 6")
})

test_that("log = FALSE writes nothing", {
  skip_if_no_python()
  withr::local_dir(withr::local_tempdir())
  fit <- tiny_gan(log = FALSE)
  expect_null(fit$log)
  expect_length(list.files(), 0)
})

test_that("a folder is named once in a session, and every other folder once, too", {
  skip_if_no_python()
  withr::local_dir(withr::local_tempdir())
  logged <- function(folder) capture_messages(fit <- tiny_gan(epochs = 1, log = folder))
  first <- logged("log")
  expect_match(first, normalizePath("log"), fixed = TRUE)
  expect_length(logged("log"), 0)
  expect_length(logged(TRUE), 0)
  expect_length(logged(normalizePath("log")), 0)
  expect_length(list.files("log"), 4)
  other <- logged("other")
  expect_match(other, "options\\(rgan.log = FALSE\\)")
})

test_that("no log without asking in tests, in articles and in R CMD check", {
  skip_if_not_installed("knitr") # which the option would have withr look for
  withr::local_options(rgan.log = NULL, knitr.in.progress = NULL)
  withr::local_envvar(TESTTHAT = NA, "_R_CHECK_PACKAGE_NAME_" = NA)
  expect_identical(check_log("log", asked = FALSE), "log")
  withr::with_envvar(c(TESTTHAT = "true"), expect_null(check_log("log", asked = FALSE)))
  withr::with_envvar(c("_R_CHECK_PACKAGE_NAME_" = "mine"), expect_null(check_log("log", asked = FALSE)))
  withr::local_options(knitr.in.progress = TRUE)
  expect_null(check_log("log", asked = FALSE))
  expect_identical(check_log("log", asked = TRUE), "log")
  withr::local_options(rgan.log = "runs")
  expect_identical(check_log("runs", asked = FALSE), "runs")
})

test_that("left out, the log follows the option, and is off in tests without it", {
  skip_if_no_python()
  withr::local_dir(withr::local_tempdir())
  train <- function(...) suppressMessages(gan(tiny_waves(), epochs = 1, spec = tiny_spec(), ...))
  withr::local_options(rgan.log = NULL)
  expect_null(train()$log)
  withr::local_options(rgan.log = FALSE)
  expect_null(train()$log)
  expect_length(list.files(), 0)
  expect_match(train(log = "asked")$log, "^asked/log ")
  withr::local_options(rgan.log = "runs")
  expect_match(train()$log, "^runs/log ")
  expect_null(train(log = FALSE)$log)
})

test_that("two logs of one second are two files", {
  folder <- withr::local_tempdir()
  log <- function() suppressMessages(open_log(folder, prepare_data(tiny_waves()), list(spec = gan_spec()), NULL))$path
  expect_length(unique(c(log(), log(), log())), 3)
})

test_that("a log that cannot be written is a warning, once, and training goes on", {
  skip_if_no_python()
  folder <- withr::local_tempfile(lines = "a file, not a folder")
  warnings <- capture_warnings(fit <- tiny_gan(epochs = 4, trace = 1, log = folder))
  expect_length(warnings, 1)
  expect_match(warnings, "cannot be written; training goes on without it")
  expect_null(fit$log)
  expect_equal(fit$epochs, 4)
})

test_that("log must be a folder or a flag", {
  expect_snapshot(error = TRUE, {
    gan(tiny_waves(), log = 3)
    gan(tiny_waves(), log = NA)
    gan(tiny_waves(), log = "")
  })
  withr::local_options(rgan.log = 3)
  expect_snapshot(gan(tiny_waves()), error = TRUE)
})
