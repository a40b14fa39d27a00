# Checks the style of all R code, that every help page has its place on the site, and that no function is defined twice;
# fails when there is anything to say.
files <- list.files(
  c("R", "tests/testthat", "tools", "data-raw", "bench"),
  pattern = "[.]R$", recursive = TRUE, full.names = TRUE
)
lints <- unlist(lapply(files, function(file) {
  found <- as.data.frame(lintr::lint(file))
  sprintf("%s:%d: %s (%s)\n", file, found$line_number, found$message, found$linter)
}))

pages <- unlist(lapply(list.files("man", pattern = "[.]Rd$", full.names = TRUE), function(page) {
  lines <- readLines(page)
  if (!any(grepl("\\keyword{internal}", lines, fixed = TRUE))) {
    sub("^\\\\name\\{(.*)\\}$", "\\1", grep("^\\\\name\\{", lines, value = TRUE))
  }
}))
placed <- sub("^  - ", "", grep("^  - ", readLines("_pkgdown.yml"), value = TRUE))
homeless <- sprintf("_pkgdown.yml: the help page %s has no place in it\n", setdiff(pages, placed))

# Of two functions of one name the package would keep the later one.
definitions <- unlist(lapply(list.files("R", full.names = TRUE), function(file) {
  sub(" <- function.*", "", grep("^[A-Za-z_.]+ <- function", readLines(file), value = TRUE))
}))
twice <- sprintf("R: %s() is defined twice\n", definitions[duplicated(definitions)])

complaints <- c(lints, homeless, twice)
cat(complaints, sep = "")
cat(sprintf("%d files, %d complaints\n", length(files), length(complaints)))
quit(status = as.integer(length(complaints) > 0))
