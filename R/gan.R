#' Train a GAN on rows of numbers
#'
#' Trains a generative adversarial network on your rows and returns it with what
#' it generated on the way. The data decide the networks; `spec` changes them.
#' [gan_training] has what happens during a training: the best epoch, warnings of
#' health, checkpoints, and the live trainer in Python.
#'
#' Arguments by what they decide:
#' * What is learned: `data`, `window`, `index` and `key` (of series), `spec`,
#'   `batch_size`, `seed`, `file`, `continue_training`.
#' * How long: `epochs`, `patience`, and `trace` for how often it is looked at.
#' * What is seen and written: `progress`, `view`, `on_trace`, `log`, `checkpoint`,
#'   `history_every`, and `model_name` for the variable in Python.
#'
#' Ctrl-C (or Esc) stops training and returns the usable fit of what was trained,
#' with a warning of class `rgan_interrupted`. Should the numbers become infinite,
#' training stops at the last finite state, with a warning of class
#' `rgan_diverged`. Both warnings carry the fit in their field `fit`.
#'
#' @param data Rows to learn from: a numeric matrix or data frame with one
#'   example per row, an array n x time x channels (series seen together) or
#'   n x height x width x colours (images); a series, which is cut into windows
#'   (see *Series*); or a list of numeric vectors (rows of unequal length). At least
#'   two rows; values may be missing (`NA`; see *Missing values*).
#'   Columns of a data frame may be numbers, logical values, factors, text, dates,
#'   times and differences of time: each comes back as the same type, with the same
#'   levels and time zone (a missing value of a category is a level of its own). Of
#'   other classes (`integer64`, ...) the error
#'   names column and class. Any units: they are scaled inside and come back as
#'   they were. A matrix of ten columns or more holds waves, unless its columns
#'   differ in scale as points of waves do not: then a message says that it is
#'   learned as a table, as data frames and narrower matrices are (`kind` of
#'   [gan_spec()] decides otherwise). May be left out when training continues on
#'   the same rows. Files that do not fit into memory are named by [wave_files()].
#' @param epochs Number of passes over the rows, each of
#'   `ceiling(n / batch_size)` steps. `NULL` takes as many as make about 14,000 steps
#'   (2000 for 200 rows), and 2000 for other presets than the default. `Inf` trains until nothing improves for
#'   `patience` traces, and then half as many epochs again in which the rates
#'   fall, as they do over a finite number of epochs from the start. What counts is
#'   the number of steps: 10,000 to 20,000 mostly suffice, and a message says when
#'   `epochs` makes more than 200,000.
#' @param batch_size Rows per step. Where it is left out, 32, but at most a quarter
#'   of the rows (and at least 4), so that an epoch of few rows has several steps;
#'   the default recipe takes 64 of 1000 rows or more that are no images.
#' @param model_name Name of the live trainer in Python, a valid Python name.
#' @param continue_training `TRUE` to go on with the session's model of that
#'   `model_name`, or a `gan` fit to go on with that one. Epochs go on counting.
#'   Columns of new rows are matched as in [predict.gan()].
#' @param trace Every so many epochs (`NULL`: 100, or a twentieth of the epochs where
#'   these are `NULL`, too), and at the last, 42 rows are generated for
#'   `output`, the generator is scored and its weights are stored (see *Best epoch*
#'   in [gan_training]), and a line is written to the log. `Inf` for the last only.
#' @param file Python file that defines the class `GAN`, for example a subclass
#'   of the package's own.
#' @param spec Recipe made by [gan_spec()], or the name of a preset.
#' @param seed Whole number from which all random numbers of the training
#'   follow. `NULL` draws it from R's generator (one draw), so that `set.seed()`
#'   before makes two runs equal bit by bit on one machine with the same number of
#'   threads. Elsewhere rounding differs, and training makes more of it with each
#'   step: expect rows of the same quality, not the same rows.
#' @param log Folder of the log file `log <date time>.txt`, `TRUE` for the folder
#'   `log`, or `FALSE` for none. `options(rgan.log = FALSE)` turns logs off for a
#'   session, `options(rgan.log = "runs/log")` moves them. Where neither the
#'   argument nor the option is given, none is written in knitr, testthat and
#'   `R CMD check`. A folder is named once per session; the file is `fit$log`.
#' @param progress `TRUE` for a bar, or, where the terminal cannot redraw one, for a line every so often (after ten
#'   seconds first, then at growing intervals of up to five minutes), and for a closing line that says how long it took,
#'   the best epoch, its score beside the floor, and what to do next. `FALSE` for none of these. `NULL` takes
#'   `getOption("rgan.progress")`; where that is not set either, progress is shown at the prompt and, as lines, in
#'   scripts ([Rscript][utils::Rscript()]), but not in knitr, testthat and `R CMD check`.
#' @param patience Stop when the score has not improved over so many traces;
#'   `NULL` for never (5 with `epochs = Inf`).
#' @param checkpoint Folder for checkpoints of the run, so that the same call goes
#'   on after the session has died (see *Checkpoints* in [gan_training]); `NULL` for
#'   none.
#' @param history_every Steps after which `history` gets a row within an epoch,
#'   beside the one at its end; `NULL` for one row per epoch.
#' @param by What is told of each row beside its numbers, and can be asked for by `newdata` of [generate()]: a formula
#'   of columns of a data frame, as `~ class + dose`, which then are not generated but come back with each row; or
#'   labels, a vector, factor or data frame with an element for each row. Factors, text and logical values are classes,
#'   of at least two rows each; all else is a number, in its own units. `NULL` for none.
#' @param window Of series: number of time points in a window, from which is
#'   learned (see *Series*). Given with a matrix or a data frame without dates, it
#'   says that their rows are times.
#' @param context Of series: how many of the first steps of a window are known, so
#'   that what follows on them is learned (see *What comes next*). `NULL` for none.
#' @param index,key Of a data frame in long form: the name of the column of dates,
#'   times or positions, and names of the columns that tell several series apart,
#'   such as `index = "Time", key = "Chick"`.
#' @param devices What to train on: `"auto"` for a GPU where there is one, otherwise the
#'   CPU; `"cpu"`; `"gpu"`; names such as `c("gpu:0", "gpu:1")`; or `"all"` for every
#'   GPU. Several share each batch evenly, and what is trained is the same but for
#'   rounding. [rgan_sitrep()] lists what there is. It holds for the session, not for
#'   the fit, which can be used and trained further anywhere; `fit$details$devices`
#'   says what a fit was trained on. For several machines see [rgan_cluster()], for
#'   when it pays `vignette("more-machines")`.
#' @param on_trace Function that is called at every `trace` epochs and at the last with what is known then: epoch,
#'   score, generated rows, history (see *Looking on* in [gan_training]). `FALSE` as its value ends the training, which
#'   returns the fit as usual. Should it fail, training ends, too, and the fit is returned with a warning of class
#'   `rgan_on_trace_failed`, which carries it in its field `fit`.
#' @param view `TRUE` to draw what is generated, and the scores so far, anew at each trace: in the plots pane of RStudio
#'   or Positron, in a plot window, or, in a script, on a device that is open, such as `pdf()`.
#' @param ... Not used; a misspelt argument is an error.
#' @return An object of class `gan`, a list of
#'   * `output`: named list, `"epoch 100"`, `"epoch 200"`, ...: 42 generated rows
#'     each, in the class, names and units of `data`.
#'   * `early`: the same of epochs 1, 2, 5, 10, 20 and 50, as far as these come before the first multiple of `trace`,
#'     for pictures of the training (none with `trace = Inf`).
#'   * `history`: data frame with one row per epoch, or more often by
#'     `history_every`: `epoch` and `step` reached, `d_loss`, `g_loss`,
#'     `d_accuracy` (the discriminator's share of right verdicts over real and
#'     generated rows), `g_accuracy` (the share of generated rows that pass for
#'     real), all means over the steps since the row before, and `seconds`.
#'   * `spec`: the recipe used, every field resolved.
#'   * `data`: list with `rows` (as given; of a series the windows cut from it),
#'     `kind`, `dim`, `template`, and where there are any `columns` (what they are),
#'     `conditions` (of `by`) and `centres` (of groups of rows).
#'   * `details`: networks with layers and parameters, steps per epoch, ...
#'   * `epochs`, `batch_size`, `seed`, `seconds`, `model_name`, `log` (path or
#'     `NULL`), `stopped` (`NULL`, `"patience"`, `"on_trace"`, `"on_trace_failed"`,
#'     `"interrupted"` or `"diverged"`),
#'     `last_epoch` (where training was to end), `arguments` (a list of `epochs`,
#'     `batch_size`, `trace`, `patience` and `history_every` as they were asked for,
#'     for [update()][update.gan]).
#'   * `best`: the traced epoch with the best score, which [generate()] uses.
#'   * `traces`: data frame with one row per trace, early ones too: `epoch`, `step`, `score`,
#'     `outside`, `copies`, `nearer` (see [evaluate_gan()]), `shares` (a list: the
#'     share of rows in each group of real rows), `kept` (whether rows can be
#'     generated from that epoch), `best`, `floor` (a score that real rows do not exceed in
#'     19 of 20 cases), `findings` (a list: names of what was wrong, see *Health* in [gan_training]).
#'   * `model`: raw bytes from which the trainer is rebuilt; [saveRDS()] stores all.
#' @section Series:
#' A series is a numeric vector, a `ts`, `zoo`, `xts` or `tsibble`, of one or
#' several channels; a data frame with one column of dates, a row per date and
#' numbers otherwise; or, with `index` and `key`, a data frame in long form, whose
#' rows may come in any order. It is cut into overlapping windows, one from each time on
#' (at most 10,000 in all), and a message says so. No window has times of two
#' keys. A window is two seasons long where the frequency of the series says how
#' long a season is (4 to 60 times), else 24 times, and at most a third of the
#' series; `window` says otherwise. Where `key` tells short series apart that are
#' known at the same times (at most 24, or, up to 100, not more than there are
#' series, or not equally spaced), each is a row as it is, if no `window` is given.
#'
#' Times must be equally spaced: by so many days or seconds, months, ends of months
#' or trading days (Monday to Friday, with single holidays). Generated windows are
#' of class [gan_windows]: they have dates, print and plot with them, and
#' `as.list()` turns each into a series of the class that was given.
#'
#' @section What comes next:
#' With `context = 24` the model learns how a series goes on after 24 known steps.
#' `generate(fit, 100, newdata = tail(series, 24))` then gives 100 continuations of
#' a series, `simulate(fit, nsim = 5, length = 400)` whole new series of any length,
#' each stretch of which goes on from the one before. A window is the context and a
#' season of what follows, if `window` says nothing else.
#'
#' What follows is foretold by least squares from the context (or from logarithms,
#' where a series moves by shares of its level); how far and in which shapes it
#' strays from that, the networks learn, in units of how much a series moves after
#' such a context. Networks are told little else of it, as they would learn each
#' window by heart. So means are those of a linear autoregression, with all the
#' lags that the context has; what is beyond it is that spread and shape are those of the data.
#' @section How data are taken:
#' How data are taken without `index`, `key` and `window`: vectors and objects of
#' the classes above are series; so is a data frame with a single column of dates
#' that are equally spaced and all other columns numbers. Any other data frame is a
#' table, whose rows are learned one by one, and so is a matrix of fewer than ten
#' columns; one of more columns holds waves, arrays of three dimensions series, of
#' four images. Where a data frame looks like several series, one below the other,
#' a message says so. `gan_spec(kind = "table")` takes a data frame with dates for
#' a table, `gan_spec(kind = "waves")` a data frame of waves for what it is.
#' @section Missing values:
#' Before the training gaps are filled by draws, not by means, so that rows vary as whole
#' rows do: of waves and series from the normal distribution of whole rows given the values
#' that are there, of tables column by column from rows that are alike in the others. A
#' message says how many there are. Generated rows are whole; with `gaps = TRUE` [generate()]
#' gives them gaps as the data have, and [impute()] fills gaps in your rows. A matrix of rows
#' that end with `NA` and a list of vectors are the same rows of unequal length; of a list
#' generated rows are a list again, with lengths as in the data. Images cannot have gaps, and
#' each row and column needs a value.
#' @section Errors:
#' `rgan_error_data` for rows that cannot be used, `rgan_error_spec` for a recipe
#' that is wrong or does not fit them, `rgan_error_argument` for other arguments,
#' `rgan_error_checkpoint` for a checkpoint of another run, in use, or in a folder
#' that cannot be used, `rgan_error_python` when Python is not set up.
#' @source Idea and data of the waves: Daniel Oehm (2019), "Some basics and
#'   intuition behind GAN's in R and Python". Goodfellow et al. (2014),
#'   <https://arxiv.org/abs/1406.2661>.
#' @seealso [generate()] for new rows, [plot_waves()] to see them,
#'   [gan_spec()] for recipes, [update()][update.gan] to train anew with something
#'   changed, [gan_training] for what happens on the way.
#' @export
#' @examplesIf rgan:::python_available()
#' train <- get_training_data(n = 40, m = 50)
#' fit <- gan(train, epochs = 20, trace = 10, log = FALSE, seed = 1)
#' fit
#' names(fit$output)
#' fit <- gan(train, epochs = 10, continue_training = fit, log = FALSE)
#' tail(fit$history, 2)
gan <- function(data, epochs = NULL, batch_size = 32, model_name = "gan_r", continue_training = FALSE, trace = NULL,
                file = system.file("python", "gan.py", package = "rgan"), spec = gan_spec(), seed = NULL,
                log = getOption("rgan.log", "log"), progress = NULL, patience = NULL, checkpoint = NULL,
                history_every = NULL, window = NULL, index = NULL, key = NULL, context = NULL, by = NULL,
                devices = "auto", on_trace = NULL, view = FALSE, ...) {
  check_no_recipe(...)
  check_no_dots(...)
  call <- rlang::current_env()
  arguments <- list(
    epochs = check_number_whole(epochs, allow_inf = TRUE, allow_null = TRUE),
    trace = check_number_whole(trace, allow_inf = TRUE, allow_null = TRUE),
    patience = check_number_whole(patience, allow_null = TRUE),
    history_every = check_number_whole(history_every, allow_null = TRUE),
    batch_size = if (!missing(batch_size)) check_number_whole(batch_size)
  )
  patience <- check_epochs_left(
    arguments$epochs %||% default_epochs, arguments$trace %||% default_trace, arguments$patience
  )
  model_name <- check_name(model_name)
  log <- check_log(log, asked = !missing(log))
  progress <- check_progress(progress)
  if (progress == "none") rlang::local_options(rgan.progress = FALSE)
  on_trace <- check_on_trace(on_trace)
  view <- check_flag(view)
  checkpoint <- check_checkpoint(checkpoint)
  devices <- check_devices(devices)
  setup <- list(
    batch_size = check_number_whole(batch_size), seed = check_number_whole(seed, min = 0, allow_null = TRUE),
    spec = as_spec(spec), file = check_file(file)
  )

  given <- names(setup)[!c(missing(batch_size), is.null(seed), missing(spec), missing(file))]
  previous <- previous_model(continue_training, model_name, call)
  if (!is.null(previous)) setup <- continued_setup(setup, given, previous$fit, call)

  if (is.null(by) && !is.null(previous)) by <- by_of(previous$fit, missing(data), call)
  if (missing(data) && !is.null(previous)) data <- previous$fit$data$rows
  rlang::check_required(data)
  parts <- split_by(data, by, call)
  about <- list(window = window, index = index, key = key, context = context)
  data <- training_data(parts$data, setup, previous$fit, about, call)
  # What is told of rows stands in them, too.
  if (parts$formula) data$rows <- parts$whole
  data$conditions <- settle_by(parts, data$dim[[1]], previous$fit, call)
  inform_notes(data)
  if (is.null(previous)) by_note(data$conditions)
  devices <- use_devices(devices, call)
  left <- "an error"
  on.exit(if (!is.null(left)) leave_workers(devices, left))
  if (is.null(previous)) setup$batch_size <- settle_batch(setup, "batch_size" %in% given, data$dim, devices, call)
  planned <- planned_epochs(arguments, setup, data$dim[[1]])
  # Drawn even where a checkpoint has its own, so that the user's stream moves on alike.
  drawn <- if (is.null(setup$seed)) draw_seed()

  data <- settle_kind(data, setup$spec$kind, call)
  drawn <- agree_with_workers(devices, data, setup, planned, checkpoint, on_trace, previous$fit, drawn, call)
  checkpoint <- open_checkpoint(checkpoint, data, setup, planned$epochs, previous$fit, call)
  on.exit(close_checkpoint(checkpoint), add = TRUE)
  if (is.null(setup$seed)) setup$seed <- settle_seed(checkpoint, drawn)
  started <- start_trainer(data, setup, planned, previous, checkpoint, model_name, call)
  data$kind <- started$kind

  # Of a cluster one process writes and shows.
  chief <- is_chief(devices)
  log <- open_log(if (chief) log, data, setup, call, checkpoint)
  run <- new_run(started, planned, patience, log, if (chief) progress else "none", checkpoint, setup$spec$preset,
    data = data[c("rows", "kind", "template", "conditions")],
    watchers = list(on_trace = on_trace, view = open_view(view && chief), chief = chief), call = call
  )
  inform_kind(data)
  inform_steps(run)
  train(run)
  left <- NULL
  if (isTRUE(run$stopped %in% c("interrupted", "failed", "on_trace_failed"))) leave_workers(devices, why_stopped(run))
  fit <- finish_run(run, data, setup, model_name, previous$fit, arguments)
  warn_end(run, fit)
  fit
}

as_spec <- function(spec, call = rlang::caller_env()) {
  if (rlang::is_string(spec)) {
    presets <- read_presets()
    check_preset(spec, preset_names(presets), call)
    return(gan_spec(spec))
  }
  if (!inherits(spec, "gan_spec")) {
    abort_rgan(c(
      "{.arg spec} must be a recipe, not {.obj_type_friendly {spec}}.",
      "i" = "Make one with {.fn gan_spec}, or give the name of a preset."
    ), class = "argument", call = call)
  }
  spec
}

check_file <- function(file, call = rlang::caller_env()) {
  check_string(file, call = call)
  if (!file.exists(file) || dir.exists(file)) {
    abort_rgan(c(
      "{.arg file} must name a Python file; there is none at {.path {file}}.",
      "i" = "Leave {.arg file} out to use the package's own trainer."
    ), class = "argument", call = call)
  }
  normalizePath(file)
}
