# What the user sees while waiting: a bar where the terminal can redraw it, else a line every so often.

#' How a training is shown: "bar", "lines" or "none". Where nothing is asked for, a bar at the prompt, lines in a
#' script, and nothing in articles, tests and checks.
#' @noRd
progress_mode <- function(progress = NULL) {
  progress <- progress %||% getOption("rgan.progress")
  if (rlang::is_false(progress) || (is.null(progress) && is_run_by_tools() && !rlang::is_interactive())) {
    return("none")
  }
  at_prompt <- is.null(progress) && rlang::is_interactive()
  if ((at_prompt || rlang::is_true(progress)) && cli::is_dynamic_tty()) "bar" else "lines"
}

check_progress <- function(progress, call = rlang::caller_env()) {
  progress_mode(check_flag(progress, allow_null = TRUE, call = call))
}

# What is waited for, of calls that take more than two seconds: only at the prompt, or where
# `options(rgan.progress = TRUE)` asks for it.
inform_wait <- function(text, .envir = rlang::caller_env()) {
  if (shows_waits()) inform_rgan(c("i" = text), class = "rgan_wait", .envir = .envir)
}

shows_waits <- function() {
  !isTRUE(getOption("knitr.in.progress")) && isTRUE(getOption("rgan.progress", rlang::is_interactive()))
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
  if (run$progress != "bar") {
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
  if (run$progress == "lines") {
    return(line_if_due(run))
  }
  if (is.null(run$bar)) {
    return(invisible())
  }
  status <- paste0("epoch ", run$epoch, of_last(run, "/"), losses_left(run))
  cli::cli_progress_update(set = run$done, status = status, id = run$bar, .envir = run)
}

losses_left <- function(run) {
  losses <- if (!is.null(run$losses)) paste(", losses", format_loss(run$losses$d_loss), format_loss(run$losses$g_loss))
  paste0(losses, time_left(run))
}

first_line_seconds <- 10
most_line_seconds <- 300

# The waits between two lines grow by half each time, to five minutes: a short training has none, a night a hundred.
line_if_due <- function(run, now = seconds_now()) {
  if (run$blocks <= 2) {
    return(invisible())
  }
  spent <- now - run$timed_from$at
  if (spent >= run$next_line && run$epoch < run$last_epoch) {
    run$next_line <- min(1.5 * spent, spent + most_line_seconds)
    of <- if (is.finite(run$last_epoch)) paste(" of", format_count(run$last_epoch))
    text <- paste0("Epoch ", format_count(run$epoch), of, ", step ", format_count(run$step), losses_left(run))
    inform_rgan(c(" " = "{text}"), class = "rgan_progress")
  }
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

# The first trace compiles, too, and early ones do not come again: their time is none of that of the steps to come.
leave_out_of_time <- function(run, seconds) {
  if (!is.null(run$timed_from)) run$timed_from$at <- run$timed_from$at + seconds
}

end_progress <- function(run) {
  if (!is.null(run$bar)) {
    cli::cli_progress_done(id = run$bar, .envir = run)
  }
}

# The last line: what was trained, how good it is, and what to do with it. What ended early has said so.
inform_end <- function(run, fit) {
  if (run$progress == "none" || !(ended_well(run) && run$done > 0)) {
    return(invisible())
  }
  trained <- fit$epochs - run$first_epoch
  inform_rgan(c(
    "v" = paste0(
      "Trained {format_count(trained)} {cli::qty(trained)}epoch{?s} in {format_seconds(seconds_now() - run$called)}",
      stopped_words(run$stopped), ": best epoch {format_count(fit$best)}{score_words(run$figures$best)}."
    ),
    "i" = next_step(fit)
  ), class = "rgan_trained")
}

ended_well <- function(run) is.null(run$stopped) || run$stopped %in% c("patience", "on_trace")

stopped_words <- function(stopped) {
  switch(stopped %||% "last",
    patience = " (stopped, as nothing improved)",
    on_trace = " (stopped by `on_trace`)"
  )
}

# ", score 0.012 (0 is best, real rows 0.010)": what the best epoch reaches, and real rows beside other real rows.
score_words <- function(figures) {
  if (is.null(figures$score)) {
    return("")
  }
  floor <- figures$floor
  floor <- if (is.numeric(floor) && is.finite(floor)) paste0(", real rows ", format_score(floor))
  paste0(", score ", format_score(figures$score), " (0 is best", floor, ")")
}
