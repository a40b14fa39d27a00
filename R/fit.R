# The `gan` object: plain R data and raw bytes, nothing alive in it.

finish_run <- function(run, data, setup, model_name, previous) {
  if (!is.null(run$condition)) {
    clear_pending_interrupt()
  }
  not_interrupted(function() {
    if (identical(run$stopped, "interrupted")) last_checkpoint(run)
    fit <- tryCatch(
      new_fit(run, data, setup, model_name, previous),
      error = function(cnd) {
        # After a fault the trainer may not answer either; the first error is the one to tell.
        rlang::cnd_signal(if (is.null(run$condition)) cnd else run$condition)
      }
    )
    remember_model(model_name, fit, run$trainer)
  })
}

new_fit <- function(run, data, setup, model_name, previous) {
  trainer <- run$trainer
  last <- paste("epoch", py_value(trainer$epoch))
  output <- py_value(trainer$output)
  # A trace of the user's own that failed once would fail again.
  if (!last %in% names(output) && !identical(run$stopped, "failed")) {
    trainer$trace()
    output <- py_value(trainer$output)
  }
  details <- py_value(trainer$details())
  earlier <- if (is.null(previous)) 0 else previous$seconds
  structure(
    list(
      output = merge_output(previous$output, lapply(output, to_user, template = data$template)),
      history = merge_history(previous$history, history_frame(py_value(trainer$history))),
      spec = fitted_spec(trainer, if (is.null(previous)) setup$spec else previous$asked),
      data = data[c("rows", "kind", "dim", "template")],
      log = run$log$path,
      model = as.raw(py_value(trainer$to_bytes())),
      model_name = model_name,
      seed = setup$seed,
      batch_size = setup$batch_size,
      epochs = as.integer(details$epoch),
      seconds = earlier + seconds_now() - run$began,
      details = details,
      best = details$best_epoch,
      traces = trace_frame(py_value(trainer$scores), details$best_epoch, details$kept_epochs),
      stopped = run$stopped,
      last_epoch = run$last_epoch,
      arguments = run$arguments,
      asked = if (is.null(previous)) setup$spec else previous$asked,
      file = setup$file,
      id = new_fit_id()
    ),
    class = "gan"
  )
}

# Resolved; the user's own Keras models stand where the recipe has layers.
fitted_spec <- function(trainer, asked) {
  spec <- new_gan_spec(py_value(trainer$spec))
  own <- own_models(asked)
  spec[names(own)] <- own
  spec
}

# A trainer rebuilt in another session knows only what it did since.
merge_output <- function(earlier, newer) {
  c(earlier[setdiff(names(earlier), names(newer))], newer)
}

merge_history <- function(earlier, newer) {
  if (is.null(earlier) || nrow(newer) == 0) {
    return(if (is.null(earlier)) newer else earlier)
  }
  kept <- earlier[earlier$step < min(newer$step), , drop = FALSE]
  # Seconds go on counting where the trainer's own count began anew.
  if (nrow(kept) > 0) {
    last <- kept$seconds[[nrow(kept)]]
    if (newer$seconds[[1]] < last) newer$seconds <- newer$seconds + last
  }
  rbind(kept, newer)
}

history_frame <- function(history) {
  columns <- c("epoch", "step", "d_loss", "g_loss", "d_accuracy", "g_accuracy", "seconds")
  frame <- as.data.frame(lapply(history[columns], as.numeric))
  frame$epoch <- as.integer(frame$epoch)
  frame$step <- as.integer(frame$step)
  frame
}

#' Look at a trained GAN
#'
#' `print()` says in a few lines what was trained and what to try next;
#' `summary()` adds the networks layer by layer and the losses.
#' `as.data.frame()` and `tidy()` give figures to work with, `glance()` one row.
#' `as.matrix()`, `as.array()` and `t()` are errors of class `rgan_error_argument`
#' that say where the numbers are, as a fit holds several matrices.
#'
#' @param x,object A fit made by [gan()].
#' @param what `"history"` for the losses per epoch, or `"output"` for the traced
#'   rows in long form.
#' @param row.names,optional Not used.
#' @param ... Not used.
#' @return `print()` its argument, invisibly. `summary()` an object of class
#'   `summary.gan`: a list of `kind`, `dim`, `networks` (a data frame as from
#'   `tidy()`), `latent`, `objective`, `epochs`, `steps`, `losses` (of the
#'   last row of the history, as in the log and the progress bar), `seconds`, `next_step`.
#'
#'   `as.data.frame()` a data frame: the history with one row per epoch
#'   (`epoch`, `step`, `d_loss`, `g_loss`, `d_accuracy`, `g_accuracy`,
#'   `seconds`), or one row per generated value (`epoch`, `row`, `column`,
#'   `value`; `column` counts through all columns of an array).
#'
#'   `tidy()` a data frame with one row per layer: `network`, `layer`, `type`,
#'   `output_shape`, `parameters`. `glance()` a data frame of one row: `kind`,
#'   `n`, `shape`, `epochs`, `steps`, `d_loss`, `g_loss` (as in `summary()`),
#'   `parameters`, `seconds`. A mean over more epochs, which moves less from one to
#'   the next, is `colMeans(tail(fit$history, 100))`.
#' @seealso [plot_history()] for the losses as a picture.
#' @name gan-methods
#' @examplesIf rgan:::python_available()
#' fit <- gan(get_training_data(n = 40, m = 50), epochs = 20, log = FALSE, seed = 1)
#' fit
#' summary(fit)
#' head(as.data.frame(fit))
#' tidy(fit)
#' glance(fit)
NULL

#' @rdname gan-methods
#' @export
# nolint start: object_name_linter. The generic names the argument.
as.data.frame.gan <- function(x, row.names = NULL, optional = FALSE, what = c("history", "output"), ...) {
  # nolint end
  check_whole_names()
  what <- rlang::arg_match(what)
  if (what == "history") {
    return(x$history)
  }
  long <- lapply(names(x$output), function(name) {
    rows <- plain_rows(x$output[[name]])
    data.frame(
      epoch = as.integer(sub("^epoch ", "", name)), row = as.vector(row(rows)), column = as.vector(col(rows)),
      value = as.vector(rows)
    )
  })
  do.call(rbind, long)
}

#' @rdname gan-methods
#' @export
as.matrix.gan <- function(x, ...) abort_no_matrix(x, rlang::current_env())

#' @rdname gan-methods
#' @export
as.array.gan <- function(x, ...) abort_no_matrix(x, rlang::current_env())

#' @rdname gan-methods
#' @export
t.gan <- function(x) abort_no_matrix(x, rlang::current_env())

# R would make a matrix of lists that is of class `gan`.
abort_no_matrix <- function(fit, call) {
  traced <- names(fit$output)
  abort_rgan(c(
    "A fit is no matrix: it holds several, and which one is meant cannot be told.",
    "i" = "New rows: {.code generate(fit, 100)}.",
    "i" = "Rows generated during training: {.code fit$output[[\"{traced[[length(traced)]]}\"]]}.",
    "i" = "Training rows: {.code fit$data$rows}.",
    "i" = "Losses: {.code as.matrix(as.data.frame(fit))}."
  ), class = "argument", call = call)
}

# Any shape of rows as a plain matrix, one row each.
plain_rows <- function(x) {
  x <- if (is.data.frame(x)) data.matrix(x) else x
  matrix(as.double(x), nrow(x))
}

#' @importFrom generics tidy
#' @export
generics::tidy

#' @importFrom generics glance
#' @export
generics::glance

#' @rdname gan-methods
#' @export
tidy.gan <- function(x, ...) {
  one <- function(network) {
    layers <- x$details[[network]]$layers
    data.frame(
      network = network,
      layer = seq_along(layers),
      type = vapply(layers, function(l) l$type, character(1)),
      output_shape = vapply(layers, function(l) shape_text(unlist(l$output_shape)), character(1)),
      parameters = vapply(layers, function(l) as.integer(l$parameters), integer(1))
    )
  }
  rbind(one("generator"), one("discriminator"))
}

#' @rdname gan-methods
#' @export
glance.gan <- function(x, ...) {
  losses <- last_losses(x$history)
  data.frame(
    kind = x$data$kind, n = x$data$dim[[1]], shape = shape_text(x$data$dim[-1]), epochs = x$epochs,
    steps = as.integer(x$details$step), d_loss = losses[["d_loss"]], g_loss = losses[["g_loss"]],
    parameters = as.integer(x$details$generator$parameters + x$details$discriminator$parameters),
    seconds = x$seconds
  )
}

# "The losses" mean one thing everywhere, in print(), log and progress bar: those of the newest row of the history.
last_losses <- function(history) {
  if (nrow(history) == 0) {
    return(c(d_loss = NA_real_, g_loss = NA_real_))
  }
  last <- utils::tail(history, 1)
  c(d_loss = last$d_loss, g_loss = last$g_loss)
}
