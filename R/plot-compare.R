# plot(fit, compare = TRUE): real beside generated rows, in one picture.

most_compared <- 1000L # rows of each side
most_lines <- 8L # waves of each side in a panel
most_compared_groups <- 4L # rows of panels

compare_fit <- function(fit, id, epoch, call = rlang::caller_env()) {
  real <- fit$data$rows
  wanted <- if (is.null(id)) min(row_count_of(real), most_compared) else rows_asked(id)
  rows <- compared_rows(fit, wanted, epoch, call)
  id <- check_rows(id, row_count_of(rows), default = row_count_of(rows), call = call)
  picture <- switch(fit$data$kind,
    table = compare_tables(fit, rows, id),
    images = compare_images(fit, rows, id),
    compare_waves(fit, rows, id)
  )
  picture + ggplot2::labs(subtitle = fit_subtitle(fit, epoch, verb = "Real and generated"))
}

# Of lists of vectors, too.
row_count_of <- function(rows) if (is.null(dim(rows))) length(rows) else nrow(rows)

# Where no Python is there to generate more, those that were stored.
compared_rows <- function(fit, n, epoch, call) {
  if (is.null(fit$model) || !python_available()) n <- 1
  rows_of_fit(fit, n, epoch, "object", call)
}

# Waves and series -------------------------------------------------------------

# A row of panels for each channel, or else each group or class: some real and some generated waves, where 90 % of each
# lie, and their mean power by frequency.
compare_waves <- function(fit, rows, id) {
  sides <- list(real = fit$data$rows, generated = rows)
  sides <- lapply(sides, function(x) as_waves(x))
  by <- list(real = attr(sides$real, "by") %||% told_of(fit), generated = attr(sides$generated, "by"))
  groups <- Map(function(waves, told) row_groups(structure(waves, by = told), fit), sides, by)
  kept <- list(real = spread_rows(nrow(sides$real), most_compared), generated = id)
  cells <- compared_cells(sides, groups, kept)
  frame <- do.call(rbind, lapply(seq_along(cells), function(k) cell_frame(cells[[k]], names(cells)[[k]], k)))
  frame$panel <- factor(frame$panel, levels = unique(frame$panel))
  draw_compared(frame, compared_time(sides$real), groups_left_out(groups))
}

# The conditions of the training rows; a table that was given by a formula has them as columns.
told_of <- function(fit) {
  by <- fit$data$conditions
  if (!is.null(by)) {
    by$formula <- FALSE
    attr(with_conditions(matrix(0, nrow(by$numbers), 1), by, by$numbers), "by")
  }
}

# Lists of matrices, waves of one kind, real and generated.
compared_cells <- function(sides, groups, kept) {
  channels <- if (length(dim(sides$real)) == 3) seq_len(min(dim(sides$real)[[3]], most_compared_groups)) else 1
  part <- function(side, channel, level = NULL) {
    waves <- sides[[side]]
    at <- kept[[side]]
    if (!is.null(level)) at <- at[groups[[side]][at] %in% level]
    if (length(dim(waves)) == 3) matrix(waves[at, , channel], length(at)) else unclass(waves)[at, , drop = FALSE]
  }
  both <- function(...) list(real = part("real", ...), generated = part("generated", ...))
  if (length(dim(sides$real)) == 3 && dim(sides$real)[[3]] > 1) {
    names <- dimnames(sides$real)[[3]] %||% paste("channel", channels)
    return(stats::setNames(lapply(channels, both), names[channels]))
  }
  levels <- utils::head(levels(groups$real), most_compared_groups)
  if (length(levels) < 2 || is.null(groups$generated)) {
    return(stats::setNames(list(both(1)), ""))
  }
  stats::setNames(lapply(levels, function(level) both(1, level)), levels)
}

groups_left_out <- function(groups) {
  more <- nlevels(groups$real) - most_compared_groups
  if (more > 0 && !is.null(groups$generated)) paste0("Not shown: ", more, " more groups.")
}

compared_panels <- c("real", "generated", "where 90 % lie", "power (log 10)")

# One row per point: panel, what (line, band, power, corner), x, y, low, high, wave, source.
cell_frame <- function(cell, name, k) {
  label <- paste0(if (nzchar(name)) paste0(name, "\n"), compared_panels)
  parts <- lapply(names(cell), function(source) {
    waves <- cell[[source]]
    if (nrow(waves) == 0) {
      return(NULL)
    }
    shown <- waves[spread_rows(nrow(waves), most_lines), , drop = FALSE]
    line <- data.frame(
      panel = label[[match(source, compared_panels)]], what = "line", x = as.vector(col(shown)), y = as.vector(shown),
      low = NA_real_, high = NA_real_, wave = as.vector(row(shown))
    )
    quantile <- apply(waves, 2, stats::quantile, probs = c(0.05, 0.95), na.rm = TRUE)
    band <- data.frame(
      panel = label[[3]], what = "band", x = seq_len(ncol(waves)), y = NA_real_, low = quantile[1, ],
      high = quantile[2, ], wave = 0
    )
    data.frame(rbind(line, band, power_frame(waves, label[[4]])), source = source)
  })
  frame <- do.call(rbind, parts)
  values <- range(c(frame$y[frame$what == "line"], frame$low, frame$high), na.rm = TRUE)
  corners <- data.frame(
    panel = rep(label[1:3], each = 2), what = "corner", x = 1, y = rep(values, 3), low = NA_real_, high = NA_real_,
    wave = 0, source = "real"
  )
  frame <- rbind(frame, corners)
  frame[order(match(frame$panel, label)), ]
}

# Mean power at 1, 2, ... cycles per row, of waves without their means; gaps are left out.
power_frame <- function(waves, panel) {
  whole <- waves[stats::complete.cases(waves), , drop = FALSE]
  cycles <- seq_len(ncol(waves) %/% 2)
  if (nrow(whole) == 0 || length(cycles) < 2) {
    return(NULL)
  }
  power <- Mod(stats::mvfft(t(whole - rowMeans(whole))))^2 / ncol(waves)
  mean <- rowMeans(power)[cycles + 1]
  data.frame(
    panel = panel, what = "power", x = cycles, y = log10(pmax(mean, max(mean) * 1e-6, 1e-300)), low = NA_real_,
    high = NA_real_, wave = 0
  )
}

compared_time <- function(waves) {
  series <- window_series(waves)
  if (is.null(series) || isTRUE(series$grid)) time_points(waves)$title else "Step of the window"
}

draw_compared <- function(frame, time_title, left_out = NULL) {
  frame$source <- factor(frame$source, levels = names(source_colours))
  of <- function(what) frame[frame$what == what, , drop = FALSE]
  ggplot2::ggplot(frame, ggplot2::aes(.data$x, .data$y, colour = .data$source)) +
    ggplot2::geom_blank(data = of("corner")) +
    ggplot2::geom_line(ggplot2::aes(group = .data$wave), of("line"), linewidth = 0.4, alpha = 0.7, na.rm = TRUE) +
    ggplot2::geom_ribbon(
      ggplot2::aes(ymin = .data$low, ymax = .data$high, fill = .data$source), of("band"),
      alpha = 0.25, linewidth = 0.4
    ) +
    ggplot2::geom_line(data = of("power"), linewidth = 0.6) +
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), ncol = 4, scales = "free") +
    ggplot2::scale_colour_manual(
      NULL,
      values = source_colours, breaks = names(source_colours), aesthetics = c("colour", "fill")
    ) +
    ggplot2::scale_x_continuous(breaks = panel_ticks(5)) +
    ggplot2::scale_y_continuous(n.breaks = 4) +
    ggplot2::labs(x = paste0(time_title, " (power: cycles per row)"), y = NULL, caption = left_out) +
    theme_rgan() +
    theme_of_compared(nlevels(frame$panel) / 4)
}

theme_of_compared <- function(rows) {
  theme_key_on_top() + ggplot2::theme(
    strip.clip = "off",
    strip.text = ggplot2::element_text(size = if (rows > 2) 7.5 else 9, margin = ggplot2::margin(2, 0, 2, 0)),
    axis.text = ggplot2::element_text(size = if (rows > 2) 7 else 8), axis.title = ggplot2::element_text(size = 10),
    panel.grid.major.x = ggplot2::element_blank(), panel.spacing.x = ggplot2::unit(8, "pt")
  )
}

# Images -----------------------------------------------------------------------

# Real and generated images side by side, each a sheet of them; a row of sheets for each of a few classes.
compare_images <- function(fit, rows, id) {
  sides <- list(real = as_images(fit$data$rows), generated = as_images(rows))
  told <- list(real = told_classes(told_of(fit)), generated = told_classes(attr(rows, "by")))
  chosen <- list(real = seq_len(nrow(sides$real)), generated = id)
  levels <- if (!is.null(told$generated) && nlevels(told$real) <= most_compared_groups) levels(told$real)
  limits <- image_limits(sides$real)
  most <- if (is.null(levels)) 25 else 8
  sheets <- lapply(levels %||% NA_character_, function(level) {
    lapply(names(sides), function(source) {
      at <- chosen[[source]]
      if (!is.na(level)) at <- at[told[[source]][at] %in% level]
      head <- paste0(if (!is.na(level)) paste0(level, ": "), source)
      sheet_frame(sides[[source]][utils::head(at, most), , , , drop = FALSE], limits, head)
    })
  })
  frame <- do.call(rbind, unlist(sheets, recursive = FALSE))
  frame$panel <- factor(frame$panel, levels = unique(frame$panel))
  draw_images(frame) + ggplot2::facet_wrap(ggplot2::vars(.data$panel), ncol = 2) +
    ggplot2::theme(panel.border = ggplot2::element_blank(), panel.spacing.x = ggplot2::unit(20, "pt"))
}

# The pixels of images on one sheet, one pixel apart.
sheet_frame <- function(images, limits, panel) {
  across <- if (nrow(images) > 8) 5 else 4
  pixels <- pixel_frame(images, limits, data.frame(image = seq_len(nrow(images)), panel = panel))
  size <- dim(images)[2:3] + 1
  pixels$row <- pixels$row + size[[1]] * ((pixels$image - 1) %/% across)
  pixels$column <- pixels$column + size[[2]] * ((pixels$image - 1) %% across)
  # A raster must be whole: nothing is drawn between the images.
  sheet <- expand.grid(row = seq_len(max(pixels$row)), column = seq_len(max(pixels$column)))
  between <- !paste(sheet$row, sheet$column) %in% paste(pixels$row, pixels$column)
  if (!any(between)) {
    return(pixels)
  }
  rbind(pixels, data.frame(image = 0, panel = panel, sheet[between, ], colour = "transparent"))
}
