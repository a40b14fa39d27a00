# From the raw figures to results.md and its picture.
library(ggplot2)

read <- function(name) jsonlite::fromJSON(name, simplifyVector = FALSE)
speed <- read("results-speed.json")
calls <- read("results-calls.json")
scaling <- jsonlite::fromJSON("results-scaling.json")
profile <- read("results-profile.json")
memory <- read("results-memory.json")

middle <- function(task) vapply(task$ms, function(x) stats::median(unlist(x)), numeric(1))
one_task <- function(task) {
  ms <- middle(task)
  data.frame(
    objective = task$objective, batch = task$batch, who = names(ms), ms = unname(ms),
    against = unname(ms / ms[["rgan"]])
  )
}
table <- do.call(rbind, lapply(speed$tasks, one_task))

table_lines <- function(part) {
  part <- part[order(part$ms), ]
  c(
    "", sprintf("### %s objective, batch %d", part$objective[1], part$batch[1]), "",
    "| who | ms a step | against rgan |", "|---|---:|---:|",
    sprintf("| %s | %.3f | %.2f x |", part$who, part$ms, part$against)
  )
}
left_out <- unlist(lapply(speed$tasks, function(task) {
  sprintf("- %s, %s, batch %d: %s", names(task$left_out), task$objective, task$batch, unlist(task$left_out))
}))
seconds <- vapply(calls$learned, function(run) run$seconds, numeric(1))
ratio <- stats::median(unlist(calls$r) / unlist(calls$python))
versions <- unique(unlist(speed$versions))

# A line of the table of what was wanted: the range over the tasks in which all of `who` took part, as a multiple.
against <- function(who, best = min) {
  each <- split(table, list(table$objective, table$batch), drop = TRUE)
  found <- unlist(lapply(each, function(part) {
    ratio <- part$against[part$who %in% who]
    if (length(ratio) > 0) best(ratio)
  }))
  found
}
wanted_line <- function(what, wanted, found, good) {
  found <- range(found)
  text <- if (found[[1]] == found[[2]]) sprintf("%.2f", found[[1]]) else sprintf("%.2f to %.2f", found[[1]], found[[2]])
  sprintf("| %s | %s | %s | %s |", what, wanted, text, if (all(good(found))) "yes" else "no")
}
wanted <- c(
  "| what | wanted | measured | reached |", "|---|---|---:|---|",
  wanted_line("blog's loop, times as long", "100", against("blog's loop"), function(x) x >= 100),
  wanted_line(
    "PyTorch, the better of eager and compiled, times as long", "4",
    against(c("PyTorch compiled", "PyTorch eager")), function(x) x >= 4
  ),
  wanted_line("JAX scan, times as long", "above 1", against("JAX scan"), function(x) x > 1),
  wanted_line(
    "ours, in times the matrix products alone", "1.5", 1 / against("matrix products"), function(x) x <= 1.5
  ),
  wanted_line("`gan()` in R, times Python alone", "1.05", ratio, function(x) x < 1.05),
  wanted_line("`Rscript` start to both waves learned, seconds", "30", seconds, function(x) x < 30)
)
profile_lines <- unlist(lapply(profile, function(task) {
  ms <- unlist(task$ms)
  cost <- ifelse(names(ms) == "random numbers alone", ms, ms[["nothing"]] - ms)[names(ms) != "nothing"]
  sprintf(
    "| %s, batch %d | %.3f | %s | %.3f | %.0f %% |", task$objective, task$batch, ms[["nothing"]],
    setdiff(names(ms), "nothing"), cost, 100 * cost / ms[["nothing"]]
  )
}))
lines <- c(
  "# Speed", "", "Made by `make bench`; one run, interleaved rounds, medians, one thread for everybody.",
  sprintf("%d cores, %s. %s.", speed$cores, R.version.string, paste(versions, collapse = ", ")), "",
  "Times of one machine differ from day to day; the ratios are what to look at. *Matrix products* are the products",
  "that a step cannot do without, by NumPy's BLAS: the floor.",
  "", "## Against what was wanted", "", wanted, "",
  "What was tried to get nearer is told in [tried.md](tried.md).",
  unlist(lapply(split(table, list(table$objective, table$batch), drop = TRUE), table_lines)),
  "", "## Left out", "", if (length(left_out)) left_out else "Nobody.",
  "", "## Whole calls", "",
  sprintf(
    "2000 epochs of the default recipe, compiling included: `gan()` %.1f s, Python alone %.1f s, ratio %.3f.",
    stats::median(unlist(calls$r)), stats::median(unlist(calls$python)), ratio
  ), "",
  "From starting `Rscript` to the end of `gan(get_training_data())`:", "",
  "| seed | seconds | shares of the two waves | within 0.1 of one |", "|---:|---:|---:|---:|",
  vapply(calls$learned, function(run) {
    sprintf("| %d | %.1f | %.1f %% / %.1f %% | %.1f %% |", run$seed, run$seconds, 100 * run$shares[[1]],
            100 * run$shares[[2]], 100 * run$within)
  }, character(1)), "", sprintf("Median %.1f s.", stats::median(seconds)),
  "", "## Where the time of a step goes", "",
  "What a step is quicker without a part; parts overlap. The rest is products, activations and their gradients.", "",
  "| task | ms a step | part | its ms | share |", "|---|---:|---|---:|---:|", profile_lines,
  "", "## Memory", "",
  sprintf(
    paste(
      "%s x %d doubles are %.1f GB. One epoch on them in R and 10,000 rows made: peak %.1f GB; R, TensorFlow and",
      "the data took %.1f GB before."
    ),
    format(memory$rows, big.mark = ","), memory$columns, memory$data / 1024, memory$after / 1024, memory$before / 1024
  ),
  "", "## Growth", "", "Default objective; everything else as above.", "",
  "| what | size | ms a step | products alone | ratio |", "|---|---:|---:|---:|---:|",
  sprintf("| %s | %s | %.3f | %.3f | %.2f |", scaling$what, format(scaling$size, big.mark = ",", trim = TRUE),
          scaling$ms, scaling$floor_ms, scaling$ms / scaling$floor_ms)
)
writeLines(lines, "results.md")

table$task <- sprintf("%s objective, batch %d", table$objective, table$batch)
table$who <- stats::reorder(table$who, -table$ms)
picture <- ggplot(table, aes(ms, who, colour = who == "rgan")) +
  geom_point(size = 3) +
  geom_text(aes(label = sprintf("%.2f", ms)), hjust = -0.35, size = 3, colour = "grey20") +
  facet_wrap(~task) +
  scale_x_log10(expand = expansion(c(0.05, 0.18))) +
  scale_colour_manual(values = c("grey50", "#D55E00"), guide = "none") +
  labs(x = "milliseconds per step (log scale)", y = NULL) +
  theme_minimal()
ggsave("results-speed.png", picture, width = 8, height = 4.5, dpi = 110, bg = "white")
