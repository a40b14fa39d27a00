view_data <- function() {
  rows <- matrix(sin(1:240), 20, 12)
  list(rows = rows, kind = "waves", template = data_template(rows), conditions = NULL)
}

viewed_run <- function(view, scores = c(0.5, 0.3), trace = 10, epochs = 20) {
  fake_training(fake_trainer(scores = scores), epochs, trace, data = view_data(), watchers = list(view = view))
}

pages_of <- function(file) length(grep("/Type /Page\\b", readLines(file, warn = FALSE), useBytes = TRUE))

test_that("an open device gets a page at each trace, early ones too, and the device that was current stays so", {
  first <- withr::local_tempfile(fileext = ".pdf")
  pdf(first, compress = FALSE)
  viewed <- dev.cur()
  view <- open_view(TRUE)
  pdf(NULL)
  other <- dev.cur()
  withr::defer(if (other %in% dev.list()) dev.off(other))
  expect_no_message(viewed_run(view))
  expect_equal(dev.cur(), other)
  dev.off(viewed)
  expect_equal(pages_of(first), 5) # epochs 1, 2, 5, 10 and 20
})

test_that("where there is nothing to draw on it says so, and nothing is opened", {
  withr::defer(while (length(dev.list()) > 0) dev.off())
  while (length(dev.list()) > 0) dev.off()
  rlang::local_interactive(FALSE)
  expect_null(open_view(FALSE))
  expect_message(expect_null(open_view(TRUE)), "nothing to draw on.*open a device first")
  expect_null(dev.list())
})

test_that("what cannot be drawn costs no training, and is said once", {
  pdf(NULL)
  view <- open_view(TRUE)
  dev.off(view$device)
  expect_message(run <- viewed_run(view), "training goes on without it")
  expect_equal(run$epoch, 20)
  expect_null(run$view)
})

test_that("the pictures show the rows of every kind, and the scores beside the floor", {
  seen <- function(rows, ...) {
    structure(list(
      epoch = 20L, last_epoch = 40, score = 0.2, floor = 0.05, seconds = 3, rows = rows,
      traces = data.frame(epoch = c(10, 20), score = c(0.4, NaN))
    ), class = "gan_trace")
  }
  drawn <- function(rows, kind, real = rows) {
    ggplot2::ggplot_build(rows_picture(seen(rows), list(rows = real, kind = kind)))
  }
  waves <- drawn(view_data()$rows, "waves")
  expect_equal(nrow(waves$layout$layout), 6)
  expect_equal(waves$plot$labels$title, "Epoch 20 of 40")
  expect_equal(nrow(drawn(list(1:5, 2:4), "waves")$layout$layout), 2)
  expect_s3_class(drawn(iris, "table")$plot, "ggplot")
  expect_s3_class(drawn(array(0:255, c(4, 8, 8, 1)), "images")$plot, "ggplot")
  scores <- score_picture(seen(NULL))
  expect_equal(scores$data$epoch, 10)
  expect_equal(ggplot2::ggplot_build(scores)$layout$panel_params[[1]]$x.range[[2]] > 40, TRUE)
})

test_that("gan() draws while it trains", {
  skip_if_no_python()
  file <- withr::local_tempfile(fileext = ".pdf")
  pdf(file, compress = FALSE)
  fit <- tiny_gan(epochs = 4, trace = 2, seed = 1, view = TRUE)
  dev.off()
  expect_equal(pages_of(file), 3)
})
