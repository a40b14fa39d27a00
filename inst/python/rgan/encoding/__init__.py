"""Between the values of the data and what the networks see."""
