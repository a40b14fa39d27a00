# The `gan` object: plain R data and raw bytes, nothing alive in it.

finish_run <- function(run, data, setup, model_name, previous, arguments) {
  if (!is.null(run$condition)) {
    clear_pending_interrupt()
  }
  uninterrupted(function() {
    if (identical(run$stopped, "interrupted")) last_checkpoint(run)
    state <- tryCatch(
      final_state(run, isTRUE(data$template$lengths)),
      # After a fault the trainer may not answer either; the first error is the one to raise.
      error = function(cnd) rlang::cnd_signal(if (is.null(run$condition)) cnd else run$condition)
    )
    fit <- new_fit(run, state, data, setup, model_name, previous, settled_arguments(run, arguments, previous))
    remember_model(model_name, fit, run$trainer)
  })
}

# All that a fit needs of its trainer. The last epoch is traced where it has not been, as after Ctrl-C; but a trace of
# the user's own that failed once would fail again. `lengths`: rows of the output are cut as the training rows are.
final_state <- function(run, lengths = FALSE) {
  ended <- ended_well(run)
  # A run that was complete has traced nothing in this session.
  judged <- ended && is.null(run$figures)
  state <- call_trainer(
    "fit_state", run$trainer, run$first_epoch, !identical(run$stopped, "failed"), judged, lengths,
    call = run$call
  )
  if (judged) run$figures <- state$figures
  state
}

new_fit <- function(run, state, data, setup, model_name, previous, arguments) {
  details <- state$details
  by <- data$conditions
  if (!is.null(by)) by$traced <- state$conditions
  traced <- function(rows) with_conditions(to_user(rows, data$template), by, by$traced)
  earlier <- if (is.null(previous)) 0 else previous$seconds
  spec <- if (is.null(previous)) setup$spec else previous$asked
  structure(
    list(
      output = as_output(merge_output(previous$output, lapply(state$output, traced)), data$kind),
      early = as_output(merge_output(previous$early, lapply(state$early, traced)), data$kind),
      history = merge_history(previous$history, history_frame(state$history)),
      spec = fitted_spec(state$spec, spec),
      data = c(
        data[c("rows", "kind", "dim", "template")],
        Filter(Negate(is.null), list(columns = data$columns, conditions = by, centres = state$centres))
      ),
      log = run$log$path,
      model = as.raw(state$model),
      model_name = model_name,
      seed = setup$seed,
      batch_size = setup$batch_size,
      epochs = as.integer(details$epoch),
      seconds = earlier + seconds_now() - run$began,
      details = details,
      best = details$best_epoch,
      traces = trace_frame(state$scores, details$best_epoch, details$kept_epochs, marks_of(run, previous)),
      stopped = run$stopped,
      last_epoch = run$last_epoch,
      arguments = arguments,
      asked = spec,
      file = setup$file,
      id = new_fit_id()
    ),
    class = "gan"
  )
}

# Resolved; the user's own Keras models stand where the recipe has layers.
fitted_spec <- function(resolved, spec) {
  resolved <- new_gan_spec(resolved)
  own <- own_models(spec)
  resolved[names(own)] <- own
  resolved
}

# A trainer rebuilt in another session knows only what it did since.
merge_output <- function(earlier, newer) {
  c(unclass(earlier)[setdiff(names(earlier), names(newer))], newer)
}

merge_history <- function(earlier, newer) {
  if (is.null(earlier) || nrow(newer) == 0) {
    return(if (is.null(earlier)) newer else earlier)
  }
  before <- earlier[earlier$step < min(newer$step), , drop = FALSE]
  # Seconds go on counting where the trainer's own count began anew.
  if (nrow(before) > 0) {
    last <- before$seconds[[nrow(before)]]
    if (newer$seconds[[1]] < last) newer$seconds <- newer$seconds + last
  }
  rbind(before, newer)
}

history_frame <- function(history) {
  columns <- c("epoch", "step", "d_loss", "g_loss", "d_accuracy", "g_accuracy", "seconds")
  frame <- as.data.frame(lapply(history[columns], as.numeric))
  frame$epoch <- as.integer(frame$epoch)
  frame$step <- as.integer(frame$step)
  frame
}

# Names of what was wrong at traces, by the epoch as text: of this run, and of those before it.
marks_of <- function(run, previous) {
  earlier <- previous$traces$findings
  if (!is.null(earlier)) names(earlier) <- previous$traces$epoch
  c(earlier[setdiff(names(earlier), names(run$marks))], run$marks)
}

# The figures of each trace, as a data frame.
trace_frame <- function(scores, best, kept, marks = list()) {
  column <- function(name) vapply(scores, function(s) as.numeric(s[[name]] %||% NA), 0)
  frame <- data.frame(
    epoch = as.integer(column("epoch")), step = as.integer(column("step")), score = column("score"),
    outside = column("outside"), copies = column("copies"), nearer = column("nearer")
  )
  frame$shares <- lapply(scores, function(s) as.numeric(s$shares))
  frame$kept <- frame$epoch %in% unlist(kept)
  frame$best <- frame$epoch %in% best
  frame$floor <- column("floor")
  frame$findings <- lapply(as.character(frame$epoch), function(epoch) as.character(marks[[epoch]]))
  frame
}
