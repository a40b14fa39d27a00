told <- function() {
  by <- list(template = new_table(data.frame(kind = c("a", "b"), dose = 1:2), "by", NULL)$prototype)
  found <- list(
    list(condition = 0, level = NULL, rows = 10, generated = 0.8, real = 0.98, guess = 0.5),
    list(condition = 0, level = 0, rows = 5, generated = 1, real = 1, guess = 1),
    list(condition = 0, level = 1, rows = 5, generated = 0.6, real = 0.96, guess = 0),
    list(condition = 1, level = NULL, rows = 10, generated = 0.123, real = 0.1, guess = 0.5)
  )
  condition_frame_of(found, by)
}

test_that("conditions are reported by name and level", {
  expect_identical(told()$condition, c("kind", "kind", "kind", "dose"))
  expect_identical(told()$level, c(NA, "a", "b", NA))
  expect_identical(nrow(condition_frame_of(list(), list(template = list(names = "a", types = list())))), 0L)
})

test_that("sentences say how many obey, and where fewest do", {
  expect_snapshot(writeLines(say_conditions(list(conditions = told()))))
  expect_null(say_conditions(list()))
})

test_that("a fit says what is told of its rows, and which columns are categories", {
  frame <- data.frame(kind = c("a", "b"), dose = 1:2, day = as.Date("2020-01-01") + 0:1)
  by <- list(template = new_table(frame, "by", NULL)$prototype)
  by$numbers <- table_numbers(frame, by$template, "by", NULL)
  expect_identical(conditions_text(by), "kind (2 levels), dose (1 to 2), day (2020-01-01 to 2020-01-02)")
  expect_null(conditions_text(NULL))
  expect_identical(
    categories_text(by$template, list(drawn = 1, made = 0)), "kind (2); drawn by the shares of their combinations"
  )
})

test_that("an evaluation of a fit with conditions reports them", {
  skip_if_no_python()
  rows <- data.frame(kind = rep(c("a", "b"), 30), y = rep(c(0, 9), 30) + sin(1:60))
  fit <- gan(rows, by = ~kind, epochs = 30, trace = 30, log = FALSE, seed = 1)
  found <- evaluate_gan(fit, n = 100, seed = 1)$conditions
  expect_identical(found$level, c(NA, "a", "b"))
  expect_gt(found$generated[[1]], 0.9)
})
