#' Which Python is in use, and is it fit?
#'
#' Prints the versions of R, reticulate, Python, TensorFlow, Keras, NumPy, pandas,
#' scikit-learn and filelock, the devices that TensorFlow finds, which Python was chosen and why,
#' and for every problem the one command that mends it. It works when Python is
#' missing or broken, and does not start Python in this session: what TensorFlow
#' says is asked in a process of its own, which takes some seconds. (Where
#' reticulate, from 1.41, has yet to build the environment that rgan declares,
#' it does so, which takes some minutes once.)
#'
#' @return Invisibly, what it printed, as a list:
#'   * `r`, `reticulate`: versions, as strings;
#'   * `python`: its path, or `NA`; `python_version`: its version, or `NA`;
#'   * `chosen`: why this Python, in words; `started`: does this session run it already?
#'   * `modules`: named vector of the versions of `tensorflow`, `keras`, `numpy`,
#'     `pandas`, `scikit-learn` and `filelock`, `NA` where one is missing;
#'   * `devices`: names of what TensorFlow can compute on, such as `"CPU:0"`;
#'   * `use`: the one that [gan()] takes where `devices` says nothing, such as
#'     `"cpu:0"`, `NA` where there is none;
#'   * `problems`: a data frame of two columns, `problem` and `remedy`, without
#'     rows when all is well.
#' @seealso [install_rgan()]
#' @export
#' @examples
#' \donttest{
#' rgan_sitrep()
#' }
rgan_sitrep <- function() {
  inform_wait("Asking Python for its packages and devices: some seconds.")
  found <- python_to_come()
  python <- found$config$python
  report <- if (!is.null(python)) probe_python(python, devices = TRUE)
  sitrep <- list(
    r = as.character(getRversion()),
    reticulate = as.character(utils::packageVersion("reticulate")),
    python = if (is.null(python)) NA_character_ else python,
    python_version = if (is.null(report)) NA_character_ else report$version,
    chosen = why_chosen(found$config),
    started = !is.null(python_in_use()),
    modules = if (is.null(report)) missing_modules() else report$modules,
    devices = as.character(unlist(report$devices)),
    use = usual_device(as.character(unlist(report$devices))),
    problems = find_problems(found, report)
  )
  print_sitrep(sitrep)
  invisible(sitrep)
}

missing_modules <- function() {
  needs <- required_versions()
  needs[] <- NA_character_
  needs
}

why_chosen <- function(config) {
  choice <- python_choice(config)
  if (!is.null(choice)) {
    return(if (length(broken_choice(config$python)) == 0) paste("chosen by", choice) else "taken by reticulate instead")
  }
  if (is.null(config)) {
    return("no Python was found")
  }
  environment <- environment_python()
  if (!is.null(environment) && identical(dirname(config$python), dirname(environment))) {
    return(paste0("the virtual environment \"", environment_name, "\""))
  }
  if (isTRUE(config$ephemeral)) {
    return("built by reticulate from the needs that rgan declares")
  }
  if (is.null(config$forced)) "found on this machine; nothing was chosen" else paste("chosen by", config$forced)
}

# A data frame of problem and remedy. Each remedy is one command, of R, or of the shell where R cannot help.
find_problems <- function(found, report) {
  rbind(python_problems(found, report), session_problems())
}

python_problems <- function(found, report) {
  if (is.null(found$config)) {
    return(no_python_problem(found$error))
  }
  python <- found$config$python
  if (is.null(report)) {
    return(problem_table(paste0("The Python chosen (", python, ") does not run."), other_python()))
  }
  unfit <- c(
    if (release_of(report$version) < "3.11") paste0("Python is ", report$version, ", but 3.11 or newer is needed."),
    if (!isTRUE(report$shared)) "Python has no shared library (libpython), so it cannot be run inside R."
  )
  if (length(unfit) > 0) {
    return(problem_table(unfit, other_python()))
  }
  lacking <- version_problems(report$modules)
  broken <- if (!anyNA(report$modules) && !is.null(report$tensorflow_error)) {
    paste("TensorFlow does not load:", report$tensorflow_error)
  }
  rbind(
    problem_table(broken_choice(python), other_python()),
    problem_table(lacking, install_command(report, config = found$config)),
    problem_table(broken, install_command(report, "--force-reinstall", found$config))
  )
}

# reticulate from 1.41 goes on to another Python, with a message at most, where the one chosen does not run.
broken_choice <- function(python) {
  chosen <- Sys.getenv("RETICULATE_PYTHON")
  if (is.null(python) || !file.exists(chosen) || dir.exists(chosen) || dirname(chosen) == dirname(python)) {
    return(character())
  }
  if (is.null(probe_python(chosen))) paste0("The Python chosen (", chosen, ") does not run.") else character()
}

no_python_problem <- function(error) {
  if (!is.null(choosing_variable())) {
    seen <- if (is.null(error)) "it is not there" else sub("\\s+$", "", error)
    return(problem_table(paste0("The Python you chose cannot be used: ", seen, "."), other_python()))
  }
  problem_table("No Python was found.", usable_python_command())
}

problem_table <- function(problem, remedy) {
  problem <- as.character(problem)
  data.frame(problem = problem, remedy = rep(as.character(remedy), length.out = length(problem)))
}

# How to come to another Python than the one chosen.
other_python <- function() {
  name <- choosing_variable()
  if (is.null(name)) usable_python_command() else paste0("Sys.unsetenv(\"", name, "\")")
}

usable_python_command <- function() {
  usable <- tryCatch(find_python(), rgan_error_install = function(e) NULL)
  if (is.null(usable)) system_packages() else "rgan::install_rgan()"
}

# A Python that the user chose is completed in place, where its system lets pip; otherwise there is an environment.
install_command <- function(report, options = NULL, config = discover_python()) {
  chosen <- !is.null(python_choice(config))
  if (chosen && isTRUE(report$managed)) {
    return(paste0(other_python(), "; rgan::install_rgan()"))
  }
  if (!chosen && (is.null(options) || is.null(environment_python()))) {
    return("rgan::install_rgan()")
  }
  paste(c(shQuote(report$python), "-m pip install", options, shQuote(python_requirements())), collapse = " ")
}

print_sitrep <- function(sitrep) {
  version <- function(x) if (is.na(x)) "missing" else x
  labels <- c(
    tensorflow = "TensorFlow", keras = "Keras", numpy = "NumPy", pandas = "pandas",
    "scikit-learn" = "scikit-learn", filelock = "filelock"
  )
  modules <- sitrep$modules
  lines <- c(
    R = sitrep$r, reticulate = sitrep$reticulate,
    Python = paste0(
      version(sitrep$python_version), if (!is.na(sitrep$python)) paste0(" (", sitrep$python, ")"),
      ", ", sitrep$chosen, if (sitrep$started) ", running in this session"
    ),
    stats::setNames(vapply(modules, version, ""), labels[names(modules)]),
    Devices = if (is.na(sitrep$use)) {
      "none"
    } else {
      paste0(toString(sitrep$devices), "; gan() trains on ", sitrep$use, cluster_note())
    }
  )
  cli::cat_line(format(paste0(names(lines), ":")), " ", lines)
  print_problems(sitrep$problems)
  if (sitrep$started && nrow(sitrep$problems) > 0) {
    cli::cat_line("  Restart R first: this session runs its Python until it ends.")
  }
}

# What `devices = "auto"` takes.
usual_device <- function(devices) {
  usual <- intersect(c("gpu:0", "cpu:0"), tolower(devices))
  if (length(usual) == 0) NA_character_ else usual[[1]]
}

# Where the environment describes a cluster, gan() joins it.
cluster_note <- function() {
  slurm <- identical(Sys.getenv("RGAN_CLUSTER"), "slurm")
  if (slurm || nzchar(Sys.getenv("TF_CONFIG"))) {
    paste0(", with the other machines that ", if (slurm) "SLURM" else "TF_CONFIG", " names")
  }
}

print_problems <- function(problems) {
  if (nrow(problems) == 0) {
    cli::cat_line(cli::col_green(cli::symbol$tick), " All is well.")
  }
  for (i in seq_len(nrow(problems))) {
    cli::cat_line(cli::col_red(cli::symbol$cross), " ", problems$problem[[i]])
    cli::cat_line("  To mend it, run: ", problems$remedy[[i]])
  }
}
