# An evaluation made by hand, of two groups, with the figures given; everything else is that of a perfect generator.
# `told` is what Python gives beside the figures: faults, eyes, and so on.
fake_evaluation <- function(..., groups = c(0.5, 0.5), real = c(0.5, 0.5), outside = 0, compared = 100, drop = NULL,
                            told = list(), labels = list(), kind = "waves") {
  given <- list(...)
  perfect <- c(
    coverage = 0.97, density = 1, accuracy = 0.5, sliced_wasserstein = 0.02, marginal = 0.02, shares = 0,
    outside = 0, spectrum = 0.01, autocorrelation = 0.01, roughness = 1, copies = 0
  )
  figures <- lapply(c(perfect, unlist(given[!names(given) %in% c("gaussian", "floor")]))[], function(value) {
    list(generated = value, real = value, low = value, high = value, gaussian = value, bootstrap = value, best = NULL)
  })
  figures <- figures[!duplicated(names(figures), fromLast = TRUE) & !names(figures) %in% drop]
  figures$accuracy$real <- 0.52
  figures$accuracy$gaussian <- if (is.null(given$gaussian)) 0.97 else given$gaussian
  figures$copies$real <- 0
  curve <- function(shift) {
    list(
      spectrum = matrix(1 / (1:10 + shift)), autocorrelation = matrix(cos((1:10) / (3 + shift))),
      bands = array(rbind(-sin(1:20) - 2, sin(1:20) + 2 + shift), c(2, 20, 1))
    )
  }
  found <- list(
    figures = figures,
    groups = list(
      count = length(real), real = real, generated = groups, outside_real = 0, outside_generated = outside
    ),
    curves = list(frequency = 1:10, lag = 1:10, real = curve(0), generated = curve(0.3)),
    plane = list(real = cbind(rep(c(-1, 1), 10), (1:20) / 20), generated = cbind(rep(c(-1, 1.1), 10), (20:1) / 20)),
    compared = compared, kind = kind, k = 5, seed = 1
  )
  new_evaluation(c(found, told), list(real = 200, generated = 1000, holdout = 0), 2000, labels)
}

# A fault as Python gives it, column and position counted from 0.
fake_fault <- function(code, column = 0, generated = 0.5, real = 0, value = 0, ...) {
  fault <- list(
    code = code, column = column, others = list(), position = NULL, count = 1, value = value, generated = generated,
    real = real, low = 0, high = 0.01, severity = abs(generated - real)
  )
  given <- list(...)
  fault[names(given)] <- given
  fault
}

# Three classifiers that reach the same accuracy on each candidate, with an interval of 0.05 on both sides.
fake_eyes <- function(generated = 0.5, real = 0.5, gaussian = 0.9, bootstrap = 0.7) {
  reached <- c(generated = generated, real = real, gaussian = gaussian, bootstrap = bootstrap)
  eyes <- expand.grid(eye = setdiff(names(eye_names), "trees"), candidate = names(reached), stringsAsFactors = FALSE)
  lapply(seq_len(nrow(eyes)), function(i) {
    accuracy <- reached[[eyes$candidate[[i]]]]
    list(
      candidate = eyes$candidate[[i]], eye = eyes$eye[[i]], accuracy = accuracy, low = accuracy - 0.05,
      high = accuracy + 0.05
    )
  })
}
