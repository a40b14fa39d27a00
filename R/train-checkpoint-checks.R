# Whether the note of a checkpoint, which is R's side of a run, is what write_checkpoint() writes, or wrote. A folder of
# checkpoints may be a stranger's.

check_note <- function(note) {
  stopifnot("it tells of no run" = is_named_list(note))
  check_identity(note$identity)
  note$run <- check_run(note$run)
  stopifnot(
    "it is not known why training stopped" = is.null(note$stopped) ||
      (rlang::is_string(note$stopped) && note$stopped %in% c("patience", "on_trace")),
    "the seconds are no number" = is_number(note$seconds),
    "the log is not described" = is_named_list(note$log) && (is.null(note$log$path) || is_log_path(note$log$path)),
    "the log's lines are no texts" = is.character(note$log$lines) && !anyNA(note$log$lines)
  )
  note
}

# A log is written anew from its lines: no other file may be taken for one.
is_log_path <- function(path) is_text(path) && grepl("^log [-0-9 ]+( \\([0-9]+\\))?[.]txt$", basename(path))

check_identity <- function(identity) {
  stopifnot("it is not told which run it belongs to" = is_named_list(identity))
  endless <- identical(identity$epochs, Inf)
  stopifnot(
    "the data have no fingerprint" = is_text(identity$data),
    "the shape of the data is not told" = is.integer(identity$dim) && !anyNA(identity$dim),
    "the kind of data is unknown" = is.null(identity$kind) || is_text(identity$kind),
    "it is not told whether the data were a data frame" = is.null(identity$frame) || rlang::is_bool(identity$frame),
    "the seed is no whole number" = is_number_whole(identity$seed),
    "the batch size is no whole number" = is_number_whole(identity$batch_size, 1),
    "the number of epochs is no whole number" = endless || is_number_whole(identity$epochs, max = 2^53),
    "the first epoch is no whole number" = is_number_whole(identity$first_epoch),
    "the trainer's file is no text" = is.null(identity$file) || (is.character(identity$file) && !anyNA(identity$file)),
    "the recipe is none" = is.list(identity$spec) && rlang::is_dictionaryish(unclass(identity$spec))
  )
}

check_run <- function(run) {
  stopifnot("it is not told how far the run had come" = is_named_list(run))
  run <- run_of_today(run)
  stopifnot(
    "it is not told how far the run had come" = all(run_fields %in% names(run)),
    "the first epoch is no whole number" = is_number_whole(run$first_epoch),
    "the last epoch is no whole number" = identical(run$last_epoch, Inf) || is_number_whole(run$last_epoch, max = 2^53),
    "it is not told whether the run has an end" = rlang::is_bool(run$endless),
    "the patience is no whole number" = is.null(run$patience) || is_number_whole(run$patience, 1),
    "the number of traces is no whole number" = is_number_whole(run$traces),
    "the findings are no texts" = is.list(run$findings) && all(vapply(run$findings, is_texts, NA)),
    "what was reported is no text" = is_texts(run$reported),
    "the findings of traces are no texts" = is.null(run$marks) || are_marks(run$marks)
  )
  run
}

# Notes of versions before held the traces themselves, and had other names.
run_of_today <- function(run) {
  if (!any(c("found", "told") %in% names(run))) {
    return(run)
  }
  stopifnot(
    "the traces' figures are not as they should be" = is.list(run$traces) && all(vapply(run$traces, is_named_list, NA))
  )
  run$traces <- length(run$traces)
  earlier <- c(found = "findings", told = "reported")
  at <- names(run) %in% names(earlier)
  names(run)[at] <- earlier[names(run)[at]]
  run
}

are_marks <- function(x) is.list(x) && (length(x) == 0 || rlang::is_dictionaryish(x)) && all(vapply(x, is_texts, NA))

is_texts <- function(x) is.null(x) || (is.character(x) && !anyNA(x))
