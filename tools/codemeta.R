# Writes codemeta.json, what DESCRIPTION says in the form that indexes of software read.
description <- read.dcf("DESCRIPTION")[1, ]
people <- eval(str2expression(description[["Authors@R"]]))
flat <- function(text) trimws(gsub("\\s+", " ", gsub("[\"']", "", text)))

as_person <- function(person) {
  list(
    `@type` = if (is.null(person$family)) "Organization" else "Person",
    givenName = if (!is.null(person$family)) person$given, familyName = person$family,
    name = if (is.null(person$family)) person$given
  )
}
with_role <- function(role) {
  lapply(Filter(function(person) role %in% person$role, people), function(person) {
    Filter(Negate(is.null), as_person(person))
  })
}

requirement <- function(text) {
  name <- sub("[ (].*", "", text)
  version <- if (grepl("(", text, fixed = TRUE)) sub(".*\\((.*)\\).*", "\\1", text)
  Filter(Negate(is.null), list(`@type` = "SoftwareApplication", identifier = name, name = name, version = version))
}
requirements <- function(field) lapply(trimws(strsplit(description[[field]], ",")[[1]]), requirement)

meta <- list(
  `@context` = "https://doi.org/10.5063/schema/codemeta-2.0",
  `@type` = "SoftwareSourceCode",
  identifier = description[["Package"]],
  name = paste0(description[["Package"]], ": ", description[["Title"]]),
  description = flat(description[["Description"]]),
  version = description[["Version"]],
  license = "https://spdx.org/licenses/MIT",
  programmingLanguage = list(`@type` = "ComputerLanguage", name = "R", url = "https://r-project.org"),
  runtimePlatform = flat(description[["SystemRequirements"]]),
  author = with_role("aut"), contributor = with_role("ctb"), copyrightHolder = with_role("cph"),
  softwareRequirements = c(requirements("Depends"), requirements("Imports")),
  softwareSuggestions = requirements("Suggests"),
  keywords = c("generative adversarial networks", "synthetic data", "time series", "R", "TensorFlow", "Keras")
)
jsonlite::write_json(meta, "codemeta.json", auto_unbox = TRUE, pretty = TRUE)
