# A run that survives the death of its process: what gan(checkpoint = ) writes
# and how the same call goes on from there. The files are Python's; what only R
# knows of a run goes along as a note.

checkpoint_seconds <- 30
# Writing takes no more than this share of the time.
checkpoint_share <- 0.1

# What a run has reached beside its trainer; see new_run() and note_trace().
run_fields <- c("first_epoch", "last_epoch", "endless", "patience", "traces", "found", "told")

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
  python <- rgan_python(call)
  kept <- rlang::new_environment(list(
    path = path, call = call, note = NULL, last = -Inf, took = 0, warned = FALSE,
    folder = with_python_errors(python$files$run_folder$RunFolder(path.expand(path)), call),
    identity = run_identity(
      with_python_errors(py_value(python$files$checkpoint$fingerprint(data$numbers)), call), data, setup, epochs, previous
    )
  ))
  done <- FALSE
  on.exit(if (!done) close_checkpoint(kept))
  note <- with_python_errors(py_value(kept$folder$find()), call)
  if (!is.null(note)) {
    kept$note <- tryCatch(
      check_note(from_plain(note, list())),
      error = function(cnd) abort_damaged(path, conditionMessage(cnd), call)
    )
    check_same_run(kept, call)
  }
  tell_found(kept, call)
  done <- TRUE
  kept
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

close_checkpoint <- function(kept) {
  if (!is.null(kept)) kept$folder$close()
}

tell_found <- function(kept, call) {
  damaged <- py_value(kept$folder$damaged)
  if (length(damaged) > 0) {
    warn_rgan(c(
      "The newest checkpoint in {.path {kept$path}} cannot be used: training goes on from the one before.",
      "x" = "{damaged[[1]]}"
    ), class = "checkpoint", call = call)
  }
  if (!is.null(kept$note)) {
    cli::cli_inform(
      c("i" = "Going on from the checkpoint in {.path {kept$path}}."),
      class = "rgan_message"
    )
  }
}

check_same_run <- function(kept, call) {
  there <- kept$note$identity
  here <- kept$identity
  if (is.null(here$seed)) here$seed <- there$seed
  differences <- run_differences(there, here)
  if (length(differences) > 0) abort_other_run(kept, differences, call)
}

abort_other_run <- function(kept, differences, call) {
  abort_rgan(c(
    "The checkpoint in {.path {kept$path}} belongs to another run.",
    stats::setNames(paste0("{differences[[", seq_along(differences), "]]}"), rep("x", length(differences))),
    "i" = "Repeat that run's call to go on with it, or give another folder."
  ), class = "checkpoint", call = call)
}

# One sentence for each argument that differs.
run_differences <- function(there, here) {
  said <- character()
  if (!identical(there$data, here$data)) {
    said <- paste0("`data`: other numbers (", shape_text(there$dim), " there, ", shape_text(here$dim), " here).")
  }
  said <- c(said, form_differences(there, here))
  for (name in c("seed", "batch_size", "epochs")) {
    if (!identical(as.numeric(there[[name]]), as.numeric(here[[name]]))) {
      said <- c(said, paste0("`", name, "`: ", there[[name]], " there, ", here[[name]], " here."))
    }
  }
  if (!identical(as.numeric(there$first_epoch), as.numeric(here$first_epoch))) {
    said <- c(said, paste0("It began after ", there$first_epoch, " epochs, this one after ", here$first_epoch, "."))
  }
  c(said, spec_differences(there$spec, here$spec))
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
later_fields <- "noise"

spec_differences <- function(there, here) {
  fields <- setdiff(union(names(there), names(here)), setdiff(later_fields, names(there)))
  differ <- fields[!vapply(fields, function(name) identical(there[[name]], here[[name]]), logical(1))]
  if (length(differ) > 0) paste0("`spec`: other ", paste0("`", differ, "`", collapse = ", "), ".")
}

is_resumed <- function(kept) !is.null(kept$note)

settle_seed <- function(kept, drawn) {
  seed <- if (is_resumed(kept)) as.integer(kept$note$identity$seed) else drawn
  if (!is.null(kept)) kept$identity$seed <- seed
  seed
}

# Going on ---------------------------------------------------------------------

resumed_trainer <- function(kept, data, setup, call) {
  class <- trainer_class(setup$file, call)
  own <- own_models(setup$spec)
  with_python_errors(kept$folder$restore(class, data$numbers, own$generator, own$discriminator), call)
}

# The kind of data that the resumed trainer was made for. A checkpoint that does not tell it was taken by shape alone.
resumed_kind <- function(kept, trainer, data, call) {
  kind <- with_python_errors(py_value(trainer$spec), call)$kind
  here <- if (is.null(kept$note$identity$kind)) data$by_shape else data$kind
  difference <- kind_difference(kind, here)
  if (!is.null(difference)) abort_other_run(kept, difference, call)
  kind
}

# The run as it was when the checkpoint was written.
resume_run <- function(run, kept) {
  run$kept <- kept
  if (!is_resumed(kept)) {
    return(invisible(run))
  }
  for (name in run_fields) assign(name, kept$note$run[[name]], envir = run)
  run$stopped <- kept$note$stopped
  run$began <- seconds_now() - kept$note$seconds
  run$steps <- if (is.finite(run$last_epoch)) steps_until(run, run$last_epoch) else NA
  run$resumed <- TRUE
  invisible(run)
}

# Writing ----------------------------------------------------------------------

#' Writes a checkpoint if it is time: at a trace, and when 30 s have gone by.
#' Only to be called where what was traced has also been noted. What cannot be
#' written is said once and tried again; it must not cost the training.
#' @noRd
keep_checkpoint <- function(run, traced = FALSE) {
  kept <- run$kept
  if (is.null(kept)) {
    return(invisible())
  }
  since <- seconds_now() - kept$last
  due <- since >= checkpoint_seconds || (traced && since * checkpoint_share >= kept$took)
  if (due || run$epoch >= run$last_epoch) {
    tryCatch(
      write_checkpoint(run),
      rgan_error_checkpoint = function(cnd) warn_checkpoint(kept, cnd)
    )
  }
}

write_checkpoint <- function(run) {
  kept <- run$kept
  began <- seconds_now()
  kept$last <- began
  note <- as_plain(list(
    identity = kept$identity, run = mget(run_fields, run), stopped = if (identical(run$stopped, "patience")) "patience",
    seconds = began - run$began, log = list(path = run$log$path, lines = run$log$lines)
  ), inline = Inf)
  with_python_errors(kept$folder$save(run$trainer, note$json), kept$call)
  kept$took <- seconds_now() - began
}

warn_checkpoint <- function(kept, cnd) {
  if (!kept$warned) {
    kept$warned <- TRUE
    warn_rgan(c(
      "No checkpoint can be written in {.path {kept$path}}; training goes on, and tries again.",
      "x" = "{conditionMessage(cnd)}"
    ), class = "checkpoint", call = kept$call)
  }
}

# After Ctrl-C. Not where a trace is due or half done: it would be missing later.
last_checkpoint <- function(run) {
  if (!is.null(run$kept) && !is.null(run$boundary) && steps_until(run, run$boundary) > 0) {
    tryCatch(write_checkpoint(run), rgan_error_checkpoint = function(cnd) warn_checkpoint(run$kept, cnd))
  }
}
