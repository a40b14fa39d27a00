# The log: a text file per run. It must never cost a training: what cannot be
# written is said once, in a warning, and training goes on.

# `asked` is FALSE where the argument was left out: then nothing is written where nobody would look for it.
check_log <- function(log, asked = TRUE, call = rlang::caller_env()) {
  unasked <- !asked && is.null(getOption("rgan.log"))
  if (rlang::is_false(log) || (unasked && is_run_by_tools())) {
    return(NULL)
  }
  if (rlang::is_true(log)) {
    return("log")
  }
  if (!rlang::is_string(log) || !nzchar(log)) {
    abort_argument(log, if (asked) "log" else "options(rgan.log = )", "a folder, TRUE or FALSE", call)
  }
  log
}

# Articles, the site's examples, tests and R CMD check, whose folders are no place for a log.
# R CMD check sets the variable for all it runs.
is_run_by_tools <- function() {
  isTRUE(getOption("knitr.in.progress")) || identical(Sys.getenv("TESTTHAT"), "true") ||
    nzchar(Sys.getenv("_R_CHECK_PACKAGE_NAME_")) || identical(Sys.getenv("IN_PKGDOWN"), "true")
}

open_log <- function(folder, data, setup, call, checkpoint = NULL) {
  log <- rlang::new_environment(list(path = NULL, call = call, lines = character()))
  if (is.null(folder)) {
    return(log)
  }
  if (length(checkpoint$note$log$lines) > 0) {
    return(reopen_log(log, folder, checkpoint$note$log))
  }
  log$path <- claimed_log(folder)
  log_line(log, paste0("rgan ", utils::packageVersion("rgan"), ", ", format(Sys.time(), "%Y-%m-%d %H:%M:%S")))
  log_line(log, paste0(
    data$kind, " ", shape_text(data$dim), ", recipe ", setup$spec$preset, ", batch size ", setup$batch_size,
    ", seed ", setup$seed
  ))
  if (!is.null(log$path)) inform_log(folder)
  log
}

# Folders that the user has been informed of in this session.
informed <- new.env(parent = emptyenv())
informed$folders <- character()

inform_log <- function(folder) {
  where <- normalizePath(folder, mustWork = FALSE)
  if (where %in% informed$folders) {
    return(invisible())
  }
  informed$folders <- c(informed$folders, where)
  inform_rgan(c("i" = "Logs are written into {.path {where}}. {.code options(rgan.log = FALSE)} turns them off."))
}

# What was written after the checkpoint is written again: it must not be there twice.
reopen_log <- function(log, folder, earlier) {
  where <- function(path) normalizePath(path, mustWork = FALSE)
  same <- !is.null(earlier$path) && where(dirname(earlier$path)) == where(folder)
  log$path <- if (same) earlier$path else claimed_log(folder)
  unlink(log$path)
  for (line in earlier$lines) log_line(log, line)
  log
}

# A new file of this run's own. Another process may look for a name at the same moment: whoever makes the folder of that
# name, which only one can, has it.
claimed_log <- function(folder) {
  dir.create(folder, showWarnings = FALSE, recursive = TRUE)
  for (attempt in 1:100) {
    path <- log_path(folder)
    claim <- paste0(path, ".claim")
    if (dir.create(claim, showWarnings = FALSE)) {
      free <- !file.exists(path)
      if (free) suppressWarnings(file.create(path))
      unlink(claim, recursive = TRUE)
      if (free) {
        return(path)
      }
    } else if (!dir.exists(claim)) {
      break # nothing can be written there, which the first line finds out
    }
    Sys.sleep(0.02)
  }
  path
}

# No colons: Windows does not allow them. Never an existing file.
log_path <- function(folder) {
  stem <- file.path(folder, format(Sys.time(), "log %Y-%m-%d %H-%M-%S"))
  path <- paste0(stem, ".txt")
  count <- 1
  while (file.exists(path)) {
    count <- count + 1
    path <- paste0(stem, " (", count, ").txt")
  }
  path
}

log_trace <- function(run, trace) {
  if (is.null(run$log$path)) {
    return(invisible())
  }
  log_line(run$log, paste0(
    "epoch ", run$epoch, of_last(run, " of "), ": discriminator loss ", format_loss(run$losses$d_loss),
    ", generator loss ", format_loss(run$losses$g_loss), ", ",
    if (!is.null(trace$score)) paste0("score ", format_score(trace$score), ", "),
    format_seconds(seconds_now() - run$began)
  ))
}

# cat() says that a file cannot be opened, but not that a full disk took only a part: the size tells.
append_line <- function(path, text) {
  before <- if (file.exists(path)) file.size(path) else 0
  cat(text, "\n", file = path, append = TRUE, sep = "")
  if (!isTRUE(file.size(path) > before + nchar(text, "bytes"))) stop("The line could not be written: is the disk full?")
  NULL
}

log_line <- function(log, text) {
  if (is.null(log$path)) {
    return(invisible())
  }
  log$lines <- c(log$lines, text)
  fault <- tryCatch(append_line(log$path, text), error = identity, warning = identity)
  if (!is.null(fault)) {
    path <- log$path
    log$path <- NULL
    cli::cli_warn(
      c(
        "The log {.path {path}} cannot be written; training goes on without it.",
        "x" = "{conditionMessage(fault)}"
      ),
      class = c("rgan_log_failed", "rgan_warning"), call = log$call
    )
  }
}
