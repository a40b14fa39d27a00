# What the user's own function is told at each trace, and what becomes of its answer.

check_on_trace <- function(on_trace, call = rlang::caller_env()) {
  if (!is.null(on_trace) && !is.function(on_trace)) {
    abort_argument(on_trace, "on_trace", "NULL or a function of one argument", call)
  }
  on_trace
}

# Another call of Python, but only where somebody looks.
call_on_trace <- function(run, trace) {
  if (is.null(run$on_trace) && is.null(run$view)) {
    return(invisible())
  }
  stop <- run$chief && look_on(run, trace_seen(run, trace))
  # In a cluster the first process looks, and all of them stop with it.
  if (!is.null(run$on_trace) && call_trainer("chief_stops", run$trainer, stop, call = run$call)) {
    run$stopped <- "on_trace"
    run$last_epoch <- run$epoch
  }
  invisible()
}

# Whether the user's function says that it is enough.
look_on <- function(run, seen) {
  draw_view(run, seen)
  if (is.null(run$on_trace)) {
    return(FALSE)
  }
  answer <- tryCatch(run$on_trace(seen), error = function(cnd) {
    abort_rgan("{conditionMessage(cnd)}", class = "on_trace", parent = cnd, call = run$call)
  })
  rlang::is_false(answer)
}

# Early traces are drawn, but nothing is decided by them.
draw_early_trace <- function(run) {
  if (!is.null(run$view)) draw_view(run, trace_seen(run, NULL))
}

# The list that `on_trace` gets; see gan_training.
trace_seen <- function(run, trace) {
  state <- call_trainer("trace_state", run$trainer, isTRUE(run$data$template$lengths), call = run$call)
  figures <- state$figures
  by <- run$data$conditions
  rows <- with_conditions(to_user(state$rows, run$data$template), by, state$conditions)
  structure(
    list(
      epoch = run$epoch, last_epoch = run$last_epoch, step = run$step, seconds = seconds_now() - run$began,
      score = trace$score %||% figures$score %||% NA_real_, floor = figures$floor %||% NA_real_,
      best_epoch = trace$best_epoch %||% NA_integer_,
      figures = figures[c("outside", "copies", "nearer", "shares")],
      rows = as_generated(rows, run$data$kind, note = paste("epoch", format_count(run$epoch))),
      history = history_frame(state$history),
      traces = data.frame(epoch = as.integer(unlist(state$epochs)), score = as.numeric(unlist(state$scores)))
    ),
    class = "gan_trace"
  )
}

#' @export
print.gan_trace <- function(x, ...) {
  of <- if (is.finite(x$last_epoch)) paste0(" of ", format_count(x$last_epoch))
  score <- if (!is.na(x$score)) score_words(x)
  cli::cat_line("Epoch ", format_count(x$epoch), of, score, ", ", format_seconds(x$seconds))
  invisible(x)
}

#' @export
format.gan_trace <- function(x, ...) utils::capture.output(print(x))

#' @export
str.gan_trace <- function(object, ...) str(unclass(object), max.level = 1, give.attr = FALSE, ...)
