# The page of the explorer: a picture that stays in sight, and what moves it. Sliders are the browser's own, which have
# keys, labels and touch, and are as wide as they may; inst/explore holds their binding and the style.

explore_ui <- function(explorer) {
  tags <- shiny::tags
  shiny::bootstrapPage(
    theme = bslib::bs_theme(version = 5), lang = "en", title = paste("Explore", explorer$fit$model_name),
    explore_assets(),
    tags$main(
      class = "explore",
      explore_header(explorer),
      if (!explorer$live) explore_banner(),
      tags$section(
        class = "stage", `aria-label` = "The row",
        tags$div(class = "picture", shiny::plotOutput("picture", height = "100%")),
        shiny::uiOutput("facts", class = "facts")
      ),
      explore_controls(explorer),
      tags$section(
        class = "beside", `aria-labelledby` = "beside-title",
        tags$h2(id = "beside-title", "Nearest training rows"),
        if (is.null(explorer$nearest)) {
          tags$p("The fit holds no training rows to look among.")
        } else {
          explore_strip(explorer, "nearest")
        }
      ),
      explore_favourites(),
      explore_downloads()
    )
  )
}

explore_assets <- function() {
  file <- function(name) system.file("explore", name, package = "rgan", mustWork = TRUE)
  shiny::tags$head(
    shiny::tags$meta(name = "viewport", content = "width=device-width, initial-scale=1"),
    shiny::includeCSS(file("explore.css")), shiny::includeScript(file("explore.js"))
  )
}

explore_header <- function(explorer) {
  fit <- explorer$fit
  rows <- if (explorer$live) "generated rows of epoch" else "stored rows of epoch"
  epoch <- fit$best %||% fit$epochs
  shiny::tags$header(
    shiny::tags$h1(paste("Explore", fit$model_name)),
    shiny::tags$p(paste0(data_text(fit$data), ", ", rows, " ", format(epoch, big.mark = ","))),
    shiny::actionButton("done", "Done", class = "btn-outline-secondary btn-sm")
  )
}

explore_banner <- function() {
  shiny::tags$p(
    class = "banner", role = "note",
    shiny::tags$strong("Python is not set up, so nothing can be generated."),
    " Shown are rows that the fit has stored; sliders move them along their principal components, not through the ",
    "generator. ", shiny::tags$code("install_rgan()"), " sets Python up."
  )
}

# A line of small panels; of several channels they stand one below the other.
explore_strip <- function(explorer, id) {
  dims <- explorer$fit$data$dim
  channels <- if (explorer$kind == "series") min(dims[[3]], 8) else 1
  height <- if (channels > 1) sprintf("height: %dpx", 60 + 65 * channels)
  shiny::tags$div(class = "strip", style = height, shiny::plotOutput(id, height = "100%"))
}

explore_controls <- function(explorer) {
  tags <- shiny::tags
  directions <- explorer$directions
  tags$section(
    class = "controls", `aria-label` = "Controls",
    tags$div(
      class = "buttons",
      shiny::actionButton("surprise", "Surprise me", class = "btn-primary"),
      shiny::actionButton("keep", "Keep", class = "btn-outline-primary", title = "Put this row among the favourites"),
      shiny::actionButton("back", "Back", class = "btn-outline-secondary", title = "To the row as it was drawn")
    ),
    explore_group(explorer),
    explore_conditions(explorer),
    lapply(seq_along(directions$share), function(k) {
      explore_slider(
        paste0("direction_", k), directions$label[[k]], explore_low(directions$low[[k]]),
        explore_high(directions$high[[k]]), 0, slider_step
      )
    })
  )
}

slider_step <- 0.05

# Ends on whole tenths, so that 0 is a place of the slider.
explore_low <- function(x) min(floor(x * 10) / 10, -0.1)
explore_high <- function(x) max(ceiling(x * 10) / 10, 0.1)

#' A slider of the browser's own.
#' @param texts What it shows at each of its places; the number itself where left out.
#' @noRd
explore_slider <- function(id, label, min, max, value, step, texts = NULL) {
  shiny::tags$div(
    class = "slider",
    shiny::tags$label(`for` = id, label),
    shiny::tags$output(`for` = id, id = paste0(id, "-value")),
    shiny::tags$input(
      type = "range", class = "explore-slider", id = id, min = min, max = max, step = step, value = value,
      `data-texts` = if (!is.null(texts)) as.character(jsonlite::toJSON(texts))
    )
  )
}

explore_select <- function(id, label, choices) {
  shiny::selectInput(id, label, choices, selectize = FALSE, width = "100%")
}

explore_group <- function(explorer) {
  # Under conditions the group is drawn with them: not every group has rows of every condition.
  if (length(explorer$groups) > 1 && is.null(explorer$told)) {
    shares <- sprintf("group %d (%.0f %% of rows)", seq_along(explorer$groups), 100 * explorer$groups)
    explore_select("group", "Group", stats::setNames(seq_along(shares), shares))
  }
}

explore_conditions <- function(explorer) {
  template <- explorer$told$template
  lapply(seq_along(template$types), function(j) {
    type <- template$types[[j]]
    id <- paste0("by_", j)
    if (is_category(type)) {
      levels <- c(type$levels, if (isTRUE(type$missing)) "missing")
      return(explore_select(id, template$names[[j]], stats::setNames(seq_along(levels) - 1, levels)))
    }
    texts <- explore_text(condition_places(explorer, j), type)
    explore_slider(id, template$names[[j]], 0, length(texts) - 1, 0, 1, texts)
  })
}

# The numbers that a slider of a condition stands for, from the least to the largest of the training rows.
condition_places <- function(explorer, j) {
  seen <- explorer$told$numbers[, j]
  places <- seq(min(seen), max(seen), length.out = 101)
  if (isTRUE(explorer$told$template$types[[j]]$whole)) unique(round(places)) else places
}

explore_favourites <- function() {
  tags <- shiny::tags
  tags$section(
    class = "favourites", `aria-labelledby` = "favourites-title",
    tags$h2(id = "favourites-title", "Favourites"),
    shiny::uiOutput("favourites"),
    shiny::conditionalPanel(
      "output.several == 'yes'",
      tags$div(class = "ends", explore_select("from", "Walk from", NULL), explore_select("to", "to", NULL)),
      explore_slider("walk", "On the way", 0, 1, 0, 0.01),
      tags$button(
        type = "button", class = "btn btn-outline-primary btn-sm", id = "play", `aria-pressed` = "false", "Play"
      )
    )
  )
}

explore_downloads <- function() {
  shiny::tags$section(
    class = "downloads", `aria-labelledby` = "downloads-title",
    shiny::tags$h2(id = "downloads-title", "Download"),
    explore_select("what", "Rows", c("this row" = "row", "favourites" = "kept", "walk, 12 rows" = "walk")),
    shiny::tags$div(
      class = "buttons",
      shiny::downloadButton("csv", "CSV", class = "btn-sm", icon = NULL),
      shiny::downloadButton("png", "PNG", class = "btn-sm", icon = NULL)
    )
  )
}
