# When to stop: what happens at a trace, and how long to wait for something better.

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

note_trace <- function(run, found) {
  # A trainer of the user's own may trace in its own way.
  scored <- is.list(found) && is.numeric(found$score)
  log_epoch(run, if (scored) found$score)
  if (!scored) {
    return(invisible())
  }
  run$traces <- c(run$traces, list(found))
  tell_health(run)
  if (out_of_patience(run, found)) stop_waiting(run)
}

out_of_patience <- function(run, found) {
  !is.null(run$patience) && min(found$since_best, length(run$traces)) >= run$patience && run$epoch < run$last_epoch
}

# With a last epoch, the rates have been falling all the time: stop. Without one
# they have not moved: let them fall for half as many epochs as were trained.
stop_waiting <- function(run) {
  if (!run$endless) {
    run$stopped <- "patience"
    run$last_epoch <- run$epoch
    return(invisible())
  }
  more <- max(1, ceiling((run$epoch - run$first_epoch) / 2))
  if (is.finite(run$trace)) more <- ceiling(more / run$trace) * run$trace
  run$patience <- NULL
  run$last_epoch <- run$epoch + more
  run$trainer$plan(as.integer(more))
  log_line(run$log, paste0(
    "epoch ", run$epoch, ": nothing better for a while; rates fall until epoch ", run$last_epoch
  ))
}

# What was found at each trace, as a data frame.
trace_frame <- function(scores, best, kept) {
  column <- function(name) vapply(scores, function(s) as.numeric(s[[name]]), 0)
  frame <- data.frame(
    epoch = as.integer(column("epoch")), step = as.integer(column("step")), score = column("score"),
    outside = column("outside"), copies = column("copies"), nearer = column("nearer")
  )
  frame$shares <- lapply(scores, function(s) as.numeric(s$shares))
  frame$kept <- frame$epoch %in% unlist(kept)
  frame$best <- frame$epoch %in% best
  frame
}
