# The live trainer is offered to the user's own Python as a variable. It is set
# as an attribute: no Python source is ever built from a user's text.
set_python_variable <- function(name, value) {
  main <- reticulate::import_main(convert = FALSE)
  reticulate::py_set_attr(main, name, value)
  invisible(value)
}

# reticulate 1.28 gives R functions for attributes that can be called, but not
# for what a Python function returns, such as a class.
call_python <- function(f, ...) {
  reticulate::py_call(f, ...)
}

# What a Python object becomes in a file.
is_dead_pointer <- function(x) reticulate::py_is_null_xptr(x)

# What other code of this session has done to Keras and TensorFlow that keeps rgan from training, with the remedies.
# Imports nothing: what nobody has imported yet, rgan imports as it needs it.
session_state <- function() {
  none <- list(problem = character(), remedy = character())
  if (!reticulate::py_available(initialize = FALSE)) {
    return(none)
  }
  found <- reticulate::py_run_string(seen_in_session, local = TRUE, convert = FALSE)
  found <- py_value(call_python(found$seen))
  remedies <- c(
    if (found$backend != "tensorflow") {
      c(paste0("Keras runs on the backend ", found$backend, " in this session."), keras_on_tensorflow)
    },
    if (!found$eager) {
      c("TensorFlow runs in graph mode in this session: disable_eager_execution() was called.", restarted)
    }
  )
  if (is.null(remedies)) {
    return(none)
  }
  remedies <- matrix(remedies, 2)
  list(problem = remedies[1, ], remedy = remedies[2, ])
}

keras_on_tensorflow <- "Sys.setenv(KERAS_BACKEND = \"tensorflow\")"
restarted <- "quit() # and do not call disable_eager_execution() in the next session"

seen_in_session <- "
def seen():
    import sys
    keras, tensorflow = sys.modules.get('keras'), sys.modules.get('tensorflow')
    return {
        'backend': keras.config.backend() if hasattr(keras, 'config') else 'tensorflow',
        'eager': tensorflow.executing_eagerly() if hasattr(tensorflow, 'executing_eagerly') else True,
    }
"

# TensorFlow warns when several models are compiled in one session, which is what sessions are for.
quiet_logger <- function() {
  if (Sys.getenv("TF_CPP_MIN_LOG_LEVEL") == "3") {
    reticulate::import("logging", convert = FALSE)$getLogger("tensorflow")$setLevel("ERROR")
  }
}
