# The loop. Python trains a block of steps in one compiled call; between blocks R shows progress, honours Ctrl-C,
# traces, logs, and writes checkpoints.

block_seconds <- 0.3

train <- function(run) {
  # A folder that cannot be written to is better known before training.
  if (!is.null(run$checkpoint) && !run$resumed) write_checkpoint(run)
  show_progress(run)
  on.exit(end_progress(run))
  tryCatch(
    with_time_limit(train_to_end(run), run$call),
    interrupt = function(cnd) stop_run(run, "interrupted", cnd),
    rgan_error_diverged = function(cnd) stop_run(run, "diverged", cnd),
    rgan_error_on_trace = function(cnd) stop_run(run, "on_trace_failed", cnd),
    # What was trained must not be lost to a fault: it stays for
    # `continue_training = TRUE`, and the error is raised once it is safe.
    error = function(cnd) stop_run(run, "failed", cnd)
  )
  invisible(run)
}

train_to_end <- function(run) {
  while (run$epoch < run$last_epoch) {
    advance_block(run)
    update_progress(run)
    if (at_early_trace(run)) {
      take_early_trace(run)
      draw_early_trace(run)
    } else if (at_trace(run)) {
      trace <- take_trace(run)
      log_trace(run, trace)
      report_health(run, trace)
      call_on_trace(run, trace)
      apply_patience(run, trace)
    }
    checkpoint_if_due(run)
  }
}

# Why a training may end before its last epoch; "failed" is no fit that a user gets.
stop_reasons <- c("patience", "on_trace", "on_trace_failed", "interrupted", "diverged", "failed")

stop_run <- function(run, why, cnd) {
  run$stopped <- why
  run$condition <- cnd
}

# One call of Python. A block never crosses a trace.
advance_block <- function(run) {
  run$next_trace <- next_trace(run)
  steps <- min(run$block, steps_until(run, run$next_trace))
  began <- seconds_now()
  before <- run$step
  position <- call_trainer("advance", run$trainer, as.integer(steps), call = run$call)
  took <- seconds_now() - began
  note_position(run, position)
  # In a cluster as many as the chief takes.
  steps <- run$step - before
  note_steps(run, steps)
  run$block <- if (run$blocks == 1) 8 else next_block(steps, took)
}

note_steps <- function(run, steps) {
  run$done <- run$done + steps
  run$blocks <- run$blocks + 1
  # The first block waits for the compiler, the second is short.
  if (run$blocks <= 2) run$timed_from <- list(done = run$done, at = seconds_now())
}

# Grows at most fourfold: the first timings are short and rough.
next_block <- function(steps, took) {
  fitting <- block_seconds / max(took / steps, 1e-6)
  max(1, floor(min(fitting, 4 * steps)))
}

# Where shapes appear: epochs before the first multiple of `trace` that are traced for pictures of the training.
early_epochs <- c(1, 2, 5, 10, 20, 50)

# The epoch at which to trace next: an early one, a multiple of `trace`, or the last.
next_trace <- function(run) {
  multiple <- (run$epoch %/% run$trace + 1) * run$trace
  min(early_epochs[early_epochs > run$epoch & is_early(run, early_epochs)], multiple, run$last_epoch, na.rm = TRUE)
}

# With `trace = Inf` the last epoch is traced, and no other.
is_early <- function(run, epoch) {
  is.finite(run$trace) & epoch < run$trace & epoch < run$last_epoch & epoch %in% early_epochs
}

at_trace <- function(run) steps_until(run, run$next_trace) == 0

at_early_trace <- function(run) at_trace(run) && is_early(run, run$next_trace)

# One call of Python. Nothing is decided by it: neither patience nor health nor the log knows of it.
take_early_trace <- function(run) {
  began <- seconds_now()
  call_trainer("trace_early", run$trainer, call = run$call)
  leave_out_of_time(run, seconds_now() - began)
}

# One call of Python. A trainer of the user's own may trace in its own way, without a score.
take_trace <- function(run) {
  began <- seconds_now()
  trace <- call_trainer("trace", run$trainer, run$first_epoch, call = run$call)
  if (run$traces == 0) leave_out_of_time(run, seconds_now() - began)
  if (trace$scored) {
    run$traces <- run$traces + 1L
    run$figures <- trace
  }
  trace
}

# The end ----------------------------------------------------------------------

#' What has been trained belongs to the user: Ctrl-C pressed again while the fit
#' is put together must not lose it. The interrupt waits until the result is
#' safe, and goes no further.
#' @noRd
uninterrupted <- function(work) {
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

# After the fit is safe: what is wrong with it, or why training ended early.
warn_end <- function(run, fit) {
  if (ended_well(run)) {
    inform_end(run, fit)
    warn_health(run, fit)
    return(invisible(fit))
  }
  if (run$stopped == "failed") {
    rlang::cnd_signal(run$condition)
  }
  reached <- paste0("after {fit$epochs}", if (is.finite(run$last_epoch)) " of {run$last_epoch}", " epoch{?s}")
  go_on <- if (is.null(run$checkpoint)) go_on_text(fit) else "The same call goes on, from its checkpoint."
  message <- if (run$stopped == "interrupted") {
    c(paste0("Training was interrupted ", reached, "; the fit holds what was trained."), "i" = go_on)
  } else if (run$stopped == "on_trace_failed") {
    c(
      paste0("{.arg on_trace} failed ", reached, ": training ended there, and the fit holds what was trained."),
      "x" = "{conditionMessage(run$condition$parent)}", "i" = go_on
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
  uninterrupted(function() warn_fit(message, run$stopped, fit, run$call))
}
