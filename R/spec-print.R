#' @export
print.gan_spec <- function(x, ...) {
  lines <- cli::cli_format_method({
    cli::cli_text("{.cls gan_spec} {x$preset}")
    cli::cli_dl(literal(spec_lines(x)))
  })
  cat(lines, sep = "\n")
  invisible(x)
}

#' @export
format.gan_spec <- function(x, ...) {
  lines <- spec_lines(x)
  paste0(names(lines), ": ", lines)
}

# The whole spec, one short line a part; what is off is left out.
spec_lines <- function(spec) {
  c(
    data = data_spec_text(spec),
    latent = latent_text(spec$latent),
    generator = network_text(spec$generator),
    discriminator = network_text(spec$discriminator),
    objective = objective_text(spec$objective),
    optimizers_text(spec),
    schedule = schedule_text(spec$schedule),
    updates = updates_text(spec)
  )
}

data_spec_text <- function(spec) {
  noise <- isTRUE(spec$noise) && spec$scaling %in% c("auto", "components")
  kind <- if (is.null(spec$kind)) "any kind" else spec$kind
  paste0(kind, ", scaling ", spec$scaling, if (noise) ", noise drawn anew")
}

latent_text <- function(latent) {
  size <- if (identical(latent$size, "data")) "as many" else latent$size
  range <- if (latent$distribution == "uniform") paste0(" from ", latent$low, " to ", latent$high)
  unit <- if (identical(size, 1L)) "number" else if (size == "as many") "numbers as the data" else "numbers"
  paste0(size, " ", unit, ", ", latent$distribution, range)
}

network_text <- function(layers) {
  if (is.null(layers)) {
    return("chosen to fit the data")
  }
  if (is_python_object(layers)) {
    return("a Keras model of your own")
  }
  paste(vapply(layers, layer_text, character(1)), collapse = " > ")
}

objective_text <- function(objective) {
  weights <- unlist(objective[setdiff(names(objective), "name")])
  weights <- weights[weights != 0]
  open <- if (is.null(objective$r1) || is.null(objective$r2)) "penalties chosen to fit the data"
  paste(c(objective$name, paste(names(weights), weights), open), collapse = ", ")
}

optimizers_text <- function(spec) {
  texts <- c(
    "generator optimizer" = optimizer_text(spec$generator_optimizer),
    "discriminator optimizer" = optimizer_text(spec$discriminator_optimizer)
  )
  if (texts[[1]] == texts[[2]]) c(optimizers = texts[[1]]) else texts
}

optimizer_text <- function(optimizer) {
  settings <- unlist(read_presets()$optimizers[[optimizer$name]])
  used <- optimizer[intersect(settings, names(optimizer))]
  paste(c(optimizer$name, paste(names(used), vapply(used, format, character(1)))), collapse = ", ")
}

schedule_text <- function(schedule) {
  if (schedule$shape == "constant") {
    return("constant")
  }
  ends <- c(
    paste("rate to", format(schedule$rate)), penalty_text(schedule),
    if (!is.null(schedule$beta_2)) paste("beta_2 to", format(schedule$beta_2))
  )
  paste(c(schedule$shape, ends), collapse = ", ")
}

penalty_text <- function(schedule) {
  how <- if (identical(schedule$fall, "geometric")) " by equal factors"
  paste0("penalty ", if (is.null(schedule$penalty)) "falling" else paste("to", format(schedule$penalty)), how)
}

updates_text <- function(spec) {
  parts <- c(
    paste(spec$updates$discriminator, "discriminator,", spec$updates$generator, "generator per step"),
    if (!is.null(spec$steps_per_epoch)) paste(spec$steps_per_epoch, "steps an epoch, rows drawn with replacement"),
    if (spec$pretrain > 0) {
      paste("discriminator pretrained for", spec$pretrain, if (spec$pretrain == 1) "pass" else "passes")
    },
    if (spec$ema > 0) paste("averaged generator, half-life", spec$ema, "steps"),
    if (!is.null(spec$rejection)) paste("rejected rows drawn again, margin", format(spec$rejection)),
    if (isTRUE(spec$groups)) "groups apart",
    if (isTRUE(spec$calibration)) "values calibrated",
    if (isTRUE(spec$tails)) "tails on a log scale",
    if (isTRUE(spec$levels) && spec$scaling %in% c("auto", "components")) "levels on their own",
    if (isTRUE(spec$surface)) "rows brought onto a surface",
    if (isTRUE(spec$moments)) "mean and covariance the data's",
    if (isTRUE(spec$relations)) "relations kept",
    if (identical(spec$precision, "bfloat16")) "networks compute in bfloat16"
  )
  paste(parts, collapse = "; ")
}
