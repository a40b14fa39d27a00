# Rebuilds inst/extdata/gan-output.Rdata: what the blog post's networks generate on the way to both waves.
# Run from the package's folder with rgan installed: Rscript data-raw/gan-output.R
#
# The networks are the blog's (generator 16-32-64, discriminator 250-32-16, LeakyReLU 0.2). Its training ends on one of
# the two waves; so the training here is the default's, without dropout.
library(rgan)

dense <- function(units) list(type = "dense", units = units, activation = "leaky_relu", slope = 0.2)
recipe <- gan_spec(
  generator = list(dense(16), dense(32), dense(64), list(type = "output")),
  latent = 4,
  discriminator = list(dense(250), dense(32), dense(16), list(type = "dense", units = 1))
)

set.seed(2019)
train <- get_training_data()
fit <- gan(train, epochs = 2000, spec = recipe, seed = 2019, log = FALSE)
gan_output <- lapply(fit$output, round, digits = 4)
stopifnot(identical(names(gan_output), paste("epoch", seq(100, 2000, 100))), all(dim(gan_output[[20]]) == c(42, 250)))

at <- seq(0, 1, length.out = 250)
waves <- cbind(sin(2 * pi * 2 * at), sin(2 * pi * 10 * at))
shares <- table(apply(abs(gan_output[[20]] %*% waves), 1, which.max))
stopifnot(length(shares) == 2, shares >= 10)

save(gan_output, file = "inst/extdata/gan-output.Rdata", compress = "xz", version = 2)
