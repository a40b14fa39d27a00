# Layers of a spec: plain lists, or a vector of hidden widths for short.

as_layers <- function(layers, name, call) {
  if (is.null(layers) || is_python_object(layers)) {
    return(layers)
  }
  if (is_numbers(layers)) {
    return(hidden_layers(layers, name, call))
  }
  good <- is.list(layers) && is.null(names(layers)) && length(layers) > 0 &&
    all(vapply(layers, function(l) is_fields(l) && is.character(l$type), logical(1)))
  if (!good) {
    abort_rgan(c(
      "{.arg {name}} must be a list of layers, each a list with a {.arg type}, or a Keras model.",
      "x" = "It is {.obj_type_friendly {layers}}.",
      "i" = "For example {.code {name} = c(64, 64)} or {.code list(list(type = \"dense\", units = 64))}."
    ), class = "spec", call = call)
  }
  for (i in seq_along(layers)) check_layer(layers[[i]], paste0(name, "[[", i, "]]"), call)
  lapply(layers, lists_in_layer)
}

# The words in a layer; its numbers are checked in Python, where the data are known.
check_layer <- function(layer, where, call) {
  for (field in c("type", "activation", "padding")) {
    check_choice(layer[[field]], paste0("layer$", field), paste0(where, "$", field), call)
  }
}

hidden_layers <- function(widths, name, call) {
  whole <- length(widths) > 0 && all(is.finite(widths)) && all(widths >= 1 & widths == round(widths))
  if (!whole) {
    seen <- if (length(widths) == 0) "none at all" else cli::format_inline("{.val {widths}}")
    abort_rgan(c(
      "Widths in {.arg {name}} must be whole numbers of at least 1, not {seen}.",
      "i" = "For example {.code {name} = c(64, 64)}."
    ), class = "spec", call = call)
  }
  slope <- read_presets()$layers$dense$slope
  hidden <- lapply(as.integer(widths), function(units) {
    list(type = "dense", units = units, activation = "leaky_relu", slope = slope)
  })
  if (name == "generator") {
    return(c(hidden, list(list(type = "output"))))
  }
  # Flattened first, so that the same widths fit waves, series and images.
  c(list(list(type = "flatten")), hidden, list(list(type = "dense", units = 1L)))
}

# Several numbers in one field become a list: as JSON reads them.
lists_in_layer <- function(layer) {
  several <- lengths(layer) > 1 & !vapply(layer, is.list, logical(1))
  layer[several] <- lapply(layer[several], as.list)
  layer
}

#' One layer in a few words, as in "dense 16 leaky_relu".
#' @noRd
layer_text <- function(layer) {
  size <- unlist(layer[intersect(c("units", "filters", "rate", "shape", "after"), names(layer))])
  size <- if (length(size) > 0) shape_text(size)
  kernel <- if (!is.null(layer$kernel)) paste0("(", paste(unlist(layer$kernel), collapse = "x"), ")")
  paste(c(layer$type, paste0(size, kernel), layer$activation), collapse = " ")
}
