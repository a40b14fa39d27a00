# The boundary: R calls functions of rgan_r/bridge.py by call_trainer(), and nothing else of Python's side. An exception
# becomes a classed error on the user's call; values come back as plain R. Only the files python-*.R name reticulate.

#' Calls the function `name` of inst/python/rgan_r/bridge.py, which answers arrays, numbers, strings, lists, raw bytes,
#' or trainers, which R only hands on.
#' @noRd
call_trainer <- function(name, ..., call = rlang::caller_env()) {
  bridge <- rgan_bridge(call)
  with_python_errors(py_value(bridge[[name]](...)), call)
}

# Errors -----------------------------------------------------------------------

# Runs `expr`; an exception raised in Python becomes a classed R error on the user's call. R errors, warnings and
# interrupts pass unchanged. The Python traceback is in the condition (`$python_traceback`), not in its message.
with_python_errors <- function(expr, call = rlang::caller_env()) {
  clear_stale_interrupt()
  with_time_limit(
    tryCatch(expr, error = function(e) if (is_python_error(e)) abort_from_python(e, call) else rlang::cnd_signal(e)),
    call
  )
}

is_python_error <- function(e) {
  inherits(e, c("Rcpp::exception", "python.builtin.BaseException", "python.builtin.object"))
}

python_error_classes <- c(
  DataError = "data", SpecError = "spec", CheckpointError = "checkpoint",
  NewerFormatError = "checkpoint", DivergedError = "diverged", SessionError = "python",
  DeviceError = "devices", WorkerError = "worker",
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
  abort_rgan(
    message,
    class = class, python_type = type, python_message = text, python_traceback = traceback, call = call
  )
}

# The exception's class name without its module.
python_type <- function(e) {
  named <- grep("^python\\.builtin\\.|\\.", class(e), value = TRUE)
  if (inherits(e, "python.builtin.object") && length(named) > 0) {
    return(sub("^.*\\.", "", named[[1]]))
  }
  type_in_message(conditionMessage(e))
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

# Values -----------------------------------------------------------------------

is_python_object <- function(x) inherits(x, "python.builtin.object")

# What a Python object becomes in a file.
is_dead_pointer <- function(x) reticulate::py_is_null_xptr(x)

# What the user may have from Python, such as `reticulate::py$gan_r$output`, as plain R; anything else as it is.
from_python <- function(x) if (is_python_object(x)) py_value(x) else x

# A value from Python as plain R: dicts are named lists, arrays are arrays, one-dimensional ones plain vectors.
py_value <- function(x) {
  converted_value(if (is_python_object(x)) reticulate::py_to_r(x) else x)
}

converted_value <- function(x) {
  if (is_python_object(x)) {
    return(unconverted_value(x))
  }
  if (is.list(x)) {
    # `x[] <- lapply()` would drop elements that are NULL.
    return(lapply(x, converted_value))
  }
  if (is.array(x) && length(dim(x)) == 1) as.vector(x) else x
}
