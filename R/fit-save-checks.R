# Whether the parts of a fit read from a file are what the rest of the package relies on: of the types, names, lengths
# and dimensions that gan() gives them. Files come from anyone. Each check says in words what does not fit; conditions
# become one classed error in load_gan() and save_gan().

fit_parts <- c(
  "output", "history", "spec", "data", "log", "model", "model_name", "seed", "batch_size", "epochs", "seconds",
  "details", "best", "traces", "stopped", "asked", "file", "id"
)

check_parts <- function(parts, read) {
  stopifnot(
    "it is no fit" = is.list(parts) && rlang::is_dictionaryish(parts),
    "parts of the fit are missing" = all(fit_parts %in% names(parts))
  )
  check_data_part(parts$data, dim(read$rows))
  check_numbers_part(parts)
  check_spec_part(parts$spec, resolved = TRUE)
  check_spec_part(parts$asked, resolved = FALSE)
  check_details_part(parts$details, parts)
  check_history_part(parts$history, parts$epochs, parts$details$step)
  check_traces_part(parts$traces, parts$best)
  stopifnot("the arguments of the call are no numbers" = are_arguments(parts$arguments))
  known <- names(read$output)
  stopifnot(
    "traced rows have other names than epochs" = length(known) > 0 && all(grepl("^epoch [0-9]{1,10}$", known)),
    "traced rows have the same name" = !anyDuplicated(known),
    # Fits of versions before have none.
    "early traced rows are not there" = is_texts(parts$early) && all(parts$early %in% known) &&
      length(parts$early) < length(known)
  )
  invisible(parts)
}

# One number; the words say which.
is_number_whole <- function(x, min = 0, max = .Machine$integer.max) {
  is.numeric(x) && !is.object(x) && length(x) == 1 && is.null(dim(x)) && isTRUE(x >= min && x <= max && x == round(x))
}

is_text <- function(x) is.character(x) && !is.object(x) && length(x) == 1 && !is.na(x)

is_column <- function(x, type, n) typeof(x) == type && !is.object(x) && is.null(dim(x)) && length(x) == n

is_named_list <- function(x) is.list(x) && !is.object(x) && rlang::is_dictionaryish(x)

is_template <- function(x) is_named_list(if (inherits(x, c("gan_table", "windows_prototype"))) unclass(x) else x)

check_numbers_part <- function(parts) {
  check_name(parts$model_name)
  last <- parts$last_epoch
  stopifnot(
    "the seed is no whole number" = is_number_whole(parts$seed),
    "the batch size is no whole number" = is_number_whole(parts$batch_size, 1),
    "the number of epochs is no whole number" = is_number_whole(parts$epochs),
    "the seconds are no number" = is_number(parts$seconds) && parts$seconds >= 0,
    "the log's name is no text" = is.null(parts$log) || is_text(parts$log),
    "it is not known why training stopped" = is.null(parts$stopped) ||
      (is_text(parts$stopped) && parts$stopped %in% stop_reasons),
    "the last epoch is no number" = is.null(last) || identical(last, Inf) || is_number_whole(last, max = 2^53)
  )
}

is_number <- function(x) is.numeric(x) && !is.object(x) && length(x) == 1 && is.finite(x)

check_data_part <- function(data, dims) {
  stopifnot("the data are not described" = is_named_list(data))
  template <- data$template
  kinds <- c(waves = 2, table = 2, series = 3, images = 4)
  stopifnot(
    "the kind of data is unknown" = is_text(data$kind) && data$kind %in% names(kinds),
    "the rows have another shape than the kind of data" = kinds[[data$kind]] == length(dims),
    "the rows have another shape than is told" = is_dims(data$dim, dims) && is_template(template) &&
      is_dims(template$dim, dims),
    "it is not told whether rows were a data frame" = rlang::is_bool(template$frame),
    "the names of rows do not fit the rows" = are_names_of_rows(data$rows, template$frame, dims[[1]])
  )
  if (template$frame) check_frame_template(template, dims) else check_array_template(template, dims)
  if (inherits(template, "gan_table")) check_types_part(template$types, dims[[2]])
  check_conditions_part(data$conditions, data, dims[[1]])
  stopifnot("the centres of groups are no numbers" = is.null(data$centres) || are_centres(data$centres, dims))
  if (inherits(template, "windows_prototype")) check_windows_template(template, dims)
}

# How columns of a table come back, and what is told of rows.
check_types_part <- function(types, columns) {
  stopifnot(
    "it is not told what the columns are" = is.list(types) && !is.object(types) && length(types) == columns &&
      all(vapply(types, is_type, NA))
  )
}

is_type <- function(type) {
  if (!is_named_list(type) || !is_text(type$type)) {
    return(FALSE)
  }
  switch(type$type,
    number = rlang::is_bool(type$whole),
    date = is_date_type(type),
    factor = is_factor_type(type),
    character = , logical = are_texts(type$levels) && rlang::is_bool(type$missing),
    FALSE
  )
}

are_texts <- function(x) is.character(x) && !is.object(x) && !anyNA(x)

is_date_type <- function(type) {
  known <- is_named_list(type$kept) && all(names(type$kept) %in% c("class", "tzone", "units"))
  known && all(vapply(type$kept, are_texts, NA)) && rlang::is_bool(type$whole) && rlang::is_bool(type$list_like)
}

is_factor_type <- function(type) {
  levels <- are_texts(type$levels) && are_texts(type$all) && !anyDuplicated(type$all) && all(type$levels %in% type$all)
  levels && rlang::is_bool(type$ordered) && rlang::is_bool(type$missing)
}

check_conditions_part <- function(by, data, n) {
  if (is.null(by)) {
    return(invisible())
  }
  template <- by$template
  stopifnot("the conditions are not described" = is_named_list(by) && is_template(template) &&
    inherits(template, "gan_table") && rlang::is_bool(by$formula))
  check_frame_template(template, c(n, length(template$types)))
  check_types_part(template$types, length(template$names))
  columns <- length(template$types)
  stopifnot(
    "the conditions of rows are no numbers" = are_conditions(by$numbers, columns) && nrow(by$numbers) == n,
    "the conditions of traced rows are no numbers" = is.null(by$traced) || are_conditions(by$traced, columns),
    "the columns of conditions are not described" = is.list(by$columns) && length(by$columns) == columns,
    "columns of the data and of conditions have no order" = !by$formula ||
      (data$template$frame && setequal(by$order, c(data$template$names, template$names)))
  )
}

are_centres <- function(x, dims) {
  is.double(x) && !is.object(x) && all(is.finite(x)) && length(dim(x)) == length(dims) &&
    identical(as.vector(dim(x)[-1]), as.vector(dims[-1]))
}

are_conditions <- function(x, columns) {
  is.double(x) && !is.object(x) && length(dim(x)) == 2 && all(is.finite(x)) && ncol(x) == columns
}

is_dims <- function(x, dims) is_column(x, "integer", length(dims)) && identical(as.vector(x), as.vector(dims))

are_names_of_rows <- function(names, frame, n) {
  if (frame) {
    return(length(names) == n && !is.object(names) && are_row_names(names, n))
  }
  is.null(names) || is_column(names, "character", n)
}

check_frame_template <- function(template, dims) {
  stopifnot(
    "the class of the data frame is unknown" = is.character(template$class) && "data.frame" %in% template$class &&
      all(template$class %in% c("data.frame", "tbl_df", "tbl", "data.table")),
    "the columns have other names than there are columns" = length(dims) == 2 &&
      is_column(template$names, "character", dims[[2]]),
    "it is not told which columns are whole numbers" = is_column(template$whole, "logical", dims[[2]]) &&
      !anyNA(template$whole)
  )
}

check_array_template <- function(template, dims) {
  names <- template$dimnames
  stopifnot(
    "rows that were no data frame have a class" = is.null(template$class),
    "the names of columns do not fit the rows" = is.null(names) ||
      (is.list(names) && !is.object(names) && is.null(names[[1]]) && are_dimnames(names, dims)),
    "it is not told whether the rows are whole numbers" = rlang::is_bool(template$whole)
  )
}

history_columns <- c("epoch", "step", "d_loss", "g_loss", "d_accuracy", "g_accuracy", "seconds")

check_history_part <- function(history, epochs, steps) {
  is_frame_of(history, "the history", c("integer", "integer", rep("double", 5)), history_columns)
  counts <- function(x, top) !anyNA(x) && !is.unsorted(x) && all(x >= 0 & x <= top)
  stopifnot(
    "the history has other epochs than were trained" = counts(history$epoch, epochs + 1) &&
      is_number_whole(steps) && counts(history$step, steps),
    "the history has impossible times" = all(is.finite(history$seconds) & history$seconds >= 0)
  )
}

# A data frame of just these columns; that they are equally long was seen when it was read.
is_frame_of <- function(x, what, types, names) {
  fits <- is.data.frame(x) && identical(class(x), "data.frame") && identical(names(x), names) &&
    identical(vapply(x, typeof, "", USE.NAMES = FALSE), types) && !any(vapply(x, is.object, NA))
  if (!fits) stop(what, " has other columns than it should have", call. = FALSE)
}

check_traces_part <- function(traces, best) {
  types <- c("integer", "integer", rep("double", 4), "list", "logical", "logical", "double", "list")
  names <- c("epoch", "step", "score", "outside", "copies", "nearer", "shares", "kept", "best", "floor", "findings")
  # Fits of versions before have neither floor nor findings.
  of_today <- seq_len(if ("floor" %in% names(traces)) 11 else 9)
  is_frame_of(traces, "the table of traces", types[of_today], names[of_today])
  shares <- vapply(traces$shares, function(x) is.double(x) && !is.object(x) && is.null(dim(x)), NA)
  stopifnot(
    "the traces have no epochs" = !anyNA(traces$epoch) && !anyNA(traces$step) && !anyNA(traces$kept),
    "the traces' shares are no numbers" = all(shares),
    "the traces' findings are no texts" = all(vapply(traces$findings %||% list(), is_texts, NA)),
    "the best epoch is no traced one" = is.null(best) || (is_number_whole(best) && best %in% traces$epoch)
  )
}

check_details_part <- function(details, parts) {
  stopifnot("the details are missing" = is_named_list(details))
  for (network in c("generator", "discriminator")) check_network_part(details[[network]])
  kept <- unlist(details$kept_epochs)
  held <- unlist(details$held_out)
  n <- parts$data$dim[[1]]
  stopifnot(
    "the details tell of other epochs" = identical(as.numeric(details$epoch), as.numeric(parts$epochs)),
    "the number of steps is no whole number" = is_number_whole(details$step),
    "the number of latent numbers is no whole number" = is_number_whole(details$latent, 1),
    "the objective has no name" = is_text(details$objective),
    "the noise is not described" = is_noise_part(details),
    "the groups are not described" = is_groups_part(unlist(details$groups)),
    "the calibration is not described" = is_counts_part(details$calibration, c("units", "ranked", "rounded")),
    "the increments are not described" = is_counts_part(details$increments, c("units", "monotone", "summed")),
    "the tails are not described" = is_counts_part(details$tails, c("units", "mapped")),
    "the surface is not described" = is.null(details$surface) || is_number_whole(details$surface, 1),
    "the moments are not described" = is.null(details$moments) ||
      (is.numeric(unlist(details$moments)) && length(details$moments) == 2),
    "the relations are not described" = is_relations_part(details$relations),
    "the levels are not described" = is_counts_part(details$levels, c("units", "apart")),
    "the details tell of another best epoch" = identical(details$best_epoch, parts$best),
    "the epochs kept are no traced ones" = is.null(kept) ||
      (is.numeric(kept) && all(kept %in% parts$traces$epoch)),
    "rows held out are no rows" = is.null(held) ||
      (is.numeric(held) && !anyNA(held) && all(held >= 0 & held < n & held == round(held)))
  )
}

# Fits from before there was a noise model do not tell of it.
is_noise_part <- function(details) {
  deviation <- unlist(details$noise)
  learned <- details$components
  counted <- is.numeric(learned) && length(learned) == 1 && isTRUE(learned >= 1 && learned == round(learned))
  is.null(deviation) || (counted && is.numeric(deviation) && all(is.finite(deviation) & deviation >= 0))
}

# Nor do those from before there were groups.
is_groups_part <- function(shares) {
  is.null(shares) || (is.numeric(shares) && length(shares) > 1 && isTRUE(all(shares > 0 & shares < 1)))
}

# Columns of relations that are kept, from 0, of fits that have any.
is_relations_part <- function(relations) {
  codes <- c("order", "equal", "sum")
  is.null(relations) || (
    setequal(names(relations), c(codes, "repaired")) && rlang::is_scalar_double(relations$repaired) &&
      all(vapply(unlist(relations[codes]), is_number_whole, NA))
  )
}

# Numbers of these names, of fits that have them.
is_counts_part <- function(part, counts) {
  is.null(part) || (is_named_list(part) && all(vapply(part[counts], is_number_whole, NA)))
}

check_network_part <- function(network) {
  stopifnot("a network is not described" = is_named_list(network))
  good <- is.list(network$layers) && all(vapply(network$layers, is_layer, NA))
  stopifnot(
    "a network's layers are not described" = good && length(network$layers) > 0,
    "a network's number of parameters is no whole number" = is_number_whole(network$parameters)
  )
}

is_layer <- function(layer) {
  if (!is_named_list(layer)) {
    return(FALSE)
  }
  sizes <- unlist(layer$output_shape)
  is_text(layer$type) && is_number_whole(layer$parameters) && (is.null(sizes) || is.numeric(sizes))
}

# What depends on the trainer itself.
check_same_trainer <- function(fit, details) {
  for (name in c("n", "epoch", "step", "latent", "groups", "best_epoch", "kept_epochs", "held_out")) {
    there <- as.numeric(unlist(fit$details[[name]]))
    here <- as.numeric(unlist(details[[name]]))
    told <- name %in% names(fit$details)
    if (told && !identical(there, here)) stop("the trainer has another `", name, "` than the fit tells", call. = FALSE)
  }
  stopifnot(
    "the trainer was made for another kind of data" = identical(details$kind, fit$data$kind),
    "the trainer has another batch size or seed" = details$batch_size == fit$batch_size && details$seed == fit$seed
  )
}
