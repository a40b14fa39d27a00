# What goes wrong in training though the losses look fine, from what Python finds at each trace. A finding is a message
# for cli; each function here depends on nothing but its arguments.

warm_up <- 1000 # steps before which nothing is judged: every GAN begins badly
lasting_traces <- 3
won_accuracy <- 0.98
copies_above <- 0.25

#' The findings of a run by name, from its traces (lists as `GAN.trace()` gives
#' them, oldest first). Judged is the epoch that rows are generated from, and a
#' collapse that came after it and lasts.
#' @noRd
health_of <- function(traces, preset = "default") {
  if (length(traces) == 0 || traces[[length(traces)]]$step < warm_up) {
    return(list())
  }
  used <- best_trace(traces)
  findings <- list(
    collapse = find_collapse(traces, used, preset), discriminator_won = find_winner(traces, used),
    memorising = find_memory(used)
  )
  findings <- Filter(Negate(is.null), findings)
  if (length(findings) > 0) findings else Filter(Negate(is.null), list(nothing_learned = find_nothing(used)))
}

best_trace <- function(traces) {
  last <- traces[[length(traces)]]
  best <- Filter(function(trace) identical(trace$epoch, last$best_epoch), traces)
  if (length(best) > 0) best[[length(best)]] else last
}

lost_groups <- function(trace) which(!is_covered(as.numeric(trace$shares), as.numeric(trace$real$shares)))

find_collapse <- function(traces, used, preset) {
  last <- utils::tail(traces, lasting_traces)
  later <- length(last) == lasting_traces && all(lengths(lapply(last, lost_groups)) > 0)
  collapsed <- if (length(lost_groups(used)) > 0) used else if (later) last[[lasting_traces]]
  real <- as.numeric(used$real$shares)
  if (length(real) < 2 || is.null(collapsed)) {
    return(NULL)
  }
  shares <- as.numeric(collapsed$shares)
  lost <- lost_groups(collapsed)
  remedy <- if (preset == "default") {
    "Train longer, or with other random numbers ({.arg seed})."
  } else {
    "The default recipe holds on to groups: {.code gan(data, spec = gan_spec())}."
  }
  c(
    paste0(
      "Training collapsed: ", length(lost), " of ", length(real), " groups of real rows get",
      if (length(lost) == 1) "s", " less than a quarter of ", its(lost), " share."
    ),
    "x" = paste0("Generated ", percents(shares), ", real ", percents(real), "."),
    "i" = if (!identical(collapsed$epoch, used$epoch)) {
      paste0("Rows are generated from epoch ", used$epoch, ", before that.")
    },
    "i" = remedy
  )
}

find_winner <- function(traces, used) {
  last <- utils::tail(traces, lasting_traces)
  accuracy <- vapply(last, function(trace) trace$d_accuracy, 0)
  learned <- used$score <= used$real$average / 2
  if (length(last) < lasting_traces || anyNA(accuracy) || any(accuracy < won_accuracy) || learned) {
    return(NULL)
  }
  c(
    paste0(
      "The discriminator has won: it is right ", percent(mean(accuracy)),
      " of the time, and the generator learns nothing from it."
    ),
    "i" = paste(
      "Lower the discriminator's rate ({.code gan_spec(discriminator_optimizer = 1e-4)}) or weigh its penalties more",
      "({.code gan_spec(objective = list(r1 = 50, r2 = 50))})."
    )
  )
}

find_memory <- function(used) {
  nearer <- used$nearer
  known <- is.numeric(nearer) && !is.nan(nearer)
  if (used$copies <= used$real$copies + copies_above && !(known && nearer > nearer_above)) {
    return(NULL)
  }
  c(
    "The generator memorises the training rows.",
    "x" = paste0(
      percent(used$copies), " of generated rows all but repeat a training row (real rows among themselves: ",
      percent(used$real$copies), ")",
      if (known) paste0("; ", percent(nearer), " are nearer to one than to rows held out (50 % is best)"), "."
    ),
    "i" = "Train on more rows, for fewer epochs, or with a smaller generator."
  )
}

find_nothing <- function(used) {
  if (used$score <= 0.8 * used$real$average) {
    return(NULL)
  }
  c(
    "Nothing has been learned yet: generated rows are hardly nearer to real ones than the average row is.",
    "x" = paste0("Score ", format_score(used$score), ", average row ", format_score(used$real$average), ", best 0."),
    "i" = "Train longer ({.code gan(continue_training = fit)}) or with the default recipe."
  )
}

# While it trains, a finding is told when three traces in a row have it, once.
tell_health <- function(run) {
  now <- health_of(run$traces, run$preset)
  run$found <- utils::tail(c(run$found, list(names(now))), lasting_traces)
  lasting <- Reduce(intersect, run$found)
  for (name in if (length(run$found) == lasting_traces) setdiff(lasting, run$told)) {
    run$told <- c(run$told, name)
    text <- paste0("Epoch ", run$epoch, ": ", cli::ansi_strip(cli::format_inline(now[[name]][[1]])))
    log_line(run$log, text)
    if (run$progress) cli::cli_inform(c("!" = "{text}"), class = c("rgan_health", "rgan_message"))
  }
}

# At the end, each finding is a warning of its own class that carries the fit.
warn_health <- function(run, fit, call) {
  findings <- health_of(run$traces, run$preset)
  for (name in names(findings)) {
    cli::cli_warn(findings[[name]], class = c(paste0("rgan_", name), "rgan_warning"), fit = fit, call = call)
  }
}
