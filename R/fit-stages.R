# What summary() of a fit says of the stages of encoding and decoding, a line each.

# What is done to generated values; nothing is said of what only keeps them within the range.
calibration_text <- function(calibration, kind) {
  of <- function(n) {
    noun <- switch(kind, table = "column", series = "channel", "")
    if (kind == "waves") "" else paste0(" of ", n, " of ", calibration$units, " ", noun, if (calibration$units > 1) "s")
  }
  parts <- c(
    if (isTRUE(calibration$ranked > 0)) paste0("those", of(calibration$ranked), " mapped by rank onto the data's"),
    if (isTRUE(calibration$rounded > 0)) paste0("decimals", of(calibration$rounded), " as in the data")
  )
  if (length(parts) > 0) paste(parts, collapse = "; ")
}

# Groups that are told apart; NULL where rows are one.
groups_text <- function(shares) {
  shares <- unlist(shares)
  if (length(shares) < 2) {
    return(NULL)
  }
  shown <- percents(utils::head(shares, 4))
  paste0(
    length(shares), " kinds of rows (", shown, if (length(shares) > 4) " / ...", "), each on a scale of its own"
  )
}

# What is done to steps from point to point; NULL where that is nothing.
increments_text <- function(increments, kind) {
  if (is.null(increments)) {
    return(NULL)
  }
  of <- function(n) if (kind == "waves") "" else paste0(" in ", units_text(n, increments$units, kind))
  parts <- c(
    if (isTRUE(increments$monotone > 0)) paste0("of one sign, as in the data", of(increments$monotone)),
    if (isTRUE(increments$summed > 0)) paste0("mapped by rank onto the data's", of(increments$summed))
  )
  if (length(parts) > 0) paste(parts, collapse = "; ")
}

# What networks see on another scale; NULL where that is nothing.
tails_text <- function(tails, kind) {
  if (is.null(tails)) {
    return(NULL)
  }
  which <- if (kind == "waves") "values" else units_text(tails$mapped, tails$units, kind)
  paste(which, "learned on a logarithmic scale (asinh)")
}

# Whether what rows vary by was made less for the networks; NULL where it was not.
levels_text <- function(levels, kind) {
  if (is.null(levels)) {
    return(NULL)
  }
  of <- if (kind != "waves") paste0(" of ", units_text(levels$apart, levels$units, kind))
  paste0("means of rows", of, " and what is around them learned each on its own scale")
}

surface_text <- function(dimension) {
  if (is.null(dimension)) {
    return(NULL)
  }
  of <- paste(dimension, if (dimension == 1) "dimension" else "dimensions")
  paste("generated rows are moved onto the surface that the data lie on, of", of)
}

# By how much the map of moments stretches; NULL where there is none.
moments_text <- function(stretch) {
  if (is.null(stretch)) {
    return(NULL)
  }
  ends <- unique(format(unlist(stretch), digits = 2, nsmall = 2))
  stretched <- paste(ends, collapse = " to ")
  paste("mean and covariance of generated rows set to those of the data, stretched", stretched, "times")
}

units_text <- function(n, units, kind) {
  paste0(n, " of ", units, switch(kind, table = " column", " channel"), if (units > 1) "s")
}

# What is not learned; NULL where all is.
noise_text <- function(details) {
  deviation <- unlist(details$noise)
  if (is.null(deviation)) {
    return(NULL)
  }
  learned <- if (details$components == 1) "1 component" else paste(details$components, "components")
  size <- paste(unique(vapply(range(deviation), format, character(1), digits = 2)), collapse = " to ")
  paste0(learned, " learned, the rest (standard deviation ", size, ") drawn anew")
}

max_relations_said <- 4

# What always holds and is kept, and in what share of rows it had to be put right; NULL where nothing is.
relations_text <- function(relations, data) {
  said <- relation_list(relations, unit_names(data))
  if (length(said) == 0) {
    return(NULL)
  }
  more <- length(said) - max_relations_said
  paste0(
    paste(utils::head(said, max_relations_said), collapse = ", "), if (more > 0) paste(" and", more, "more"),
    "; put right in ", percent(relations$repaired), " of rows"
  )
}

relation_list <- function(relations, names) {
  said <- function(which, text) vapply(which, function(at) text(names[unlist(at) + 1]), "")
  c(
    said(relations$order, function(x) paste(x[[1]], "<=", x[[2]])),
    said(relations$equal, function(x) paste(x[[1]], "=", x[[2]])),
    said(relations$sum, function(x) paste(x[[1]], "+", x[[2]], "=", x[[3]]))
  )
}

# Of columns that are numbers, or of channels, as Python counts them.
unit_names <- function(data) {
  template <- data$template
  n <- data$dim[[length(data$dim)]]
  names <- if (length(data$dim) == 3) template$dimnames[[3]] else template_names(template)
  noun <- if (length(data$dim) == 3) "channel" else "column"
  names <- names %||% rep("", n)
  names <- ifelse(is.na(names) | !nzchar(names), paste(noun, seq_len(n)), names)
  if (is.null(template$types)) names else names[!vapply(template$types, is_category, NA)]
}
