#' What happens while gan() trains
#'
#' Training runs in compiled blocks of about a third of a second. Between two
#' blocks the progress bar moves, Ctrl-C (or Esc) takes effect, and where it is
#' time the generator is traced, a line is logged, `on_trace` is called and a
#' checkpoint written.
#'
#' Losses in the progress bar, the log, `print()` and [glance()][gan-methods] are
#' those of the newest row of `history`: the mean over the steps of an epoch, or of
#' fewer with `history_every`. They say whether the networks keep up with one
#' another, not how good the rows are; that is what the scores of `traces` are for.
#'
#' Each new shape of row, batch or recipe is compiled anew and takes about 20 MB of
#' memory until the session ends, as TensorFlow never gives compiled programs back
#' (far less with convolutions and with Keras models of your own). The latest four
#' are used again at no cost. To train on hundreds of shapes use several sessions, for
#' example by `callr::r()`.
#'
#' Do not profile with [utils::Rprof()]: its timer ends an R session in which
#' TensorFlow runs, without rgan, too.
#'
#' @section Best epoch:
#' The last epoch need not be the best. At each trace about a thousand rows are
#' generated and scored by how unlike real ones they are: 0 is best, 1 is nothing in
#' common. (It is the kernel discrepancy of Gretton et al. 2012 for kernels of six
#' widths, from half the usual distance between neighbouring rows upwards.) A lost
#' group, wrong shares, rows between groups, ragged, too smooth, rounded and
#' repeated rows all raise it. The real rows
#' are the validation rows: a tenth of the data, at most 512, that are not trained
#' on. Of fewer than 2000 rows all are trained on and scored against. Scores
#' that differ by no more than those of other real rows do, in 19 of 20 cases, say
#' nothing: of the epochs so near to the lowest, or within a quarter above it, the
#' latest is taken. The generator of each trace is stored, up to 16 MB
#' together; beyond that those that stay are spread over the epochs, with the
#' best and the last among them.
#'
#' Early traces, of the first 50 epochs (`early` of a fit), are for pictures such as [plot_training()]: their
#' generators are not stored, none of them is the best epoch, and neither `patience` nor the log counts them.
#' @section Health:
#' After 1000 steps, what the best epoch generates is judged, and each thing wrong
#' is a warning of its own class with a remedy, which carries the fit in its field
#' `fit`:
#' * `rgan_collapse`: a group of real rows gets less than a quarter of its share
#'   (there, or at the last three traces);
#' * `rgan_discriminator_won`: the discriminator is right 98 % of the time at three
#'   traces and the rows are bad;
#' * `rgan_memorising`: many rows are near-copies of training rows, or nine of ten are
#'   nearer to training rows than to validation rows;
#' * `rgan_nothing_learned`: rows are hardly nearer to real ones than the average
#'   row.
#'
#' What lasts for three traces is written to the log, and said under the progress
#' bar, while training goes on.
#' @section Looking on:
#' A function given as `on_trace` is called at each trace with a list: `epoch`,
#' `last_epoch`, `step`, `seconds`; the `score` and the `floor` that other real
#' rows reach, `best_epoch`, and further `figures` (`outside`, `copies`, `nearer`,
#' `shares`; see `traces` in [gan()]); `rows`, generated just now, in the class and
#' units of the data; and data frames of what was so far, `history` (as in the fit)
#' and `traces` (`epoch`, `score`). Printed it is one line, so that `on_trace = print`
#' shows how training goes. Nothing in it can change the training, but the value
#' `FALSE` ends it:
#'
#' ```
#' gan(train, on_trace = function(trace) if (isTRUE(trace$score < 0.02)) FALSE)
#' ```
#'
#' What makes the function fail ends the training as well, but costs nothing: the
#' fit is returned, with a warning. On several machines (see [rgan_cluster()]) the
#' function is called in the first process, and its value stops all. `view = TRUE` draws the same `rows` and scores.
#' Neither is taken over by [update()][update.gan].
#' @section Checkpoints:
#' With `checkpoint = "run1"` the whole state of the run is written to the folder
#' `run1` at every trace, and between traces when 30 seconds have gone by; the
#' newest two stay. (Traces so near together that writing would take more
#' than a tenth of the time are passed over.) After a crash, a power cut or
#' Ctrl-C the same call goes on from there, and ends with the result of the run
#' never stopped, bit by bit on the same machine with the same number of threads:
#' weights, history (but for `seconds`), traced rows and log. A run that is complete
#' is returned at once. With `seed = NULL` the checkpoint's seed is taken.
#'
#' The call must be the same in `data` (its numbers, and whether it is a data
#' frame), `spec`, `seed`, `batch_size`, `file` and `epochs`
#' (rates fall over all epochs, so their number decides every step); otherwise it
#' is refused and the difference named. A damaged file is passed over with a
#' warning of class `rgan_warning_checkpoint` for the one before. While one
#' process trains, a second one is refused. Where a checkpoint cannot be written,
#' say on a full disk, training goes on with such a warning, too.
#' @section Many sessions at once:
#' `options(rgan.threads = 1)`, set before the first training of a session, has it train with so many threads; so
#' does the environment variable `RGAN_THREADS`, which sessions started from this one inherit. Left alone a session
#' takes all cores, and several of them wait for one another. `options(rgan.compile_cache = TRUE)` keeps what
#' TensorFlow compiles, in `tools::R_user_dir("rgan", "cache")` or the folder named, for the sessions that follow;
#' nothing is written there unless asked. See `vignette("many-fits")`.
#' @section The live trainer:
#' While it trains and afterwards, the live Python trainer is
#' `reticulate::py$gan_r` (or another `model_name`), with `$output`, `$x_train`,
#' `$details()` and `$train()`. The fit does not depend on it. `$generator` and
#' `$discriminator` are Keras models with the present weights (the averaged ones
#' of the generator where the recipe has an average, `ema`), for `$summary()` and
#' `$predict()`; each time new ones, so that what is done to them changes nothing.
#' They work on rows as the networks see them: scaled, and of waves and series the
#' coefficients of principal components where the recipe has these. The generator
#' takes latent rows, n x latent size, such as `$latent(5L)` gives; the
#' discriminator gives logits, not probabilities. `$generate(latent = )` and
#' `$score()` are the same in the units of the data. `$trace()` is a function: it
#' scores the generator as it is now.
#' @seealso [gan()]
#' @name gan_training
#' @examplesIf rgan:::python_available()
#' # The same call after the session has died would go on where it was.
#' train <- get_training_data(n = 40, m = 50)
#' run <- tempfile("run")
#' fit <- gan(train, epochs = 20, trace = 10, log = FALSE, seed = 1, checkpoint = run)
#' again <- gan(train, epochs = 20, trace = 10, log = FALSE, seed = 1, checkpoint = run)
#' identical(again$output, fit$output)
#' fit$traces[c("epoch", "score", "best")]
NULL
