# When to stop: how long to wait for a better score.

# Used where there is no last epoch and no patience was given.
default_patience <- 5

check_epochs_left <- function(epochs, trace, patience, call = rlang::caller_env()) {
  if (is.infinite(epochs) && is.infinite(trace)) {
    abort_rgan(c(
      "{.code epochs = Inf} needs a finite {.arg trace}.",
      "i" = "Training ends when the scores at traces no longer improve."
    ), class = "argument", call = call)
  }
  if (is.infinite(epochs) && is.null(patience)) default_patience else patience
}

apply_patience <- function(run, trace) {
  if (is.null(run$stopped) && is_out_of_patience(run, trace)) end_waiting(run)
}

# Only traces of this run count.
is_out_of_patience <- function(run, trace) {
  !is.null(run$patience) && !is.null(trace$since_best) && min(trace$since_best, run$traces) >= run$patience &&
    run$epoch < run$last_epoch
}

# With a last epoch, the rates have been falling all the time: stop. Without one
# they have not moved: let them fall for half as many epochs as were trained.
end_waiting <- function(run) {
  if (!run$endless) {
    run$stopped <- "patience"
    run$last_epoch <- run$epoch
    return(invisible())
  }
  more <- max(1, ceiling((run$epoch - run$first_epoch) / 2))
  if (is.finite(run$trace)) more <- ceiling(more / run$trace) * run$trace
  run$patience <- NULL
  run$last_epoch <- as_count(as.numeric(run$epoch) + more)
  call_trainer("plan", run$trainer, more, call = run$call)
  log_line(run$log, paste0(
    "epoch ", run$epoch, ": nothing better for a while; rates fall until epoch ", run$last_epoch
  ))
}
