#' Train on several machines
#'
#' Prints what to run on each machine so that all of them train one model: the
#' same R script, with the environment variable `TF_CONFIG` saying who takes part.
#' In that script nothing changes: [gan()] sees the variable, waits for the others,
#' and every process returns the same fit. Each batch is shared out evenly, and the
#' gradients are averaged over TensorFlow's own transport
#' (`tf.distribute.MultiWorkerMirroredStrategy`). `vignette("more-machines")` has
#' the whole story.
#'
#' @param hosts Names or addresses of the machines, one element for each process,
#'   the first of which writes the log and checkpoints, shows progress and traces
#'   (the *chief*). With a port, `"node1:5000"`, or without: then `port` is taken,
#'   and the next ones where a machine is named more than once. `"slurm"` for what
#'   to put into a job script, where SLURM says who takes part.
#' @param script The R script that all of them run.
#' @param port A free port on each machine.
#' @return An object of class `rgan_cluster`: a data frame with the columns `host`
#'   (with port), `config` (the value of `TF_CONFIG`) and `command` (a line for a
#'   shell of that machine). It prints as the lines.
#' @section What to know:
#' * The script must call [gan()] before anything else of rgan that computes in
#'   Python, and build no Keras models before it: TensorFlow joins a cluster only
#'   when it starts.
#' * Before the first step all processes compare data, recipe, seed, other arguments
#'   and versions. Where they differ, each ends with an error that names it. Without
#'   `seed` the chief's is taken.
#' * Where a process dies or does not come, the others stop with an error of class
#'   `rgan_error_worker` within `options(rgan.worker_timeout = 60)` seconds (or the
#'   environment variable `RGAN_WORKER_TIMEOUT`), and the time that one more look takes.
#'   Start the script anew everywhere: with `checkpoint`, which only the chief
#'   writes and reads, it goes on from there, with the same bits as if nothing had
#'   happened.
#' * The same seed gives the same bits on the same number of processes and devices.
#' * **TensorFlow's transport is neither authenticated nor encrypted, and TensorFlow
#'   listens on its port on all network interfaces of a machine**, whatever address
#'   is given. Use it only in a network whose machines you trust, behind a firewall
#'   that keeps the port from all others.
#' @seealso [gan()]
#' @export
#' @examples
#' rgan_cluster(c("node1", "node2"), script = "train.R")
#'
#' # two processes on this machine, to try it
#' rgan_cluster(c("localhost", "localhost"), script = "train.R")
#'
#' rgan_cluster("slurm", script = "train.R")
rgan_cluster <- function(hosts, script = "train.R", port = 5000) {
  check_full_names()
  check_string(script)
  check_number_whole(port)
  if (!is.character(hosts) || length(hosts) == 0 || anyNA(hosts) || !all(nzchar(hosts))) {
    abort_argument(hosts, "hosts", "the names of the machines, or \"slurm\"", rlang::current_env())
  }
  run <- paste("Rscript", shQuote(script))
  if (identical(hosts, "slurm")) {
    command <- paste0("RGAN_CLUSTER=slurm RGAN_CLUSTER_PORT=", port, " srun ", run)
    return(new_cluster(NA_character_, NA_character_, command))
  }
  addresses <- host_addresses(hosts, port, rlang::current_env())
  configs <- vapply(seq_along(addresses), function(i) cluster_config(addresses, i), "")
  new_cluster(addresses, configs, paste0("TF_CONFIG=", shQuote(configs), " ", run))
}

new_cluster <- function(host, config, command) {
  structure(data.frame(host = host, config = config, command = command), class = c("rgan_cluster", "data.frame"))
}

host_addresses <- function(hosts, port, call) {
  named <- grepl(":[0-9]+$", hosts)
  before <- stats::ave(seq_along(hosts), hosts, FUN = seq_along) - 1
  addresses <- ifelse(named, hosts, paste0(hosts, ":", port + before))
  ports <- as.numeric(sub("^.*:", "", addresses))
  wrong <- addresses[grepl("[[:space:]/]", addresses) | ports > 65535 | ports < 1 | duplicated(addresses)]
  if (length(wrong) > 0) {
    abort_rgan(c(
      "{.arg hosts} must give each process an address of its own, which {.val {wrong[[1]]}} is not.",
      "i" = "An address is a machine and a port, such as {.val node1:5000}."
    ), class = "argument", call = call)
  }
  addresses
}

cluster_config <- function(addresses, i) {
  config <- list(cluster = list(worker = I(addresses)), task = list(type = "worker", index = i - 1))
  as.character(jsonlite::toJSON(config, auto_unbox = TRUE))
}

#' @export
print.rgan_cluster <- function(x, ...) {
  if (anyNA(x$host)) {
    cli::cat_line(cli::col_grey("# in a job script of SLURM, one task for each process:"))
    cli::cat_line(x$command)
  }
  for (i in which(!is.na(x$host))) {
    cli::cat_line(cli::col_grey(paste0("# on ", sub(":[0-9]+$", "", x$host[[i]]), if (i == 1) ", the chief", ":")))
    cli::cat_line(x$command[[i]])
  }
  invisible(x)
}
