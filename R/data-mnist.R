#' The MNIST images of handwritten digits
#'
#' 70,000 grey images of 28 x 28 pixels of the digits 0 to 9. The file `mnist.npz` (11 MB) is taken from Keras's cache;
#' where it is not there yet, Keras's own loader downloads it once, which needs the internet and Python.
#'
#' @param path A local copy of `mnist.npz`, which needs neither the internet nor Python. `NULL` uses Keras's cache,
#'   `datasets/mnist.npz` in the folder of the environment variable `KERAS_HOME`, or `~/.keras` when it is not set.
#' @return A list of `train` (60,000 images) and `test` (10,000), each a list of `x`, an integer array of images x 28 x
#'   28 x 1 with values from 0 (black) to 255, and `y`, an integer vector of the digits.
#' @section Errors:
#' `rgan_error_download` when the file is not there and can't be downloaded: it tells where a copy would be found, and
#' that [read_images()] reads a folder of images instead. `rgan_error_file` when `path` does not exist or is not such a
#' file.
#' @source Yann LeCun, Corinna Cortes, Christopher J. C. Burges, "The MNIST database of handwritten digits", by way of
#'   `keras.datasets.mnist`.
#' @export
#' @examples
#' \dontrun{
#' # Needs the internet the first time
#' mnist <- dataset_mnist()
#' plot_images(mnist$train$x)
#' }
dataset_mnist <- function(path = NULL) {
  check_full_names()
  check_string(path, allow_null = TRUE)
  if (is.null(path)) {
    path <- cached_mnist()
  } else if (!file.exists(path)) {
    abort_rgan("There is no file {.path {path}}.", class = "file")
  }
  arrays <- read_npz(path, c("x_train", "y_train", "x_test", "y_test"))
  part <- function(x, y) {
    if (length(dim(x)) != 3 || nrow(x) != length(y)) {
      abort_rgan("{.path {path}} does not hold images and their digits.", class = "file", call = rlang::caller_env(2))
    }
    list(x = array(x, c(dim(x), 1)), y = as.vector(y))
  }
  list(train = part(arrays$x_train, arrays$y_train), test = part(arrays$x_test, arrays$y_test))
}

# Path of the cached file, downloaded first where it is not there. `download` is an argument for the tests.
cached_mnist <- function(download = download_mnist, call = rlang::caller_env()) {
  home <- Sys.getenv("KERAS_HOME", unset = file.path("~", ".keras"))
  path <- path.expand(file.path(home, "datasets", "mnist.npz"))
  if (file.exists(path)) {
    return(path)
  }
  reason <- tryCatch(
    {
      download()
      if (file.exists(path)) NULL else "Keras stored it elsewhere."
    },
    error = function(e) {
      # What Python says of itself is in the details.
      if (!is.null(e$python_message)) {
        return(e$python_message)
      }
      if (inherits(e, "rgan_error")) rlang::cnd_header(e) else conditionMessage(e)
    }
  )
  if (!is.null(reason)) {
    abort_rgan(
      c(
        "The MNIST images could not be downloaded.",
        "x" = "{reason}",
        "i" = "Put a copy of {.file mnist.npz} at {.path {path}}, or give its place: {.code dataset_mnist(path = )}.",
        "i" = "Images of your own are read by {.fn read_images}."
      ),
      class = "download", call = call
    )
  }
  path
}

# Keras's loader checks the file's hash and writes it to its cache.
download_mnist <- function() {
  call_trainer("download_mnist")
}

# A .npz file is a zip archive of .npy files. Read here rather than by NumPy, so that a local copy needs no Python.
read_npz <- function(path, names, call = rlang::caller_env()) {
  folder <- tempfile("npz-")
  on.exit(unlink(folder, recursive = TRUE))
  files <- suppressWarnings(utils::unzip(path, files = paste0(names, ".npy"), exdir = folder))
  if (length(files) < length(names)) {
    abort_rgan(
      c(
        "{.path {path}} is not the archive of the MNIST images, or not all of it.",
        "i" = "It must be a zip archive that holds {.file {paste0(names, '.npy')}}."
      ),
      class = "file", call = call
    )
  }
  arrays <- lapply(file.path(folder, paste0(names, ".npy")), read_npy, call = call)
  names(arrays) <- names
  arrays
}

# NumPy's format: magic, version, length of the header, header (a Python dictionary as text), values.
# Only whole numbers of 1 to 4 bytes are read: the format's others (objects above all, which can run code) never occur.
read_npy <- function(path, call) {
  connection <- file(path, "rb")
  on.exit(close(connection))
  magic <- readBin(connection, "raw", 8)
  if (length(magic) < 8 || !identical(magic[2:6], charToRaw("NUMPY"))) {
    abort_npy(path, "no NumPy array", call)
  }
  length_size <- if (as.integer(magic[[7]]) == 1) 2 else 4
  header_size <- readBin(connection, "integer", 1, length_size, signed = length_size > 2, endian = "little")
  header <- rawToChar(readBin(connection, "raw", header_size))
  type <- regmatches(header, regexec("'descr': *'([<|])([ui])([124])'", header))[[1]]
  shape <- regmatches(header, regexec("'shape': *\\(([0-9, ]+)\\)", header))[[1]]
  if (length(type) == 0 || length(shape) == 0 || grepl("'fortran_order': *True", header)) {
    abort_npy(path, "an array of another type", call)
  }
  dims <- as.integer(strsplit(gsub(" ", "", shape[[2]]), ",")[[1]])
  bytes <- as.integer(type[[4]])
  signed <- type[[3]] == "i" || bytes == 4
  values <- readBin(connection, "integer", prod(dims), bytes, signed = signed, endian = "little")
  if (length(values) < prod(dims)) {
    abort_npy(path, "fewer values than its header tells", call)
  }
  # NumPy's last dimension varies fastest, R's first.
  aperm(array(values, rev(dims)), rev(seq_along(dims)))
}

abort_npy <- function(path, found, call) {
  abort_rgan("{.file {basename(path)}} in the archive holds {found}.", class = "file", call = call)
}
