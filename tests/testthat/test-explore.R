test_that("outside an interactive session the app is returned", {
  skip_if_no_app()
  local_functions(python_available = function() FALSE)
  fit <- readRDS(system.file("extdata", "waves.rds", package = "rgan"))
  before <- rng_state()
  expect_s3_class(explore(fit, seed = 1), "shiny.appobj")
  expect_identical(rng_state(), before)
})

test_that("what cannot be explored, or shown there, is refused", {
  fit <- readRDS(system.file("extdata", "waves.rds", package = "rgan"))
  expect_error(explore(1), "fit of", class = "rgan_error_argument")
  expect_error(explore(fit, viewer = "tab"), "\"pane\", \"browser\", \"dialog\"", class = "rgan_error_argument")
  expect_error(explore(fit, seed = -1), class = "rgan_error_argument")
})

test_that("where shiny is missing, the error has the command that installs it", {
  local_functions(explore_packages = c("notthere", "norhere"))
  error <- expect_error(check_explore_packages(), class = "rgan_error_package")
  said <- gsub("\\s+", " ", conditionMessage(error))
  expect_match(said, "install.packages(c(\"notthere\", \"norhere\"))", fixed = TRUE)
})
