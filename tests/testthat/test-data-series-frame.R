test_that("which columns look like those of long data frames is seen in any order, and of no table", {
  long <- data.frame(v = sin(1:30), t = rep(1:10, 3), id = rep(c("a", "b", "c"), each = 10))
  expect_equal(long_columns(long), list(key = "id", index = "t"))
  expect_equal(long_columns(long[3:1]), list(key = "id", index = "t"))
  expect_equal(long_columns(as.data.frame(datasets::ChickWeight)), list(key = "Chick", index = "Time"))
  for (table in list(datasets::iris, datasets::mtcars[1:5], datasets::warpbreaks, datasets::quakes, long[-3])) {
    expect_null(long_columns(table))
  }
})

test_that("a large table is looked at in no time", {
  n <- 2e5
  big <- data.frame(id = seq_len(n), x = as.double(seq_len(n)), y = sin(seq_len(n)))
  expect_lt(system.time(long_columns(big))[["elapsed"]], 2)
})

test_that("a data frame of dates that are no series' is told how to be one", {
  dates <- data.frame(day = as.Date("2024-01-01") + c(0, 3, 1, 1, 9, 2, 4, 4, 20, 7, 8, 8), a = sin(1:12), b = cos(1:12))
  expect_match(prepare_data(dates)$notes, "taken for a table.*index = \"day\"", all = FALSE)
})

test_that("a data frame of waves is told to be one", {
  skip_if_no_python()
  expect_message(tiny_gan(as.data.frame(tiny_waves(40)), seed = 1, progress = FALSE), "kind = \"waves\"")
  quiet <- as.data.frame(matrix(stats::rnorm(400), 40))
  expect_no_message(tiny_gan(quiet, seed = 1, progress = FALSE), message = "waves")
})
