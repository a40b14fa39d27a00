# The bridge: the Python package is imported once, late and quietly; every call that may fail in Python goes through
# with_python_errors(); every value that comes back goes through py_value(). Only the files python*.R name reticulate.

python_state <- new.env(parent = emptyenv())

# The Python package `rgan`, imported at the first call. Classed error `rgan_error_python` where it cannot be.
rgan_python <- function(call = rlang::caller_env()) {
  check_not_forked(call)
  if (is.null(python_state$module)) {
    start_python(call)
    calm_interrupts()
    python_state$module <- import_rgan(call)
    python_state$module$interrupts$begin()
    # Errors write fields and values as R does.
    reticulate::py_set_attr(python_state$module$errors$RganError, "syntax", python_state$module$errors$R)
    quiet_logger()
    python_state$pid <- Sys.getpid()
  }
  python_state$module
}

# TRUE where rgan_python() can be expected to work: Python starts and has every module. TensorFlow is not imported.
python_available <- function() {
  if (!is.null(python_state$module)) {
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

import_rgan <- function(call) {
  quiet_tensorflow()
  path <- system.file("python", package = "rgan", mustWork = TRUE)
  tryCatch(
    # `convert = FALSE` keeps values in Python until py_value() asks for them.
    without_chatter(import_whole("rgan", path)),
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

# TensorFlow writes over the prompt while it starts, unless told not to before it is imported. Python copies the
# environment when it starts, so a Python that runs already is told itself.
quiet_tensorflow <- function() {
  wanted <- c(TF_CPP_MIN_LOG_LEVEL = "3")
  unset <- wanted[is.na(Sys.getenv(names(wanted), unset = NA))]
  if (length(unset) > 0) {
    do.call(Sys.setenv, as.list(unset))
  }
  if (reticulate::py_available(initialize = FALSE)) {
    environ <- reticulate::import("os", convert = FALSE)$environ
    for (name in names(unset)) {
      environ$setdefault(name, unset[[name]])
    }
  }
}

# Some of what TensorFlow 2.21 says at its import does not heed the log level, and goes past R and Python to the
# process's own error output: that is turned away while it lasts, unless the user asked to hear more.
without_chatter <- function(expr) {
  if (Sys.getenv("TF_CPP_MIN_LOG_LEVEL") != "3") {
    return(expr)
  }
  os <- reticulate::import("os", convert = TRUE)
  stderr <- 2L
  kept <- os$dup(stderr)
  nowhere <- os$open(os$devnull, os$O_WRONLY)
  os$dup2(nowhere, stderr)
  os$close(nowhere)
  on.exit({
    os$dup2(kept, stderr)
    os$close(kept)
  })
  force(expr)
}

# TensorFlow and Keras cannot be imported again once their import has been broken off. Python breaks off only what its
# main thread does: the import runs in another one, and Ctrl-C takes effect as soon as it is over.
whole_import <- "
def whole_import(name, path):
    import importlib, sys, threading
    faults = []

    def work():
        try:
            importlib.import_module(name)
        except BaseException as fault:
            faults.append(fault)

    sys.path.insert(0, path)
    thread = threading.Thread(target=work)
    interrupted = False
    while True:
        try:
            if thread.ident is None:
                thread.start()
            thread.join()
            break
        except KeyboardInterrupt:
            interrupted = True
    sys.path.remove(path)
    if faults:
        raise faults[0]
    if interrupted:
        raise KeyboardInterrupt
"

# reticulate before 1.37 asks R, in the middle of running Python, whether Ctrl-C was pressed. R may then leave without
# unwinding Python's calls, and a later call crashes the session (rstudio/reticulate#1601). This looks at R's own flags
# instead, and notes when R has dealt with Ctrl-C itself: reticulate then takes the next Python error for an interrupt.
calm_handler <- "
def install():
    import ctypes, signal
    program = ctypes.CDLL(None)
    pending = ctypes.c_int.in_dll(program, 'R_interrupts_pending')
    suspended = ctypes.c_int.in_dll(program, 'R_interrupts_suspended')
    state = {'stale': False}

    def handler(number, frame):
        if not pending.value:
            state['stale'] = True
        elif not suspended.value:
            raise KeyboardInterrupt

    def stale():
        was, state['stale'] = state['stale'], False
        return was

    signal.signal(signal.SIGINT, handler)
    return stale
"

calm_interrupts <- function() {
  register <- get0("py_register_interrupt_handler", asNamespace("reticulate"))
  if (is.null(register) || .Platform$OS.type != "unix") {
    return(invisible())
  }
  code <- reticulate::py_run_string(calm_handler, local = TRUE, convert = FALSE)
  # Where R does not show these numbers, all stays as it was.
  tryCatch(
    {
      python_state$stale <- code$install()
      # Python has taken the signal for itself: it is given back.
      register()
    },
    error = function(e) NULL
  )
  invisible()
}

clear_stale_interrupt <- function() {
  if (!is.null(python_state$stale) && py_value(call_python(python_state$stale))) clear_pending_interrupt()
}

import_whole <- function(name, path) {
  code <- reticulate::py_run_string(whole_import, local = TRUE, convert = FALSE)
  code$whole_import(name, path)
  reticulate::import(name, convert = FALSE)
}

# Runs `expr`; an exception raised in Python becomes a classed R error on the user's call. R errors, warnings and
# interrupts pass unchanged. The Python traceback is in the condition (`$python_traceback`), not in its message.
with_python_errors <- function(expr, call = rlang::caller_env()) {
  clear_stale_interrupt()
  forget_time_limit()
  value <- tryCatch(
    expr,
    error = function(e) {
      if (is_python_error(e)) abort_from_python(e, call)
      if (inherits(e, "simpleError")) raise_time_limit(call, conditionMessage(e))
      rlang::cnd_signal(e)
    }
  )
  raise_time_limit(call)
  value
}

is_python_error <- function(e) {
  inherits(e, c("Rcpp::exception", "python.builtin.BaseException", "python.builtin.object"))
}

python_error_classes <- c(
  DataError = "data", SpecError = "spec", CheckpointError = "checkpoint",
  NewerFormatError = "checkpoint", DivergedError = "diverged", SessionError = "python",
  MemoryError = "memory", ResourceExhaustedError = "memory"
)

abort_from_python <- function(e, call) {
  type <- python_type(e)
  text <- python_message(e)
  traceback <- python_traceback()
  known <- type %in% names(python_error_classes)
  class <- if (known) python_error_classes[[type]] else "python"
  message <- if (class == "memory") {
    c(
      "Python ran out of memory.",
      "x" = "{text}", "i" = "Try a smaller {.arg batch_size}, fewer rows or a smaller network."
    )
  } else if (known || type == "RganError") {
    "{text}"
  } else {
    c("Something failed in Python.", "x" = "{type}: {text}")
  }
  abort_rgan(message, class = class, python_type = type, python_traceback = traceback, call = call)
}

# The exception's class name without its module. reticulate before 1.29 has it only at the head of the message.
python_type <- function(e) {
  named <- grep("^python\\.builtin\\.|\\.", class(e), value = TRUE)
  if (inherits(e, "python.builtin.object") && length(named) > 0) {
    return(sub("^.*\\.", "", named[[1]]))
  }
  text <- conditionMessage(e)
  head <- regmatches(text, regexpr("^[A-Za-z_][A-Za-z0-9_.]*(?=:|\\s*$)", text, perl = TRUE))
  if (length(head) == 1) sub("^.*\\.", "", head) else "Exception"
}

# What the exception says: without its class, without the traceback that some versions append.
python_message <- function(e) {
  text <- conditionMessage(e)
  appended <- "(?s)\\n(Traceback \\(most recent call last\\)|Detailed traceback|Run `reticulate::py_last_error).*$"
  text <- sub(appended, "", text, perl = TRUE)
  text <- sub("^[A-Za-z_][A-Za-z0-9_.]*(Error|Exception|Warning|Interrupt): ", "", text)
  trimws(text)
}

python_traceback <- function() {
  last <- tryCatch(reticulate::py_last_error(), error = function(e) NULL)
  if (is.null(last)) NULL else paste(last$traceback, collapse = "")
}

# A value from Python as plain R: dicts are named lists, arrays are arrays, one-dimensional ones plain vectors.
py_value <- function(x) {
  plain_value(if (inherits(x, "python.builtin.object")) reticulate::py_to_r(x) else x)
}

plain_value <- function(x) {
  if (inherits(x, "python.builtin.object")) {
    return(other_value(x))
  }
  if (is.list(x)) {
    # `x[] <- lapply()` would drop elements that are NULL.
    return(lapply(x, plain_value))
  }
  if (is.array(x) && length(dim(x)) == 1) as.vector(x) else x
}

# reticulate 1.28 leaves Python's bytes and 0-d arrays as they are.
other_value <- function(x) {
  if (inherits(x, "python.builtin.bytes")) {
    builtins <- reticulate::import_builtins(convert = TRUE)
    return(builtins$bytearray(x))
  }
  if (inherits(x, c("numpy.ndarray", "numpy.generic"))) {
    return(reticulate::py_to_r(x$item()))
  }
  x
}

# To call after an interrupt has been caught in R. Where Python itself handled the KeyboardInterrupt, reticulate 1.28
# keeps a flag that makes it report the next genuine Python error as an interrupt; one raised on purpose clears it.
clear_pending_interrupt <- function() {
  if (!reticulate::py_available(initialize = FALSE)) {
    return(invisible())
  }
  if (is.null(python_state$interrupter)) {
    code <- "def interrupter():\n    raise KeyboardInterrupt\n"
    python_state$interrupter <- reticulate::py_run_string(code, local = TRUE, convert = FALSE)$interrupter
  }
  tryCatch(python_state$interrupter(), interrupt = function(i) NULL, error = function(e) NULL)
  invisible()
}
