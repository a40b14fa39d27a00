# Data larger than memory: rows that stay in files. R knows where they are and what shape they have; Python reads them.

#' Rows in files, for data larger than memory
#'
#' Names files whose rows are to be learned. `gan(wave_files("waves/*.npy"))` reads them where they are needed, so that
#' data may be many times larger than memory; the fit keeps their names, not the rows.
#'
#' The rows of all files, one after the other, are one data set: `gan()` draws from all of them, in random order,
#' whatever file they are in. They are numbers without gaps, of one shape: a matrix of waves or of a table (rows
#' first), an array n x time x channels of series or n x height x width x colours of images. Tables with
#' categories, dates or missing values, and the arguments `by`, `window`, `index`, `key` and `context` of [gan()]
#' are for data in memory.
#'
#' One pass over all files looks for values that cannot be learned and recognises rows that a checkpoint belongs to.
#' Scales, components, groups and what single values are like are then found from at most 33 million numbers (134,000
#' rows of 250 points), drawn by the seed from all rows; of files that hold fewer all rows decide. Waves and series with
#' a clear shape are learned by few components, which are written down once as far as they do not fit into
#' `memory`; other rows are read again for each stretch of training, one while the one before is trained on. The
#' same rows, with the same seed, train to the same bits from files as from memory, where all rows decide.
#'
#' @param paths Names of files that end in `.npy`, `.npz`, `.csv` or `.parquet`, in the order of their rows; with
#'   wildcards (`"waves/*.npy"`), whose files come in the order of their names, or a folder, for all such files in it.
#'   A first line of a CSV file that does not hold numbers has the names of the columns. Parquet needs Python's package
#'   pyarrow.
#' @param array Name of the array in `.npz` files that hold several.
#' @param cache Folder for the rows of CSV, Parquet and compressed files, which are written there once as plain numbers,
#'   8 bytes each: a training reads rows in any order. A folder that you name keeps them for other sessions; `NULL`
#'   takes one of this session, which R removes at its end.
#' @param memory Megabytes that all rows, as the networks see them, may take in memory. More are read from the files.
#' @param x Files named by `wave_files()`.
#' @param n Number of rows.
#' @param ... Not used; a misspelt argument is an error.
#' @return An object of class `wave_files`, a list of `paths` (in full), `array`, `cache`, `memory`, `dim` and
#'   `names`. It has a `dim()`, prints itself, and `head()` reads the first rows.
#' @section What a fit can do without its rows:
#' All that needs some real rows reads them from the files: [evaluate_gan()] judges beside at most 10,000 rows,
#' plots show at most as many. [saveRDS()] keeps the fit; in another session `generate()` works without the files,
#' and all else where they are still at their place. If they moved, `fit$data$rows <- wave_files("where they are
#' now")` says where. [predict()][predict.gan()] and [augment()][augment.gan()] need rows given as `newdata`, and
#' [save_gan()], whose file holds the training rows, refuses.
#' @section Errors:
#' `rgan_error_data` for files that are not there or hold no rows of one shape, which names the file; when
#' training, also for rows with missing or infinite values.
#' @export
#' @examplesIf rgan:::python_available()
#' folder <- tempfile()
#' dir.create(folder)
#' train <- get_training_data(n = 40, m = 50)
#' write.csv(train[1:20, ], file.path(folder, "a.csv"), row.names = FALSE)
#' write.csv(train[21:40, ], file.path(folder, "b.csv"), row.names = FALSE)
#' files <- wave_files(file.path(folder, "*.csv"))
#' files
#' fit <- gan(files, epochs = 20, log = FALSE, seed = 1)
#' dim(generate(fit, 3))
wave_files <- function(paths, array = NULL, cache = NULL, memory = 512, ...) {
  check_no_dots(...)
  call <- rlang::current_env()
  found <- found_files(paths, call)
  if (!is.null(array)) check_string(array)
  if (!is.null(cache)) check_string(cache)
  memory <- check_number_whole(memory, min = 0)
  files <- list(
    paths = normalizePath(found), array = array, cache = if (!is.null(cache)) normalizePath(cache, mustWork = FALSE),
    memory = memory, dim = NULL, names = NULL
  )
  told <- call_trainer("describe_files", open_files(files, call), call = call)
  files$dim <- as.integer(unlist(told$dim))
  files["names"] <- list(if (length(told$names) > 0) as.character(unlist(told$names)))
  structure(files, class = "wave_files")
}

file_endings <- c("npy", "npz", "csv", "parquet")

found_files <- function(paths, call) {
  if (!is.character(paths) || length(paths) == 0 || anyNA(paths)) {
    abort_argument(paths, "paths", "names of files, such as \"waves/*.npy\"", call)
  }
  one <- function(path) {
    if (dir.exists(path)) {
      ending <- paste0("[.](", paste(file_endings, collapse = "|"), ")$")
      return(dir(path, ending, full.names = TRUE, ignore.case = TRUE))
    }
    # In an order that no locale changes: rows are known by their numbers.
    if (file.exists(path)) path else sort(Sys.glob(path), method = "radix")
  }
  found <- lapply(paths, one)
  none <- lengths(found) == 0
  if (any(none)) {
    abort_rgan(c(
      "There is no file {.path {paths[none][[1]]}}.",
      "i" = "{.arg paths} names files that end in {.val {paste0('.', file_endings)}}."
    ), class = "data", call = call)
  }
  unlist(found)
}

# Python's handle on the files. Raises an error that names a file that has gone.
open_files <- function(files, call) {
  call_trainer(
    "open_files", as.list(files$paths), files$array, files$cache %||% file.path(tempdir(), "rgan-rows"),
    files$memory * 2^20,
    call = call
  )
}

is_files <- function(x) inherits(x, "wave_files")

# What gan() needs of files, as prepare_data() gives it; `numbers` is Python's handle.
files_data <- function(files, kind, about, fit, call) {
  given <- names(Filter(Negate(is.null), about))
  if (length(given) > 0) {
    abort_rgan(c(
      "{.arg {given}} {?is/are} for data in memory, but {.arg data} are files.",
      "i" = "Cut series into windows before, and write these into the files."
    ), class = "argument", call = call)
  }
  handle <- open_files(files, call)
  # They may have changed since they were named.
  dim <- as.integer(unlist(call_trainer("describe_files", handle, call = call)$dim))
  if (!is.null(fit) && !identical(dim[-1], fit$data$dim[-1])) abort_shape(dim, fit$data$dim, "data", call)
  found <- check_kind(kind, data_kind(files, FALSE), call)
  names <- if (!is.null(files$names) && length(dim) == 2) list(NULL, files$names)
  list(
    rows = files, numbers = handle, kind = found, by_shape = found, settled = FALSE, dim = dim,
    template = list(frame = FALSE, dimnames = names, whole = FALSE, dim = dim), columns = NULL,
    notes = sample_note(dim)
  )
}

sample_values <- 2^25 # as in Python

sample_note <- function(dim) {
  decide <- max(2, sample_values %/% prod(dim[-1]))
  if (dim[[1]] > decide) {
    paste(
      "{.arg data} has", format_count(dim[[1]]), "rows in files. How they are encoded is found from",
      format_count(decide), "of them, drawn at random; all are trained on."
    )
  }
}

# Rows to look at ----------------------------------------------------------------

most_file_rows <- 10000

# Rows by their numbers, from 1, as a matrix or array.
file_rows <- function(files, which, call = rlang::caller_env()) {
  rows <- call_trainer("rows_of_files", open_files(files, call), array(as.integer(which) - 1L), call = call)
  if (!is.null(files$names) && length(dim(rows)) == 2) dimnames(rows) <- list(NULL, files$names)
  rows
}

#' Real rows to look at: those of a fit, or of files some, evenly spaced; a plot must not draw from the user's random
#' numbers.
#' @noRd
rows_seen <- function(rows, call = rlang::caller_env()) {
  if (!is_files(rows)) {
    return(rows)
  }
  file_rows(rows, spread_file_rows(rows), call)
}

# Numbers of rows, evenly spaced, as many as are looked at.
spread_file_rows <- function(files) {
  spread_rows(files$dim[[1]], max(2, min(most_file_rows, 2^24 %/% prod(files$dim[-1]))))
}

# Rows that were trained on and those that were held out, to be judged beside: of files at most so many of the first.
judged_rows <- function(fit, call) {
  held <- unlist(fit$details$held_out) + 1L
  rows <- fit$data$rows
  if (is_files(rows)) {
    trained <- setdiff(spread_file_rows(rows), held)
    return(list(
      real = file_rows(rows, trained, call), held = if (length(held) > 0) file_rows(rows, held, call), numbers = held
    ))
  }
  real <- fit_numbers(rows, fit$data$template, "fit$data$rows", call)
  if (length(held) == 0) {
    return(list(real = real, held = NULL, numbers = held))
  }
  list(real = array_rows(real, -held), held = array_rows(real, held), numbers = held)
}

# Where an answer per row is wanted.
check_in_memory <- function(rows, call, hint) {
  if (is_files(rows)) {
    abort_rgan(c("The rows are in files, which are not read as a whole.", "i" = hint), class = "data", call = call)
  }
  rows
}

# Printing -----------------------------------------------------------------------

#' @export
dim.wave_files <- function(x) x$dim

#' @export
dimnames.wave_files <- function(x) if (!is.null(x$names)) list(NULL, x$names)

#' @rdname wave_files
#' @export
print.wave_files <- function(x, ...) {
  bytes <- sum(file.size(x$paths))
  size <- format(structure(bytes, class = "object_size"), units = "auto", standard = "SI")
  n <- length(x$paths)
  cli::cli_text("{.cls wave_files} {format_count(x$dim[[1]])} rows of {shape_text(x$dim[-1])} numbers")
  shown <- utils::head(x$paths, 3)
  cli::cli_bullets(stats::setNames(c(
    "{n} file{?s}, {size}: {.path {shown}}{if (n > 3) ', ...'}",
    if (any(!file.exists(x$paths))) "{sum(!file.exists(x$paths))} of them {?is/are} no longer there."
  ), c("*", "x")[seq_len(1 + any(!file.exists(x$paths)))]))
  invisible(x)
}

#' @rdname wave_files
#' @export
#' @importFrom utils head
head.wave_files <- function(x, n = 6, ...) {
  check_no_dots(...)
  n <- check_number_whole(n)
  file_rows(x, seq_len(min(n, x$dim[[1]])))
}

#' @export
#' @noRd
#' @importFrom utils str
str.wave_files <- function(object, ...) {
  cat(" 'wave_files': ", length(object$paths), " files, ", shape_text(object$dim), "\n", sep = "")
}
