# Errors, warnings and messages of the package. Each has a class of its own, so that programs can tell them apart, and
# is blamed on the user's call.

abort_rgan <- function(message, class = NULL, ..., call = rlang::caller_env(), .envir = rlang::caller_env()) {
  cli::cli_abort(message, class = rgan_classes("error", class), ..., call = call, .envir = .envir)
}

warn_rgan <- function(message, class = NULL, ..., call = rlang::caller_env(), .envir = rlang::caller_env()) {
  cli::cli_warn(message, class = rgan_classes("warning", class), ..., call = call, .envir = .envir)
}

# Why training ended, or what is wrong with it: the fit is usable, and goes along.
warn_fit <- function(message, class, fit, call, .envir = rlang::caller_env()) {
  cli::cli_warn(message, class = c(paste0("rgan_", class), "rgan_warning"), fit = fit, call = call, .envir = .envir)
}

rgan_classes <- function(kind, class) {
  c(if (!is.null(class)) paste0("rgan_", kind, "_", class), paste0("rgan_", kind))
}

# What the user may want to know and need not act upon.
inform_rgan <- function(message, class = NULL, .envir = rlang::caller_env()) {
  cli::cli_inform(message, class = c(class, "rgan_message"), .envir = .envir)
}

abort_argument <- function(x, arg, rule, call, hint = NULL) {
  seen <- describe_value(x)
  abort_rgan(c("{.arg {arg}} must be {rule}, not {seen}.", hint), class = "argument", call = call)
}

# What was given, in words short enough for the end of a sentence.
describe_value <- function(x) {
  if (is.null(x)) {
    return("NULL")
  }
  if (is.function(x)) {
    return("a function")
  }
  if (is.data.frame(x)) {
    return(paste0("a data frame of ", nrow(x), " x ", ncol(x)))
  }
  if (inherits(x, "gan_rows")) x <- as.array(x)
  if (is.object(x) || !is.atomic(x)) {
    return(paste0("an object of class ", paste(class(x), collapse = "/")))
  }
  if (!is.null(dim(x))) {
    return(paste0("a ", typeof(x), " array of ", paste(dim(x), collapse = " x ")))
  }
  describe_vector(x)
}

describe_vector <- function(x) {
  if (length(x) == 0) {
    return(paste0("an empty vector (", typeof(x), ")"))
  }
  if (length(x) > 1) {
    kind <- if (is.numeric(x)) "numbers" else if (is.character(x)) "strings" else paste(typeof(x), "values")
    return(paste(length(x), kind))
  }
  if (is.character(x) && !is.na(x)) {
    return(paste("the string", encodeString(substr(x, 1, 60), quote = "\"")))
  }
  format(x, digits = 15)
}
