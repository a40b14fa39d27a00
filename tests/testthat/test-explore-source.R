test_that("without Python the rows of the best epoch are shown, each once before any comes again", {
  explorer <- stored_explorer()
  stored <- unclass(explorer$fit$output[["epoch 2000"]])
  drawn <- t(vapply(1:42, function(i) draw_place(explorer, i)$point, double(100)))
  expect_equal(nrow(unique(drawn)), 42)
  expect_equal(drawn[order(drawn[, 1], drawn[, 2]), ], unname(stored[order(stored[, 1], stored[, 2]), ]))
  expect_equal(point_between(explorer, drawn[1, ], drawn[2, ], 0.25), 0.75 * drawn[1, ] + 0.25 * drawn[2, ])
  expect_null(explore_realness(explorer, array(0, c(1, 100)), NULL))
})

test_that("live rows are the generator's, whichever way they are asked for", {
  explorer <- live_explorer()
  fit <- explorer$fit
  third <- draw_place(explorer, 3)
  expect_identical(draw_place(explorer, 3), third)
  expect_false(identical(draw_place(explorer, 1)$point, third$point))
  rows <- places_rows(explorer, list(third))
  expect_equal(dim(rows), c(1, 16))
  expect_equal(as.vector(rows), as.vector(place_numbers(explorer, third)))
  # The filter may have had another drawn, but not all of them.
  made <- places_rows(explorer, lapply(1:5, function(i) draw_place(explorer, i)))
  expect_gt(sum(unclass(made) == unclass(generate(fit, 5, seed = 1))), 15)
  expect_identical(explorer$stored$numbers, array(as.double(fit$output[["epoch 4"]]), c(42, 16)))
})

test_that("a walk has the ends of interpolate_waves() and its way", {
  explorer <- live_explorer()
  ends <- lapply(1:2, function(i) draw_place(explorer, i))
  from <- ends[[1]]$point
  to <- ends[[2]]$point
  expect_equal(point_between(explorer, from, to, 0), from)
  expect_equal(point_between(explorer, from, to, 1), to)
  drawn <- utils::tail(seq_along(from), explorer$fit$details$latent)
  expect_identical(explorer$fit$spec$latent$distribution, "normal") # so the way is an arc
  angle <- acos(sum(from[drawn] * to[drawn]) / sqrt(sum(from[drawn]^2) * sum(to[drawn]^2)))
  quarter <- (sin(0.75 * angle) * from[drawn] + sin(0.25 * angle) * to[drawn]) / sin(angle)
  expect_equal(point_between(explorer, from, to, 0.25)[drawn], quarter)
  expect_equal(place_between(explorer, ends[[1]], ends[[2]], 0.4)$noise, 1)
  expect_identical(place_between(explorer, ends[[1]], ends[[2]], 1), ends[[2]])
})

test_that("rows heed the conditions asked for, and keep what else they are made of", {
  explorer <- live_explorer(flowers_fit())
  first <- draw_place(explorer, 1)
  told <- first$told
  told[1, ] <- c(2, 1.5)
  other <- place_told(explorer, first, told)
  latent <- explorer$fit$details$latent
  expect_identical(utils::tail(other$point, latent), utils::tail(first$point, latent))
  expect_false(identical(other$point, first$point))
  row <- places_rows(explorer, list(other))
  expect_identical(names(row), names(iris))
  expect_identical(as.character(row$Species), "virginica")
  expect_equal(row$Petal.Width, 1.5)
})

test_that("stored rows are chosen by the conditions asked for", {
  explorer <- stored_explorer(flowers_fit())
  told <- explorer$stored$told
  for (species in unique(told[, 1])) {
    wanted <- matrix(c(species, mean(told[told[, 1] == species, 2])), 1)
    found <- place_told(explorer, draw_place(explorer, 1), wanted)$point
    id <- which(apply(explorer$stored$numbers, 1, function(row) isTRUE(all.equal(row, found))))
    expect_true(species %in% told[id, 1])
  }
})

test_that("training rows in files are looked among, too", {
  fit <- shared_fit()
  file <- withr::local_tempfile(fileext = ".csv")
  write.csv(fit$data$rows, file, row.names = FALSE)
  in_memory <- fit$data$rows
  fit$data$rows <- wave_files(file)
  training <- explore_training(fit, NULL, NULL)
  expect_equal(training$id, 1:12)
  expect_equal(training$numbers, array(in_memory, c(12, 16)))
  expect_equal(explore_training(fit, NULL, NULL, most = 0)$of, 12)
})

test_that("a fit without training rows is explored all the same", {
  fit <- readRDS(system.file("extdata", "waves.rds", package = "rgan"))
  fit$data$rows <- NULL
  explorer <- stored_explorer(fit)
  expect_null(explorer$nearest)
  expect_equal(explorer$training$numbers, explorer$stored$numbers)
})
