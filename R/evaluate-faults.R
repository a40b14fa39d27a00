# Plain faults in sentences: each names the column, the figure beside that of real rows, and what may mend it.

# The columns of a row as the user knows them: of a table its columns, of a series its channels; of waves and series
# also the points of time.
row_labels_of <- function(data, template = NULL) {
  if (inherits(template, "gan_table")) {
    levels <- lapply(template$types, function(type) if (is_category(type)) c(type$levels, if (type$missing) "missing"))
    return(list(columns = template$names, points = template$names, levels = levels))
  }
  dims <- dim(data)
  names <- if (is.data.frame(data)) list(NULL, names(data)) else dimnames(data)
  last <- names[[length(dims)]]
  list(columns = last, points = if (length(dims) == 3) names[[2]] else last)
}

fault_frame <- function(faults, labels, kind) {
  field <- function(name, none) {
    vapply(faults, function(f) if (is.null(f[[name]])) none else as_field(f[[name]], none), none)
  }
  column <- field("column", NA_real_)
  others <- vapply(faults, function(f) {
    if (f$code == "category") {
      return(labels$levels[[f$column + 1]][[f$value + 1]])
    }
    paste(fault_names(unlist(f$others), labels, kind, f$code), collapse = ", ")
  }, "")
  data.frame(
    fault = field("code", ""),
    column = if (length(faults) == 0) character() else fault_names(column, labels, kind, ""),
    others = others,
    point = as.integer(field("position", NA_real_) + 1), points = as.integer(field("count", NA_real_)),
    value = field("value", NA_real_), generated = field("generated", NA_real_), real = field("real", NA_real_),
    low = field("low", NA_real_), high = field("high", NA_real_), severity = field("severity", NA_real_)
  )
}

as_field <- function(value, none) if (is.character(none)) as.character(value) else as.numeric(value)

# Python counts from 0. Waves have no channels to be named; of their correlations the others are points of time.
fault_names <- function(which, labels, kind, code) {
  if (length(which) == 0) {
    return(character())
  }
  if (code == "point_correlation") {
    return(paste("point", which + 1))
  }
  if (kind %in% c("waves", "images")) {
    return(rep(NA_character_, length(which)))
  }
  known <- labels$columns[which + 1]
  if (is.null(known)) known <- rep("", length(which))
  unnamed <- is.na(known) | known == ""
  noun <- if (kind == "series") "channel" else "column"
  ifelse(unnamed, paste(noun, which + 1), known)
}

max_faults_said <- 5

say_faults <- function(x) {
  faults <- x$faults
  if (is.null(faults) || nrow(faults) == 0) {
    return(NULL)
  }
  shown <- utils::head(faults, max_faults_said)
  # What is advised of columns and of steps over time is no help with pixels.
  remedies <- if (identical(x$kind, "images")) {
    rep("Train longer, or on more images.", nrow(shown))
  } else {
    vapply(shown$fault, remedy_of, "")
  }
  sentences <- vapply(seq_len(nrow(shown)), function(i) {
    paste0(fault_words(shown[i, ]), ".", if (!duplicated(remedies)[[i]]) paste0(" ", remedies[[i]]))
  }, "")
  left <- nrow(faults) - nrow(shown)
  c(sentences, if (left > 0) paste0("And ", left, " more plain fault", if (left > 1) "s", ": see `$faults`."))
}

# One fault, a row of the data frame, without the full stop.
fault_words <- function(fault) {
  if (fault$fault %in% names(features_over_time)) {
    return(feature_words(fault))
  }
  words <- switch(fault$fault,
    order = , equal = , sum = relation_words(fault),
    correlation = , step_correlation = , point_correlation = correlation_words(fault),
    value_words(fault)
  )
  paste0(words, places(fault))
}

places <- function(fault) {
  if (is.na(fault$point) || fault$fault == "point_correlation") {
    return("")
  }
  more <- if (fault$points > 1) paste0(", the worst of ", fault$points)
  paste0(" (point ", fault$point, more, ")")
}

# What is said of: a column's name, or the waves.
subject_of <- function(fault) if (is.na(fault$column)) "Their value" else fault$column

value_words <- function(fault) {
  value <- format(signif(fault$value, 3))
  said <- switch(fault$fault,
    negative = "is negative",
    below = paste("is below", value, "(the least real value)"),
    above = paste("is above", value, "(the largest real value)"),
    never_below = paste("is below", value),
    never_above = paste("is above", value),
    value = paste("is exactly", format(fault$value, digits = 7)),
    category = if (fault$others == "missing") "is missing" else paste0("is \"", fault$others, "\""),
    collapsed = paste("is", format(fault$value, digits = 7)),
    constant = paste("is always", format(fault$value, digits = 7)),
    lattice = lattice_words(fault$value),
    spread = paste("is within", value, "of the median"),
    paste("is at most", value)
  )
  if (fault$fault == "constant") {
    generated <- paste(percent(fault$generated), "of the generated ones")
    return(paste(subject_of(fault), said, "in real rows, but only in", generated))
  }
  paste(subject_of(fault), said, share_words(fault))
}

lattice_words <- function(step) {
  decimals <- round(-log10(step))
  if (abs(step - 1) < 1e-9) {
    "is a whole number"
  } else if (decimals > 0 && abs(step - 10^-decimals) < 1e-3 * step) {
    paste("has no more than", decimals, if (decimals == 1) "decimal" else "decimals")
  } else {
    paste("is a multiple of", format(signif(step, 4)))
  }
}

# "in 72 % of the generated rows, but in none of the real ones"
share_words <- function(fault) {
  paste0("in ", of_rows(fault$generated), " of the generated rows, but in ", of_rows(fault$real), " of the real ones")
}

of_rows <- function(share) if (share == 0) "none" else if (share == 1) "all" else percent(share)

relation_words <- function(fault) {
  others <- strsplit(fault$others, ", ", fixed = TRUE)[[1]]
  switch(fault$fault,
    order = paste0(fault$column, " is above ", fault$others),
    equal = paste0(fault$column, " is not ", fault$others),
    sum = paste0(fault$column, " + ", others[[1]], " is not ", others[[2]])
  ) |> paste(share_words(fault))
}

correlation_words <- function(fault) {
  of <- switch(fault$fault,
    correlation = paste(fault$column, "and", fault$others),
    step_correlation = paste("the steps of", fault$column, "and", fault$others),
    point_correlation = paste0("points ", fault$point, " and ", sub("point ", "", fault$others))
  )
  paste0("The correlation of ", of, " is ", figure_words(fault))
}

# "0.12 (real: 0.8, by chance 0.75 to 0.84)"
figure_words <- function(fault) {
  shown <- vapply(c(fault$generated, fault$real, fault$low, fault$high), function(v) format(signif(v, 3)), "")
  paste0(shown[[1]], " (real: ", shown[[2]], ", by chance ", shown[[3]], " to ", shown[[4]], ")")
}

features_over_time <- c(
  level = "level", lowest = "lowest value", highest = "highest value", change = "change from first to last",
  variation = "standard deviation over time", step_size = "spread of steps", step_largest = "largest step",
  step_skewness = "skewness of steps", step_autocorrelation = "autocorrelation of steps",
  step_falls = "share of steps that fall", step_zeros = "share of steps that are 0", roughness = "roughness",
  autocorrelation = "autocorrelation from point to point",
  autocorrelation_long = "autocorrelation over a quarter of the time", edge_start = "first step beside a usual one",
  edge_end = "last step beside a usual one", power_low = "share of power at low frequencies",
  power_middle = "share of power at middle frequencies", power_high = "share of power at high frequencies"
)

# A feature of whole rows. Its means may agree where only some rows are wrong.
feature_words <- function(fault) {
  noun <- features_over_time[[fault$fault]]
  of <- if (is.na(fault$column)) "" else paste(" of", fault$column)
  if (fault$generated >= fault$low && fault$generated <= fault$high) {
    return(paste0("The ", noun, of, " is wrong in ", percent(fault$severity), " of the rows"))
  }
  paste0("The mean ", noun, of, " is ", figure_words(fault))
}

remedy_of <- function(fault) {
  switch(fault,
    negative = , below = ,
    above = "Cut generated rows off there with pmax() or pmin(), or learn log1p() of the values.",
    value = "Learn whether it has this value as a column of its own, and set it there.",
    lattice = "Round generated rows.",
    category = "Train longer; rare levels may be joined.",
    constant = "Leave it out of training and put it back afterwards.",
    collapsed = "The generator has collapsed: train with another seed or recipe.",
    order = "Learn the difference of the two columns, and add it afterwards.",
    equal = , sum = "Leave one of these columns out of training and compute it afterwards.",
    correlation = , step_correlation = , point_correlation = "Train longer, or on more rows.",
    step_falls = , step_zeros = , step_size = , step_autocorrelation = , step_largest = ,
    step_skewness = "Learn the steps (diff()) instead of the values, or train longer.",
    roughness = , power_low = , power_middle = ,
    power_high = "Try another `scaling` of gan_spec(), or train longer.",
    "Train longer, on more rows, or on transformed values such as logarithms."
  )
}
