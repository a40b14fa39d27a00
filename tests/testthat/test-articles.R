article_names <- function() {
  sub("[.]Rmd[.]orig$", "", list.files(source_path("vignettes"), pattern = "[.]Rmd[.]orig$"))
}

# Lines without what knitr computes anew: blank ones and those with code inside.
plain_lines <- function(lines) {
  lines <- lines[nzchar(trimws(lines))]
  lines[!grepl("`r ", lines, fixed = TRUE)]
}

# Lines of the source of an article that its page must have: all of the text, and the code of blocks that are shown.
expected_lines <- function(lines) {
  kept <- rep(TRUE, length(lines))
  for (block in code_blocks(lines)) {
    hidden <- grepl("(echo|include) *= *FALSE", block$header)
    inside <- block$line + seq_along(block$code)
    kept[c(block$line, block$line + length(block$code) + 1, if (hidden) inside)] <- FALSE
  }
  plain_lines(lines[kept])
}

# The first of `wanted` that `lines` does not have in this order.
first_missing <- function(wanted, lines) {
  at <- 0
  for (line in wanted) {
    found <- which(lines == line)
    found <- found[found > at]
    if (length(found) == 0) {
      return(line)
    }
    at <- found[[1]]
  }
  NULL
}

test_that("every article is as its source says, and its pictures are there", {
  for (name in article_names()) {
    page <- readLines(source_path("vignettes", paste0(name, ".Rmd")))
    wanted <- expected_lines(readLines(source_path("vignettes", paste0(name, ".Rmd.orig"))))
    expect_identical(
      first_missing(wanted, page), NULL, info = paste0(name, ".Rmd.orig was changed: Rscript tools/vignettes.R ", name)
    )
    pictures <- unlist(regmatches(page, gregexpr("figures/[a-zA-Z0-9_-]+[.][a-z]+", page)))
    expect_identical(pictures[!file.exists(source_path("vignettes", pictures))], character(), info = name)
  }
})

test_that("no picture lies about that no article shows", {
  pages <- unlist(lapply(source_path("vignettes", paste0(article_names(), ".Rmd")), readLines))
  pictures <- list.files(source_path("vignettes", "figures"))
  shown <- vapply(pictures, function(picture) any(grepl(picture, pages, fixed = TRUE)), logical(1))
  expect_identical(pictures[!shown], character())
})

test_that("the code of every article names functions and arguments that exist", {
  for (name in article_names()) {
    blocks <- r_blocks(readLines(source_path("vignettes", paste0(name, ".Rmd.orig"))))
    # A block that is to fail may misspell on purpose.
    blocks <- Filter(function(block) !grepl("error *= *TRUE", block$header), blocks)
    expect_identical(wrong_names(unlist(lapply(blocks, `[[`, "code"))), NULL, info = name)
  }
})

test_that("articles and README name only articles that there are", {
  pages <- c(source_path("vignettes", paste0(article_names(), ".Rmd.orig")), source_path("README.md"))
  text <- unlist(lapply(pages, readLines))
  named <- regmatches(text, gregexpr('(?<=vignette\\(")[^"]+', text, perl = TRUE))
  expect_identical(setdiff(unlist(named), article_names()), character())
})

test_that("wrong names are found", {
  expect_identical(wrong_names("fit <- gan(x, eposh = 1)"), "gan() has no argument `eposh`")
  expect_identical(wrong_names("library(rgan)\nfit <- gan(x, eposh = 1)"), "gan() has no argument `eposh`")
  expect_identical(wrong_names("no_such_thing(gan(x))"), "no_such_thing() does not exist")
  expect_identical(wrong_names("rgan::no_such_thing()"), "rgan::no_such_thing() does not exist")
  expect_null(wrong_names("f <- function(x) x\nplot(f(1)); generate(fit, newdata = 1); update(fit, epochs = 5)"))
})

test_that("every article can be opened from R", {
  # R CMD INSTALL of a folder leaves articles out; README, `make setup` and `make install` all build them first.
  opened <- utils::vignette(package = "rgan")$results[, "Item"]
  everything <- identical(Sys.getenv("RGAN_REQUIRE_PYTHON"), "1")
  skip_if(length(opened) == 0 && !everything, "rgan is installed without its articles")
  expect_setequal(opened, article_names())
  for (name in opened) {
    article <- utils::vignette(name, package = "rgan")
    expect_true(file.exists(file.path(article$Dir, "doc", article$PDF)), info = name)
  }
})
