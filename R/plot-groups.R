# Which group or class each row belongs to, for its colour.

most_groups <- 8L # colours that can still be told apart

#' The class of each row where it was told one (`by` of gan()), else the group
#' of the fit whose centre is nearest; NULL where there are none, or too many.
#' @return A factor, named as in a key.
#' @noRd
row_groups <- function(rows, fit = NULL) {
  told <- told_classes(attr(rows, "by"))
  if (!is.null(told)) {
    return(told)
  }
  centres <- fit$data$centres
  if (is.null(centres) || nrow(centres) > most_groups || !is.numeric(rows) || anyNA(rows)) {
    return(NULL)
  }
  group <- nearest_centre(matrix(rows, nrow(rows)), matrix(centres, nrow(centres)))
  factor(group, seq_len(nrow(centres)), group_names(unlist(fit$details$groups), nrow(centres)))
}

told_classes <- function(by) {
  if (is.data.frame(by)) by <- if (length(by) == 1) by[[1]]
  if (!is_category_column(by)) {
    return(NULL)
  }
  told <- droplevels(as.factor(by))
  if (nlevels(told) %in% 2:most_groups) told
}

# "group 1 (51 %)": the largest first, with its share of the training rows.
group_names <- function(shares, n) {
  share <- if (length(shares) == n) paste0(" (", vapply(shares, percent, ""), ")")
  paste0("group ", seq_len(n), share)
}

nearest_centre <- function(rows, centres) {
  # |row - centre|^2 but for |row|^2, which is the same for all centres.
  distance <- outer(rep(1, nrow(rows)), rowSums(centres^2)) - 2 * rows %*% t(centres)
  max.col(-distance, ties.method = "first")
}
