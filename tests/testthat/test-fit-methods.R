test_that("the losses are those of the history's last row in print(), summary(), glance() and the log", {
  skip_if_no_python()
  withr::local_dir(withr::local_tempdir())
  fit <- suppressMessages(tiny_gan(epochs = 30, trace = 30, log = "log", seed = 1))
  last <- fit$history[30, ]
  expect_identical(summary(fit)$losses, c(d_loss = last$d_loss, g_loss = last$g_loss))
  expect_identical(glance(fit)[c("d_loss", "g_loss")], data.frame(d_loss = last$d_loss, g_loss = last$g_loss))
  said <- paste0("discriminator ", format_loss(last$d_loss), ", generator ", format_loss(last$g_loss))
  expect_output(print(fit), said, fixed = TRUE)
  logged <- paste0("discriminator loss ", format_loss(last$d_loss), ", generator loss ", format_loss(last$g_loss))
  expect_match(readLines(fit$log)[[3]], logged, fixed = TRUE)
  fit$history <- fit$history[0, ]
  expect_output(print(fit), "none yet")
  expect_identical(glance(fit)$d_loss, NA_real_)
})

test_that("as.data.frame() gives history, or the traced rows in long form", {
  fit <- shared_fit()
  expect_identical(as.data.frame(fit), fit$history)
  long <- as.data.frame(fit, what = "output")
  expect_equal(nrow(long), 2 * 42 * 16)
  value <- long$value[long$epoch == 4 & long$row == 3 & long$column == 5]
  expect_identical(value, fit$output[["epoch 4"]][3, 5])
})

test_that("a fit is no matrix, and says where its matrices are", {
  fit <- shared_fit()
  expect_snapshot(error = TRUE, {
    as.matrix(fit)
    as.array(fit)
    t(fit)
    data.matrix(fit)
    scale(fit)
  })
  expect_error(as.matrix(fit), class = "rgan_error_argument")
  # What the message names.
  expect_equal(dim(fit$output[["epoch 4"]]), c(42, 16))
  expect_equal(dim(as.matrix(as.data.frame(fit))), c(4, 7))
  expect_identical(fit$data$rows, tiny_waves())
})

test_that("tidy() has a row per layer, glance() one row", {
  fit <- shared_fit()
  layers <- tidy(fit)
  expect_named(layers, c("network", "layer", "type", "output_shape", "parameters"))
  # 2 x 8 + 8 to the hidden layer and 8 + 1 to the one number in which these waves differ.
  expect_equal(sum(layers$parameters[layers$network == "generator"]), 24 + 9)
  row <- glance(fit)
  expect_equal(nrow(row), 1)
  expect_equal(row$parameters, sum(layers$parameters))
  expect_equal(row[c("kind", "n", "shape", "epochs")], data.frame(kind = "waves", n = 12L, shape = "16", epochs = 4L))
  expect_identical(unlist(row[c("seed", "batch_size", "best")]), c(
    seed = as.integer(fit$seed), batch_size = as.integer(fit$batch_size), best = fit$best
  ))
  expect_identical(row$score, fit$traces$score[fit$traces$epoch == fit$best])
  untraced <- fit
  untraced$traces <- fit$traces[0, ]
  untraced["best"] <- list(NULL)
  expect_identical(glance(untraced)[c("best", "score")], data.frame(best = NA_integer_, score = NA_real_))
})
