"""The tables of bench/rivals.md, from the figures of everybody on every data set."""

import os

import numpy as np
from datasets import ABOUT
from rivals import OURS

FLOOR = "real rows"
LEVEL = 0.02  # of accuracy: as good as the other
EYES = ("boosting", "components", "neighbours")

INTRODUCTION = """# rgan beside its rivals

Made by `make bench-rivals`: everybody gets the same training rows and one thread, and the same judges look at what they
generate. Everybody is called as its documentation calls it, ours (`gan(rows)`) too;
only DGAN gets batches of 100 rows, as its 1024 would be one step an epoch. Who would train for more than about {budget}
CPU seconds gets fewer epochs, which the last column tells. Seconds are those of a CPU;
synthpop draws as it trains. {machine} {repeats}

*Told* is how often a classifier tells generated from fresh real rows, by the judge that does it best: .50 is best, and
"real rows" is what it says of the training rows themselves. The judges are those of `evaluate_gan()`: boosting on
values and steps, logistic regression on principal components and their squares, nearest neighbours. *Faults* are the
plain faults that it names. *Nearer* is the share nearer to a training row than to a fresh one: .50 is best, 1 are
copies. Windows of prices are split in blocks of time, and judged in blocks of time with their levels taken out.
No faults are told of windows that overlap, as real ones have as many. Differences below .02 are noise. "Group centres
and noise" and "shrunk normal" are nobody's product, but baselines of a few lines (`bench/rivals/centres.py`,
`shrunk.py`).

## Who wins

| data | real rows | rgan | best other | who |
|---|---|---|---|---|
{summary}

{verdict}
"""


def mean(found, name):
    """The mean of a figure over seeds; None where it was not measured."""
    values = [figures.get(name) for figures in found]
    return None if any(value is None for value in values) else float(np.mean(values))


def share(value):
    """A share as ".694", as a table has it."""
    if value is None:
        return ""
    text = f"{value:.3f}"
    return text[1:] if text.startswith("0") else text


def short(found):
    """One line for the screen."""
    failed = failure(found)
    if failed:
        return f"left out: {failed}"
    told = " ".join(f"{eye} {share(mean(found, eye))}" for eye in EYES)
    return f"{told}  trained {mean(found, 'train'):.1f} s, {found[0]['note'] or 'in full'}"


def failure(found):
    """Why somebody has no figures, or None."""
    return next((figures["failed"] for figures in found if "failed" in figures), None)


def others_by_rank(lines):
    """(told, who) of all others that have figures, the best first."""
    have = [(mean(found, "strongest"), who) for who, found in lines if who not in (FLOOR, OURS) and not failure(found)]
    return sorted(have)


def summary_line(name, lines):
    """(a line of the first table, "win", "level", "loss" or None)."""
    of = dict(lines)
    if FLOOR not in of:
        return f"| {name} | left out: {failure(lines[0][1])} | | | |", None
    ours, ranked = of.get(OURS, [{"failed": "not asked"}]), others_by_rank(lines)
    told = None if failure(ours) else mean(ours, "strongest")
    best = (share(ranked[0][0]), ranked[0][1]) if ranked else ("", "")
    line = f"| {name} | {share(mean(of[FLOOR], 'strongest'))} | {share(told)} | {best[0]} | {best[1]} |"
    if told is None or not ranked:
        return line, None
    return line, "win" if told < ranked[0][0] - LEVEL else "loss" if told > ranked[0][0] + LEVEL else "level"


def verdict(outcomes):
    """Where rgan is ahead, level and behind, in words."""
    words = {"win": "rgan is ahead of everybody on", "level": "As good as the best other (within .02) it is on"}
    words["loss"] = "Somebody else is better on"
    said = []
    for outcome, begin in words.items():
        names = [name for name, found in outcomes.items() if found == outcome]
        said.append(f"{begin} {'; '.join(names) if names else 'none of them'}.")
    return " ".join(said)


def detail(name, lines):
    """The table of one data set: the floor, then everybody by what the strongest judge says, then who is left out."""
    of = dict(lines)
    if FLOOR not in of:
        return f"## {name}\n\nLeft out: {failure(lines[0][1])}.\n"
    extra = [(key, head) for key, head in (("where", "right %"), ("rough", "roughness")) if key in of[FLOOR][0]]
    head = ["", "told", *EYES, "faults", "nearer", *(text for _, text in extra), "train s", "draw 1000, s", ""]
    text = [f"## {name}", "", f"{ABOUT[name]}.", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    have = [line for line in lines if not failure(line[1])]
    for who, found in sorted(have, key=lambda line: (line[0] != FLOOR, mean(line[1], "strongest"))):
        text.append(row(who, found, [key for key, _ in extra], faults=mean(of[FLOOR], "faults") < 1))
    text.append("")
    text += [f"- {who}: left out, {failure(found).rstrip('.')}." for who, found in lines if failure(found)]
    return "\n".join(text) + "\n"


def row(who, found, extra, faults=True):
    """A line of a table; without ``faults`` where real rows beside real rows have some."""
    cells = [f"**{who}**" if who == OURS else who, *(share(mean(found, key)) for key in ("strongest", *EYES))]
    cells += [f"{mean(found, 'faults'):.0f}" if faults else "", share(mean(found, "nearer"))]
    cells += [f"{100 * mean(found, key):.1f}" if key == "where" else f"{mean(found, key):.2f}" for key in extra]
    seconds = [mean(found, part) for part in ("train", "draw")]
    cells += ["" if value is None else f"{value:.2g}" if value < 10 else f"{value:.0f}" for value in seconds]
    return "| " + " | ".join([*cells, found[0].get("note", "")]) + " |"


def written(races, seeds, budget):
    """The whole file."""
    lines, outcomes = [], {}
    for name, race in races.items():
        line, outcomes[name] = summary_line(name, race)
        lines.append(line)
    head = INTRODUCTION.format(
        budget=budget, machine=f"One run on a machine with {os.cpu_count()} cores that was not idle.",
        repeats=f"{'One training' if len(seeds) == 1 else f'Means of {len(seeds)} trainings'} each, of iris and quakes "
        "thrice as many.",
        summary="\n".join(lines), verdict=verdict(outcomes),
    )  # fmt: skip
    return "\n".join([head, *(detail(name, race) for name, race in races.items())])
