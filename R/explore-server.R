# What the explorer does as it is used. The state is the place that the row is made at, and those of the favourites;
# sliders and selectors only show it, and say how it is to change.

explore_server <- function(explorer, gadget = FALSE) {
  force(gadget)
  function(input, output, session) {
    state <- shiny::reactiveValues(place = NULL, origin = NULL, drawn = 0L, kept = list(), last = 0L)
    shown <- new_shown(session)
    numbers <- shiny::reactive(place_numbers(explorer, shiny::req(state$place)))
    observe_draws(explorer, input, state)
    observe_directions(explorer, input, state, shown)
    observe_conditions(explorer, input, state, shown)
    observe_favourites(explorer, input, output, session, state)
    render_row(explorer, output, state, numbers)
    render_nearest(explorer, output, numbers)
    render_downloads(explorer, input, output, state)
    finish <- function() shiny::stopApp(kept_rows(explorer, shiny::isolate(state$kept)))
    shiny::observeEvent(input$done, if (gadget) finish() else session$close())
    # A window that is closed must not keep R waiting.
    if (gadget) session$onSessionEnded(finish)
  }
}

kept_rows <- function(explorer, kept) {
  if (length(kept) == 0) {
    return(NULL)
  }
  rows <- places_rows(explorer, kept)
  if (explorer$live) attr(rows, "latent") <- do.call(rbind, lapply(kept, function(place) place$point))
  rows
}

# What the controls show. A control that was set by the server answers with its new value: that is no wish of the
# user's.
new_shown <- function(session) {
  values <- new.env(parent = emptyenv())
  differs <- function(id, value, by) is.null(values[[id]]) || abs(values[[id]] - as.numeric(value)) > by
  list(
    # `by`: what is less than so far from the truth stays, so that a slider does not move under the hand.
    set = function(id, value, by = 1e-6) {
      if (differs(id, value, by)) {
        values[[id]] <- as.numeric(value)
        session$sendInputMessage(id, list(value = value))
      }
    },
    # By how much the user has changed a control; NULL where nobody did.
    change = function(id, value) {
      before <- values[[id]]
      if (is.null(before) || is.null(value) || !differs(id, value, 1e-6)) {
        return(NULL)
      }
      values[[id]] <- as.numeric(value)
      values[[id]] - before
    }
  )
}

# Rows -------------------------------------------------------------------------

observe_draws <- function(explorer, input, state) {
  draw <- function() {
    state$drawn <- state$drawn + 1L
    state$place <- state$origin <- draw_place(explorer, state$drawn, if (explorer$live) state$place$told)
  }
  shiny::isolate(draw())
  shiny::observeEvent(input$surprise, draw())
  shiny::observeEvent(input$back, state$place <- state$origin)
}

observe_directions <- function(explorer, input, state, shown) {
  ids <- paste0("direction_", seq_along(explorer$directions$share))
  shiny::observe({
    at <- round(point_position(explorer, shiny::req(state$place)$point) / slider_step) * slider_step
    ends <- explorer$directions
    for (k in seq_along(ids)) {
      place <- min(max(at[[k]], explore_low(ends$low[[k]])), explore_high(ends$high[[k]]))
      shown$set(ids[[k]], place, by = 1.2 * slider_step)
    }
  }, priority = 10)
  lapply(seq_along(ids), function(k) {
    shiny::observeEvent(input[[ids[[k]]]], {
      by <- shown$change(ids[[k]], input[[ids[[k]]]])
      if (!is.null(by)) state$place$point <- move_point(explorer, state$place$point, k, by)
    })
  })
}

observe_conditions <- function(explorer, input, state, shown) {
  types <- explorer$told$template$types
  ids <- sprintf("by_%d", seq_along(types))
  shiny::observe({
    place <- shiny::req(state$place)
    group <- point_group(explorer, place$point)
    if (!is.null(group)) shown$set("group", as.character(group))
    for (j in seq_along(ids)) {
      value <- place$told[[1, j]]
      if (!is_category(types[[j]])) value <- which.min(abs(condition_places(explorer, j) - value)) - 1
      shown$set(ids[[j]], if (is_category(types[[j]])) as.character(value) else value)
    }
  }, priority = 10)
  shiny::observeEvent(input$group, {
    if (!is.null(shown$change("group", input$group))) {
      state$place$point <- with_group(explorer, state$place$point, as.numeric(input$group))
    }
  })
  lapply(seq_along(ids), function(j) {
    shiny::observeEvent(input[[ids[[j]]]], {
      if (!is.null(shown$change(ids[[j]], input[[ids[[j]]]]))) {
        value <- as.numeric(input[[ids[[j]]]])
        if (!is_category(types[[j]])) value <- condition_places(explorer, j)[[value + 1]]
        told <- state$place$told
        told[1, j] <- value
        state$place <- place_told(explorer, state$place, told)
      }
    })
  })
}

# Favourites ---------------------------------------------------------------------

observe_favourites <- function(explorer, input, output, session, state) {
  shiny::observeEvent(input$keep, {
    state$last <- state$last + 1L
    state$kept <- c(state$kept, list(c(state$place[c("point", "told", "noise")], name = as.character(state$last))))
  })
  shiny::observeEvent(input$forget, state$kept <- Filter(function(f) f$name != input$forget, state$kept))
  shiny::observeEvent(input$show, state$place <- state$origin <- favourite_named(state$kept, input$show))
  shiny::observeEvent(state$kept, {
    names <- vapply(state$kept, function(f) f$name, "")
    from <- if (isTRUE(input$from %in% names)) input$from else utils::head(names, 1)
    # The newest, where there is no way yet.
    to <- if (isTRUE(input$to %in% setdiff(names, from))) input$to else utils::tail(names, 1)
    shiny::updateSelectInput(session, "from", choices = names, selected = from)
    shiny::updateSelectInput(session, "to", choices = names, selected = to)
  }, ignoreInit = TRUE)
  shiny::observeEvent(input$walk, state$place <- walk_place(explorer, input, state, input$walk), ignoreInit = TRUE)
  output$several <- shiny::renderText(if (length(state$kept) > 1) "yes" else "no")
  shiny::outputOptions(output, "several", suspendWhenHidden = FALSE)
  output$favourites <- shiny::renderUI(favourite_list(explorer, state$kept))
  output$kept <- shiny::renderPlot(explore_kept(explorer, state$kept), bg = "transparent", res = 88)
}

favourite_named <- function(kept, name) shiny::req(Find(function(f) identical(f$name, name), kept))

# A share of the way between the favourites chosen.
walk_place <- function(explorer, input, state, share) {
  ends <- lapply(list(input$from, input$to), favourite_named, kept = state$kept)
  place_between(explorer, ends[[1]], ends[[2]], share)
}

favourite_list <- function(explorer, kept) {
  tags <- shiny::tags
  if (length(kept) == 0) {
    return(tags$p(class = "hint", "None yet. Keep two rows to walk from one to the other."))
  }
  press <- function(id, name) sprintf("Shiny.setInputValue('%s', '%s', {priority: 'event'})", id, name)
  one <- function(favourite) {
    name <- favourite$name
    tags$li(
      tags$button(
        type = "button", class = "btn btn-sm btn-outline-primary", onclick = press("show", name),
        `aria-label` = paste("Show favourite", name), name
      ),
      tags$button(
        type = "button", class = "btn btn-sm forget", onclick = press("forget", name),
        `aria-label` = paste("Forget favourite", name), "\u00d7"
      )
    )
  }
  list(
    tags$ul(class = "kept", role = "list", lapply(kept, one)),
    explore_strip(explorer, "kept")
  )
}

explore_kept <- function(explorer, kept, most = 6) {
  shiny::req(length(kept) > 0)
  kept <- utils::tail(kept, most)
  explore_picture(explorer, places_numbers(explorer, kept), vapply(kept, function(favourite) favourite$name, ""))
}

# What is seen -------------------------------------------------------------------

render_row <- function(explorer, output, state, numbers) {
  output$picture <- shiny::renderPlot(
    explore_picture(explorer, numbers()),
    bg = "transparent", res = 88, alt = shiny::reactive(explore_alt(explorer, numbers()))
  )
  output$facts <- shiny::renderUI({
    real <- explore_realness(explorer, numbers(), state$place$told)
    facts <- c(
      realness_fact(real, explorer$real), nearest_fact(explorer, numbers()), group_fact(explorer, state$place$point)
    )
    shiny::tags$dl(Map(
      function(name, text) shiny::tags$div(shiny::tags$dt(name), shiny::tags$dd(text)), names(facts), facts
    ))
  })
}

realness_fact <- function(real, training) {
  if (is.null(real)) {
    return(NULL)
  }
  beside <- if (!is.null(training)) {
    # Ties count half: at the optimum all rows look alike.
    more <- mean(training < real) + mean(training == real) / 2
    sprintf(", more real than %.0f %% of training rows", 100 * more)
  }
  c(Realness = paste0(format_distance(real), beside))
}

nearest_fact <- function(explorer, numbers) {
  if (is.null(explorer$nearest)) {
    return(NULL)
  }
  first <- nearest_to(explorer, numbers, 1)
  looked <- if (length(explorer$training$id) < explorer$training$of) {
    sprintf(" (of %d looked among)", length(explorer$training$id))
  }
  c(`Nearest row` = sprintf(
    "%d%s, %s away (training rows from one another: %s)",
    first$id, looked %||% "", format_distance(first$distance), format_distance(explorer$nearest$usual)
  ))
}

group_fact <- function(explorer, point) {
  group <- point_group(explorer, point)
  if (!is.null(group)) c(Group = sprintf("%d of %d", group, length(explorer$groups)))
}

# Drawn when the sliders rest.
render_nearest <- function(explorer, output, numbers) {
  if (is.null(explorer$nearest)) {
    return(invisible())
  }
  rested <- shiny::debounce(numbers, 200)
  output$nearest <- shiny::renderPlot(
    {
      width <- shiny::getCurrentOutputInfo()$width
      nearest_picture(explorer, nearest_to(explorer, rested(), if (isTRUE(width() < 420)) 2 else 3))
    },
    bg = "transparent", res = 88,
    alt = shiny::reactive({
      nearest <- nearest_to(explorer, rested())
      paste("Training rows", paste(nearest$id, collapse = ", "))
    })
  )
}

# Downloads ------------------------------------------------------------------------

render_downloads <- function(explorer, input, output, state) {
  chosen <- shiny::reactive(chosen_places(explorer, input, state))
  name <- function(ending) function() paste0(explorer$fit$model_name, "-", input$what, ".", ending)
  output$csv <- shiny::downloadHandler(name("csv"), function(file) {
    utils::write.csv(explore_csv(places_rows(explorer, chosen())), file, row.names = FALSE)
  }, contentType = "text/csv")
  output$png <- shiny::downloadHandler(name("png"), function(file) {
    names <- if (length(chosen()) > 1) vapply(chosen(), function(place) place$name, "")
    picture <- explore_picture(explorer, places_numbers(explorer, chosen()), names)
    ggplot2::ggsave(file, picture, device = "png", width = 7, height = 5, dpi = 150, bg = "white")
  }, contentType = "image/png")
}

# The rows that are downloaded: the favourites, or the walk between two of them, if any; else this one.
chosen_places <- function(explorer, input, state, steps = 12) {
  if (input$what == "kept" && length(state$kept) > 0) {
    return(state$kept)
  }
  if (input$what == "walk" && length(state$kept) > 1) {
    return(lapply(seq_len(steps), function(k) {
      place <- walk_place(explorer, input, state, (k - 1) / (steps - 1))
      replace(place, "name", as.character(k))
    }))
  }
  list(state$place)
}

#' Rows as a data frame: those of tables and waves one below the other, windows, images and lists in long form.
#' @noRd
explore_csv <- function(rows) {
  if (is.data.frame(rows) || inherits(rows, "gan_windows")) {
    return(as.data.frame(rows))
  }
  if (is.list(rows)) {
    sizes <- lengths(rows)
    return(data.frame(
      row = rep(seq_along(rows), sizes), time = unlist(lapply(sizes, seq_len)), value = unlist(rows, use.names = FALSE)
    ))
  }
  told <- attr(rows, "by")
  told <- if (is.data.frame(told)) told else if (!is.null(told)) data.frame(by = told)
  if (length(dim(rows)) == 2) {
    plain <- as.data.frame(matrix(rows, nrow(rows), dimnames = list(NULL, colnames(rows))))
    return(if (is.null(told)) plain else cbind(told, plain))
  }
  axes <- list(c("row", "time", "channel"), c("row", "height", "width", "colour"))[[length(dim(rows)) - 2]]
  cell <- expand.grid(lapply(dim(rows), seq_len), KEEP.OUT.ATTRS = FALSE)
  names(cell) <- axes
  channels <- utils::tail(dimnames(rows), 1)[[1]]
  if (!is.null(channels)) cell[[length(cell)]] <- channels[cell[[length(cell)]]]
  cell$value <- as.vector(rows)
  if (is.null(told)) cell else cbind(told[cell$row, , drop = FALSE], cell, row.names = NULL)
}
