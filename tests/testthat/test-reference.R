# Help pages as lists of lines, by name of the page.
help_pages <- function() {
  paths <- list.files(source_path("man"), pattern = "[.]Rd$", full.names = TRUE)
  stats::setNames(lapply(paths, readLines), sub("[.]Rd$", "", basename(paths)))
}

examples_of <- function(page) {
  start <- grep("^\\\\examples\\{", page)
  if (length(start) == 0) character() else page[seq(start, length(page))]
}

# Calls of a function under any of its names: scale_color_rgan() is scale_colour_rgan().
calls_of <- function(name, lines) {
  exported <- mget(getNamespaceExports("rgan"), asNamespace("rgan"), inherits = TRUE)
  same <- vapply(exported, identical, NA, exported[[name]])
  grepl(paste0("\\b(", paste(names(exported)[same], collapse = "|"), ")\\("), lines)
}

test_that("every exported name has an example on one of its pages", {
  pages <- help_pages()
  without <- Filter(function(name) {
    documented <- Filter(function(page) any(grepl(sprintf("\\alias{%s", name), page, fixed = TRUE)), pages)
    !any(calls_of(name, unlist(lapply(documented, examples_of))))
  }, getNamespaceExports("rgan"))
  expect_identical(without, character())
})

test_that("every exported name has a place on the reference page", {
  site <- readLines(source_path("_pkgdown.yml"))
  placed <- sub("^  - ", "", grep("^  - ", site, value = TRUE))
  pages <- help_pages()
  without <- Filter(function(name) {
    has_name <- vapply(pages, function(page) any(grepl(sprintf("\\alias{%s}", name), page, fixed = TRUE)), logical(1))
    !any(c(name, names(pages)[has_name]) %in% placed)
  }, getNamespaceExports("rgan"))
  expect_identical(without, character())
})

test_that("every page and article that the site lists exists, and none is left out", {
  site <- readLines(source_path("_pkgdown.yml"))
  articles <- sub("[.]Rmd[.]orig$", "", list.files(source_path("vignettes"), pattern = "[.]Rmd[.]orig$"))
  listed <- sub("^  - ", "", grep("^  - ", site, value = TRUE))
  expect_identical(listed[duplicated(listed)], character())
  expect_identical(setdiff(listed, c(names(help_pages()), articles, getNamespaceExports("rgan"))), character())
  expect_identical(setdiff(articles, listed), character())
})

test_that("every exported name is called in a test", {
  tests <- unlist(lapply(list.files(source_path("tests", "testthat"), pattern = "[.]R$", full.names = TRUE), readLines))
  without <- Filter(function(name) !any(calls_of(name, tests)), getNamespaceExports("rgan"))
  expect_identical(without, character())
})

test_that("codemeta.json and the citation are as DESCRIPTION says", {
  description <- as.list(read.dcf(source_path("DESCRIPTION"))[1, ])
  meta <- jsonlite::read_json(source_path("codemeta.json"))
  names_in <- function(text) sub("[ (].*", "", trimws(strsplit(text, ",")[[1]]))
  names_of <- function(things) vapply(things, function(thing) thing$name, "")
  expect_identical(meta$version, description$Version)
  remedy <- "make document writes codemeta.json anew"
  expect_identical(names_of(meta$softwareSuggestions), names_in(description$Suggests), info = remedy)
  expect_setequal(names_of(meta$softwareRequirements), c("R", names_in(description$Imports)))
  citation <- format(utils::citation("rgan"), style = "text")
  expect_match(citation[[1]], paste("R package version", description$Version), fixed = TRUE)
})
