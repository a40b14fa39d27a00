test_that("waves equal those of the published formula, drawn row by row", {
  set.seed(42)
  waves <- get_training_data()
  # Derived anew from the post: row k has amplitude 1 and 2 periods when k is odd, 3 and 10 when it is even, and draws
  # its own 250 errors after those of row k - 1.
  set.seed(42)
  time <- (0:249) / 249
  for (k in 1:200) {
    exact <- if (k %% 2 == 1) sin(4 * pi * time) else 3 * sin(20 * pi * time)
    expect_equal(waves[k, ], exact + rnorm(250, sd = 0.05), tolerance = 1e-12)
  }
  expect_equal(dim(waves), c(200, 250))
})

test_that("any number of points works, and any number of shapes in turn", {
  waves <- get_training_data(7, 101, shape = list(a = c(1, 2, 5), p = c(1, 2, 3)), noise = 0)
  expect_equal(dim(waves), c(7, 101))
  expect_equal(waves[4, ], waves[1, ])
  expect_equal(waves[6, ], waves[3, ])
  expect_equal(waves[2, ], 2 * sin(2 * pi * 2 * seq(0, 1, by = 0.01)))
  # Largest value of each shape is its amplitude (a peak lies between two points)
  expect_equal(apply(waves[1:3, ], 1, max), c(1, 2, 5), tolerance = 0.01)
  expect_equal(dim(get_training_data(1, 1)), c(1, 1))
  expect_equal(dim(get_training_data(3, 5, shape = list(a = 2, p = 1))), c(3, 5))
})

test_that("noise has the standard deviation asked for, and 0 uses up no random numbers", {
  set.seed(1)
  error <- get_training_data(100, 100, noise = 2) - get_training_data(100, 100, noise = 0)
  expect_equal(sd(error), 2, tolerance = 0.05)
  set.seed(1)
  get_training_data(10, 10, noise = 0)
  after <- runif(1)
  set.seed(1)
  expect_equal(after, runif(1))
})

test_that("wrong sizes and shapes of waves are refused on the user's call", {
  expect_error(get_training_data(0), class = "rgan_error_argument")
  expect_error(get_training_data(noise = -1), class = "rgan_error_argument")
  expect_error(get_training_data(shape = list(a = 1, p = 1:2)), class = "rgan_error_argument")
  expect_snapshot(get_training_data(m = 2.5), error = TRUE)
  expect_snapshot(get_training_data(shape = list(a = 1:3, p = c(2, 10))), error = TRUE)
  expect_snapshot(get_training_data(shape = c(1, 2)), error = TRUE)
  expect_snapshot(get_training_data(shape = list(a = "1", p = 2)), error = TRUE)
})

test_that("sinusoids are sines of one frequency and phase each, over the grid in their column names", {
  set.seed(1)
  curves <- sample_sinusoids(50)
  x <- seq(-5, 5, length.out = 64)
  expect_equal(dim(curves), c(50, 64))
  expect_equal(as.numeric(colnames(curves)), x, tolerance = 1e-5)
  expect_lte(max(abs(curves)), 1)
  # sin(b x + c) satisfies y[k-1] + y[k+1] = 2 cos(b h) y[k]: so b can be found back from every row
  h <- x[2] - x[1]
  b <- apply(curves, 1, function(y) acos(sum(y[2:63] * (y[1:62] + y[3:64])) / (2 * sum(y[2:63]^2))) / h)
  expect_true(all(b > 0.5 & b < 2))
  expect_gt(diff(range(b)), 1)
  phase <- vapply(1:50, function(k) {
    part <- coef(lm(curves[k, ] ~ 0 + sin(b[k] * x) + cos(b[k] * x)))
    atan2(part[[2]], part[[1]])
  }, numeric(1))
  expect_true(all(phase > 0 & phase < pi))
})

test_that("the second published setting is within reach", {
  set.seed(1)
  curves <- sample_sinusoids(200, 50, 0, 4.9, frequency = c(1, 2), phase = c(0, 100), amplitude = 0.5, level = 0.5)
  expect_equal(colnames(curves)[c(1, 2, 50)], c("0", "0.1", "4.9"))
  expect_true(all(curves >= 0 & curves <= 1))
  set.seed(1)
  mul <- runif(200, 1, 2)
  offset <- runif(200, 0, 100)
  x <- (0:49) / 10
  expect_equal(unname(curves[7, ]), sin(offset[7] + x * mul[7]) / 2 + 0.5)
})

test_that("a parameter of one value is the same for all curves", {
  curves <- sample_sinusoids(3, 5, 0, 1, frequency = 2, phase = 1, amplitude = 3, level = 10)
  expect_equal(unname(curves[2, ]), 10 + 3 * sin(2 * c(0, 0.25, 0.5, 0.75, 1) + 1))
})

test_that("wrong parameters of sinusoids are refused", {
  expect_snapshot(sample_sinusoids(5, from = 1, to = 1), error = TRUE)
  expect_snapshot(sample_sinusoids(5, frequency = c(2, 1)), error = TRUE)
  expect_error(sample_sinusoids(5, phase = c(0, NA)), class = "rgan_error_argument")
  expect_error(sample_sinusoids(5, m = 1), class = "rgan_error_argument")
})

test_that("points lie on the parabola, uniformly over the scale", {
  set.seed(1)
  points <- sample_quadratic(5000, scale = 100)
  expect_s3_class(points, "data.frame")
  expect_named(points, c("x", "y"))
  expect_equal(points$y, 10 + points$x * points$x)
  expect_true(all(abs(points$x) <= 50))
  expect_gt(suppressWarnings(ks.test(points$x, "punif", -50, 50))$p.value, 0.001)
  expect_equal(nrow(sample_quadratic()), 10000)
  expect_error(sample_quadratic(10, scale = 0), class = "rgan_error_argument")
  expect_error(sample_quadratic(10, scale = -1), class = "rgan_error_argument")
})
