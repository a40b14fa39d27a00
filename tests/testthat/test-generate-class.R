plain_waves <- function(n = 30, m = 60) outer(seq_len(n), seq_len(m) / 10)
generated_waves <- function(...) as_generated(plain_waves(...), "waves", note = "epoch 20")

lines_of <- function(x, ...) {
  withr::local_options(width = 80)
  capture.output(print(x, ...))
}

test_that("generated rows print what they are, the first rows, and how much more there is", {
  shown <- lines_of(generated_waves())
  expect_equal(shown[[1]], "# 30 generated waves of 60 points, epoch 20")
  expect_length(shown, 13)
  expect_lt(max(nchar(shown)), 81)
  expect_match(shown[[13]], "# ... and 20 more rows, [0-9]+ more points", fixed = FALSE)
  expect_length(lines_of(generated_waves(), n = 2), 5)
  few <- as_generated(matrix(1:4 / 3, 2, dimnames = list(NULL, c("a", "b"))), "table")
  expect_equal(lines_of(few)[[1]], "# 2 generated rows of 2 columns")
  expect_length(lines_of(few), 4)
  expect_length(lines_of(generated_waves(200, 250)), 13)
})

test_that("no line is broken, whatever its width", {
  for (width in c(20, 41, 79, 132)) {
    withr::local_options(width = width)
    shown <- capture.output(print(round(generated_waves(), 1)))
    expect_length(shown, 13)
  }
})

test_that("series and images are headed, with one channel shown or none", {
  series <- as_generated(array(1:240 / 7, c(10, 12, 2), list(NULL, NULL, c("low", "high"))), "series")
  shown <- lines_of(series)
  expect_equal(shown[1:2], c("# 10 generated series of 12 points and 2 channels", "# Channel low:"))
  expect_match(shown[[length(shown)]], "1 more channel$")
  images <- as_generated(array(0:255, c(4, 8, 8, 1)), "images")
  expect_equal(lines_of(images), c(
    "# 4 generated images of 8 x 8 x 1", "# Values from 0 to 255; plot_images() shows them."
  ))
  expect_equal(lines_of(generated_waves()[0, ]), c(
    "# 0 generated waves of 60 points, epoch 20", "# ... and 60 more points"
  ))
})

test_that("in all else they are the matrix that they were", {
  plain <- plain_waves()
  x <- generated_waves()
  expect_true(is.matrix(x))
  expect_true(inherits(x, "matrix"))
  expect_identical(as.matrix(x), plain)
  expect_identical(as.array(x), plain)
  same <- list(
    t = t, product = function(x) x %*% t(x), crossprod = crossprod, apply = function(x) apply(x, 1, sd),
    cbind = function(x) cbind(x, 1), rbind = function(x) rbind(x, x), column = function(x) x[, 2],
    columns = function(x) x[, 1:3], row = function(x) x[4, ], cell = function(x) x[2, 3], mask = function(x) x[x > 2],
    block = function(x) x[1:2, 3:4], pairs = function(x) x[cbind(1:3, 1:3)], frame = as.data.frame,
    in_frame = function(x) data.frame(y = 1:30, x), summary = summary, scale = scale, vector = as.vector, c = c,
    colMeans = colMeans, quantile = quantile, order = function(x) order(x[, 1]), sort = sort,
    compare = function(x) x > 1,
    dist = function(x) as.vector(dist(x)), aperm = aperm,
    model = function(x) coef(lm(x[, 1:2] ~ x[, 3])), sapply = function(x) sapply(x, identity),
    loop = function(x) vapply(seq_len(nrow(x)), function(i) x[i, 1], 0), svd = function(x) svd(x)$d, var = var,
    outer = function(x) outer(x[1, ], 1:2), split = function(x) split(x, row(x)), json = jsonlite::toJSON, array = array
  )
  for (name in names(same)) expect_identical(same[[name]](x), same[[name]](plain), label = name)
  expect_identical(as.matrix(2 * x - 1), 2 * plain - 1)
  expect_identical(as.matrix(x - as.data.frame(plain)), as.matrix(plain - as.data.frame(plain)))
  y <- x
  y[3, 4] <- 100
  plain[3, 4] <- 100
  expect_identical(as.matrix(y), plain)
})

test_that("chosen rows are generated rows still, in two dimensions and in three", {
  x <- generated_waves()
  for (part in list(x[1:5, ], head(x, 5), x[seq_len(30) < 6, ], x[-(6:30), ], subset(x, seq_len(30) < 6))) {
    expect_s3_class(part, "gan_rows")
    expect_identical(part, generated_waves(5))
  }
  expect_s3_class(x[2, , drop = FALSE], "gan_rows")
  series <- as_generated(array(1:240 / 7, c(10, 12, 2)), "series")
  expect_identical(series[1:3, , ], as_generated(array(1:240 / 7, c(10, 12, 2))[1:3, , ], "series"))
  expect_identical(series[, , 1], matrix(1:120 / 7, 10))
})

test_that("what was computed from them is not said to be generated", {
  x <- generated_waves()
  y <- x
  y[1, 1] <- 99
  for (changed in list(x * 2, round(x), y, (x * 2)[1:3, ], y[2:4, ])) {
    expect_match(lines_of(changed)[[1]], "values, computed from generated rows$")
  }
})

test_that("functions of S4 packages and of tibble take them as matrices", {
  skip_if_not_installed("Matrix")
  x <- generated_waves(4, 3)
  expect_equal(as.matrix(x %*% Matrix::Diagonal(3)), plain_waves(4, 3), ignore_attr = TRUE)
  skip_if_not_installed("tibble")
  expect_identical(
    tibble::as_tibble(x, .name_repair = ~ c("a", "b", "c")),
    tibble::as_tibble(plain_waves(4, 3), .name_repair = ~ c("a", "b", "c"))
  )
})

test_that("all functions that take rows take generated ones, labels included", {
  x <- generated_waves()
  expect_identical(as_gan_data(x)$numbers, plain_waves())
  expect_s3_class(plot_waves(x), "ggplot")
  expect_equal(describe_value(x), "a double array of 30 x 60")
  labelled <- as_generated(structure(plain_waves(), by = rep(1:2, 15)), "waves")
  expect_identical(attr(labelled, "by"), rep(1:2, 15))
  frame <- data.frame(a = 1:2)
  expect_identical(as_generated(frame, "table"), frame)
})

test_that("generate(), simulate(), interpolate_waves(), impute() and the output of a fit have the class", {
  fit <- shared_fit()
  expect_equal(lines_of(generate(fit, 3, seed = 1))[[1]], "# 3 generated waves of 16 points, epoch 4")
  expect_equal(lines_of(generate(fit, 3, seed = 1, epoch = 2))[[1]], "# 3 generated waves of 16 points, epoch 2")
  expect_match(lines_of(interpolate_waves(fit, 3, seed = 1))[[1]], "from one latent point to another")
  gappy <- tiny_waves()
  gappy[, 3] <- NA
  expect_equal(lines_of(impute(fit, gappy, seed = 1))[[1]], "# 12 waves of 16 points, missing values filled in")
  expect_s3_class(simulate(fit, 2, seed = 1), "gan_rows")
  expect_equal(lines_of(fit$output[["epoch 2"]])[[1]], "# 42 generated waves of 16 points, epoch 2")
  file <- withr::local_tempfile(fileext = ".rgan")
  save_gan(fit, file)
  expect_identical(load_gan(file)$output, fit$output)
})

test_that("the output of a fit says what it holds, and is the list that it was", {
  fit <- shared_fit()
  expect_equal(lines_of(fit$output), c(
    "# 42 generated waves of 16 points at each of 2 epochs of the training", "epoch 2, epoch 4",
    "# output[[\"epoch 4\"]] has the newest rows; plot_training() of the fit draws them."
  ))
  expect_lt(length(capture.output(str(fit$output))), 6)
  expect_identical(names(fit$output), c("epoch 2", "epoch 4"))
  expect_identical(dim(do.call(rbind, fit$output)), c(84L, 16L))
  many <- as_output(stats::setNames(rep(list(plain_waves()), 100), paste("epoch", 1:100)), "waves")
  expect_length(lines_of(many), 3)
})

test_that("output of fits made before is taken as it is", {
  fit <- shared_fit()
  before <- fit
  before$output <- lapply(fit$output, as.matrix)
  expect_identical(as.data.frame(before, what = "output"), as.data.frame(fit, what = "output"))
  expect_identical(head(before, 2), as.matrix(head(fit, 2)))
})
