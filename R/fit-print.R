#' @rdname gan-methods
#' @export
print.gan <- function(x, ...) {
  cat(cli::cli_format_method(fit_header(x)), sep = "\n")
  invisible(x)
}

#' @rdname gan-methods
#' @export
summary.gan <- function(object, ...) {
  structure(
    list(
      fit = object, kind = object$data$kind, dim = object$data$dim, networks = tidy(object),
      latent = object$details$latent, objective = object$spec$objective$name, epochs = object$epochs,
      steps = object$details$step, losses = last_losses(object$history), seconds = object$seconds,
      next_step = next_step(object)
    ),
    class = "summary.gan"
  )
}

#' @export
print.summary.gan <- function(x, ...) {
  cat(cli::cli_format_method(fit_header(x$fit)), sep = "\n")
  cat("", cli::cli_format_method(fit_encoding(x$fit)), sep = "\n")
  for (network in c("generator", "discriminator")) {
    layers <- x$networks[x$networks$network == network, , drop = FALSE]
    cat("\n", network, "\n", sep = "")
    print(layers[c("type", "output_shape", "parameters")], row.names = FALSE, right = FALSE)
  }
  invisible(x)
}

#' @rdname gan-methods
#' @export
str.gan <- function(object, ...) {
  cat("A fit of gan():", data_text(object$data), "\n")
  names <- format(names(object))
  for (i in seq_along(names)) {
    line <- utils::capture.output(str(object[[i]], max.level = 0, vec.len = 2, give.attr = FALSE))[[1]]
    cat(cut_to_width(paste0(" $ ", names[[i]], ":", line)), "\n", sep = "")
  }
}

cut_to_width <- function(line, width = getOption("width")) {
  if (nchar(line, "width") <= width) line else paste0(strtrim(line, width - 4), " ...")
}

#' @rdname gan-methods
#' @importFrom utils head
#' @export
head.gan <- function(x, n = 6L, ...) {
  at <- match(x$best, trace_epochs(x$output))
  head(x$output[[if (is.na(at)) newest(x$output) else at]], n, ...)
}

fit_header <- function(fit) {
  networks <- vapply(c("generator", "discriminator"), function(name) {
    format_count(fit$details[[name]]$parameters)
  }, character(1))
  cli::cli_text("{.cls gan} {data_text(fit$data)}")
  cli::cli_dl(literal(c(
    trained = trained_text(fit),
    networks = paste0(
      "generator ", networks[[1]], ", discriminator ", networks[[2]], " parameters, ", fit$details$latent,
      if (fit$details$latent == 1) " latent number" else " latent numbers"
    ),
    conditions = conditions_text(fit$data$conditions),
    groups = groups_text(fit$details$groups),
    losses = losses_text(fit),
    traced = traced_text(fit$output),
    best = best_text(fit),
    devices = devices_text(fit$details$devices)
  )))
  cli::cli_bullets(c("i" = next_step(fit)))
}

# What was done to values on their way to the networks and back, and the objective.
fit_encoding <- function(fit) {
  details <- fit$details
  kind <- fit$data$kind
  cli::cli_dl(literal(c(
    objective = objective_text(fit$spec$objective),
    categories = categories_text(fit$data$template, details$categories),
    tails = tails_text(details$tails, kind),
    surface = surface_text(details$surface),
    moments = moments_text(details$moments),
    levels = levels_text(details$levels, kind),
    noise = noise_text(details),
    values = calibration_text(details$calibration, kind),
    relations = relations_text(details$relations, fit$data),
    steps = increments_text(details$increments, kind)
  )))
}

data_text <- function(data) {
  dims <- data$dim
  if (inherits(data$template, "windows_prototype")) {
    return(windows_text(data))
  }
  dims_text(dims, data$kind)
}

# "200 waves of 250 points"; `made` stands before the noun.
dims_text <- function(dims, kind, made = "") {
  count <- function(n, noun) paste0(format_count(n), " ", noun, if (n != 1) "s")
  n <- dims[[1]]
  made <- paste0(format_count(n), " ", made)
  switch(kind,
    waves = paste0(made, if (n == 1) "wave" else "waves", " of ", count(dims[[2]], "point")),
    table = paste0(made, if (n == 1) "row" else "rows", " of ", count(dims[[2]], "column")),
    series = paste0(made, "series of ", count(dims[[2]], "point"), " and ", count(dims[[3]], "channel")),
    images = paste0(made, if (n == 1) "image" else "images", " of ", shape_text(dims[-1]))
  )
}

windows_text <- function(data) {
  series <- data$template$series
  noun <- step_noun(series$clock, series$as)
  what <- if (isTRUE(series$grid)) "series of" else "windows of"
  if (isTRUE(series$grid)) noun <- "times"
  channels <- if (length(data$dim) == 3) paste(" and", data$dim[[3]], "channels")
  context <- data$template$context
  paste0(
    format_count(data$dim[[1]]), " ", what, " ", data$dim[[2]], " ", noun, channels,
    if (!is.null(context)) paste0(", the first ", context, " known")
  )
}

trained_text <- function(fit) {
  text <- paste0(
    format_count(fit$epochs), if (fit$epochs == 1) " epoch" else " epochs", " (",
    format_count(fit$details$step), " steps) in ", format_seconds(fit$seconds), ", batch size ",
    fit$batch_size, ", seed ", fit$seed
  )
  if (is.null(fit$stopped)) {
    return(text)
  }
  why <- switch(fit$stopped,
    patience = "stopped as nothing improved", on_trace = "stopped by `on_trace`", on_trace_failed = "`on_trace` failed",
    fit$stopped
  )
  paste0(text, "; ", why)
}

losses_text <- function(fit) {
  if (nrow(fit$history) == 0) {
    return("none yet")
  }
  losses <- format_loss(last_losses(fit$history))
  paste0("discriminator ", losses[[1]], ", generator ", losses[[2]])
}

traced_text <- function(output) {
  names <- names(output)
  if (length(names) == 1) {
    return(names)
  }
  ends <- sub("^epoch ", "", names[c(1, length(names))])
  paste0("at ", length(names), " epochs, ", ends[[1]], " to ", ends[[2]])
}

best_text <- function(fit) {
  at <- match(fit$best, fit$traces$epoch)
  paste0(
    "epoch ", format_count(fit$best), score_words(list(score = fit$traces$score[at], floor = fit$traces$floor[at])),
    ", used by generate()"
  )
}

# How to train what is left after an interrupt. Fits of the first edition do not know how much that is.
go_on_text <- function(fit) {
  left <- if (rlang::is_scalar_double(fit$last_epoch) || rlang::is_scalar_integer(fit$last_epoch)) {
    fit$last_epoch - fit$epochs
  }
  if (is.null(left) || !isTRUE(left >= 1)) {
    return("Go on with {.code gan(epochs = <how many more>, continue_training = fit)}.")
  }
  epochs <- format(left, scientific = FALSE)
  what <- if (is.infinite(left)) "go on" else if (left == 1) "train the last one" else paste("train the other", epochs)
  paste0("To ", what, ": {.code gan(epochs = ", epochs, ", continue_training = fit)}.")
}

# The next thing to try, as cli text.
next_step <- function(fit) {
  if (identical(fit$stopped, "diverged")) {
    return("Next: lower the rates with {.fn gan_spec} and train anew.")
  }
  if (isTRUE(fit$stopped %in% c("interrupted", "on_trace_failed"))) {
    return(go_on_text(fit))
  }
  see <- if (fit$data$kind == "waves") "plot_waves(fit)" else "plot(fit)"
  paste0(
    "Next: {.code ", see, "} to see rows, {.code evaluate_gan(fit)} to judge them, {.code generate(fit, 10)} to make ",
    "more."
  )
}
