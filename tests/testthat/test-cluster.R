test_that("each process gets its line, with an address of its own", {
  cluster <- rgan_cluster(c("node1", "node1", "node2:6000"), script = "my train.R", port = 5000)
  expect_s3_class(cluster, c("rgan_cluster", "data.frame"), exact = TRUE)
  expect_identical(cluster$host, c("node1:5000", "node1:5001", "node2:6000"))
  config <- jsonlite::fromJSON(cluster$config[[2]])
  expect_identical(config$cluster$worker, cluster$host)
  expect_identical(config$task, list(type = "worker", index = 1L))
  expect_match(cluster$command[[3]], "^TF_CONFIG='.*\"index\":2.*' Rscript 'my train.R'$")
})

test_that("it prints as lines for shells", {
  withr::local_options(cli.num_colors = 1)
  expect_snapshot(rgan_cluster(c("node1", "node2"), script = "train.R"))
  expect_snapshot(rgan_cluster("slurm", script = "train.R", port = 6000))
})

test_that("hosts that cannot be addresses are an error", {
  expect_error(rgan_cluster(character()), "`hosts` must be", class = "rgan_error_argument")
  expect_error(rgan_cluster(c("a:1", "a:1")), "a:1", class = "rgan_error_argument")
  expect_error(rgan_cluster("http://a"), "http://a", class = "rgan_error_argument")
  expect_error(rgan_cluster("a", port = 70000), "a:70000", class = "rgan_error_argument")
})
