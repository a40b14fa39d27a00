test_that("whole numbers come back as integers, and larger than that as numbers", {
  expect_identical(check_whole(3), 3L)
  expect_identical(check_whole(0L, min = 0), 0L)
  expect_identical(check_whole(Inf, allow_inf = TRUE), Inf)
  expect_null(check_whole(NULL, allow_null = TRUE))
  expect_identical(check_number(2L), 2)
  expect_true(check_flag(TRUE))
  expect_identical(check_string(c(a = "x")), "x")
})

test_that("what is not a positive whole number is named with its value, on the caller's call", {
  train <- function(epochs) check_whole(epochs)
  expect_snapshot(error = TRUE, {
    train(0)
    train(1.5)
    train(NA)
    train(Inf)
    train("10")
    train(c(1, 2))
    train(NULL)
    train(1e10)
    train(mtcars)
    train(factor("a"))
    train(mean)
    train(matrix(1:4, 2))
    train(integer())
  })
  expect_error(train(0), class = "rgan_error_argument")
  expect_error(train(0), class = "rgan_error")
})

test_that("numbers are held to their range", {
  set <- function(noise) check_number(noise, min = 0, max = 1)
  expect_snapshot(error = TRUE, {
    set(2)
    set(NaN)
    set(Inf)
    check_number(-1, min = 0)
    check_number(3, max = 2)
    check_number(TRUE)
  })
})

test_that("flags and strings are single and not missing", {
  flag <- function(log) check_flag(log)
  text <- function(path) check_string(path)
  expect_snapshot(error = TRUE, {
    flag(NA)
    flag(1)
    flag(c(TRUE, FALSE))
    text("")
    text(NA_character_)
    text(letters)
    text(1)
  })
})

test_that("a model name has to be a name in Python", {
  named <- function(model_name) check_name(model_name)
  expect_identical(named("gan_r"), "gan_r")
  expect_identical(named("_a1"), "_a1")
  expect_snapshot(error = TRUE, {
    named("my model")
    named("1st")
    named("x; import os")
    named("{x}")
    named("lambda")
    named("gr\u00fcn")
    named(1)
  })
})

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
