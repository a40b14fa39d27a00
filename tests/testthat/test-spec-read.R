# What check_spec_part() says of a spec; NULL where it takes it.
fault <- function(spec, resolved = FALSE) {
  tryCatch({
    check_spec_part(spec, resolved)
    NULL
  }, error = conditionMessage)
}

# The default spec changed in one place.
changed <- function(change) structure(change(unclass(gan_spec(generator = 4, discriminator = 4))), class = "gan_spec")
put <- function(value, ...) changed(function(spec) change_at(spec, list(...), list(value)))
without <- function(...) changed(function(spec) change_at(spec, list(...), list()))

test_that("whatever gan_spec() makes is read", {
  for (preset in gan_specs()$name) expect_null(fault(gan_spec(preset)), label = preset)
  presets <- read_presets()
  for (name in names(presets$objectives)) expect_null(fault(gan_spec(objective = name)), label = name)
  for (kind in unlist(presets$choices$kind)) expect_null(fault(gan_spec(kind = kind)), label = kind)
  expect_null(fault(gan_spec(latent = "data", generator = c(8, 4), steps_per_epoch = 3, rejection = 0.1)))
  layers <- list(list(type = "reshape", shape = c(4, 3)), list(type = "conv1d", filters = 2, kernel = list(3)))
  expect_null(fault(gan_spec(generator = layers)))
})

test_that("a trained model's spec leaves no network open", {
  expect_match(fault(gan_spec(), resolved = TRUE), "leaves its networks open")
  expect_match(fault(gan_spec(generator = 4), resolved = TRUE), "leaves its networks open")
  expect_null(fault(gan_spec(generator = 4, discriminator = 4), resolved = TRUE))
})

test_that("fields that came later may be missing, others may not", {
  for (field in c("kind", "steps_per_epoch", "rejection")) expect_null(fault(without(field)), label = field)
  for (field in c("r1", "r2")) expect_null(fault(without("objective", field)), label = field)
  expect_null(fault(without("schedule", "beta_2")))
  expect_match(fault(without("scaling")), "`scaling` is missing", fixed = TRUE)
  expect_match(fault(without("latent", "size")), "`latent$size` is missing", fixed = TRUE)
  expect_match(fault(without("updates")), "`updates` is missing", fixed = TRUE)
})

test_that("unknown fields are named", {
  expect_match(fault(put(1, "more")), "`more` is unknown", fixed = TRUE)
  expect_match(fault(put(1, "objective", "r3")), "`objective$r3` is unknown", fixed = TRUE)
})

test_that("a field of another type is named", {
  expect_match(fault(put("many", "ema")), "`ema` is not of its type", fixed = TRUE)
  expect_match(fault(put(c(1, 2), "latent", "size")), "`latent$size` is not of its type", fixed = TRUE)
  expect_match(fault(put("evil", "scaling")), "`scaling` is not of its type", fixed = TRUE)
  expect_match(fault(put("evil", "objective", "name")), "`objective$name` is not of its type", fixed = TRUE)
  expect_match(fault(put(3, "latent")), "`latent` is not of its type", fixed = TRUE)
  expect_match(fault(put("conv9", "preset")), "preset is unknown")
  expect_null(fault(put("data", "latent", "size")))
  # The word stands for a size alone.
  expect_match(fault(put("data", "ema")), "`ema` is not of its type", fixed = TRUE)
})

test_that("networks are layers of plain fields", {
  layer <- list(type = "dense", units = 4L)
  refused <- list(
    "dense", list(), list("dense"), list(list(units = 4L)), list(c(layer, list(more = list(list(list(1)))))),
    list(c(layer, list(f = mean))), list(c(layer, list(call = quote(stop())))), list(list(type = c("a", "b"))),
    list(structure(layer, class = "layer")), structure(list(layer), class = "network"), list(list("dense", 4L))
  )
  for (layers in refused) {
    expect_match(fault(put(layers, "generator")), "`generator` is not of its type", fixed = TRUE)
  }
  expect_null(fault(put(list(c(layer, list(bias = FALSE, activation = NULL))), "generator")))
})

test_that("what is no spec at all is refused", {
  for (odd in list(NULL, list(), "default", 1, unclass(gan_spec()))) {
    expect_match(fault(odd), "recipe is none")
  }
  expect_match(fault(structure(list(), class = "gan_spec")), "`preset` is missing", fixed = TRUE)
  expect_match(fault(structure("x", class = "gan_spec")), "recipe is none")
})

test_that("no value in any place is taken that is not of the field's type", {
  spec <- unclass(gan_spec(generator = 4, discriminator = 4))
  spec <- spec[setdiff(names(spec), c("generator", "discriminator"))]
  paths <- Filter(function(path) !is.list(spec[[unlist(path)]]), note_paths(spec))
  taken <- function(path, value) is.null(fault(do.call(put, c(list(value), path))))
  for (value in list(list(1), c(1, 2), NA, quote(stop()), factor("a"), Inf)) {
    expect_false(any(vapply(paths, taken, NA, value)), label = describe_value(value))
  }
  # NULL belongs to the fields that may be left open.
  closed <- Filter(function(path) !path[[length(path)]] %in% open_fields, paths)
  expect_false(any(vapply(closed, taken, NA, NULL)))
})
