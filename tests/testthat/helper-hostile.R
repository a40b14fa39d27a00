# Files of fits changed in one place, with a right checksum. Used by tests/testthat and tests/torture.

hostile_values <- list(
  null = NULL, true = TRUE, minus_one = -1, zero = 0, half = 0.5, billion = 1e9, largest = 1e308, text = "x",
  empty_text = "", minus_billion = "-1000000000", digits = strrep("9", 400), missing = "NA", not_a_number = "NaN",
  code = "{stop('executed')}", list = list(), several = rep(list("1"), 1000), deep = NULL,
  typed = list(type = list("integer"), values = list(list("1000000000"))),
  null_typed = list(type = list("NULL"), values = list()), array = list(type = list("double"), array = list(1)),
  frame = list(type = list("list"), values = list(), attributes = list(
    row.names = list(type = list("integer"), values = list(list("NA"), list("-1000000000"))),
    class = list(type = list("character"), values = list(list("data.frame")))
  ))
)
hostile_values$deep <- Reduce(function(inner, i) list(inner), seq_len(120), "1")

# The header's parts of a file and its arrays, kept in Python. The note is plain lists.
take_apart <- function(path) {
  read <- rgan:::with_python_errors(python_module("rgan.files.container")$read(path))
  list(meta = read[[0]], arrays = read[[1]], note = jsonlite::fromJSON(
    rgan:::py_value(read[[0]]$get("note")),
    simplifyVector = FALSE
  ))
}

note_text <- function(note) as.character(jsonlite::toJSON(note, null = "null", digits = 17))

put_together <- function(parts, text, path) {
  container <- python_module("rgan.files.container")
  parts$meta$update(list(note = text))
  container$write(path, container$pack(parts$meta, parts$arrays))
  path
}

# Paths to everything in nested lists.
note_paths <- function(x, path = list()) {
  if (!is.list(x)) {
    return(NULL)
  }
  keys <- if (is.null(names(x))) seq_along(x) else names(x)
  unlist(lapply(keys, function(key) {
    c(list(c(path, key)), note_paths(x[[key]], c(path, key)))
  }), recursive = FALSE)
}

# `change` gives a list of the new value, or of nothing to leave it out.
change_at <- function(x, path, change) {
  key <- path[[1]]
  if (length(path) > 1) {
    x[[key]] <- change_at(x[[key]], path[-1], change)
  } else if (length(change) == 0) {
    x[[key]] <- NULL
  } else {
    x[key] <- change
  }
  x
}

# Every change of one place in a note, as functions without arguments; `every` takes only one in so many.
note_changes <- function(note, every = 1) {
  paths <- note_paths(note)
  values <- c(lapply(hostile_values, list), list(left_out = list()))
  grid <- expand.grid(value = seq_along(values), path = seq_along(paths))
  grid <- grid[seq(1, nrow(grid), by = every), ]
  lapply(seq_len(nrow(grid)), function(i) {
    path <- paths[[grid$path[[i]]]]
    value <- values[[grid$value[[i]]]]
    list(
      name = paste(paste(unlist(path), collapse = "/"), "=", names(values)[[grid$value[[i]]]]),
      make = function() change_at(note, path, value)
    )
  })
}

# Everything that can be done with a fit.
uses_of_fit <- function(fit) {
  list(
    print = function() capture.output(print(fit)), summary = function() capture.output(print(summary(fit))),
    glance = function() generics::glance(fit), tidy = function() generics::tidy(fit),
    recipe = function() capture.output(print(fit$spec), print(fit$asked)),
    history = function() as.data.frame(fit), output = function() as.data.frame(fit, what = "output"),
    generate = function() rgan::generate(fit, 3, seed = 1),
    epochs = function() lapply(unlist(fit$details$kept_epochs), function(at) rgan::generate(fit, 2, epoch = at)),
    predict = function() predict(fit), augment = function() rgan::augment(fit),
    walk = function() rgan::interpolate_waves(fit, 3, seed = 1),
    plot = function() ggplot2::ggplot_build(ggplot2::autoplot(fit)),
    plot_history = function() ggplot2::ggplot_build(rgan::plot_history(fit)),
    plot_training = function() ggplot2::ggplot_build(rgan::plot_training(fit)),
    save = function() rgan::save_gan(fit, tempfile(fileext = ".rgan")), str = function() capture.output(str(fit))
  )
}

slow_uses_of_fit <- function(fit) {
  list(
    evaluate = function() suppressWarnings(rgan::evaluate_gan(fit, n = 20, seed = 1, neighbours = 2)),
    features = function() rgan::plot_features(fit),
    continue = function() {
      rgan::gan(epochs = 1, continue_training = fit, model_name = "hostile", log = FALSE, progress = FALSE)
    }
  )
}

# What goes wrong with a file, in words: NULL where it is refused, or where all works or ends in an error of rgan.
fault_of_file <- function(path, slow = FALSE) {
  fit <- tryCatch(rgan::load_gan(path), error = identity, warning = identity)
  if (inherits(fit, "condition")) {
    return(if (!inherits(fit, "rgan_error_checkpoint")) paste("load:", class(fit)[[1]], conditionMessage(fit)))
  }
  uses <- c(uses_of_fit(fit), if (slow) slow_uses_of_fit(fit))
  for (name in names(uses)) {
    seen <- tryCatch(uses[[name]](), error = identity, warning = identity)
    if (inherits(seen, "condition") && !inherits(seen, c("rgan_error", "rgan_warning"))) {
      return(paste0(name, ": ", conditionMessage(seen)))
    }
  }
}

# Megabytes that this process has taken at most; NA where the system does not tell.
peak_memory <- function() {
  if (!file.exists("/proc/self/status")) {
    return(NA_real_)
  }
  as.numeric(gsub("\\D", "", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
}

# Names and faults of the changes of a file's note that go wrong. What R's side refuses need not be written: load_gan()
# makes one error of whatever is wrong there.
faults_of_notes <- function(path, every = 1, slow = FALSE) {
  parts <- take_apart(path)
  read <- rgan:::call_trainer("read_fit", path)
  changed <- tempfile(fileext = ".rgan")
  on.exit(unlink(changed))
  unlist(lapply(note_changes(parts$note, every), function(change) {
    before <- peak_memory()
    read$note <- note_text(change$make())
    taken <- tryCatch(is.list(rgan:::read_parts(read, "")), error = function(cnd) FALSE)
    fault <- if (taken) fault_of_file(put_together(parts, read$note, changed), slow)
    grown <- peak_memory() - before
    if (isTRUE(grown > 1000)) fault <- c(fault, paste("took", round(grown), "MB"))
    if (length(fault) > 0) paste0(change$name, ": ", paste(fault, collapse = "; "))
  }))
}
