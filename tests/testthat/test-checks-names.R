test_that("a misspelt argument gets the name that was meant", {
  train <- function(data, epochs = 1, batch_size = 32, ...) check_no_dots(...)
  expect_silent(train(1, epochs = 2))
  expect_snapshot(error = TRUE, {
    train(1, epohcs = 2)
    train(1, batchsize = 3)
    train(1, colour = "red")
    train(1, 2, 3, 4)
  })
  error <- expect_error(train(1, epohcs = 2), class = "rgan_error_argument")
  expect_identical(error$call[[1]], quote(train))
})

test_that("the nearest name is found by beginning or by few wrong letters, or not at all", {
  known <- c("generator", "discriminator", "latent")
  expect_identical(nearest_name("gen", known), "generator")
  expect_identical(nearest_name("Latnt", known), "latent")
  expect_null(nearest_name("colour", known))
  expect_null(nearest_name("x", character()))
})

# All that a user calls: exported functions and methods of the package's classes.
users_functions <- function() {
  names <- setdiff(getNamespaceExports("rgan"), c("generate", "tidy", "glance"))
  exported <- stats::setNames(lapply(names, getExportedValue, ns = "rgan"), names)
  table <- asNamespace("rgan")[[".__S3MethodsTable__."]]
  own <- grep("[.](gan|gan_spec|gan_evaluation|summary[.]gan)$", ls(asNamespace("rgan")), value = TRUE)
  methods <- stats::setNames(lapply(own, get, asNamespace("rgan")), own)
  Filter(function(f) !is.null(formals(f)), c(exported, methods))
}

# The arguments that R would complete, each without its last letter and, where that is still a beginning, its first.
cut_names <- function(f) {
  known <- names(formals(f))
  reached <- if ("..." %in% known) known[seq_len(match("...", known) - 1)] else known
  cut <- unlist(lapply(reached[nchar(reached) > 1], function(name) {
    substring(name, 1, unique(c(1, nchar(name) - 1)))
  }))
  Filter(function(name) !name %in% known && sum(startsWith(reached, name)) == 1, unique(cut))
}

test_that("no function takes the beginning of an argument's name for the whole", {
  tried <- 0
  for (name in names(users_functions())) {
    f <- users_functions()[[name]]
    # Methods of print() and its like get whatever their callers pass on: they have no argument to complete but the
    # first.
    skipped <- names(formals(f))[[1]]
    for (cut in setdiff(cut_names(f), substring(skipped, 1, seq_len(nchar(skipped))))) {
      tried <- tried + 1
      error <- expect_error(do.call(f, stats::setNames(list(1), cut)), class = "rgan_error_argument", label = name)
      whole <- names(formals(f))[startsWith(names(formals(f)), cut)][[1]]
      expect_match(conditionMessage(error), whole, fixed = TRUE, label = paste(name, cut))
    }
  }
  expect_gt(tried, 100)
})

test_that("names cut short are seen through other functions, too", {
  fit <- table_fit(2)
  expect_snapshot(error = TRUE, {
    gan(tiny_waves(), epoch = 5)
    plot(fit, n = 6)
    gan_spec(pre = "classic")
    get_training_data(no = 0)
  })
  through <- function(...) get_training_data(...)
  expect_error(through(2, noi = 0), "noise", class = "rgan_error_argument")
  expect_error(lapply(1:2, get_training_data, noi = 0), "noise", class = "rgan_error_argument")
  expect_error(Map(get_training_data, 1:2, noi = 0), "noise", class = "rgan_error_argument")
  expect_error(do.call("get_training_data", list(2, noi = 0)), "noise", class = "rgan_error_argument")
  expect_error(ggplot2::autoplot(fit, ep = 1), "epoch", class = "rgan_error_argument")
  expect_identical(dim(through(2, m = 5)), c(2L, 5L))
  expect_identical(dim(do.call(get_training_data, list(2, 5))), c(2L, 5L))
})

test_that("what belongs to the recipe is sent there, under the names that others have for it", {
  x <- tiny_waves()
  expect_snapshot(error = TRUE, {
    gan(x, generator = 1)
    gan(x, learning_rate = 1e-4)
    gan(x, callbacks = list())
    gan(x, latent_dim = 5)
  })
  for (name in names(recipe_words)) {
    call <- rlang::call2("gan", quote(x), !!name := quote(stop("not looked at")))
    error <- expect_error(eval(call), "gan_spec", class = "rgan_error_argument", label = name)
    example <- gsub(", ...", "", recipe_words[[name]], fixed = TRUE)
    expect_s3_class(eval(parse(text = paste0("gan_spec(", example, ")"))), "gan_spec")
  }
  fields <- setdiff(names(unclass(gan_spec())), "preset")
  expect_identical(setdiff(fields, names(recipe_words)), character())
})
