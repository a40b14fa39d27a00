test_that("a whole evaluation is said in sentences", {
  expect_snapshot(print(fake_evaluation(groups = c(0.51, 0.49), accuracy = 0.54)))
  expect_snapshot(print(fake_evaluation(
    groups = c(1, 0), outside = 0.069, coverage = 0.49, accuracy = 0.98, roughness = 2.1, copies = 0.4,
    nearer_to_training = 0.95, discriminative = 0.31, predictive = 0.04
  )))
})

test_that("a group is covered from a quarter of its share on", {
  at <- function(share) say_groups(fake_evaluation(groups = c(1 - share, share), real = c(0.6, 0.4)))
  expect_match(at(0.1), "cover 2 of 2 groups (90 % / 10 %, real 60 % / 40 %).", fixed = TRUE)
  expect_match(at(0.0999), "cover 1 of 2 groups", fixed = TRUE)
  expect_match(at(0.0999), "Group 2 got less than a quarter of its share.", fixed = TRUE)
  expect_equal(say_groups(fake_evaluation(groups = 1, real = 1)), "The real rows form one group.")
  expect_null(say_outside(fake_evaluation(groups = 1, real = 1)))
})

test_that("nothing and everything are said only where they are exact", {
  expect_equal(percent(c(0, 0.004, 0.006, 0.5, 0.996, 1)), c("0 %", "under 1 %", "1 %", "50 %", "over 99 %", "100 %"))
})

test_that("a classifier guesses up to the spread of guessing", {
  # 0.7 / sqrt(100) = 0.07 above the floor of 0.52.
  said <- say_classifier(fake_evaluation(accuracy = 0.589))
  expect_match(said, "in 59 % of cases (real from other real rows: 52 %).", fixed = TRUE)
  expect_match(say_classifier(fake_evaluation(accuracy = 0.591)), "in 59 % of cases.*more than by guessing")
  expect_no_match(said, "guessing")
  expect_match(say_classifier(fake_evaluation(accuracy = 0.54, compared = 10000)), ", more than")
})

test_that("roughness has a word on either side", {
  at <- function(ratio) say_roughness(fake_evaluation(roughness = ratio))
  expect_match(at(0.79), "smoother than real ones (0.79 times", fixed = TRUE)
  expect_match(at(0.80), "have 0.80 times the roughness", fixed = TRUE)
  expect_match(at(1.25), "have 1.25 times the roughness", fixed = TRUE)
  expect_match(at(1.26), "more ragged than real ones (1.26 times", fixed = TRUE)
  expect_null(say_roughness(fake_evaluation(drop = "roughness")))
})

test_that("memorising is said from its thresholds on", {
  expect_length(say_memory(fake_evaluation(copies = 0.05)), 1)
  expect_match(say_memory(fake_evaluation(copies = 0)), "None of the generated rows")
  expect_match(say_memory(fake_evaluation(copies = 0.051))[[2]], "memorises")
  expect_length(say_memory(fake_evaluation(nearer_to_training = 0.9)), 2)
  expect_match(say_memory(fake_evaluation(nearer_to_training = 0.901))[[3]], "memorises")
})

test_that("a GAN was worth it where the baseline is told apart more often", {
  at <- function(accuracy, gaussian) say_worth(fake_evaluation(accuracy = accuracy, gaussian = gaussian))
  expect_match(at(0.55, 0.63), "63 % of cases: the GAN was worth it")
  expect_match(at(0.55, 0.61), "neither is clearly better")
  expect_match(at(0.55, 0.49), "neither is clearly better")
  expect_match(at(0.55, 0.47), "better than this GAN")
})
