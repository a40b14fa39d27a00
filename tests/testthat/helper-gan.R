# Tiny data and networks: what is tested is behaviour, not what is learned.
tiny_waves <- function(n = 12, m = 16) {
  outer(seq_len(n) / n, sin(seq(0, 6, length.out = m))) + 0.1
}

tiny_spec <- function(...) gan_spec(latent = 2, generator = 8, discriminator = 8, ...)

tiny_gan <- function(data = tiny_waves(), epochs = 2, ..., spec = tiny_spec(), log = FALSE) {
  gan(data, epochs = epochs, ..., spec = spec, log = log)
}

# One fit for all tests that only look at it.
shared <- new.env()
shared_fit <- function() {
  skip_if_no_python()
  if (is.null(shared$fit)) {
    shared$fit <- tiny_gan(epochs = 4, trace = 2, seed = 1, model_name = "shared")
  }
  shared$fit
}

# The user's random numbers as they are now.
rng_state <- function() get0(".Random.seed", globalenv())
