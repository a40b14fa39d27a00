# Where the explorer's rows come from. A *point* is what a row is made of: a latent row, of which the trainer makes one;
# or, where there is no Python, the numbers of a stored row themselves. A *place* is a list of a `point`; `told`, the
# conditions of the row, (1, q), or NULL; and `noise`, which of the seed's rows has the noise that the row gets besides.

#' What the explorer knows before it opens. Made once; the app changes nothing of it.
#' @noRd
new_explorer <- function(fit, seed, live = python_available(), call = rlang::caller_env()) {
  stored <- stored_rows(fit, call)
  explorer <- list(
    fit = fit, seed = seed, live = live, kind = fit$data$kind, stored = stored,
    # The numbers of a point that say the group and the conditions come first; sliders move the others.
    groups = if (live) unlist(fit$details$groups),
    told = fit$data$conditions
  )
  explorer$training <- explore_training(fit, stored$numbers, call)
  explorer$directions <- explore_directions(explorer, call)
  explorer$nearest <- nearest_training(explorer)
  explorer$real <- realness_of_training(explorer, call)
  explorer
}

# The rows of the best epoch where they were stored, else of the newest: numbers and their conditions.
stored_rows <- function(fit, call) {
  rows <- fit$output[[paste("epoch", fit$best)]] %||% newest_rows(fit$output)
  list(numbers = fit_numbers(rows, fit$data$template, "fit$output", call), told = fit$data$conditions$traced)
}

# Training rows as numbers, with row numbers; those of the stored rows where the fit holds no training rows. Of large
# data as many as are looked through in a moment.
explore_training <- function(fit, stored, call, most = 2e6) {
  trained <- as.integer(trained_on(fit)) + 1L
  if (length(trained) == 0) trained <- seq_len(fit$data$dim[[1]])
  id <- trained[spread_rows(length(trained), max(100, floor(most / prod(fit$data$dim[-1]))))]
  numbers <- tryCatch(training_numbers(fit, id, call), error = function(cnd) NULL)
  if (is.null(numbers)) {
    return(list(numbers = stored, id = NULL, of = 0L))
  }
  list(numbers = numbers, id = id, of = length(trained))
}

training_numbers <- function(fit, id, call) {
  rows <- fit$data$rows
  if (is_files(rows)) {
    return(array(as.double(file_rows(rows, id, call)), c(length(id), fit$data$dim[-1])))
  }
  explore_take(fit_numbers(rows, fit$data$template, "fit$data$rows", call), id)
}

explore_take <- function(numbers, id) {
  dims <- c(length(id), dim(numbers)[-1])
  array(matrix(numbers, nrow(numbers))[id, ], dims)
}

# Points -----------------------------------------------------------------------

#' The `i`-th place of the explorer's seed: what the `i`-th generated row is made of, or the `i`-th of the stored rows
#' in an order of their own. `told`, numbers of conditions, (1, q), are those asked for.
#' @noRd
draw_place <- function(explorer, i, told = NULL, call = rlang::caller_env()) {
  if (!explorer$live) {
    n <- nrow(explorer$stored$numbers)
    # Steps of about .62 of the rows: one after the other is seen, and none is like the one before.
    id <- (as.numeric(explorer$seed) + i * coprime_step(n)) %% n + 1
    stored <- explorer$stored
    point <- as.vector(explore_take(stored$numbers, id))
    return(list(point = point, told = if (!is.null(stored$told)) stored$told[id, , drop = FALSE], noise = i))
  }
  trainer <- trainer_of(explorer$fit, call)
  if (!is.null(explorer$told) && is.null(told)) {
    drawn <- call_trainer("generate_told", trainer, i, explorer$seed, call = call)$conditions
    told <- drawn[i, , drop = FALSE]
  }
  asked <- if (!is.null(told)) told[rep(1, i), , drop = FALSE]
  latent <- call_trainer("latent", trainer, i, explorer$seed, asked, call = call)
  list(point = as.vector(latent[i, ]), told = told, noise = i)
}

coprime_step <- function(n) {
  step <- max(1, round(n * 0.618))
  while (step > 1 && any(n %% setdiff(seq_len(step)[step %% seq_len(step) == 0], 1) == 0)) step <- step - 1
  step
}

#' The numbers of the row that a place makes: an array of one row.
#' @noRd
place_numbers <- function(explorer, place, call = rlang::caller_env()) {
  if (!explorer$live) {
    return(array(place$point, c(1, dim(explorer$stored$numbers)[-1])))
  }
  # The noise of a row depends on how many come before it. They cost nothing: rows are made many at a time anyway.
  latent <- matrix(place$point, place$noise, length(place$point), byrow = TRUE)
  trainer <- trainer_of(explorer$fit, call)
  rows <- call_trainer("generate", trainer, place$noise, explorer$seed, latent = latent, call = call)
  explore_take(rows, place$noise)
}

# Numbers of the rows of several places: an array.
places_numbers <- function(explorer, places, call = rlang::caller_env()) {
  numbers <- lapply(places, function(place) as.vector(place_numbers(explorer, place, call)))
  array(do.call(rbind, numbers), c(length(places), explorer$fit$data$dim[-1]))
}

#' Rows of places in the user's class and units.
#' @noRd
places_rows <- function(explorer, places, call = rlang::caller_env()) {
  rows <- places_numbers(explorer, places, call)
  told <- do.call(rbind, lapply(places, function(place) place$told))
  with_conditions(to_user(rows, explorer$fit$data$template), explorer$told, told)
}

explore_width <- function(explorer) prod(explorer$fit$data$dim[-1])

#' A share of the way from one place to another. Conditions and noise are those of the nearer end.
#' @noRd
place_between <- function(explorer, from, to, share) {
  nearer <- if (share < 0.5) from else to
  nearer$point <- point_between(explorer, from$point, to$point, share)
  nearer
}

# Points on the way from one to another: through the latent space as in interpolate_waves(), of stored rows blends.
point_between <- function(explorer, from, to, share) {
  if (!explorer$live) {
    return((1 - share) * from + share * to)
  }
  latent <- explorer$fit$details$latent
  first <- seq_along(from) <= length(from) - latent
  curved <- explorer$fit$spec$latent$distribution == "normal"
  c(
    (1 - share) * from[first] + share * to[first],
    walk_between(from[!first], to[!first], share, curved)
  )
}

# Conditions and groups ----------------------------------------------------------

#' The same place under other conditions: those numbers that say them are drawn anew, the others stay.
#' @noRd
place_told <- function(explorer, place, told, call = rlang::caller_env()) {
  place$told <- told
  if (!explorer$live) {
    place$point <- nearest_stored(explorer, place$point, told)
    return(place)
  }
  other <- draw_place(explorer, place$noise, told, call)$point
  first <- seq_len(length(other) - explorer$fit$details$latent)
  place$point[first] <- other[first]
  place
}

# The stored row whose conditions come nearest to those asked for, and among equals the one most like the row shown.
nearest_stored <- function(explorer, point, told) {
  stored <- explorer$stored
  scale <- pmax(apply(stored$told, 2, stats::sd), 1e-12)
  categories <- vapply(explorer$told$template$types, is_category, NA)
  away <- abs(sweep(stored$told, 2, as.vector(told)))
  away <- ifelse(rep(categories, each = nrow(away)), (away > 0.5) * 10, sweep(away, 2, scale, "/"))
  away <- rowSums(matrix(away, nrow(stored$told)))
  flat <- matrix(stored$numbers, nrow(stored$numbers))
  unlike <- rowMeans(sweep(flat, 2, point)^2, na.rm = TRUE)
  id <- order(away, unlike)[[1]]
  as.vector(flat[id, ])
}

point_group <- function(explorer, point) {
  if (length(explorer$groups) > 0) which.max(point[seq_along(explorer$groups)])
}

with_group <- function(explorer, point, group) {
  replace(point, seq_along(explorer$groups), as.numeric(seq_along(explorer$groups) == group))
}

# Realness -----------------------------------------------------------------------

explore_realness <- function(explorer, numbers, told, call = rlang::caller_env()) {
  if (explorer$live) {
    as.vector(call_trainer("realness", trainer_of(explorer$fit, call), numbers, told, call = call))
  }
}

# Only beside that of training rows does a probability say something.
realness_of_training <- function(explorer, call, most = 500) {
  id <- explorer$training$id
  if (!explorer$live || is.null(id)) {
    return(NULL)
  }
  some <- spread_rows(length(id), most)
  told <- explorer$told$numbers
  if (!is.null(told)) told <- told[id[some], , drop = FALSE]
  explore_realness(explorer, explore_take(explorer$training$numbers, some), told, call)
}
