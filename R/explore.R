#' Explore what a model generates
#'
#' Opens an app in which a generated row changes as one moves through the latent space of the generator: along the
#' directions that move rows most, from one row to another, and to new ones by chance.
#'
#' \if{html}{\figure{explore.png}{options: width="100\%" alt="The explorer: sliders, a generated wave, training rows"}}
#'
#' * *Directions* are sliders, in the order of how much they move generated rows on average. For each it says what share
#'   of all movement it makes, and of tables which column it moves most.
#' * *Surprise me* draws a new row. *Keep* puts the row among the favourites; a *walk* leads from one to another.
#' * Beside the row stand the training rows nearest to it, with their distance as in [augment.gan()], and how real it
#'   looks to the discriminator, as in [predict.gan()], beside how real training rows look.
#' * Where the model was trained with conditions (`by` of [gan()]) these are chosen, where rows are in groups the group.
#' * Rows are downloaded as CSV, in the columns and units of the training data, and the picture as PNG.
#'
#' Rows are those of `generate(fit, n, seed)` before any filter. What is drawn besides the latent row, the noise of
#' waves and series (`noise` of [gan_spec()]), comes anew with each new row, and stays the same as one moves; on a walk
#' it is that of the nearer favourite.
#'
#' Without Python nothing can be generated: the app then shows the rows that the fit has stored, moved along their own
#' principal components, and says so.
#'
#' @param fit A fit made by [gan()].
#' @param viewer Where the app opens: `"pane"` for the viewer of RStudio or Positron, `"browser"`, `"dialog"` for a
#'   window of RStudio, or a function of a URL as \pkg{shiny} has them. `NULL` for the viewer where there is one, else
#'   the browser.
#' @param seed Whole number that decides the rows that are drawn; `NULL` draws it from R's generator.
#' @return The favourites, invisibly, when *Done* is pressed: rows as from [generate.gan()] with their latent rows in
#'   the attribute `"latent"`, for [interpolate_waves()]; `NULL` where none were kept. In a session that is not
#'   interactive the app itself, a `shiny.appobj`, for [shiny::runApp()].
#' @section Errors:
#' `rgan_error_package` where \pkg{shiny} or \pkg{bslib} is not installed, with the command that installs them;
#' `rgan_error_argument` when `fit` is no fit or `viewer` is none of the above.
#' @seealso [interpolate_waves()] for a walk without an app, [waves_fit] for a fit to explore without Python.
#' @export
#' @examplesIf interactive()
#' fit <- gan(get_training_data(), epochs = 500, seed = 1)
#' favourites <- explore(fit)
#'
#' # Without Python: the fit that comes with the package
#' explore(readRDS(system.file("extdata", "waves.rds", package = "rgan")))
explore <- function(fit, viewer = NULL, seed = NULL) {
  check_full_names()
  check_fit(fit)
  viewer <- explore_viewer(viewer)
  seed <- check_number_whole(seed, min = 0, allow_null = TRUE)
  check_explore_packages()
  explorer <- new_explorer(fit, if (is.null(seed)) draw_seed() else seed)
  app <- explore_app(explorer, gadget = rlang::is_interactive())
  if (!rlang::is_interactive()) {
    return(app)
  }
  invisible(shiny::runGadget(app, viewer = viewer, stopOnCancel = FALSE))
}

explore_viewer <- function(viewer, arg = "viewer", call = rlang::caller_env()) {
  known <- c("pane", "browser", "dialog")
  if (!is.null(viewer) && !is.function(viewer) && !(rlang::is_string(viewer) && viewer %in% known)) {
    abort_argument(viewer, arg, "NULL, \"pane\", \"browser\", \"dialog\" or a function of a URL", call)
  }
  if (is.function(viewer) || !rlang::is_installed("shiny")) {
    return(viewer)
  }
  switch(viewer %||% "pane",
    pane = shiny::paneViewer(minHeight = "maximize"), # the browser, where there is no pane
    browser = shiny::browserViewer(),
    dialog = shiny::dialogViewer("Explore", width = 1100, height = 800)
  )
}

explore_packages <- c("shiny", "bslib")

check_explore_packages <- function(call = rlang::caller_env()) {
  lost <- explore_packages[!vapply(explore_packages, rlang::is_installed, NA)]
  if (length(lost) > 0) {
    command <- paste0("install.packages(", paste(deparse(lost), collapse = ""), ")")
    abort_rgan(c(
      "The explorer needs the package{?s} {.pkg {lost}}, which {?is/are} not installed.",
      "i" = "Install {cli::qty(length(lost))}{?it/them}: {.code {command}}."
    ), class = "package", call = call)
  }
}

explore_app <- function(explorer, gadget = FALSE) {
  shiny::shinyApp(explore_ui(explorer), explore_server(explorer, gadget))
}
