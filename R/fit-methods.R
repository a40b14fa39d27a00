# Figures of a fit to work with.

#' Look at a trained GAN
#'
#' `print()` says in a few lines what was trained and what to try next;
#' `summary()` adds how values are encoded and the networks layer by layer; `str()`
#' names the parts of the fit, a line each.
#' `head()` gives the first rows that were generated at the best epoch.
#' `as.data.frame()` and `tidy()` give figures to work with, `glance()` one row.
#' `as.matrix()`, `as.array()` and `t()` are errors of class `rgan_error_argument`
#' that say where the numbers are, as a fit holds several matrices.
#'
#' @param x,object A fit made by [gan()].
#' @param what `"history"` for the losses per epoch, or `"output"` for the traced
#'   rows in long form.
#' @param n Number of rows.
#' @param row.names,optional Not used.
#' @param ... Not used.
#' @return `print()` its argument, invisibly. `head()` rows of `output`, of the best epoch, or of the newest where that
#'   is not among them. `summary()` an object of class
#'   `summary.gan`: a list of `kind`, `dim`, `networks` (a data frame as from
#'   `tidy()`), `latent`, `objective`, `epochs`, `steps`, `losses` (of the
#'   last row of the history, as in the log and the progress bar), `seconds`, `next_step`.
#'
#'   `as.data.frame()` a data frame: the history with one row per epoch
#'   (`epoch`, `step`, `d_loss`, `g_loss`, `d_accuracy`, `g_accuracy`,
#'   `seconds`), or one row per generated value (`epoch`, `row`, `column`,
#'   `value`; `column` counts through all columns of an array).
#'
#'   `tidy()` a data frame with one row per layer: `network`, `layer`, `type`,
#'   `output_shape`, `parameters`. `glance()` a data frame of one row: `kind`,
#'   `n`, `shape`, `epochs`, `steps`, `d_loss`, `g_loss` (as in `summary()`),
#'   `parameters`, `seconds`, `preset`, `batch_size`, `seed`, `best` (epoch), its `score`,
#'   `stopped`: rows of many fits, such as of `do.call(rbind, lapply(fits, glance))`, tell them
#'   apart. A mean over more epochs, which moves less from one to
#'   the next, is `colMeans(tail(fit$history, 100))`.
#' @seealso [plot_history()] for the losses as a picture.
#' @name gan-methods
#' @examplesIf rgan:::python_available()
#' fit <- gan(get_training_data(n = 40, m = 50), epochs = 20, log = FALSE, seed = 1)
#' fit
#' summary(fit)
#' head(fit, 2)
#' head(as.data.frame(fit))
#' tidy(fit)
#' glance(fit)
NULL

#' @rdname gan-methods
#' @export
# nolint start: object_name_linter. The generic names the argument.
as.data.frame.gan <- function(x, row.names = NULL, optional = FALSE, what = c("history", "output"), ...) {
  # nolint end
  check_full_names()
  what <- rlang::arg_match(what)
  if (what == "history") {
    return(x$history)
  }
  long <- lapply(names(x$output), function(name) {
    rows <- rows_as_matrix(x$output[[name]])
    data.frame(
      epoch = as.integer(sub("^epoch ", "", name)), row = as.vector(row(rows)), column = as.vector(col(rows)),
      value = as.vector(rows)
    )
  })
  do.call(rbind, long)
}

#' @rdname gan-methods
#' @export
as.matrix.gan <- function(x, ...) abort_no_matrix(x, rlang::current_env())

#' @rdname gan-methods
#' @export
as.array.gan <- function(x, ...) abort_no_matrix(x, rlang::current_env())

#' @rdname gan-methods
#' @export
t.gan <- function(x) abort_no_matrix(x, rlang::current_env())

# R would make a matrix of lists that is of class `gan`.
abort_no_matrix <- function(fit, call) {
  traced <- names(fit$output)
  abort_rgan(c(
    "A fit is no matrix: it holds several, and which one is meant cannot be told.",
    "i" = "New rows: {.code generate(fit, 100)}.",
    "i" = "Rows generated during training: {.code fit$output[[\"{traced[[length(traced)]]}\"]]}.",
    "i" = "Training rows: {.code fit$data$rows}.",
    "i" = "Losses: {.code as.matrix(as.data.frame(fit))}."
  ), class = "argument", call = call)
}

# Any shape of rows as a plain matrix, one row each.
rows_as_matrix <- function(x) {
  x <- if (is.data.frame(x)) data.matrix(x) else x
  matrix(as.double(x), nrow(x))
}

#' @importFrom generics tidy
#' @export
generics::tidy

#' @importFrom generics glance
#' @export
generics::glance

#' @rdname gan-methods
#' @export
tidy.gan <- function(x, ...) {
  one <- function(network) {
    layers <- x$details[[network]]$layers
    data.frame(
      network = network,
      layer = seq_along(layers),
      type = vapply(layers, function(l) l$type, character(1)),
      output_shape = vapply(layers, function(l) shape_text(unlist(l$output_shape)), character(1)),
      parameters = vapply(layers, function(l) as.integer(l$parameters), integer(1))
    )
  }
  rbind(one("generator"), one("discriminator"))
}

#' @rdname gan-methods
#' @export
glance.gan <- function(x, ...) {
  losses <- last_losses(x$history)
  data.frame(
    kind = x$data$kind, n = x$data$dim[[1]], shape = shape_text(x$data$dim[-1]), epochs = x$epochs,
    steps = as.integer(x$details$step), d_loss = losses[["d_loss"]], g_loss = losses[["g_loss"]],
    parameters = as.integer(x$details$generator$parameters + x$details$discriminator$parameters),
    seconds = x$seconds, preset = x$spec$preset %||% NA_character_, batch_size = as.integer(x$batch_size),
    seed = as.integer(x$seed), best = as.integer(x$best %||% NA), score = best_score(x),
    stopped = x$stopped %||% NA_character_
  )
}

# The score of the best epoch; NA without a trace.
best_score <- function(fit) {
  score <- fit$traces$score[fit$traces$best]
  if (length(score) == 1) score else NA_real_
}

# "The losses" mean one thing everywhere, in print(), log and progress bar: those of the newest row of the history.
last_losses <- function(history) {
  if (nrow(history) == 0) {
    return(c(d_loss = NA_real_, g_loss = NA_real_))
  }
  last <- utils::tail(history, 1)
  c(d_loss = last$d_loss, g_loss = last$g_loss)
}
