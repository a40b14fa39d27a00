# What generated rows are good for: errors on real rows of models trained on generated and on real ones.

# Numbers, from 0, of the columns of a table that are to be predicted; `rows` are the user's.
check_targets <- function(target, rows, kind, arg = "target", call = rlang::caller_env()) {
  if (is.null(target)) {
    return(NULL)
  }
  if (kind != "table") {
    abort_rgan(c(
      "{.arg {arg}} names columns of a table, but these rows are {kind}.",
      "i" = if (kind != "images") "The next values of waves and series are predicted without it."
    ), class = "argument", call = call)
  }
  columns <- dim(rows)[[2]]
  if (columns < 2) {
    abort_rgan("A table of one column has no others to predict {.arg {arg}} from.", class = "argument", call = call)
  }
  known <- column_names(rows)
  if (is.character(target) && length(target) > 0) {
    lapply(setdiff(target, known), abort_target, known, columns, arg, call)
    return(array(match(target, known) - 1L))
  }
  if (!is.numeric(target) || length(target) == 0 || !all(target %in% seq_len(columns))) {
    abort_argument(target, arg, paste("names or numbers of columns, from 1 to", columns), call)
  }
  array(as.integer(target) - 1L)
}

abort_target <- function(target, known, columns, arg, call) {
  nearest <- nearest_name(target, known)
  hint <- if (is.null(known)) {
    "They have no names: give a number from 1 to {columns}."
  } else if (is.null(nearest)) {
    "There {cli::qty(columns)}{?is/are} {.field {column_list(known)}}."
  } else {
    "Did you mean {.val {nearest}}?"
  }
  abort_rgan(c("{.arg {arg}} must name columns of the table, which has no {.val {target}}.", "i" = hint),
    class = "argument", call = call
  )
}

utility_frame <- function(utility, labels, kind) {
  number <- function(name) vapply(utility, function(u) as.numeric(u[[name]]), 0)
  data.frame(
    target = vapply(utility, function(u) fault_names(u$target, labels, kind, ""), ""),
    task = vapply(utility, function(u) u$task, ""),
    generated = number("generated"), real = number("real"), low = number("low"), high = number("high"),
    guess = number("guess")
  )
}

say_utility <- function(x) {
  utility <- x$utility
  if (NROW(utility) == 0) {
    return(NULL)
  }
  if (utility$task[[1]] != "next") {
    return(vapply(seq_len(nrow(utility)), function(i) prediction_words(utility[i, ]), ""))
  }
  # Of several channels that of which most is lost.
  lost <- (utility$generated - utility$real) / pmax(utility$guess, .Machine$double.xmin)
  worst <- utility[which.max(lost), ]
  next_words(worst, nrow(utility))
}

prediction_words <- function(u) {
  errors <- c(u$generated, u$real, u$low, u$high, u$guess)
  if (u$task == "classification") {
    said <- percent(errors)
    how <- paste0("wrongly in ", said[[1]], " of the real rows; trained on real rows in ", said[[2]])
  } else {
    said <- error_figures(errors)
    how <- paste0("in real rows with a mean error of ", said[[1]], "; trained on real rows it is ", said[[2]])
  }
  paste0(
    "Boosting trained on generated rows predicts ", u$target, " ", how, " (by chance ", said[[3]], " to ", said[[4]],
    "; without the other columns ", said[[5]], ").", learn_words(u)
  )
}

next_words <- function(u, channels) {
  said <- error_figures(c(u$generated, u$real, u$low, u$high, u$guess))
  of <- if (!is.na(u$target)) paste0(" of ", u$target)
  worst <- if (channels > 1) paste0(" (the worst of ", channels, ")")
  paste0(
    "A regression trained on generated rows predicts the next value", of, worst, " of real rows with a mean error of ",
    said[[1]], "; trained on real rows it is ", said[[2]], " (by chance ", said[[3]], " to ", said[[4]],
    "; if nothing changed ", said[[5]], ").", learn_words(u)
  )
}

learn_words <- function(u) {
  if (u$generated > u$high) {
    " Real rows are the better training data."
  } else if (u$real >= u$guess) {
    " It cannot be learned from real rows either."
  }
}

# As many digits as tell errors from what they may be by chance.
error_figures <- function(errors) {
  width <- max(errors[[4]] - errors[[3]], 1e-9 * max(errors), .Machine$double.xmin)
  digits <- max(2, min(6, 1 + ceiling(log10(max(errors[1:4]) / width))))
  vapply(errors, function(v) format(signif(v, digits)), "")
}
