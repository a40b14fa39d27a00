#' Save a fit in a file, and load it again
#'
#' `save_gan()` writes a fit into one file that R and Python can read on any
#' machine; `load_gan()` reads it back. [saveRDS()] works, too, but reading an
#' `.rds` of a stranger can run code: of a `save_gan()` file only numbers and
#' texts are read, so a fit can be taken from anyone.
#'
#' The file holds numeric arrays and JSON with a version and a checksum, no
#' code. It is written whole or not at all: to a new file in the same folder that
#' takes the old one's place when it is safe on disk. Python alone reads it by
#' `rgan.GAN.restore(path)`. Reading needs Python with TensorFlow, as training
#' does; what has been loaded prints and plots without the trainer.
#'
#' Kept is all of the fit, the training rows with their names included. Of a
#' data frame's classes only those of tibbles and data tables are kept: what
#' \pkg{readr} read comes back as a tibble. The
#' trainer's Python file (`file` of [gan()]) is code and not kept.
#'
#' @param fit A fit made by [gan()].
#' @param path The file.
#' @param file The Python file that the fit was trained with, where it was not
#'   the package's own. A file read never decides what is run.
#' @return `save_gan()` the path, invisibly; `load_gan()` the fit, of class `gan`.
#' @section Errors:
#' `rgan_error_checkpoint` when the file cannot be written or read, is damaged,
#' is no such file, or was written by a newer version of the package.
#' @seealso `checkpoint` of [gan()] for a training that survives the session.
#' @export
#' @examplesIf rgan:::python_available()
#' fit <- gan(get_training_data(n = 40, m = 50), epochs = 20, log = FALSE, seed = 1)
#' path <- save_gan(fit, tempfile(fileext = ".rgan"))
#' again <- load_gan(path)
#' identical(generate(again, 3, seed = 1), generate(fit, 3, seed = 1))
save_gan <- function(fit, path) {
  check_full_names()
  call <- rlang::current_env()
  check_fit(fit)
  check_string(path)
  parts <- unclass(fit)
  rows <- check_in_memory(
    parts$data$rows, call, "{.code saveRDS(fit, path)} keeps the fit with the names of its files."
  )
  template <- parts$data$template
  numbers <- fit_numbers(rows, template, "fit", call)
  output <- lapply(c(parts$output, parts$early), fit_numbers, template, "fit", call)
  parts$data$rows <- row_names_of(rows)
  # Of other classes of data frames only what they have in common with these.
  if (isTRUE(parts$data$template$frame)) {
    parts$data$template$class <- intersect(parts$data$template$class, packed_classes)
  }
  # Emptied, not removed: the order of the parts stays.
  for (name in c("output", "model", "file", "id")) parts[name] <- list(NULL)
  parts$early <- as.character(names(parts$early)) # which of the traced rows these are
  plain <- pack_values(parts, call = call)
  check_readable(plain, fit$model, output, numbers, call)
  call_trainer(
    "write_fit", path.expand(path), fit$model, output, numbers, plain$arrays, plain$json, fit$data$conditions$numbers,
    call = call
  )
  invisible(path)
}

#' @rdname save_gan
#' @export
load_gan <- function(path, file = system.file("python", "gan.py", package = "rgan")) {
  check_full_names()
  call <- rlang::current_env()
  check_string(path)
  file <- check_file(file)
  read <- call_trainer("read_fit", path.expand(path), call = call)
  # What was read may be anything: all that it can lead to is one error.
  fit <- tryCatch(read_parts(read, file), error = function(cnd) abort_damaged(path, conditionMessage(cnd), call))
  # Also sees to it that the trainer can be rebuilt.
  trainer <- trainer_of(fit, call)
  tryCatch(
    check_same_trainer(fit, call_trainer("details", trainer, call = call)),
    error = function(cnd) abort_damaged(path, conditionMessage(cnd), call)
  )
  fit
}

# Nothing is written that load_gan() would refuse: its own reader is asked first.
check_readable <- function(plain, model, output, numbers, call) {
  read <- list(note = plain$json, arrays = plain$arrays, rows = numbers, output = output, raw = model)
  tryCatch(read_parts(read, file = ""), error = function(cnd) {
    abort_rgan(c(
      "This fit cannot be saved so that it could be loaded again.",
      "x" = "{conditionMessage(cnd)}",
      "i" = "Was the fit changed by hand? {.fn saveRDS} keeps it as it is."
    ), class = "checkpoint", call = call)
  })
}

abort_damaged <- function(path, why, call) {
  abort_rgan(c(
    "The contents of {.path {path}} make no fit.",
    "x" = "{why}",
    "i" = "Was the file changed after {.fn save_gan} wrote it?"
  ), class = "checkpoint", call = call)
}

row_names_of <- function(rows) {
  if (is.data.frame(rows)) attr(rows, "row.names") else if (is.list(rows)) names(rows) else dimnames(rows)[[1]]
}

read_parts <- function(read, file) {
  parts <- unpack_values(read$note, lapply(read$arrays, as.double))
  check_parts(parts, read)
  template <- parts$data$template
  by <- parts$data$conditions
  if (inherits(template, "windows_prototype")) {
    rows <- windows_again(read$rows, template, parts$data$rows)
  } else {
    rows <- to_user(read$rows, template)
    if (isTRUE(by$formula)) rows <- with_conditions(rows, by, by$numbers)
    rows <- named_rows(rows, template, parts$data$rows)
  }
  parts$data$rows <- NULL
  parts$data <- c(list(rows = rows), parts$data)
  output <- lapply(read$output, function(x) with_conditions(to_user(x, template), by, by$traced))
  parts$output <- as_output(output[setdiff(names(output), parts$early)], parts$data$kind)
  parts$early <- as_output(output[parts$early], parts$data$kind)
  parts$model <- as.raw(read$raw)
  parts$file <- file
  parts$id <- new_fit_id()
  structure(parts, class = "gan")
}

named_rows <- function(rows, template, names) {
  if (is.data.frame(rows)) {
    attributes(rows)$row.names <- names
  } else if (isTRUE(template$lengths)) {
    names(rows) <- names
  } else if (!is.null(names)) {
    dimnames(rows) <- c(list(names), dimnames(rows)[-1])
    names(dimnames(rows)) <- names(template$dimnames)
  }
  rows
}
