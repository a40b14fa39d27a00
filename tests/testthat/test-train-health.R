# Figures of a trace of a healthy run, with some of them changed.
figures <- function(epoch = 100, ..., shares = c(0.5, 0.5), real_shares = c(0.5, 0.5)) {
  utils::modifyList(
    list(
      epoch = epoch, step = 7 * epoch + 1000, score = 0.02, shares = shares, outside = 0.02, copies = 0, nearer = NaN,
      d_accuracy = 0.55, best_epoch = epoch, since_best = 0,
      real = list(shares = real_shares, outside = 0, copies = 0, average = 0.5)
    ),
    list(...)
  )
}

finds <- function(...) {
  names <- names(health_of(trace_of(...)))
  if (length(names) > 0) names
}

test_that("a healthy run has no findings, and a young one none yet", {
  expect_null(finds(figures()))
  expect_length(health_of(NULL), 0)
  expect_length(health_of(list(scored = FALSE, score = NULL)), 0)
  expect_null(finds(figures(step = 999, shares = c(1, 0))))
  expect_equal(finds(figures(step = 1000, shares = c(1, 0))), "collapse")
})

test_that("collapse is a group with less than a quarter of its share", {
  expect_null(finds(figures(shares = c(0.9, 0.1), real_shares = c(0.6, 0.4))))
  expect_equal(finds(figures(shares = c(0.901, 0.099), real_shares = c(0.6, 0.4))), "collapse")
  expect_null(finds(figures(shares = 1, real_shares = 1)))
})

test_that("the best epoch is judged, not the last", {
  expect_null(finds(figures(100), figures(200, shares = c(1, 0), best_epoch = 100)))
  expect_equal(finds(figures(100, shares = c(1, 0)), figures(200, best_epoch = 100)), "collapse")
})

test_that("a collapse after the best epoch is told when it lasts, with where rows come from", {
  lost <- function(epoch) figures(epoch, shares = c(1, 0), best_epoch = 100)
  expect_null(finds(figures(100), lost(200), lost(300)))
  message <- health_of(trace_of(figures(100), lost(200), lost(300), lost(400)))$collapse
  expect_match(message, "generated from epoch 100", all = FALSE)
})

test_that("the discriminator has won when it is always right and rows are bad", {
  won <- function(epoch, ...) figures(epoch, d_accuracy = 0.98, score = 0.26, ...)
  expect_equal(finds(won(1), won(2), won(3)), "discriminator_won")
  expect_null(finds(won(2), won(3)))
  expect_null(finds(figures(1, d_accuracy = 0.979), won(2), won(3)))
  expect_null(finds(won(1), won(2), utils::modifyList(won(3), list(score = 0.25))))
})

test_that("memorising is many copies, or a preference for training rows", {
  expect_null(finds(figures(copies = 0.25)))
  expect_equal(finds(figures(copies = 0.251)), "memorising")
  expect_null(finds(figures(nearer = 0.9)))
  expect_equal(finds(figures(nearer = 0.901)), "memorising")
})

test_that("nothing is learned where rows are hardly better than the average row", {
  expect_null(finds(figures(score = 0.4)))
  expect_equal(finds(figures(score = 0.41)), "nothing_learned")
  expect_equal(finds(figures(score = 0.6, shares = c(1, 0))), "collapse")
})

test_that("each finding is a warning of its class, with the remedy and the fit", {
  warned <- function(..., preset = "default") {
    run <- list(figures = trace_of(...), preset = preset, call = rlang::current_env())
    tryCatch(warn_health(run, "the fit"), warning = identity)
  }
  collapse <- warned(figures(shares = c(0.99, 0.01)), preset = "classic")
  expect_s3_class(collapse, "rgan_collapse")
  expect_equal(collapse$fit, "the fit")
  won <- function(epoch) figures(epoch, d_accuracy = 0.99, score = 0.3)
  expect_snapshot({
    cat(conditionMessage(collapse))
    cat(conditionMessage(warned(figures(shares = c(0.5, 0.5, 0), real_shares = c(0.4, 0.3, 0.3)))))
    cat(conditionMessage(warned(won(1), won(2), won(3))))
    cat(conditionMessage(warned(figures(copies = 0.5, nearer = 0.8))))
    cat(conditionMessage(warned(figures(score = 0.5))))
    cat(conditionMessage(warned(won(1), won(2), won(3), preset = "conv")))
    cat(conditionMessage(warned(figures(score = 0.5), preset = "conv")))
  })
})

test_that("what lasts for three traces is reported once while training goes on", {
  path <- withr::local_tempfile()
  run <- fake_run(fake_trainer(), 1000, log = rlang::new_environment(list(path = path)))
  run$progress <- TRUE
  run$epoch <- 100
  traces <- list()
  report <- function(shares) {
    traces <<- c(traces, list(figures(100 * length(traces) + 100, shares = shares)))
    report_health(run, do.call(trace_of, traces))
  }
  expect_no_message(report(c(1, 0)))
  expect_no_message(report(c(1, 0)))
  expect_message(report(c(1, 0)), "Epoch 100: Training collapsed", class = "rgan_health")
  expect_no_message(report(c(1, 0)))
  expect_length(readLines(path), 1)
  expect_no_message(report_health(run, list(scored = FALSE, score = NULL)))
})

test_that("figures that a trace of the user's own does not give find nothing", {
  bare <- trace_of(figures(shares = c(1, 0)))
  bare["real"] <- list(NULL)
  expect_length(health_of(bare), 0)
  unknown <- figures(copies = NaN, d_accuracy = NaN, score = NaN)
  expect_null(finds(unknown, unknown, unknown))
})
