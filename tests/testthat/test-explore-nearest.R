test_that("the nearest training rows and their distances are those of augment()", {
  expect_same <- function(fit, rows, by = NULL) {
    explorer <- live_explorer(fit)
    found <- augment(fit, rows, by = by)
    numbers <- numbers_like(rows, fit$data$template)
    for (i in seq_len(nrow(found))) {
      nearest <- nearest_to(explorer, numbers[i, , drop = FALSE])
      expect_equal(nearest$id[[1]], found$.nearest[[i]])
      expect_equal(nearest$distance[[1]], found$.distance[[i]], tolerance = 1e-6)
      expect_false(is.unsorted(nearest$distance))
    }
  }
  expect_same(shared_fit(), generate(shared_fit(), 5, seed = 1))
  expect_same(flowers_fit(), iris[seq(5, 145, 20), ])
})

test_that("a category counts as two standard deviations squared among its levels", {
  explorer <- list(
    kind = "table", training = list(numbers = cbind(c(0, 2, 4), c(0, 1, 2)), id = 11:13),
    fit = list(data = list(template = list(types = list(
      list(type = "number"), list(type = "factor", levels = c("a", "b", "c"), missing = FALSE)
    ))))
  )
  explorer$nearest <- nearest_training(explorer)
  found <- nearest_to(explorer, matrix(c(0, 1), 1))
  expect_equal(found$id, c(12, 11, 13))
  unit <- sqrt(mean(c(-2, 0, 2)^2))
  expect_equal(found$distance, sqrt(c((2 / unit)^2, 2, (4 / unit)^2 + 2) / 4))
})

test_that("values that are missing on either side do not count", {
  looked <- list(z = rbind(c(0, 0, NA), c(3, 0, 0)), category = rep(FALSE, 3), width = 3)
  expect_equal(distances_to(looked, c(0, 4, 1)), c(sqrt(8), sqrt(26 / 3)))
})
