#' rgan: generative adversarial networks for waves, series, tables and images
#'
#' Start with [get_training_data()] and [gan()]; look at the result with
#' [plot_waves()] and draw new rows with [generate()]. [install_rgan()] sets up
#' Python and [rgan_sitrep()] says what is in use and how to mend it.
#'
#' @keywords internal
"_PACKAGE"
