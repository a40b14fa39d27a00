# A class of another package: days of temperatures in degrees Fahrenheit.
fahrenheit <- function(numbers) structure(numbers, class = "fahrenheit")

local_fahrenheit <- function(env = parent.frame()) {
  registerS3method("as_gan_data", "fahrenheit", function(x, ...) {
    numbers <- (unclass(x) - 32) / 1.8
    new_gan_data(
      numbers, structure(list(dim = dim(x)), class = "fahrenheit_days"),
      kind = "waves", notes = "Learned in degrees Celsius."
    )
  }, envir = asNamespace("rgan"))
  registerS3method("from_gan_data", "fahrenheit_days", function(prototype, numbers) {
    fahrenheit(numbers * 1.8 + 32)
  }, envir = asNamespace("rgan"))
}

test_that("a class of another package is learned and comes back", {
  skip_if_no_python()
  local_fahrenheit()
  days <- fahrenheit(tiny_waves(m = 8) * 10 + 60)
  expect_message(fit <- tiny_gan(days, seed = 1, progress = FALSE), "degrees Celsius")
  expect_s3_class(generate(fit, 3), "fahrenheit", exact = TRUE)
  expect_equal(fit$data$kind, "waves")
  expect_true(all(generate(fit, 20, seed = 1) >= min(days) - 1e-4))
  expect_length(predict(fit), nrow(days))
  expect_s3_class(fit$output[[1]], "fahrenheit")
  suppressMessages(again <- gan(epochs = 1, continue_training = fit, log = FALSE, progress = FALSE))
  expect_s3_class(generate(again, 3), "fahrenheit", exact = TRUE)
})

test_that("what there is a method for is converted to numbers, rows first", {
  converted <- as_gan_data(data.frame(a = 1:3, b = 4:6))
  expect_s3_class(converted, "gan_data")
  expect_identical(converted$numbers, cbind(c(1, 2, 3), c(4, 5, 6)))
  expect_identical(
    from_gan_data(converted$prototype, converted$numbers[2:3, ]), data.frame(a = 2:3, b = 5:6)
  )
  expect_identical(as_gan_data(converted), converted)
  expect_output(print(converted), "<gan_data> numbers of shape 3 x 2")
})

test_that("what new_gan_data() cannot use is refused with what it asks for", {
  expect_snapshot(error = TRUE, {
    new_gan_data(1:3, list())
    new_gan_data(matrix(1:4, 2), list())
    new_gan_data(matrix(1, 2, 2), "waves")
    new_gan_data(matrix(1, 2, 2), list(), kind = "wave")
    new_gan_data(matrix(1, 2, 2), list(), columns = list(1))
    as_gan_data(quote(x))
  })
})
