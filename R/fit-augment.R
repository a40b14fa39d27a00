#' @importFrom generics augment
#' @export
generics::augment

#' How real rows look, and which training row is nearest
#'
#' Gives each row the discriminator's probability, and the nearest training row with its distance. Of generated rows it
#' shows which are near-copies of training rows; of new rows, which are unlike any that was trained on.
#'
#' @param x A fit made by [gan()].
#' @param newdata Rows to look at, generated or real, matched as in [predict.gan()]. `NULL` for the training rows, whose
#'   nearest is then another row than themselves.
#' @param by Conditions of the rows, where the model was trained with `by` of [gan()]; see [predict.gan()].
#' @param ... Not used; a misspelt argument is an error.
#' @return A data frame with one row per row of `newdata`. First come the columns of `newdata` where it is a data frame
#'   or the fit one of a table; of waves, series and images, which have no columns in this sense, only the number
#'   `.row`. Then
#'   * `.realness`: the probability of [predict.gan()];
#'   * `.nearest`: number of the nearest row of `fit$data$rows`. Rows that [gan()] held out (of 2000 or more) were not
#'     trained on and are not looked among;
#'   * `.distance`: how far that row is, as the root mean square difference of their values in standard deviations: of
#'     each column of a table and each channel of a series, of all values of waves and images. At 0.1 values differ by a
#'     tenth of a standard deviation; at 0 the row is a copy.
#'
#'   Whether a distance is small is seen beside those of training rows from one another: `augment(fit)$.distance`.
#' @section Errors:
#' As in [predict.gan()]; `rgan_error_argument` where `newdata` has columns of these three names.
#' @seealso [evaluate_gan()] for whether a model memorises.
#' @export
#' @examplesIf rgan:::python_available()
#' fit <- gan(iris[1:4], epochs = 20, log = FALSE, seed = 1)
#' head(augment(fit))
#' new <- augment(fit, generate(fit, 50, seed = 1))
#' new[order(new$.distance)[1:3], ]
#' median(augment(fit)$.distance)
augment.gan <- function(x, newdata = NULL, by = NULL, ...) {
  check_no_dots(...)
  call <- rlang::current_env()
  data <- x$data
  rows <- check_in_memory(if (is.null(newdata)) data$rows else newdata, call, "Give rows as {.arg newdata}.")
  check_free_names(rows, call)
  numbers <- numbers_like(rows, data$template)
  told <- if (is.null(newdata)) data$conditions$numbers else conditions_like(rows, by, x, call)
  training <- if (is.null(newdata)) numbers else fit_numbers(data$rows, data$template, "fit$data$rows", call)
  trainer <- trainer_of(x, call)
  realness <- as.vector(call_trainer("realness", trainer, numbers, told, call = call))
  own <- if (is.null(newdata)) array(seq_len(nrow(numbers)) - 1L)
  near <- call_trainer("nearest", numbers, training, data$kind, own, trained_on(x), data$columns, call = call)
  found <- data.frame(
    .realness = realness, .nearest = as.integer(near$which) + 1L, .distance = as.vector(near$distance)
  )
  with_columns_of(rows, found, data$kind)
}

augmented_names <- c(".realness", ".nearest", ".distance")

check_free_names <- function(rows, call) {
  taken <- intersect(augmented_names, column_names(rows))
  if (length(taken) > 0) {
    abort_rgan(c(
      "{.arg newdata} has {cli::qty(length(taken))}column{?s} {.field {taken}}, which {.fn augment} adds.",
      "i" = "Rename or drop {cli::qty(length(taken))}{?it/them}."
    ), class = "argument", call = call)
  }
}

# Numbers of the rows trained on, from 0; NULL for all.
trained_on <- function(fit) {
  held <- unlist(fit$details$held_out)
  if (length(held) > 0) array(setdiff(seq_len(fit$data$dim[[1]]) - 1L, as.integer(held)))
}

with_columns_of <- function(rows, found, kind) {
  if (is.data.frame(rows)) {
    rows[names(found)] <- found
    return(rows)
  }
  if (kind == "table") {
    return(cbind(as.data.frame(rows), found))
  }
  cbind(data.frame(.row = seq_len(nrow(found))), found)
}
