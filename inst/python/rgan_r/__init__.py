"""R's side of the boundary: all that R calls. Nothing in the package `rgan` knows of R or of this.

`probe` says what a Python is and holds, in a process of its own; `startup` imports, and needs no more than the standard
library; `bridge` holds the functions that R calls, those of `run` among them.
"""
