# The kind of data decides the default networks and the plots.
data_kind <- function(x, is_frame) {
  dims <- dim(x)
  switch(as.character(length(dims)),
    "2" = if (is_frame || dims[[2]] < 10) "table" else "waves",
    "3" = "series",
    "4" = "images"
  )
}

# A recipe may ask for another kind only where the shape allows it.
check_kind <- function(kind, found, call) {
  flat <- c("waves", "table")
  if (is.null(kind)) {
    return(found)
  }
  if (kind == found || (kind %in% flat && found %in% flat)) {
    return(kind)
  }
  abort_rgan(c(
    "The recipe is for {kind}, but {.arg data} holds {found}.",
    "i" = "Waves and tables are matrices, series are arrays n x time x channels, images n x height x width x colours."
  ), class = "data", call = call)
}

# What waves by their shape are by their values: columns in units of their own make a table. Python decides, unless the
# spec says it.
settle_kind <- function(data, kind, call) {
  if (is.null(kind) && data$kind == "waves" && !data$settled) {
    data$kind <- call_trainer("kind_of", data$numbers, named_units(data$template), call = call)
  }
  # A data frame is a table, whatever its columns look like; but it is told where these look like points of waves.
  if (is.null(kind) && looks_wavy(data)) {
    data$wavy <- call_trainer("kind_of", data$numbers, named_units(data$template), call = call) == "waves"
  }
  data
}

# Many numbers in a row, of columns that have no names of their own, and each value near to the next.
looks_wavy <- function(data) {
  x <- data$numbers
  frame <- is.data.frame(data$rows) && length(dim(x)) == 2 && ncol(x) >= 10 && is.null(data$columns)
  if (data$kind != "table" || !frame || anyNA(x) || named_units(data$template)) {
    return(FALSE)
  }
  spread <- stats::sd(x - rowMeans(x))
  spread > 0 && stats::sd(x[, -1] - x[, -ncol(x)]) < spread
}

# Where values decided against the shape, or seem to say something else.
inform_kind <- function(data) {
  if (isTRUE(data$wavy)) {
    inform_rgan(c("i" = paste(
      "{.arg data} is a data frame, so it is learned as a table, but its columns look like points of waves;",
      "{.code gan_spec(kind = \"waves\")} learns waves."
    )))
  }
  if (data$kind == "table" && data$by_shape == "waves") {
    inform_rgan(c("i" = paste(
      "The columns of {.arg data} differ in scale as points of waves do not, so it is learned as a table;",
      "{.code gan_spec(kind = \"waves\")} learns waves."
    )))
  }
}

# What the conversion of the data has to tell.
inform_notes <- function(data) {
  if (length(data$notes) > 0) inform_rgan(stats::setNames(data$notes, rep("i", length(data$notes))))
}

# Whether columns have names of their own: not numbers, dates or a stem that is counted through.
named_units <- function(template) {
  names <- template_names(template)
  times <- paste0("(", paste(tolower(c(month.name, month.abb, week_days)), collapse = "|"), ")")
  stems <- gsub("[^[:alpha:]]", "", gsub(times, "", tolower(stats::na.omit(names))))
  length(unique(stems[nchar(stems) > 1])) >= 3
}

week_days <- c(
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Mon", "Tue", "Wed", "Thu", "Fri",
  "Sat", "Sun"
)
