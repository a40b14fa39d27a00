# What a run trains on: devices of this machine, and the other processes of a cluster that run the same script. It is a
# setting of the session: fits know nothing of it. Python's side is rgan/devices.py and rgan_r/together.py.

check_devices <- function(devices, call = rlang::caller_env()) {
  if (!is.character(devices) || length(devices) == 0 || anyNA(devices) || anyDuplicated(devices)) {
    rule <- "\"auto\", \"cpu\", \"gpu\", \"all\" or names of devices such as \"gpu:0\", each once"
    abort_argument(devices, "devices", rule, call)
  }
  devices
}

#' What is trained on from now on: list(names, replicas, workers, index). In a
#' cluster, which is joined here, `workers` are the addresses of all processes.
#' Python is not asked again for what the session trains on anyway.
#' @noRd
use_devices <- function(devices, call) {
  wanted <- list(devices = devices, environment = cluster_variables(call))
  if (!identical(python_state$devices$wanted, wanted) || in_cluster(python_state$devices$used)) {
    python_state$devices <- NULL
    used <- call_trainer("use_devices", as.list(devices), wanted$environment, call = call)
    used[c("names", "workers")] <- lapply(used[c("names", "workers")], as.character)
    python_state$devices <- list(wanted = wanted, used = used)
  }
  python_state$devices$used
}

# Python has the variables of the moment when it started; the option is R's own. Empty is as good as not set.
cluster_variables <- function(call) {
  set <- Sys.getenv(c("TF_CONFIG", "RGAN_CLUSTER", "RGAN_CLUSTER_PORT", "RGAN_WORKER_TIMEOUT"))
  timeout <- getOption("rgan.worker_timeout")
  if (!is.null(timeout)) {
    set[["RGAN_WORKER_TIMEOUT"]] <- check_number_whole(timeout, arg = "options(rgan.worker_timeout = )", call = call)
  }
  as.list(set)
}

in_cluster <- function(used) length(used$workers) > 0

# The first process of a cluster writes, shows progress and traces; one alone does, too.
is_chief <- function(used) used$index == 0

# A batch is shared evenly. One that the user asked for is not changed.
shared_batch <- function(batch_size, asked, used, call) {
  parts <- used$replicas
  if (batch_size %% parts == 0) {
    return(batch_size)
  }
  fitting <- as.integer(parts * max(1, batch_size %/% parts))
  if (!asked) {
    return(fitting)
  }
  abort_rgan(c(
    "{parts} devices share each batch evenly, so {.arg batch_size} cannot be {batch_size}.",
    "i" = "Take {.code batch_size = {fitting}} or {.code batch_size = {fitting + parts}}."
  ), class = "devices", call = call)
}

# The other processes ----------------------------------------------------------

#' Makes sure, before the first step, that all processes of a cluster train the
#' same, and gives the seed to take where none was given: the chief's.
#' @noRd
agree_with_workers <- function(used, data, setup, planned, checkpoint, on_trace, previous, drawn, call) {
  if (!in_cluster(used)) {
    return(drawn)
  }
  facts <- list(
    seed = setup$seed, batch_size = setup$batch_size, epochs = planned$epochs, trace = planned$trace,
    patience = planned$patience, history_every = planned$history_every, kind = data$kind,
    spec = without_models(unclass(setup$spec)), file = file_identity(setup$file), checkpoint = !is.null(checkpoint),
    on_trace = !is.null(on_trace), # of which all hear the chief's answer
    first_epoch = if (is.null(previous)) 0L else previous$epochs,
    rgan = as.character(utils::packageVersion("rgan"))
  )
  facts <- lapply(facts, fact_text)
  call_trainer("agree", data$numbers, data$conditions$numbers, facts, drawn %||% 0L, call = call)
}

fact_text <- function(fact) {
  if (is.null(fact)) {
    return("none given")
  }
  if (is.atomic(fact)) toString(fact) else rlang::hash(fact)
}

# A process that fails or is interrupted tells the others, who would otherwise wait until they give it up.
leave_workers <- function(used, why) {
  if (in_cluster(used)) try(call_trainer("leave", why), silent = TRUE)
  invisible()
}

why_stopped <- function(run) {
  if (run$stopped == "interrupted") "interrupted by its user" else cli::ansi_strip(conditionMessage(run$condition))
}

# In print() of a fit; NULL for the plain CPU.
devices_text <- function(devices) {
  names <- as.character(unlist(devices$names))
  workers <- length(unlist(devices$workers))
  if (workers > 0) {
    return(paste0(workers, " processes, ", toString(names), " of each"))
  }
  if (length(names) > 0 && !identical(names, "cpu:0")) toString(names)
}
