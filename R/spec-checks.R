# Checks of a spec's fields: each names what is wrong, the value seen and the nearest that is known.

check_preset <- function(preset, known, call = rlang::caller_env()) {
  check_string(preset, arg = "preset", call = call)
  if (preset %in% known) {
    return(invisible(preset))
  }
  abort_rgan(c(
    "There is no preset {.val {preset}}.",
    "i" = suggestion(preset, known)
  ), class = "spec", call = call)
}

suggestion <- function(name, known) {
  nearest <- nearest_name(name, known)
  if (is.null(nearest)) {
    paste0("Known: ", paste0("\"", known, "\"", collapse = ", "), ".")
  } else {
    paste0("Did you mean \"", nearest, "\"?")
  }
}

check_fields <- function(given, known, where, call) {
  unknown <- setdiff(given, known)
  if (length(unknown) > 0) {
    abort_rgan(c(
      "{where} has no field {.arg {unknown[[1]]}}.",
      "i" = suggestion(unknown[[1]], known)
    ), class = "spec", call = call)
  }
}

check_leaf <- function(old, new, name, call) {
  if (is.null(new)) {
    return(NULL)
  }
  # Of what the preset leaves open, only the kind of data is a word.
  number <- if (is.null(old)) name != "kind" else is.numeric(old)
  same <- if (is.logical(old)) rlang::is_bool(new) else is_like(new, number, name)
  if (!same || (number && is.numeric(new) && !is.finite(new))) {
    wanted <- if (is.logical(old)) "TRUE or FALSE" else if (number) "one number" else "one string"
    abort_rgan(c(
      "{.arg {name}} must be {wanted}, not {describe_value(new)}.",
      "i" = if (is.null(old)) "The preset leaves it open." else "The preset has {.val {old}}."
    ), class = "spec", call = call)
  }
  check_choice(new, name, call = call)
  new
}

# One number, or one string; a size may be a number or the word "data".
is_like <- function(new, number, name) {
  one <- is.atomic(new) && length(new) == 1 && !is.na(new)
  one && (name == "latent$size" || is_numbers(new) == number)
}

# A word must be among those known for its field, where there is such a list; `what` names the place.
check_choice <- function(value, field, what = field, call) {
  known <- known_words(field)
  if (is.null(known) || is.null(value) || isTRUE(value %in% known)) {
    return(invisible(value))
  }
  nearest <- if (rlang::is_string(value)) nearest_name(value, known)
  seen <- if (rlang::is_string(value)) paste0("\"", value, "\"") else describe_value(value)
  first <- paste0("{.val ", known[-length(known)], "}", collapse = ", ")
  abort_rgan(c(
    paste0("{.arg {what}} must be one of ", first, " or {.val {known[[length(known)]]}}, not {seen}."),
    "i" = if (!is.null(nearest)) "Did you mean {.val {nearest}}?"
  ), class = "spec", call = call)
}

# The words known for a field, as in "latent$distribution"; NULL where there is no list of them. What has properties of
# its own in presets.json is known by its name there.
known_words <- function(field) {
  presets <- read_presets()
  part <- switch(field,
    "objective$name" = "objectives",
    "generator_optimizer$name" = ,
    "discriminator_optimizer$name" = "optimizers",
    "layer$type" = "layers"
  )
  if (!is.null(part)) {
    return(names(presets[[part]]))
  }
  unlist(Reduce(function(words, name) words[[name]], strsplit(field, "$", fixed = TRUE)[[1]], presets$choices))
}
