# Series that go on from what is known, by models with a context.

has_context <- function(fit) !is.null(fit$data$template$context)

continuations <- function(fit, n, newdata, seed, epoch, call) {
  if (is.null(seed)) seed <- draw_seed()
  known <- known_end(newdata, fit, call)
  rows <- call_trainer("generate_after", trainer_of(fit, call), n, seed, epoch, known$past, call = call)
  rows <- array(as.double(rows), c(n, fit$data$dim[[2]], ncol(known$values)))
  following(rows[, -seq_len(nrow(known$values)), , drop = FALSE], known, fit)
}

long_series <- function(fit, n, length, newdata, seed, epoch, call) {
  check_has_context(fit, call)
  if (is.null(seed)) seed <- draw_seed()
  known <- if (is.null(newdata)) known_start(fit) else known_end(newdata, fit, call)
  inform_many(n, length * ncol(known$values) * 10) # a step at a time
  rows <- call_trainer("simulate", trainer_of(fit, call), n, length, known$past, seed, epoch, call = call)
  following(array(as.double(rows), c(n, length, ncol(known$values))), known, fit)
}

check_has_context <- function(fit, call) {
  if (!has_context(fit)) {
    abort_rgan(c(
      "A series of any {.arg length} can only be made by a model that knows what follows on what.",
      "i" = "Train it with a context: {.code gan(series, window = 36, context = 24)}."
    ), class = "argument", call = call)
  }
}

# What is known: `values` (context x channels), their times `index`, and `past`, the same as Python takes it.
known_values <- function(values, index) {
  list(values = values, index = index, past = array(values, c(1, dim(values))))
}

# The first context of the training data.
known_start <- function(fit) {
  steps <- seq_len(fit$data$template$context)
  windows <- fit$data$rows
  index <- window_index(window_series(windows), 1, ncol(windows))
  known_values(window_values(windows, 1)[steps, , drop = FALSE], index[steps])
}

# The last times of a series like the training data.
known_end <- function(newdata, fit, call) {
  template <- fit$data$template
  as <- template$series$as
  series <- newdata_series(newdata, as, call)
  steps <- template$context
  n <- nrow(series$values)
  if (!is.null(series$key) && nrow(series$key) > 1) {
    abort_rgan(c(
      "{.arg newdata} holds {nrow(series$key)} series, but one at a time can be continued.",
      "i" = "Choose one, for example by {.fn subset}."
    ), class = "data", call = call)
  }
  if (n < steps) {
    abort_rgan(c(
      "{.arg newdata} has {n} time point{?s}, but {steps} must be known: the {.arg context} of the model.",
      "i" = "Give a longer series; its last {steps} time points are looked at."
    ), class = "data", call = call)
  }
  if (is.null(dated_index(newdata))) series$index <- end_of_training(fit, n)
  values <- channels_like(series$values, as, call)
  check_spacing(spaced_series(series, "newdata", call), "newdata", call)
  last <- seq(n - steps + 1, n)
  check_finite_newdata(values[last, , drop = FALSE], call)
  c(known_values(unname(values[last, , drop = FALSE]), series$index[last]), list(key = series$key))
}

newdata_series <- function(newdata, as, call) {
  frame <- is.data.frame(newdata)
  series <- dated_series(newdata, if (frame) as$index, if (frame) as$key, "newdata", call)
  if (is.null(series)) series <- series_of(newdata, "newdata", call)
  if (is.null(series) && (frame || is.numeric(newdata))) series <- rows_series(newdata, "newdata", call)
  if (is.null(series)) {
    abort_rgan(
      "{.arg newdata} must be a series like that the model was trained on, not {describe_value(newdata)}.",
      class = "data", call = call
    )
  }
  series
}

# Whether data tell when they are; of others it is taken that they end when the training data do.
dated_index <- function(newdata) if (is.data.frame(newdata) || inherits(newdata, c("ts", "zoo", "tbl_ts"))) TRUE

end_of_training <- function(fit, n) {
  series <- fit$data$template$series
  index <- sort(unique(series$index))
  if (n <= length(index)) utils::tail(index, n) else later_times(series$clock, utils::tail(index, 1), n, series$as)
}

# By name where both have names, else by position.
channels_like <- function(values, as, call) {
  known <- as$channels
  if (!is.null(as$names) && all(known %in% colnames(values))) {
    return(values[, known, drop = FALSE])
  }
  if (ncol(values) != length(known)) {
    abort_rgan(c(
      "{.arg newdata} has {ncol(values)} channel{?s}, but the model was trained on {length(known)}.",
      "i" = if (!is.null(as$names)) "These are {.field {known}}."
    ), class = "data", call = call)
  }
  values
}

check_finite_newdata <- function(values, call) {
  bad <- !is.finite(values)
  if (any(bad)) {
    abort_rgan(c(
      "The end of {.arg newdata} has {sum(bad)} missing or infinite value{?s} among what must be known.",
      "i" = "Fill them in first, for example by {.fn stats::approx}, or end the series before them."
    ), class = "data", call = call)
  }
}

# Rows, n x time x channels, that follow on what is known, in the class of the data.
following <- function(rows, known, fit) {
  series <- fit$data$template$series
  points <- dim(rows)[[2]]
  rows <- whole_channels(rows, series$as$whole)
  names <- list(start = NULL, step = as.character(seq_len(points)), series = series$as$channels)
  if (dim(rows)[[3]] == 1) {
    rows <- matrix(rows, nrow(rows))
    names <- names[1:2]
  }
  dimnames(rows) <- names
  last <- utils::tail(known$index, 1)
  times <- list(
    index = later_times(series$clock, last, points, series$as), start = rep(1L, nrow(rows)),
    group = if (!is.null(known$key)) rep(1L, nrow(rows)), key = known$key,
    as = series$as, clock = series$clock, grid = FALSE, generated = TRUE, past = known[c("values", "index")]
  )
  structure(rows, series = times, class = "gan_windows")
}

# What follows on the first steps of windows, as moves from the last of these; all of them where there is no context.
moves_after <- function(x, context) {
  if (is.null(x) || is.null(context)) {
    return(x)
  }
  dims <- dim(x)
  flat <- array(x, c(dims[1:2], prod(dims[-(1:2)])))
  later <- flat[, -seq_len(context), , drop = FALSE]
  array(sweep(later, c(1, 3), flat[, context, ]), c(dims[[1]], dims[[2]] - context, dims[-(1:2)]))
}
