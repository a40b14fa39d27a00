# Builds the site into build/site: README as its home, the help pages with what their examples show, the articles as
# they are, the measurements that the README links to, news and search. No internet is needed. A warning of pkgdown or
# a link that leads nowhere is a fault. The argument --no-examples leaves examples unrun, which is much quicker.
arguments <- commandArgs(trailingOnly = TRUE)
examples <- !"--no-examples" %in% arguments
options(pkgdown.internet = FALSE, rgan.log = FALSE, cli.progress_show_after = Inf)
site <- "build/site"

# pkgdown makes pages of the help and the articles only.
build_measurements <- function(pkg) {
  for (path in c(list.files("bench", "[.]md$", full.names = TRUE), "tests/torture/results.md")) {
    html <- tempfile(fileext = ".html")
    rmarkdown::pandoc_convert(normalizePath(path), to = "html", from = "gfm", output = html, options = "--wrap=none")
    body <- gsub("<table>", "<table class=\"table\">", readLines(html), fixed = TRUE)
    body <- gsub("href=\"([^:\"]*)[.]md\"", "href=\"\\1.html\"", body)
    heading <- grep("<h1", body)[[1]]
    title <- gsub("<[^>]+>", "", body[[heading]])
    dir.create(file.path(site, dirname(path)), recursive = TRUE, showWarnings = FALSE)
    pkgdown::render_page(
      pkg, "title-body", list(pagetitle = title, body = paste(body[-heading], collapse = "\n")),
      path = sub("[.]md$", ".html", path)
    )
  }
}

# Files that pages link to by a relative address and that are not there, each with its page.
dead_links <- function() {
  pages <- list.files(site, "[.]html$", recursive = TRUE)
  found <- lapply(pages, function(page) {
    text <- paste(readLines(file.path(site, page), warn = FALSE), collapse = "\n")
    links <- regmatches(text, gregexpr("(?<=(href|.src)=\")[^\":#]+(?=[\"#])", text, perl = TRUE))[[1]]
    targets <- file.path(site, dirname(page), utils::URLdecode(unique(links)))
    targets <- targets[!file.exists(targets)]
    if (length(targets) > 0 && page != "404.html") paste0(page, " links to ", basename(targets))
  })
  unlist(found)
}

unlink(site, recursive = TRUE)
faults <- character()
withCallingHandlers(
  {
    pkg <- pkgdown::as_pkgdown(".")
    pkgdown::init_site(pkg)
    pkgdown::build_home(pkg, quiet = TRUE, preview = FALSE)
    pkgdown::build_reference(pkg, examples = examples, preview = FALSE)
    pkgdown::build_articles(pkg, quiet = TRUE, preview = FALSE)
    build_measurements(pkg)
    pkgdown::build_news(pkg, preview = FALSE)
    pkgdown::build_search(pkg)
  },
  warning = function(w) {
    # An example that is for another place than this, such as one that opens an app, is no fault.
    if (!grepl("@examplesIf condition", conditionMessage(w), fixed = TRUE)) {
      faults <<- c(faults, conditionMessage(w))
    }
    invokeRestart("muffleWarning")
  }
)
for (path in c("bench/quality/published.R", "inst/cheatsheet/rgan.pdf")) {
  dir.create(file.path(site, dirname(path)), recursive = TRUE, showWarnings = FALSE)
  file.copy(path, file.path(site, path))
}
faults <- c(faults, dead_links())
if (length(faults) > 0) {
  stop("The site has faults:\n", paste0("* ", faults, "\n"), call. = FALSE)
}
cat("The site is ", site, "/index.html\n", sep = "")
