#' Film of the training
#'
#' One frame per traced epoch, all on the same axes: waves taking shape, points moving onto the real ones, images
#' appearing.
#'
#' @param fit A fit of [gan()].
#' @param file Where to write: a name ending in `.gif` or `.mp4` for a film, or in `.png` for one numbered picture per
#'   frame, with the place of the number written as in [sprintf()] (`"frame-%03d.png"`). `NULL` writes nothing.
#' @param id Which generated rows to show; `NULL` shows the first 6 waves, 25 images or all rows of a table.
#' @param epochs Which traced epochs; `NULL` takes all.
#' @param fps Frames per second of the film.
#' @param width,height Size of a frame in pixels.
#' @param res Resolution in pixels per inch: larger values give larger letters and lines.
#' @return A named list of ggplots, one per frame; invisibly the paths of what was written when there is a `file`.
#' @param progress Whether to show how many frames are drawn; `NULL` for only in interactive use.
#' @details A GIF needs the package magick, an MP4 the package av; on Debian and Ubuntu these are the system packages
#'   `r-cran-magick` and `r-cran-av`. Numbered pictures need no package. A frame takes about a quarter of a second.
#'   An MP4 is smaller and can be paused; its sides are made even numbers of pixels. The last frame stays for a second.
#' @section Errors:
#' `rgan_error_missing_package` when a film is asked for and magick, or av, is not installed; `rgan_error_argument` when
#' `file` has another ending, lies in a folder that does not exist, or numbers no frames, and for the rows and epochs
#' as in [plot_training()].
#' @export
#' @examplesIf rgan:::python_available()
#' set.seed(1)
#' fit <- gan(get_training_data(40, 50), epochs = 20, trace = 5, log = FALSE)
#' frames <- animate_training(fit)
#' frames[["epoch 20"]]
#'
#' animate_training(fit, file.path(tempdir(), "frame-%02d.png"))
animate_training <- function(fit, file = NULL, id = NULL, epochs = NULL, fps = 5,
                             width = 800, height = 500, res = 110, progress = NULL) {
  check_full_names()
  check_fit(fit)
  type <- check_film_file(file)
  progress <- check_flag(progress, allow_null = TRUE) %||% shows_waits()
  epochs <- check_epochs(epochs, fit, most = Inf)
  fps <- check_number(fps, min = 0.1, max = 100)
  size <- list(
    width = check_number_whole(width, min = 50), height = check_number_whole(height, min = 50),
    res = check_number_whole(res, min = 20)
  )
  frames <- training_frames(fit, epochs, id)
  if (is.null(file)) {
    return(frames)
  }
  if (type == "png") {
    return(invisible(write_frames(frames, file, size, progress)))
  }
  if (type == "mp4") size[c("width", "height")] <- lapply(size[c("width", "height")], function(x) 2 * ceiling(x / 2))
  pictures <- write_frames(frames, tempfile("frame-", fileext = "-%05d.png"), size, progress)
  on.exit(unlink(pictures))
  if (progress) inform_rgan(c("i" = "Putting {length(pictures)} frames together in {.path {file}}."))
  # So that the end can be seen before the film begins anew.
  pictures_shown <- c(pictures, rep(pictures[[length(pictures)]], max(0, round(fps) - 1)))
  invisible(if (type == "mp4") write_mp4(pictures_shown, file, fps) else write_film(pictures_shown, file, fps))
}

training_frames <- function(fit, epochs, id, call = rlang::caller_env()) {
  shown <- lapply(epochs, function(epoch) traced_rows(fit, epoch))
  most <- c(table = Inf, images = 25, waves = 6, series = 6)[[fit$data$kind]]
  id <- check_rows(id, min(vapply(shown, nrow, integer(1))), default = most, call = call)
  frame <- function(epoch, limits) {
    ggplot2::autoplot(fit, id = id, epoch = epoch) + ggplot2::labs(title = epoch_labels(epoch), subtitle = NULL) +
      limits
  }
  limits <- frame_limits(fit, shown, id)
  frames <- lapply(epochs, frame, limits = limits)
  names(frames) <- epoch_labels(epochs)
  frames
}

# Axes that stay put from frame to frame, covering all frames. Early outliers of a table would squeeze the
# rest into a corner, so there the real data set the window, with a margin.
frame_limits <- function(fit, shown, id) {
  if (fit$data$kind == "images") {
    return(NULL)
  }
  if (fit$data$kind == "table") {
    real <- number_columns(as_table_frame(fit$data$rows))
    return(if (ncol(real) == 2) ggplot2::coord_cartesian(xlim = widen(real[[1]]), ylim = widen(real[[2]])))
  }
  frames <- lapply(shown, function(waves) wave_frame(as_waves(waves), id))
  values <- range(unlist(lapply(frames, `[[`, "value")), na.rm = TRUE)
  several <- nlevels(frames[[1]]$channel) > 1
  if (!several || !any(vapply(frames, unequal_channels, logical(1)))) ggplot2::coord_cartesian(ylim = values)
}

widen <- function(x, by = 0.25) range(x) + c(-by, by) * diff(range(x))

film_packages <- c(gif = "magick", mp4 = "av")

check_film_file <- function(file, writable = can_write_film(file), call = rlang::caller_env()) {
  check_string(file, arg = "file", allow_null = TRUE, call = call)
  if (is.null(file)) {
    return("none")
  }
  type <- tolower(tools::file_ext(file))
  problem <- if (!type %in% c("gif", "mp4", "png")) {
    c("{.arg file} must end in {.val .gif}, {.val .mp4} or {.val .png}, not {.val {basename(file)}}.")
  } else if (type == "png" && !grepl("^[^%]*%0?[0-9]*d[^%]*$", basename(file))) {
    c(
      "A sequence of pictures needs a place for its number in {.arg file}, which {.val {basename(file)}} has not.",
      "i" = "For example {.val frame-%03d.png}."
    )
  } else if (!dir.exists(dirname(file))) {
    c("The folder of {.arg file} does not exist: {.path {dirname(file)}}.", "i" = "Create it with {.fn dir.create}.")
  }
  if (!is.null(problem)) {
    abort_rgan(problem, class = "argument", call = call)
  }
  if (type != "png" && !writable) {
    package <- film_packages[[type]]
    abort_rgan(
      c(
        "Writing such a film needs the package {.pkg {package}}, which is not installed.",
        "i" = "Install it: {.code install.packages(\"{package}\")}, or the system package
          {.val {paste0(\"r-cran-\", package)}}.",
        "i" = "Or write numbered pictures: {.code file = \"frame-%03d.png\"}."
      ),
      class = "missing_package", call = call
    )
  }
  type
}

can_write_film <- function(file) {
  package <- film_packages[tolower(tools::file_ext(file %||% ""))]
  is.na(package) || requireNamespace(package, quietly = TRUE)
}

write_frames <- function(frames, pattern, size, progress = FALSE) {
  # Only the file's name is a pattern: a folder may hold a percent sign.
  paths <- file.path(dirname(pattern), sprintf(basename(pattern), seq_along(frames)))
  bar <- if (progress) cli::cli_progress_bar("Drawing frames", total = length(frames))
  for (k in seq_along(frames)) {
    if (progress) cli::cli_progress_update(id = bar)
    grDevices::png(paths[[k]], width = size$width, height = size$height, res = size$res, bg = "white")
    tryCatch(print(frames[[k]]), finally = grDevices::dev.off())
  }
  paths
}

write_film <- function(pictures, file, fps) {
  # A GIF counts time in hundredths of a second.
  film <- magick::image_animate(magick::image_read(pictures), delay = max(2, round(100 / fps)), optimize = TRUE)
  magick::image_write(film, file)
  file
}

write_mp4 <- function(pictures, file, fps) {
  av::av_encode_video(pictures, file, framerate = fps, verbose = FALSE)
  file
}
