# What Python would find at a trace of a healthy run, with some of it changed.
found <- function(epoch = 100, ..., shares = c(0.5, 0.5), real_shares = c(0.5, 0.5)) {
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
  names <- names(health_of(list(...)))
  if (length(names) > 0) names
}

test_that("a healthy run has no findings, and a young one none yet", {
  expect_null(finds(found()))
  expect_length(health_of(list()), 0)
  expect_null(finds(found(step = 999, shares = c(1, 0))))
  expect_equal(finds(found(step = 1000, shares = c(1, 0))), "collapse")
})

test_that("collapse is a group with less than a quarter of its share", {
  expect_null(finds(found(shares = c(0.9, 0.1), real_shares = c(0.6, 0.4))))
  expect_equal(finds(found(shares = c(0.901, 0.099), real_shares = c(0.6, 0.4))), "collapse")
  expect_null(finds(found(shares = 1, real_shares = 1)))
})

test_that("the best epoch is judged, not the last", {
  expect_null(finds(found(100), found(200, shares = c(1, 0), best_epoch = 100)))
  expect_equal(finds(found(100, shares = c(1, 0)), found(200, best_epoch = 100)), "collapse")
})

test_that("a collapse after the best epoch is told when it lasts, with where rows come from", {
  lost <- function(epoch) found(epoch, shares = c(1, 0), best_epoch = 100)
  expect_null(finds(found(100), lost(200), lost(300)))
  message <- health_of(list(found(100), lost(200), lost(300), lost(400)))$collapse
  expect_match(message, "generated from epoch 100", all = FALSE)
})

test_that("the discriminator has won when it is always right and rows are bad", {
  won <- function(epoch, ...) found(epoch, d_accuracy = 0.98, score = 0.26, ...)
  expect_equal(finds(won(1), won(2), won(3)), "discriminator_won")
  expect_null(finds(won(2), won(3)))
  expect_null(finds(found(1, d_accuracy = 0.979), won(2), won(3)))
  expect_null(finds(won(1), won(2), utils::modifyList(won(3), list(score = 0.25))))
})

test_that("memorising is many copies, or a preference for training rows", {
  expect_null(finds(found(copies = 0.25)))
  expect_equal(finds(found(copies = 0.251)), "memorising")
  expect_null(finds(found(nearer = 0.9)))
  expect_equal(finds(found(nearer = 0.901)), "memorising")
})

test_that("nothing is learned where rows are hardly better than the average row", {
  expect_null(finds(found(score = 0.4)))
  expect_equal(finds(found(score = 0.41)), "nothing_learned")
  expect_equal(finds(found(score = 0.6, shares = c(1, 0))), "collapse")
})

test_that("each finding is a warning of its class, with the remedy and the fit", {
  warned <- function(..., preset = "default") {
    run <- list(traces = list(...), preset = preset)
    tryCatch(warn_health(run, "the fit", rlang::current_env()), warning = identity)
  }
  collapse <- warned(found(shares = c(0.99, 0.01)), preset = "classic")
  expect_s3_class(collapse, "rgan_collapse")
  expect_equal(collapse$fit, "the fit")
  won <- function(epoch) found(epoch, d_accuracy = 0.99, score = 0.3)
  expect_snapshot({
    cat(conditionMessage(collapse))
    cat(conditionMessage(warned(found(shares = c(0.5, 0.5, 0), real_shares = c(0.4, 0.3, 0.3)))))
    cat(conditionMessage(warned(won(1), won(2), won(3))))
    cat(conditionMessage(warned(found(copies = 0.5, nearer = 0.8))))
    cat(conditionMessage(warned(found(score = 0.5))))
  })
})

test_that("what lasts for three traces is told once while training goes on", {
  path <- withr::local_tempfile()
  run <- rlang::new_environment(list(
    traces = list(), found = list(), told = NULL, preset = "default", epoch = 100, progress = TRUE,
    log = rlang::new_environment(list(path = path))
  ))
  trace <- function(shares) {
    run$traces <- c(run$traces, list(found(100 * length(run$traces) + 100, shares = shares)))
    tell_health(run)
  }
  expect_no_message(trace(c(1, 0)))
  expect_no_message(trace(c(1, 0)))
  expect_message(trace(c(1, 0)), "Epoch 100: Training collapsed", class = "rgan_health")
  expect_no_message(trace(c(1, 0)))
  expect_length(readLines(path), 1)
})
