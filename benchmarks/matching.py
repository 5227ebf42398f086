"""Measure how well rows are matched, next to daff: ``python benchmarks/matching.py [--trials 40] [--actions FILE]``.

Each trial takes the actions of the example, changes them as people change a table between two months, and knows which
row became which. Printed are, for each kind of trial with and without refs, precision (of the pairs that were found,
how many are true), recall (of the true pairs, how many were found) and the trials without any mistake. Nothing here is
a test.

daff (MIT) aligns two tables by what rows have in common: ``pip install daff``. It is not a dependency; without it,
only our figures are printed. With refs it gets them as its primary key, and once more without being told.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from plan_workbook.matching.keys import Keys
from plan_workbook.matching.rows import matched
from plan_workbook.values.text import fold

try:
    import daff
except ImportError:
    daff = None

EXAMPLE = Path(__file__).parents[1] / "workbooks" / "improvement-plan-2017-12" / "actions.csv"
COLUMNS = ("Recommendation", "Objective", "Ref", "Action", "Task Lead", "Start Date", "Completion Date", "RAG")
NAME, TEXT = ("Recommendation", "Ref"), "Action"
DATES = ("Mar 2018", "Apr 2018", "30 June 2018", "Dec 2018", "31 Jan 2018")
POOL = [
    *(
        "agree",
        "audit",
        "board",
        "carers",
        "check",
        "children",
        "families",
        "foster",
        "guidance",
        "hold",
        "each",
        "month",
    ),
    *("monthly", "new", "plan", "practice", "quality", "quarterly", "recruit", "report", "review", "school", "senior"),
    *("share", "social", "staff", "standards", "support", "targets", "team", "the", "their", "to", "train", "visits"),
    *("weekly", "with", "workers", "young"),
]
Pairs = set[tuple[int, int]]


@dataclass(frozen=True)
class Row:
    """A row with its identity, which matchers do not see."""

    cells: dict[str, str]
    was: int | None = None
    """Its position before; None for a row that is new."""

    def but(self, **cells: str) -> Row:
        """Return the row with other cells; ``_`` stands for a space in the name of a column."""
        return replace(self, cells=self.cells | {key.replace("_", " "): value for key, value in cells.items()})


@dataclass
class Trial:
    """Two versions of a table; `after` knows its identities."""

    before: list[dict[str, str]]
    after: list[Row] = field(default_factory=list)

    @property
    def truth(self) -> Pairs:
        """The true pairs."""
        return {(row.was, at) for at, row in enumerate(self.after) if row.was is not None}


# --------------------------------------------------------------------------------------------- what people do


def reworded(text: str, share: float, dice: random.Random) -> str:
    """Return a text with that share of its words dropped, replaced or followed by another."""
    words: list[str] = []
    for word in text.split():
        if dice.random() >= share:
            words.append(word)
        else:
            words += dice.choice(([], [dice.choice(POOL)], [word, dice.choice(POOL)]))
    return " ".join(words) or dice.choice(POOL)


def sentence(dice: random.Random) -> str:
    """Return a text that nobody has written before."""
    return " ".join(dice.choice(POOL) for _ in range(dice.randint(6, 30))).capitalize() + "."


def some(rows: list[Row], count: int, dice: random.Random) -> list[int]:
    """Return the positions of some rows."""
    return dice.sample(range(len(rows)), min(count, len(rows)))


def retype(rows: list[Row], count: int, dice: random.Random, make: Callable[[Row], Row]) -> None:
    """Change some rows."""
    for at in some(rows, count, dice):
        rows[at] = make(rows[at])


def insert(rows: list[Row], count: int, dice: random.Random) -> None:
    """Insert new rows under one of the recommendations, with refs that follow the last."""
    for _ in range(count):
        at = dice.randrange(len(rows))
        like = rows[at]
        new = like.but(Ref=f"z{dice.randrange(10_000)}", Action=sentence(dice), Completion_Date=dice.choice(DATES))
        rows.insert(at, replace(new.but(Task_Lead=dice.choice(rows).cells["Task Lead"]), was=None))


def delete(rows: list[Row], count: int, dice: random.Random) -> None:
    """Delete rows."""
    for at in sorted(some(rows, count, dice), reverse=True):
        del rows[at]


def sort_by(rows: list[Row], dice: random.Random) -> None:
    """Sort the rows by a column."""
    key = dice.choice(("Task Lead", "Completion Date", "RAG", TEXT))
    rows.sort(key=lambda row: row.cells[key])


def letter_anew(rows: list[Row]) -> list[Row]:
    """Give all refs anew, in order, as people do after they have inserted a row."""
    seen: dict[str, int] = {}
    done = []
    for row in rows:
        owner = row.cells["Recommendation"]
        done.append(row.but(Ref=chr(ord("a") + seen.get(owner, 0) % 26)))
        seen[owner] = seen.get(owner, 0) + 1
    return done


def usual(rows: list[Row], dice: random.Random) -> None:
    """Make the changes of a month: six ratings, three texts, three dates."""
    retype(rows, 6, dice, lambda row: row.but(RAG=dice.choice("RAGC")))
    retype(rows, 3, dice, lambda row: row.but(Action=reworded(row.cells[TEXT], 0.15, dice)))
    retype(rows, 3, dice, lambda row: row.but(Completion_Date=dice.choice(DATES)))


def month(rows: list[dict[str, str]], dice: random.Random) -> Trial:
    """Make the changes of a month: the usual changes, a row inserted, one deleted, half of them sorted."""
    after = started(rows)
    usual(after, dice)
    insert(after, 1, dice)
    delete(after, 1, dice)
    if dice.random() < 0.5:
        sort_by(after, dice)
    return Trial(rows, after)


def busy(rows: list[dict[str, str]], dice: random.Random) -> Trial:
    """Make those of a busy month: twelve texts reworded, five rows inserted, five deleted, all in another order."""
    after = started(rows)
    usual(after, dice)
    retype(after, 12, dice, lambda row: row.but(Action=reworded(row.cells[TEXT], dice.uniform(0.1, 0.4), dice)))
    insert(after, 5, dice)
    delete(after, 5, dice)
    dice.shuffle(after)
    return Trial(rows, after)


def lettered(rows: list[dict[str, str]], dice: random.Random) -> Trial:
    """Insert and delete rows, give refs anew, reword texts."""
    after = started(rows)
    usual(after, dice)
    retype(after, 8, dice, lambda row: row.but(Action=reworded(row.cells[TEXT], dice.uniform(0.05, 0.3), dice)))
    insert(after, 3, dice)
    delete(after, 3, dice)
    return Trial(rows, letter_anew(after))


def twins(rows: list[dict[str, str]], dice: random.Random) -> Trial:
    """Give six rows the text of another, for another lead; then a month."""
    before = [dict(row) for row in rows]
    for at in dice.sample(range(len(rows)), 6):
        other = dice.choice(rows)
        before[at] |= {TEXT: other[TEXT]}
    return month(before, dice)


def split(rows: list[dict[str, str]], dice: random.Random) -> Trial:
    """Split an action in two, of which the first half stays and the second is new; then change six ratings."""
    after = started(rows)
    at = dice.choice([at for at, row in enumerate(after) if len(row.cells[TEXT].split()) > 12])
    words = after[at].cells[TEXT].split()
    half = len(words) // 2
    new = replace(after[at].but(Ref="z1", Action=" ".join(words[half:])), was=None)
    after[at : at + 1] = [after[at].but(Action=" ".join(words[:half])), new]
    retype(after, 6, dice, lambda row: row.but(RAG=dice.choice("RAGC")))
    return Trial(rows, after)


def written_over(rows: list[dict[str, str]], dice: random.Random) -> Trial:
    """Write three actions anew from the first word to the last, for the same leads; change nothing else."""
    after = started(rows)
    retype(after, 3, dice, lambda row: row.but(Action=sentence(dice)))
    return Trial(rows, after)


def formulaic(rows: list[dict[str, str]], dice: random.Random) -> Trial:
    """Take short texts that differ in one word; then a month."""
    kinds = ("training session", "team meeting", "case audit", "briefing", "workshop", "supervision", "visit")
    where = ("north", "south", "east", "west", "fostering", "adoption")
    texts = [f"Hold a {kind} for the {place} team." for kind in kinds for place in where]
    return month([row | {TEXT: text} for row, text in zip(rows, texts, strict=False)], dice)


def at_random(rows: list[dict[str, str]], dice: random.Random) -> Trial:
    """Make any number of changes of any kind, in any order."""
    after = started(rows)
    for _ in range(dice.randint(1, 12)):
        step = dice.randrange(6)
        if step == 0:
            insert(after, dice.randint(1, 3), dice)
        elif step == 1:
            delete(after, dice.randint(1, 3), dice)
        elif step == 2:
            sort_by(after, dice)
        elif step == 3:
            usual(after, dice)
        elif step == 4:
            share = dice.uniform(0.05, 0.5)
            retype(after, 3, dice, lambda row, share=share: row.but(Action=reworded(row.cells[TEXT], share, dice)))
        else:
            retype(after, 2, dice, lambda row: row.but(Task_Lead="Head of Another Service", Start_Date="Jan 2018"))
    return Trial(rows, after)


def started(rows: list[dict[str, str]]) -> list[Row]:
    """Return the rows as they are at first."""
    return [Row(dict(row), at) for at, row in enumerate(rows)]


KINDS = {
    "a month": month,
    "a busy month, shuffled": busy,
    "refs given anew": lettered,
    "twin rows": twins,
    "an action split in two": split,
    "texts written over": written_over,
    "texts that differ in a word": formulaic,
    "anything": at_random,
}

# --------------------------------------------------------------------------------------------- who matches


def ours(before: list[dict[str, str]], after: list[dict[str, str]], refs: bool) -> Pairs:
    """Match as the tool does."""
    others = [column for column in COLUMNS if column not in ("Ref", TEXT)]
    keys = Keys[tuple[int, dict[str, str]]](
        name=lambda each: " ".join(each[1][column] for column in NAME) if refs else None,
        text=lambda each: fold(each[1][TEXT]),
        cells=lambda each: tuple(each[1][column] for column in others),
    )
    found = matched(list(enumerate(before)), list(enumerate(after)), keys)
    return {(pair.before[0], pair.after[0]) for pair in found.both}


def by_daff(before: list[dict[str, str]], after: list[dict[str, str]], refs: bool, *, key: bool = True) -> Pairs:
    """Match as daff does; told that the refs are the key, if there are any."""
    columns = [column for column in COLUMNS if refs or column != "Ref"]
    tables = [
        daff.PythonTableView([columns, *([row[column] for column in columns] for row in rows)])
        for rows in (before, after)
    ]
    flags = daff.CompareFlags()
    if refs and key:
        for column in NAME:
            flags.addPrimaryKey(column)
    units = daff.compareTables(*tables, flags).align().toOrder().getList()
    return {(unit.l - 1, unit.r - 1) for unit in units if unit.l > 0 and unit.r > 0}


def trials(rows: list[dict[str, str]], count: int) -> Iterator[tuple[str, bool, Trial]]:
    """Yield the trials of each kind, with refs and without."""
    for name, make in KINDS.items():
        for refs in (True, False):
            for number in range(count):
                yield name, refs, make(rows, random.Random(f"{name} {refs} {number}"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--trials", type=int, default=40)
    parser.add_argument("--actions", type=Path, default=EXAMPLE)
    wanted = parser.parse_args()
    with wanted.actions.open(encoding="utf-8-sig", newline="") as file:
        rows = [{column: row.get(column) or "" for column in COLUMNS} for row in csv.DictReader(file)]
    matchers: dict[str, Callable[..., Pairs]] = {"ours": ours}
    if daff:
        matchers |= {"daff": by_daff, "daff, no key": lambda *given: by_daff(*given, key=False)}
    score: dict[tuple[str, bool, str], list[float]] = {}
    for name, refs, trial in trials(rows, wanted.trials):
        after = [row.cells for row in trial.after]
        for who, match in matchers.items():
            start = time.perf_counter()
            found = match(trial.before, after, refs)
            spent = time.perf_counter() - start
            true = len(found & trial.truth)
            entry = score.setdefault((name, refs, who), [0, 0, 0, 0, 0])
            for at, more in enumerate((true, len(found), len(trial.truth), found == trial.truth, spent)):
                entry[at] += more
    print(f"{'trials':28} {'refs':4} {'matched by':13} precision recall  without a mistake  ms each")
    for (name, refs, who), (true, found, truth, right, spent) in score.items():
        print(
            f"{name:28} {'yes' if refs else 'no':4} {who:13} {true / found:9.4f} {true / truth:6.4f} "
            f"{right:6.0f} of {wanted.trials} {1000 * spent / wanted.trials:16.1f}"
        )


if __name__ == "__main__":
    main()
