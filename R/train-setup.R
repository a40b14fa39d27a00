# What a run begins with: the arguments of the call settled, and the trainer, which is new, continued or resumed. The
# trainers of this session are a cache: each can be rebuilt from the raw bytes in its fit.

session <- new.env(parent = emptyenv())
# By model name: the model that `continue_training = TRUE` goes on with.
session$models <- list()
# The last one rebuilt from bytes. Only one, so that many fits need little memory.
session$rebuilt <- NULL
session$count <- 0L

#' The trainer to train with, the kind of data that it is for, and where it
#' stands before the first block.
#' @noRd
start_trainer <- function(data, setup, arguments, previous, checkpoint, model_name, call) {
  started <- if (is_resumed(checkpoint)) {
    resumed_trainer(checkpoint, data, setup, call)
  } else if (is.null(previous)) {
    list(trainer = new_trainer(data, setup, call), kind = data$kind)
  } else {
    list(trainer = continued_trainer(previous, data, call), kind = data$kind)
  }
  started$position <- call_trainer(
    "begin", started$trainer, model_name, if (is.null(arguments$history_every)) 0L else arguments$history_every,
    if (is.finite(arguments$epochs)) arguments$epochs, is_resumed(checkpoint),
    call = call
  )
  started
}

new_trainer <- function(data, setup, call) {
  own <- own_models(setup$spec)
  spec <- without_models(unclass(setup$spec))
  spec["kind"] <- list(data$kind)
  call_trainer(
    "new_trainer", setup$file, data$numbers, spec, setup$batch_size, setup$seed, own$generator, own$discriminator,
    data$columns, data$conditions$numbers, data$conditions$columns, data$template$context,
    call = call
  )
}

#' The trainer of a fit, rebuilt from its bytes where this session has none.
#' @noRd
trainer_of <- function(fit, call = rlang::caller_env()) {
  check_fit(fit, call = call)
  check_not_forked(call)
  for (known in c(session$models, list(session$rebuilt))) {
    if (is_trainer_of(known, fit)) {
      return(known$trainer)
    }
  }
  session$rebuilt <- list(fit = list(id = fit$id), trainer = rebuild_trainer(fit, NULL, call))
  session$rebuilt$trainer
}

# A trainer may have been trained further since, from Python or by continuing.
is_trainer_of <- function(known, fit) {
  !is.null(known) && identical(known$fit$id, fit$id) && call_trainer("step", known$trainer) == fit$details$step
}

rebuild_trainer <- function(fit, numbers, call, conditions = NULL) {
  file <- fit$file
  if (!file.exists(file)) {
    file <- own_trainer_file()
  }
  own <- check_own_models(fit, call)
  call_trainer(
    "rebuilt_trainer", file, fit$model, numbers, own$generator, own$discriminator, conditions,
    call = call
  )
}

# The model to go on with, as list(fit, trainer), or NULL to start anew.
previous_model <- function(continue_training, model_name, call) {
  if (inherits(continue_training, "gan")) {
    known <- Filter(function(model) is_trainer_of(model, continue_training), session$models)
    return(list(fit = continue_training, trainer = if (length(known) > 0) known[[1]]$trainer))
  }
  if (!rlang::is_bool(continue_training)) {
    abort_argument(continue_training, "continue_training", "TRUE, FALSE or a `gan` fit", call)
  }
  if (!continue_training) {
    return(NULL)
  }
  known <- session$models[[model_name]]
  if (is.null(known)) {
    abort_rgan(c(
      "There is no model {.val {model_name}} in this session to go on with.",
      "i" = "Give the fit: {.code continue_training = fit}, or train first."
    ), class = "argument", call = call)
  }
  check_not_forked(call)
  known
}

continued_trainer <- function(previous, data, call) {
  fit <- previous$fit
  trainer <- previous$trainer
  # Whether rows in files are the same, Python sees.
  same <- function() {
    !is_files(data$rows) && !is_files(fit$data$rows) &&
      identical(data$numbers, fit_numbers(fit$data$rows, fit$data$template, "data", call))
  }
  if (!is.null(trainer) && identical(data$conditions$numbers, fit$data$conditions$numbers) && same()) {
    return(trainer)
  }
  # Other rows, or a fit from another session: the state goes on, the rows are new.
  if (!is.null(trainer)) {
    fit$model <- call_trainer("model_bytes", trainer, call = call)
  }
  rebuild_trainer(fit, data$numbers, call, data$conditions$numbers)
}

remember_model <- function(model_name, fit, trainer) {
  session$models[[model_name]] <- list(fit = fit, trainer = trainer)
  invisible(fit)
}

# Unique without touching the user's random numbers.
new_fit_id <- function() {
  session$count <- session$count + 1L
  paste(format(Sys.time(), "%Y%m%d%H%M%OS6"), Sys.getpid(), session$count, sep = "-")
}

# The arguments ----------------------------------------------------------------

# What a model was built with stays: only an argument that is given and differs
# is an error, so that the defaults need not be repeated.
continued_setup <- function(setup, given, fit, call) {
  before <- list(batch_size = fit$batch_size, seed = fit$seed, spec = fit$spec, file = fit$file)
  same <- list(
    batch_size = identical(setup$batch_size, fit$batch_size), seed = identical(setup$seed, fit$seed),
    # Fits of earlier versions lack fields that came later.
    spec = is.null(spec_differences(fit$asked, setup$spec)), file = identical(setup$file, fit$file)
  )
  changed <- setdiff(given, names(same)[unlist(same)])
  if (length(changed) > 0) {
    abort_rgan(c(
      "{.arg {changed}} cannot change while training continues.",
      "i" = "Leave {cli::qty(length(changed))}{?it/them} out, or train anew without {.arg continue_training}."
    ), class = "argument", call = call)
  }
  before
}

#' The rows to train on, checked; those of a fit that training continues must
#' have the same columns.
#' @noRd
training_data <- function(data, setup, fit, about, call) {
  if (is_files(data)) {
    return(files_data(data, setup$spec$kind, about, fit, call))
  }
  numbers <- NULL
  if (!is.null(fit)) {
    data <- columns_like(data, fit$data$template, "data", call, exact = TRUE)
    about <- about_like(about, fit$data$template)
    if (inherits(fit$data$template, "gan_table")) numbers <- numbers_by(data, fit$data$template, "data", call)
  }
  data <- rlang::inject(prepare_data(data, kind = setup$spec$kind, call = call, !!!about))
  # Categories keep the codes that the model knows.
  if (!is.null(numbers)) data[c("numbers", "template", "columns")] <- list(numbers, fit$data$template, fit$data$columns)
  if (!is.null(fit) && !identical(data$dim[-1], fit$data$dim[-1])) {
    abort_shape(data$dim, fit$data$dim, "data", call)
  }
  data
}

# The batch of a new model: the one asked for, or one that suits the rows; devices share it.
settle_batch <- function(setup, asked, dim, devices, call) {
  shared_batch(if (asked) setup$batch_size else fitting_batch(setup, dim), asked, devices, call)
}

# Few rows in batches as usual would be one step an epoch, and far too few in all.
fitting_batch <- function(setup, dim) {
  if (!is.null(setup$spec$steps_per_epoch)) {
    return(setup$batch_size)
  }
  images <- length(dim) == 4
  usual <- if (setup$spec$preset == "default" && dim[[1]] >= 1000 && !images) 64L else setup$batch_size
  min(usual, max(4L, dim[[1]] %/% 4L))
}

# Epochs to train, and from trace to trace, where the call leaves them open.
default_steps <- 14000
default_epochs <- 2000
default_trace <- 100
default_traces <- 20

planned_epochs <- function(arguments, setup, n) {
  steps <- setup$spec$steps_per_epoch %||% ceiling(n / setup$batch_size)
  chosen <- if (setup$spec$preset == "default") max(1, signif(default_steps / steps, 2)) else default_epochs
  epochs <- arguments$epochs %||% round(chosen)
  trace <- if (is.null(arguments$epochs)) ceiling(epochs / default_traces) else default_trace
  arguments[c("epochs", "trace")] <- list(as_count(epochs), arguments$trace %||% as_count(trace))
  arguments
}

# One uniform number, so that the user's stream advances by exactly one draw.
draw_seed <- function() {
  as.integer(floor(stats::runif(1) * .Machine$integer.max))
}
