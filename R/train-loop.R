# The block loop. Python trains a block of steps in one compiled call; between
# blocks R shows progress, hears Ctrl-C, traces and logs.

block_seconds <- 0.3

# What a run has reached. An environment outlives the interrupt that ends the
# loop; the trainer itself is always in the state of its last finished block.
new_run <- function(trainer, epochs, trace, log, progress, patience = NULL) {
  run <- rlang::new_environment(list(
    trainer = trainer, trace = trace, log = log, progress = progress,
    step = py_value(trainer$step), epoch = py_value(trainer$epoch),
    steps_per_epoch = py_value(trainer$steps_per_epoch),
    losses = NULL, stopped = NULL, condition = NULL, began = seconds_now(),
    patience = patience, endless = is.infinite(epochs), preset = "default", traces = list(), found = list(), told = NULL
  ), parent = baseenv())
  run$first_epoch <- run$epoch
  run$last_epoch <- run$epoch + epochs
  run$steps <- if (run$endless) NA else steps_until(run, run$last_epoch)
  run$done <- run$blocks <- 0
  run
}

train_blocks <- function(run, call) {
  if (!isTRUE(run$resumed)) begin_run(run, call)
  show_progress(run)
  on.exit(end_progress(run))
  tryCatch(
    with_python_errors(train_to_end(run, call), call),
    interrupt = function(cnd) stop_run(run, "interrupted", cnd),
    rgan_error_diverged = function(cnd) stop_run(run, "diverged", cnd),
    # What was trained must not be lost to a fault: it is kept for
    # `continue_training = TRUE`, and the error raised once it is safe.
    error = function(cnd) stop_run(run, "failed", cnd)
  )
  invisible(run)
}

begin_run <- function(run, call) {
  with_python_errors(run$trainer$plan(if (!run$endless) run$last_epoch - run$first_epoch), call)
  # A folder that cannot be written to is better known before training.
  if (!is.null(run$kept)) write_checkpoint(run)
}

stop_run <- function(run, why, cnd) {
  run$stopped <- why
  run$condition <- cnd
}

train_to_end <- function(run, call) {
  # One step first: it includes the wait for the compiler.
  block <- 1
  while (run$epoch < run$last_epoch) {
    run$boundary <- boundary <- next_trace(run)
    steps <- min(block, steps_until(run, boundary))
    began <- seconds_now()
    result <- py_value(run$trainer$advance(as.integer(steps)))
    raise_time_limit(call)
    took <- seconds_now() - began
    note_block(run, result, steps)
    traced <- steps_until(run, boundary) == 0
    if (traced) note_trace(run, py_value(run$trainer$trace()))
    keep_checkpoint(run, traced)
    block <- if (run$done == steps) 8 else next_block(steps, took)
  }
}

note_block <- function(run, result, steps) {
  run$step <- result$step
  run$epoch <- result$epoch
  # As in print() and the log: those of the newest row of the history.
  run$losses <- result$latest[c("d_loss", "g_loss")]
  run$done <- run$done + steps
  run$blocks <- run$blocks + 1
  # The first block waits for the compiler, the second is short.
  if (run$blocks <= 2) run$timed_from <- list(done = run$done, at = seconds_now())
  move_progress(run)
}

# The epoch at which to trace next: a multiple of `trace`, or the last.
next_trace <- function(run) {
  min((run$epoch %/% run$trace + 1) * run$trace, run$last_epoch, na.rm = TRUE)
}

# Counted from the next epoch on: reticulate wraps whole numbers of Python beyond 2^31.
steps_until <- function(run, epoch) {
  to_next <- py_value(run$trainer$steps_to(as.integer(run$epoch + 1)))
  to_next + (epoch - run$epoch - 1) * run$steps_per_epoch
}

# Grows at most fourfold: the first timings are short and rough.
next_block <- function(steps, took) {
  fitting <- block_seconds / max(took / steps, 1e-6)
  max(1, floor(min(fitting, 4 * steps)))
}

seconds_now <- function() proc.time()[["elapsed"]]

#' What has been trained belongs to the user: Ctrl-C pressed again while the fit
#' is put together must not lose it. The interrupt waits until the result is
#' safe, and goes no further.
#' @noRd
not_interrupted <- function(work) {
  done <- NULL
  tryCatch(
    {
      suspendInterrupts(done <- list(work()))
      # R would deliver an interrupt that waits later, outside: have it here.
      Sys.sleep(0.01)
    },
    interrupt = function(cnd) clear_pending_interrupt()
  )
  if (is.null(done)) work() else done[[1]]
}

# With `epochs = Inf` the last epoch may not be known yet.
of_last <- function(run, before) if (is.finite(run$last_epoch)) paste0(before, run$last_epoch)

# After the fit is safe: say why training ended early.
tell_end <- function(run, fit, call) {
  if (is.null(run$stopped) || run$stopped == "patience") {
    warn_health(run, fit, call)
    return(invisible(fit))
  }
  if (run$stopped == "failed") {
    rlang::cnd_signal(run$condition)
  }
  reached <- paste0("after {fit$epochs}", if (is.finite(run$last_epoch)) " of {run$last_epoch}", " epoch{?s}")
  message <- if (run$stopped == "interrupted") {
    c(
      paste0("Training was interrupted ", reached, "; the fit holds what was trained."),
      "i" = if (is.null(run$kept)) go_on_text(fit) else "The same call goes on, from its checkpoint."
    )
  } else {
    c(
      paste0("Training diverged ", reached, "; the fit holds the last finite state."),
      "x" = "{conditionMessage(run$condition)}",
      "i" = paste(
        "Try smaller rates, for example",
        "{.code gan_spec(generator_optimizer = 1e-4, discriminator_optimizer = 1e-4)}."
      )
    )
  }
  class <- c(paste0("rgan_", run$stopped), "rgan_warning")
  not_interrupted(function() cli::cli_warn(message, class = class, fit = fit, call = call))
}
