# What goes wrong in training though the losses look fine, by the figures of its traces. A finding is a message for cli;
# functions that find depend on nothing but their arguments.

warm_up <- 1000 # steps before which nothing is judged: every GAN begins badly
lasting_traces <- 3
won_accuracy <- 0.98
copies_above <- 0.25

#' The findings of a run by name, from what the bridge's `trace` answers of its
#' newest trace: `recent` figures, those of the `best` epoch, those of `real`
#' rows. Judged is the epoch that rows are generated from, and a collapse that
#' came after it and lasts.
#' @noRd
health_of <- function(trace, preset = "default") {
  recent <- trace$recent
  if (is.null(trace$real) || length(recent) == 0 || !isTRUE(recent[[length(recent)]]$step >= warm_up)) {
    return(list())
  }
  used <- trace$best
  findings <- list(
    collapse = find_collapse(recent, used, trace$real, preset),
    discriminator_won = find_winner(recent, used, trace$real, preset), memorising = find_memory(used, trace$real)
  )
  findings <- Filter(Negate(is.null), findings)
  if (length(findings) > 0) {
    return(findings)
  }
  Filter(Negate(is.null), list(nothing_learned = find_nothing(used, trace$real, preset)))
}

lost_groups <- function(figures, real) which(!is_covered(as.numeric(figures$shares), as.numeric(real$shares)))

find_collapse <- function(recent, used, real, preset) {
  later <- length(recent) == lasting_traces && all(lengths(lapply(recent, lost_groups, real)) > 0)
  collapsed <- if (length(lost_groups(used, real)) > 0) used else if (later) recent[[lasting_traces]]
  real_shares <- as.numeric(real$shares)
  if (length(real_shares) < 2 || is.null(collapsed)) {
    return(NULL)
  }
  lost <- lost_groups(collapsed, real)
  remedy <- if (preset == "default") {
    "Train longer, or with other random numbers ({.arg seed})."
  } else {
    "The default recipe holds on to groups: {.code gan(data, spec = gan_spec())}."
  }
  c(
    paste0(
      "Training collapsed: ", length(lost), " of ", length(real_shares), " groups of real rows get",
      if (length(lost) == 1) "s", " less than a quarter of ", its(lost), " share."
    ),
    "x" = paste0("Generated ", percents(as.numeric(collapsed$shares)), ", real ", percents(real_shares), "."),
    "i" = if (!identical(collapsed$epoch, used$epoch)) {
      paste0("Rows are generated from epoch ", used$epoch, ", before that.")
    },
    "i" = remedy
  )
}

find_winner <- function(recent, used, real, preset = "default") {
  accuracy <- vapply(recent, function(figures) figures$d_accuracy, 0)
  learned <- isTRUE(used$score <= real$average / 2)
  if (length(recent) < lasting_traces || anyNA(accuracy) || any(accuracy < won_accuracy) || learned) {
    return(NULL)
  }
  c(
    paste0(
      "The discriminator has won: it is right ", percent(mean(accuracy)),
      " of the time, and the generator learns nothing from it."
    ),
    # Other recipes mostly have no penalties, and a slower discriminator of theirs wins later.
    "i" = if (preset == "default") {
      paste(
        "Lower the discriminator's rate ({.code gan_spec(discriminator_optimizer = 1e-4)}) or weigh its penalties more",
        "({.code gan_spec(objective = list(r1 = 50, r2 = 50))})."
      )
    } else {
      "The default recipe keeps the networks level: {.code gan(data, spec = gan_spec())}."
    }
  )
}

find_memory <- function(used, real) {
  nearer <- used$nearer
  known <- is.numeric(nearer) && !is.nan(nearer)
  if (!isTRUE(used$copies > real$copies + copies_above) && !(known && nearer > nearer_above)) {
    return(NULL)
  }
  c(
    "The generator memorises the training rows.",
    "x" = paste0(
      percent(used$copies), " of generated rows are near-copies of training rows (real rows among themselves: ",
      percent(real$copies), ")",
      if (known) paste0("; ", percent(nearer), " are nearer to one than to validation rows (50 % is best)"), "."
    ),
    "i" = "Train on more rows, for fewer epochs, or with a smaller generator."
  )
}

find_nothing <- function(used, real, preset = "default") {
  if (!isTRUE(used$score > 0.8 * real$average)) {
    return(NULL)
  }
  c(
    "Nothing has been learned yet: generated rows are hardly nearer to real ones than the average row is.",
    "x" = paste0("Score ", format_score(used$score), ", average row ", format_score(real$average), ", best 0."),
    "i" = paste(
      "Train longer ({.code gan(continue_training = fit)}) or with the default",
      if (preset == "default") "rates and networks." else "recipe ({.code gan(data, spec = gan_spec())})."
    )
  )
}

# While it trains, the user is informed of a finding that three traces in a row have, once.
report_health <- function(run, trace) {
  if (!trace$scored) {
    return(invisible())
  }
  now <- health_of(trace, run$preset)
  if (length(now) > 0) run$marks[[as.character(run$epoch)]] <- names(now)
  run$findings <- utils::tail(c(run$findings, list(names(now))), lasting_traces)
  lasting <- Reduce(intersect, run$findings)
  for (name in if (length(run$findings) == lasting_traces) setdiff(lasting, run$reported)) {
    run$reported <- c(run$reported, name)
    text <- paste0("Epoch ", run$epoch, ": ", cli::ansi_strip(cli::format_inline(now[[name]][[1]])))
    log_line(run$log, text)
    if (run$progress != "none") inform_rgan(c("!" = "{text}"), class = "rgan_health")
  }
}

# At the end, each finding is a warning of its own class that carries the fit.
warn_health <- function(run, fit) {
  findings <- health_of(run$figures, run$preset)
  for (name in names(findings)) warn_fit(findings[[name]], name, fit, run$call)
}
