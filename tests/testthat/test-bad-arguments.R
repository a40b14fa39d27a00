# Bad arguments to every exported function, as a table of calls: each must be a classed error on the user's own call,
# with nothing written and nothing changed.

bad_calls <- list(
  gan = alist(
    gan(NULL), gan("rows"), gan(1:10), gan(list(1, 2)), gan(matrix("a", 5, 5)), gan(matrix(c(1, NA), 5, 12)),
    gan(matrix(c(1, Inf), 5, 12)), gan(matrix(1, 5, 12)), gan(matrix(0:1 > 0, 5, 12)), gan(x[1, , drop = FALSE]),
    gan(x[0, ]), gan(array(1:32, rep(2, 5))), gan(data.frame(a = letters)),
    gan(datasets::AirPassengers, window = 200), gan(datasets::AirPassengers, window = 1),
    gan(datasets::AirPassengers, context = 1), gan(datasets::AirPassengers, window = 20, context = 20),
    gan(datasets::ChickWeight, index = "none"), gan(datasets::ChickWeight, key = "Chick"),
    gan(datasets::ChickWeight, index = "Time"), gan(datasets::ChickWeight, index = 1),
    gan(datasets::ChickWeight, index = "Time", key = 1), gan(x, context = 4),
    gan(x, epochs = 0), gan(x, epochs = NA), gan(x, epochs = "10"), gan(x, epochs = c(1, 2)), gan(x, epochs = -Inf),
    gan(x, batch_size = 0), gan(x, batch_size = 1.5), gan(x, batch_size = Inf), gan(x, batch_size = NULL),
    gan(x, model_name = ""), gan(x, model_name = "a b"), gan(x, model_name = "lambda"), gan(x, model_name = NA),
    gan(x, model_name = "x; import os"), gan(x, continue_training = "yes"), gan(x, continue_training = list()),
    gan(x, trace = 0), gan(x, epochs = Inf, trace = Inf), gan(x, file = "none.py"),
    gan(x, file = tempdir()), gan(x, file = 1), gan(x, spec = "none"), gan(x, spec = 1), gan(x, spec = list()),
    gan(x, seed = -1), gan(x, seed = 2^40), gan(x, seed = "1"), gan(x, log = 1), gan(x, log = NA), gan(x, log = ""),
    gan(x, progress = 1), gan(x, progress = NA), gan(x, patience = 0), gan(x, patience = "long"),
    gan(x, checkpoint = TRUE), gan(x, checkpoint = ""), gan(x, checkpoint = c("a", "b")), gan(x, history_every = 0),
    gan(x, eposh = 10), gan(x, devices = 1), gan(x, devices = "none"), gan(x, on_trace = 1), gan(x, view = "yes")
  ),
  gan_spec = alist(
    gan_spec("none"), gan_spec(1), gan_spec(NULL), gan_spec(NA_character_), gan_spec(latent = list(sise = 2)),
    gan_spec(layers = 2), gan_spec("default", 2), gan_spec(latent = 1:2), gan_spec(generator = "dense"),
    gan_spec(generator = list(1)), gan_spec(objective = list(r1 = "much")), gan_spec(ema = NA), gan_spec(scaling = 1),
    gan_spec(generator = c(8, -8)), gan_spec(generator_optimizer = list(rate = Inf))
  ),
  generate.gan = alist(
    generate(fit, 0), generate(fit, 1.5), generate(fit, NULL), generate(fit, "1"), generate(fit, 1:2),
    generate(fit, NA),
    generate(fit, 1, seed = -1), generate(fit, 1, seed = "a"), generate(fit, rows = 1), generate(fit, 1, epoch = 999)
  ),
  simulate.gan = alist(
    stats::simulate(fit, 0), stats::simulate(fit, 1, seed = 1.5), stats::simulate(fit, rows = 1),
    stats::simulate(fit, length = 0), stats::simulate(fit, length = 10), stats::simulate(fit, newdata = 1:30)
  ),
  predict.gan = alist(
    predict(fit, "rows"), predict(fit, x[, -1]), predict(fit, x * NA), predict(fit, 1:16), predict(fit, data = x)
  ),
  augment.gan = alist(
    augment(fit, "rows"), augment(fit, x[, -1]), augment(fit, x * NA), augment(fit, data = x), augment(fit, x, 5)
  ),
  impute = alist(
    impute(x), impute(fit, "rows"), impute(fit, x[, -1]), impute(fit, x * NA), impute(fit, x, m = 0),
    impute(fit, x, seed = -1), impute(fit, x, epoch = 999), impute(fit, rows = x)
  ),
  interpolate_waves = alist(
    interpolate_waves(x), interpolate_waves(fit, 1), interpolate_waves(fit, from = 1:9),
    interpolate_waves(fit, to = "a"),
    interpolate_waves(fit, seed = -1)
  ),
  evaluate_rows = alist(
    evaluate_rows(x, "rows"), evaluate_rows("rows", x), evaluate_rows(x, x[, -1]), evaluate_rows(x, x, holdout = 1),
    evaluate_rows(x, x, seed = -1), evaluate_rows(x, x, neighbours = 0), evaluate_rows(x, x, rows = 5),
    evaluate_rows(x, x, target = 1)
  ),
  evaluate_gan = alist(
    evaluate_gan(x), evaluate_gan(fit, holdout = "rows"), evaluate_gan(fit, holdout = x[, -1]),
    evaluate_gan(fit, n = 0),
    evaluate_gan(fit, seed = -1), evaluate_gan(fit, neighbours = 0), evaluate_gan(fit, rows = 5),
    evaluate_gan(fit, target = "a")
  ),
  save_gan = alist(
    save_gan(x, "a"), save_gan(NULL, "a"), save_gan(fit, 1), save_gan(fit, NA_character_), save_gan(fit, ""),
    save_gan(fit, c("a", "b")), save_gan(fit, "no/such/folder/a.rgan")
  ),
  load_gan = alist(
    load_gan(1), load_gan(""), load_gan(NULL), load_gan("none.rgan"), load_gan("none.rgan", file = "none.py")
  ),
  set_networks = alist(set_networks(x), set_networks(fit, generator = 1), set_networks(fit, discriminator = "dense")),
  get_training_data = alist(
    get_training_data(0), get_training_data("a"), get_training_data(m = 1.5), get_training_data(noise = -1),
    get_training_data(shape = 1), get_training_data(shape = list(a = "x", p = 2)), get_training_data(n = NULL)
  ),
  sample_sinusoids = alist(sample_sinusoids(0), sample_sinusoids(m = "a"), sample_sinusoids(5, frequency = "a")),
  sample_quadratic = alist(sample_quadratic(0), sample_quadratic(5, scale = "a"), sample_quadratic(NA)),
  unmake_windows = alist(unmake_windows(1:10), unmake_windows(x), unmake_windows(x, by = 0), unmake_windows(NULL)),
  as_gan_data = alist(as_gan_data(NULL), as_gan_data(letters), as_gan_data(quote(x))),
  new_gan_data = alist(new_gan_data(1:3, list()), new_gan_data(x, "a"), new_gan_data(x, list(), kind = "wave")),
  from_gan_data = alist(from_gan_data(1, x), from_gan_data(NULL, x)),
  make_windows = alist(
    make_windows("a"), make_windows(1:100, length = 0), make_windows(1:100, by = 0), make_windows(1:5, length = 10),
    make_windows(NULL), make_windows(datasets::ChickWeight, index = "Time"),
    make_windows(data.frame(t = c(1, 2, 4), v = 1:3), length = 2, index = "t")
  ),
  smooth_waves = alist(smooth_waves("a"), smooth_waves(x, k = 0), smooth_waves(x, k = "a"), smooth_waves(NULL)),
  plot_waves = alist(plot_waves("a"), plot_waves(fit, id = 0), plot_waves(fit, nrow = 0), plot_waves(NULL)),
  plot_history = alist(plot_history(x), plot_history(fit, log = "yes"), plot_history(NULL)),
  plot_traces = alist(plot_traces(x), plot_traces(fit, log = "yes"), plot_traces(NULL)),
  plot_training = alist(
    plot_training(x), plot_training(fit, id = 0), plot_training(fit, epochs = 99), plot_training(NULL)
  ),
  plot_features = alist(plot_features(1), plot_features(NULL), plot_features("fit")),
  plot_images = alist(plot_images("a"), plot_images(x), plot_images(NULL)),
  plot_blend = alist(plot_blend(n = 0), plot_blend(m = "a"), plot_blend(half = 2), plot_blend(w1 = "a")),
  animate_training = alist(
    animate_training(x), animate_training(fit, fps = 0), animate_training(fit, file = 1), animate_training(NULL)
  ),
  read_images = alist(read_images("none"), read_images(1), read_images(tempdir(), size = 0), read_images(NULL)),
  wave_files = alist(
    wave_files(1), wave_files(NULL), wave_files("none.npy"), wave_files("none/*.csv"), wave_files("x.npy", memory = -1)
  ),
  explore = alist(explore(x), explore(NULL), explore(fit, seed = -1), explore(fit, viewer = 1)),
  theme_rgan = alist(theme_rgan("a"), theme_rgan(0), theme_rgan(dark = 1), theme_rgan(base = 9)),
  scale_colour_rgan = alist(scale_colour_rgan(discrete = 1), scale_colour_rgan(discrete = NA)),
  scale_color_rgan = alist(scale_color_rgan(discrete = 1), scale_color_rgan(discrete = NA)),
  scale_fill_rgan = alist(scale_fill_rgan(discrete = 1), scale_fill_rgan(discrete = NA)),
  rgan_cluster = alist(
    rgan_cluster(1), rgan_cluster(character()), rgan_cluster(NULL), rgan_cluster("a", script = 1),
    rgan_cluster("a", port = "b")
  ),
  dataset_mnist = alist(dataset_mnist(1), dataset_mnist(NA)),
  install_rgan = alist(install_rgan(1), install_rgan(NA_character_), install_rgan(""), install_rgan(gpu = "yes"))
)

# What a call raised: "" where it is as it should be.
complaint <- function(call, name, envir) {
  error <- tryCatch(
    {
      utils::capture.output(eval(call, envir))
      NULL
    },
    error = identity
  )
  if (is.null(error)) {
    return("no error")
  }
  if (!inherits(error, "rgan_error")) {
    return(paste("not classed:", conditionMessage(error)))
  }
  blamed <- if (is.null(error$call)) "nobody" else rlang::call_name(error$call)
  if (!blamed %in% c(name, sub("[.].*", "", name))) paste("blames", blamed) else ""
}

test_that("every bad argument is a classed error on the user's call, and changes nothing", {
  fit <- shared_fit()
  withr::local_dir(withr::local_tempdir())
  envir <- list2env(list(fit = fit, x = tiny_waves()), parent = environment())
  set.seed(1)
  before <- list(ls(globalenv()), names(session$models), getwd())
  for (name in names(bad_calls)) {
    for (call in bad_calls[[name]]) {
      expect_identical(complaint(call, name, envir), "", label = paste(deparse(call), collapse = ""))
    }
  }
  expect_length(list.files(all.files = TRUE, no.. = TRUE), 0)
  expect_identical(list(ls(globalenv()), names(session$models), getwd()), before)
})

test_that("every exported function that takes arguments is in the table", {
  exported <- getNamespaceExports("rgan")
  methods <- c("generate", "augment", "tidy", "glance")
  nothing_to_get_wrong <- c("gan_specs", "rgan_sitrep")
  covered <- sub("[.]gan$", "", names(bad_calls))
  not_exported <- c("generate", "simulate", "predict", "augment")
  expect_setequal(setdiff(exported, c(methods, nothing_to_get_wrong)), setdiff(covered, not_exported))
})
