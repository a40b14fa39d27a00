"""Peak memory of `gan()` on a million rows of 250 points, beside that of the data alone (Linux only)."""

import argparse
import json
from pathlib import Path

from calls import number, output


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=250)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "results-memory.json")
    options = parser.parse_args()
    text, seconds = output("Rscript", "memory.R", str(options.rows), str(options.columns))
    data, before, after = number(text, "MB")
    report = {"rows": options.rows, "columns": options.columns, "data": data, "before": before, "after": after}
    report["seconds"] = seconds
    options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    size = f"{options.rows:,} x {options.columns}"
    print(f"{size}: data {data:.0f} MB, peak {before:.0f} MB before training, {after:.0f} after")


if __name__ == "__main__":
    main()
