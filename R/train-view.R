# The live picture of a training: what is generated now, and the scores so far. It is drawn on a device of its own
# choice only once, and leaves the user's devices as they were.

#' Where to draw, an environment; NULL where nothing is asked for, or where there is nothing to draw on.
#' @noRd
open_view <- function(view) {
  if (!view) {
    return(NULL)
  }
  if (grDevices::dev.cur() == 1 && !rlang::is_interactive()) {
    inform_rgan(c(
      "!" = "There is nothing to draw on, so {.code view = TRUE} shows nothing.",
      "i" = "In a script open a device first, for example {.code pdf(\"training.pdf\")}: it gets a page at each trace."
    ))
    return(NULL)
  }
  rlang::new_environment(list(device = if (grDevices::dev.cur() > 1) grDevices::dev.cur()))
}

# A picture must never cost a training: what cannot be drawn is said once.
draw_view <- function(run, seen) {
  if (is.null(run$view)) {
    return(invisible())
  }
  tryCatch(
    on_view_device(run$view, draw_trace(seen, run$data)),
    error = function(cnd) {
      run$view <- NULL
      inform_rgan(c("!" = "The picture of {.code view = TRUE} cannot be drawn; training goes on without it.",
        "x" = "{conditionMessage(cnd)}"
      ))
    }
  )
}

# Draws on the device that the view has, and makes the one current again that was current before.
on_view_device <- function(view, draw) {
  before <- grDevices::dev.cur()
  if (!is.null(view$device)) {
    if (!view$device %in% grDevices::dev.list()) stop("Its window was closed.", call. = FALSE)
    grDevices::dev.set(view$device)
    on.exit(if (before %in% grDevices::dev.list()) grDevices::dev.set(before))
  }
  grid::grid.newpage()
  view$device <- grDevices::dev.cur()
  grDevices::dev.hold()
  on.exit(grDevices::dev.flush(), add = TRUE, after = FALSE)
  force(draw)
  # Windows are redrawn while R waits.
  if (rlang::is_interactive()) Sys.sleep(0.01)
}

draw_trace <- function(seen, data) {
  at <- function(y, height) grid::viewport(y = y, height = height, just = "bottom")
  print(rows_picture(seen, data), newpage = FALSE, vp = at(0.3, 0.7))
  print(score_picture(seen), newpage = FALSE, vp = at(0, 0.3))
}

# What is generated now, as plot() shows it, on the axes of the real rows.
rows_picture <- function(seen, data) {
  rows <- seen$rows
  id <- seq_len(min(NROW(if (is.null(dim(rows))) seq_along(rows) else rows), if (data$kind == "images") 12 else 6))
  picture <- switch(data$kind,
    table = plot_table(list(data = data), rows, seq_len(nrow(rows))),
    images = plot_images(rows, id = id),
    plot_waves(rows, id = id)
  )
  if (data$kind == "waves" && is.numeric(data$rows)) {
    picture <- picture + ggplot2::coord_cartesian(ylim = range(unclass(data$rows), na.rm = TRUE))
  }
  picture + ggplot2::labs(title = sub(",.*", "", format(seen)))
}

score_picture <- function(seen) {
  traces <- seen$traces[is.finite(seen$traces$score), ]
  ggplot2::ggplot(traces, ggplot2::aes(.data$epoch, .data$score)) +
    ggplot2::geom_hline(yintercept = seen$floor[is.finite(seen$floor)], linetype = "dashed", colour = ink) +
    (if (nrow(traces) > 1) ggplot2::geom_line(colour = vermilion, linewidth = 0.6)) +
    ggplot2::geom_point(colour = vermilion, size = 1.5) +
    ggplot2::expand_limits(x = c(0, if (is.finite(seen$last_epoch)) seen$last_epoch), y = 0) +
    ggplot2::labs(x = "Epoch", y = "Score (0 is best)", caption = "dashed: real rows beside other real rows") +
    theme_rgan()
}
