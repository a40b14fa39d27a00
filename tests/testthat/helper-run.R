# A stand-in for Python's side of a run: epochs of `per_epoch` steps, without a network. It answers by the names of the
# bridge's functions, notes what it was asked for, and diverges beyond `fails_at` steps. `scores` are those of its
# traces, the last of them for ever; without any its traces have no score.
fake_trainer <- function(per_epoch = 4, fails_at = Inf, scores = NULL, step = 0) {
  self <- rlang::new_environment(list(
    step = step, blocks = integer(), traced = integer(), early = integer(), plans = list()
  ))
  epoch <- function() self$step %/% per_epoch
  self$position <- function() {
    list(
      step = self$step, epoch = epoch(), steps_to_next = (epoch() + 1) * per_epoch - self$step,
      steps_per_epoch = per_epoch, losses = if (epoch() > 0) list(d_loss = 0.5, g_loss = 0.6)
    )
  }
  self$plan <- function(epochs) self$plans <- c(self$plans, list(epochs))
  self$advance <- function(n) {
    if (self$step + n > fails_at) abort_rgan("Training diverged.", class = "diverged")
    self$blocks <- c(self$blocks, n)
    self$step <- self$step + n
    self$position()
  }
  self$trace_early <- function() self$early <- c(self$early, epoch())
  self$trace <- function(after) {
    self$traced <- c(self$traced, epoch())
    seen <- scores[pmin(length(scores), seq_along(self$traced))]
    if (length(seen) == 0) {
      return(list(scored = FALSE, score = NULL))
    }
    best <- which.min(seen)
    figures <- list(epoch = epoch(), score = seen[[length(seen)]], floor = 0.01)
    list(
      scored = TRUE, score = figures$score, best_epoch = self$traced[[best]], since_best = length(seen) - best,
      recent = list(figures), best = list(epoch = self$traced[[best]], score = min(seen), floor = 0.01)
    )
  }
  self$chief_stops <- function(stop) stop
  self$trace_state <- function(gaps) {
    columns <- c("epoch", "step", "d_loss", "g_loss", "d_accuracy", "g_accuracy", "seconds")
    list(
      rows = matrix(epoch() + 0, 3, 12), conditions = NULL,
      history = stats::setNames(rep(list(seq_len(epoch())), length(columns)), columns),
      figures = if (length(scores) > 0) list(floor = 0.01), epochs = if (length(scores) > 0) self$traced,
      scores = scores[pmin(length(scores), seq_along(self$traced))]
    )
  }
  self
}

fake_run <- function(trainer, epochs, trace = 100, patience = NULL, log = list(path = NULL), ...) {
  started <- list(trainer = trainer, position = trainer$position())
  new_run(started, list(epochs = epochs, trace = trace), patience, log, progress = "none", ...)
}

# Trains a run of such a trainer.
fake_training <- function(trainer, epochs, trace = 100, ...) {
  local_functions(call_trainer = function(name, trainer, ..., call) trainer[[name]](...))
  train(fake_run(trainer, epochs, trace, ...))
}

# The answers of the bridge's `trace`, from figures of traces, oldest first.
trace_of <- function(...) {
  traces <- list(...)
  last <- traces[[length(traces)]]
  best <- Filter(function(figures) figures$epoch == last$best_epoch, traces)
  list(
    scored = TRUE, score = last$score, best_epoch = last$best_epoch, since_best = last$since_best, real = last$real,
    recent = utils::tail(traces, 3), best = if (length(best) > 0) best[[1]] else last
  )
}
