# What TensorFlow reads from the environment when it is imported: that it is quiet, how many threads it takes, and where
# it keeps what it has compiled. Python copies the environment when it starts, so a Python that runs already needs it,
# too.

# TensorFlow writes over the prompt while it starts, unless it is kept from it before it is imported.
set_before_tensorflow <- function(call = rlang::caller_env()) {
  wanted <- c(TF_CPP_MIN_LOG_LEVEL = "3", thread_variables(threads_asked(call)))
  unset <- wanted[is.na(Sys.getenv(names(wanted), unset = NA))]
  if (length(unset) == 0) {
    return(invisible())
  }
  do.call(Sys.setenv, as.list(unset))
  if (reticulate::py_available(initialize = FALSE)) {
    startup()$set_missing(as.list(unset))
  }
  invisible()
}

# Threads of this process: the option, else the environment, which also reaches processes that this one starts.
threads_asked <- function(call) {
  variable <- Sys.getenv("RGAN_THREADS")
  threads <- getOption("rgan.threads") %||% if (nzchar(variable)) suppressWarnings(as.numeric(variable))
  if (is.null(threads) || (is_one_number(threads) && threads == round(threads) && threads >= 1)) {
    return(threads)
  }
  seen <- if (is.null(getOption("rgan.threads"))) variable else threads
  abort_argument(seen, "options(rgan.threads = )", "a whole number of 1 or more", call)
}

# TensorFlow's own, and those of the libraries under NumPy and scikit-learn.
thread_variables <- function(threads) {
  if (is.null(threads)) {
    return(NULL)
  }
  names <- c("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
  stats::setNames(rep(format(threads, scientific = FALSE), length(names)), names)
}

# Only with the user's word: nothing is written outside the folders that they named.
set_compile_cache <- function(call) {
  folder <- getOption("rgan.compile_cache", FALSE)
  if (rlang::is_false(folder)) {
    return(invisible())
  }
  if (rlang::is_true(folder)) folder <- tools::R_user_dir("rgan", "cache")
  if (!rlang::is_string(folder) || !nzchar(folder)) {
    abort_argument(folder, "options(rgan.compile_cache = )", "a folder, TRUE or FALSE", call)
  }
  folder <- normalizePath(folder, mustWork = FALSE)
  if (grepl("[[:space:]]", folder)) {
    abort_rgan(c(
      "TensorFlow takes no folder with spaces in its name for what it compiles: {.path {folder}}.",
      "i" = "Name another: {.code options(rgan.compile_cache = \"folder\")}."
    ), class = "argument", call = call)
  }
  startup()$set_compile_cache(folder)
  invisible()
}
