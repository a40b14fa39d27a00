test_that("requirements are lines for pip, without remarks", {
  needs <- python_requirements(gpu = FALSE)
  listed <- readLines(system.file("python", "requirements.txt", package = "rgan"))
  expect_match(listed, "^#", all = FALSE) # there are some
  expect_match(needs, "^[A-Za-z][A-Za-z0-9_-]*(\\[[a-z-]+\\])?([<>=!~]=?[0-9.]+(,[<>=!~]=?[0-9.]+)*)?$")
  expect_length(needs, sum(grepl("^[A-Za-z]", listed)))
})

test_that("requirements are those of the one list, fitted to machine and reticulate", {
  listed <- readLines(system.file("python", "requirements.txt", package = "rgan"))
  needs <- python_requirements(gpu = FALSE)
  expect_true(any(grepl("^keras>=3.15", listed)))
  expect_true("keras>=3.15" %in% needs)
  expect_identical("numpy<2" %in% needs, !reticulate_has("1.38"))

  skip_if_not(identical(unname(Sys.info()[c("sysname", "machine")]), c("Linux", "x86_64")))
  expect_match(needs[[1]], "^tensorflow-cpu>=")
  expect_match(python_requirements(gpu = TRUE)[[1]], "^tensorflow\\[and-cuda\\]>=")
  expect_identical(python_requirements(), python_requirements(gpu = has_gpu()))
})

test_that("elsewhere than on Linux there is one wheel", {
  skip_on_os("linux")
  expect_identical(tensorflow_wheel(TRUE), "tensorflow")
  expect_identical(tensorflow_wheel(FALSE), "tensorflow")
})

test_that("lower bounds are those of the list, by the name of the module", {
  bounds <- required_versions()
  expect_identical(names(bounds)[1:4], c("tensorflow", "keras", "numpy", "pandas"))
  expect_identical(bounds[["keras"]], "3.15")
  expect_identical(bounds[["filelock"]], "3.20.3") # its upper bound does not matter here
  expect_true(is.na(bounds[["pandas"]]))
  expect_false(anyNA(numeric_version(bounds[!is.na(bounds)])))
})

test_that("versions are compared as versions, whatever is appended to them", {
  expect_true(release_of("3.9.1") < "3.15")
  expect_true(release_of("2.21.0rc1") == "2.21.0")
  expect_true(release_of("2.20.0-dev20250101") == "2.20.0")
  expect_true(release_of("4.0.0.post1") == "4.0.0")
  expect_true(release_of("3") < "3.0.1")
  expect_true(all(release_of(c("1.26.4", "2.0.0b1")) >= c("1.26", "2.0")))
})

test_that("what is installed is told, and nothing else is imported for that", {
  skip_if_no_python()
  modules <- function() reticulate::py_len(reticulate::import("sys", convert = FALSE)$modules)
  versions <- python_versions()
  before <- modules()
  expect_identical(python_versions(), versions)
  expect_identical(modules(), before)
  expect_named(versions, names(required_versions()))
  expect_identical(versions$keras, as.character(reticulate::import("keras")$`__version__`))
  expect_length(version_problems(versions), 0)
})

test_that("versions that are too old or too new are problems of their own", {
  fit <- fit_versions()
  replaced <- function(...) replace(fit, names(c(...)), c(...))
  expect_length(version_problems(fit), 0)
  expect_length(version_problems(replaced(keras = "3.16.0rc1")), 0)
  expect_snapshot({
    version_problems(replaced(keras = "3.9.0"))
    version_problems(replaced(tensorflow = NA, pandas = NA))
    version_problems(replaced(tensorflow = "2.9.1", keras = NA))
  })
  expect_length(version_problems(replaced(numpy = "2.1.0")), as.integer(!reticulate_has("1.38")))
})
