# setTimeLimit() and R.utils::withTimeout(). While Python runs, reticulate lets R look for events from time to time, and
# an error that R raises there, such as the one of a time limit that is reached, is printed and goes no further; R then
# takes the limit back. That it was raised is seen in R's last error message; the error is raised again where it counts.

time_limits <- c(
  "reached elapsed time limit", "reached CPU time limit", "reached session elapsed time limit",
  "reached session CPU time limit"
)

# The limit that R's last error message tells of, in the user's language; NULL for none.
limit_reached <- function(message = geterrmessage()) {
  told <- c(time_limits, gettext(time_limits, domain = "R"))
  Find(function(limit) grepl(limit, message, fixed = TRUE), told)
}

# Before Python is called: a limit that was told of earlier must not be taken for a new one.
forget_time_limit <- function() {
  if (!is.null(limit_reached())) try(stop("no time limit"), silent = TRUE)
}

# After Python was called.
raise_time_limit <- function(call, message = geterrmessage()) {
  # R looks at the time when it sleeps, and otherwise not for a thousand calls: minutes, where each waits for Python.
  Sys.sleep(0.001)
  limit <- limit_reached(message)
  if (!is.null(limit)) abort_time_limit(limit, call)
}

abort_time_limit <- function(limit, call) {
  forget_time_limit()
  # The first line is R's own: it is what others look for.
  hint <- "It was set by {.fn setTimeLimit} or {.fn setSessionTimeLimit}."
  abort_rgan(c("{limit}", "i" = hint), class = "time_limit", call = call)
}

# Runs `expr`, in which Python is called or waited for; a time limit that is reached ends it in an error on the user's
# call.
with_time_limit <- function(expr, call) {
  forget_time_limit()
  value <- tryCatch(
    expr,
    error = function(e) {
      if (inherits(e, "simpleError")) raise_time_limit(call, conditionMessage(e))
      rlang::cnd_signal(e)
    }
  )
  raise_time_limit(call)
  value
}
