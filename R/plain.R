# R data as JSON and numeric arrays, and back, bit by bit. Only vectors and
# lists can be written and only these are made from what is read: no function,
# call or environment, so that a file cannot hold anything that would run.

plain_types <- c("NULL", "logical", "integer", "double", "character", "list")
plain_attributes <- c("names", "dim", "dimnames", "row.names", "class", "levels", "tzone")
# A class decides which functions see an object: only those whose methods are known.
plain_classes <- c(
  "gan_spec", "data.frame", "tbl_df", "tbl", "data.table", "factor", "Date", "POSIXct", "POSIXt", "difftime"
)
# Longer ones go into arrays.
inline_length <- 32

#' @return A list of `json` (text) and `arrays` (a list of doubles).
#' @noRd
as_plain <- function(x, inline = inline_length, call = rlang::caller_env()) {
  store <- rlang::new_environment(list(arrays = list(), inline = inline, call = call))
  tree <- plain_node(x, store)
  list(json = as.character(jsonlite::toJSON(tree, null = "null", na = "null")), arrays = store$arrays)
}

plain_node <- function(x, store) {
  type <- typeof(x)
  if (!type %in% plain_types) {
    abort_rgan(c(
      "A fit that holds {.obj_type_friendly {x}} cannot be saved in a file without code.",
      "i" = "Keras models of your own are code: use {.fn saveRDS}, and {.fn set_networks} after reading."
    ), class = "checkpoint", call = store$call)
  }
  attributes <- attributes(x)[intersect(names(attributes(x)), plain_attributes)]
  node <- list(type = type)
  if (type == "list") {
    node$values <- lapply(unname(unclass(x)), plain_node, store)
  } else if (type == "character") {
    node$values <- as.list(enc2utf8(as.vector(x)))
  } else if (length(x) > store$inline) {
    store$arrays <- c(store$arrays, list(array(as.double(x), length(x))))
    node$array <- length(store$arrays)
  } else {
    # 17 digits are enough for every double.
    node$values <- as.list(if (type == "double") sprintf("%.17g", x) else as.character(as.integer(x)))
  }
  if (length(attributes) > 0) node$attributes <- lapply(attributes, plain_node, store)
  node
}

#' @param arrays What [as_plain()] gave as `arrays`.
#' @noRd
from_plain <- function(json, arrays) {
  plain_value_of(jsonlite::fromJSON(json, simplifyVector = FALSE), arrays)
}

plain_value_of <- function(node, arrays) {
  type <- one_text(node$type)
  stopifnot(type %in% plain_types)
  if (type == "NULL") {
    return(NULL)
  }
  value <- if (type == "list") {
    lapply(unname(as.list(node$values)), plain_value_of, arrays)
  } else if (!is.null(node$array)) {
    convert_plain(arrays[[as.integer(node$array[[1]])]], type)
  } else {
    text <- vapply(node$values, function(v) if (is.null(v[[1]])) NA_character_ else one_text(v), "", USE.NAMES = FALSE)
    # A text "NA" is a text; a number "NA" is a missing one.
    if (type != "character") text[text %in% "NA"] <- NA
    convert_plain(text, type)
  }
  with_plain_attributes(value, lapply(node$attributes, plain_value_of, arrays))
}

convert_plain <- function(x, type) {
  switch(type, character = as.character(x), double = as.double(x), integer = as.integer(x),
    logical = as.logical(as.integer(x))
  )
}

with_plain_attributes <- function(value, attributes) {
  for (name in intersect(plain_attributes, names(attributes))) {
    attribute <- attributes[[name]]
    if (name == "class") attribute <- intersect(attribute, plain_classes)
    if (name != "class" || length(attribute) > 0) attr(value, name) <- attribute
  }
  value
}

one_text <- function(x) {
  x <- unlist(x)
  stopifnot(is.character(x) || is.numeric(x), length(x) == 1)
  as.character(x)
}
