# Numbers and shapes in words, the same everywhere: print(), log, progress bar, warnings.

# Nothing and everything are said only where they are exact.
percent <- function(share) {
  shown <- round(100 * share)
  text <- format(shown, trim = TRUE)
  text[shown == 0 & share > 0] <- "under 1"
  text[shown == 100 & share < 1] <- "over 99"
  paste(text, "%")
}

percents <- function(shares) paste(percent(shares), collapse = " / ")

format_score <- function(x) formatC(x, digits = 3, format = "f")

format_loss <- function(x) formatC(x, digits = 3, format = "f")

format_count <- function(x) format(x, big.mark = ",", scientific = FALSE)

format_seconds <- function(seconds) {
  if (seconds < 60) {
    return(paste(format(signif(seconds, 2)), "s"))
  }
  paste(floor(seconds / 60), "min", round(seconds %% 60), "s")
}

shape_text <- function(dims) paste(dims, collapse = " x ")

its <- function(what) if (length(what) == 1) "its" else "their"

# Text for cli to show as it is. A fit may come from a stranger's file, and cli runs what is between braces.
literal <- function(text) gsub("([{}])", "\\1\\1", text)
