#' Train a GAN anew with something changed
#'
#' Trains a new model as the one of a fit was trained, but for the arguments
#' given: `update(fit, epochs = 500)`, `update(fit, spec = "classic")`,
#' `update(fit, data = other, seed = 2)`. The fit itself stays as it is.
#'
#' The data are those that the fit holds, so no variable of yours has to be there
#' any more: a fit read from a file is trained anew as well. Taken over are `data`,
#' `epochs`, `batch_size`, `model_name`, `trace`, `file`, `spec`, `seed`, `patience`
#' and `history_every`. What was left out when the fit was made (fields of the
#' recipe, the batch size) is chosen anew where the data are others. Logs are
#' written where `options(rgan.log = )` says, but none for a fit that has none.
#' A checkpoint belongs to one run and is not taken over, nor are `progress`, `on_trace` and `view`.
#'
#' A fit that went on from another is trained anew from the start, for all its
#' epochs together, on the rows that it holds. Of one that was interrupted all
#' epochs are trained that were asked for. Fits of versions that did not keep
#' `arguments` are trained for the epochs they reached, traced at multiples of the
#' first epoch that was traced.
#'
#' Keras models of your own start from the weights that they have now; training
#' never changes these. After reading a fit from a file give it its models first:
#' [set_networks()].
#'
#' @param object A fit made by [gan()].
#' @param ... Arguments of [gan()] that change, by name; all but
#'   `continue_training`: `update()` trains anew.
#' @param evaluate `FALSE` for the call of [gan()], not run; it takes data and
#'   recipe from the fit.
#' @return A new fit, as from [gan()]. With nothing changed it has the same
#'   weights, history and rows as `object`, bit by bit on one machine and with the same
#'   number of threads, unless that one went on from another fit.
#' @section Errors:
#' `rgan_error_argument` for arguments without names, for `continue_training`, and
#' where `file` of the fit is no longer there; `rgan_error_checkpoint` for a fit whose
#' own Keras models are gone. All others are those of [gan()].
#' @seealso `continue_training` of [gan()] to train a model further.
#' @importFrom stats update
#' @export
#' @examplesIf rgan:::python_available()
#' fit <- gan(get_training_data(n = 40, m = 50), epochs = 20, log = FALSE, seed = 1)
#' longer <- update(fit, epochs = 40)
#' longer$epochs
#' update(fit, seed = 2, evaluate = FALSE)
update.gan <- function(object, ..., evaluate = TRUE) {
  check_full_names()
  call <- rlang::current_env()
  evaluate <- check_flag(evaluate)
  check_fit(object)
  changed <- as.list(substitute(list(...)))[-1]
  check_changed(rlang::names2(changed), call)
  if (!evaluate) {
    return(update_call(object, substitute(object), changed, call))
  }
  kept <- update_arguments(object, names(changed), call)
  on_call_of(call, call_gan(c(kept, list(...))))
}

check_changed <- function(names, call) {
  if (!all(nzchar(names))) {
    abort_rgan(c(
      "Every argument of {.fn gan} that changes must be given by name.",
      "i" = "For example {.code update(fit, epochs = 500)}."
    ), class = "argument", call = call)
  }
  if ("continue_training" %in% names) {
    abort_rgan(c(
      "{.fn update} trains anew, so it takes no {.arg continue_training}.",
      "i" = "To train a model further: {.code gan(epochs = 500, continue_training = fit)}."
    ), class = "argument", call = call)
  }
}

# What a fit remembers of the call that made it; see update_arguments(). No folder: files of strangers name none.
settled_arguments <- function(run, arguments, previous) {
  batch_size <- arguments$batch_size
  if (is.null(batch_size) && !is.null(previous)) {
    batch_size <- if (holds_arguments(previous)) previous$arguments$batch_size else previous$batch_size
  }
  asked <- !is.null(arguments$epochs) || !is.null(previous)
  epochs <- arguments$epochs %||% (run$last_epoch - run$first_epoch)
  traces <- c(arguments$trace, previous$arguments$trace)
  list(
    epochs = if (asked) as_count(as.numeric(run$first_epoch) + epochs), batch_size = batch_size,
    trace = if (length(traces) > 0) min(traces), patience = arguments$patience,
    history_every = arguments$history_every
  )
}

# Whether what a file holds as arguments is what settled_arguments() gives.
are_arguments <- function(x) {
  known <- c("epochs", "batch_size", "trace", "patience", "history_every")
  is.null(x) || (is.list(x) && all(rlang::names2(x) %in% known) && all(vapply(x, function(value) {
    is.null(value) || is_one_number(value)
  }, logical(1))))
}

holds_arguments <- function(fit) "arguments" %in% names(fit)

# The arguments of gan() by which a fit was made, but for those that change. What is NULL was left out.
update_arguments <- function(fit, changed, call) {
  asked <- if (holds_arguments(fit)) fit$arguments else arguments_of_earlier(fit)
  kept <- c(list(data = fit$data$rows), asked, list(
    model_name = fit$model_name, spec = fit$asked, seed = fit$seed, log = if (is.null(fit$log)) FALSE
  ))
  # Labels belong to the rows, and other rows need their own; columns of the data are found in these.
  kept$by <- if (!"by" %in% changed) by_of(fit, !"data" %in% changed, call)
  # Another series is cut as the one before; its windows are there already.
  about <- about_like(list(), fit$data$template)
  kept <- c(kept, if ("data" %in% changed) about else about["context"])
  if (!"spec" %in% changed) check_own_models(fit, call)
  if (!"file" %in% changed) kept$file <- update_file(fit$file, call)
  Filter(function(value) !is.null(value), kept[setdiff(names(kept), changed)])
}

# Fits made before they held `arguments`.
arguments_of_earlier <- function(fit) {
  last <- fit[["last_epoch"]]
  further <- is_one_number(last) && is.finite(last) && last > fit$epochs
  traced <- fit$traces$epoch[fit$traces$epoch > 0]
  list(
    epochs = if (further) last else fit$epochs, batch_size = fit$batch_size,
    trace = if (length(traced) > 0) min(traced)
  )
}

# The file of an own trainer. The package's own is left out: it lies elsewhere on another machine.
update_file <- function(file, call) {
  if (file.exists(file)) {
    return(if (file != own_trainer_file()) file)
  }
  if (!grepl("[/\\\\]rgan[/\\\\](inst[/\\\\])?python[/\\\\]gan[.]py$", file)) {
    abort_rgan(c(
      "The trainer of this fit is no longer at {.path {file}}.",
      "i" = "Say where it is: {.code update(fit, file = \"gan.py\")}."
    ), class = "argument", call = call)
  }
}

update_call <- function(fit, name, changed, call) {
  arguments <- update_arguments(fit, names(changed), call)
  if (!is.null(arguments$data)) arguments$data <- rlang::expr((!!name)$data$rows)
  if (!is.null(arguments$spec)) arguments$spec <- rlang::expr((!!name)$asked)
  arguments <- c(arguments, changed)
  order <- unique(c(intersect(names(formals(gan)), names(arguments)), names(arguments)))
  rlang::call2("gan", !!!arguments[order], .ns = "rgan")
}

# By names of variables, so that no call on the stack holds the data themselves.
call_gan <- function(arguments) {
  variables <- stats::setNames(rlang::syms(names(arguments)), names(arguments))
  eval(rlang::call2("gan", !!!variables, .ns = "rgan"), arguments, environment())
}

# gan() blames its own call for errors and warnings; the user's was another.
on_call_of <- function(env, work) {
  call <- rlang::error_call(env)
  again <- function(cnd) {
    cnd$call <- call
    rlang::cnd_signal(cnd)
  }
  withCallingHandlers(
    work,
    rgan_error = again,
    rgan_warning = function(cnd) {
      again(cnd)
      rlang::cnd_muffle(cnd)
    }
  )
}
