#' Read a folder of images
#'
#' Reads PNG and JPEG files into one array that [gan()] can train on.
#'
#' @param path A folder, of which every `.png`, `.jpg` and `.jpeg` file is read in the order of their names, or a
#'   character vector of such files.
#' @param size Height and width in pixels to bring every image to, such as `c(80, 80)`; one number for both. `NULL`
#'   leaves images as they are, and they must then all have the same size.
#' @param grey `TRUE` reads in grey (one colour instead of three): 0.299 red + 0.587 green + 0.114 blue, the luma of
#'   ITU-R BT.601.
#' @return A numeric array of images x height x width x 3 (or x 1 in grey) with values from 0 to 255, its first
#'   dimension named by the files. Transparent parts are laid on white.
#' @details An image is resized with a triangle filter as wide as one pixel of the larger of the two grids (bilinear
#'   interpolation where it grows, a weighted mean of all the pixels covered where it shrinks), each direction
#'   separately, so the proportions change where `size` has others. Constant areas keep their values exactly.
#' @section Errors:
#' `rgan_error_file` when the folder or a file does not exist, holds no images, or can't be read (the file is named);
#' `rgan_error_data` when sizes differ and `size` is `NULL`, naming the file; `rgan_error_missing_package` when the
#' package png or jpeg that a file needs is not installed.
#' @seealso [plot_images()] to look at the result, [dataset_mnist()].
#' @export
#' @examplesIf requireNamespace("png", quietly = TRUE)
#' folder <- tempfile("images-")
#' dir.create(folder)
#' for (k in 1:4) {
#'   wedge <- outer(1:20, 1:30, function(y, x) as.numeric(x > k * y / 2))
#'   png::writePNG(wedge, file.path(folder, paste0("wedge-", k, ".png")))
#' }
#' images <- read_images(folder, size = c(40, 40))
#' dim(images)
#' plot_images(images)
read_images <- function(path, size = NULL, grey = FALSE) {
  check_full_names()
  files <- image_files(path)
  size <- check_image_size(size)
  grey <- check_flag(grey)
  images <- lapply(files, function(file) {
    image <- read_image(file, call = rlang::caller_env(3))
    if (is.null(size)) image else resize_image(image, size)
  })
  check_equal_sizes(images, files)
  read <- array(unlist(images), c(dim(images[[1]]), length(images)))
  if (grey) {
    read <- grey_images(read)
  }
  read <- aperm(read, c(4, 1, 2, 3)) * 255
  dimnames(read) <- list(basename(files), NULL, NULL, NULL)
  read
}

image_files <- function(path, call = rlang::caller_env()) {
  if (!is.character(path) || length(path) == 0 || anyNA(path)) {
    abort_rgan(
      "{.arg path} must be a folder or a vector of image files, not {describe_value(path)}.",
      class = "argument", call = call
    )
  }
  lost <- path[!file.exists(path)]
  if (length(lost) > 0) {
    abort_rgan("There is no file or folder {.path {lost[[1]]}}.", class = "file", call = call)
  }
  files <- if (length(path) == 1 && dir.exists(path)) sort(dir(path, image_pattern, full.names = TRUE)) else path
  if (length(files) == 0) {
    abort_rgan(
      c("The folder {.path {path}} holds no images.", "i" = "Files ending in .png, .jpg or .jpeg are read."),
      class = "file", call = call
    )
  }
  other <- files[!grepl(image_pattern, files)]
  if (length(other) > 0) {
    abort_rgan("{.path {other[[1]]}} is not a .png, .jpg or .jpeg file.", class = "file", call = call)
  }
  files
}

image_pattern <- "\\.([pP][nN][gG]|[jJ][pP][eE]?[gG])$"

check_image_size <- function(size, call = rlang::caller_env()) {
  if (is.null(size)) {
    return(NULL)
  }
  if (!is_numbers(size) || !length(size) %in% 1:2 || anyNA(size) || any(size < 1 | size != round(size))) {
    abort_rgan(
      "{.arg size} must be a height and a width in pixels, such as {.code c(80, 80)}, not {describe_pair(size)}.",
      class = "argument", call = call
    )
  }
  rep_len(as.integer(size), 2)
}

# One file -> array height x width x 3 with values from 0 to 1.
read_image <- function(file, call) {
  package <- if (grepl("png$", file, ignore.case = TRUE)) "png" else "jpeg"
  check_image_package(package, file, call = call)
  image <- tryCatch(
    suppressWarnings(if (package == "png") png::readPNG(file) else jpeg::readJPEG(file)),
    error = function(e) {
      abort_rgan(
        c("{.path {file}} can't be read as an image.", "x" = "{conditionMessage(e)}"),
        class = "file", call = call
      )
    }
  )
  as_colours(image)
}

check_image_package <- function(package, file, installed = requireNamespace(package, quietly = TRUE), call) {
  if (!installed) {
    abort_rgan(
      c(
        "Reading {.path {basename(file)}} needs the package {.pkg {package}}, which is not installed.",
        "i" = "Install it: {.code install.packages(\"{package}\")}, or the system package {.val r-cran-{package}}."
      ),
      class = "missing_package", call = call
    )
  }
}

# Grey, grey with alpha, colour, colour with alpha -> colour.
as_colours <- function(image) {
  if (length(dim(image)) == 2) {
    image <- array(image, c(dim(image), 1))
  }
  channels <- dim(image)[3]
  colour <- image[, , if (channels < 3) c(1, 1, 1) else 1:3, drop = FALSE]
  if (channels %in% c(2, 4)) {
    alpha <- as.vector(image[, , channels])
    colour <- colour * alpha + (1 - alpha)
  }
  colour
}

resize_image <- function(image, size) {
  if (identical(dim(image)[1:2], size)) {
    return(image)
  }
  down <- resize_weights(dim(image)[1], size[[1]])
  across <- t(resize_weights(dim(image)[2], size[[2]]))
  plane <- function(k) down %*% matrix(image[, , k], dim(image)[1]) %*% across
  array(vapply(1:3, plane, matrix(0, size[[1]], size[[2]])), c(size, 3))
}

# Row i holds the weights with which old pixels make up new pixel i; each row sums to 1.
resize_weights <- function(old, new) {
  step <- old / new
  centre <- (seq_len(new) - 0.5) * step
  reach <- max(step, 1)
  weight <- pmax(1 - abs(outer(centre, seq_len(old) - 0.5, "-")) / reach, 0)
  weight / rowSums(weight)
}

grey_images <- function(images) {
  size <- dim(images)
  flat <- matrix(aperm(images, c(1, 2, 4, 3)), ncol = 3)
  array(flat %*% c(0.299, 0.587, 0.114), c(size[1:2], 1, size[4]))
}

check_equal_sizes <- function(images, files, call = rlang::caller_env()) {
  same <- vapply(images, function(image) identical(dim(image), dim(images[[1]])), logical(1))
  if (!all(same)) {
    odd <- which(!same)[[1]]
    first <- dim(images[[1]])
    other <- dim(images[[odd]])
    abort_rgan(
      c(
        "The images must have the same size.",
        "x" = "{.path {basename(files[[odd]])}} is {other[[1]]} x {other[[2]]} pixels (height x width),
          {.path {basename(files[[1]])}} is {first[[1]]} x {first[[2]]}.",
        "i" = "Bring all to one size: {.code read_images(path, size = c({first[[1]]}, {first[[2]]}))}."
      ),
      class = "data", call = call
    )
  }
}
