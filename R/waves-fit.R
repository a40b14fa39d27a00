#' A fit to try things with
#'
#' Two files that come with the package, made by `data-raw/waves-fit.R`, so that what can be done with a fit is seen
#' before there is a Python: `waves.rds`, a fit of [gan()] on 100 waves of [get_training_data()] with 100 points and two
#' decimals, and `waves-evaluation.rds`, what [evaluate_gan()] says of it.
#'
#' Without Python the fit prints, has a summary and figures ([glance()], [tidy()]), and is drawn by [plot()],
#' [plot_waves()], [plot_training()] and [plot_history()]; [explore()] shows its stored rows. With Python it is a fit
#' like any other: [generate()] makes new rows, `gan(continue_training = )` goes on.
#'
#' @format The fit is a list of class `gan`, see [gan()]; the evaluation one of class `gan_evaluation`, see
#'   [evaluate_gan()].
#' @name waves_fit
#' @examples
#' fit <- readRDS(system.file("extdata", "waves.rds", package = "rgan"))
#' fit
#' plot(fit)
#' plot_history(fit)
#'
#' readRDS(system.file("extdata", "waves-evaluation.rds", package = "rgan"))
NULL
