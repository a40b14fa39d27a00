test_that("a fit holds nothing alive: saved and read it is the same", {
  fit <- shared_fit()
  path <- withr::local_tempfile()
  saveRDS(fit, path)
  expect_identical(readRDS(path), fit)
})

test_that("rows traced later take the place of those of the same epoch", {
  earlier <- list("epoch 1" = 1, "epoch 2" = 2)
  expect_identical(unclass(merge_output(earlier, list("epoch 2" = 3, "epoch 4" = 4))), list(
    "epoch 1" = 1, "epoch 2" = 3, "epoch 4" = 4
  ))
  expect_identical(unclass(merge_output(NULL, earlier)), earlier)
})

test_that("the history goes on where the trainer's own begins, and seconds go on counting", {
  history <- function(epoch, seconds) {
    data.frame(
      epoch = epoch, step = 3L * epoch, d_loss = 0.1, g_loss = 0.2, d_accuracy = 0.5, g_accuracy = 0.5,
      seconds = seconds
    )
  }
  merged <- merge_history(history(1:4, c(1, 2, 3, 4)), history(3:5, c(0.5, 1, 1.5)))
  expect_identical(merged$epoch, 1:5)
  expect_identical(merged$seconds, c(1, 2, 2.5, 3, 3.5))
  expect_identical(merge_history(NULL, history(1:2, 1:2)), history(1:2, 1:2))
  expect_identical(merge_history(history(1:2, 1:2), history(1:2, 1:2)[0, ]), history(1:2, 1:2))
})

test_that("traces say which can be generated from, and which is the best", {
  score <- function(epoch) {
    list(
      epoch = epoch, step = 3 * epoch, score = 1 / epoch, outside = 0, copies = 0, nearer = NaN, shares = c(0.4, 0.6)
    )
  }
  frame <- trace_frame(list(score(2), score(4), score(6)), best = 6, kept = list(2, 6))
  expect_identical(frame$epoch, c(2L, 4L, 6L))
  expect_identical(frame$kept, c(TRUE, FALSE, TRUE))
  expect_identical(frame$best, c(FALSE, FALSE, TRUE))
  expect_identical(frame$shares[[1]], c(0.4, 0.6))
  expect_identical(nrow(trace_frame(list(), NULL, NULL)), 0L)
})
