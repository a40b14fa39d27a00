# From the raw figures of recipes.py and draws.py to recipes.md.
recipes <- jsonlite::fromJSON("results-recipes.json", simplifyVector = FALSE)
draws <- jsonlite::fromJSON("results-draws.json", simplifyVector = FALSE)

peers <- c("PyTorch eager", "PyTorch compiled", "Keras fit()")
middle <- function(task) vapply(task$ms, function(x) stats::median(unlist(x)), numeric(1))

# Ours in milliseconds, the others as multiples of it.
recipe_line <- function(task) {
  ms <- middle(task)
  times <- ifelse(peers %in% names(ms), sprintf("%.2f x", ms[peers] / ms[["rgan"]]), "left out")
  sprintf("| %s | %d | %.2f | %s |", task$name, task$threads, ms[["rgan"]], paste(times, collapse = " | "))
}
left_out <- unlist(lapply(recipes$tasks, function(task) {
  sprintf("- %s, %d thread(s): %s: %s", task$name, task$threads, names(task$left_out), unlist(task$left_out))
}))
ours <- function(threads) {
  tasks <- Filter(function(task) threads(task$threads), recipes$tasks)
  stats::setNames(vapply(tasks, function(task) middle(task)[["rgan"]], numeric(1)), vapply(tasks, `[[`, "", "name"))
}
one <- ours(function(n) n == 1)
all_cores <- ours(function(n) n > 1)
one <- one[names(all_cores)]
gain <- one / all_cores # of those that were measured on both
better_torch <- vapply(recipes$tasks, function(task) {
  ms <- middle(task)
  min(ms[intersect(peers[1:2], names(ms))], Inf) / ms[["rgan"]]
}, numeric(1))

wanted_line <- function(what, wanted, found, good) {
  if (length(found) == 0) {
    return(sprintf("| %s | %s | not measured | |", what, wanted))
  }
  text <- paste(sprintf("%.2f", unique(range(found))), collapse = " to ")
  sprintf("| %s | %s | %s | %s |", what, wanted, text, if (all(good(found))) "yes" else "no")
}
floor_of <- function(task) sum(unlist(task$floor))
draws_line <- function(task) {
  sprintf(
    "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f |", task$kind, task$seconds, task$seconds / floor_of(task),
    task$floor$products, task$floor[["normal numbers"]], task$floor$writing, task$peak_mb
  )
}

writeLines(c(
  "# Speed of the recipes, and of generating", "",
  "Made by `make bench` (`speed/recipes.py`, `speed/draws.py`); one run, interleaved rounds, medians.",
  sprintf("%d cores. Everybody computed the same losses from the same weights first.", recipes$cores),
  "On a machine with other work PyTorch's threads wait for each other: its figures for all cores mean something only",
  "where nothing else ran.", "",
  "| what | wanted | measured | reached |", "|---|---|---:|---|",
  wanted_line("the better PyTorch, times as long", "never below 1", better_torch, function(x) x >= 1),
  wanted_line("all cores beside one, where a step takes over 5 ms", "1.6", gain[one > 5], function(x) x >= 1.6),
  "", "## A step", "",
  "| recipe | threads | rgan, ms a step | PyTorch eager | compiled | Keras `fit()` |", "|---|---:|---:|---:|---:|---:|",
  vapply(recipes$tasks, recipe_line, character(1)), "",
  if (length(left_out)) c("Left out:", "", left_out, ""),
  "## Generating", "",
  sprintf(
    "%s rows of %d points, one thread, seconds, beside what no way of making them can do without.",
    format(draws$rows, big.mark = ",", scientific = FALSE), draws$points
  ), "",
  "| data | seconds | times the floor | its products | normal numbers | writing the rows | peak memory, MB |",
  "|---|---:|---:|---:|---:|---:|---:|",
  vapply(draws$tasks, draws_line, character(1))
), "recipes.md")
