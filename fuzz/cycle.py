"""Hand plans out, edit the parts as leads do, save them with other programs, and collect them: nothing may be lost.

    python fuzz/cycle.py --plans 200 --seed 1 --node FOLDER

For each plan: the parts that nobody touched change not a byte of the master. Then each part is edited at random and
saved by openpyxl, LibreOffice, SheetJS or ExcelJS, and all are collected with ``--take returned``. A register of the
master must then say of each recommendation what one of its part says, except for what the report names as not taken;
every part of the package but the changed sheets, the generated sheets and the bookkeeping must be the same bytes; and
collecting once more must change nothing. Prints what does not hold; the exit code is 1 if it printed anything.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
from edits import EDITS, RESAVE, Edited, random_plan  # which makes the tests' modules importable
from office import working
from rounds import rounds

from plan_workbook.collecting.collected import Collected
from plan_workbook.collecting.entries import Take
from plan_workbook.jobs.collect import collect
from plan_workbook.jobs.split import split
from plan_workbook.layout import ACTIONS, CHECKS, RECOMMENDATION, SUMMARY, Table
from plan_workbook.layout.names import LIST_NAMES
from plan_workbook.package.contents import Contents
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.reading import read_plan
from plan_workbook.register.canonical import canonical
from plan_workbook.splitting.base import base_inside

SAVERS = ("openpyxl", "libreoffice")
WITH_NODE = ("sheetjs", "exceljs")
GENERATED = (SUMMARY, *LIST_NAMES, CHECKS)
"""The sheets that are drawn anew."""
BOOKKEEPING = ("xl/workbook.xml", "xl/styles.xml", "xl/calcChain.xml", "[Content_Types].xml", "docProps/app.xml")
"""Parts that may change whatever is typed, apart from those of sheets, and of what is drawn on the Summary."""
Saver = Callable[[Path, str], None]
compared: Counter[str] = Counter()
"""How many sheets were compared, and how many were left because the report names something on them."""


def cycle(seed: int, folder: Path, save: Saver, savers: Sequence[str]) -> Iterator[str]:
    """Hand a plan out and collect it, and yield what does not hold; the same seed does the same."""
    lot = random.Random(seed)
    leads = [f"Lead {each}" for each in range(1, lot.randrange(2, 4))]
    plan = random_plan(lot)
    for row in plan.tables["recommendations"]:
        row["Lead"] = lot.choice(leads)
    master = folder / "plan.xlsx"
    master.write_bytes(plan.checked_workbook())
    parts = split(master, closed=True)
    before = master.read_bytes()
    if collect(master, parts.folder, processes=1).changed or master.read_bytes() != before:
        yield "untouched: the master was changed"
    for path in sorted(parts.folder.glob("*.xlsx")):
        edit_part(path, lot)
        save(path, lot.choice(savers))
    done = collect(master, parts.folder, take="returned", processes=1)
    for each in done.refused:
        yield f"refused: {each.file}: {each.refused}"
    after = read_plan(master)
    for path in sorted(parts.folder.glob("*.xlsx")):
        yield from differences(after, path, done)
    cleared = {each.sheet for each in done.decisions.deleted if each.decided is Take.RETURNED}
    changed = cleared | {each.where.sheet for each in done.decisions.changes}
    yield from others_changed(before, master.read_bytes(), changed)
    now = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    again = collect(master, parts.folder, take="returned", again=True, processes=1)
    if again.decisions.changes:
        yield f"again: {len(again.decisions.changes)} values were taken once more"
    collect(master, parts.folder, processes=1)
    if {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} != now and not again.changed:
        yield "again: a file was changed"


def edit_part(path: Path, lot: random.Random) -> None:
    """Edit a part as its lead does, and save it."""
    edit = Edited(openpyxl.load_workbook(path), lot)
    sheets = [sheet for sheet in edit.book.worksheets if "Rec_Number" in sheet.defined_names]
    for _ in range(lot.randrange(1, 6)):
        lot.choice(EDITS)(edit, lot.choice(sheets))
    if lot.random() < 0.2:
        lot.choice(sheets).title = "Mine"
    edit.book.save(path)


def differences(after: Plan, path: Path, done: Collected) -> Iterator[str]:
    """Yield what the master says otherwise than a part, unless the report names it as not taken."""
    content = path.read_bytes()
    base, plan = base_inside(content), read_plan(content, path.name)
    if base is None:
        yield f"base: {path.name} has lost it"
        return
    here = {each.sheet: each for each in after.recommendations}
    named = {each.sheet for each in done.decisions.not_carried if each.file == str(path)}
    named |= {each.sheet for each in done.decisions.left_alone if each.file == str(path)}
    named |= {each.change.where.sheet for each in done.unfit}
    undecided = {each.where.sheet for each in done.decisions.conflicts if each.decided is None}
    numbers = {each.number.compared: own for each, own in zip(base.recommendations, base.sheets, strict=True)}
    for theirs in plan.recommendations:
        ours = here.get(numbers.get(theirs.number.compared, ""))
        if ours is None:
            yield f"sheet: {theirs.sheet} of {path.name} is not in the master"
            continue
        if {ours.sheet, theirs.sheet} & (named | undecided):
            compared["left"] += 1
            continue
        compared["compared"] += 1
        for field in RECOMMENDATION.fields:
            one, other = (canonical(each.inputs[field.key], field.kind).strip() for each in (ours, theirs))
            if one != other:
                yield f"field: {ours.sheet} {field.heading}: {one!r}, in {path.name} {other!r}"
        for table in RECOMMENDATION.tables:
            one, other = (records(each, table, put_off(done, ours)) for each in (ours, theirs))
            if one != other:
                yield f"rows: {ours.sheet} {table.key}: {[*(one - other)]}, in {path.name} {[*(other - one)]}"


def put_off(done: Collected, ours: Recommendation) -> bool:
    """Tell whether a first date was filled in on a sheet, which is the one thing in which it then differs."""
    first = ACTIONS.headings["original_completion_date"]
    return any(each.why and each.where.field == first and each.where.sheet == ours.sheet for each in done.look)


def records(each: Recommendation, table: Table, without_first_date: bool) -> Counter[tuple[str, ...]]:
    """Return the rows of a table as a register has them, in any order."""
    return Counter(
        tuple(
            canonical(row.inputs[column.key], column.kind).replace(" \n", "\n").strip()
            for column in table.inputs
            if not (without_first_date and column.key == "original_completion_date")
        )
        for row in each.rows(table.key)
    )


def others_changed(before: bytes, after: bytes, sheets: set[str]) -> Iterator[str]:
    """Yield the parts of the package that changed without a reason."""
    contents = Contents(after)
    may = {page.part for page in contents.pages if page.title in {*sheets, *GENERATED}}
    old, new = (parts_of(each) for each in (before, after))
    for name in old.keys() | new.keys():
        drawn = name.startswith(("xl/drawings/", "xl/charts/", "xl/worksheets/_rels/"))
        if old.get(name) != new.get(name) and name not in may and name not in BOOKKEEPING and not drawn:
            yield f"bytes: {name} was changed"


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with tempfile.TemporaryFile() as stream:
        stream.write(content)
        with zipfile.ZipFile(stream) as file:
            return {name: file.read(name) for name in file.namelist()}


def main() -> int:
    """Try as many plans as asked for; return 1 if something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=200, help="how many plans (usually 200)")
    parser.add_argument("--seed", type=int, default=1, help="the number of the first plan")
    parser.add_argument("--node", type=Path, help="folder with node_modules (exceljs, xlsx)")
    parser.add_argument("--keep", type=Path, help="folder to keep the plans in that something was said of")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    savers = [*SAVERS, *(WITH_NODE if chosen.node else ())]
    with tempfile.TemporaryDirectory() as temporary, working(Path(temporary)) as by_libreoffice:

        def save(path: Path, saver: str) -> None:
            if saver in ("libreoffice", "exceljs"):  # exceljs does not follow openpyxl's links between parts
                path.write_bytes(by_libreoffice(path.read_bytes()))
            if saver in WITH_NODE:
                command = ["node", str(RESAVE), saver, str(path), str(path)]
                subprocess.run(command, check=True, cwd=chosen.node, capture_output=True)

        seeds = range(chosen.seed, chosen.seed + chosen.plans)
        bad = rounds(seeds, lambda seed, folder: cycle(seed, folder, save, savers), Path(temporary), chosen.keep)
    sheets = f"{compared['compared']} sheets compared, {compared['left']} left because something on them was not taken"
    print(f"{chosen.plans} plans, {bad} with faults; {sheets}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
