# Processes that die in the middle of training: the same call must end as if nothing had happened.

# Runs the training again and again in one folder until it has ended; `fate(i)` gives what happens to the i-th process:
# a list of `hook` (see train.R), or of `signal` and `after` seconds.
many_lives <- function(name, epochs, deaths, fate) {
  folder <- new_folder(name)
  died <- 0
  for (i in seq_len(deaths + 1)) {
    unlink(file.path(folder, "started"))
    todo <- if (i <= deaths) fate(i) else list()
    process <- child("train.R", folder, epochs, if (is.null(todo$hook)) "nothing" else todo$hook)
    if (!is.null(todo$signal)) {
      wait_for(process, file.path(folder, "started"))
      process$wait(1000 * todo$after)
      process$signal(todo$signal)
    }
    process$wait()
    # Below 0 a process died of a signal; above, something failed in it.
    if (process$get_exit_status() > 0) stop("process ", i, " of ", name, " failed: ", child_said())
    if (process$get_exit_status() < 0) died <- died + 1
    if (file.exists(file.path(folder, "fit.rds"))) break
  }
  fit <- readRDS(file.path(folder, "fit.rds"))
  list(fit = fit, log = log_lines(folder, fit), died = died)
}

uninterrupted <- function(epochs) {
  folder <- new_folder(paste0("plain", epochs))
  process <- child("train.R", folder, epochs, "nothing")
  process$wait()
  if (process$get_exit_status() != 0) stop(child_said())
  fit <- readRDS(file.path(folder, "fit.rds"))
  list(fit = fit, log = log_lines(folder, fit))
}

count_deaths <- function(fault, lived, plain) {
  same <- c(same_fit(lived$fit, plain$fit), log = identical(lived$log, plain$log))
  if (!all(same)) cat("differs:", names(same)[!same], "\n")
  record(fault, lived$died, if (all(same)) lived$died else 0, "the same call ends with the same bits")
}

random_deaths <- function(epochs, deaths) {
  plain <- uninterrupted(epochs)
  moments <- function(i) list(signal = 9, after = stats::runif(1, 0, 9))
  count_deaths("kill -9 at random moments of one run", many_lives("kill", epochs, deaths, moments), plain)
  moments <- function(i) list(signal = 15, after = stats::runif(1, 2, 9))
  count_deaths("SIGTERM at random moments of one run", many_lives("term", epochs, ceiling(deaths / 4), moments), plain)
}

deaths_while_writing <- function() {
  steps <- c("write:during", "fsync:before", "fsync:after", "replace:before", "replace:after")
  hooks <- c(paste0(steps, ":1"), paste0(steps, ":2"), "fsync:after:4")
  lived <- many_lives("hooks", 2000, length(hooks), function(i) list(hook = hooks[[i]]))
  count_deaths("kill -9 before, during and after each step of a write", lived, uninterrupted(2000))
}
