made <- function(n, seed) {
  set.seed(seed)
  data.frame(age = rpois(n, 40), gain = ifelse(runif(n) < 0.8, 0, round(rexp(n), 2)), low = rnorm(n))
}

test_that("rows from anywhere are judged, and the worst fault comes first", {
  skip_if_no_python()
  withr::local_preserve_seed()
  generated <- made(120, 2)
  generated$gain <- generated$gain - 0.5
  quality <- evaluate_rows(made(120, 1), generated, seed = 1)
  expect_s3_class(quality, "gan_evaluation")
  expect_equal(quality$faults$fault[1:2], c("negative", "value"))
  expect_equal(quality$faults$column[1:2], c("gain", "gain"))
  expect_false(quality$guessing)
  expect_equal(quality$reasons$what[[1]], "gain")
  expect_setequal(quality$eyes$candidate, c("generated", "real", "gaussian", "bootstrap"))
  expect_output(
    print(quality), "^<gan_evaluation> 120 generated rows compared with 120 real ones\n\\* gain is negative in"
  )
  expect_named(as.data.frame(quality), c("figure", "generated", "real", "low", "high", "gaussian", "bootstrap", "best"))
})

test_that("columns are matched by name, matrices and arrays by position", {
  skip_if_no_python()
  withr::local_preserve_seed()
  real <- made(40, 1)
  mixed <- evaluate_rows(real, made(40, 2)[c(3, 1, 2)], seed = 1)
  expect_equal(mixed$figures, evaluate_rows(real, made(40, 2), seed = 1)$figures)
  expect_equal(mixed$figures, evaluate_rows(real, unname(as.matrix(made(40, 2))), seed = 1)$figures)
})

test_that("waves are compared as waves, with a holdout", {
  skip_if_no_python()
  quality <- evaluate_rows(tiny_waves(40), tiny_waves(30), holdout = tiny_waves(20), seed = 1)
  expect_equal(unlist(quality$rows), c(real = 40, generated = 30, holdout = 20))
  expect_equal(quality$kind, "waves")
  expect_equal(nrow(quality$roughness), 1)
  expect_s3_class(ggplot2::autoplot(quality), "ggplot")
})

test_that("rows that cannot stand beside one another are told on the user's call", {
  expect_snapshot(error = TRUE, {
    evaluate_rows(1:10, 1:10)
    evaluate_rows(made(20, 1), made(20, 2)[1:2])
    evaluate_rows(made(20, 1), stats::setNames(made(20, 2), c("age", "gain", "high")))
    evaluate_rows(made(20, 1), made(20, 2), holdout = matrix(1, 5, 4))
    evaluate_rows(made(20, 1), made(20, 2), sead = 1)
    evaluate_rows(made(20, 1), made(20, 2), neighbours = 0)
  })
})
