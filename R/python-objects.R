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

# TensorFlow warns when several models are compiled in one session, which is what sessions are for.
quiet_logger <- function() {
  if (Sys.getenv("TF_CPP_MIN_LOG_LEVEL") == "3") {
    reticulate::import("logging", convert = FALSE)$getLogger("tensorflow")$setLevel("ERROR")
  }
}
