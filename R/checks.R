# Argument checks shared by every exported function. Each returns its value (invisibly, converted where that helps)
# or stops on the user's own call with what is wrong, the value seen, and what to do.

check_number_whole <- function(x, min = 1, arg = rlang::caller_arg(x), call = rlang::caller_env(),
                        allow_inf = FALSE, allow_null = FALSE) {
  if (is.null(x) && allow_null) {
    return(invisible(NULL))
  }
  whole <- is_one_number(x) && x == round(x)
  top <- if (allow_inf) Inf else .Machine$integer.max
  if (!whole || x < min || x > top) {
    hint <- if (whole && x > top) c("i" = "The largest possible value is {(.Machine$integer.max)}.")
    abort_argument(x, arg, number_whole_rule(min, allow_inf), call, hint = hint)
  }
  invisible(as_count(x))
}

# As an integer where R has one so large.
as_count <- function(x) if (abs(x) <= .Machine$integer.max) as.integer(x) else as.numeric(x)

number_whole_rule <- function(min, allow_inf) {
  paste0("a whole number", if (is.finite(min)) paste0(" of ", min, " or more"), if (allow_inf) ", or Inf")
}

check_number <- function(x, min = -Inf, max = Inf, arg = rlang::caller_arg(x), call = rlang::caller_env(),
                         allow_null = FALSE) {
  if (is.null(x) && allow_null) {
    return(invisible(NULL))
  }
  finite <- is_one_number(x) && is.finite(x)
  if (!finite || x < min || x > max) {
    abort_argument(x, arg, number_rule(min, max), call)
  }
  invisible(as.numeric(x))
}

number_rule <- function(min, max) {
  if (is.finite(min) && is.finite(max)) {
    return(paste("a number from", min, "to", max))
  }
  if (is.finite(min)) {
    return(paste("a number of", min, "or more"))
  }
  if (is.finite(max)) paste("a number of", max, "or less") else "a finite number"
}

check_flag <- function(x, arg = rlang::caller_arg(x), call = rlang::caller_env(), allow_null = FALSE) {
  if (is.null(x) && allow_null) {
    return(invisible(NULL))
  }
  if (!is.logical(x) || length(x) != 1 || is.na(x)) {
    abort_argument(x, arg, "TRUE or FALSE", call)
  }
  invisible(as.vector(x))
}

check_string <- function(x, arg = rlang::caller_arg(x), call = rlang::caller_env(), allow_null = FALSE) {
  if (is.null(x) && allow_null) {
    return(invisible(NULL))
  }
  if (!is.character(x) || length(x) != 1 || is.na(x) || !nzchar(x)) {
    abort_argument(x, arg, "one non-empty string", call)
  }
  invisible(as.vector(x))
}

# A name that Python accepts for a variable. ASCII only: a name that only some locales can write is no use in a script.
check_name <- function(x, arg = rlang::caller_arg(x), call = rlang::caller_env()) {
  check_string(x, arg = arg, call = call)
  if (!grepl("^[A-Za-z_][A-Za-z0-9_]*$", x)) {
    abort_rgan(
      c(
        "{.arg {arg}} must be a valid Python name, not {.val {x}}.",
        "i" = "Use letters, digits and underscores, and begin with a letter, for example {.val gan_r}."
      ),
      class = "argument", call = call
    )
  }
  if (x %in% python_keywords) {
    abort_rgan(
      c(
        "{.arg {arg}} must not be {.val {x}}, which is a word of the Python language.",
        "i" = "Choose another name, for example {.val {paste0(x, '_r')}}."
      ),
      class = "argument", call = call
    )
  }
  invisible(as.vector(x))
}

python_keywords <- c(
  "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
  "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
  "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"
)

is_one_number <- function(x) {
  is_numbers(x) && length(x) == 1 && !is.na(x)
}
