#' A training recipe
#'
#' A recipe says what is trained and how: networks, latent numbers, objective,
#' optimisers and schedule. Start from a preset and override any field by name.
#' The result is plain data: it prints, compares with [identical()], and can be
#' saved.
#'
#' @param preset Name of a preset, see [gan_specs()].
#' @param ... Fields to override, by name. A field that has fields of its own
#'   takes a list with only those that change, as in
#'   `objective = list(r1 = 10)`.
#'   * `generator`, `discriminator`: `NULL` (chosen to fit the data), a Keras
#'     model of your own (latent rows in, rows like the data out; rows in, one
#'     logit out; its shapes are checked before training, see [set_networks()]),
#'     a vector of hidden dense widths such as `c(64, 64)`, or a list of layers, each a
#'     list with a `type`: `"dense"` (`units`), `"conv1d"`, `"conv2d"`,
#'     `"conv2d_transpose"` (`filters`, `kernel`, `strides`, `padding`),
#'     `"dropout"` (`rate`), `"reshape"` (`shape`), `"flatten"`, `"activation"`,
#'     `"output"` (dense to the size of the data; `gain` multiplies its initial
#'     weights) and, in a generator, `"latent"` (`after`): the first layer sees the
#'     first `after` latent numbers only, and the rest enter here. Layers with
#'     weights take `activation` (`NULL`, `"relu"`, `"leaky_relu"` with `slope`,
#'     `"tanh"`, `"sigmoid"`) and `bias`.
#'   * `latent`: `size` (numbers per row; `latent = 16` for short, `"data"` for
#'     as many as a row of data has), `distribution` (`"normal"`, or `"uniform"`
#'     from `low` to `high`).
#'   * `objective`: `name` (`"relativistic"`, `"bce"`, `"wgan-gp"`, `"hinge"`;
#'     a string for short), weights of the penalties `r1`, `r2` (`NULL`: 20
#'     where the scaling is `"components"`, otherwise 5) and
#'     `gradient_penalty`, and `label_smoothing` for `"bce"`. Another objective
#'     than the preset's brings its own: `"wgan-gp"` a `gradient_penalty` of 10, no
#'     `r1` and `r2`, and 5 `updates` of the discriminator (Gulrajani et al. 2017,
#'     <https://arxiv.org/abs/1704.00028>); `"relativistic"` `r1` and `r2` of `NULL`;
#'     `"bce"` and `"hinge"` keep those of the preset. What you give wins.
#'   * `generator_optimizer`, `discriminator_optimizer`: `name` (`"adam"`,
#'     `"rmsprop"`, `"sgd"`), `rate`, `beta_1`, `beta_2`, `rho`, `momentum`,
#'     `epsilon`.
#'   * `schedule`: `shape` (`"constant"`, `"cosine"`), final fractions of
#'     `rate` and `penalty` (`NULL`: 0.03 with components, else 0.0002), how the
#'     penalty gets there (`fall`: `"linear"`, as the rates, or `"geometric"`, by
#'     equal factors), final value of `beta_2`.
#'   * `updates`: updates of the `discriminator` and the `generator` per step.
#'   * `steps_per_epoch`: `NULL` for one pass over the data, in which every row
#'     comes once; a number for so many batches of rows drawn at random, with
#'     replacement, whatever the number of rows. `batch_size` of [gan()] then stays
#'     what it is for few rows, too.
#'   * `pretrain`: passes over the data that train the discriminator alone.
#'   * `ema`: half-life, in steps, of the averaged generator; 0 for none.
#'   * `rejection`: how far below those of all real rows the discriminator's
#'     logit of a generated row may lie, in ranges of the real rows' logits,
#'     before the row is drawn again (ten draws at most); `NULL` for rows as they
#'     come.
#'   * `calibration`: whether generated values become values that could be in the
#'     data. Columns of a table, channels of series or all values of waves in which
#'     values repeat (zeros, caps, two levels) are mapped by their rank onto those of
#'     the training rows, in their order; so are waves and series with a gap between
#'     two levels, with tails, or that would often go beyond the range. Tables stay
#'     within the range of the data, waves and series not below 0, or above, where they
#'     never are, and all have the data's decimals. Rows that never fall, or never
#'     rise, in the data do not; steps of counters and of walks on a lattice are mapped
#'     as values that repeat are. The default has it; images never.
#'   * `tails`: whether values over several decades (incomes, amounts, heavy tails on
#'     either side) are seen by the networks on a scale that is straight near the
#'     middle or the low end and a logarithm far from it: `asinh((x - centre) / unit)`.
#'     Decided from the data for each column of a table, each channel of series or
#'     all values of waves: only where it makes them more like normal ones by far.
#'     The default has it; images, `"range"` and `"none"` never. `FALSE` leaves
#'     values as they are.
#'   * `levels`: whether the level of a row (its mean, in each channel) is made less
#'     where it drowns all else: waves and series whose levels vary more than ten
#'     times as much as rows vary around them, such as counters that start anywhere
#'     from 0 to 1000. Steps then keep their size and their likeness. For rows whose
#'     scaling is `"components"`; `FALSE` has one size for both.
#'     Not where `tails` are.
#'   * `surface`: whether generated rows are brought onto the smooth surface that the
#'     data lie on, where they lie on one of at most three dimensions: sine waves of
#'     any frequency and phase, columns that are functions of others. Looked for in
#'     rows without noise; each training row must follow from its neighbours to within
#'     a hundredth. Rows are moved between training rows, not onto them.
#'   * `moments`: whether rows of waves and series, seen as components, get the mean and
#'     the covariance of the data by one linear map, fixed at each trace. GANs make
#'     many small components vary too little. The default has it.
#'   * `relations`: whether what always holds between columns of a table or channels of
#'     series is kept in generated rows: one is never above another (the high of a bar
#'     and its open), two are equal, two add up to a third. Values in the wrong order
#'     are exchanged, sums added up anew; `summary()` of a fit says in what share of rows.
#'     The default has it.
#'   * `groups`: whether rows that fall into separated groups (kinds of waves, clouds
#'     of points) are learned as such: each row in units of its group, the group as a
#'     condition of both networks, drawn by its share. Nothing changes where there is
#'     one group. The default has it, for networks made for any number of values.
#'   * `scaling`: what the networks see. `"components"`: coefficients of the
#'     principal components that hold 99.999 % of the variance, or the signal (see
#'     `noise`), the small ones magnified a little. `"standard"`: values less their mean, over their
#'     standard deviation; `"column"`: the same for each column, channel or
#'     colour; `"range"`: values brought to -1 ... 1; `"none"`: as they are.
#'     `"auto"`: components for waves and series, unless a network is made for
#'     rows as they are (your own Keras model, convolutions, `"reshape"`, a
#'     generator that does not end in `"output"`); then `"standard"` for waves,
#'     `"column"` for series. `"column"` for tables, `"range"` for images.
#'   * `noise`: whether noise is told from the signal in waves and series whose
#'     scaling is `"components"`. The networks then learn the components of the
#'     signal, and rows get normal noise like that of the data when they are
#'     generated: as large, as alike from point to point and from channel to
#'     channel, and larger in some rows than in others where it is in the data. What is
#'     smooth has no noise. `FALSE` has the networks learn all components.
#'   * `precision`: `"float32"`, or `"bfloat16"` for hidden layers that compute in 16
#'     bits, with two to three digits. Weights, optimisers, losses, penalties and the
#'     last layer of each network, so logits and rows, stay in 32 bits. Meant for wide
#'     networks on GPUs and TPUs with units for bfloat16, though none was tried; on CPUs
#'     it seldom pays, see `vignette("more-machines")`. A Keras model of your own
#'     computes as you made it.
#'   * `kind`: `"waves"`, `"table"`, `"series"` or `"images"`; `NULL` for what
#'     the data looks like (see `data` of [gan()]).
#' @return An object of class `gan_spec`: a named list of all fields.
#'   An unknown preset, field, objective, optimiser, scaling, kind, distribution,
#'   schedule, layer or activation is an error of class `rgan_error_spec` that names
#'   the nearest known one.
#' @section The blog post's training:
#' `"classic"` is the training of the post's demonstration package: an epoch is 32
#' steps of 32 rows drawn with replacement, so 2000 epochs are 64,000 updates of each
#' network; rows are seen as they are; one latent number; the discriminator is
#' trained by Adam at a rate of 0.2 with `beta_1` of 0.5, the generator by Keras's
#' default Adam. (There an epoch has as many steps as a batch has rows; with another
#' `batch_size` give `steps_per_epoch`, too.) One thing differs: losses are computed
#' from logits, as Keras does today. The Keras of 2019 cut probabilities at 1e-7,
#' where gradients vanish. `vignette("waves")` shows what comes of it.
#' @source The presets' sources are listed by [gan_specs()]. The default
#'   objective is that of Huang, Gokaslan, Kuleshov and Tompkin (2024),
#'   <https://arxiv.org/abs/2501.05441>.
#' @seealso [gan()]
#' @export
#' @examples
#' gan_spec()
#' gan_spec("classic", latent = list(size = 4))
#' gan_spec(latent = 8, generator = c(64, 64), objective = list(r1 = 1, r2 = 1))
gan_spec <- function(preset = "default", ...) {
  check_full_names()
  presets <- read_presets()
  check_preset(preset, preset_names(presets))
  spec <- list_merge(c(list(preset = preset), presets$base), presets[[preset]]$spec)
  spec <- override_spec(spec, list(...), call = rlang::current_env())
  new_gan_spec(spec)
}

# Whole numbers are kept as integers throughout, so that `latent = 16` and
# `latent = 16L` give identical specs and Python sees sizes as int.
new_gan_spec <- function(fields) structure(whole_numbers(fields), class = "gan_spec")

whole_numbers <- function(x) {
  if (is.list(x)) {
    return(lapply(x, whole_numbers))
  }
  whole <- is.double(x) && all(is.finite(x)) && all(x == round(x)) && all(abs(x) < .Machine$integer.max)
  if (whole) as.integer(x) else x
}

#' The presets of `gan_spec()`
#'
#' @return A data frame with one row per preset: `name`, `title`, `source`.
#' @seealso [gan_spec()]; each source has a vignette: `vignette("waves")`,
#'   `vignette("sinusoids")`, `vignette("convolutional")`, `vignette("quadratic")`
#'   and `vignette("images")`.
#' @export
#' @examples
#' gan_specs()
#' @examplesIf rgan:::python_available()
#' # Each with the data of its source, few of them and briefly
#' plot(gan(get_training_data(40), epochs = 2, spec = "classic", log = FALSE))
#' \donttest{
#' plot(gan(sample_sinusoids(256), epochs = 2, spec = "sinusoid", log = FALSE))
#' curves <- sample_sinusoids(
#'   256, m = 50, from = 0, to = 4.9,
#'   frequency = c(1, 2), phase = c(0, 100), amplitude = 0.5, level = 0.5
#' )
#' plot(gan(curves, epochs = 2, spec = "conv", log = FALSE))
#' plot(gan(sample_quadratic(500), epochs = 10, spec = "quadratic", log = FALSE))
#' from_centre <- outer((1:8) - 4.5, (1:8) - 4.5, function(y, x) x^2 + y^2)
#' discs <- array(as.numeric(outer(1:40, from_centre, ">")), c(40, 8, 8, 1))
#' plot(gan(discs, epochs = 10, spec = "mnist", log = FALSE))
#' # 80 x 80 pixels take seconds a step
#' stripes <- aperm(array(255 * (seq_len(80 * 80 * 3 * 4) %% 7 < 3), c(80, 80, 3, 4)), c(4, 1, 2, 3))
#' plot(gan(stripes, epochs = 1, spec = "flower", log = FALSE))
#' }
gan_specs <- function() {
  presets <- read_presets()
  presets <- presets[preset_names(presets)]
  field <- function(name) vapply(presets, function(p) p[[name]], character(1), USE.NAMES = FALSE)
  data.frame(name = names(presets), title = field("title"), source = field("source"))
}

# Read once a session: it is asked for at every field of a recipe.
presets_of_session <- new.env(parent = emptyenv())

read_presets <- function() {
  if (is.null(presets_of_session$presets)) {
    path <- system.file("python", "rgan", "presets.json", package = "rgan", mustWork = TRUE)
    presets_of_session$presets <- jsonlite::fromJSON(path, simplifyVector = FALSE)
  }
  presets_of_session$presets
}

# The file also holds what presets share; a preset is what has a spec.
preset_names <- function(presets) {
  names(presets)[vapply(presets, function(p) !is.null(p$spec), logical(1))]
}

# Named lists are merged field by field; all else is replaced, NULL included.
list_merge <- function(base, over) {
  for (name in names(over)) {
    both <- is_fields(base[[name]]) && is_fields(over[[name]])
    value <- if (both) list_merge(base[[name]], over[[name]]) else over[[name]]
    base[name] <- list(value)
  }
  base
}

is_fields <- function(x) is.list(x) && !is.null(names(x))

override_spec <- function(spec, over, call) {
  if (length(over) == 0) {
    return(spec)
  }
  if (is.null(names(over)) || !all(nzchar(names(over)))) {
    abort_rgan(c(
      "Every field of a spec must be given by name.",
      "i" = "For example {.code gan_spec(latent = 16, ema = 500)}."
    ), class = "spec", call = call)
  }
  check_fields(names(over), setdiff(names(spec), "preset"), "The spec", call)
  spec <- list_merge(spec, brought_by(over$objective, spec$objective$name))
  for (name in names(over)) {
    spec[name] <- list(override_field(spec[[name]], over[[name]], name, call))
  }
  spec
}

# What an objective brings along where it is named and not the preset's own: its penalties, its updates.
brought_by <- function(objective, own) {
  name <- if (is_fields(objective)) objective$name else objective
  if (rlang::is_string(name) && name != own) read_presets()$objectives[[name]]
}

# The field that a bare value stands for.
short_fields <- c(
  latent = "size", objective = "name", generator_optimizer = "rate", discriminator_optimizer = "rate"
)

override_field <- function(old, new, name, call) {
  if (name %in% c("generator", "discriminator")) {
    return(as_layers(new, name, call))
  }
  if (!is_fields(old)) {
    return(check_leaf(old, new, name, call))
  }
  if (name %in% names(short_fields) && is.atomic(new) && length(new) == 1) {
    new <- stats::setNames(list(new), short_fields[[name]])
  }
  if (!is_fields(new)) {
    seen <- if (is.list(new)) "a list without names" else describe_value(new)
    abort_rgan(c(
      "{.arg {name}} must be a list of named fields, not {seen}.",
      "i" = "Its fields are {.arg {names(old)}}."
    ), class = "spec", call = call)
  }
  check_fields(names(new), names(old), paste0("`", name, "`"), call)
  for (field in names(new)) {
    old[field] <- list(check_leaf(old[[field]], new[[field]], paste0(name, "$", field), call))
  }
  old
}
