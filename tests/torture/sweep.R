# Every shape and recipe: live, restored, continued and stepwise trainers have the same bits. The cases, and what must
# hold for each, are tests/python/sweep.py's.
same_bits <- function() {
  tried_in_python("shapes x recipes", "live, restored, continued, stepwise: the same bits", c(
    "import sweep", "for name in sweep.CASES:", "    faults = sweep.broken(name)",
    "    print('CASE', name, '|', '; '.join(faults), flush=True)"
  ))
}
