# arf: adversarial random forests (Watson et al. 2023), at its defaults.
suppressPackageStartupMessages(library(arf))
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "protocol.R"))

serve(
  fit = function(x) {
    forest <- adversarial_rf(x, parallel = FALSE, verbose = FALSE)
    forde(forest, x, parallel = FALSE)
  },
  draw = function(model, n) forge(model, n_synth = n, parallel = FALSE)
)
