test_that("devices are words or names", {
  expect_identical(check_devices(c("gpu:0", "gpu:1")), c("gpu:0", "gpu:1"))
  for (wrong in list(NULL, 1, character(), NA_character_, c("cpu:0", "cpu:0"))) {
    expect_error(gan(matrix(0, 4, 2), devices = wrong), "`devices` must be", class = "rgan_error_argument")
  }
})

test_that("what is not there is an error on the user's call that names what is", {
  skip_if_no_python()
  error <- expect_error(tiny_gan(devices = "gpu:9"), class = "rgan_error_devices")
  expect_match(conditionMessage(error), "no device \"gpu:9\" here.*TensorFlow sees \"cpu:0\"")
  expect_equal(as.character(error$call[[1]]), "gan")
})

test_that("a fit says what it was trained on, and print() where that is not the plain CPU", {
  skip_if_no_python()
  fit <- tiny_gan()
  expect_identical(fit$details$devices$names, "cpu:0")
  expect_equal(fit$details$devices$replicas, 1)
  expect_no_match(paste(capture.output(print(fit)), collapse = " "), "devices:")
  expect_null(devices_text(NULL))
  expect_identical(devices_text(list(names = c("gpu:0", "gpu:1"), workers = list())), "gpu:0, gpu:1")
  two <- list(names = "cpu:0", workers = c("a:1", "b:1"))
  expect_identical(devices_text(two), "2 processes, cpu:0 of each")
})

test_that("a batch left open is fitted to the devices that share it, one that was asked for is not", {
  three <- list(replicas = 3)
  expect_identical(shared_batch(32L, FALSE, three, NULL), 30L)
  expect_identical(shared_batch(2L, FALSE, three, NULL), 3L)
  expect_identical(shared_batch(33L, TRUE, three, NULL), 33L)
  expect_error(
    shared_batch(32L, TRUE, three, NULL), "batch_size = 30` or `batch_size = 33",
    class = "rgan_error_devices"
  )
})

test_that("Python is asked for devices once, and again when they change", {
  skip_if_no_python()
  asked <- 0
  local_functions(call_trainer = function(name, ..., call) {
    asked <<- asked + 1
    list(names = list("cpu:0"), replicas = 1, workers = list(), index = 0)
  })
  before <- python_state$devices
  withr::defer(python_state$devices <- before)
  python_state$devices <- NULL
  for (i in 1:2) use_devices("auto", NULL)
  expect_equal(asked, 1)
  use_devices("cpu", NULL)
  withr::with_envvar(c(TF_CONFIG = "{}"), use_devices("cpu", NULL))
  expect_equal(asked, 3)
})

test_that("the time after which a worker is given up is an option, or a variable", {
  withr::local_envvar(RGAN_WORKER_TIMEOUT = "7", TF_CONFIG = NA)
  expect_equal(cluster_variables(NULL)$RGAN_WORKER_TIMEOUT, "7")
  expect_equal(cluster_variables(NULL)$TF_CONFIG, "")
  withr::local_options(rgan.worker_timeout = 5)
  expect_equal(cluster_variables(NULL)$RGAN_WORKER_TIMEOUT, "5")
  withr::local_options(rgan.worker_timeout = "soon")
  expect_error(cluster_variables(NULL), "rgan.worker_timeout", class = "rgan_error_argument")
})

test_that("two processes of R train one model: the chief writes and decides, and both return the same fit", {
  skip_if_no_python()
  skip_if_not_installed("callr")
  folder <- withr::local_tempdir()
  script <- function(folder) {
    train <- rgan::get_training_data(24, 16)
    rgan::gan(
      train,
      epochs = 40, trace = 2, on_trace = function(trace) {
        cat(trace$epoch, "\n", file = file.path(folder, "asked"), append = TRUE)
        trace$epoch < 4
      }, log = file.path(folder, "log"), checkpoint = file.path(folder, "run"),
      spec = rgan::gan_spec(latent = list(size = 2))
    )
  }
  fits <- two_sessions(folder, script)
  same <- c("output", "early", "traces", "model", "seed", "epochs", "best", "batch_size")
  expect_identical(fits[[1]][same], fits[[2]][same])
  expect_identical(fits[[2]]$epochs, 4L)
  expect_identical(c(fits[[1]]$stopped, fits[[2]]$stopped), c("on_trace", "on_trace"))
  expect_length(readLines(file.path(folder, "asked")), 2)
  expect_length(list.files(file.path(folder, "log")), 1)
  expect_null(fits[[2]]$log)
  expect_length(fits[[1]]$details$devices$workers, 2)
})

test_that("a run that is interrupted or fails says why to the others", {
  told <- NULL
  local_functions(call_trainer = function(name, why, ..., call) told <<- c(name, why))
  alone <- list(workers = character())
  leave_workers(alone, "x")
  expect_null(told)
  run <- list(stopped = "failed", condition = simpleError("the disk is full"))
  leave_workers(list(workers = c("a:1", "b:1")), why_stopped(run))
  expect_identical(told, c("leave", "the disk is full"))
  expect_identical(why_stopped(list(stopped = "interrupted")), "interrupted by its user")
})

test_that("a cluster that cannot be read is an error of its own class, and is gone with its variable", {
  skip_if_no_python()
  error <- expect_error(
    withr::with_envvar(c(TF_CONFIG = "{nonsense"), tiny_gan()),
    "TF_CONFIG is not as it should be", class = "rgan_error_worker"
  )
  expect_equal(as.character(error$call[[1]]), "gan")
  expect_identical(tiny_gan()$details$devices$names, "cpu:0")
})
