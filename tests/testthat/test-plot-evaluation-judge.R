drawn <- function(layers, geom) Filter(function(layer) inherits(layer, "Layer") && inherits(layer$geom, geom), layers)

judged_page <- function(...) {
  fake_evaluation(
    accuracy = 0.6, labels = list(columns = c("gain", "capital")), kind = "table",
    told = list(eyes = fake_eyes(generated = 0.86, real = 0.52), guessing = FALSE, faults = list(...))
  )
}

test_that("generated and real rows have intervals, the baselines crosses", {
  layers <- eye_layers(judged_page())
  intervals <- drawn(layers, "GeomSegment")[[1]]$data
  boosting <- intervals[intervals$eye == "boosting", ]
  expect_setequal(boosting$candidate, c("generated", "real"))
  expect_equal(boosting$low[boosting$candidate == "real"], 0.47)
  expect_equal(boosting$high[boosting$candidate == "generated"], 0.91)
  crosses <- drawn(layers, "GeomPoint")[[2]]$data
  expect_equal(crosses$accuracy[crosses$eye == "boosting"], c(0.9, 0.7))
  # The strongest classifier is always shown: the figure `accuracy` is one, too.
  expect_setequal(intervals$eye, c("boosting", "components", "neighbours", "trees"))
})

test_that("faults are drawn worst first, with their figures", {
  x <- judged_page(fake_fault("negative", generated = 0.72), fake_fault("value", 1, generated = 0, real = 0.5))
  layers <- fault_layers(x)
  bars <- drawn(layers, "GeomSegment")[[1]]$data
  expect_equal(bars$right, c(0.72, 0.5))
  expect_true(bars$y[[1]] > bars$y[[2]])
  expect_equal(bars$label, c("gain < 0\n72 % (real 0 %)", "capital = 0\n0 % (real 50 %)"))
  expect_equal(nrow(drawn(fault_layers(judged_page()), "GeomText")[[1]]$data), 1)
  many <- do.call(judged_page, rep(list(fake_fault("negative")), 9))
  expect_equal(nrow(drawn(fault_layers(many), "GeomSegment")[[1]]$data), faults_drawn)
})

test_that("every kind of fault has a short name", {
  kinds <- c(
    "negative", "below", "above", "never_below", "never_above", "value", "collapsed", "constant", "lattice", "spread",
    "quantile", "order", "equal", "sum", "correlation", "step_correlation", names(features_over_time)[1:2]
  )
  faults <- lapply(kinds, function(code) {
    fake_fault(code, value = 0.01, others = if (code == "sum") list(1, 0) else list(1))
  })
  x <- fake_evaluation(labels = list(columns = c("gain", "loss")), kind = "series", told = list(faults = faults))
  nouns <- vapply(seq_along(kinds), function(i) fault_noun(x$faults[i, ]), "")
  expect_snapshot(writeLines(paste0(format(kinds), "  ", nouns)))
  waves <- fake_evaluation(told = list(faults = list(
    fake_fault("above", position = 3, value = 2), fake_fault("point_correlation", position = 1, others = list(8)),
    fake_fault("roughness")
  )))
  nouns <- vapply(1:3, function(i) fault_noun(waves$faults[i, ]), "")
  expect_equal(nouns, c("point 4 > 2", "correlation of points 2, 9", "roughness"))
})

test_that("long names are cut where the panel ends", {
  x <- fake_evaluation(
    labels = list(columns = strrep("long", 20)), kind = "table", told = list(faults = list(fake_fault("negative")))
  )
  label <- strsplit(fault_label(x$faults, 30), "\n")[[1]]
  expect_equal(nchar(label[[1]]), 30)
  expect_equal(label[[2]], "50 % (real 0 %)")
})
