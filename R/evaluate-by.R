# What is told of rows, in words, and how well generated rows are what they were to be.

condition_frame_of <- function(found, by) {
  types <- by$template$types
  field <- function(name) vapply(found, function(f) as.numeric(f[[name]]), 0)
  which <- if (length(found) > 0) field("condition") + 1 else integer()
  data.frame(
    condition = by$template$names[which],
    level = vapply(seq_along(found), function(i) {
      level <- found[[i]]$level
      if (is.null(level)) NA_character_ else types[[which[[i]]]]$levels[[level + 1]]
    }, ""),
    rows = as.integer(field("rows")), generated = field("generated"), real = field("real"), guess = field("guess"),
    class = vapply(types[which], is_category, NA)
  )
}

say_conditions <- function(x) {
  found <- x$conditions
  if (is.null(found) || nrow(found) == 0) {
    return(NULL)
  }
  vapply(which(is.na(found$level)), function(i) {
    if (found$class[[i]]) say_classes(found, found[i, ]) else say_amounts(found[i, ])
  }, "")
}

say_amounts <- function(row) {
  shown <- vapply(signif(c(row$generated, row$real, row$guess), 2), format, "")
  paste0(
    "By ", row$condition, ": generated rows are off by ", shown[[1]], " on average (real rows: ", shown[[2]],
    ", guessing: ", shown[[3]], ")."
  )
}

say_classes <- function(found, row) {
  levels <- found[!is.na(found$level) & found$condition == row$condition, ]
  worst <- levels[which.min(levels$generated - levels$real), ]
  fewest <- if (nrow(worst) > 0 && worst$generated < worst$real - 0.1) {
    paste0(", the fewest of \"", worst$level, "\": ", percent(worst$generated), " (real: ", percent(worst$real), ")")
  }
  paste0(
    "By ", row$condition, ": a classifier trained on real rows takes ", percent(row$generated), " of generated rows ",
    "for what was asked for (of real rows: ", percent(row$real), ")", fewest, "."
  )
}

# "kind (3 levels), dose (1 to 3)"
conditions_text <- function(by) {
  if (is.null(by)) {
    return(NULL)
  }
  each <- vapply(seq_along(by$template$types), function(j) {
    type <- by$template$types[[j]]
    what <- if (is_category(type)) {
      paste(n_levels(type), "levels")
    } else {
      paste(format(typed_column(range(by$numbers[, j]), type), digits = 3, trim = TRUE), collapse = " to ")
    }
    paste0(by$template$names[[j]], " (", what, ")")
  }, "")
  paste(each, collapse = ", ")
}

# Which columns of a table are categories, and how they come about.
categories_text <- function(template, counts) {
  if (!inherits(template, "gan_table") || is.null(counts)) {
    return(NULL)
  }
  category <- vapply(template$types, is_category, NA)
  named <- paste0(template$names[category], " (", vapply(template$types[category], n_levels, 0L), ")", collapse = ", ")
  how <- if (counts$made == 0) {
    "drawn by the shares of their combinations"
  } else if (counts$drawn == 0) {
    "made by the generator"
  } else {
    paste(counts$drawn, "drawn by the shares of their combinations,", counts$made, "made by the generator")
  }
  paste0(named, "; ", how)
}
