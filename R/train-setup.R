# The live Python trainers of this session. They are a cache: each can be
# rebuilt from the raw bytes in its fit.

live <- new.env(parent = emptyenv())
# By model name: the model that `continue_training = TRUE` goes on with.
live$models <- list()
# The last one rebuilt from bytes. Only one, so that many fits need little memory.
live$rebuilt <- NULL
live$count <- 0L

new_trainer <- function(data, setup, call) {
  class <- trainer_class(setup$file, call)
  own <- own_models(setup$spec)
  spec <- without_models(unclass(setup$spec))
  spec["kind"] <- list(data$kind)
  with_python_errors(
    rlang::exec(call_python, class, data$numbers, spec, setup$batch_size, setup$seed, !!!own),
    call
  )
}

trainer_class <- function(file, call) {
  rgan <- rgan_python(call)
  with_python_errors(rgan$loading$load_trainer(file), call)
}

#' The trainer of a fit, rebuilt from its bytes where this session has none.
#' @noRd
trainer_of <- function(fit, call = rlang::caller_env()) {
  check_fit(fit, call = call)
  check_not_forked(call)
  for (known in c(live$models, list(live$rebuilt))) {
    if (is_trainer_of(known, fit)) {
      return(known$trainer)
    }
  }
  live$rebuilt <- list(fit = list(id = fit$id), trainer = rebuild_trainer(fit, NULL, call))
  live$rebuilt$trainer
}

# A trainer may have been trained further since, from Python or by continuing.
is_trainer_of <- function(known, fit) {
  identical(known$fit$id, fit$id) && py_value(known$trainer$step) == fit$details$step
}

rebuild_trainer <- function(fit, numbers, call) {
  file <- fit$file
  if (!file.exists(file)) {
    file <- system.file("python", "gan.py", package = "rgan", mustWork = TRUE)
  }
  class <- trainer_class(file, call)
  own <- check_own_models(fit, call)
  with_python_errors(class$from_bytes(fit$model, numbers, own$generator, own$discriminator), call)
}

# The model to go on with, as list(fit, trainer), or NULL to start anew.
previous_model <- function(continue_training, model_name, call) {
  if (inherits(continue_training, "gan")) {
    known <- Filter(function(model) is_trainer_of(model, continue_training), live$models)
    return(list(fit = continue_training, trainer = if (length(known) > 0) known[[1]]$trainer))
  }
  if (!rlang::is_bool(continue_training)) {
    abort_argument(continue_training, "continue_training", "TRUE, FALSE or a `gan` fit", call)
  }
  if (!continue_training) {
    return(NULL)
  }
  known <- live$models[[model_name]]
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
  if (!is.null(trainer) && identical(data$numbers, as_numbers(fit$data$rows, "data", call))) {
    return(trainer)
  }
  # Other rows, or a fit from another session: the state goes on, the rows are new.
  if (!is.null(trainer)) {
    fit$model <- with_python_errors(py_value(trainer$to_bytes()), call)
  }
  rebuild_trainer(fit, data$numbers, call)
}

remember_model <- function(model_name, fit, trainer) {
  live$models[[model_name]] <- list(fit = fit, trainer = trainer)
  invisible(fit)
}

# Unique without touching the user's random numbers.
new_fit_id <- function() {
  live$count <- live$count + 1L
  paste(format(Sys.time(), "%Y%m%d%H%M%OS6"), Sys.getpid(), live$count, sep = "-")
}
