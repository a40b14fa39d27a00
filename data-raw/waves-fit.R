# Rebuilds inst/extdata/waves.rds and waves-evaluation.rds: a trained fit, and what evaluate_gan() says of it, small
# enough to ship, for those who have no Python yet. Run from the package's folder with rgan installed:
# Rscript data-raw/waves-fit.R
#
# Two decimals and small networks keep the file small: what is random compresses by nothing.
library(rgan)

set.seed(2019)
train <- round(get_training_data(n = 100, m = 100), 2)
recipe <- gan_spec(latent = 6, generator = c(32, 32), discriminator = c(32, 32))
fit <- gan(train, epochs = 2000, trace = 250, spec = recipe, seed = 2019, log = FALSE, progress = FALSE)
evaluation <- evaluate_gan(fit, seed = 2019)
stopifnot(evaluation$told < 0.65)

# Its trainer is the package's own wherever it is installed, not this file.
fit["file"] <- list("")
fit$seconds <- round(fit$seconds, 1)

files <- file.path("inst", "extdata", c("waves.rds", "waves-evaluation.rds"))
saveRDS(fit, files[[1]], compress = "xz", version = 2)
saveRDS(evaluation, files[[2]], compress = "xz", version = 2)
print(stats::setNames(file.size(files), files))
stopifnot(sum(file.size(files)) < 300e3)
