test_that("every control has a label, and the page says what is shown", {
  skip_if_no_app()
  page <- as.character(explore_ui(stored_explorer()))
  expect_match(page, "100 waves of 100 points, stored rows of epoch 2,000")
  expect_match(page, "Python is not set up.*install_rgan\\(\\)")
  ids <- regmatches(page, gregexpr("<input[^>]* id=\"[^\"]+\"|<select[^>]* id=\"[^\"]+\"", page))[[1]]
  ids <- sub(".* id=\"([^\"]+)\".*", "\\1", ids)
  expect_true(all(c("direction_1", "walk", "from", "to", "what") %in% ids))
  for (id in ids) expect_match(page, sprintf("<label[^>]*for=\"%s\"", id))
})

test_that("conditions are chosen: categories from a list, numbers by a slider from least to largest", {
  skip_if_no_app()
  explorer <- live_explorer(flowers_fit())
  page <- as.character(explore_ui(explorer))
  expect_match(page, "<option value=\"2\">virginica</option>")
  expect_match(page, "Petal.Width")
  expect_no_match(page, "Python is not set up")
  expect_equal(range(condition_places(explorer, 2)), range(explorer$told$numbers[, 2]))
  explorer$told$template$types[[2]]$whole <- TRUE
  expect_equal(condition_places(explorer, 2), 0:2)
})

test_that("sliders reach beyond the rows that were drawn, and hold 0", {
  expect_equal(c(explore_low(-2.31), explore_high(3.02)), c(-2.4, 3.1))
  expect_equal(c(explore_low(0.5), explore_high(-0.5)), c(-0.1, 0.1))
})
