library(testthat)
library(rgan)

test_check("rgan")
