# What differs between runs and machines.
steady <- function(lines) {
  lines <- gsub("epoch [0-9]+, score [0-9.]+", "epoch <best>, score <score>", lines)
  lines <- gsub("real rows [0-9.]+", "real rows <floor>", lines)
  lines <- gsub("in [0-9.]+ s", "in <time>", lines)
  gsub("(discriminator|generator) -?[0-9]+\\.[0-9]{3}", "\\1 <loss>", lines)
}

test_that("print() and summary() say what was trained and what to try next", {
  fit <- shared_fit()
  expect_snapshot(fit, transform = steady)
  expect_snapshot(summary(fit), transform = steady)
})

test_that("the next thing to try depends on how training ended", {
  fit <- shared_fit()
  expect_match(next_step(fit), "plot_waves(fit)", fixed = TRUE)
  fit$stopped <- "interrupted"
  fit$last_epoch <- 10L
  expect_match(next_step(fit), "gan(epochs = 6, continue_training = fit)", fixed = TRUE)
  fit$last_epoch <- 5
  expect_match(next_step(fit), "gan(epochs = 1, continue_training = fit)", fixed = TRUE)
  fit$last_epoch <- 200004
  expect_match(next_step(fit), "gan(epochs = 200000, continue_training = fit)", fixed = TRUE)
  fit$last_epoch <- Inf
  expect_match(next_step(fit), "gan(epochs = Inf, continue_training = fit)", fixed = TRUE)
  # A fit of the first edition, or a file that is not to be trusted.
  for (odd in list(NULL, NA_real_, -1, "10", list(), c(8, 9))) {
    fit["last_epoch"] <- list(odd)
    expect_match(next_step(fit), "gan(epochs = <how many more>, continue_training = fit)", fixed = TRUE)
    expect_output(print(fit), "how many more")
  }
  fit$stopped <- "diverged"
  expect_match(next_step(fit), "rates", fixed = TRUE)
})

test_that("each kind of data is described in its own words", {
  expect_equal(data_text(list(kind = "table", dim = c(1000, 1))), "1,000 rows of 1 column")
  expect_equal(data_text(list(kind = "series", dim = c(5, 24, 4))), "5 series of 24 points and 4 channels")
  expect_equal(data_text(list(kind = "images", dim = c(5, 8, 8, 3))), "5 images of 8 x 8 x 3")
})

test_that("str() takes a line for each part of a fit", {
  fit <- shared_fit()
  withr::local_options(width = 80)
  lines <- capture.output(str(fit))
  expect_equal(lines[[1]], "A fit of gan(): 12 waves of 16 points ")
  expect_length(lines, length(fit) + 1)
  expect_lt(max(nchar(lines)), 81)
  expect_match(lines, "history *:'data.frame':\t4 obs", all = FALSE)
})

test_that("head() gives the first rows of the best epoch", {
  fit <- shared_fit()
  expect_identical(head(fit, 3), fit$output[[paste("epoch", fit$best)]][1:3, ])
  fit$best <- 3L # an epoch that `output` does not have
  expect_identical(head(fit), fit$output[["epoch 4"]][1:6, ])
})
