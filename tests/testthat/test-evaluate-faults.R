labels <- list(columns = c("age", "gain", "hours"), points = NULL)

said <- function(..., kind = "table") {
  say_faults(fake_evaluation(told = list(faults = list(...)), labels = labels, kind = kind))
}

test_that("each fault is a sentence with column, figures and remedy", {
  expect_snapshot(writeLines(c(
    said(fake_fault("negative", 1, 0.72), fake_fault("value", 1, 0, 0.9)),
    said(fake_fault("below", 0, value = 18), fake_fault("above", 0, value = 90)),
    said(fake_fault("never_above", 0, 0, 0.2, 80)),
    said(fake_fault("constant", 2, 0.1, 1, 7), fake_fault("collapsed", 2, 1, 0, 7)),
    said(fake_fault("lattice", 0, 0, 1, 1), fake_fault("lattice", 1, 0, 1, 0.01), fake_fault("lattice", 2, 0, 1, 0.25)),
    said(fake_fault("quantile", 1, 0.3, 0.5, 12.34), fake_fault("spread", 1, 0.3, 0.5, 2)),
    said(
      fake_fault("order", 0, 0.2, others = list(2)), fake_fault("sum", 0, 0.2, others = list(1, 2)),
      fake_fault("equal", 0, 0.2, others = list(1))
    ),
    said(fake_fault("correlation", 0, 0.1, 0.8, low = 0.7, high = 0.85, others = list(2)))
  )))
})

test_that("waves and channels are spoken of by point and channel", {
  expect_snapshot(writeLines(c(
    said(fake_fault("value", 0, 0, 0.9, position = 4, count = 12), kind = "waves"),
    said(
      fake_fault("point_correlation", 0, 0.1, 0.8, low = 0.7, high = 0.9, position = 0, others = list(9)),
      kind = "waves"
    ),
    said(fake_fault("roughness", 1, 0.6, 1, low = 0.95, high = 1.05), kind = "series"),
    said(fake_fault("step_falls", 3, 0.001, 0, low = 0, high = 0.01, severity = 0.2), kind = "series"),
    said(fake_fault("step_correlation", 0, 0, 0.8, low = 0.7, high = 0.9, others = list(1)), kind = "series")
  )))
})

test_that("of images it is not advised what is for columns and steps", {
  words <- said(
    fake_fault("value", 0, 0, 0.9, position = 4), fake_fault("step_falls", 0, 0.4, 0.1, low = 0, high = 0.2),
    kind = "images"
  )
  expect_match(words[[1]], "Train longer, or on more images.", fixed = TRUE)
  expect_no_match(words, "column|diff")
})

test_that("the worst five are said, and how many more there are", {
  faults <- lapply(1:7, function(i) fake_fault("negative", 0, i / 10))
  words <- do.call(said, faults)
  expect_length(words, 6)
  expect_match(words[[6]], "And 2 more plain faults: see `$faults`.", fixed = TRUE)
  expect_equal(sum(grepl("pmax", words, fixed = TRUE)), 1)
  expect_null(said())
})

test_that("faults are a data frame that counts from 1", {
  x <- fake_evaluation(
    told = list(faults = list(fake_fault("value", 1, 0, 0.9, position = 4, count = 3))),
    labels = list(columns = c("open", "close")), kind = "series"
  )
  expect_equal(x$faults$column, "close")
  expect_equal(x$faults$point, 5L)
  expect_equal(x$faults$points, 3L)
  expect_equal(nrow(fake_evaluation()$faults), 0)
  expect_named(fake_evaluation()$faults, names(x$faults))
})

test_that("columns without names are numbered", {
  expect_equal(fault_names(c(0, 2), list(), "table", "order"), c("column 1", "column 3"))
  expect_equal(fault_names(1, list(), "series", "roughness"), "channel 2")
})
