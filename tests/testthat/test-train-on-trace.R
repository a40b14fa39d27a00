fake_data <- function() {
  rows <- matrix(sin(1:240), 20, 12, dimnames = list(NULL, month.abb))
  list(rows = rows, kind = "waves", template = data_template(rows), conditions = NULL)
}

on_traces <- function(on_trace, scores = c(0.5, 0.3, 0.2), epochs = 30, ...) {
  fake_training(
    fake_trainer(scores = scores), epochs, trace = 10, data = fake_data(), watchers = list(on_trace = on_trace), ...
  )
}

test_that("on_trace is told at each trace what is known then, rows in the user's class", {
  seen <- list()
  run <- on_traces(function(trace) seen[[length(seen) + 1]] <<- trace)
  expect_null(run$stopped)
  expect_equal(vapply(seen, function(t) t$epoch, 0), c(10, 20, 30))
  last <- seen[[3]]
  expect_equal(last[c("last_epoch", "step", "score", "floor", "best_epoch")], list(
    last_epoch = 30L, step = 120, score = 0.2, floor = 0.01, best_epoch = 30
  ))
  expect_equal(as.matrix(last$rows), matrix(30, 3, 12, dimnames = list(NULL, month.abb)))
  expect_s3_class(last$rows, "gan_rows")
  expect_equal(last$history$epoch, 1:30)
  expect_equal(last$traces, data.frame(epoch = c(10L, 20L, 30L), score = c(0.5, 0.3, 0.2)))
  expect_equal(nrow(seen[[1]]$traces), 1)
  expect_equal(sub(", [0-9].*", "", format(last)), "Epoch 30 of 30, score 0.200 (0 is best, real rows 0.010)")
  expect_length(capture.output(str(last)), 12)
})

test_that("FALSE stops, before patience is asked; anything else goes on", {
  run <- on_traces(function(trace) trace$score > 0.4, patience = 1)
  expect_equal(run$stopped, "on_trace")
  expect_equal(run$last_epoch, 20)
  expect_null(on_traces(function(trace) NULL)$stopped)
  expect_null(on_traces(function(trace) c(FALSE, FALSE))$stopped)
  expect_equal(on_traces(function(trace) FALSE, epochs = Inf)$epoch, 10)
})

test_that("a trainer of one's own that gives no score is looked on as well", {
  seen <- NULL
  on_traces(function(trace) seen <<- trace, scores = NULL)
  expect_identical(seen$score, NA_real_)
  expect_match(format(seen), "^Epoch 30 of 30, ")
})

test_that("gan() returns the fit of where on_trace stopped it, and says so in the closing line", {
  skip_if_no_python()
  expect_message(
    fit <- tiny_gan(epochs = 8, trace = 2, seed = 1, progress = TRUE, on_trace = function(trace) trace$epoch < 4),
    "Trained 4 epochs in .* \\(stopped by `on_trace`\\): best epoch [24], score"
  )
  expect_equal(fit$stopped, "on_trace")
  expect_equal(fit$epochs, 4)
  expect_output(print(fit), "stopped by\\s`on_trace`")
  file <- withr::local_tempfile(fileext = ".rgan")
  save_gan(fit, file)
  expect_equal(load_gan(file)$stopped, "on_trace")
})

test_that("what it sees is what the fit keeps, and looking changes nothing", {
  skip_if_no_python()
  labels <- rep(c("a", "b"), 6)
  seen <- list()
  fit <- tiny_gan(epochs = 4, trace = 2, seed = 1, by = labels, on_trace = function(trace) {
    seen[[paste("epoch", trace$epoch)]] <<- trace$rows
  })
  expect_identical(structure(seen, class = "gan_output"), fit$output)
  plain <- tiny_gan(epochs = 4, trace = 2, seed = 1, by = labels)
  expect_identical(fit$output, plain$output)
  expect_identical(fit$history[names(fit$history) != "seconds"], plain$history[names(plain$history) != "seconds"])
})

test_that("its error ends training cleanly: the fit is kept, and the hint trains what is left", {
  skip_if_no_python()
  warning <- NULL
  fit <- withCallingHandlers(
    tiny_gan(epochs = 6, trace = 2, seed = 1, on_trace = function(trace) if (trace$epoch == 4) stop("no {such} thing")),
    rgan_on_trace_failed = function(w) {
      warning <<- w
      invokeRestart("muffleWarning")
    }
  )
  expect_equal(fit$epochs, 4)
  expect_equal(fit$stopped, "on_trace_failed")
  expect_identical(warning$fit, fit)
  text <- cli::ansi_strip(conditionMessage(warning))
  expect_match(text, "failed after 4 of 6 epochs")
  expect_match(text, "no {such} thing", fixed = TRUE)
  hint <- regmatches(text, regexpr("gan\\(.*\\)", text))
  again <- eval(str2lang(sub(")$", ", log = FALSE)", hint)))
  expect_equal(again$epochs, 6)
})

test_that("on_trace must be a function", {
  expect_snapshot(error = TRUE, gan(tiny_waves(), on_trace = "print"))
})
