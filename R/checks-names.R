# Names of arguments: whole, and known.

# R takes the beginning of a name for the whole: `plot(fit, n = 6)` would draw six rows of panels, and a name that is
# misspelt by being cut short would mean something else. First line of every exported function.
check_full_names <- function(frame = rlang::caller_env()) {
  at <- Position(function(known) identical(known, frame), sys.frames(), right = TRUE)
  known <- names(formals(sys.function(at)))
  given <- given_names(sys.call(at), sys.frame(sys.parents()[[at]]))
  reached <- if ("..." %in% known) known[seq_len(match("...", known) - 1)] else known
  for (name in setdiff(given, known)) {
    whole <- reached[startsWith(reached, name)]
    if (length(whole) > 0) abort_unknown(name, whole[[1]], call = frame)
  }
}

# Of the arguments of a call, those that come through `...` of the caller included.
given_names <- function(call, caller) {
  names <- names(call)[-1]
  if (any(vapply(as.list(call)[-1], identical, logical(1), quote(...)))) {
    names <- c(names, names(eval(quote(substitute(list(...))), caller))[-1])
  }
  names[!is.na(names) & nzchar(names)]
}

abort_unknown <- function(name, nearest, known, call) {
  hint <- if (is.null(nearest)) "Known arguments: {.arg {known}}." else "Did you mean {.arg {nearest}}?"
  abort_rgan(c("Unknown argument {.arg {name}}.", "i" = hint), class = "argument", call = call)
}

# For functions whose `...` exists only so that a misspelt argument gets a better answer than silence.
# `known` are the argument names to suggest from; by default those of the calling function.
check_no_dots <- function(..., known = NULL, call = rlang::caller_env()) {
  check_full_names(call)
  if (...length() == 0) {
    return(invisible())
  }
  n <- ...length()
  given <- names(list(...))
  if (is.null(given) || !any(nzchar(given))) {
    abort_rgan(
      c(
        "There {cli::qty(n)}{?is/are} {n} argument{?s} too many.",
        "i" = "Name the arguments after the first: {.code name = value}."
      ),
      class = "argument", call = call
    )
  }
  if (is.null(known)) {
    known <- setdiff(names(formals(rlang::caller_fn())), "...")
  }
  unknown <- given[nzchar(given)][[1]]
  abort_unknown(unknown, nearest_name(unknown, known), known, call)
}

# The known name that differs least from `x`, or NULL when none is near enough to be what was meant.
nearest_name <- function(x, known) {
  if (length(known) == 0) {
    return(NULL)
  }
  starts <- known[startsWith(tolower(known), tolower(x))]
  if (length(starts) == 1) {
    return(starts)
  }
  distance <- drop(utils::adist(x, known, ignore.case = TRUE))
  best <- which.min(distance)
  if (distance[[best]] <= max(2, nchar(x) / 3)) known[[best]] else NULL
}

# What belongs to the recipe but is looked for in gan(), under the names that other packages have for it.
check_no_recipe <- function(..., call = rlang::caller_env()) {
  name <- intersect(names(substitute(list(...))), c(names(recipe_words), "callbacks"))
  if (length(name) == 0) {
    return(invisible())
  }
  hint <- if (name[[1]] == "callbacks") {
    "{.fn gan_spec} says what is trained, {.arg patience} when it ends, {.arg checkpoint} what is kept on the way."
  } else {
    "The recipe has it: {.code gan(data, spec = gan_spec({recipe_words[[name[[1]]]]}))}."
  }
  abort_rgan(c("{.fn gan} has no argument {.arg {name[[1]]}}.", "i" = hint), class = "argument", call = call)
}

recipe_words <- c(
  generator = "generator = c(64, 64)", discriminator = "discriminator = c(64, 64)",
  critic = "discriminator = c(64, 64)",
  layers = "generator = c(64, 64), discriminator = c(64, 64)", units = "generator = c(64, 64)",
  hidden = "generator = c(64, 64)", activation = "generator = list(list(type = \"output\", activation = \"tanh\"))",
  dropout = "discriminator = list(list(type = \"dropout\", rate = 0.2), ...)",
  latent = "latent = 16", latent_dim = "latent = 16", latent_size = "latent = 16", noise_dim = "latent = 16",
  noise_size = "latent = 16", z_dim = "latent = 16",
  objective = "objective = \"bce\"", loss = "objective = \"bce\"", loss_function = "objective = \"bce\"",
  r1 = "objective = list(r1 = 10)", r2 = "objective = list(r2 = 10)", penalty = "objective = list(r1 = 10, r2 = 10)",
  gradient_penalty = "objective = list(name = \"wgan-gp\", gradient_penalty = 10)",
  label_smoothing = "objective = list(name = \"bce\", label_smoothing = 0.1)",
  learning_rate = "generator_optimizer = 1e-4, discriminator_optimizer = 1e-4",
  lr = "generator_optimizer = 1e-4, discriminator_optimizer = 1e-4",
  rate = "generator_optimizer = 1e-4, discriminator_optimizer = 1e-4",
  optimizer = "generator_optimizer = list(name = \"rmsprop\")",
  optimiser = "generator_optimizer = list(name = \"rmsprop\")",
  generator_optimizer = "generator_optimizer = 1e-4", discriminator_optimizer = "discriminator_optimizer = 1e-4",
  schedule = "schedule = list(shape = \"cosine\", rate = 0.01)", updates = "updates = list(discriminator = 5)",
  n_critic = "updates = list(discriminator = 5)", pretrain = "pretrain = 1", ema = "ema = 500",
  steps_per_epoch = "steps_per_epoch = 32",
  rejection = "rejection = 0.5", calibration = "calibration = FALSE", noise = "noise = FALSE",
  groups = "groups = FALSE",
  tails = "tails = FALSE", levels = "levels = FALSE", surface = "surface = FALSE", moments = "moments = FALSE",
  relations = "relations = FALSE", precision = "precision = \"bfloat16\"",
  scaling = "scaling = \"column\"", kind = "kind = \"table\"", preset = "\"classic\""
)
