# The sliders of the explorer: directions in which rows move most, in this order; see rgan/directions.py.

most_directions <- 8L
enough_movement <- 0.99 # directions beyond move rows by nothing that is seen

#' Directions of the points: `along`, a matrix with one in each row; `across`, the same for where a point lies along
#' each, counted from `origin`; and `share`, `low`, `high` and `label` of each.
#' @noRd
explore_directions <- function(explorer, call = rlang::caller_env()) {
  found <- if (explorer$live) live_directions(explorer, call) else stored_directions(explorer)
  some <- seq_along(found$share) <= most_directions & c(0, utils::head(cumsum(found$share), -1)) < enough_movement
  some <- some[seq_along(found$share)]
  list(
    along = found$along[some, , drop = FALSE], across = found$across[some, , drop = FALSE], origin = found$origin[some],
    share = found$share[some], low = found$low[some], high = found$high[some],
    label = direction_labels(found$share[some], found$moves, explorer$fit$data$template$names)
  )
}

live_directions <- function(explorer, call) {
  inform_wait("Looking for the directions that move rows most ...")
  found <- call_trainer("directions", trainer_of(explorer$fit, call), explorer$seed, call = call)
  along <- matrix(found$directions, length(found$share)) # of length 1, at right angles
  list(
    along = along, across = along, origin = numeric(nrow(along)), share = as.vector(found$share),
    low = as.vector(found$low), high = as.vector(found$high), moves = found$moves
  )
}

# Principal components of stored rows in the place of what only the generator knows. Categories cannot be moved. One
# unit is a standard deviation of the stored rows.
stored_directions <- function(explorer) {
  rows <- matrix(explorer$stored$numbers, nrow(explorer$stored$numbers))
  deviation <- apply(rows, 2, stats::sd)
  moved <- !is.na(deviation) & deviation > 0 & !explore_categories(explorer)
  none <- matrix(0, 0, ncol(rows))
  if (sum(moved) == 0 || nrow(rows) < 3) {
    return(list(along = none, across = none, share = numeric()))
  }
  scale <- if (explorer$kind == "table") deviation[moved] else rep(1, sum(moved))
  parts <- stats::prcomp(rows[, moved, drop = FALSE], scale. = scale)
  some <- parts$sdev > 1e-9 * parts$sdev[[1]]
  along <- across <- matrix(0, sum(some), ncol(rows))
  turned <- t(parts$rotation[, some, drop = FALSE])
  along[, moved] <- sweep(turned * parts$sdev[some], 2, scale, "*")
  across[, moved] <- sweep(turned / parts$sdev[some], 2, scale, "/")
  at <- across %*% t(replace(rows, is.na(rows), 0))
  origin <- rowMeans(at)
  list(
    along = along, across = across, origin = origin, share = parts$sdev[some]^2 / sum(parts$sdev^2),
    low = apply(at, 1, min) - origin, high = apply(at, 1, max) - origin
  )
}

# Of each number of a row whether it is a category's code.
explore_categories <- function(explorer) {
  types <- explorer$fit$data$template$types
  if (is.null(types)) {
    return(rep(FALSE, explore_width(explorer)))
  }
  vapply(types, is_category, NA)
}

# "Direction 1: 62 % of all movement"; of tables also the column that it moves most.
direction_labels <- function(share, moves, columns) {
  percent <- ifelse(share < 0.01, "under 1 %", sprintf("%.0f %%", 100 * share))
  label <- sprintf("Direction %d: %s of all movement", seq_along(share), percent)
  if (is.null(moves) || is.null(columns)) {
    return(label)
  }
  moves <- matrix(moves, ncol = length(columns))[seq_along(share), , drop = FALSE]
  most <- columns[apply(moves, 1, which.max)]
  sprintf("%s, most in %s", label, most)
}

#' Where a point lies along each direction.
#' @noRd
point_position <- function(explorer, point) {
  across <- explorer$directions$across
  # Numbers in front of those that are moved say the group and the conditions.
  numbers <- utils::tail(point, ncol(across))
  as.vector(across %*% replace(numbers, is.na(numbers), 0)) - explorer$directions$origin
}

#' A point moved by so much along the direction `k`.
#' @noRd
move_point <- function(explorer, point, k, by) {
  along <- explorer$directions$along[k, ]
  moved <- seq_along(along) + length(point) - length(along)
  replace(point, moved, point[moved] + by * along)
}
