#' @importFrom generics generate
#' @export
generics::generate

#' Generate new rows from a trained GAN
#'
#' `generate()` draws new rows; `simulate()` is the same under the name that
#' \pkg{stats} gives it. Of a model with a `context` (see [gan()]) both go on from
#' what is known: `generate(fit, n, newdata)` gives continuations of a series,
#' `simulate(fit, nsim, length = 400)` new series of any length.
#'
#' @param x,object A fit made by [gan()].
#' @param n,nsim Number of rows.
#' @param seed Whole number that decides the rows: the same seed gives the same
#'   rows, in any session on one machine with the same number of threads (see
#'   Same rows). `NULL` draws it from R's generator (one draw);
#'   otherwise the user's random numbers are left alone.
#' @param epoch A traced epoch whose generator is to be used, among
#'   `fit$traces$epoch[fit$traces$kept]`; `NULL` for the best, `fit$best`.
#' @param newdata What rows are to be like, where the model was trained with `by` of [gan()]: a data frame with those
#'   columns, or a vector where there is one. A row is made for each of its rows, or `n` for a single one. `NULL` for
#'   conditions as training rows have them. Of a model with a `context`: a series like that it was trained on, the end
#'   of which is continued. `NULL` then has `generate()` make windows that begin as training windows do, and
#'   `simulate()` go on from the first of these.
#' @param length Number of time points of the series that are simulated; `NULL` for windows, as from `generate()`.
#' @param gaps Whether rows have gaps, `NA`, as the training rows have: those of training rows like them where gaps have
#'   to do with what a row is like, otherwise of any. `NULL` for only where the training rows were a list of vectors:
#'   then rows have lengths as these have.
#' @param ... Not used; a misspelt argument is an error.
#' @return `n` rows in the class, names, column types and units of the training
#'   data: a matrix, a data frame or an array with rows first (matrices and arrays of class [gan_rows], which print
#'   their first rows). Whole-number
#'   columns are rounded. Rows that the discriminator tells from real ones are drawn
#'   again where the recipe says so (the default does; see `rejection` in
#'   [gan_spec()]). The first rows of a `seed` are the same whatever `n` is. Of a model trained with `by`, columns of
#'   the training data that were named there come back with each row; labels are in the attribute `"by"`, and in the
#'   row names of matrices and arrays.
#'   With `newdata` or `length`, [gan_windows] of what follows, with times of their own: `n` continuations of
#'   `newdata` as long as a window without its context, or `nsim` series of `length` time points. `as.list()` has them
#'   as series of the class of the data.
#' @section Continuations:
#' A continuation spreads as those of new data do: by as much wider than the training windows as the prediction was
#' worse on parts of the series that it was not fitted to. Simulated series spread as the training data do, so that they
#' look like these. Both are linear in their means (see *What comes next* in [gan()]).
#' @section Same rows:
#' A fit and a seed give the same rows bit by bit on one machine with the same
#' number of threads, and so does a fit read from a file there. With another number
#' of threads, on another processor or with another version of TensorFlow sums are
#' taken in another order: rows then differ in the last of seven digits or so. Where the
#' discriminator only just lets a row pass, or does not, another row can stand in
#' its place.
#' @section Errors:
#' `rgan_error_argument` when `n` is not a whole number of at least 1, `seed` not
#' one of at least 0, or `epoch` not among those kept (which are told), and where
#' `n` and `newdata` do not agree; `rgan_error_data` for levels in `newdata` that were not
#' learned. A warning of class `rgan_extrapolation` where numbers go beyond those of
#' the training rows.
#' @seealso [interpolate_waves()] for rows in between, [predict.gan()] for how
#'   real rows look.
#' @name generate.gan
#' @examplesIf rgan:::python_available()
#' fit <- gan(get_training_data(n = 40, m = 50), epochs = 20, log = FALSE, seed = 1)
#' dim(generate(fit, 5))
#' identical(generate(fit, 2, seed = 7), simulate(fit, 2, seed = 7))
#'
#' # What comes next
#' fit <- gan(log(lynx), window = 30, context = 20, epochs = 20, log = FALSE, seed = 1)
#' plot_waves(generate(fit, 50, newdata = log(lynx)))
#' plot(as.list(simulate(fit, length = 200, seed = 1))[[1]])
NULL

#' @rdname generate.gan
#' @export
generate.gan <- function(x, n = 12, seed = NULL, epoch = NULL, newdata = NULL, gaps = NULL, ...) {
  check_no_dots(...)
  call <- rlang::current_env()
  epoch <- check_traced_epoch(epoch, x)
  seed <- check_number_whole(seed, min = 0, allow_null = TRUE)
  gaps <- check_flag(gaps, allow_null = TRUE)
  if (!is.null(newdata) && has_context(x)) {
    return(continuations(x, check_number_whole(n), newdata, seed, epoch, call))
  }
  asked <- asked_conditions(newdata, x, if (!missing(n)) check_number_whole(n), call)
  generated_rows(x, if (is.null(asked)) check_number_whole(n) else nrow(asked), seed, epoch, call, asked, gaps)
}

#' @rdname generate.gan
#' @importFrom stats simulate
#' @export
simulate.gan <- function(object, nsim = 1, seed = NULL, epoch = NULL, length = NULL, newdata = NULL, ...) {
  check_no_dots(...)
  call <- rlang::current_env()
  epoch <- check_traced_epoch(epoch, object)
  seed <- check_number_whole(seed, min = 0, allow_null = TRUE)
  nsim <- check_number_whole(nsim)
  length <- check_number_whole(length, allow_null = TRUE)
  if (!is.null(length)) {
    return(long_series(object, nsim, length, newdata, seed, epoch, call))
  }
  if (!is.null(newdata) && has_context(object)) {
    return(continuations(object, nsim, newdata, seed, epoch, call))
  }
  asked <- asked_conditions(newdata, object, if (!missing(nsim)) nsim, call)
  generated_rows(object, if (is.null(asked)) nsim else nrow(asked), seed, epoch, call, asked)
}

generated_rows <- function(fit, n, seed, epoch, call, asked = NULL, gaps = NULL) {
  made <- generated_numbers(fit, n, seed, epoch, call, asked, gaps)
  rows <- with_conditions(to_user(made$rows, fit$data$template), fit$data$conditions, made$conditions)
  as_generated(rows, fit$data$kind, note = epoch_text(epoch, fit))
}

# A million numbers take about a second.
inform_many <- function(n, size) {
  if (n * size > 2e6) inform_wait("Generating {format_count(n)} rows.")
}

epoch_text <- function(epoch, fit) paste("epoch", format_count(epoch %||% fit$best))

# Numbers of generated rows, and their conditions: those asked for, or those drawn; NULL where there are none. `gaps`:
# whether rows have gaps as training rows have; NULL for only where these were of unequal length.
generated_numbers <- function(fit, n, seed, epoch, call, asked = NULL, gaps = NULL) {
  if (is.null(seed)) seed <- draw_seed()
  trainer <- trainer_of(fit, call)
  template <- fit$data$template
  inform_many(n, prod(fit$data$dim[-1]))
  gappy <- if (gaps %||% isTRUE(template$lengths)) fit_numbers(fit$data$rows, template, "fit$data$rows", call)
  if (is.null(fit$data$conditions)) {
    rows <- call_trainer("generate", trainer, n, seed, epoch, gappy = gappy, call = call)
    return(list(rows = rows, conditions = NULL))
  }
  call_trainer("generate_told", trainer, n, seed, epoch, asked, gappy, call = call)
}

check_traced_epoch <- function(epoch, fit, call = rlang::caller_env()) {
  epoch <- check_number_whole(epoch, arg = "epoch", min = 0, call = call, allow_null = TRUE)
  kept <- unlist(fit$details$kept_epochs)
  if (!is.null(epoch) && !epoch %in% kept) {
    abort_rgan(c(
      "The generator of epoch {epoch} is not in this fit.",
      "i" = "There {cli::qty(length(kept))}{?is/are} {kept}; the best is {fit$best}.",
      "i" = "{.arg trace} of {.fn gan} says which epochs are kept."
    ), class = "argument", call = call)
  }
  epoch
}

#' Walk from one generated row to another
#'
#' Every generated row comes from a point in the latent space of the generator.
#' `interpolate_waves()` walks in even steps from one point to another and shows
#' what is generated on the way: what the model believes to lie between.
#'
#' @param fit A fit made by [gan()].
#' @param n Number of rows, both ends included; at least 2.
#' @param from,to The ends: numeric vectors as long as the recipe's latent size,
#'   or, where the rows are in groups, with a number for each group before these: 1
#'   for the end's own, else 0. `NULL` draws one.
#' @param seed As in [generate.gan()]; decides the ends that are drawn.
#' @return `n` rows as from [generate.gan()]. The ends walked between are in the
#'   attributes `"from"` and `"to"`.
#' @details Between normal latent points the way follows the sphere (White 2016,
#'   <https://arxiv.org/abs/1609.04468>): a straight line would pass nearer to
#'   the origin than the points the generator was trained on. Between uniform
#'   ones, and with one latent number, it is straight. From one group to another it
#'   leads straight from centre to centre.
#' @section Errors:
#' `rgan_error_argument` when an end is not as long as the latent size.
#' @seealso [generate.gan()]
#' @export
#' @examplesIf rgan:::python_available()
#' fit <- gan(get_training_data(n = 40, m = 50), epochs = 20, log = FALSE, seed = 1)
#' walk <- interpolate_waves(fit, n = 6, seed = 1)
#' dim(walk)
interpolate_waves <- function(fit, n = 12, from = NULL, to = NULL, seed = NULL) {
  check_full_names()
  call <- rlang::current_env()
  check_fit(fit)
  n <- check_number_whole(n, min = 2)
  check_latent(from, fit)
  check_latent(to, fit)
  seed <- check_number_whole(seed, min = 0, allow_null = TRUE)
  if (is.null(seed)) seed <- draw_seed()
  trainer <- trainer_of(fit, call)
  ends <- call_trainer("latent", trainer, 2L, seed, call = call)
  from <- c(utils::head(ends[1, ], ncol(ends) - length(from)), from)
  to <- c(utils::head(ends[2, ], ncol(ends) - length(to)), to)
  groups <- seq_along(from) <= ncol(ends) - fit$details$latent
  share <- seq(0, 1, length.out = n)
  way <- cbind(
    walk_between(from[groups], to[groups], share, curved = FALSE),
    walk_between(from[!groups], to[!groups], share, curved = fit$spec$latent$distribution == "normal")
  )
  rows <- call_trainer("generate", trainer, n, seed, latent = way, call = call)
  # Conditions on the way lie between those of the ends.
  rows <- structure(to_user(rows, fit$data$template), from = from, to = to)
  as_generated(rows, fit$data$kind, note = c("from one latent point to another", epoch_text(NULL, fit)))
}

check_latent <- function(x, fit, arg = rlang::caller_arg(x), call = rlang::caller_env()) {
  size <- fit$details$latent
  groups <- length(fit$details$groups) + (fit$details$conditions %||% 0)
  if (!is.null(x) && !(is_numbers(x) && length(x) %in% c(size, size + groups) && all(is.finite(x)))) {
    wanted <- paste("NULL or", size, if (size == 1) "finite number" else "finite numbers")
    if (groups > 0) wanted <- paste0(wanted, " (or ", size + groups, ", of which the first ", groups, " say the group)")
    abort_argument(x, arg, wanted, call)
  }
}

# Latent points at so many shares of the way, one a row: along the arc when `curved`, else straight.
walk_between <- function(from, to, share, curved) {
  lengths <- sqrt(c(sum(from^2), sum(to^2)))
  angle <- if (all(lengths > 0)) acos(max(-1, min(1, sum(from * to) / prod(lengths)))) else 0
  # Nearly parallel or opposite: the arc is a straight line or not defined.
  if (!curved || length(from) == 1 || sin(angle) < 1e-6) {
    return(outer(1 - share, from) + outer(share, to))
  }
  outer(sin((1 - share) * angle) / sin(angle), from) + outer(sin(share * angle) / sin(angle), to)
}

#' How real rows look to the discriminator
#'
#' @param object A fit made by [gan()].
#' @param newdata Rows of the same columns as the training data. Columns are
#'   matched by name where both have names, each once; a data frame may then have
#'   more columns. Where names are missing, empty or repeated they must be the
#'   same in the same order. Rows without names, and waves named by other times,
#'   are matched by position. `NULL` for the training rows.
#' @param by What `newdata` are, where the model was trained with labels (`by` of [gan()]); generated rows carry theirs.
#' @param ... Not used; a misspelt argument is an error.
#' @return Numeric vector with one probability from 0 to 1 per row: near 1 the
#'   discriminator takes it for real, near 0 for generated. Compare rows with
#'   one another: at the relativistic optimum only differences have a meaning.
#'   Rows with missing values are judged with these filled by [impute()].
#'   Exactly 0 for rows that move in ways in which no training row does, where
#'   waves or series were learned by their principal components.
#' @section Errors:
#' `rgan_error_data` for rows of another shape or without any value, columns that
#' cannot be matched, or values that are no plain numbers.
#' @seealso [augment.gan()] for the nearest training row besides, [generate.gan()]
#' @export
#' @examplesIf rgan:::python_available()
#' train <- get_training_data(n = 40, m = 50)
#' fit <- gan(train, epochs = 20, log = FALSE, seed = 1)
#' summary(predict(fit, train))
#' summary(predict(fit, generate(fit, 40, seed = 1)))
predict.gan <- function(object, newdata = NULL, by = NULL, ...) {
  check_no_dots(...)
  call <- rlang::current_env()
  told <- if (is.null(newdata)) object$data$conditions$numbers else conditions_like(newdata, by, object, call)
  if (is.null(newdata)) newdata <- object$data$rows
  check_in_memory(newdata, call, "Give rows as {.arg newdata}, such as {.code head(fit$data$rows, 1000)}.")
  x <- numbers_like(newdata, object$data$template)
  trainer <- trainer_of(object, call)
  as.vector(call_trainer("realness", trainer, x, told, call = call))
}
