# Computes the vignettes: each vignettes/<name>.Rmd.orig is knitted with the real trainer into vignettes/<name>.Rmd,
# its figures beside it, so that the package builds where there is no Python. Arguments: names, or none for all.
wanted <- commandArgs(trailingOnly = TRUE)
sources <- list.files("vignettes", pattern = "[.]Rmd[.]orig$")
names <- sub("[.]Rmd[.]orig$", "", sources)
if (length(wanted) > 0) {
  unknown <- setdiff(wanted, names)
  if (length(unknown) > 0) {
    stop("There is no vignettes/", unknown[[1]], ".Rmd.orig. Known: ", toString(names), ".", call. = FALSE)
  }
  names <- wanted
}
if (length(names) == 0) {
  cat("There are no vignettes to compute (vignettes/*.Rmd.orig).\n")
}

# Each in a session of its own, as a reader would run it.
compute <- function(name) {
  started <- Sys.time()
  cat("vignettes/", name, ".Rmd ... ", sep = "")
  callr::r(
    function(name) {
      setwd("vignettes")
      options(width = 95)
      # Modest figures on white: a vignette's own page is white, and the package is to stay small.
      knitr::opts_chunk$set(
        fig.path = paste0("figures/", name, "-"), dev = "png", dpi = 110, dev.args = list(bg = "white"),
        collapse = TRUE, comment = "#>",
        error = FALSE # an article does not go on after an error that it does not mean
      )
      knitr::knit(paste0(name, ".Rmd.orig"), paste0(name, ".Rmd"), quiet = TRUE, envir = new.env(parent = globalenv()))
    },
    args = list(name = name), stderr = "2>&1", stdout = file.path("build", paste0("vignette-", name, ".log"))
  )
  cat(sprintf("%.0f s\n", as.numeric(difftime(Sys.time(), started, units = "secs"))))
}
# The package is to stay below 5 MB: pictures of lines need no more than a few colours, sheets of many images not their
# full size.
shrink <- function(path) {
  picture <- magick::image_read(path)
  if (grepl("images-(traces|mnisttraces|grid)", path)) picture <- magick::image_resize(picture, "60%")
  flowers <- grepl("images-(traces|grid|smallgrid|flowers)", path)
  colours <- if (flowers) 16 else if (grepl("quality-page", path)) 32 else 9
  magick::image_write(magick::image_quantize(picture, max = colours, dither = FALSE), path, format = "png")
}

dir.create("build", showWarnings = FALSE)
for (name in names) {
  # A figure whose chunk is gone would otherwise stay for ever.
  unlink(Sys.glob(file.path("vignettes", "figures", paste0(name, "-*"))))
  compute(name)
  for (path in Sys.glob(file.path("vignettes", "figures", paste0(name, "-*.png")))) shrink(path)
}
