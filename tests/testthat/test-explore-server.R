# The server is used as the page uses it; the page itself by a browser, in tests/browser.

test_that("a slider moves the row along its direction, and nothing else", {
  skip_if_no_app()
  explorer <- stored_explorer()
  shiny::testServer(explore_server(explorer), {
    session$flushReact()
    before <- state$place
    at <- point_position(explorer, before$point)[[1]]
    shown_at <- round(at / 0.05) * 0.05
    session$setInputs(direction_1 = shown_at) # the page answers with what it was told
    expect_identical(state$place, before)
    session$setInputs(direction_1 = shown_at + 0.5)
    expect_equal(point_position(explorer, state$place$point)[[1]], at + 0.5)
    session$setInputs(back = 1)
    expect_identical(state$place, before)
  })
})

test_that("surprise, favourites and the walk between them", {
  skip_if_no_app()
  explorer <- live_explorer()
  shiny::testServer(explore_server(explorer), {
    session$flushReact()
    first <- state$place
    session$setInputs(keep = 1)
    session$setInputs(surprise = 1)
    second <- state$place
    expect_false(identical(first, second))
    session$setInputs(keep = 2, from = "1", to = "2")
    expect_identical(output$several, "yes")
    session$setInputs(walk = 0.5)
    expect_equal(state$place$point, point_between(explorer, first$point, second$point, 0.5))
    session$setInputs(show = "1")
    expect_identical(state$place$point, first$point)
    expect_match(output$facts$html, "more real than")
    kept <- kept_rows(explorer, state$kept)
    expect_equal(unclass(kept)[2, ], as.vector(place_numbers(explorer, second)), ignore_attr = TRUE)
    expect_equal(attr(kept, "latent"), rbind(first$point, second$point), ignore_attr = TRUE)
    session$setInputs(forget = "1")
    expect_identical(output$several, "no")
  })
})

test_that("conditions and groups are heeded", {
  skip_if_no_app()
  explorer <- live_explorer(flowers_fit())
  shiny::testServer(explore_server(explorer), {
    session$flushReact()
    other <- setdiff(0:2, state$place$told[[1, 1]])[[1]]
    before <- numbers()
    session$setInputs(by_1 = as.character(state$place$told[[1, 1]]), by_2 = 0)
    session$setInputs(by_1 = as.character(other))
    expect_equal(state$place$told[[1, 1]], other)
    expect_false(identical(numbers(), before))
    session$setInputs(by_2 = 100, what = "row")
    expect_equal(state$place$told[[1, 2]], max(explorer$told$numbers[, 2]))
    row <- read.csv(output$csv)
    expect_identical(row$Species, levels(iris$Species)[[other + 1]])
    session$setInputs(surprise = 1)
    expect_equal(state$place$told[[1, 1]], other)
  })
})

test_that("downloads have the columns of the data, and as many rows as were asked for", {
  skip_if_no_app()
  explorer <- stored_explorer()
  shiny::testServer(explore_server(explorer), {
    session$setInputs(what = "row")
    row <- read.csv(output$csv)
    expect_equal(dim(row), c(1, 100))
    expect_equal(unlist(row, use.names = FALSE), state$place$point)
    expect_identical(readBin(output$png, "raw", 4), as.raw(c(0x89, 0x50, 0x4e, 0x47)))
    session$setInputs(keep = 1)
    session$setInputs(surprise = 1)
    session$setInputs(keep = 2, from = "1", to = "2", what = "kept")
    expect_equal(nrow(read.csv(output$csv)), 2)
    session$setInputs(what = "walk")
    walk <- read.csv(output$csv)
    expect_equal(nrow(walk), 12)
    expect_equal(unlist(walk[12, ], use.names = FALSE), state$kept[[2]]$point)
  })
})

test_that("rows of every shape become a data frame", {
  expect_equal(explore_csv(list(1:2, 5)), data.frame(row = c(1, 1, 2), time = c(1, 2, 1), value = c(1, 2, 5)))
  windows <- array(1:12, c(2, 3, 2), list(NULL, NULL, c("a", "b")))
  long <- explore_csv(windows)
  expect_named(long, c("row", "time", "channel", "value"))
  expect_equal(long$value[long$row == 2 & long$time == 3 & long$channel == "b"], windows[[2, 3, 2]])
  expect_equal(dim(explore_csv(array(0, c(1, 4, 4, 3)))), c(48, 5))
  labelled <- structure(matrix(1:4, 2), by = c("x", "y"))
  expect_equal(explore_csv(labelled), data.frame(by = c("x", "y"), V1 = 1:2, V2 = 3:4))
})

test_that("realness is told beside that of training rows, and in words that say how far", {
  expect_equal(realness_fact(0.5, c(0.4, 0.5, 0.6, 0.7)), c(Realness = ".50, more real than 38 % of training rows"))
  expect_null(realness_fact(NULL, NULL))
})
