# An evaluation made by hand, of two groups, with the figures given; everything else is that of a perfect generator.
fake_evaluation <- function(..., groups = c(0.5, 0.5), real = c(0.5, 0.5), outside = 0, compared = 100, drop = NULL) {
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
    compared = compared, kind = "waves", k = 5, seed = 1
  )
  new_evaluation(found, list(real = 200, generated = 1000, holdout = 0), 2000)
}
