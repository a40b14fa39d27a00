# Ports of this machine that nobody has at the moment.
free_ports <- function(count) {
  code <- paste0(
    "import socket; s = [socket.socket() for _ in range(", count, ")]; ",
    "[x.bind((\"127.0.0.1\", 0)) for x in s]; print(*[x.getsockname()[1] for x in s])"
  )
  python <- python_to_come()$config$python
  as.integer(strsplit(system2(python, c("-c", shQuote(code)), stdout = TRUE), " ")[[1]])
}

# What `script`, a function of the folder, gives in each of two sessions that form a cluster. They start with the same
# random numbers of R's, and are ended where they do not end by themselves.
two_sessions <- function(folder, script, seconds = 240) {
  lines <- rgan_cluster(paste0("127.0.0.1:", free_ports(2)))
  run <- function(script, folder) {
    set.seed(1)
    script(folder)
  }
  sessions <- lapply(lines$config, function(config) {
    env <- c(callr::rcmd_safe_env(), TF_CONFIG = config, OMP_NUM_THREADS = "1", RGAN_WORKER_TIMEOUT = "60")
    callr::r_bg(run, list(script, folder), env = env, libpath = .libPaths(), package = FALSE)
  })
  withr::defer(for (session in sessions) session$kill())
  for (session in sessions) session$wait(seconds * 1000)
  lapply(sessions, function(session) session$get_result())
}
