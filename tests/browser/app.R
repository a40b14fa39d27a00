# The explorer as the browser test opens it. Arguments: the port; "live" for a small fit with conditions, trained here;
# "stored" for the fit that comes with the package where there is no Python; "picture" for that of the help.
arguments <- commandArgs(trailingOnly = TRUE)
if (arguments[[2]] == "stored") Sys.setenv(RETICULATE_PYTHON = "/nowhere/python")
library(rgan)

fit <- switch(arguments[[2]],
  stored = readRDS(system.file("extdata", "waves.rds", package = "rgan")),
  live = {
    recipe <- gan_spec(latent = 3, generator = 16, discriminator = 16)
    gan(iris, by = ~Species, epochs = 20, spec = recipe, seed = 1, log = FALSE, progress = FALSE)
  },
  picture = {
    set.seed(1)
    gan(sample_sinusoids(400, 80), epochs = 600, seed = 1, model_name = "sinusoids", log = FALSE, progress = FALSE)
  }
)
shiny::runApp(explore(fit, seed = 1), port = as.integer(arguments[[1]]), launch.browser = FALSE)
