# What three classifiers and the comparison with cheap baselines say. Sentences agree with figures: "as real" is said
# only within the interval of real rows, "by guessing" only where no classifier and no plain fault tells rows apart.

eye_names <- c(
  boosting = "gradient boosting", components = "logistic regression on components", neighbours = "nearest neighbours",
  trees = "random trees on components"
)

eye_frame <- function(eyes) {
  text <- function(name) vapply(eyes, function(e) e[[name]], "")
  number <- function(name) vapply(eyes, function(e) as.numeric(e[[name]]), 0)
  data.frame(
    candidate = text("candidate"), eye = text("eye"), accuracy = number("accuracy"), low = number("low"),
    high = number("high")
  )
}

has_eyes <- function(x) !is.null(x$eyes) && nrow(x$eyes) > 0

eyes_of <- function(x, candidate) {
  eyes <- all_eyes(x)
  eyes[eyes$candidate == candidate, , drop = FALSE]
}

# The figure `accuracy` is that of a fourth classifier: what is said of the strongest must hold for it, too.
all_eyes <- function(x) {
  accuracy <- figure_of(x, "accuracy")
  candidates <- intersect(unique(x$eyes$candidate), names(accuracy))
  trees <- vapply(candidates, function(candidate) as.numeric(accuracy[[candidate]]), 0)
  trees <- trees[!is.na(trees)]
  rbind(x$eyes, data.frame(
    candidate = names(trees), eye = rep("trees", length(trees)), accuracy = unname(trees),
    low = unname(trees) - guessing(x), high = unname(trees) + guessing(x)
  ))
}

strongest_eye <- function(x, candidate) {
  eyes <- eyes_of(x, candidate)
  eyes[which.max(eyes$accuracy), , drop = FALSE]
}

# No classifier, the one of the figure `accuracy` included, tells generated rows more often than real ones.
only_guesses <- function(x) {
  accuracy <- figure_of(x, "accuracy")
  isTRUE(x$guessing) && accuracy$generated <= max(0.5, accuracy$real) + guessing(x)
}

say_eyes <- function(x) {
  if (!has_eyes(x)) {
    return(say_classifier(x))
  }
  made <- eyes_of(x, "generated")
  if (!only_guesses(x)) {
    best <- strongest_eye(x, "generated")
    real <- eyes_of(x, "real")
    floor <- real$accuracy[real$eye == best$eye]
    reasons <- if (best$eye != "trees") reason_words(x$reasons)
    others <- made[made$eye != best$eye, , drop = FALSE]
    return(paste0(
      upper_first(eye_names[[best$eye]]), if (best$eye %in% c("neighbours", "trees")) " tell" else " tells",
      " generated from real rows in ", percent(best$accuracy),
      " of cases (chance: 50 %; real from other real rows: ", percent(floor), ")", reasons, ". Other classifiers: ",
      paste0(eye_names[others$eye], " ", vapply(others$accuracy, percent, ""), collapse = ", "), "."
    ))
  }
  seen <- paste0(eye_names[made$eye], " ", vapply(made$accuracy, percent, ""), collapse = ", ")
  if (NROW(x$faults) > 0) {
    return(paste0(
      "Classifiers do not notice the faults above, by which generated rows can be recognised: ", seen,
      " (chance: 50 %)."
    ))
  }
  paste0(
    nrow(made), " classifiers tell generated from real rows no better than by guessing, which is right in 50 % of ",
    "cases: ", seen, "."
  )
}

# ", by gain, the step to point 7 of close and age"
reason_words <- function(reasons) {
  if (NROW(reasons) == 0) {
    return("")
  }
  paste0(", mainly by ", paste(reasons$what, collapse = ", "))
}

# A pixel has no name.
reason_frame <- function(reasons, labels, kind) {
  if (kind == "images") reasons <- list()
  what <- vapply(reasons, function(r) {
    column <- fault_names(r$column, labels, kind, "")
    of <- if (is.na(column)) "" else paste(" of", column)
    if (is.null(r$position)) {
      return(column)
    }
    paste0(if (r$step) "the step to point " else "point ", r$position + 1 + r$step, of)
  }, "")
  data.frame(what = what, loss = vapply(reasons, function(r) as.numeric(r$loss), 0))
}

upper_first <- function(text) paste0(toupper(substr(text, 1, 1)), substr(text, 2, nchar(text)))

# Roughness ------------------------------------------------------------------------------------------------------------

say_channels <- function(x) {
  rough <- x$roughness
  if (NROW(rough) == 0) {
    return(say_roughness(x))
  }
  # As they are said: "smoother (1.00 times, by chance 1.00 to 1.00)" would be a contradiction.
  said <- lapply(rough[c("generated", "low", "high")], round, 2)
  side <- ifelse(said$generated < said$low, "smoother than", ifelse(said$generated > said$high, "more ragged than",
    "as smooth as"
  ))
  if (nrow(rough) == 1) {
    return(paste0(
      "Generated rows are ", side, " real ones (roughness ", times_words(rough$generated),
      " times theirs; of real rows by chance ", times_words(rough$low), " to ", times_words(rough$high), ")."
    ))
  }
  paste0("Roughness beside real rows: ", paste0(
    rough$channel, " ", times_words(rough$generated), " (", sub(" than| as$", "", side), ")",
    collapse = ", "
  ), ".")
}

times_words <- function(x) formatC(x, digits = 2, format = "f")

roughness_frame <- function(roughness, labels, kind) {
  number <- function(name) vapply(roughness, function(r) as.numeric(r[[name]]), 0)
  data.frame(
    channel = vapply(roughness, function(r) fault_names(r$channel, labels, kind, ""), ""),
    generated = number("generated"), low = number("low"), high = number("high")
  )
}

# Memory ---------------------------------------------------------------------------------------------------------------

say_nearness <- function(x) {
  memory <- x$memory
  if (is.null(memory)) {
    return(say_memory(x))
  }
  copies <- figure_of(x, "copies")
  fresh <- if (memory$beside == "holdout") "of the rows held out" else "of real rows, each left out in turn"
  c(
    say_copies(copies),
    upper_first(paste0(
      percent(memory$share), " of generated rows are nearer to a training row than that one is to its own nearest ",
      "neighbour (", fresh, ": ",
      percent(memory$floor), ", by chance up to ", percent(memory$high), ")."
    )),
    if (isTRUE(memory$memorises) || copies$generated > copies$real + 0.05) memorises_words
  )
}

# Worth ----------------------------------------------------------------------------------------------------------------

say_worth_of <- function(x) {
  gaussian <- if (has_eyes(x)) strongest_eye(x, "gaussian")
  if (NROW(gaussian) == 0) {
    return(if (!has_eyes(x)) say_worth(x))
  }
  made <- strongest_eye(x, "generated")
  bootstrap <- strongest_eye(x, "bootstrap")
  verdict <- if (gaussian$low > made$high) {
    "the GAN was worth it"
  } else if (gaussian$high < made$low) {
    "the baseline is better than this GAN; train longer or change the recipe"
  } else {
    "neither is clearly better"
  }
  paste0(
    "The strongest classifier tells generated from real rows in ", percent(made$accuracy), " of cases, a simple ",
    "baseline (principal components with normal scores) in ", percent(gaussian$accuracy), ": ", verdict, ".",
    if (NROW(bootstrap) > 0 && bootstrap$high < made$low) {
      paste0(" Even training rows drawn again (a bootstrap) are told apart less: ", percent(bootstrap$accuracy), ".")
    }
  )
}
