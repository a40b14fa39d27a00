# Starting Python's side: imported once, late and quietly. rgan_r/startup.py does what has to be done in Python.

python_state <- new.env(parent = emptyenv())

# Python's side of the boundary, imported at the first call. Classed error `rgan_error_python` where it cannot be.
rgan_bridge <- function(call = rlang::caller_env()) {
  check_not_forked(call)
  if (is.null(python_state$bridge)) {
    inform_wait("Starting TensorFlow: about 5 seconds, once per session.")
    start_python(call)
    watch_interrupts()
    bridge <- import_bridge(call)
    bridge$start()
    python_state$pid <- Sys.getpid()
    python_state$bridge <- bridge
  }
  python_state$bridge
}

# TRUE where rgan_bridge() can be expected to work: Python starts and has every module. TensorFlow is not imported.
python_available <- function() {
  if (is_imported()) {
    return(!is_forked())
  }
  tryCatch(
    {
      start_python(rlang::current_env())
      TRUE
    },
    rgan_error = function(e) FALSE
  )
}

is_imported <- function() !is.null(python_state$bridge)

# TensorFlow's threads do not survive a fork: its next call in the child waits for them for ever.
is_forked <- function() {
  !is.null(python_state$pid) && python_state$pid != Sys.getpid()
}

check_not_forked <- function(call = rlang::caller_env()) {
  if (is_forked()) {
    abort_rgan(
      c(
        "Python was started in process {python_state$pid}; this is process {Sys.getpid()}, a fork of it.",
        "i" = "TensorFlow does not survive a fork, as made by {.fn parallel::mclapply}.",
        "i" = "Use separate R processes: {.fn callr::r}, or {.code parallel::makeCluster(type = \"PSOCK\")}."
      ),
      class = "fork", call = call
    )
  }
}

# Starts Python and makes sure that it has what rgan needs, or says what is missing. Does not import TensorFlow.
start_python <- function(call) {
  if (!reticulate::py_available(initialize = FALSE)) {
    check_before_start(call)
    # Python copies the environment when it starts, so what TensorFlow reads from it must be there before.
    set_before_tensorflow(call)
    tryCatch(
      without_asking(uninterrupted_start(reticulate::py_config())),
      error = function(e) abort_no_python(conditionMessage(e), call)
    )
  }
  if (!reticulate::py_available(initialize = FALSE)) {
    abort_no_python("No Python was found.", call)
  }
  check_modules(call)
}

import_bridge <- function(call) {
  set_before_tensorflow(call)
  set_compile_cache(call)
  # The user may have asked to hear more.
  quiet <- Sys.getenv("TF_CPP_MIN_LOG_LEVEL") == "3"
  tryCatch(
    {
      startup()$load("rgan_r.bridge", python_folder(), quiet)
      # `convert = FALSE` keeps values in Python until py_value() asks for them.
      reticulate::import("rgan_r.bridge", convert = FALSE)
    },
    error = function(e) {
      if (python_type(e) == "SessionError") abort_from_python(e, call)
      seen <- python_message(e)
      abort_rgan(
        c(
          "Python's side of rgan could not be imported.",
          "x" = "{seen}",
          "i" = "Run {.run rgan::rgan_sitrep()} to see what is wrong, or {.run rgan::install_rgan()} to set Python up."
        ),
        class = "python", python_traceback = python_traceback(), call = call
      )
    }
  )
}

python_folder <- function() system.file("python", package = "rgan", mustWork = TRUE)

# rgan_r/startup.py, which needs no more than Python itself.
startup <- function() {
  if (is.null(python_state$startup)) {
    python_state$startup <- reticulate::import_from_path("rgan_r.startup", python_folder(), convert = FALSE)
  }
  python_state$startup
}

# What other code of this session has done to Keras and TensorFlow that keeps rgan from training, with the remedies.
# Imports nothing: what nobody has imported yet, rgan imports as it needs it.
session_problems <- function() {
  if (!reticulate::py_available(initialize = FALSE)) {
    return(problem_table(character(), character()))
  }
  seen <- py_value(startup()$session_state())
  rbind(
    problem_table(
      if (seen$backend != "tensorflow") paste0("Keras runs on the backend ", seen$backend, " in this session."),
      keras_on_tensorflow
    ),
    problem_table(
      if (!seen$eager) "TensorFlow runs in graph mode in this session: disable_eager_execution() was called.",
      restart_eager
    )
  )
}

keras_on_tensorflow <- "Sys.setenv(KERAS_BACKEND = \"tensorflow\")"
restart_eager <- "quit() # and do not call disable_eager_execution() in the next session"

# reticulate before 1.41 -------------------------------------------------------
# All that is here for its sake. To be deleted, with its calls, when DESCRIPTION asks for 1.41.

# From 1.38 it works with NumPy 2; from 1.41 packages declare their needs and it builds the environment.
reticulate_has <- function(version) {
  utils::packageVersion("reticulate") >= version
}

can_declare_needs <- function() {
  "py_require" %in% getNamespaceExports("reticulate")
}

# Looked up by name: R CMD check would complain of what is not there before 1.41.
require_python <- function(...) {
  py_require <- getExportedValue("reticulate", "py_require")
  py_require(...)
}

# NumPy is imported as Python starts, which cannot be done over once it has been broken off, and before 1.41 Ctrl-C at
# that moment ends the session: it waits. Later versions may download Python here, which one must be able to end.
uninterrupted_start <- function(expr) if (can_declare_needs()) expr else suspendInterrupts(expr)

# Before 1.41 reticulate takes any Python it finds when nothing was chosen. One without TensorFlow would be bound to the
# session for good, and install_rgan() would need a restart: so look before.
check_before_start <- function(call) {
  if (can_declare_needs() || !is.null(choosing_variable()) || !is.null(environment_python())) {
    return(invisible())
  }
  config <- discover_python("tensorflow")
  if (is.null(config)) {
    abort_no_python("No Python was found.", call)
  }
  if (!is.null(python_choice(config))) {
    return(invisible())
  }
  if (is.null(config$required_module_path)) {
    abort_no_python(paste0("The Python that was found (", config$python, ") has no TensorFlow."), call)
  }
}

# Before 1.38: NumPy 1 only.
with_old_numpy <- function(requirements) {
  if (!reticulate_has("1.38")) {
    requirements[requirements == "numpy"] <- "numpy<2"
  }
  requirements
}

numpy_problem <- function(version) {
  if (!is.na(version) && release_of(version) >= "2" && !reticulate_has("1.38")) {
    paste0("numpy is ", version, ", but reticulate before 1.38 works with NumPy 1 only.")
  }
}

# Before 1.37: see handle_interrupts() in startup.py.
watch_interrupts <- function() {
  register <- get0("py_register_interrupt_handler", asNamespace("reticulate"))
  if (is.null(register) || .Platform$OS.type != "unix") {
    return(invisible())
  }
  # Where R does not show its flags, all stays as it was.
  tryCatch(
    {
      startup()$handle_interrupts()
      python_state$watched <- TRUE
      # Python has taken the signal for itself: it is given back.
      register()
    },
    error = function(e) NULL
  )
  invisible()
}

# Where R itself dealt with Ctrl-C, reticulate takes the next Python error for an interrupt.
clear_stale_interrupt <- function() {
  if (isTRUE(python_state$watched) && py_value(startup()$taken_by_r())) clear_pending_interrupt()
}

# To call after an interrupt has been caught in R. Where Python itself handled the KeyboardInterrupt, 1.28 keeps a flag
# that makes it report the next genuine Python error as an interrupt; one raised on purpose clears it.
clear_pending_interrupt <- function() {
  if (reticulate::py_available(initialize = FALSE)) {
    tryCatch(startup()$interrupter(), interrupt = function(i) NULL, error = function(e) NULL)
  }
  invisible()
}

# How reticulate says that a function of its own was called: without the parentheses before 1.29.
chosen_by_call <- function() "^use_python(\\(\\))? function"

# Before 1.29 an exception's class is only at the head of its message.
type_in_message <- function(text) {
  head <- regmatches(text, regexpr("^[A-Za-z_][A-Za-z0-9_.]*(?=:|\\s*$)", text, perl = TRUE))
  if (length(head) == 1) sub("^.*\\.", "", head) else "Exception"
}

# 1.28 leaves Python's bytes and 0-d arrays as they are.
unconverted_value <- function(x) {
  if (inherits(x, "python.builtin.bytes")) {
    builtins <- reticulate::import_builtins(convert = TRUE)
    return(builtins$bytearray(x))
  }
  if (inherits(x, c("numpy.ndarray", "numpy.generic"))) {
    return(reticulate::py_to_r(x$item()))
  }
  x
}
