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
  for (network in c("generator", "discriminator")) {
    layers <- x$networks[x$networks$network == network, , drop = FALSE]
    cat("\n", network, "\n", sep = "")
    print(layers[c("type", "output_shape", "parameters")], row.names = FALSE, right = FALSE)
  }
  invisible(x)
}

fit_header <- function(fit) {
  networks <- vapply(c("generator", "discriminator"), function(name) {
    format_count(fit$details[[name]]$parameters)
  }, character(1))
  cli::cli_text("{.cls gan} {data_text(fit$data)}")
  cli::cli_dl(literal(c(
    trained = trained_text(fit),
    networks = paste0(
      "generator ", networks[[1]], ", discriminator ", networks[[2]], " parameters, ", fit$details$latent, " latent"
    ),
    groups = groups_text(fit$details$groups),
    tails = tails_text(fit$details$tails, fit$data$kind),
    surface = surface_text(fit$details$surface),
    levels = levels_text(fit$details$levels, fit$data$kind),
    noise = noise_text(fit$details),
    values = calibration_text(fit$details$calibration, fit$data$kind),
    steps = increments_text(fit$details$increments, fit$data$kind),
    objective = objective_text(fit$spec$objective),
    losses = losses_text(fit),
    traced = traced_text(fit$output),
    best = best_text(fit)
  )))
  cli::cli_bullets(c("i" = next_step(fit)))
}

data_text <- function(data) {
  dims <- data$dim
  if (inherits(data$template, "windows_prototype")) {
    return(windows_text(data))
  }
  n <- format_count(dims[[1]])
  switch(data$kind,
    waves = paste(n, "waves of", dims[[2]], "points"),
    table = paste(n, "rows of", dims[[2]], if (dims[[2]] == 1) "column" else "columns"),
    series = paste(n, "series of", dims[[2]], "points and", dims[[3]], if (dims[[3]] == 1) "channel" else "channels"),
    images = paste(n, "images of", shape_text(dims[-1]))
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
  why <- if (fit$stopped == "patience") "stopped as nothing improved" else fit$stopped
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
  paste0(length(names), " times, ", names[[1]], " to ", sub("^epoch ", "", names[[length(names)]]))
}

best_text <- function(fit) {
  score <- fit$traces$score[match(fit$best, fit$traces$epoch)]
  paste0(
    "epoch ", format_count(fit$best), ", score ", format_score(score),
    " (0 is perfect); rows are generated from it"
  )
}

# What is done to generated values; nothing is said of what only keeps them within the range.
calibration_text <- function(calibration, kind) {
  of <- function(n) {
    noun <- switch(kind, table = "column", series = "channel", "")
    if (kind == "waves") "" else paste0(" of ", n, " of ", calibration$units, " ", noun, if (calibration$units > 1) "s")
  }
  parts <- c(
    if (isTRUE(calibration$ranked > 0)) paste0("those", of(calibration$ranked), " mapped by rank onto the data's"),
    if (isTRUE(calibration$rounded > 0)) paste0("decimals", of(calibration$rounded), " as in the data")
  )
  if (length(parts) > 0) paste(parts, collapse = "; ")
}

# Groups that are told apart; NULL where rows are one.
groups_text <- function(shares) {
  shares <- unlist(shares)
  if (length(shares) < 2) {
    return(NULL)
  }
  shown <- percents(utils::head(shares, 4))
  paste0(
    length(shares), ", each learned in units of its own and drawn by its share (", shown,
    if (length(shares) > 4) " / ...", ")"
  )
}

# What is done to steps from point to point; NULL where that is nothing.
increments_text <- function(increments, kind) {
  if (is.null(increments)) {
    return(NULL)
  }
  of <- function(n) if (kind == "waves") "" else paste0(" in ", units_text(n, increments$units, kind))
  parts <- c(
    if (isTRUE(increments$monotone > 0)) paste0("of one sign, as in the data", of(increments$monotone)),
    if (isTRUE(increments$summed > 0)) paste0("mapped by rank onto the data's", of(increments$summed))
  )
  if (length(parts) > 0) paste(parts, collapse = "; ")
}

# What networks see on another scale; NULL where that is nothing.
tails_text <- function(tails, kind) {
  if (is.null(tails)) {
    return(NULL)
  }
  which <- if (kind == "waves") "values" else units_text(tails$mapped, tails$units, kind)
  paste(which, "learned on a logarithmic scale (asinh)")
}

# Whether what rows vary by was made less for the networks; NULL where it was not.
levels_text <- function(levels, kind) {
  if (is.null(levels)) {
    return(NULL)
  }
  of <- if (kind != "waves") paste0(" of ", units_text(levels$apart, levels$units, kind))
  paste0("means of rows", of, " and what is around them learned each on its own scale")
}

surface_text <- function(dimension) {
  if (is.null(dimension)) {
    return(NULL)
  }
  paste0("rows are brought onto the data's, of ", dimension, if (dimension == 1) " dimension" else " dimensions")
}

units_text <- function(n, units, kind) {
  paste0(n, " of ", units, switch(kind, table = " column", " channel"), if (units > 1) "s")
}

# What is not learned; NULL where all is.
noise_text <- function(details) {
  deviation <- unlist(details$noise)
  if (is.null(deviation)) {
    return(NULL)
  }
  learned <- if (details$components == 1) "1 component" else paste(details$components, "components")
  size <- paste(unique(vapply(range(deviation), format, character(1), digits = 2)), collapse = " to ")
  paste0(learned, " learned, the rest (standard deviation ", size, ") drawn anew")
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
  if (identical(fit$stopped, "interrupted")) {
    return(go_on_text(fit))
  }
  see <- if (fit$data$kind == "waves") "plot_waves(fit)" else "plot(fit)"
  paste0("Next: {.code ", see, "} to see, {.code generate(fit, 10)} for new rows.")
}
