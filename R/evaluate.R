#' How good are the generated rows?
#'
#' Compares generated with real rows and says in sentences what it finds, plain
#' faults first: values that are never or always there, wrong shares, steps,
#' correlations. `evaluate_gan()` takes a fit, `evaluate_rows()` rows from
#' anywhere, such as those of another generator. Every figure stands beside its
#' floor, what real rows reach against real rows, and beside two cheap ways of
#' getting rows, so that it can be seen whether a GAN was worth it: normal scores
#' on (functional) principal components, and a bootstrap, which repeats the rows.
#'
#' Of a model with a `context` what follows on it is judged, as moves from the
#' last step that is known: what is known is real.
#'
#' @order 1
#' @param fit A fit made by [gan()].
#' @param holdout Real rows that were not trained on, of the same columns as the
#'   training data, matched as in [predict.gan()]. `NULL` takes those that [gan()] held out (of 2000 rows or
#'   more). Where there are none the training rows are compared in halves.
#' @param n Number of rows to generate; `NULL` for 1000.
#' @param seed Whole number that decides everything random here; `NULL` draws it
#'   from R's generator (one draw).
#' @param epoch A traced epoch to judge, as in [generate.gan()]; `NULL` for the best.
#' @param neighbours Number of nearest neighbours for coverage and density.
#' @param target Names or numbers of columns of a table: what models trained on
#'   generated rows predict them from the other columns is held against real rows.
#' @param x,object An evaluation.
#' @param row.names,optional Not used.
#' @param ... Not used; a misspelt argument is an error.
#' @return `evaluate_gan()` an object of class `gan_evaluation`, a list of
#'   * `figures`: data frame with a row per figure (below) and the columns
#'     `figure`, `generated`, `real` (the floor: the mean of three comparisons of
#'     real with real rows), `low`, `high` (their range), `gaussian`, `bootstrap`
#'     (the baselines), and `best`, the value of a perfect generator (`NA` where
#'     that is the floor).
#'   * `groups`: data frame with a row per group of real rows, largest first:
#'     `group`, `real` and `generated` shares, `covered` (a share of at least a
#'     quarter of the real one).
#'   * `outside`: shares of real and generated rows outside the reach of every group.
#'   * `faults`: data frame with a row per plain fault, worst first: `fault` (what
#'     it is), `column`, `others` (of a relation; of a category the level), `point` of time and in how many
#'     `points` it was found, `value`, the `generated` and the `real` share of rows
#'     (or mean, or correlation), `low` and `high` (where 95 of 100 samples of
#'     real rows are), `severity` (from 0 to 1: how many more rows it gives away
#'     than guessing would). Only what lies beyond chance is listed: of 100
#'     evaluations of rows without a fault at most five list one.
#'   * `eyes`: data frame of what three classifiers reach on rows they were not
#'     fitted to: `candidate` ("generated", "real", "gaussian", "bootstrap"), `eye`
#'     ("boosting" on values and steps, "components": logistic regression on
#'     principal coefficients and their squares, "neighbours"), `accuracy`, `low`
#'     and `high` (99 %). `reasons`: the values that gave generated rows away, with
#'     the accuracy lost without them. `guessing`: whether no classifier tells them.
#'   * `roughness`: data frame with a row per channel: roughness beside the real
#'     one, and where that of real rows is. `memory`: list with the `share` of
#'     generated rows nearer to a training row than that one is to its nearest
#'     other, the `floor` of fresh real rows, and whether it `memorises`.
#'   * `utility`: data frame of errors on real rows of models that were trained on
#'     generated rows, beside the same models trained on real ones: `target` (a
#'     column of `target`; of series each channel), `task` ("classification" for a
#'     column of at most 10 values, each in 5 rows or more: share of rows that got another
#'     value; "regression", or "next" for the next value of waves and series: mean
#'     absolute error in the units of the column), `generated` and `real` (errors by
#'     what was trained on), `low` and `high` (where `generated` is at least 95
#'     times in 100 if generated rows are as good), `guess` (the error without a model: the most
#'     frequent value, the median, no change). See Utility.
#'   * `conditions`, of a model that was trained with `by`: data frame of how well rows
#'     are what they were to be. Models learn the conditions from real rows, and are asked
#'     of generated ones: `condition`, `level` (`NA` for all rows), `rows`, `generated` and
#'     `real` (the share of rows that are taken for their class; of a number the mean
#'     absolute error; `real` of rows that the model was not fitted to), `guess`
#'     (without a model).
#'   * `curves`, `plane`: what the picture shows. `compared`: rows of each kind in
#'     one comparison. `missing`: how many values the real rows lack. Generated rows
#'     then get gaps as these have, and the gaps of all are filled alike, by draws, before
#'     they are compared. `kind`, `rows`, `holdout` (numbers of rows), `neighbours`,
#'     `epoch`, `seed`.
#'
#'   `print()` says it in sentences. `autoplot()` returns one page as a ggplot,
#'   `plot()` draws it: where rows lie, what the classifiers reach (dots with their
#'   intervals; crosses for the baselines), the worst plain faults with the figure
#'   of generated and real rows, groups where there are several, and of waves and
#'   series bands (in the units of the data, of each group where they are at most four) and spectra.
#'   `as.data.frame()` gives `figures`.
#' @section Figures:
#' * `coverage` (high is good, as the floor): share of real rows with a generated
#'   row among their nearest neighbours; `density` (about 1): how many
#'   neighbourhoods of real rows generated rows lie in. Naeem et al. (2020),
#'   <https://arxiv.org/abs/2002.09797>.
#' * `accuracy` (0.5): how often a cross-validated classifier tells generated
#'   from real rows. Lopez-Paz and Oquab (2017), <https://arxiv.org/abs/1610.06545>.
#' * `sliced_wasserstein` (0): how far rows have to be moved, over random
#'   directions, in standard deviations; `marginal` (0): the same column by column.
#' * `shares` (0): share of rows that are in the wrong group; `outside` (as the
#'   floor): share of rows between or beyond the groups.
#' * `correlational` (0), for series of several channels: the correlational score of
#'   Diffusion-TS, the sum over pairs of channels of how much their correlations
#'   over all rows and times differ, divided by 10 (Yuan and Qiao 2024,
#'   <https://arxiv.org/abs/2403.01742>). For tables of several columns the mean
#'   over pairs, of columns mapped by rank onto normal quantiles.
#' * `spectrum`, `autocorrelation` (0), `roughness` (1), for waves and series: power
#'   at wrong frequencies, mean difference of the autocorrelations, how ragged
#'   curves are beside the real ones.
#' * `copies` (as the floor): share of rows that are near-copies of training rows;
#'   `nearer_to_training` (0.5), with `holdout`: share of rows nearer to a training
#'   row than to one held out.
#' * `discriminative` (0) and `predictive` (as the floor), for series: the two scores
#'   of TimeGAN (Yoon et al. 2019). A recurrent network tells generated from real
#'   series; one that was trained on generated series foretells the last channel of
#'   real ones from the others, its mean absolute error in units of that channel's
#'   range. Both take some seconds; the baselines have no `predictive`.
#'
#' All are computed on rows scaled to unit variance. The Python module
#' `rgan.metrics` has them one by one.
#' @section Utility:
#' Models are trained on half of the generated rows and on as many real ones, and
#' tried on real rows that neither has seen (half of `holdout`, or the other half
#' of the training rows), ten times. Of tables, gradient boosting predicts each
#' `target` from the other columns, its median or which of few values it has. Of
#' waves and series a ridge regression on the points before (ten, or fewer where there
#' are many channels) predicts the next value of each channel; windows of one series are split into blocks of time. The
#' idea is that of Esteban et al. (2017), <https://arxiv.org/abs/1706.02633>.
#' @section Errors:
#' `rgan_error_data` for rows of other columns or without any value, and
#' for fewer rows than neighbours (`2 * neighbours + 2` training rows are needed
#' without a holdout); `rgan_error_argument` for other arguments, such as a
#' `target` that is no column.
#' @export
#' @examplesIf rgan:::python_available()
#' train <- get_training_data(n = 40, m = 50)
#' fit <- gan(train, epochs = 20, log = FALSE, seed = 1)
#' quality <- evaluate_gan(fit, n = 100, seed = 1)
#' quality
#' plot(quality)
#' head(as.data.frame(quality))
#'
#' # What are rows good for? Boosting learns petal widths from them.
#' flowers <- gan(iris[1:4], epochs = 20, log = FALSE, seed = 1)
#' evaluate_gan(flowers, target = "Petal.Width", seed = 1)$utility
#'
#' # Rows from anywhere: here normal ones, which the judge tells from waves.
#' evaluate_rows(train, matrix(rnorm(2000), 40), seed = 1)
evaluate_gan <- function(fit, holdout = NULL, n = NULL, seed = NULL, epoch = NULL, neighbours = 5, target = NULL,
                         ...) {
  check_no_dots(...)
  call <- rlang::current_env()
  check_fit(fit)
  n <- check_number_whole(n, allow_null = TRUE)
  neighbours <- check_number_whole(neighbours)
  seed <- check_number_whole(seed, min = 0, allow_null = TRUE)
  epoch <- check_traced_epoch(epoch, fit)
  targets <- check_targets(target, fit$data$rows, fit$data$kind)
  judged <- judged_rows(fit, call)
  real <- judged$real
  held <- judged$numbers
  if (is.null(holdout)) {
    holdout <- judged$held
  } else {
    holdout <- numbers_like(holdout, fit$data$template, "holdout", call)
    # Those held out are rows like all others then.
    real <- fit_numbers(fit$data$rows, fit$data$template, "fit$data$rows", call)
  }
  if (is.null(seed)) seed <- draw_seed()
  made <- generated_numbers(fit, if (is.null(n)) 1000L else n, seed, epoch, call, gaps = FALSE)
  generated <- fit_numbers(to_user(made$rows, fit$data$template), fit$data$template, "generate(fit)", call)
  follows <- function(x) moves_after(x, fit$data$template$context)
  compare_rows(
    follows(real), follows(generated), follows(holdout), seed, fit$data$kind, neighbours, targets,
    epoch = if (is.null(epoch)) fit$best else epoch, labels = row_labels_of(fit$data$rows, fit$data$template),
    columns = fit$data$columns, by = fit$data$conditions, asked = made$conditions, held = held, call = call
  )
}

# The evaluation of numbers, checked already. `epoch` is that of the generator, `labels` are those of row_labels_of().
compare_rows <- function(real, generated, holdout, seed, kind, neighbours, targets, epoch, labels, columns = NULL,
                         by = NULL, asked = NULL, held = NULL, call = rlang::caller_env()) {
  trained <- if (length(held) > 0 && !is.null(by) && nrow(real) < nrow(by$numbers)) -held else TRUE
  compared <- format_count(c(nrow(generated), nrow(real)))
  inform_wait("Comparing {compared[[1]]} generated with {compared[[2]]} real rows{wait_words(kind)}.")
  told <- if (!is.null(by)) list(by$numbers[trained, , drop = FALSE], asked, by$columns)
  found <- call_trainer(
    "evaluate", real, generated, holdout, seed, kind, neighbours, targets, columns, told,
    call = call
  )
  rows <- list(real = nrow(real), generated = nrow(generated), holdout = NROW(holdout))
  evaluation <- new_evaluation(found, rows, epoch, labels)
  if (!is.null(by)) evaluation$conditions <- condition_frame_of(found$conditions, by)
  evaluation
}

# Measured: waves and tables of 200 to 2000 rows; series have recurrent networks trained on them.
wait_words <- function(kind) if (kind == "series") ": about half a minute" else ": about 10 seconds"

new_evaluation <- function(found, rows, epoch, labels = list()) {
  groups <- found$groups
  structure(
    list(
      figures = figure_frame(found$figures),
      groups = data.frame(
        group = seq_len(groups$count), real = as.numeric(groups$real), generated = as.numeric(groups$generated),
        covered = is_covered(as.numeric(groups$generated), as.numeric(groups$real))
      ),
      outside = c(real = groups$outside_real, generated = groups$outside_generated),
      curves = found$curves, plane = found$plane, compared = found$compared, kind = found$kind, rows = rows,
      missing = found$missing,
      neighbours = found$k, epoch = epoch, seed = found$seed,
      faults = fault_frame(found$faults, labels, found$kind), eyes = eye_frame(found$eyes),
      reasons = reason_frame(found$reasons, labels, found$kind), guessing = found$guessing,
      roughness = roughness_frame(found$roughness, labels, found$kind), memory = found$memory,
      utility = utility_frame(found$utility, labels, found$kind)
    ),
    class = "gan_evaluation"
  )
}

# Some rows of an array of any number of dimensions.
array_rows <- function(x, which) {
  dims <- dim(x)
  kept <- matrix(x, dims[[1]])[which, , drop = FALSE]
  array(kept, c(nrow(kept), dims[-1]))
}

figure_frame <- function(figures) {
  columns <- c("generated", "real", "low", "high", "gaussian", "bootstrap", "best")
  values <- lapply(columns, function(column) {
    vapply(figures, function(f) if (is.null(f[[column]])) NA_real_ else as.numeric(f[[column]]), 0, USE.NAMES = FALSE)
  })
  data.frame(figure = names(figures), stats::setNames(values, columns))
}

# A group that gets less than a quarter of its share is as good as missing.
is_covered <- function(generated, real) generated >= real / 4

#' @rdname evaluate_gan
#' @export
as.data.frame.gan_evaluation <- function(x, row.names = NULL, optional = FALSE, ...) { # nolint: object_name.
  check_full_names()
  x$figures
}

#' @rdname evaluate_gan
#' @export
print.gan_evaluation <- function(x, ...) {
  holdout <- if (x$rows$holdout > 0) paste0(" and ", format_count(x$rows$holdout), " held out")
  epoch <- if (!is.null(x$epoch)) paste0(" (epoch ", x$epoch, ")")
  cli::cat_line(
    "<gan_evaluation> ", format_count(x$rows$generated), " generated rows", epoch, " compared with ",
    format_count(x$rows$real), " real ones", holdout
  )
  for (sentence in evaluation_words(x)) {
    cli::cat_line(strwrap(sentence, width = cli::console_width() - 2, initial = "* ", prefix = "  "))
  }
  invisible(x)
}
