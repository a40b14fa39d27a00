# What the user sees while waiting.

inform_start <- function(progress) {
  if (progress && !is_imported()) {
    inform_rgan(c("i" = "Starting TensorFlow: about 5 seconds, once per session."))
  }
}

# An epoch of many rows is many steps, and the usual epochs would take hours.
inform_steps <- function(run) {
  epochs <- run$last_epoch - run$first_epoch
  enough <- max(1, round(20000 * epochs / run$steps))
  if (isTRUE(run$steps > 200000 && enough < epochs) && !run$resumed) {
    inform_rgan(c(
      "i" = "{format_count(epochs)} epochs of these rows are {format_count(run$steps)} steps.",
      "i" = "{.code epochs = {enough}} makes {format_count(enough * run$steps / epochs)}, which mostly suffices."
    ))
  }
}

show_progress <- function(run) {
  if (!run$progress) {
    return(invisible())
  }
  # Shown from the first step on, which is the longest wait: it compiles.
  rlang::local_options(cli.progress_show_after = 0)
  run$bar <- cli::cli_progress_bar(
    format = "{cli::pb_bar} {cli::pb_status}", total = run$steps, status = "compiling the first step",
    clear = TRUE, .envir = run, .auto_close = FALSE
  )
  cli::cli_progress_update(set = 0, id = run$bar, force = TRUE, .envir = run)
}

update_progress <- function(run) {
  if (is.null(run$bar)) {
    return(invisible())
  }
  losses <- if (!is.null(run$losses)) paste(", losses", format_loss(run$losses$d_loss), format_loss(run$losses$g_loss))
  status <- paste0("epoch ", run$epoch, of_last(run, "/"), losses, time_left(run))
  cli::cli_progress_update(set = run$done, status = status, id = run$bar, .envir = run)
}

# From the speed since the second block: the bar's own estimate counts the compiler's seconds as time of steps.
time_left <- function(run, now = seconds_now()) {
  trained <- run$done - run$timed_from$done
  if (is.na(run$steps) || run$blocks <= 2 || trained <= 0 || run$done >= run$steps) {
    return(NULL)
  }
  seconds <- (now - run$timed_from$at) / trained * (run$steps - run$done)
  paste0(", ", format_seconds(max(1, round(seconds))), " left")
}

end_progress <- function(run) {
  if (!is.null(run$bar)) {
    cli::cli_progress_done(id = run$bar, .envir = run)
  }
}
