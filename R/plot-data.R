# What the plotting functions share: from anything that holds generated rows to one numeric array with rows first.

# A fit, a list of traces, a Python dictionary or array, a matrix, a data frame: rows as a numeric array. Of a fit those
# that generate() gives, of a list of traces the newest.
newest_rows <- function(x, arg = "data", call = rlang::caller_env()) {
  x <- from_python(x)
  if (inherits(x, "gan")) {
    return(rows_of_fit(x, arg = arg, call = call))
  }
  if (is.data.frame(x)) {
    return(x)
  }
  if (are_vectors(x)) {
    return(as_gan_data.list(x, arg = arg, call = call)$numbers) # rows of unequal length
  }
  if (is.list(x)) {
    if (length(x) == 0) {
      abort_rgan(
        c(
          "{.arg {arg}} holds no generated rows yet.",
          "i" = "Train first, for example {.code gan(train, epochs = 2000)}."
        ),
        class = "data", call = call
      )
    }
    x <- newest_rows(x[[newest(x)]], arg, call)
  }
  x
}

# Rows of the epoch that generate() uses, or of another traced one, the first `n` at least. Those that were stored are
# the first that generate() makes with the seed of the fit; what is beyond them is generated.
rows_of_fit <- function(fit, n = 1, epoch = NULL, arg = "data", call = rlang::caller_env()) {
  epoch <- epoch %||% fit$best
  stored <- if (length(fit$output) > 0 && !is.null(epoch)) traced_rows(fit, epoch)
  rows <- newest_rows(stored %||% fit$output, arg, call)
  if (row_count(rows) >= n || !has_generator(fit, epoch)) {
    return(rows)
  }
  newest_rows(generated_rows(fit, n, fit$seed, epoch, call), arg, call)
}

row_count <- function(rows) if (is.null(dim(rows))) 1L else nrow(rows)

# Early traces have rows, but no generator.
has_generator <- function(fit, epoch) !is.null(fit$model) && epoch %in% unlist(fit$details$kept_epochs)

# The most row numbers that can be meant by `id`; what is no row number is found by check_rows().
rows_asked <- function(id) if (is_numbers(id) && length(id) > 0 && all(is.finite(id)) && max(id) < 1e7) max(id) else 1

# What the rows of a picture are: "Generated waves, epoch 1900 (best of 2000)".
fit_subtitle <- function(fit, epoch = NULL, what = fit$data$kind, verb = "Generated") {
  what <- c(table = "rows", series = "series", waves = "waves", images = "images")[[what]]
  if (inherits(fit$data$rows, "gan_windows")) what <- "windows"
  best <- is.null(epoch) || identical(as.numeric(epoch), as.numeric(fit$best))
  at <- epoch %||% fit$best %||% max(c(0, trace_epochs(fit$output)), na.rm = TRUE)
  last <- fit$epochs %||% at
  text <- function(x) format(x, scientific = FALSE, trim = TRUE)
  paste0(
    verb, " ", what, ", ", epoch_labels(at),
    if (best && !is.null(fit$best)) paste0(" (best of ", text(last), ")") else if (at < last) paste0(" of ", text(last))
  )
}

# The list of traces need not be in order: a Python dictionary may come in any.
newest <- function(output) {
  epoch <- trace_epochs(output)
  if (length(epoch) == 0 || anyNA(epoch)) length(output) else which.max(epoch)
}

# "epoch 100" -> 100; NA where a name has another form.
trace_epochs <- function(output) {
  name <- names(output)
  epoch <- rep(NA_integer_, length(name))
  traced <- grepl("^epoch [0-9]+$", name)
  epoch[traced] <- as.integer(sub("^epoch ", "", name[traced]))
  epoch
}

# Waves: a numeric matrix waves x time points, or an array waves x time points x channels.
# Of a fit so many rows at least, see rows_of_fit().
as_waves <- function(x, arg = rlang::caller_arg(x), call = rlang::caller_env(), n = 1) {
  force(arg)
  waves <- if (inherits(x, "gan")) rows_of_fit(x, n, arg = arg, call = call) else newest_rows(x, arg, call)
  if (is.data.frame(waves)) {
    check_columns(waves, arg, call, matrices = TRUE)
    waves <- as.matrix(waves)
  }
  if (is.numeric(waves)) {
    check_number_type(waves, arg, call)
    waves <- unclass(waves)
  }
  if (is.numeric(waves) && is.null(dim(waves))) {
    waves <- matrix(waves, nrow = 1, dimnames = if (!is.null(names(waves))) list(NULL, names(waves))) # one curve
  }
  if (!is.numeric(waves) || !length(dim(waves)) %in% 2:3 || length(waves) == 0) {
    abort_not_waves(waves, arg, call)
  }
  waves
}

abort_not_waves <- function(x, arg, call) {
  hint <- if (length(dim(x)) == 4) {
    "Images are drawn by {.fn plot_images}."
  } else {
    "Give a fit of {.fn gan}, its {.field output}, or such a matrix; {.fn make_windows} makes one of a long series."
  }
  abort_rgan(
    c(
      "{.arg {arg}} must be a numeric matrix of waves x time points or an array of waves x time points x channels.",
      "x" = "It is {describe_value(x)}.",
      "i" = hint
    ),
    class = "data", call = call
  )
}

# Where on the time axis the columns lie: at their names where those are increasing numbers, else 1, 2, 3, ...
time_points <- function(waves) {
  at <- suppressWarnings(as.numeric(colnames(waves)))
  named <- length(at) > 0 && !anyNA(at) && !is.unsorted(at, strictly = TRUE)
  title <- names(dimnames(waves))[2]
  if (is.null(title) || is.na(title) || !nzchar(title)) {
    title <- if (named) "Time" else "Time index"
  }
  if (title == "step") title <- "Step" # of make_windows()
  list(at = if (named) at else seq_len(ncol(waves)), title = title)
}

# Rows the user asked for, or the first `default` when `id` is NULL.
check_rows <- function(id, n, default = NULL, call = rlang::caller_env()) {
  if (is.null(id)) {
    return(seq_len(min(n, default)))
  }
  if (!is_numbers(id) || length(id) == 0 || anyNA(id) || any(id != round(id)) || any(id < 1 | id > n)) {
    outside <- if (is_numbers(id)) unique(id[is.na(id) | id != round(id) | id < 1 | id > n])
    seen <- if (length(outside) > 0) "Not among them: {.val {outside}}." else "It is {describe_value(id)}."
    abort_rgan(
      c("{.arg id} must be row numbers from 1 to {n}.", "x" = seen),
      class = "argument", call = call
    )
  }
  unique(as.integer(id))
}

# How panels are headed: by row name where there are any ("start 1995.25"), else "wave 3".
row_labels <- function(x, id, noun = "wave") {
  given <- rownames(x)
  if (is.null(given)) {
    return(paste(noun, id))
  }
  if (!is.null(attr(x, "by"))) {
    # Several rows may be of one condition.
    label <- given[id]
    again <- stats::ave(seq_along(label), label, FUN = seq_along)
    return(ifelse(again > 1, paste0(label, " (", again, ")"), label))
  }
  what <- names(dimnames(x))[1]
  label <- if (is.null(what) || is.na(what) || !nzchar(what)) given[id] else paste(what, given[id])
  make.unique(label)
}

# The epochs to show: those asked for, or at most `most` of those traced, evenly spread with the first and the last.
check_epochs <- function(epochs, fit, most = 12, call = rlang::caller_env()) {
  traced <- sort(unique(stats::na.omit(trace_epochs(c(fit$output, fit$early)))))
  if (length(traced) == 0) {
    abort_rgan(
      c("The fit has no traced epochs.", "i" = "Train with {.arg trace}, for example {.code gan(train, trace = 100)}."),
      class = "data", call = call
    )
  }
  if (is.null(epochs)) {
    return(spread_epochs(traced, most, length(fit$early)))
  }
  missing <- setdiff(epochs, traced)
  if (length(missing) > 0 || length(epochs) == 0) {
    abort_rgan(
      c(
        "{.arg epochs} must be traced epochs of the fit.",
        "x" = if (length(missing) > 0) "Not traced: {.val {missing}}." else "There are none in {.arg epochs}.",
        "i" = "Traced: {.val {traced}}."
      ),
      class = "argument", call = call
    )
  }
  as.integer(epochs)
}

# Early epochs, where shapes appear, stay; others are evenly spread, with the first and the last.
spread_epochs <- function(traced, most, early = 0) {
  if (length(traced) <= most) {
    return(traced)
  }
  first <- utils::head(traced, min(early, most %/% 2))
  later <- setdiff(traced, first)
  c(first, later[unique(round(seq(1, length(later), length.out = most - length(first))))])
}

# NULL where an epoch was not traced, or its rows are gone.
traced_rows <- function(fit, epoch) {
  traces <- c(fit$output, fit$early)
  at <- match(epoch, trace_epochs(traces))
  if (!is.na(at)) traces[[at]]
}

check_fit <- function(fit, arg = rlang::caller_arg(fit), call = rlang::caller_env()) {
  if (!inherits(fit, "gan")) {
    abort_rgan("{.arg {arg}} must be a fit of {.fn gan}, not {describe_value(fit)}.", class = "argument", call = call)
  }
  invisible(fit)
}
