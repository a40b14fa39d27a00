gappy <- function(n = 5) {
  x <- tiny_waves()[seq_len(n), ]
  x[, 5:8] <- NA
  x
}

test_that("gaps are filled and what is there stays", {
  fit <- shared_fit()
  x <- gappy()
  filled <- impute(fit, x, seed = 1)
  expect_false(anyNA(filled))
  expect_identical(filled[!is.na(x)], x[!is.na(x)])
  expect_identical(filled, impute(fit, x, seed = 1))
  expect_false(identical(filled, impute(fit, x, seed = 2)))
  expect_identical(impute(fit, tiny_waves()), tiny_waves())
})

test_that("several draws are a list, and vary", {
  draws <- impute(shared_fit(), gappy(), m = 3, seed = 1)
  expect_length(draws, 3)
  expect_identical(dim(draws[[2]]), dim(gappy()))
  expect_false(identical(draws[[1]], draws[[2]]))
})

test_that("the seed is drawn from R's generator, once", {
  fit <- shared_fit()
  set.seed(1)
  one <- impute(fit, gappy())
  after <- rng_state()
  set.seed(1)
  expect_identical(impute(fit, gappy()), one)
  expect_identical(rng_state(), after)
})

test_that("data frames keep class, types, further columns and the order of their columns", {
  skip_if_no_python()
  flowers <- iris[1:4]
  fit <- tiny_gan(flowers, seed = 1, progress = FALSE)
  x <- iris[c(5, 4, 2, 1, 3)][1:10, ]
  x$Petal.Width[2] <- x$Sepal.Length[3] <- NA
  filled <- impute(fit, x, seed = 1)
  expect_identical(names(filled), names(x))
  expect_identical(filled[-(2:3), ], x[-(2:3), ])
  expect_identical(filled$Species, x$Species)
  expect_true(filled$Petal.Width[2] %in% seq(0, 3, 0.1) || filled$Petal.Width[2] > 0)
  expect_false(anyNA(filled))
})

test_that("training rows with gaps are filled by default", {
  skip_if_no_python()
  fit <- suppressMessages(tiny_gan(airquality[1:40, ], seed = 1, progress = FALSE))
  filled <- impute(fit, seed = 1)
  expect_identical(vapply(filled, typeof, ""), vapply(airquality, typeof, ""))
  expect_false(anyNA(filled))
  known <- !is.na(airquality$Ozone[1:40])
  expect_identical(filled$Ozone[known], airquality$Ozone[1:40][known])
})

test_that("what cannot be filled is refused", {
  fit <- shared_fit()
  x <- gappy()
  x[2, ] <- NA
  expect_snapshot(error = TRUE, {
    impute(fit, x)
    impute(fit, gappy()[, -1])
    impute(fit, gappy(), m = 0)
    impute(1, gappy())
    impute(fit, gappy(), epoch = 3)
    impute(fit, gappy(), seeds = 1)
  })
})
