# synthpop: column after column from classification and regression trees (Nowok et al. 2016), at its defaults. It fits
# and draws in one go, so that all seconds count as training.
suppressPackageStartupMessages(library(synthpop))
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "protocol.R"))

wanted <- prod(as.integer(commandArgs(trailingOnly = TRUE)[2:3]))
serve(
  fit = function(x) syn(x, k = wanted, print.flag = FALSE, seed = as.integer(commandArgs(trailingOnly = TRUE)[4]))$syn,
  draw = function(model, n) model
)
