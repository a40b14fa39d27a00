there_and_back <- function(x, ...) {
  plain <- pack_values(x, ...)
  unpack_values(plain$json, plain$arrays)
}

test_that("plain data comes back bit by bit", {
  x <- list(
    a = c(0.1 + 0.2, NA, NaN, Inf, -Inf, 1e-300), b = c(1L, NA), c = c(x = TRUE, y = NA), d = c("\u00e4", NA, "\"}"),
    NULL, e = list(), f = sin(1:100), g = seq_len(100), h = data.frame(u = 1:3, v = letters[1:3]), i = character(),
    j = matrix(sqrt(1:6), 2, dimnames = list(NULL, c("a", "b", "c"))), k = factor(c("u", "v")), l = rep(c(TRUE, NA), 40)
  )
  expect_identical(there_and_back(x), x)
  expect_identical(there_and_back(x, inline = Inf), x)
  expect_identical(there_and_back(x, inline = 0), x)
})

# Numbers at the edges of their types; missing ones short and long, as text and in an array.
numbers <- list(
  largest = .Machine$double.xmax, smallest = 2^-1074, next_to_one = 1 + .Machine$double.eps, third = 1 / 3,
  zero = -0, many = c(NA, NaN, Inf, -Inf, seq(-1, 1, length.out = 100) / 3),
  integers = c(.Machine$integer.max, -.Machine$integer.max, NA, 0L), many_integers = c(NA, 1:100),
  flags = c(TRUE, FALSE, NA), many_flags = rep(c(TRUE, FALSE, NA), 20),
  none = double(), no_integers = integer(), no_flags = logical()
)

test_that("numbers keep their type and every bit", {
  for (name in names(numbers)) {
    back <- there_and_back(numbers[[name]])
    expect_identical(serialize(back, NULL), serialize(numbers[[name]], NULL), label = name)
  }
})

test_that("texts come back as they were, whatever is in them", {
  texts <- c(
    "", " ", "NA", NA, "NaN", "1", "\"", "\\", "a\nb\t", "\u00e4\u4e2d\U1F600", "{1}", "[[[", "</script>", "\u2028"
  )
  expect_identical(there_and_back(texts), texts)
  expect_identical(there_and_back(rep(texts, 20)), rep(texts, 20))
  latin <- iconv("\u00e4", "UTF-8", "latin1")
  expect_identical(there_and_back(latin), "\u00e4")
  # Brackets within texts do not count as nesting.
  expect_identical(there_and_back(strrep("[\"", 500)), strrep("[\"", 500))
})

test_that("every attribute of data comes back", {
  times <- as.POSIXct(c(0, 1e9), origin = "1970-01-01", tz = "Europe/Vienna")
  values <- list(
    names = c(a = 1, 2, c = 3), dim = array(1:24, 2:4), empty = matrix(0, 0, 3), no_columns = matrix(0L, 3, 0),
    dimnames = matrix(1:4, 2, dimnames = list(rows = c("a", "b"), columns = c("c", "d"))),
    half = array(1:8, c(2, 2, 2), dimnames = list(NULL, c("a", "b"), NULL)),
    factor = factor(c("b", NA, "a"), levels = c("b", "a", "unused")), no_levels = factor(character()),
    date = as.Date(c("2024-02-29", NA)), time = times, duration = as.difftime(c(1, 2), units = "mins"),
    matrix_of_list = matrix(list(1, "a", NULL, TRUE), 2), named_list = list(a = 1, b = NULL, 3)
  )
  for (name in setdiff(names(values), "duration")) {
    expect_identical(there_and_back(values[[name]]), values[[name]], label = name)
  }
  # Units of durations are not among what is kept.
  expect_s3_class(there_and_back(values$duration), "difftime")
})

test_that("data frames come back with their rows' names, of either kind", {
  frames <- list(
    data.frame(x = 1:3, y = c("a", NA, "c")), data.frame(x = c(0.5, 1), row.names = c("first", "second")),
    data.frame(x = 1:3)[c(3, 1), , drop = FALSE], data.frame(x = integer()), data.frame(),
    structure(list(x = 1:2), class = c("tbl_df", "tbl", "data.frame"), row.names = 1:2),
    data.frame(`a b` = 1, `a b` = 2, check.names = FALSE), data.frame(x = factor("u"), at = as.Date("2024-01-01"))
  )
  for (frame in frames) expect_identical(there_and_back(frame), frame)
})

test_that("of classes only those of data come back, and nothing that an attribute of another name holds", {
  frame <- structure(list(a = 1), class = c("mine", "data.frame"), row.names = 1L)
  expect_identical(there_and_back(frame), data.frame(a = 1))
  expect_identical(there_and_back(structure(1, class = "mine")), 1)
  expect_identical(there_and_back(structure(1, note = "x", comment = "y")), 1)
  object <- unpack_values('{"type": ["list"], "values": [], "attributes": {"class": {"type": ["character"],
    "values": [["evil"], ["data.frame"]]}}}', list())
  expect_equal(class(object), "data.frame")
})

test_that("long numbers stand in arrays, short ones in the text", {
  plain <- pack_values(list(short = 1:32, long = 1:33))
  expect_length(plain$arrays, 1)
  expect_identical(as.vector(plain$arrays[[1]]), as.double(1:33))
  expect_type(plain$arrays[[1]], "double")
  expect_length(pack_values(list(1:32, sin(1:33)), inline = 0)$arrays, 2)
})

test_that("what is no data is refused, on the user's call", {
  save <- function(x) pack_values(x)
  expect_snapshot(error = TRUE, {
    save(list(f = function(x) x))
    save(quote(stop()))
  })
  for (odd in list(mean, sum, quote(x), quote(stop()), y ~ x, new.env(), raw(2), 1i, expression(stop()))) {
    expect_error(save(list(deep = list(odd))), class = "rgan_error_checkpoint")
  }
})

test_that("a text that holds what is no data is refused in words", {
  expect_error(unpack_values('{"type": ["closure"], "values": ["x"]}', list()), "unknown type")
  expect_error(unpack_values('{"type": ["environment"], "values": []}', list()), "unknown type")
  expect_error(unpack_values('{"type": ["list", "list"], "values": []}', list()), "not one text")
  expect_error(unpack_values('{"values": [["1"]]}', list()), "not one text")
  expect_error(unpack_values('{"type": ["integer"]}', list()), "values are missing")
  expect_error(unpack_values('{"type": ["integer"], "values": [["1", "2"]]}', list()), "not one text")
  expect_error(unpack_values('["integer"]', list()))
  expect_error(unpack_values('"integer"', list()), "no data")
  expect_error(unpack_values("no JSON", list()))
  expect_error(unpack_values(c("1", "2"), list()), "no text")
  expect_error(unpack_values(NULL, list()), "no text")
})

test_that("what is nested too deeply is refused before a parser sees it", {
  expect_error(unpack_values(strrep("[", 1e5), list()), "nested too deeply")
  nested <- paste0(strrep('{"type":["list"],"values":[', 1000), strrep("]}", 1000))
  expect_error(unpack_values(nested, list()), "nested too deeply")
  # What is written can be read.
  deep <- Reduce(function(inner, i) list(inner), seq_len(40), 1)
  expect_identical(there_and_back(deep), deep)
})

# The JSON of one value with attributes.
node <- function(type, values, ...) {
  attributes <- list(...)
  as.character(jsonlite::toJSON(c(list(type = type, values = as.list(values)), list(attributes = attributes))))
}
vector_of <- function(type, ...) list(type = type, values = list(...))

test_that("values that are not of the type told are refused", {
  refused <- list(
    node("integer", "1.5"), node("integer", "3000000000"), node("integer", "x"), node("integer", "Inf"),
    node("double", "x"), node("double", ""), node("logical", "7"), node("logical", "0.5"), node("logical", "TRUE")
  )
  for (json in refused) expect_error(unpack_values(json, list()), label = json)
  texts <- '{"type": ["character"], "array": [1]}'
  expect_error(unpack_values(texts, list(c(1, 2))), "numbers stand where texts belong")
})

test_that("attributes that do not fit their value are refused", {
  refused <- list(
    node("integer", c("1", "2"), names = vector_of("character", "a")),
    node("integer", c("1", "2"), names = vector_of("integer", "1", "2")),
    node("integer", c("1", "2"), dim = vector_of("integer", "3", "1")),
    node("integer", c("1", "2"), dim = vector_of("integer", "-1", "-2")),
    node("integer", c("1", "2"), dim = vector_of("integer", "NA", "1")),
    node("integer", c("1", "2"), dim = vector_of("double", "1", "2")),
    node("integer", c("1", "2"), dimnames = list(type = "list", values = list(vector_of("character", "a")))),
    node("integer", c("1", "9"), levels = vector_of("character", "a"), class = vector_of("character", "factor")),
    node("integer", "1", levels = vector_of("character", "a", "a"), class = vector_of("character", "factor")),
    node("integer", "1", class = vector_of("character", "factor")),
    node("double", "1", class = vector_of("character", "gan_spec")),
    node("double", "1", class = vector_of("character", "data.frame")),
    node("double", "1", class = vector_of("character", "tbl_df")),
    node("character", "a", class = vector_of("character", "Date")),
    node("character", "a", tzone = vector_of("character", "UTC"))
  )
  for (json in refused) expect_error(unpack_values(json, list()), "does not fit the value", label = json)
})

test_that("a data frame has columns of one length, and as many names of rows", {
  frame <- function(rows, ...) {
    columns <- list(...)
    names <- as.list(letters[seq_along(columns)])
    as.character(jsonlite::toJSON(list(type = "list", values = unname(columns), attributes = list(
      names = list(type = "character", values = names), row.names = rows,
      class = list(type = "character", values = list("data.frame"))
    ))))
  }
  two <- vector_of("integer", "1", "2")
  expect_identical(unpack_values(frame(two, two, two), list()), data.frame(a = 1:2, b = 1:2))
  short <- vector_of("integer", "NA", "-2") # as R itself keeps 1, 2
  expect_identical(unpack_values(frame(short, two), list()), data.frame(a = 1:2))
  refused <- list(
    frame(vector_of("integer", "NA", "-1000000000"), two), frame(vector_of("integer", "1", "1"), two),
    frame(vector_of("character", "a"), two), frame(two, two, vector_of("integer", "1")),
    frame(vector_of("integer", "1", "NA"), two), frame(vector_of("double", "1", "2"), two)
  )
  for (json in refused) expect_error(unpack_values(json, list()), "does not fit the value", label = json)
})

test_that("every array is there and used once", {
  array <- '{"type": ["double"], "array": [%s]}'
  expect_equal(unpack_values(sprintf(array, "1"), list(c(1, 2))), c(1, 2))
  for (index in c("0", "2", "-1", "1.5", "1e9", "\"x\"")) {
    expect_error(unpack_values(sprintf(array, index), list(1)), "not there", label = index)
  }
  twice <- sprintf('{"type": ["list"], "values": [%s, %s]}', sprintf(array, "1"), sprintf(array, "1"))
  expect_error(unpack_values(twice, list(1)), "twice")
})
