# NumPy's format written by hand: version 1.0, C order, unsigned bytes.
write_npy <- function(x, path, type = "|u1") {
  dims <- if (is.null(dim(x))) length(x) else dim(x)
  shape <- paste0("(", paste(dims, collapse = ", "), if (length(dims) == 1) ",", ")")
  header <- sprintf("{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n", type, shape)
  connection <- file(path, "wb")
  on.exit(close(connection))
  writeBin(as.raw(c(0x93, utf8ToInt("NUMPY"), 1, 0)), connection)
  writeBin(nchar(header), connection, size = 2, endian = "little")
  writeBin(charToRaw(header), connection)
  writeBin(as.integer(aperm(array(x, dims))), connection, size = 1)
}

local_mnist <- function(arrays, env = parent.frame()) {
  folder <- withr::local_tempdir(.local_envir = env)
  files <- paste0(names(arrays), ".npy")
  withr::with_dir(folder, {
    Map(write_npy, arrays, files)
    utils::zip("mnist.npz", files, flags = "-q9")
  })
  file.path(folder, "mnist.npz")
}

small_mnist <- function() {
  list(
    x_train = array(0:119, c(6, 4, 5)), y_train = c(5, 0, 4, 1, 9, 2),
    x_test = array(200, c(2, 4, 5)), y_test = c(7, 2)
  )
}

test_that("a local copy is read without Python", {
  skip_if(Sys.which("zip") == "", "no zip program")
  mnist <- dataset_mnist(local_mnist(small_mnist()))
  expect_named(mnist, c("train", "test"))
  expect_equal(dim(mnist$train$x), c(6, 4, 5, 1))
  expect_equal(mnist$train$x[, , , 1], array(0:119, c(6, 4, 5)))
  expect_type(mnist$train$x, "integer")
  expect_equal(mnist$train$y, c(5, 0, 4, 1, 9, 2))
  expect_equal(mnist$test$x[2, 1, 1, 1], 200)
})

test_that("an array as NumPy writes it is read the same", {
  skip_if_no_python()
  numpy <- reticulate::import("numpy", convert = FALSE)
  path <- withr::local_tempfile(fileext = ".npy")
  values <- array(c(0:59, 196:255), c(4, 5, 6))
  for (type in c("uint8", "int16", "int32")) {
    numpy$save(path, numpy$ascontiguousarray(values, dtype = type))
    expect_equal(read_npy(path), values)
  }
})

test_that("the cached file is used where Keras keeps it", {
  skip_if(Sys.which("zip") == "", "no zip program")
  home <- withr::local_tempdir()
  withr::local_envvar(KERAS_HOME = home)
  dir.create(file.path(home, "datasets"))
  file.copy(local_mnist(small_mnist()), file.path(home, "datasets"))
  expect_equal(dataset_mnist()$test$y, c(7, 2))
})

test_that("a download that fails names the place of a local copy and the alternative", {
  home <- withr::local_tempdir()
  withr::local_envvar(KERAS_HOME = home)
  offline <- function() stop("URL fetch failure: no route to host")
  error <- expect_error(cached_mnist(offline), class = "rgan_error_download")
  text <- gsub("\\s+", "", conditionMessage(error))
  expect_match(text, "noroutetohost", fixed = TRUE)
  expect_match(text, gsub("\\s+", "", file.path(home, "datasets", "mnist.npz")), fixed = TRUE)
  expect_match(text, "read_images", fixed = TRUE)
  fetched <- function() {
    dir.create(file.path(home, "datasets"))
    writeLines("", file.path(home, "datasets", "mnist.npz"))
  }
  expect_equal(cached_mnist(fetched), file.path(home, "datasets", "mnist.npz"))
})

test_that("files of another kind are refused", {
  withr::local_dir(withr::local_tempdir())
  writeLines("text", "mnist.npz")
  expect_snapshot(dataset_mnist("mnist.npz"), error = TRUE)
  expect_snapshot(dataset_mnist("nowhere.npz"), error = TRUE)
  expect_error(dataset_mnist(1), class = "rgan_error_argument")
  skip_if(Sys.which("zip") == "", "no zip program")
  wrong <- small_mnist()
  wrong$y_train <- 1:3
  expect_error(dataset_mnist(local_mnist(wrong)), class = "rgan_error_file")
  expect_error(dataset_mnist(local_mnist(small_mnist()[1:2])), class = "rgan_error_file")
})
