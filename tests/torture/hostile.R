# Files of strangers: honest files changed in one place, with a right checksum. Each must be refused in one error, or
# all that can be done with it must work or end in an error of rgan, without taking much memory. Changes of R's note are
# those of tests/testthat/helper-hostile.R, changes of the trainer's header and arrays those of
# tests/python/mutations.py.
for (name in c("helper.R", "helper-hostile.R")) source(file.path(here, "..", "testthat", name))

hostile_data <- function() {
  waves <- outer(1:12, sin(seq(0, 6, length.out = 16))) / 12 + 0.1
  list(
    waves = structure(waves, dimnames = list(letters[1:12], paste0("t", 1:16))),
    table = data.frame(a = 1:12, b = sin(1:12), `c d` = (1:12)^2, check.names = FALSE, row.names = LETTERS[1:12]),
    series = array(waves, c(12, 8, 2), dimnames = list(NULL, NULL, c("u", "v")))
  )
}

# One change in `every` of each kind of data; 1 for all, which takes hours.
hostile_notes <- function(every) {
  holds <- "refused, or all works or ends in a clear error; little memory"
  for (kind in names(hostile_data())) {
    spec <- gan_spec(latent = 2, generator = 4, discriminator = 4)
    data <- hostile_data()[[kind]]
    fit <- suppressMessages(gan(data, epochs = 4, trace = 2, spec = spec, seed = 1, log = FALSE, progress = FALSE))
    path <- save_gan(fit, file.path(work, "honest.rgan"))
    tried <- length(note_changes(take_apart(path)$note, every))
    faults <- faults_of_notes(path, every, slow = TRUE)
    cat(faults, sep = "\n")
    record(paste("note of a fit changed in one place:", kind), tried, tried - length(faults), holds)
  }
}

# One change in `every`.
hostile_trainers <- function(every) {
  holds <- "refused, or all works or ends in a clear error; little memory"
  tried_in_python("trainer's header or arrays changed in one place", holds, c(
    "import mutations as m", "x = m.rows(); raw = bytes(m.trained(x).to_bytes(output=True))",
    sprintf("for name, change in list(m.mutations(raw))[::%d]:", every),
    "    print('CASE', name.replace('\\n', ' '), '|', m.fault(change, x) or '', flush=True)"
  ))
}
