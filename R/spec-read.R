# A spec read from a file: the fields of gan_spec(), each of the type it has there.

# Fields that may be NULL, or that specs of the first format lack.
open_fields <- c(
  "kind", "generator", "discriminator", "rejection", "r1", "r2", "beta_2", "steps_per_epoch", "calibration", "noise",
  "groups", "penalty", "fall", "tails", "levels", "surface", "moments",
  "relations", "precision"
)

#' @param resolved Whether it is the spec of a trained model, in which nothing
#'   is left open that decides on networks.
#' @noRd
check_spec_part <- function(spec, resolved) {
  presets <- read_presets()
  stopifnot("the recipe is none" = inherits(spec, "gan_spec") && rlang::is_dictionaryish(unclass(spec)))
  check_spec_fields(unclass(spec), c(list(preset = "default"), presets$base), "")
  stopifnot(
    "the recipe's preset is unknown" = spec$preset %in% preset_names(presets),
    "the recipe leaves its networks open" = !resolved || !(is.null(spec$generator) || is.null(spec$discriminator))
  )
  invisible(spec)
}

check_spec_fields <- function(fields, known, where) {
  fault <- function(name, what) stop("the recipe's `", where, name, "` ", what, call. = FALSE)
  for (name in setdiff(names(fields), names(known))) fault(name, "is unknown")
  for (name in setdiff(names(known), c(names(fields), open_fields))) fault(name, "is missing")
  for (name in names(fields)) {
    value <- fields[[name]]
    if (!is_spec_field(value, known[[name]], name, where)) fault(name, "is not of its type")
    if (is_fields(known[[name]])) check_spec_fields(value, known[[name]], paste0(name, "$"))
  }
}

is_spec_field <- function(value, known, name, where) {
  if (is.null(value) && name %in% open_fields) {
    return(TRUE)
  }
  if (is_fields(known)) {
    return(is_named_list(value))
  }
  network <- where == "" && name %in% c("generator", "discriminator")
  if (network) are_layers(value) else is_leaf(value, known, paste0(where, name))
}

is_leaf <- function(value, known, name) {
  choices <- known_words(name)
  if (!is.null(choices)) {
    return(is_text(value) && value %in% choices)
  }
  if (name == "latent$size" && identical(value, "data")) {
    return(TRUE)
  }
  if (is.logical(known)) rlang::is_bool(value) else if (is.character(known)) is_text(value) else is_number(value)
}

# A Keras model of the user's own is no part of a file.
are_layers <- function(layers) {
  leaf <- function(x) is.null(x) || is_text(x) || is_number(x) || rlang::is_bool(x)
  field <- function(x) leaf(x) || (is.list(x) && !is.object(x) && all(vapply(x, leaf, NA)))
  layer <- function(x) is_named_list(x) && is_text(x$type) && all(vapply(x, field, NA))
  is.list(layers) && !is.object(layers) && length(layers) > 0 && all(vapply(layers, layer, NA))
}
