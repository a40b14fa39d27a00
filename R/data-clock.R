# Times of a series, as plain numbers with a description of the class they come back in: whether they are equally
# spaced, how they go on, and how they are told.

# Index of any known class -> list(values = numbers, class, tz, units).
plain_times <- function(index) {
  kinds <- c("Date", "POSIXct", "yearmon", "yearqtr", "yearweek", "yearmonth", "yearquarter", "difftime")
  class <- intersect(class(index), kinds)
  class <- if (length(class) > 0) class[[1]] else if (is.integer(index)) "integer" else "numeric"
  list(
    values = as.double(unclass(index)), class = class, tz = attr(index, "tzone")[1],
    units = if (class == "difftime") attr(index, "units")
  )
}

# And back.
as_times <- function(values, as) {
  switch(as$class,
    Date = structure(values, class = "Date"),
    POSIXct = structure(values, class = c("POSIXct", "POSIXt"), tzone = as$tz),
    difftime = structure(values, class = "difftime", units = as$units),
    yearmon = structure(values, class = "yearmon"),
    yearqtr = structure(values, class = "yearqtr"),
    # Of the package tsibble: days since 1970 with a class of vctrs.
    yearweek = structure(values, class = c("yearweek", "vctrs_vctr"), week_start = 1),
    yearmonth = structure(values, class = c("yearmonth", "vctrs_vctr")),
    yearquarter = structure(values, class = c("yearquarter", "vctrs_vctr"), fiscal_start = 1),
    integer = if (all(values == round(values))) as.integer(values) else values,
    values
  )
}

# How times follow on one another: list(unit, step), or NULL where they are not equally spaced.
clock_of <- function(values, as) {
  if (length(values) < 2) {
    return(list(unit = "number", step = 1))
  }
  steps <- diff(values)
  step <- stats::median(steps)
  if (step > 0 && all(abs(steps - step) <= 1e-4 * step)) {
    return(list(unit = "number", step = step))
  }
  dated <- as$class %in% c("Date", "POSIXct", "yearmonth", "yearquarter")
  if (dated) clock_of_dates(local_dates(values, as), local_hours(values, as))
}

local_dates <- function(values, as) {
  if (as$class != "POSIXct") as.Date(values, origin = "1970-01-01") else as.Date(format(as_times(values, as), "%F"))
}

local_hours <- function(values, as) if (as$class == "POSIXct") format(as_times(values, as), "%H:%M:%OS3") else "0"

# Units of the calendar, whose length in days or seconds varies.
clock_of_dates <- function(dates, hours) {
  if (length(unique(hours)) > 1) {
    return(NULL)
  }
  n <- length(dates)
  days <- as.numeric(diff(dates))
  if (length(unique(days)) == 1) {
    return(list(unit = "days", step = days[[1]]))
  }
  months <- unique(diff(month_number(dates)))
  if (length(months) == 1 && months > 0) {
    if (identical(dates, month_end(month_number(dates)))) {
      return(list(unit = "month_ends", step = months))
    }
    if (identical(dates, months_on(dates[[1]], months * seq(0, n - 1)))) {
      return(list(unit = "months", step = months))
    }
  }
  # Trading days: no weekends, and only short holidays are missing.
  weekdays <- all(!as.POSIXlt(dates)$wday %in% c(0, 6)) && all(days > 0 & days <= 6) && mean(days == 1) > 0.5
  if (weekdays) list(unit = "weekdays", step = 1)
}

month_number <- function(dates) {
  parts <- as.POSIXlt(dates)
  12 * (parts$year + 1900) + parts$mon
}

month_start <- function(number) {
  as.Date(sprintf("%04d-%02d-01", as.integer(number %/% 12), as.integer(number %% 12) + 1L))
}

month_end <- function(number) month_start(number + 1) - 1

# The same day so many months later, or the last of a month that is too short.
months_on <- function(date, months) {
  number <- month_number(date) + months
  pmin(month_start(number) + as.POSIXlt(date)$mday - 1, month_end(number))
}

# The `n` times that follow on `from`, a number, as numbers.
later_times <- function(clock, from, n, as) {
  if (clock$unit == "number") {
    return(from + clock$step * seq_len(n))
  }
  first <- local_dates(from, as)
  dates <- switch(clock$unit,
    days = first + clock$step * seq_len(n),
    months = months_on(first, clock$step * seq_len(n)),
    month_ends = month_end(month_number(first) + clock$step * seq_len(n)),
    weekdays = weekdays_after(first, n)
  )
  if (as$class != "POSIXct") {
    return(as.double(dates))
  }
  as.double(as.POSIXct(paste(format(dates), format(as_times(from, as), "%H:%M:%S")), tz = as$tz %||% ""))
}

weekdays_after <- function(date, n) {
  days <- date + seq_len(2 * n + 7)
  utils::head(days[!as.POSIXlt(days)$wday %in% c(0, 6)], n)
}

# Steps in a season: a year of months or quarters, a day of hours; NULL where nothing is known of one.
period_of <- function(clock, as) {
  day <- if (as$class == "POSIXct" && clock$unit == "number") 86400 / clock$step
  year <- if (clock$unit %in% c("months", "month_ends")) {
    12 / clock$step
  } else if (as$class %in% c("yearmon", "yearqtr")) {
    1 / clock$step
  } else {
    as$frequency
  }
  period <- (year %||% day) %||% NA
  if (isTRUE(period >= 2 && period <= 366 && abs(period - round(period)) < 1e-6)) round(period)
}

# What one step is called, in the plural.
step_noun <- function(clock, as) {
  named <- c(days = "days", months = "months", month_ends = "months", weekdays = "trading days")
  if (clock$unit %in% names(named)) {
    several <- c(`3` = "quarters", `12` = "years")[as.character(clock$step)]
    months <- clock$unit %in% c("months", "month_ends")
    return(if (months && !is.na(several)) several[[1]] else if (clock$step == 1) named[[clock$unit]] else "time points")
  }
  seconds <- c(`1` = "seconds", `60` = "minutes", `3600` = "hours", `86400` = "days", `604800` = "weeks")
  noun <- switch(as$class,
    POSIXct = seconds[as.character(clock$step)],
    Date = c(`1` = "days", `7` = "weeks")[as.character(clock$step)],
    c(`12` = "months", `4` = "quarters", `1` = "years")[as.character(period_of(clock, as) %||% as$frequency %||% 0)]
  )
  if (is.na(noun)) "time points" else noun[[1]]
}

# Times to be read: "Jan 1949", "1949 Q1", "1949-01-31", "1949.08".
format_times <- function(values, as) {
  if (as$class %in% c("Date", "POSIXct", "difftime")) {
    return(format(as_times(values, as)))
  }
  parts <- c(yearmon = 12, yearmonth = 12, yearqtr = 4)
  frequency <- if (as$class %in% names(parts)) parts[[as$class]] else as$frequency %||% 1
  if (as$class == "yearmonth") {
    values <- month_number(as.Date(values, origin = "1970-01-01")) / 12
  }
  year <- floor(values + 1e-3 / frequency)
  part <- round((values - year) * frequency) + 1
  whole <- all(abs((values - year) * frequency + 1 - part) < 1e-3)
  if (whole && frequency == 12) {
    return(paste(month.abb[part], year))
  }
  if (whole && frequency == 4) {
    return(paste0(year, " Q", part))
  }
  format(values, digits = 8, trim = TRUE, drop0trailing = TRUE)
}
