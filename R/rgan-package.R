#' rgan: generative adversarial networks for waves, series, tables and images
#'
#' A generative adversarial network (GAN) is two networks that learn from each
#' other: a generator makes rows from random numbers, a discriminator tells them
#' from real ones. `gan()` trains both on your rows, [generate()] makes new ones.
#'
#' @section Start here:
#' * Once: [install_rgan()] sets up Python, which does the arithmetic; you never have to write any.
#'   [rgan_sitrep()] says what is in use, and the one command that mends what is wrong.
#' * Train: `fit <- gan(get_training_data())` on 200 waves of two kinds, or [gan()] on your own matrix, data frame,
#'   series or images, as they are.
#' * Look: [`plot(fit, compare = TRUE)`][plot.gan], [plot_waves()], [plot_training()], [plot_history()]; walk through
#'   what it can make with [explore()].
#' * Make: [`generate(fit, 100)`][generate.gan], in the class, names and units of your rows; [impute()] fills gaps.
#' * Judge: [evaluate_gan()] says in words how good they are, beside what real rows would reach.
#' * Keep: `saveRDS(fit, "fit.rds")` holds everything; [save_gan()] writes a file for others.
#' * Change: [gan_spec()] has the networks, the loss and all else that is trained.
#'
#' @section To read:
#' `vignette("rgan")` to get started, `vignette("what-is-a-gan")` for what happens inside, `vignette("your-data")`
#' for data of every shape, `vignette("quality")` for how good it is; `browseVignettes("rgan")` has them all.
#' [gan_training] tells what happens while a model trains. The site and the
#' repository have a cheat sheet of one page.
#'
#' @examplesIf rgan:::python_available()
#' # A brief training; leave out epochs for one that learns the waves
#' fit <- gan(get_training_data(n = 40, m = 50), epochs = 20, log = FALSE, seed = 1)
#' plot_waves(generate(fit, 6, seed = 1), id = 1:6)
"_PACKAGE"
