test_that("nothing and everything are said only where they are exact", {
  expect_identical(percent(c(0, 0.001, 0.5, 0.999, 1)), c("0 %", "under 1 %", "50 %", "over 99 %", "100 %"))
  expect_identical(percents(c(0.4, 0.6)), "40 % / 60 %")
})

test_that("counts have their thousands marked, and never an exponent", {
  expect_identical(format_count(c(1e5)), "100,000")
  expect_identical(format_count(6250000), "6,250,000")
  expect_identical(format_count(12L), "12")
})

test_that("losses and scores have three digits", {
  expect_identical(format_loss(0.12345), "0.123")
  expect_identical(format_score(c(a = 2)), c(a = "2.000"))
})

test_that("times are in seconds up to a minute", {
  expect_identical(format_seconds(0.1234), "0.12 s")
  expect_identical(format_seconds(59), "59 s")
  expect_identical(format_seconds(80), "1 min 20 s")
})

test_that("text that holds braces is not run by cli", {
  told <- tryCatch(cli::cli_inform(literal("{stop('run')}")), message = conditionMessage)
  expect_match(told, "{stop('run')}", fixed = TRUE)
  expect_identical(shape_text(c(3, 4, 5)), "3 x 4 x 5")
  expect_identical(c(its("a"), its(c("a", "b"))), c("its", "their"))
})
