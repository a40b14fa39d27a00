# Tests share a machine with whatever else runs there: two threads at most, and no chatter.
withr::local_envvar(
  OMP_NUM_THREADS = "2",
  TF_CPP_MIN_LOG_LEVEL = Sys.getenv("TF_CPP_MIN_LOG_LEVEL", "3"),
  .local_envir = teardown_env()
)
# A log folder or a plot file in the tests' own directory would be left behind.
withr::local_options(cli.progress_show_after = Inf, .local_envir = teardown_env())
