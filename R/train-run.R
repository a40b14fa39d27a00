# A run is what one call of gan() trains, with all that it has reached. It is an environment, which outlives the
# interrupt that ends the loop; the trainer itself always is in the state of its last finished block.

#' @param started A list of `trainer` and `position`; see start_trainer().
#' @param arguments `epochs` and `trace` of gan().
#' @param watchers `on_trace` and `view` of gan(), the latter as open_view() gives it, and whether this is the `chief`.
#' @noRd
new_run <- function(started, arguments, patience, log, progress, checkpoint = NULL, preset = "default",
                    data = NULL, watchers = list(), call = rlang::caller_env()) {
  run <- rlang::new_environment(list(
    trainer = started$trainer, # Python's: R only hands it on
    preset = preset, # of the spec, for the remedies
    call = call, # the user's, which errors and warnings are blamed on
    log = log, # see open_log()
    checkpoint = checkpoint, # see open_checkpoint(); NULL for none
    resumed = is_resumed(checkpoint), # whether it goes on from the checkpoint
    # Where it stands:
    step = NULL, # steps done, in the trainer's whole life
    epoch = NULL, # epochs completed, likewise
    steps_to_next = NULL, # steps until the coming epoch is completed
    steps_per_epoch = NULL,
    losses = NULL, # the newest row of the history, as in print() and the log; NULL before the first
    # Where it goes:
    first_epoch = NULL, # epochs that were completed before
    last_epoch = NULL, # where it ends; Inf until apply_patience() knows
    endless = is.infinite(arguments$epochs), # whether patience decides about the end
    steps = NA, # from the first epoch to the last; NA as long as nobody knows
    trace = arguments$trace, # epochs from trace to trace
    next_trace = NULL, # the epoch of the coming trace; that of the present one where at_trace()
    patience = patience, # traces without a better score that it waits for; NULL for ever
    # What it has done:
    done = 0, # steps
    blocks = 0,
    block = 1, # steps of the coming block; one first, as it includes the wait for the compiler
    began = seconds_now(), # so that seconds go on counting when it is resumed
    timed_from = NULL, # list(done, at): from where time_left() takes the speed
    traces = 0L, # that gave a score
    figures = NULL, # what the newest of them answered
    marks = list(), # names of what health_of() found at each trace, by the epoch as text
    findings = list(), # names of what health_of() found at each of the newest traces
    reported = character(), # those that the user has been informed of
    # What the user sees:
    progress = progress, # "bar", "lines" or "none"
    bar = NULL, # its id
    called = seconds_now(), # when this call began to train
    next_line = first_line_seconds, # seconds of training, the compiler's left out, until the coming line
    data = data, # kind, template and conditions, for those who look at traces
    on_trace = watchers$on_trace, # the user's function; NULL for none
    view = watchers$view, # where to draw; NULL for nowhere
    chief = watchers$chief %||% TRUE, # whether this process is the one that looks
    # How it ended:
    # "patience", "on_trace", "on_trace_failed", "interrupted", "diverged" or "failed"; NULL at the last epoch
    stopped = NULL,
    condition = NULL # the interrupt or error
  ), parent = baseenv())
  note_position(run, started$position)
  run$first_epoch <- run$epoch
  run$last_epoch <- as_count(as.numeric(run$epoch) + arguments$epochs)
  run$steps <- steps_in_all(run)
  if (run$resumed) resume_run(run)
  run
}

note_position <- function(run, position) {
  for (name in c("step", "epoch", "steps_to_next", "steps_per_epoch", "losses")) {
    assign(name, position[[name]], envir = run)
  }
}

# In doubles: they hold whole numbers beyond those of R and of reticulate.
steps_until <- function(run, epoch) {
  run$steps_to_next + (as.numeric(epoch) - run$epoch - 1) * run$steps_per_epoch
}

steps_in_all <- function(run) if (is.finite(run$last_epoch)) steps_until(run, run$last_epoch) else NA

# With `epochs = Inf` the last epoch may not be known yet.
of_last <- function(run, before) if (is.finite(run$last_epoch)) paste0(before, run$last_epoch)

seconds_now <- function() proc.time()[["elapsed"]]
