# Skips a test that needs Python where there is none. `make test` sets RGAN_REQUIRE_PYTHON=1: there it fails instead.
skip_if_no_python <- function() {
  if (python_available()) {
    return(invisible())
  }
  if (identical(Sys.getenv("RGAN_REQUIRE_PYTHON"), "1")) {
    stop("This test needs Python with TensorFlow, and RGAN_REQUIRE_PYTHON=1 says it must be there.", call. = FALSE)
  }
  testthat::skip("Python with TensorFlow is not there")
}
