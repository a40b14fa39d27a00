# Every kind of classed number against every way in. The classes are made by hand, as their packages store them.
bits <- function(n = 40) structure(as.double(seq_len(n)) * 4.94065645841246544e-324, class = "integer64")

refused_vectors <- function(n = 40) {
  list(
    integer64 = bits(n), nanotime = structure(bits(n), class = c("nanotime", "integer64")),
    as_is_integer64 = I(bits(n)),
    haven_labelled = structure(
      rep(c(1, 2, 9), length.out = n),
      labels = c(no = 1, yes = 2, refused = 9), class = c("haven_labelled", "vctrs_vctr", "double")
    ),
    labelled_codes = structure(as.double(seq_len(n)), labels = c(a = 1), class = "labelled"),
    units = structure(as.double(seq_len(n)), units = "m", class = "units"),
    difftime = as.difftime(seq_len(n) + 0.5, units = "mins"), hms = structure(
      as.double(seq_len(n)),
      units = "secs", class = c("hms", "difftime")
    ),
    Date = as.Date("2024-01-01") + seq_len(n), POSIXct = as.POSIXct("2024-01-01", tz = "UTC") + seq_len(n),
    yearmon = structure(2000 + seq_len(n) / 12, class = "yearmon"), unknown = structure(seq_len(n), class = "mystery"),
    factor = factor(seq_len(n)), ordered = factor(seq_len(n), ordered = TRUE), logical = seq_len(n) > 3,
    character = as.character(seq_len(n)), complex = seq_len(n) + 1i
  )
}

accepted_vectors <- function(n = 40) {
  list(
    double = seq_len(n) + 0.5, integer = seq_len(n), label = structure(seq_len(n) + 0.5, label = "Volts"),
    as_is = I(seq_len(n) + 0.5), ts = stats::ts(seq_len(n) + 0.5, start = 2000, frequency = 12),
    hmisc = structure(seq_len(n) + 0.5, label = "Volts", class = c("labelled", "numeric"))
  )
}

in_matrix <- function(v) {
  dims <- c(4, 10)
  if (inherits(v, "ts")) {
    return(matrix(v, 4))
  }
  attr(v, "dim") <- dims # classes whose `dim<-` refuses exist, too
  v
}

in_frame <- function(v) {
  frame <- data.frame(a = seq_along(v) + 0.25)
  frame$odd <- v
  frame
}

# What a call says: the class of its condition, or "ok".
said <- function(expr) {
  tryCatch(
    {
      force(expr)
      "ok"
    },
    error = function(cnd) if (inherits(cnd, "rgan_error_data")) "data" else paste("not classed:", conditionMessage(cnd))
  )
}

# Which a data frame may hold, see test-data-table.R.
learned_in_frames <- c("difftime", "hms", "Date", "POSIXct", "yearmon", "logical")

test_that("no way in takes a classed number for a plain one", {
  fit <- table_fit(2)
  fit$data$template <- data_template(in_frame(1:40))
  for (name in names(refused_vectors())) {
    v <- refused_vectors()[[name]]
    # A column of dates is the index of a series, unless dates occur twice.
    if (inherits(v, c("Date", "POSIXct", "yearmon"))) v <- structure(rep(unclass(v)[20:1], 2), class = class(v))
    frame <- in_frame(v)
    block <- if (!inherits(v, c("POSIXct", "factor"))) in_matrix(v) else v
    ways <- list(
      gan_frame = if (name %in% learned_in_frames) "data" else said(gan(frame)), gan_matrix = said(gan(block)),
      gan_vector = said(gan(v)),
      predict_frame = said(predict(fit, frame)), predict_matrix = said(predict(fit, block)),
      evaluate = said(evaluate_gan(fit, holdout = frame)),
      windows_vector = said(make_windows(v, 12)), windows_frame = said(make_windows(frame, 12)),
      windows_matrix = said(make_windows(block, 2)),
      plot_vector = said(plot_waves(v)), plot_frame = said(plot_waves(frame)), plot_matrix = said(plot_waves(block)),
      plot_list = said(plot_waves(list(block))), smooth = said(smooth_waves(frame, 1)),
      images = said(plot_images(structure(v, dim = c(1, 4, 10))))
    )
    expect_identical(unlist(ways), vapply(ways, function(way) "data", ""), label = name)
  }
})

test_that("a number with a class is no number for an argument either", {
  one <- structure(4.94e-324 * 100, class = "integer64")
  for (call in expression(
    get_training_data(n = one), make_windows(1:100, length = one), sample_sinusoids(5, frequency = one),
    get_training_data(shape = list(a = one, p = 2)), plot_waves(matrix(1:40, 4), id = one),
    plot_blend(w1 = bits(5), w2 = 1:5), gan_spec(ema = one), gan(matrix(1:40, 4), epochs = one)
  )) {
    expect_error(eval(call), class = "rgan_error", label = deparse(call))
  }
})

test_that("plain numbers under a harmless class or attribute go in by every way, unchanged", {
  for (name in names(accepted_vectors())) {
    v <- accepted_vectors()[[name]]
    plain <- as.double(v)
    expect_identical(as_numbers(in_frame(v), "data", NULL)[, 2], plain, label = name)
    expect_identical(as.vector(as_numbers(in_matrix(v), "data", NULL)), plain, label = name)
    expect_identical(make_windows(v, 12)[1, ], stats::setNames(plain[1:12], 1:12), label = name)
    expect_identical(unname(make_windows(in_frame(v), 12)[1, , 2]), plain[1:12], label = name)
    expect_equal(plot_waves(in_matrix(v), id = 2)$data$value, plain[seq(2, 40, 4)], label = name)
  }
})

test_that("classed matrices whose numbers are the values stay accepted", {
  x <- matrix(as.double(1:120), 40, dimnames = list(NULL, c("x", "y", "z")))
  zoo <- structure(x, index = as.Date("2024-01-01") + 0:39, class = "zoo")
  expect_equal(as_numbers(zoo, "data", NULL)[1, , ], unname(x[1:13, ])) # a series, cut into windows
  expect_equal(unname(make_windows(zoo, 12)[1, , ]), unname(x[1:12, ]))
  expect_equal(dimnames(make_windows(zoo, 12))[[3]], c("x", "y", "z"))
  counts <- table(rep(1:4, 10), rep(1:10, each = 4))
  expect_equal(as_numbers(counts, "data", NULL), matrix(1, 4, 10))
  frame <- data.frame(a = 1:40)
  frame$s <- scale(1:40)
  expect_equal(dimnames(make_windows(frame, 12))[[3]], c("a", "s"))
  frame$s <- cbind(p = 1:40, q = 40:1)
  expect_equal(dimnames(make_windows(frame, 12))[[3]], c("a", "s.p", "s.q"))
})

test_that("the refusal names column, class and what to do", {
  frame <- in_frame(bits())
  frame$day <- as.Date("2024-01-01") + 0:39
  frame$answer <- refused_vectors()$haven_labelled
  names(frame)[[2]] <- ""
  expect_snapshot(error = TRUE, {
    gan(frame)
    gan(in_matrix(bits()))
    make_windows(frame)
    make_windows(bits())
    make_windows(factor(1:40))
    plot_waves(frame)
    plot_waves(in_matrix(refused_vectors()$units))
    gan(in_frame(refused_vectors()$unknown))
    gan(data.frame(a = 1:40 + 0.5, id = unclass(bits())))
    gan(tiny_waves() * 1e-170)
  })
})
