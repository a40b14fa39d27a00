#' Plot losses and accuracies over training
#'
#' Draws both networks' losses and accuracies by epoch. A dashed line marks where they settle when the discriminator
#' can no longer tell generated from real: an accuracy of 0.5 and, for the objectives that have such a value, the loss
#' of that guess. Being near it is necessary for good samples, never sufficient: a weak discriminator is there, too.
#' Look at the samples with [plot_waves()] or [plot_training()].
#'
#' @param fit A fit of [gan()], or its `history`: a data frame with the columns `epoch`, `step`, `d_loss`, `g_loss`,
#'   `d_accuracy` and `g_accuracy`.
#' @param what Which panels: `"loss"`, `"accuracy"` or both.
#' @param log `TRUE` draws the losses on a log axis (and no accuracies, which do not need one).
#' @return A ggplot. The discriminator's accuracy is the share of real and generated rows it calls rightly, the
#'   generator's the share of its rows that pass for real; under the relativistic objective a verdict says which row of
#'   a pair looks more real. Where a history is finer than one row per epoch, the axis
#'   shows training steps.
#' @section Errors:
#' `rgan_error_data` when the history is empty or lacks columns, `rgan_error_argument` when `log = TRUE` meets losses
#' of 0 or less (those of a Wasserstein objective can be negative) or accuracies asked for as well.
#' @export
#' @examples
#' history <- data.frame(
#'   epoch = 1:50, step = 7 * 1:50,
#'   d_loss = log(2) - exp(-(1:50) / 10) / 2, g_loss = log(2) + exp(-(1:50) / 10),
#'   d_accuracy = 0.5 + exp(-(1:50) / 10) / 2, g_accuracy = 0.5 - exp(-(1:50) / 10) / 2
#' )
#' plot_history(history)
#' plot_history(history, log = TRUE)
plot_history <- function(fit, what = c("loss", "accuracy"), log = FALSE) {
  check_full_names()
  history <- as_history(fit)
  log <- check_flag(log)
  what <- check_panels(what, log, missing(what))
  frame <- history_lines(history, what)
  low <- sum(frame$value <= 0)
  if (log && low > 0) {
    abort_rgan(
      c(
        "A log axis needs losses above 0; {low} of {nrow(frame)} {cli::qty(low)}{?is/are} not.",
        "i" = "Draw them with {.code log = FALSE}."
      ),
      class = "argument"
    )
  }
  draw_history(frame, history_axis(history)$title, equilibrium(fit, what), log)
}

as_history <- function(fit, call = rlang::caller_env()) {
  history <- if (inherits(fit, "gan")) fit$history else fit
  needed <- c("epoch", "step", "d_loss", "g_loss", "d_accuracy", "g_accuracy")
  if (!is.data.frame(history) || !all(needed %in% names(history))) {
    abort_rgan(
      c(
        "{.arg fit} must be a fit of {.fn gan} or a history with the columns {.field {needed}}.",
        "x" = "It is {describe_value(fit)}."
      ),
      class = "data", call = call
    )
  }
  if (nrow(history) == 0) {
    abort_rgan("The history is empty: no epoch has been completed.", class = "data", call = call)
  }
  history
}

check_panels <- function(what, log, by_default, call = rlang::caller_env()) {
  known <- c("loss", "accuracy")
  if (!is.character(what) || length(what) == 0 || !all(what %in% known)) {
    abort_rgan("{.arg what} must be {.val loss}, {.val accuracy} or both.", class = "argument", call = call)
  }
  if (log && by_default) {
    return("loss")
  }
  if (log && "accuracy" %in% what) {
    abort_rgan(
      c("Only losses can have a log axis.", "i" = "Use {.code what = \"loss\"} together with {.code log = TRUE}."),
      class = "argument", call = call
    )
  }
  unique(what)
}

history_axis <- function(history) {
  if (anyDuplicated(history$epoch)) {
    return(list(at = history$step, title = "Training step"))
  }
  list(at = history$epoch, title = "Epoch")
}

panel_names <- c(loss = "Loss", accuracy = "Accuracy")

history_lines <- function(history, what) {
  at <- history_axis(history)$at
  line <- function(network, measure) {
    data.frame(
      at = at, network = network, panel = panel_names[[measure]],
      value = history[[paste0(substr(network, 1, 1), "_", measure)]]
    )
  }
  lines <- expand.grid(network = names(network_colours), measure = what, stringsAsFactors = FALSE)
  frame <- do.call(rbind, Map(line, lines$network, lines$measure))
  frame$panel <- factor(frame$panel, levels = panel_names[what])
  rownames(frame) <- NULL
  frame
}

# Where the lines settle when the discriminator can only guess (logit 0): cross-entropy and the relativistic loss are
# then log 2. The other objectives have no such value.
equilibrium <- function(fit, what) {
  objective <- if (inherits(fit, "gan")) fit$spec$objective$name
  level <- c(
    loss = if (isTRUE(objective %in% c("relativistic", "bce"))) log(2) else NA_real_,
    accuracy = 0.5
  )
  frame <- data.frame(panel = factor(panel_names[what], levels = panel_names[what]), level = level[what])
  frame[!is.na(frame$level), ]
}

guess_caption <- function(reference) {
  texts <- c(Loss = "a loss of log 2 (0.69)", Accuracy = "an accuracy of 0.5")
  if (nrow(reference) > 0) {
    paste("Dashed: the discriminator can only guess,", paste(texts[as.character(reference$panel)], collapse = ", "))
  }
}

draw_history <- function(frame, x_title, reference, log) {
  few <- length(unique(frame$at)) < 20
  plot <- ggplot2::ggplot(frame, ggplot2::aes(.data$at, .data$value, colour = .data$network)) +
    ggplot2::geom_hline(ggplot2::aes(yintercept = .data$level), reference, linetype = "dashed", colour = ink) +
    ggplot2::geom_line(linewidth = 0.6) +
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), ncol = 1, scales = "free_y", strip.position = "left") +
    ggplot2::scale_colour_manual(NULL, values = network_colours) +
    ggplot2::labs(x = x_title, y = NULL, caption = guess_caption(reference)) +
    theme_rgan() +
    theme_key_on_top() +
    ggplot2::theme(strip.placement = "outside")
  if (few) {
    plot <- plot + ggplot2::geom_point(size = 1.5) # a line of one point would not be seen
  }
  if (log) plot + ggplot2::scale_y_log10() else plot
}
