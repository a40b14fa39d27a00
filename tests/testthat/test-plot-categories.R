real <- function() {
  data.frame(
    size = c(1, 2, 3, 4), kind = factor(c("a", "b", "b", "never"), levels = c("a", "b", "never")),
    day = as.Date("2020-01-01") + 0:3, flag = c(TRUE, FALSE, NA, NA)
  )
}

test_that("shares of levels are those of the rows, in the order of the levels", {
  frame <- share_frame(real()$kind, factor(c("b", "b"), levels = c("b")), "kind", 10)
  expect_identical(frame$level, rep(c("a", "b", "never"), 2))
  expect_equal(frame$share, c(0.25, 0.5, 0.25, 0, 1, 0))
  expect_equal(unique(frame$middle), 11:13)
  expect_identical(share_frame(real()$flag, real()$flag, "flag", 0)$level[1:3], c("FALSE", "TRUE", "missing"))
})

test_that("a table with categories is drawn as points and bars", {
  plot <- draw_mixed(real(), real())
  expect_s3_class(plot, "ggplot")
  built <- ggplot2::ggplot_build(plot)
  expect_identical(nlevels(built$layout$layout$PANEL), 3L) # a pair of numbers, and two categories
  expect_s3_class(ggplot2::ggplot_build(draw_mixed(real()["kind"], real()["kind"])), "ggplot_built")
  expect_s3_class(ggplot2::ggplot_build(draw_mixed(real()[1:2], real()[1:2])), "ggplot_built")
})

test_that("axes show levels where there are bars, and numbers elsewhere", {
  bars <- share_frame(real()$kind, real()$kind, "kind", 1000)
  expect_identical(level_labels(level_breaks(c(1000.5, 1003.5), bars), bars), c("a", "b", "never"))
  expect_identical(level_labels(level_breaks(c(0, 4), bars), bars), c("0", "1", "2", "3", "4"))
})

test_that("dates are years on an axis, and tables of categories alone are their codes", {
  expect_equal(axis_numbers(as.Date("2020-01-01")), 2020, tolerance = 1e-4)
  expect_equal(axis_numbers(as.POSIXct("2020-01-01", tz = "UTC")), 2020, tolerance = 1e-4)
  expect_identical(names(number_columns(real())), c("size", "day"))
  expect_equal(number_columns(real()["kind"])$kind, c(1, 2, 2, 3))
})
