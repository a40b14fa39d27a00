# Linear light of the three primaries, rows of numbers between 0 and 1.
linear <- function(colours) {
  s <- t(grDevices::col2rgb(colours)) / 255
  ifelse(s <= 0.04045, s / 12.92, ((s + 0.055) / 1.055)^2.4)
}

# Of WCAG 2: from 1, the same, to 21, black on white.
contrast <- function(a, b) {
  light <- function(colours) as.vector(linear(colours) %*% c(0.2126, 0.7152, 0.0722)) + 0.05
  pmax(light(a), light(b)) / pmin(light(a), light(b))
}

light_background <- "#FFFFFF"
dark_background <- "#1E1E1E"

# What people see who lack one kind of cone (Machado, Oliveira and Fernandes 2009), in linear light.
deficiencies <- list(
  normal = diag(3),
  protanopia = rbind(
    c(0.152286, 1.052583, -0.204868), c(0.114503, 0.786281, 0.099216), c(-0.003882, -0.048116, 1.051998)
  ),
  deuteranopia = rbind(
    c(0.367322, 0.860646, -0.227968), c(0.280085, 0.672501, 0.047413), c(-0.011820, 0.042940, 0.968881)
  ),
  tritanopia = rbind(
    c(1.255528, -0.076749, -0.178779), c(-0.078411, 0.930809, 0.147602), c(0.004733, 0.691367, 0.303900)
  )
)

# Distance in CIELAB between each two colours as they are seen; about 2 is the least that eyes can tell.
apart <- function(colours, deficiency = "normal") {
  seen <- linear(colours) %*% t(deficiencies[[deficiency]])
  seen[] <- pmin(pmax(seen, 0), 1)
  gamma <- ifelse(seen <= 0.0031308, 12.92 * seen, 1.055 * seen^(1 / 2.4) - 0.055)
  as.vector(stats::dist(grDevices::convertColor(gamma, "sRGB", "Lab")))
}

test_that("the measures of these tests are right", {
  expect_equal(contrast("#FFFFFF", "#000000"), 21)
  expect_equal(contrast("#767676", "#FFFFFF"), 4.54, tolerance = 0.01) # the grey that just passes in WCAG's own texts
  expect_equal(apart(c("#000000", "#FFFFFF")), 100, tolerance = 0.01)
  # Red and green of the same lightness, which the common deficiencies take for one.
  expect_gt(apart(c("#C04040", "#408040")), 3 * apart(c("#C04040", "#408040"), "deuteranopia"))
})

test_that("text and colours can be read on light and on dark backgrounds", {
  for (background in c(light_background, dark_background)) {
    for (colour in c(ink, blue, vermilion)) {
      expect_gt(contrast(colour, background), 3.7, label = paste(colour, "on", background))
    }
    # A line needs less than a letter.
    expect_gt(min(contrast(channel_colours, background)), 2, label = paste("channels on", background))
  }
})

test_that("real and generated, and the two networks, are told apart whatever eyes see them", {
  expect_named(source_colours, c("real", "generated"))
  expect_named(network_colours, c("discriminator", "generator"))
  for (deficiency in names(deficiencies)) {
    expect_gt(apart(source_colours, deficiency), 40, label = deficiency)
    expect_gt(apart(network_colours, deficiency), 40, label = deficiency)
  }
})

test_that("the first channels are told apart whatever eyes see them", {
  for (deficiency in names(deficiencies)) {
    expect_gt(min(apart(discrete_colours(4), deficiency)), 10, label = deficiency)
    expect_gt(min(apart(discrete_colours(7), deficiency)), 2, label = deficiency)
  }
})

test_that("any number of channels has colours of its own, few the same as before", {
  expect_identical(discrete_colours(1), blue)
  expect_identical(discrete_colours(2), c(blue, vermilion))
  expect_identical(discrete_colours(7)[1:3], discrete_colours(3))
  for (n in c(7, 8, 9, 20)) {
    expect_length(unique(discrete_colours(n)), n)
    expect_gt(min(contrast(discrete_colours(n), light_background)), 1.5)
  }
})

test_that("the theme leaves backgrounds to the page", {
  theme <- theme_rgan()
  expect_s3_class(theme, "theme")
  for (part in c("plot.background", "panel.background", "legend.background")) {
    expect_identical(theme[[part]]$fill, "transparent", label = part)
  }
  for (part in c("text", "axis.text", "strip.text")) expect_identical(theme[[part]]$colour, ink, label = part)
  expect_s3_class(theme$panel.grid.minor, "element_blank")
})

test_that("a page of its own is dark or light, with ink that can be read on it", {
  for (dark in c(TRUE, FALSE)) {
    theme <- theme_rgan(dark = dark)
    expect_gt(contrast(theme$text$colour, theme$plot.background$fill), 7)
    expect_identical(theme$plot.background$fill, if (dark) dark_background else light_background)
  }
  expect_equal(theme_rgan(base_size = 20)$text$size, 20)
  expect_error(theme_rgan(dark = "yes"), class = "rgan_error_argument")
})

test_that("the scales colour classes as the pictures do, and numbers by viridis", {
  frame <- data.frame(x = 1:3, class = letters[1:3])
  classes <- ggplot2::aes(.data$x, .data$x, colour = .data$class, fill = .data$class)
  plot <- ggplot2::ggplot(frame, classes) + ggplot2::geom_col() + scale_colour_rgan() + scale_fill_rgan()
  expect_equal(ggplot2::layer_data(plot)$colour, discrete_colours(3))
  expect_equal(ggplot2::layer_data(plot)$fill, discrete_colours(3))
  numbers <- ggplot2::ggplot(frame, ggplot2::aes(.data$x, .data$x, colour = .data$x)) + ggplot2::geom_point()
  drawn <- ggplot2::layer_data(numbers + scale_color_rgan(discrete = FALSE))$colour
  expect_equal(substr(toupper(drawn[c(1, 3)]), 1, 7), c("#440154", "#FDE725"))
})

test_that("grid lines are faint on light and dark alike", {
  alpha <- grDevices::col2rgb(grid_ink, alpha = TRUE)["alpha", 1] / 255
  over <- function(background) {
    mixed <- alpha * grDevices::col2rgb(grid_ink) + (1 - alpha) * grDevices::col2rgb(background)
    grDevices::rgb(t(mixed), maxColorValue = 255)
  }
  for (background in c(light_background, dark_background)) {
    seen <- contrast(over(background), background)
    expect_gt(seen, 1.1, label = background)
    expect_lt(seen, 2, label = background)
  }
})
