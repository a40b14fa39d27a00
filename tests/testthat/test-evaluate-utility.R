useful <- function(task = "regression", generated = 3, real = 2.5, high = 2.7, guess = 5, target = 1, ...) {
  one <- list(
    target = target, task = task, generated = generated, real = real, low = 2 * real - high, high = high, guess = guess
  )
  fake_evaluation(
    labels = list(columns = c("age", "price")), kind = if (task == "next") "series" else "table",
    told = list(utility = c(list(one), list(...)))
  )
}

test_that("errors by generated and by real rows stand in one sentence", {
  expect_snapshot({
    cat(say_utility(useful()), "\n")
    cat(say_utility(useful(generated = 2.6)), "\n")
    cat(say_utility(useful("classification", 0.12, 0.04, 0.06, 0.6)), "\n")
    cat(say_utility(useful("next", 0.0513, 0.0501, 0.0504, 0.62)), "\n")
  })
  expect_null(say_utility(fake_evaluation()))
})

test_that("what real rows do not teach is told", {
  expect_match(say_utility(useful(generated = 2.6, guess = 2.4)), "It cannot be learned from real rows either.$")
  expect_no_match(say_utility(useful(generated = 2.6)), "either")
})

test_that("of several channels the one that lost most is named", {
  other <- list(target = 0, task = "next", generated = 4000, real = 3900, low = 3800, high = 4000, guess = 9000)
  words <- say_utility(useful("next", 0.3, 0.1, 0.11, 0.6, target = 1, other))
  expect_match(words, "next value of price (the worst of 2)", fixed = TRUE)
})

test_that("errors have the digits that tell them from chance", {
  expect_equal(
    error_figures(c(0.05131, 0.05012, 0.05003, 0.05021, 0.62338)),
    c("0.05131", "0.05012", "0.05003", "0.05021", "0.6234")
  )
  expect_equal(error_figures(c(3.123, 2.512, 2.3, 2.7, 5)), c("3.1", "2.5", "2.3", "2.7", "5"))
  expect_equal(error_figures(c(0, 0, 0, 0, 0)), rep("0", 5))
})

test_that("a column of a table is predicted by what is learned from generated rows", {
  skip_if_no_python()
  withr::local_seed(1)
  rows <- function(n, noise) {
    x <- stats::rnorm(n)
    data.frame(x = x, price = 10 * x + stats::rnorm(n, sd = noise))
  }
  quality <- evaluate_rows(rows(100, 1), rows(100, 20), target = "price", seed = 1)
  expect_named(quality$utility, c("target", "task", "generated", "real", "low", "high", "guess"))
  expect_equal(quality$utility$target, "price")
  expect_gt(quality$utility$generated, quality$utility$high)
  expect_match(paste(utils::capture.output(print(quality)), collapse = " "), "Boosting trained on .* predicts price")
  expect_equal(evaluate_rows(rows(40, 1), rows(40, 1), target = 2, seed = 1)$utility$target, "price")
  expect_equal(nrow(evaluate_rows(rows(40, 1), rows(40, 1), seed = 1)$utility), 0)
})

test_that("the next value of waves is predicted unasked", {
  skip_if_no_python()
  quality <- evaluate_rows(tiny_waves(40), tiny_waves(30), seed = 1)
  expect_equal(quality$utility$task, "next")
  expect_identical(quality$utility$target, NA_character_)
})

test_that("what cannot be predicted is told on the user's call", {
  rows <- iris[1:4]
  expect_snapshot(error = TRUE, {
    evaluate_rows(rows, rows, target = "Petal.Widht")
    evaluate_rows(rows, rows, target = "colour")
    evaluate_rows(rows, rows, target = c("Petal.Width", "petal"))
    evaluate_rows(rows, rows, target = 5)
    evaluate_rows(rows, rows, target = TRUE)
    evaluate_rows(unname(as.matrix(rows)), rows, target = "a")
    evaluate_rows(rows[1], rows[1], target = 1)
    evaluate_rows(tiny_waves(), tiny_waves(), target = 1)
    evaluate_rows(array(stats::runif(640), c(10, 8, 8, 1)), array(0, c(10, 8, 8, 1)), target = 1)
    evaluate_rows(rows[1:15, ], rows, target = 1)
  })
})
