# What write_checkpoint() writes, with parts of it changed.
a_log <- list(path = "log/log 2026-11-25 10-00-00.txt", lines = c("rgan", "waves"))
a_note <- function(..., run = list(), log = a_log) {
  usual <- list(
    first_epoch = 0L, last_epoch = 10L, endless = FALSE, patience = NULL, traces = 3L,
    findings = list(NULL, "collapse"), reported = character()
  )
  usual[names(run)] <- run
  note <- list(
    identity = list(
      data = "fingerprint", dim = c(12L, 16L), kind = "waves", frame = FALSE, seed = 1L, batch_size = 4L, epochs = 10L,
      first_epoch = 0L, file = "the package's own", spec = list(preset = "default")
    ),
    run = usual, stopped = NULL, seconds = 1.5, log = log
  )
  changed <- list(...)
  note[names(changed)] <- changed
  note
}

test_that("a note as it is written is taken as it is", {
  expect_identical(check_note(a_note()), a_note())
  expect_identical(check_note(a_note(stopped = "patience"))$stopped, "patience")
  expect_null(check_note(a_note(log = list(path = NULL, lines = character())))$log$path)
})

test_that("notes of earlier versions come in the names of today, with the number of their traces", {
  run <- list(
    first_epoch = 0L, last_epoch = Inf, endless = TRUE, patience = 5L, traces = list(list(score = 1), list(score = 2)),
    found = list("collapse"), told = "collapse"
  )
  expect_identical(
    check_run(run),
    list(
      first_epoch = 0L, last_epoch = Inf, endless = TRUE, patience = 5L, traces = 2L, findings = list("collapse"),
      reported = "collapse"
    )
  )
  run$traces <- list(1)
  expect_error(check_run(run), "figures are not")
})

test_that("what no run writes is refused in words", {
  expect_error(check_note(a_note(run = list(traces = -1L))), "number of traces")
  expect_error(check_note(a_note(run = list(traces = list(1)))), "number of traces")
  expect_error(check_note(a_note(run = list(findings = list(1)))), "findings are no texts")
  expect_error(check_note(a_note(run = list(reported = 1))), "reported is no text")
  expect_error(check_note(a_note(run = list(last_epoch = NaN))), "last epoch")
  expect_error(check_note(a_note(log = list(path = "notes.txt", lines = "mine"))), "log is not described")
  expect_error(check_note(a_note(seconds = "1")), "seconds")
  expect_error(check_note(list(1)), "no run")
})
