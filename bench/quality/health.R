# The health monitor over ten seeds: it has to speak where the blog post's recipe gives up a wave, and to keep quiet
# where the default learns both. Writes bench/health.md. The argument is the number of seeds.
library(rgan)
given <- commandArgs(TRUE)
seeds <- seq_len(if (length(given)) as.integer(given[[1]]) else 10)
at <- seq(0, 1, length.out = 250)
waves <- cbind(sin(2 * pi * 2 * at), sin(2 * pi * 10 * at))

# Share of rows nearest to the first wave, and of those within 0.1 of either.
learned <- function(fit) {
  found <- generate(fit, 1000, seed = 1) %*% waves %*% solve(crossprod(waves))
  first <- sqrt((found[, 1] - 1)^2 + found[, 2]^2)
  second <- sqrt(found[, 1]^2 + (found[, 2] - 3)^2)
  c(share = mean(first < second), near = mean(pmin(first, second) < 0.1))
}

one_run <- function(spec, seed) {
  set.seed(seed)
  train <- get_training_data()
  said <- character()
  fit <- withCallingHandlers(
    suppressMessages(gan(train, epochs = 2000, spec = spec, log = FALSE, progress = FALSE, seed = seed)),
    warning = function(cnd) {
      ours <- grep("^rgan_", class(cnd), value = TRUE)
      said <<- c(said, if (length(ours)) setdiff(ours, "rgan_warning") else conditionMessage(cnd))
      invokeRestart("muffleWarning")
    }
  )
  found <- learned(fit)
  line <- sprintf(
    "| %s | %d | %.0f / %.0f | %.1f | %s |", spec, seed, 100 * found[["share"]], 100 - 100 * found[["share"]],
    100 * found[["near"]], if (length(said)) toString(unique(said)) else "-"
  )
  cat(line, "\n")
  line
}

head <- c("| recipe | seed | shares % | within 0.1 of a wave % | warned |", "|---|---:|---|---:|---|")
cat(head, sep = "\n")
lines <- unlist(lapply(c("default", "classic"), function(spec) lapply(seeds, function(seed) one_run(spec, seed))))
writeLines(c(
  "# Does the health monitor speak when it should?", "",
  "Two waves, 200 x 250, 2000 epochs. Made by `Rscript bench/quality/health.R`.", "", head, lines
), "bench/health.md")
