#' Plot the scores of a training
#'
#' Draws how unlike real rows the generated ones were at each trace: 0 is best, 1 is nothing in common. A dashed line
#' marks the floor, which other real rows exceed in one case of twenty only, so that scores below it say nothing more.
#' The best epoch, whose rows [generate()] gives, has a ring; crosses say what was wrong at a trace (see *Health* in
#' [gan_training]).
#'
#' @param fit A fit of [gan()].
#' @param log `TRUE` draws both axes on a log scale: early epochs apart from one another, and small scores, too. Scores
#'   of 0 stand at the foot.
#' @return A ggplot. Open points are early traces, which are never the best epoch.
#' @section Errors:
#' `rgan_error_argument` when `fit` is no fit, `rgan_error_data` when nothing was scored, as by a trainer of your own.
#' @seealso [plot_history()] for losses, [plot_training()] for the rows of these epochs; `fit$traces` for the numbers.
#' @export
#' @examplesIf rgan:::python_available()
#' fit <- gan(get_training_data(40, 50), epochs = 40, trace = 10, log = FALSE, seed = 1)
#' plot_traces(fit)
#' plot_traces(fit, log = TRUE)
plot_traces <- function(fit, log = FALSE) {
  check_full_names()
  check_fit(fit)
  log <- check_flag(log)
  traces <- fit$traces[is.finite(fit$traces$score), , drop = FALSE]
  if (NROW(traces) == 0) {
    abort_rgan(
      c("The fit has no scores.", "i" = "The trainers of {.fn gan} score their rows at every {.arg trace}."),
      class = "data"
    )
  }
  traces$early <- traces$epoch %in% trace_epochs(fit$early)
  if (log) traces$score <- pmax(traces$score, foot_of(traces))
  plot <- ggplot2::ggplot(traces, ggplot2::aes(.data$epoch, .data$score)) +
    floor_layers(traces) +
    ggplot2::geom_line(colour = blue, linewidth = 0.6) +
    ggplot2::geom_point(ggplot2::aes(shape = .data$early), colour = blue, size = 1.6, show.legend = FALSE) +
    ggplot2::scale_shape_manual(values = c("FALSE" = 16, "TRUE" = 1)) +
    finding_layers(traces, log) +
    best_layers(traces, log) +
    ggplot2::labs(x = "Epoch", y = "Score (0 is best)", subtitle = "How unlike real rows the generated rows are") +
    theme_rgan()
  if (log) {
    return(plot + ggplot2::scale_x_log10() + ggplot2::scale_y_log10(expand = ggplot2::expansion(c(0.1, 0.15))))
  }
  plot + ggplot2::scale_y_continuous(limits = c(0, NA), expand = ggplot2::expansion(c(0.05, 0.15)))
}

# Where scores of 0 stand on a log axis.
foot_of <- function(traces) {
  above <- c(traces$score, traces$floor)
  above <- above[is.finite(above) & above > 0]
  if (length(above) > 0) min(above) / 3 else 1e-3
}

# Fits of versions before do not know their floor.
floor_layers <- function(traces) {
  floor <- traces$floor[is.finite(traces$floor %||% NA)]
  if (length(floor) == 0) {
    return(NULL)
  }
  level <- floor[[length(floor)]]
  list(
    ggplot2::geom_hline(yintercept = level, linetype = "dashed", colour = ink),
    ggplot2::annotate(
      "text",
      x = max(traces$epoch), y = level, label = "floor: as real rows are", hjust = 1, vjust = -0.5, colour = ink,
      size = 3.2
    )
  )
}

best_layers <- function(traces, log) {
  best <- traces[traces$best, , drop = FALSE]
  side <- side_of(best$epoch, traces$epoch, log)
  best$label <- paste("best:", epoch_labels(best$epoch))
  list(
    ggplot2::geom_point(data = best, colour = vermilion, size = 4, shape = 1, stroke = 1.2),
    ggplot2::geom_text(
      ggplot2::aes(label = .data$label), best,
      hjust = side, vjust = -1.2, colour = vermilion, size = 3.4
    )
  )
}

# A label beyond the middle of the axis stands to the left: at its end it would be cut off.
side_of <- function(epoch, epochs, log) {
  place <- if (log) function(x) base::log(pmax(x, 1)) else identity
  ifelse(place(epoch) > mean(place(range(epochs))), 1.06, -0.06)
}

finding_words <- c(
  collapse = "lost a group", discriminator_won = "discriminator has won", memorising = "memorises",
  nothing_learned = "nothing learned"
)

# A cross at each trace where something was wrong, and words at the first of each kind.
finding_layers <- function(traces, log) {
  found <- traces$findings %||% list()
  wrong <- traces[rep(seq_along(found), lengths(found)), , drop = FALSE]
  if (nrow(wrong) == 0) {
    return(NULL)
  }
  wrong$label <- unname(finding_words[unlist(found)])
  first <- wrong[!duplicated(wrong$label), , drop = FALSE]
  first$side <- side_of(first$epoch, traces$epoch, log)
  first$down <- 2 + 1.3 * (seq_len(nrow(first)) - 1) # below one another
  list(
    ggplot2::geom_point(data = wrong, shape = 4, size = 3, stroke = 1.1, colour = vermilion),
    ggplot2::geom_text(
      ggplot2::aes(label = .data$label, hjust = .data$side, vjust = .data$down), first,
      colour = vermilion, size = 3.2
    )
  )
}
