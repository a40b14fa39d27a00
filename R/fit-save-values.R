# R data as JSON and numeric arrays, and back, bit by bit. Only vectors and
# lists can be written and only these are made from what is read: no function,
# call or environment, so that a file cannot hold anything that would run.

packed_types <- c("NULL", "logical", "integer", "double", "character", "list")
# In the order in which they are given back: a class makes sense only of what the others make.
packed_attributes <- c("names", "dim", "dimnames", "row.names", "levels", "tzone", "class")
# A class decides which functions see an object: only those whose methods are known.
packed_classes <- c(
  "gan_spec", "data.frame", "tbl_df", "tbl", "data.table", "factor", "ordered", "Date", "POSIXct", "POSIXt", "difftime",
  "gan_table", "windows_prototype"
)
# Longer ones go into arrays.
inline_length <- 32

#' @return A list of `json` (text) and `arrays` (a list of doubles).
#' @noRd
pack_values <- function(x, inline = inline_length, call = rlang::caller_env()) {
  store <- rlang::new_environment(list(arrays = list(), inline = inline, call = call))
  tree <- pack_node(x, store)
  list(json = as.character(jsonlite::toJSON(tree, null = "null", na = "null")), arrays = store$arrays)
}

pack_node <- function(x, store) {
  type <- typeof(x)
  if (!type %in% packed_types) {
    abort_rgan(c(
      "A fit that holds {.obj_type_friendly {x}} cannot be saved in a file without code.",
      "i" = "Keras models of your own are code: use {.fn saveRDS}, and {.fn set_networks} after reading."
    ), class = "checkpoint", call = store$call)
  }
  attributes <- attributes(x)[intersect(names(attributes(x)), packed_attributes)]
  node <- list(type = type)
  if (type == "list") {
    node$values <- lapply(unname(unclass(x)), pack_node, store)
  } else if (type == "character") {
    node$values <- as.list(enc2utf8(as.vector(x)))
  } else if (length(x) > store$inline) {
    store$arrays <- c(store$arrays, list(array(as.double(x), length(x))))
    node$array <- length(store$arrays)
  } else {
    # 17 digits are enough for every double.
    node$values <- as.list(if (type == "double") sprintf("%.17g", x) else as.character(as.integer(x)))
  }
  if (length(attributes) > 0) node$attributes <- lapply(attributes, pack_node, store)
  node
}

#' @param arrays What [pack_values()] gave as `arrays`.
#' @noRd
unpack_values <- function(json, arrays) {
  check_nesting(json)
  # Each array is written for one place: used many times, a small file would become large.
  store <- rlang::new_environment(list(arrays = arrays, used = rep(FALSE, length(arrays))))
  unpack_node(jsonlite::fromJSON(json, simplifyVector = FALSE), store)
}

# A list in a list in R's data is two levels deep here. Parsers use the stack for each level.
max_nesting <- 100

check_nesting <- function(json) {
  stopifnot("it is no text" = rlang::is_string(json))
  marks <- charToRaw(gsub("\"(?:[^\"\\\\]++|\\\\.)*+\"", "", json, perl = TRUE, useBytes = TRUE))
  opened <- (marks %in% charToRaw("[{")) - (marks %in% charToRaw("]}"))
  stopifnot("it is nested too deeply" = max(0, cumsum(opened)) <= max_nesting)
}

unpack_node <- function(node, store) {
  stopifnot("it holds what is no data" = is.list(node))
  type <- one_text(node$type)
  stopifnot("it holds data of an unknown type" = type %in% packed_types)
  if (type == "NULL") {
    return(NULL)
  }
  values <- node$values
  stopifnot("values are missing" = is.list(values) || (is.null(values) && !is.null(node$array)))
  value <- if (type == "list") {
    lapply(unname(values), unpack_node, store)
  } else if (!is.null(node$array)) {
    convert_packed(stored_array(node$array, store), type)
  } else {
    text <- vapply(values, function(v) if (is.null(unlist(v))) NA_character_ else one_text(v), "", USE.NAMES = FALSE)
    # A text "NA" is a text; a number "NA" is a missing one.
    if (type != "character") text[text %in% "NA"] <- NA
    convert_packed(text, type)
  }
  stopifnot("attributes have no names" = is.null(node$attributes) || rlang::is_dictionaryish(node$attributes))
  with_packed_attributes(value, lapply(node$attributes, unpack_node, store))
}

stored_array <- function(index, store) {
  index <- suppressWarnings(as.numeric(one_text(index)))
  stopifnot("an array is not there, or used twice" = index %in% which(!store$used))
  store$used[[index]] <- TRUE
  store$arrays[[index]]
}

# Texts and doubles that are not what `type` says would become NA.
convert_packed <- function(x, type) {
  if (type == "character") {
    stopifnot("numbers stand where texts belong" = is.character(x))
    return(x)
  }
  x <- as.vector(x)
  value <- suppressWarnings(as.double(x))
  stopifnot("texts stand where numbers belong" = identical(is.na(value) & !is.nan(value), is_missing(x)))
  if (type == "double") {
    return(value)
  }
  top <- if (type == "integer") .Machine$integer.max else 1
  known <- value[!is.na(value)]
  whole <- all(known == round(known) & abs(known) <= top)
  stopifnot("numbers are not of the type that is told" = whole)
  if (type == "integer") as.integer(value) else as.logical(value)
}

is_missing <- function(x) is.na(x) & !(is.double(x) & is.nan(x))

with_packed_attributes <- function(value, attributes) {
  attributes <- attributes[intersect(packed_attributes, names(attributes))]
  attributes$class <- intersect(attributes$class, packed_classes)
  if (length(attributes$class) == 0) attributes$class <- NULL
  for (name in names(attributes)) {
    check_attribute(value, name, attributes[[name]])
    if (name != "row.names") attr(value, name) <- attributes[[name]]
  }
  rows <- attributes[["row.names"]]
  if (!is.null(rows)) attributes(value)$row.names <- rows
  value
}

# Attributes must agree with the value that they sit on: R believes them, and makes what they say.
check_attribute <- function(value, name, attribute) {
  if (!isTRUE(attribute_rules[[name]](value, attribute))) {
    stop("`", name, "` does not fit the value that it belongs to", call. = FALSE)
  }
}

attribute_rules <- list(
  names = function(value, names) is.character(names) && length(names) == length(value),
  dim = function(value, dims) {
    is.integer(dims) && !anyNA(dims) && all(dims >= 0) && prod(dims) == length(value)
  },
  dimnames = function(value, names) are_dimnames(names, dim(value)),
  row.names = function(value, names) is.list(value) && are_row_names(names, rows_in(value)),
  levels = function(value, levels) is.integer(value) && are_levels(levels, value),
  tzone = function(value, zone) is.character(zone) && is.numeric(value) && !anyNA(zone),
  class = function(value, class) is.character(class) && fits_class(value, class)
)

are_levels <- function(levels, codes) {
  is.character(levels) && !anyNA(levels) && !anyDuplicated(levels) && all(codes %in% c(seq_along(levels), NA))
}

rows_in <- function(value) if (is.list(value) && length(value) > 0) NROW(value[[1]]) else 0L

are_dimnames <- function(names, dims) {
  fits <- function(names, n) is.null(names) || (is.character(names) && length(names) == n)
  is.list(names) && length(names) == length(dims) && all(mapply(fits, names, dims))
}

# Also those of training rows. The short form c(NA, -n) says how many rows there are in two numbers.
are_row_names <- function(names, n) {
  automatic <- is.integer(names) && length(names) == 2 && is.na(names[[1]])
  if (automatic) {
    return(identical(abs(names[[2]]), as.integer(n)))
  }
  (is.integer(names) || is.character(names)) && length(names) == n && !anyNA(names) && !anyDuplicated(names)
}

# `class` holds `packed_classes` only.
fits_class <- function(value, class) {
  frame <- "data.frame" %in% class
  number <- is.numeric(value)
  fits <- c(
    data.frame = frame && is_frame_like(value), tbl_df = frame, tbl = frame, data.table = frame,
    factor = !is.null(attr(value, "levels")), Date = number, POSIXct = number, POSIXt = number, difftime = number,
    ordered = !is.null(attr(value, "levels")), gan_spec = is.list(value) && !is.null(names(value)),
    gan_table = is.list(value) && !is.null(names(value)), windows_prototype = is.list(value) && !is.null(names(value))
  )
  all(fits[class])
}

is_frame_like <- function(value) {
  column <- function(v) is.null(dim(v)) && length(v) == rows_in(value)
  is.list(value) && length(names(value)) == length(value) && all(vapply(value, column, NA))
}

one_text <- function(x) {
  x <- unlist(x)
  stopifnot("a value is not one text" = (is.character(x) || is.numeric(x)) && length(x) == 1 && !is.na(x))
  as.character(x)
}
