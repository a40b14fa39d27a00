# A user's own Keras models as networks of a spec. They live in Python: files
# never hold code, so a fit that was saved needs them again.

#' Give a saved fit its own networks again
#'
#' A fit trained with Keras models of your own, as in
#' `gan_spec(generator = model, latent = 4)`, holds their weights but not the models: files
#' never hold code. Within the session that trained it nothing is needed. After
#' [readRDS()] make the models as before and give them to the fit.
#'
#' @param fit A fit made by [gan()].
#' @param generator,discriminator Keras models of the same layers as those
#'   trained; their present weights do not matter. `NULL` leaves what the fit has.
#' @return The fit, which can then [generate()], [predict()], be drawn and go on
#'   training.
#' @section Errors:
#' `rgan_error_argument` when a model is not a Python object, or the fit was
#' trained with layers of a recipe. That a model does not fit the weights shows
#' at its first use: `rgan_error_checkpoint`.
#' @seealso [gan_spec()]
#' @export
#' @examplesIf rgan:::python_available()
#' keras <- reticulate::import("keras")
#' make_generator <- function() {
#'   keras$Sequential(list(
#'     keras$Input(list(4L)), keras$layers$Dense(32L, activation = "silu"), keras$layers$Dense(50L)
#'   ))
#' }
#' train <- get_training_data(n = 40, m = 50)
#' fit <- gan(train, epochs = 5, spec = gan_spec(generator = make_generator(), latent = 4), log = FALSE, seed = 1)
#' path <- tempfile(fileext = ".rds")
#' saveRDS(fit, path)
#' again <- set_networks(readRDS(path), generator = make_generator())
#' identical(generate(again, 2, seed = 1), generate(fit, 2, seed = 1))
set_networks <- function(fit, generator = NULL, discriminator = NULL) {
  check_full_names()
  check_fit(fit)
  given <- list(generator = generator, discriminator = discriminator)
  for (name in names(given)[!vapply(given, is.null, logical(1))]) {
    if (!is_python_object(given[[name]])) {
      abort_argument(given[[name]], name, "a Keras model", rlang::current_env())
    }
    if (!is_python_object(fit$asked[[name]])) {
      abort_rgan(
        "The {name} of this fit was made of the recipe's layers: it needs no Keras model.",
        class = "argument"
      )
    }
    fit$asked[[name]] <- fit$spec[[name]] <- given[[name]]
  }
  fit$id <- new_fit_id() # a trainer of the models before must not answer for it
  fit
}

# The spec's own Keras models, by network.
own_models <- function(spec) {
  networks <- unclass(spec)[c("generator", "discriminator")]
  networks[vapply(networks, is_python_object, logical(1))]
}

# Python takes layers from the spec and models as arguments.
without_models <- function(spec) {
  spec[names(own_models(spec))] <- list(NULL)
  spec
}

check_own_models <- function(fit, call) {
  own <- own_models(fit$asked)
  lost <- names(own)[vapply(own, is_dead_pointer, logical(1))]
  if (length(lost) > 0) {
    abort_rgan(c(
      "The {lost} of this fit {?is a Keras model/are Keras models} of your own,
        which {cli::qty(lost)}files cannot hold.",
      "i" = "Give {cli::qty(lost)}{?it/them} again: {.code fit <- set_networks(fit, {lost[[1]]} = model)}."
    ), class = "checkpoint", call = call)
  }
  own
}
