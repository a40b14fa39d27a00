# What a file of rgan's first edition holds, as the checks see it; no Python is needed to look at it.
read_fixture <- function() {
  fit <- unclass(readRDS(test_path("fixtures", "first-edition.rds")))
  parts <- fit
  parts$data$rows <- row_names_of(fit$data$rows)
  for (name in c("output", "model", "file", "id")) parts[name] <- list(NULL)
  list(parts = parts, read = list(rows = fit$data$rows, output = fit$output))
}
fixture <- read_fixture()

# What check_parts() says of these parts, one of them changed; NULL where it takes them.
fault <- function(change = identity, read = fixture$read) {
  tryCatch({
    check_parts(change(fixture$parts), read)
    NULL
  }, error = conditionMessage)
}
put <- function(value, ...) function(parts) change_at(parts, list(...), list(value))
without <- function(...) function(parts) change_at(parts, list(...), list())

test_that("the parts of a fit are taken", {
  expect_null(fault())
  expect_match(tryCatch(check_parts("a fit", fixture$read), error = conditionMessage), "no fit")
  expect_match(tryCatch(check_parts(list(1, 2), fixture$read), error = conditionMessage), "no fit")
  for (name in fit_parts) expect_match(fault(without(name)), "parts of the fit are missing")
})

test_that("numbers and names of a fit are what they say", {
  wrong <- list(NULL, NA, -1, 1.5, Inf, "1", c(1, 2), 1e10, TRUE, list(1), structure(1, class = "Date"), matrix(1))
  for (value in wrong) {
    label <- describe_value(value)
    expect_match(fault(put(value, "seed")), "the seed is no whole number", label = label)
    expect_match(fault(put(value, "batch_size")), "the batch size is no whole number", label = label)
    expect_match(fault(put(value, "epochs")), "the number of epochs is no whole number", label = label)
  }
  expect_match(fault(put(0, "batch_size")), "the batch size is no whole number")
  for (value in list(-1, NaN, Inf, "2")) expect_match(fault(put(value, "seconds")), "the seconds are no number")
  for (value in list(1, NA_character_, c("a", "b"))) expect_match(fault(put(value, "log")), "the log's name is no text")
  for (name in list("import os", "", 1, NA_character_)) expect_type(fault(put(name, "model_name")), "character")
  for (value in list("evil", TRUE, c("diverged", "patience"))) {
    expect_match(fault(put(value, "stopped")), "why training stopped")
  }
  for (value in c("interrupted", "diverged", "patience", "failed")) expect_null(fault(put(value, "stopped")))
  for (value in list(-1, 2.5, "6", NaN)) expect_match(fault(put(value, "last_epoch")), "the last epoch is no number")
  for (value in list(NULL, 6, Inf)) expect_null(fault(put(value, "last_epoch")))
})

test_that("the data are described as the rows are", {
  expect_match(fault(put("data", "data")), "the data are not described")
  expect_match(fault(put("graphs", "data", "kind")), "the kind of data is unknown")
  expect_match(fault(put("series", "data", "kind")), "another shape than the kind of data")
  expect_match(fault(put(c(12L, 17L), "data", "dim")), "another shape than is told")
  expect_match(fault(put(c(12, 16), "data", "dim")), "another shape than is told")
  expect_match(fault(put(c(16L, 12L), "data", "template", "dim")), "another shape than is told")
  expect_match(fault(put(list(), "data", "template")), "another shape than is told")
  expect_match(fault(put(NA, "data", "template", "frame")), "whether rows were a data frame")
  expect_match(fault(put(letters[1:11], "data", "rows")), "names of rows do not fit")
  expect_match(fault(put("data.frame", "data", "template", "class")), "have a class")
  expect_match(fault(put(list(NULL, letters), "data", "template", "dimnames")), "names of columns do not fit")
  expect_match(fault(put("yes", "data", "template", "whole")), "whether the rows are whole numbers")
  expect_null(fault(put(letters[1:12], "data", "rows")))
  expect_null(fault(put(list(NULL, letters[1:16]), "data", "template", "dimnames")))
})

# Rows of a data frame with two columns.
frame_data <- function(...) {
  template <- list(frame = TRUE, class = "data.frame", names = c("a", "b"), whole = c(TRUE, FALSE), dim = c(5L, 2L))
  utils::modifyList(list(rows = 1:5, kind = "table", dim = c(5L, 2L), template = template), list(...))
}
frame_fault <- function(...) {
  tryCatch({
    check_data_part(frame_data(...), c(5L, 2L))
    NULL
  }, error = conditionMessage)
}

test_that("a data frame has the names, classes and types of its columns", {
  expect_null(frame_fault())
  expect_null(frame_fault(rows = letters[1:5]))
  expect_null(frame_fault(template = list(class = c("tbl_df", "tbl", "data.frame"))))
  expect_match(frame_fault(rows = 1:4), "names of rows do not fit")
  expect_match(frame_fault(rows = c(1:4, 1L)), "names of rows do not fit")
  expect_match(frame_fault(template = list(class = "evil")), "class of the data frame is unknown")
  expect_match(frame_fault(template = list(class = c("evil", "data.frame"))), "class of the data frame is unknown")
  expect_match(frame_fault(template = list(names = "a")), "other names than there are columns")
  expect_match(frame_fault(template = list(names = 1:2)), "other names than there are columns")
  expect_match(frame_fault(template = list(whole = c(TRUE, NA))), "which columns are whole numbers")
  expect_match(frame_fault(template = list(whole = TRUE)), "which columns are whole numbers")
})

test_that("the history is that of the epochs trained", {
  other <- "the history has other columns"
  expect_match(fault(put("none", "history")), other)
  expect_match(fault(without("history", "d_loss")), other)
  expect_match(fault(put(letters[1:6], "history", "d_loss")), other)
  expect_match(fault(function(parts) within.list(parts, history <- history[7:1])), other)
  expect_match(fault(function(parts) within.list(parts, class(history) <- c("evil", "data.frame"))), other)
  for (epoch in list(6:1, c(1:5, NA), 2:7 * 10L, -1:4)) {
    expect_match(fault(put(epoch, "history", "epoch")), "other epochs than were trained")
  }
  expect_match(fault(put(1:6 * 100L, "history", "step")), "other epochs than were trained")
  expect_match(fault(put(rep(-1, 6), "history", "seconds")), "impossible times")
  expect_match(fault(put(c(1:5, NaN), "history", "seconds")), "impossible times")
})

test_that("traces are those of epochs, and the best is one of them", {
  expect_match(fault(without("traces", "score")), "the table of traces has other columns")
  expect_match(fault(function(parts) {
    parts$details["kept_epochs"] <- list(NULL)
    within.list(parts, traces$epoch[[2]] <- NA)
  }), "the traces have no epochs")
  expect_match(fault(put(list("a", 1, 1), "traces", "shares")), "shares are no numbers")
  expect_match(fault(put(list(mean, 1, 1), "traces", "shares")), "shares are no numbers")
  untraced <- function(parts) within.list(parts, best <- details$best_epoch <- 3L)
  expect_match(fault(untraced), "best epoch is no traced one")
  output <- function(names) list(rows = fixture$read$rows, output = stats::setNames(fixture$read$output, names))
  expect_match(fault(read = output(c("epoch 2", "epoch 4", "{1}"))), "other names than epochs")
  expect_match(fault(read = output(c("epoch 2", "epoch 4", "epoch 4"))), "the same name")
  expect_match(fault(read = list(rows = fixture$read$rows, output = list())), "other names than epochs")
})

test_that("details agree with the rest of the fit", {
  details <- function(value, ...) fault(put(value, "details", ...))
  expect_type(fault(put(1, "details")), "character")
  expect_match(details(7L, "epoch"), "tell of other epochs")
  expect_match(details(4L, "best_epoch"), "another best epoch")
  expect_match(details(0, "latent"), "number of latent numbers")
  expect_match(details(NA, "objective"), "objective has no name")
  expect_match(details(c(2, 5), "kept_epochs"), "no traced ones")
  for (held in list(12, -1, 0.5, NA_real_, "a")) expect_match(details(held, "held_out"), "rows held out are no rows")
  expect_null(details(c(0, 11), "held_out"))
  for (network in c("generator", "discriminator")) {
    expect_match(details("large", network), "a network is not described")
    expect_match(details(list(), network, "layers"), "layers are not described")
    expect_match(details(list(list(units = 1)), network, "layers"), "layers are not described")
    expect_match(details("many", network, "parameters"), "number of parameters")
  }
})

test_that("specs and arguments are checked where they stand", {
  expect_match(fault(put(list(), "spec")), "recipe is none")
  expect_match(fault(put("evil", "asked", "objective", "name")), "`objective$name` is not of its type", fixed = TRUE)
  # What was asked for may leave networks open, what was trained may not.
  expect_null(fault(function(parts) within.list(parts, asked["generator"] <- list(NULL))))
  expect_match(fault(function(parts) within.list(parts, spec["generator"] <- list(NULL))), "networks open")
  expect_match(fault(put(list(epochs = "many"), "arguments")), "arguments of the call")
})

test_that("a trainer that is not that of the fit is refused", {
  fit <- fixture$parts
  expect_no_error(check_same_trainer(fit, fit$details))
  other <- function(value, name) check_same_trainer(fit, replace(fit$details, name, list(value)))
  expect_error(other(13L, "n"), "the trainer has another `n`", fixed = TRUE)
  expect_error(other(list(2L, 4L), "kept_epochs"), "the trainer has another `kept_epochs`", fixed = TRUE)
  expect_error(other(list(3L), "held_out"), "the trainer has another `held_out`", fixed = TRUE)
  expect_error(other("table", "kind"), "another kind of data")
  expect_error(other(5L, "batch_size"), "another batch size or seed")
  expect_error(other(2L, "seed"), "another batch size or seed")
})

# A saved fit whose row and column names are in the file, too.
saved_named_fit <- function(envir = parent.frame()) {
  data <- structure(tiny_waves(), dimnames = list(letters[1:12], paste0("t", 1:16)))
  fit <- tiny_gan(data, epochs = 4, trace = 2, seed = 1)
  save_gan(fit, withr::local_tempfile(fileext = ".rgan", .local_envir = envir))
}

test_that("a fit whose note was changed in one place is refused, or good for everything", {
  skip_if_no_python()
  path <- saved_named_fit()
  expect_null(fault_of_file(path))
  # All of them are tried by tests/torture.
  expect_equal(faults_of_notes(path, every = 2503), NULL)

  # Sizes that a note declares are held against what is there.
  parts <- take_apart(path)
  refused <- function(change) {
    changed <- put_together(parts, note_text(change(parts$note)), withr::local_tempfile(fileext = ".rgan"))
    expect_error(load_gan(changed), class = "rgan_error_checkpoint")
  }
  compact <- list(type = list("integer"), values = list(list("NA"), list("-1000000000")))
  of <- function(name) match(name, unlist(parts$note$attributes$names$values))
  refused(function(note) change_at(note, list("values", of("history"), "attributes", "row.names"), list(compact)))
  refused(function(note) change_at(note, list("values", of("data"), "values", 1), list(compact)))
  refused(function(note) change_at(note, list("values", of("batch_size"), "values"), list(list("1000000000"))))
})

test_that("parts that make no fit are refused by the one who reads and the one who writes", {
  fit <- shared_fit()
  path <- withr::local_tempfile(fileext = ".rgan")
  expect_error(save_gan(replace(fit, "model_name", "import os"), path), class = "rgan_error_checkpoint")
  expect_false(file.exists(path))
  parts <- take_apart(save_gan(fit, path))
  names <- unlist(parts$note$attributes$names$values)
  name <- list("values", match("model_name", names), "values")
  put_together(parts, note_text(change_at(parts$note, name, list(list(list("import os"))))), path)
  error <- expect_error(load_gan(path), class = "rgan_error_checkpoint")
  expect_match(conditionMessage(error), "make no fit")
})
