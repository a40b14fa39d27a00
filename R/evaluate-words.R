# What the figures of an evaluation mean, in sentences. Each sentence is a function of the evaluation and of nothing
# else, so that words and numbers can be held against each other at every threshold.

# Of fewer than ten rows, and in evaluations saved by the first edition, there are figures only: their sentences are
# here; those of faults and classifiers in evaluate-faults.R and evaluate-verdicts.R.
evaluation_words <- function(x) {
  c(
    say_missing(x), say_faults(x), say_groups(x), say_outside(x), say_coverage(x), say_eyes(x), say_conditions(x),
    say_recurrent(x), say_channels(x),
    say_nearness(x), say_utility(x), say_worth_of(x)
  )
}

figure_of <- function(x, figure) {
  row <- x$figures[x$figures$figure == figure, , drop = FALSE]
  if (nrow(row) == 0) NULL else row
}

say_missing <- function(x) {
  if (is.null(x$missing) || x$missing == 0) {
    return(NULL)
  }
  paste0(
    format_count(x$missing), if (x$missing == 1) " value" else " values", " of the real rows ",
    if (x$missing == 1) "is" else "are", " missing: generated rows got gaps like theirs, and all were filled alike ",
    "before they were compared."
  )
}

say_groups <- function(x) {
  groups <- x$groups
  if (nrow(groups) == 1) {
    return("The real rows form one group.")
  }
  missing <- groups$group[!groups$covered]
  said <- paste0(
    "Generated rows cover ", sum(groups$covered), " of ", nrow(groups), " groups (", percents(groups$generated),
    ", real ", percents(groups$real), ")."
  )
  if (length(missing) == 0) {
    return(said)
  }
  which <- if (length(missing) == 1) "Group " else "Groups "
  paste0(said, " ", which, paste(missing, collapse = ", "), " got less than a quarter of ", its(missing), " share.")
}

say_outside <- function(x) {
  if (nrow(x$groups) == 1) {
    return(NULL)
  }
  paste0(
    percent(x$outside[["generated"]]), " of generated rows lie between or beyond the groups (real: ",
    percent(x$outside[["real"]]), ")."
  )
}

say_coverage <- function(x) {
  coverage <- figure_of(x, "coverage")
  paste0(
    "Coverage: ", percent(coverage$generated), " of the real rows have a generated one among their nearest neighbours ",
    "(with other real rows instead: ", percent(coverage$real), ")."
  )
}

# How far guessing spreads around one half: accuracies nearer than that are alike.
guessing <- function(x) 0.7 / sqrt(x$compared)

say_classifier <- function(x) {
  accuracy <- figure_of(x, "accuracy")
  if (is.na(accuracy$generated)) {
    return(NULL)
  }
  told_apart <- accuracy$generated > max(0.5, accuracy$real) + guessing(x)
  paste0(
    "A classifier tells generated from real rows in ", percent(accuracy$generated), " of cases (real from other real ",
    "rows: ", percent(accuracy$real), ")", if (told_apart) ", more than by guessing", "."
  )
}

say_recurrent <- function(x) {
  score <- figure_of(x, "discriminative")
  if (is.null(score)) {
    return(NULL)
  }
  predictive <- figure_of(x, "predictive")
  paste0(
    "The discriminative score of TimeGAN is ", format_score(score$generated), " (real against real: ",
    format_score(score$real), ", best 0, worst 0.5)", if (!is.null(predictive)) {
      paste0(
        ", its predictive score ", format_score(predictive$generated), " (trained on real series: ",
        format_score(predictive$real), ")"
      )
    }, "."
  )
}

smooth_below <- 0.8
rough_above <- 1.25

say_roughness <- function(x) {
  roughness <- figure_of(x, "roughness")
  if (is.null(roughness)) {
    return(NULL)
  }
  ratio <- roughness$generated
  times <- paste0(times_words(ratio), " times the roughness of the real ones")
  if (ratio < smooth_below) {
    paste0("Generated rows are smoother than real ones (", times, ").")
  } else if (ratio > rough_above) {
    paste0("Generated rows are more ragged than real ones (", times, ").")
  } else {
    paste0("Generated rows have ", times, ".")
  }
}

# More copies than among real rows, or training rows preferred to held out ones nearly always. (Somewhat nearer to
# training rows is every model of few rows with noise: it lies around the mean of those that it saw.)
nearer_above <- 0.9

# Where values are few, as in tables of whole numbers, rows repeat by chance; those of a model may do so somewhat more.
many_copies <- function(generated, real) generated > 1.5 * real + 0.05

memorises <- function(x) {
  copies <- figure_of(x, "copies")
  nearer <- figure_of(x, "nearer_to_training")
  many_copies(copies$generated, copies$real) || (!is.null(nearer) && nearer$generated > nearer_above)
}

say_memory <- function(x) {
  copies <- figure_of(x, "copies")
  nearer <- figure_of(x, "nearer_to_training")
  c(
    say_copies(copies),
    if (!is.null(nearer)) {
      paste0(
        percent(nearer$generated), " of generated rows are nearer to a training row than to one held out (50 % is ",
        "best)."
      )
    },
    if (memorises(x)) memorises_words
  )
}

say_copies <- function(copies) {
  paste0(
    if (copies$generated == 0) "None" else percent(copies$generated), " of the generated rows are near-copies of ",
    "training rows (real rows among themselves: ", percent(copies$real), ")."
  )
}

memorises_words <- "The model memorises: train on more rows, or with a smaller generator or fewer epochs."

# A baseline is better where the classifier finds it harder to tell.
say_worth <- function(x) {
  accuracy <- figure_of(x, "accuracy")
  if (is.na(accuracy$generated) || is.na(accuracy$gaussian)) {
    return(NULL)
  }
  gain <- accuracy$gaussian - accuracy$generated
  verdict <- if (gain > guessing(x)) {
    ": the GAN was worth it."
  } else if (gain < -guessing(x)) {
    ": it is better than this GAN; train longer or change the recipe."
  } else {
    ": neither is clearly better."
  }
  paste0(
    "A simple baseline, principal components with normal scores, is told from real rows in ",
    percent(accuracy$gaussian), " of cases", verdict
  )
}
