readme <- function() readLines(source_path("README.md"))

test_that("every R block of the README runs, with short trainings", {
  skip_if_no_python()
  blocks <- Filter(function(block) !block$not_run, r_blocks(readme()))
  expect_gte(length(blocks), 3)
  # As a reader's session, but for the number of epochs and what would be written.
  session <- new.env(parent = globalenv())
  session$gan <- function(..., epochs = 10, log = FALSE) rgan::gan(..., epochs = min(epochs, 10), log = log)
  withr::local_dir(withr::local_tempdir())
  withr::local_pdf(NULL)
  for (block in blocks) {
    for (expr in parse(text = block$code, keep.source = FALSE)) {
      shown <- tryCatch(
        utils::capture.output(suppressMessages(print_visible(withVisible(eval(expr, session))))),
        error = function(e) fail(paste0("README.md: ", deparse(expr)[[1]], ": ", conditionMessage(e)))
      )
    }
    succeed()
  }
})

test_that("blocks of the README that are not run name what there is", {
  for (block in r_blocks(readme())) {
    expect_identical(wrong_names(block$code), NULL, info = paste("README.md, line", block$line))
  }
})

test_that("the cheat sheet names what there is, and is printed", {
  page <- paste(readLines(source_path("cheatsheet", "rgan.html")), collapse = "\n")
  code <- regmatches(page, gregexpr("(?s)(?<=<pre>).*?(?=</pre>)", page, perl = TRUE))[[1]]
  code <- gsub("<[^>]+>", "", code)
  code <- gsub("&lt;", "<", code, fixed = TRUE)
  expect_gt(length(code), 5)
  for (block in code) expect_null(wrong_names(block), info = block)
  expect_gt(file.size(source_path("inst", "cheatsheet", "rgan.pdf")), 10000)
})

test_that("every make target of README and CONTRIBUTING exists", {
  makefile <- readLines(source_path("Makefile"))
  targets <- sub(":.*", "", grep("^[a-z-]+:", makefile, value = TRUE))
  for (document in c("README.md", "CONTRIBUTING.md")) {
    lines <- readLines(source_path(document))
    shell <- unlist(lapply(code_blocks(lines), function(block) if (block$engine == "sh") block$code))
    named <- unlist(regmatches(lines, gregexpr("`make [a-z-]+", lines)))
    named <- c(sub("`make ", "", named), sub("^make ([a-z-]+).*", "\\1", grep("^make ", shell, value = TRUE)))
    expect_gt(length(named), 2)
    expect_identical(setdiff(named, targets), character(), info = document)
  }
})

test_that("files and articles that the README names exist", {
  lines <- readme()
  links <- unlist(regmatches(lines, gregexpr("\\]\\([^):]+\\)", lines)))
  links <- gsub("^\\]\\(|\\)$", "", links)
  expect_gt(length(links), 5)
  expect_identical(links[!file.exists(file.path(source_path("."), links))], character())
  articles <- unlist(regmatches(lines, gregexpr("vignette\\(\"[a-z-]+\"\\)", lines)))
  articles <- unique(gsub("vignette\\(\"|\"\\)", "", articles))
  expect_gt(length(articles), 3)
  expect_identical(articles[!file.exists(source_path("vignettes", paste0(articles, ".Rmd")))], character())
})
