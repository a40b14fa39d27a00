test_that("gan_output shows the blog's networks reaching both waves", {
  load(system.file("extdata", "gan-output.Rdata", package = "rgan"))
  expect_named(gan_output, paste("epoch", seq(100, 2000, by = 100)))
  expect_true(all(vapply(gan_output, function(rows) identical(dim(rows), c(42L, 250L)), logical(1))))
  # The least squares coefficients of each row on the two waves.
  at <- seq(0, 1, length.out = 250)
  waves <- cbind(sin(2 * pi * 2 * at), sin(2 * pi * 10 * at))
  found <- qr.coef(qr(waves), t(gan_output[["epoch 2000"]]))
  near <- rbind(colSums((found - c(1, 0))^2), colSums((found - c(0, 3))^2)) < 0.2^2
  expect_true(all(rowMeans(near) > 0.3))
  expect_s3_class(plot_waves(gan_output[[1]], id = 1:12, nrow = 3), "ggplot")
})
