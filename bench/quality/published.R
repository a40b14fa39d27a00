# The column of README's table on the waves that the original package published, from its file:
#   git clone https://github.com/doehm/rgan original
#   Rscript bench/quality/published.R original/inst/extdata/gan_output.Rdata
# (the author's; inst/extdata/gan-output.Rdata of this package is a training of its own). Counts and figures are those
# of `wave_quality()` in tasks.py.
path <- commandArgs(TRUE)[[1]]
found <- new.env()
output <- get(load(path, envir = found)[[1]], envir = found)

at <- seq(0, 1, length.out = 250)
waves <- cbind(sin(2 * pi * 2 * at), sin(2 * pi * 10 * at))

of_epoch <- function(rows) {
  coefficients <- rows %*% waves %*% solve(crossprod(waves))
  away <- cbind(
    sqrt((coefficients[, 1] - 1)^2 + coefficients[, 2]^2), sqrt(coefficients[, 1]^2 + (coefficients[, 2] - 3)^2)
  )
  left <- sqrt(rowMeans((rows - coefficients %*% t(waves))^2))
  near <- pmin(away[, 1], away[, 2]) < 0.1
  data.frame(
    rows = nrow(rows), near_1 = sum(near & away[, 1] < away[, 2]), near_2 = sum(near & away[, 1] > away[, 2]),
    left = round(stats::median(left), 3)
  )
}
print(cbind(epoch = names(output), do.call(rbind, lapply(output, of_epoch))), row.names = FALSE)
