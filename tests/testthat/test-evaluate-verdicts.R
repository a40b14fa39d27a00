judged <- function(..., faults = list(), guessing = TRUE, reasons = list()) {
  x <- fake_evaluation(
    accuracy = 0.5, labels = list(columns = c("age", "gain")), kind = "table",
    told = list(eyes = fake_eyes(...), faults = faults, guessing = guessing, reasons = reasons)
  )
  x$figures[x$figures$figure == "accuracy", c("gaussian", "bootstrap")] <- 0.5
  x
}

test_that("guessing is said only where no classifier and no plain fault tells rows apart", {
  expect_match(say_eyes(judged()), "by guessing, which is right in 50 % of cases: gradient boosting 50 %", fixed = TRUE)
  expect_no_match(say_eyes(judged(faults = list(fake_fault("negative", 1)))), "guessing")
  expect_match(say_eyes(judged(faults = list(fake_fault("negative", 1)))), "do not notice the faults above")
  expect_no_match(say_eyes(judged(generated = 0.8, guessing = FALSE)), "guessing")
  told <- judged()
  told$figures$generated[told$figures$figure == "accuracy"] <- 0.9
  expect_no_match(say_eyes(told), "guessing")
})

test_that("the strongest classifier is named, with what gave rows away", {
  reasons <- list(list(column = 1, position = NULL, step = FALSE, loss = 0.4))
  words <- say_eyes(judged(generated = 0.95, guessing = FALSE, reasons = reasons))
  expect_match(words, "tells generated from real rows in 95 % of cases (chance: 50 %; real from other real rows: 50 %)",
    fixed = TRUE
  )
  expect_match(words, "mainly by gain", fixed = TRUE)
})

test_that("the classifier of the figure `accuracy` may be the strongest, and has no reasons", {
  reasons <- list(list(column = 1, position = NULL, step = FALSE, loss = 0.4))
  x <- judged(generated = 0.7, guessing = FALSE, reasons = reasons)
  x$figures$generated[x$figures$figure == "accuracy"] <- 0.9
  expect_match(say_eyes(x), "^Random trees on components tell generated from real rows in 90 % of cases")
  expect_no_match(say_eyes(x), "above all")
  expect_match(say_worth_of(x), "strongest classifier tells generated from real rows in 90 % of cases")
})

test_that("reasons count points from 1 and name the step by where it leads", {
  reasons <- list(
    list(column = 0, position = 6, step = TRUE, loss = 0.1), list(column = 0, position = 6, step = FALSE, loss = 0.1)
  )
  expect_equal(reason_frame(reasons, list(), "waves")$what, c("the step to point 8", "point 7"))
  expect_equal(reason_frame(reasons, list(columns = "close"), "series")$what[[2]], "point 7 of close")
  expect_equal(nrow(reason_frame(reasons, list(), "images")), 0)
})

test_that("the comparison with cheap rows is that of the strongest classifier and its interval", {
  expect_match(say_worth_of(judged(generated = 0.6, gaussian = 0.9)), "90 %: the GAN was worth it")
  expect_match(say_worth_of(judged(generated = 0.97, gaussian = 0.6)), "the baseline is better than this GAN")
  expect_match(say_worth_of(judged(generated = 0.85, gaussian = 0.9)), "neither is clearly better")
  repeated <- say_worth_of(judged(generated = 0.97, bootstrap = 0.6))
  expect_match(repeated, "drawn again .a bootstrap. are told apart less: 60 %")
  expect_no_match(say_worth_of(judged(generated = 0.6, bootstrap = 0.6)), "drawn again")
})

test_that("as smooth as real ones is said within the interval of real rows only", {
  at <- function(ratio) {
    say_channels(fake_evaluation(told = list(
      roughness = list(list(channel = 0, generated = ratio, low = 0.95, high = 1.05))
    )))
  }
  expect_match(at(0.82), "smoother than real ones .roughness 0.82 times theirs; of real rows by chance 0.95 to 1.05")
  expect_match(at(0.96), "as smooth as real ones")
  expect_match(at(0.9499), "as smooth as real ones")
  expect_match(at(1.06), "more ragged than real ones")
})

test_that("the roughness of each channel is named", {
  channels <- list(
    list(channel = 0, generated = 1, low = 0.9, high = 1.1), list(channel = 1, generated = 0.5, low = 0.9, high = 1.1)
  )
  labels <- list(columns = c("price", "volume"))
  x <- fake_evaluation(told = list(roughness = channels), labels = labels, kind = "series")
  expect_match(say_channels(x), "price 1.00 (as smooth), volume 0.50 (smoother)", fixed = TRUE)
})

test_that("memorising is said where rows are beyond the floor, or are copies", {
  at <- function(memorises, copies = 0) {
    say_nearness(fake_evaluation(copies = copies, told = list(memory = list(
      share = 0.9, floor = 0.6, low = 0.5, high = 0.7, beside = "training", components = 3, memorises = memorises
    ))))
  }
  expect_match(at(FALSE)[[2]], "90 % of generated rows are nearer to .*left out in turn: 60 %, by chance up to 70 %")
  expect_length(at(FALSE), 2)
  expect_match(at(TRUE)[[3]], "memorises")
  expect_match(at(FALSE, copies = 0.06)[[3]], "memorises")
})
