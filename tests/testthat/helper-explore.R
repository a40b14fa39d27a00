# The explorer of the fit that comes with the package, without Python, and live ones of small fits.

stored_explorer <- function(fit = readRDS(system.file("extdata", "waves.rds", package = "rgan"))) {
  rgan:::new_explorer(fit, seed = 1, live = FALSE)
}

live_explorer <- function(fit = shared_fit()) rgan:::new_explorer(fit, seed = 1, live = TRUE)

# Flowers with their species as a condition, and a size that is another. One fit for all tests.
flowers_fit <- function() {
  skip_if_no_python()
  if (is.null(shared$flowers)) {
    flowers <- iris[c(1:20, 51:70, 101:120), ]
    shared$flowers <- tiny_gan(flowers, by = ~ Species + Petal.Width, epochs = 2, seed = 1, model_name = "flowers")
  }
  shared$flowers
}

skip_if_no_app <- function() {
  testthat::skip_if_not_installed("shiny")
  testthat::skip_if_not_installed("bslib")
}
