# A run that survives the death of its process: what gan(checkpoint = ) writes
# and how the same call goes on from there. The files are Python's; what only R
# knows of a run goes along as a note.

checkpoint_seconds <- 30
# Writing takes no more than this share of the time.
checkpoint_share <- 0.1

# What a run has reached beside its trainer; see new_run().
run_fields <- c("first_epoch", "last_epoch", "endless", "patience", "traces", "findings", "reported")

check_checkpoint <- function(checkpoint, call = rlang::caller_env()) {
  if (is.null(checkpoint) || (rlang::is_string(checkpoint) && nzchar(checkpoint))) {
    return(checkpoint)
  }
  abort_argument(checkpoint, "checkpoint", "NULL or the name of a folder", call)
}

#' The folder of a run, locked, and what the checkpoint in it says; NULL without
#' one. A checkpoint of another run is an error that names the difference.
#' @noRd
open_checkpoint <- function(path, data, setup, epochs, previous, call) {
  if (is.null(path)) {
    return(NULL)
  }
  opened <- call_trainer("open_folder", path.expand(path), data$numbers, data$conditions$numbers, call = call)
  checkpoint <- rlang::new_environment(list(
    path = path, call = call,
    folder = opened$folder, # Python's: R only hands it on
    identity = run_identity(opened$fingerprint, data, setup, epochs, previous),
    note = NULL, # of the run to go on with; NULL for a new one
    last = -Inf, # when one was written last
    took = 0, # seconds that it took
    warned = FALSE # whether the user knows that none can be written
  ))
  done <- FALSE
  on.exit(if (!done) close_checkpoint(checkpoint))
  if (!is.null(opened$note)) {
    checkpoint$note <- read_note(opened$note, path, call)
    check_same_run(checkpoint, call)
  }
  report_folder(checkpoint, opened$damaged, call)
  done <- TRUE
  checkpoint
}

read_note <- function(note, path, call) {
  tryCatch(
    check_note(unpack_values(note, list())),
    error = function(cnd) abort_damaged(path, conditionMessage(cnd), call)
  )
}

# What tells one run from another. Checkpoints written before there were `kind`, `frame` and `file` lack them.
run_identity <- function(fingerprint, data, setup, epochs, previous) {
  list(
    data = fingerprint, dim = data$dim, kind = data$kind, frame = data$template$frame,
    seed = setup$seed, batch_size = setup$batch_size, epochs = epochs,
    first_epoch = if (is.null(previous)) 0L else previous$epochs, file = file_identity(setup$file),
    # A Keras model of one's own is code; that its weights fit is seen when it is restored.
    spec = without_models(setup$spec)
  )
}

# A trainer's file may move, or be mended between two calls: either its path or its contents must be the same.
file_identity <- function(file) {
  if (file == own_trainer_file()) "the package's own" else c(file, unname(tools::md5sum(file)))
}

own_trainer_file <- function() normalizePath(system.file("python", "gan.py", package = "rgan", mustWork = TRUE))

close_checkpoint <- function(checkpoint) {
  if (!is.null(checkpoint$folder)) call_trainer("close_folder", checkpoint$folder, call = checkpoint$call)
}

report_folder <- function(checkpoint, damaged, call) {
  if (length(damaged) > 0) {
    warn_rgan(c(
      "The newest checkpoint in {.path {checkpoint$path}} cannot be used: training goes on from the one before.",
      "x" = "{damaged[[1]]}"
    ), class = "checkpoint", call = call)
  }
  if (is_resumed(checkpoint)) inform_rgan(c("i" = "Going on from the checkpoint in {.path {checkpoint$path}}."))
}

check_same_run <- function(checkpoint, call) {
  there <- checkpoint$note$identity
  here <- checkpoint$identity
  if (is.null(here$seed)) here$seed <- there$seed
  differences <- run_differences(there, here)
  if (length(differences) > 0) abort_other_run(checkpoint, differences, call)
}

abort_other_run <- function(checkpoint, differences, call) {
  abort_rgan(c(
    "The checkpoint in {.path {checkpoint$path}} belongs to another run.",
    stats::setNames(paste0("{differences[[", seq_along(differences), "]]}"), rep("x", length(differences))),
    "i" = "Repeat that run's call to go on with it, or give another folder."
  ), class = "checkpoint", call = call)
}

# One sentence for each argument that differs.
run_differences <- function(there, here) {
  differences <- character()
  if (!identical(there$data, here$data)) {
    differences <- paste0("`data`: other numbers (", shape_text(there$dim), " there, ", shape_text(here$dim), " here).")
  }
  differences <- c(differences, form_differences(there, here))
  for (name in c("seed", "batch_size", "epochs")) {
    if (!identical(as.numeric(there[[name]]), as.numeric(here[[name]]))) {
      differences <- c(differences, paste0("`", name, "`: ", there[[name]], " there, ", here[[name]], " here."))
    }
  }
  if (!identical(as.numeric(there$first_epoch), as.numeric(here$first_epoch))) {
    began <- paste0("It began after ", there$first_epoch, " epochs, this one after ", here$first_epoch, ".")
    differences <- c(differences, began)
  }
  c(differences, spec_differences(there$spec, here$spec))
}

# The same numbers in another form are trained on otherwise. Compared is what the checkpoint tells.
form_differences <- function(there, here) {
  form <- function(frame) if (frame) "a data frame" else "a matrix or array"
  file <- !is.null(there$file) && !any(there$file %in% here$file)
  frame <- !is.null(there$frame) && there$frame != here$frame
  c(
    if (frame) paste0("`data`: ", form(there$frame), " there, ", form(here$frame), " here."),
    if (!frame && !is.null(there$kind)) kind_difference(there$kind, here$kind),
    if (file) paste0("`file`: ", there$file[[1]], " there, ", here$file[[1]], " here.")
  )
}

kind_difference <- function(there, here) {
  if (there != here) paste0("`data`: trained as ", there, " there, as ", here, " here.")
}

# Fields that came later: trainers of earlier versions lack them, and go on as they were.
later_fields <- c(
  "noise", "calibration", "tails", "levels", "surface", "moments", "relations", "groups", "precision"
)

spec_differences <- function(there, here) {
  if (!"fall" %in% names(there$schedule)) {
    # The penalties' fall has been a matter of its own since, and where it ends is open by default.
    open <- c("fall", if (is.null(here$schedule$penalty)) "penalty")
    here$schedule[open] <- NULL
    there$schedule[open] <- NULL
  }
  fields <- setdiff(union(names(there), names(here)), setdiff(later_fields, names(there)))
  differ <- fields[!vapply(fields, function(name) identical(there[[name]], here[[name]]), logical(1))]
  if (length(differ) > 0) paste0("`spec`: other ", paste0("`", differ, "`", collapse = ", "), ".")
}

is_resumed <- function(checkpoint) !is.null(checkpoint$note)

settle_seed <- function(checkpoint, drawn) {
  seed <- if (is_resumed(checkpoint)) as.integer(checkpoint$note$identity$seed) else drawn
  if (!is.null(checkpoint)) checkpoint$identity$seed <- seed
  seed
}

# Going on ---------------------------------------------------------------------

# The trainer and the kind of data that it was made for.
resumed_trainer <- function(checkpoint, data, setup, call) {
  own <- own_models(setup$spec)
  resumed <- call_trainer(
    "resumed_trainer", checkpoint$folder, setup$file, data$numbers, own$generator, own$discriminator,
    data$conditions$numbers,
    call = call
  )
  # A checkpoint without a kind was taken by shape alone.
  here <- if (is.null(checkpoint$note$identity$kind)) data$by_shape else data$kind
  difference <- kind_difference(resumed$kind, here)
  if (!is.null(difference)) abort_other_run(checkpoint, difference, call)
  resumed
}

# The run as it was when the checkpoint was written.
resume_run <- function(run) {
  note <- run$checkpoint$note
  for (name in run_fields) assign(name, note$run[[name]], envir = run)
  run$marks <- note$run$marks # NULL in notes of versions before
  run$stopped <- note$stopped
  run$began <- seconds_now() - note$seconds
  run$steps <- steps_in_all(run)
}

# Writing ----------------------------------------------------------------------

#' Writes a checkpoint if it is time: at a trace, and when 30 s have gone by.
#' Only to be called where what was traced has also been noted. What cannot be
#' written is warned of once and tried again; it must not cost the training.
#' @noRd
checkpoint_if_due <- function(run) {
  checkpoint <- run$checkpoint
  if (is.null(checkpoint)) {
    return(invisible())
  }
  since <- seconds_now() - checkpoint$last
  due <- since >= checkpoint_seconds || (at_trace(run) && since * checkpoint_share >= checkpoint$took)
  if (due || run$epoch >= run$last_epoch) try_checkpoint(run)
}

try_checkpoint <- function(run) {
  tryCatch(
    write_checkpoint(run),
    rgan_error_checkpoint = function(cnd) warn_checkpoint(run$checkpoint, cnd)
  )
}

write_checkpoint <- function(run) {
  checkpoint <- run$checkpoint
  # Another process of the cluster, the chief, writes it.
  if (is.null(checkpoint$folder)) {
    return(invisible())
  }
  began <- seconds_now()
  checkpoint$last <- began
  note <- pack_values(list(
    identity = checkpoint$identity, run = mget(c(run_fields, "marks"), run),
    stopped = if (ended_well(run)) run$stopped,
    seconds = began - run$began, log = list(path = run$log$path, lines = run$log$lines)
  ), inline = Inf)
  call_trainer("save_checkpoint", checkpoint$folder, run$trainer, note$json, call = checkpoint$call)
  checkpoint$took <- seconds_now() - began
}

warn_checkpoint <- function(checkpoint, cnd) {
  if (!checkpoint$warned) {
    checkpoint$warned <- TRUE
    warn_rgan(c(
      "No checkpoint can be written in {.path {checkpoint$path}}; training goes on, and tries again.",
      "x" = "{conditionMessage(cnd)}"
    ), class = "checkpoint", call = checkpoint$call)
  }
}

# After Ctrl-C. Not where a trace is due or half done: it would be missing later. The block that was interrupted has
# been trained nevertheless, so where the run stands is asked anew.
last_checkpoint <- function(run) {
  if (is.null(run$checkpoint) || is.null(run$next_trace)) {
    return(invisible())
  }
  note_position(run, call_trainer("position", run$trainer, call = run$call))
  if (steps_until(run, run$next_trace) > 0) try_checkpoint(run)
}
