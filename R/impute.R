#' Fill gaps in rows
#'
#' Missing values are drawn from what the generator makes of rows like these: of rows of waves and series, those
#' generated rows that come nearest in the values that are there are taken for normal, and the gaps drawn given these
#' values; in tables one column after the other is drawn from the leaf of a tree that the row falls into. Draws vary
#' as the data do: the mean of several is the best guess, their spread says how much is known.
#'
#' @param fit A fit made by [gan()], of rows with or without gaps.
#' @param data Rows with gaps, `NA` where a value is missing: of the same columns as the training data, matched as in
#'   [predict.gan()]. `NULL` for the training rows.
#' @param m How many times each gap is filled.
#' @param seed Whole number that decides the draws; `NULL` draws it from R's generator (one draw).
#' @param epoch A traced epoch whose generator is to be used, as in [generate.gan()]; `NULL` for the best.
#' @param ... Not used; a misspelt argument is an error.
#' @return For `m = 1` the `data` with their gaps filled; otherwise a list of `m` of them. Values that are there stay
#'   as they are, to the last bit, and so do class, names and further columns. Plain matrices and arrays print their
#'   first rows ([gan_rows]). Elements of a list of vectors keep their lengths.
#' @section Errors:
#' `rgan_error_data` for rows of another shape, rows without any value, and images; `rgan_error_argument` for other
#' arguments.
#' @seealso [generate.gan()] with `gaps = TRUE` for new rows with gaps.
#' @export
#' @examplesIf rgan:::python_available()
#' train <- get_training_data(n = 40, m = 50)
#' fit <- gan(train, epochs = 20, log = FALSE, seed = 1)
#' gappy <- train[1:3, ]
#' gappy[, 20:30] <- NA
#' filled <- impute(fit, gappy, seed = 1)
#' anyNA(filled)
#'
#' # How sure is it? Each gap filled twenty times
#' draws <- impute(fit, gappy, m = 20, seed = 1)
#' apply(simplify2array(draws)[1, 20:30, ], 1, sd)
impute <- function(fit, data = NULL, m = 1, seed = NULL, epoch = NULL, ...) {
  check_no_dots(...)
  call <- rlang::current_env()
  check_fit(fit)
  m <- check_number_whole(m)
  epoch <- check_traced_epoch(epoch, fit)
  seed <- check_number_whole(seed, min = 0, allow_null = TRUE)
  if (is.null(data)) data <- check_in_memory(fit$data$rows, call, "Rows in files have no gaps to fill.")
  if (length(fit$data$dim) == 4) {
    abort_rgan("Gaps in images cannot be filled.", class = "data", call = call)
  }
  template <- fit$data$template
  numbers <- numbers_like(data, template, "data", call)
  if (is.null(seed)) seed <- draw_seed()
  trainer <- trainer_of(fit, call)
  # Of some waves with thousands of gaps it takes a minute.
  inform_wait("Filling {format_count(sum(is.na(numbers)) * m)} gaps.")
  drawn <- call_trainer("impute", trainer, numbers, m, seed, epoch, call = call)
  filled <- lapply(seq_len(m), function(i) {
    rows <- fill_gaps(data, array(array_rows(drawn, i), dim(numbers)), template)
    if (anyNA(data)) as_generated(rows, fit$data$kind, made = "", note = "missing values filled in") else rows
  })
  if (m == 1) filled[[1]] else filled
}

# `data` with the values of whole rows, numbers in the order of the training data's columns, where they have none.
fill_gaps <- function(data, numbers, template) {
  if (are_vectors(data)) {
    return(lapply(seq_along(data), function(i) filled_vector(data[[i]], numbers[i, ])))
  }
  whole <- to_user(numbers, template)
  at <- columns_at(data, template)
  if (is.data.frame(data)) {
    for (j in seq_along(at)) {
      column <- data[[at[[j]]]]
      values <- if (is.data.frame(whole)) whole[[j]] else numbers[, j]
      data[[at[[j]]]] <- filled_vector(column, values)
    }
    return(data)
  }
  if (is.data.frame(whole)) whole <- numbers
  if (length(dim(data)) == 2) {
    data[, at] <- filled_vector(data[, at], unname(whole))
    return(data)
  }
  filled_vector(data, whole)
}

filled_vector <- function(x, values) {
  gaps <- is.na(x)
  new <- values[seq_along(gaps)][gaps]
  x[gaps] <- if (is.integer(x) && !is.object(x)) rounded_integers(new) else new
  x
}

# Which column of `data` is which of the training data's, as columns_like() takes them.
columns_at <- function(data, template) {
  known <- template_names(template)
  given <- column_names(data)
  if (!is.null(known) && !is.null(given) && all(known %in% given)) match(known, given) else seq_len(template$dim[[2]])
}
