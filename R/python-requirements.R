# What rgan needs from Python (inst/python/requirements.txt is the one list) and whether it is there.

# The lines of requirements.txt as pip takes them, fitted to this machine and this reticulate.
python_requirements <- function(gpu = NA) {
  lines <- readLines(system.file("python", "requirements.txt", package = "rgan", mustWork = TRUE))
  needs <- trimws(sub("#.*$", "", lines))
  needs <- needs[nzchar(needs)]
  tensorflow <- grepl("^tensorflow\\b", needs)
  needs[tensorflow] <- sub("^tensorflow", tensorflow_wheel(gpu), needs[tensorflow])
  with_old_numpy(needs)
}

# The wheel without GPU code is a third of the size, but exists for Linux on x86_64 alone.
tensorflow_wheel <- function(gpu = NA) {
  if (is.na(gpu)) {
    gpu <- has_gpu()
  }
  linux <- identical(Sys.info()[["sysname"]], "Linux")
  if (!linux) {
    return("tensorflow")
  }
  if (gpu) {
    return("tensorflow[and-cuda]")
  }
  if (identical(Sys.info()[["machine"]], "x86_64")) "tensorflow-cpu" else "tensorflow"
}

has_gpu <- function() {
  file.exists("/proc/driver/nvidia/version")
}

# The versions of what is installed beside the Python of this session, NA where it is not there; nothing is imported.
python_versions <- function() {
  metadata <- reticulate::import("importlib.metadata", convert = TRUE)
  version_of <- function(module) {
    for (name in c(module, distributions[[module]])) {
      found <- tryCatch(as.character(metadata$version(name)), error = function(e) NA_character_)
      if (!is.na(found)) {
        return(found)
      }
    }
    NA_character_
  }
  sapply(names(required_versions()), version_of, simplify = FALSE)
}

# The other names under which a module is distributed.
distributions <- list(
  tensorflow = c("tensorflow-cpu", "tensorflow-macos", "tensorflow-intel", "tf-nightly"), keras = "keras-nightly"
)

# What keeps these versions from being used, one sentence each.
version_problems <- function(versions) {
  needs <- required_versions()
  seen <- vapply(names(needs), function(name) as.character(versions[[name]])[1], "")
  too_old <- !is.na(seen) & !is.na(needs)
  too_old[too_old] <- release_of(seen[too_old]) < numeric_version(needs[too_old])
  c(
    if (anyNA(seen)) paste0("Python has not got ", paste(names(needs)[is.na(seen)], collapse = ", "), "."),
    if (any(too_old)) {
      paste0(names(needs), " is ", seen, ", but ", needs, " or newer is needed.")[too_old]
    },
    numpy_problem(seen[["numpy"]])
  )
}

# Lower bounds from requirements.txt by module, NA where there is none.
required_versions <- function() {
  needs <- python_requirements(gpu = FALSE)
  modules <- sub("(-cpu|[[<>=!~ ]).*$", "", needs)
  bounds <- ifelse(grepl(">=", needs), sub("^.*>=\\s*([0-9.]+).*$", "\\1", needs), NA)
  stats::setNames(bounds, modules)
}

# "2.21.0rc1" and "2.20.0-dev" as far as R can compare them.
release_of <- function(version) {
  numeric_version(sub("^([0-9]+([.][0-9]+)*).*$", "\\1", version))
}
