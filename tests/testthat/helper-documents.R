# README, articles and help pages as tests see them. They stand in the source folder, not in the installed package: a
# test skips where there is no source (R CMD check runs tests elsewhere).
source_path <- function(...) {
  path <- testthat::test_path("..", "..", ...)
  testthat::skip_if_not(all(file.exists(path)), paste(file.path(...), "is not there"))
  path
}

# The code blocks of a document: its engine ("r", "sh", ...), the options of its header, its lines, and whether the
# line before says that it is not run.
code_blocks <- function(lines) {
  fence <- grep("^```", lines)
  stopifnot(length(fence) %% 2 == 0)
  first <- fence[c(TRUE, FALSE)]
  last <- fence[c(FALSE, TRUE)]
  Map(function(first, last) {
    header <- gsub("^```+\\s*\\{?|\\}$", "", lines[[first]])
    list(
      line = first, engine = sub("[ ,].*", "", header), header = header,
      code = lines[seq_len(last - first - 1) + first],
      not_run = any(grepl("^<!-- not run", lines[max(1, first - 1)]))
    )
  }, first, last)
}

r_blocks <- function(lines) Filter(function(block) block$engine == "r", code_blocks(lines))

# All that R code names wrongly: functions that are nowhere, and arguments that functions of rgan do not have.
wrong_names <- function(code) {
  exprs <- parse(text = code, keep.source = FALSE)
  known <- c(assigned_names(exprs), unlist(lapply(attached_packages(exprs), getNamespaceExports)))
  unique(unlist(lapply(calls_in(exprs), wrong_name, known = known)))
}

calls_in <- function(x) {
  inside <- if (is.call(x) || is.expression(x) || is.pairlist(x)) unlist(lapply(as.list(x), calls_in))
  c(if (is.call(x)) x, inside)
}

assigned_names <- function(exprs) {
  assignments <- Filter(function(call) identical(call[[1]], quote(`<-`)) && is.name(call[[2]]), calls_in(exprs))
  vapply(assignments, function(call) as.character(call[[2]]), "")
}

# Packages that the code attaches, as far as they are there.
attached_packages <- function(exprs) {
  calls <- Filter(function(call) identical(call[[1]], quote(library)), calls_in(exprs))
  packages <- vapply(calls, function(call) as.character(call[[2]]), "")
  Filter(function(package) requireNamespace(package, quietly = TRUE), packages)
}

wrong_name <- function(call, known) {
  head <- call[[1]]
  if (is.call(head) && as.character(head[[1]]) %in% c("::", ":::")) {
    package <- as.character(head[[2]])
    name <- as.character(head[[3]])
    if (!requireNamespace(package, quietly = TRUE)) {
      return(NULL)
    }
    if (!exists(name, asNamespace(package))) {
      return(paste0(package, "::", name, "() does not exist"))
    }
  } else if (is.name(head)) {
    name <- as.character(head)
    if (name %in% setdiff(known, getNamespaceExports("rgan"))) {
      return(NULL)
    }
    if (!exists(name, mode = "function")) {
      return(paste0(name, "() does not exist"))
    }
  } else {
    return(NULL)
  }
  if (name %in% getNamespaceExports("rgan")) wrong_arguments(name, call)
}

# Arguments given by name. A method's count as those of its generic; update() takes those of gan(), and gan_spec() the
# fields of a recipe.
wrong_arguments <- function(name, call) {
  methods <- grep(paste0("^", name, "[.]"), ls(asNamespace("rgan")), value = TRUE)
  functions <- lapply(c(name, methods, if (name == "update") "gan"), get, envir = asNamespace("rgan"))
  given <- setdiff(names(call), "")
  fields <- if (name == "gan_spec") names(gan_spec())
  unknown <- setdiff(given, c(fields, unlist(lapply(functions, function(f) names(formals(f))))))
  if (length(unknown) > 0) sprintf("%s() has no argument `%s`", name, unknown)
}

print_visible <- function(result) if (result$visible) print(result$value)
