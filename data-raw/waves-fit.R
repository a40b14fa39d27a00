# Rebuilds inst/extdata/waves.rds and waves-evaluation.rds: a trained fit, and what evaluate_gan() says of it, small
# enough to ship, for those who have no Python yet. Run from the package's folder with rgan installed:
# Rscript data-raw/waves-fit.R
#
# Two decimals, small networks and few traces keep the file small: what is random compresses by nothing. The networks
# learn for themselves that there are two kinds of waves (`groups`), so that there is a training to see.
library(rgan)

set.seed(2019)
train <- round(get_training_data(n = 100, m = 100), 2)
recipe <- gan_spec(latent = 6, generator = c(32, 32), discriminator = c(32, 32), groups = FALSE)
fit <- gan(train, epochs = 2000, trace = 500, spec = recipe, seed = 2019, log = FALSE, progress = FALSE)
evaluation <- evaluate_gan(fit, seed = 2019)
stopifnot(fit$traces$score[fit$traces$best] < 0.1, evaluation$groups$generated > 0.4)

# Its trainer is the package's own wherever it is installed, not this file.
fit["file"] <- list("")
fit$seconds <- round(fit$seconds, 1)

files <- file.path("inst", "extdata", c("waves.rds", "waves-evaluation.rds"))
saveRDS(fit, files[[1]], compress = "xz", version = 2)
saveRDS(evaluation, files[[2]], compress = "xz", version = 2)
print(stats::setNames(file.size(files), files))
stopifnot(sum(file.size(files)) < 300e3)
