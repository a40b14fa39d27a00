# The training rows nearest to a row, as augment() measures it: root mean square differences in standard deviations.
# Computed in R, for one row at a time as the sliders move.

#' Training rows ready to be looked among: standardised, one per row of a matrix. NULL where the fit holds none.
#' @noRd
nearest_training <- function(explorer) {
  training <- explorer$training
  if (is.null(training$id)) {
    return(NULL)
  }
  flat <- matrix(training$numbers, length(training$id))
  categories <- explore_categories(explorer)
  scale <- training_deviations(training$numbers, explorer$kind)
  scale[categories] <- 1
  levels <- vapply(explorer$fit$data$template$types[categories], n_levels, 0)
  looked <- list(
    z = sweep(flat, 2, scale, "/"), scale = scale, category = categories,
    # A category counts for as many numbers as it has levels, as in rgan/metrics/expansion.py.
    width = sum(!categories) + sum(levels)
  )
  looked$usual <- usual_distance(looked)
  looked
}

# One for each number of a row: columns of tables and channels of series have their own. 1 where nothing varies.
training_deviations <- function(numbers, kind) {
  dims <- dim(numbers)
  own <- if (kind %in% c("table", "series")) utils::tail(dims, 1) else 1
  values <- matrix(numbers, ncol = own)
  deviation <- apply(values, 2, function(x) sqrt(mean((x - mean(x, na.rm = TRUE))^2, na.rm = TRUE)))
  deviation[!(deviation > 0)] <- 1
  rep(deviation, each = prod(dims[-1]) / own)
}

#' Numbers of the training rows nearest to one, and how far they are: a data frame of `id`, `at` (its place among the
#' rows looked among) and `distance`.
#' @noRd
nearest_to <- function(explorer, numbers, count = 3) {
  away <- distances_to(explorer$nearest, as.vector(numbers) / explorer$nearest$scale)
  at <- utils::head(order(away), count)
  data.frame(id = explorer$training$id[at], at = at, distance = away[at])
}

# `z` is a standardised row. Values missing on either side do not count.
distances_to <- function(looked, z) {
  difference <- sweep(looked$z, 2, z)
  squares <- difference^2
  squares[, looked$category] <- 2 * (abs(difference[, looked$category]) > 0.5)
  if (anyNA(squares)) {
    return(sqrt(rowMeans(squares, na.rm = TRUE)))
  }
  sqrt(rowSums(squares) / looked$width)
}

# How far training rows are from their nearest other one: the median of some.
usual_distance <- function(looked, most = 100) {
  some <- spread_rows(nrow(looked$z), most)
  stats::median(vapply(some, function(i) min(distances_to(looked, looked$z[i, ])[-i], na.rm = TRUE), 0))
}
