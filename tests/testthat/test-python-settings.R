# Threads, and what is compiled: settings that TensorFlow reads when it is imported.

thread_names <- c("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")

test_that("threads are the option's, else the environment's, else TensorFlow's own choice", {
  withr::local_options(rgan.threads = NULL)
  withr::local_envvar(RGAN_THREADS = "")
  expect_null(thread_variables(threads_asked(NULL)))
  withr::local_envvar(RGAN_THREADS = "3")
  expect_identical(thread_variables(threads_asked(NULL)), stats::setNames(rep("3", 4), thread_names))
  withr::local_options(rgan.threads = 1)
  expect_identical(unname(thread_variables(threads_asked(NULL))), rep("1", 4))
  for (bad in list(0, 1.5, "two", NA)) {
    withr::local_options(rgan.threads = bad)
    expect_error(threads_asked(NULL), class = "rgan_error_argument", regexp = "rgan.threads")
  }
  withr::local_options(rgan.threads = NULL)
  withr::local_envvar(RGAN_THREADS = "many")
  expect_error(threads_asked(NULL), class = "rgan_error_argument", regexp = "many")
})

test_that("what is compiled is kept only where the user says, and a folder with spaces is refused", {
  skip_if_no_python()
  withr::local_envvar(TF_XLA_FLAGS = NA)
  withr::local_options(rgan.compile_cache = NULL)
  expect_null(set_compile_cache(NULL))
  withr::local_options(rgan.compile_cache = 3)
  expect_error(set_compile_cache(NULL), class = "rgan_error_argument", regexp = "compile_cache")
  withr::local_options(rgan.compile_cache = file.path(tempdir(), "a b"))
  expect_error(set_compile_cache(NULL), class = "rgan_error_argument", regexp = "spaces")
})

test_that("two processes train at once with threads, logs and compiled code of their own or in common", {
  skip_if_no_python()
  folder <- withr::local_tempdir()
  compiled <- withr::local_tempdir()
  library_paths <- .libPaths()
  workers <- parallel::makePSOCKcluster(2)
  withr::defer(parallel::stopCluster(workers))
  parallel::clusterExport(workers, c("folder", "compiled", "library_paths"), environment())
  parallel::clusterEvalQ(workers, {
    .libPaths(library_paths)
    options(rgan.threads = 1, rgan.compile_cache = compiled)
    library(rgan)
  })
  train <- get_training_data(12, 16)
  fits <- parallel::parLapply(workers, 1:2, function(seed, train, folder) {
    fit <- suppressMessages(gan(train, epochs = 4, trace = 2, log = folder, seed = seed))
    list(fit = fit, environment = Sys.getenv("TF_NUM_INTRAOP_THREADS"), logged = readLines(fit$log))
  }, train = train, folder = folder)
  expect_identical(vapply(fits, function(x) x$environment, ""), c("1", "1"))
  expect_length(unique(vapply(fits, function(x) x$fit$log, "")), 2)
  expect_setequal(dir(folder), basename(vapply(fits, function(x) x$fit$log, "")))
  for (x in fits) expect_length(grep("^epoch", x$logged), 2)
  table <- do.call(rbind, lapply(fits, function(x) glance(x$fit)))
  expect_identical(table$seed, 1:2)
  expect_identical(table$preset, rep("default", 2))
  expect_true(all(is.finite(table$score)))
  expect_equal(dim(generate(fits[[1]]$fit, 3, seed = 1)), c(3L, 16L))
  expect_gt(length(dir(compiled, recursive = TRUE)), 0)
})
