"""Edits plans at random as leads do, saves them with several programs, and looks for anything that got lost.

    python fuzz/edits.py --plans 200 --seed 1 [--node FOLDER] [--keep FOLDER]

Two things must hold for every plan. Whatever was typed is in the register that `export` writes, or in a finding at its
cell. And the counts are the same in `status` as text and as JSON, on the regenerated Summary before and after
LibreOffice worked out its formulas, in an edition, and in the Status cells and panels of the leads' sheets.

FOLDER after `--node` holds `node_modules` with exceljs and xlsx; without it, only openpyxl and LibreOffice save. The
exit code is 1 if a plan lost something or two counts disagree.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from threading import Lock
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

import openpyxl
from builder import PlanBuilder
from judged import by_us
from office import working
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from plan_workbook.board.figures import figures
from plan_workbook.checking.report import check
from plan_workbook.cli.main import run as run_command_line
from plan_workbook.errors import PlanWorkbookError
from plan_workbook.jobs.summarise import summarise
from plan_workbook.package import PackageError
from plan_workbook.plan.status import status_of
from plan_workbook.reading import read_plan
from plan_workbook.register import register_of
from plan_workbook.values.text import fold

RESAVE = Path(__file__).with_name("resave.mjs")
TABLES = {"Objective": "actions", "PI Number": "indicators"}
"""The first heading of each table on a recommendation's sheet."""
PLURALS = {"Comment": "Comments", "Task Lead": "Task lead(s)", "PI Number": "PI No.", "RAG": "RAG status"}
WORDS = ("audit", "review", "visits", "plans", "panel", "board", "training", "checks", "partners", "quality")


@dataclass
class Typed:
    """A value that somebody typed, and where it is when the workbook is saved."""

    sheet: str
    cell: str
    shown: tuple[str, ...]
    """The ways in which a register or a message may show it."""
    note: bool = False
    """Whether it is a note on the cell."""


@dataclass
class Edited:
    """A workbook with what was done to it."""

    book: openpyxl.Workbook
    lot: random.Random
    done: list[str] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)
    serial: int = 0

    def text(self) -> str:
        """Return words that stand nowhere else."""
        self.serial += 1
        return f"Typed {self.serial:03d} {' '.join(self.lot.sample(WORDS, 3))}"

    def put(self, sheet: Worksheet, row: int, column: int, value: Any, *shown: str, number_format: str = "") -> None:
        """Type a value, and remember it."""
        cell = sheet.cell(row, column)
        cell.value = value
        if number_format:
            cell.number_format = number_format
        self.typed.append(Typed(sheet.title, cell.coordinate, shown or (str(value),)))


@dataclass(frozen=True)
class Place:
    """A table on a sheet: its heading row, columns by heading, and the last row that stands ready."""

    head: int
    columns: dict[str, int]
    last: int

    @property
    def rows(self) -> range:
        """The rows under the heading."""
        return range(self.head + 1, self.last + 1)


def place_of(sheet: Worksheet, table: str) -> Place | None:
    """Return the place of a table by its headings, and by the name that covers it."""
    first = next(heading for heading, key in TABLES.items() if key == table)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == first:
                columns = {str(c.value): c.column for c in row if c.value}
                areas = [range_boundaries(n.attr_text.split("!")[1]) for n in sheet.defined_names.values()]
                ends = [bottom for _, top, _, bottom in areas if top == cell.row and bottom > top]
                return Place(cell.row, columns, max(ends, default=cell.row + 6))
    return None


def free_rows(sheet: Worksheet, place: Place) -> list[int]:
    """Return the rows of a table in which nothing was typed."""
    columns = [number for heading, number in place.columns.items() if heading != "Status"]
    return [row for row in place.rows if all(sheet.cell(row, column).value in (None, "") for column in columns)]


# ------------------------------------------------------------------------------------------------- what leads do


def new_action(edit: Edited, sheet: Worksheet, row: int, place: Place) -> None:
    """Fill in a row of Actions, as text, as dates, or in a hurry."""
    day = datetime(2018, 1, 1) + timedelta(days=edit.lot.randrange(400))
    columns = place.columns
    if not {"Action", "Task Lead", "Completion Date"} <= columns.keys():
        return  # their headings were changed
    edit.put(sheet, row, columns["Action"], edit.text())
    if edit.lot.random() < 0.8:
        edit.put(sheet, row, columns["Task Lead"], f"Head of {edit.text().split()[2].title()} {edit.serial}")
    if edit.lot.random() < 0.8:
        if edit.lot.random() < 0.5:
            edit.put(sheet, row, columns["Completion Date"], day, f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}",
                     number_format="dd/mm/yyyy")  # fmt: skip
        else:
            edit.put(sheet, row, columns["Completion Date"], f"{day:%d %B %Y}", f"{day:%Y-%m-%d}", f"{day:%d %B %Y}")
    rating = edit.lot.choice(["R", "A", "G", "Red", "green", "On going", ""])
    if rating and "RAG" in columns:
        sheet.cell(row, columns["RAG"]).value = rating


def row_in(edit: Edited, sheet: Worksheet) -> None:
    """Fill in a spare row."""
    place = place_of(sheet, "actions")
    if place and (free := free_rows(sheet, place)):
        new_action(edit, sheet, free[0], place)


def rows_below(edit: Edited, sheet: Worksheet) -> None:
    """Paste actions under the table, after up to two blank rows."""
    place = place_of(sheet, "actions")
    if place is None:
        return
    for row in free_rows(sheet, place):
        new_action(edit, sheet, row, place)
    first = place.last + 1 + edit.lot.choice([0, 0, 1, 2])
    for row in range(first, first + edit.lot.choice([1, 3, 12])):
        new_action(edit, sheet, row, place)


def words_below(edit: Edited, sheet: Worksheet) -> None:
    """Paste a table of words below Actions that has nothing to do with them."""
    place = place_of(sheet, "actions")
    if place is None:
        return
    top, left = place.last + edit.lot.randrange(1, 7), edit.lot.choice([1, 1, 2, 3])
    for row in range(top, top + edit.lot.randrange(2, 5)):
        for column in range(left, left + edit.lot.choice([2, 3])):
            if sheet.cell(row, column).value is None:
                edit.put(sheet, row, column, edit.text())


def title_changed(edit: Edited, sheet: Worksheet) -> None:
    """Lengthen the title of a table, or type a remark over it."""
    titles = [cell for row in sheet.iter_rows() for cell in row if cell.value in ("Actions", "Indicators")]
    if titles:
        cell = edit.lot.choice(titles)
        edit.put(sheet, cell.row, cell.column, edit.lot.choice([f"{cell.value} for {edit.text()}", edit.text()]))


def heading_moved(edit: Edited, sheet: Worksheet) -> None:
    """Drag the last heading of a table to the right of it."""
    place = place_of(sheet, edit.lot.choice(list(TABLES.values())))
    if place and (heading := max(place.columns, key=place.columns.__getitem__)) == "Comment":
        column = place.columns[heading]
        sheet.cell(place.head, column + 1).value = heading
        sheet.cell(place.head, column).value = None


def summary_typed_over(edit: Edited, sheet: Worksheet) -> None:
    """Type a remark over a sentence of the Summary, or a number over a count of it."""
    page = edit.book["Summary"]
    filled = [cell for row in page.iter_rows(max_row=20, max_col=6) for cell in row if cell.value is not None]
    cell = edit.lot.choice(filled[2:])
    edit.put(page, cell.row, cell.column, edit.text())


def rows_out(edit: Edited, sheet: Worksheet) -> None:
    """Clear a row."""
    place = place_of(sheet, edit.lot.choice(list(TABLES.values())))
    if place:
        row = edit.lot.choice(place.rows)
        gone = {sheet.cell(row, column).coordinate for h, column in place.columns.items() if h != "Status"}
        for cell in gone:
            sheet[cell].value = None
        edit.typed = [each for each in edit.typed if each.sheet != sheet.title or each.cell not in gone]


def rows_sorted(edit: Edited, sheet: Worksheet) -> None:
    """Sort the actions by their text, the last first."""
    place = place_of(sheet, "actions")
    if place is None:
        return
    columns = [place.columns[h] for h in place.columns]
    rows = [[sheet.cell(row, c).value for c in columns] for row in place.rows]
    formats = [[sheet.cell(row, c).number_format for c in columns] for row in place.rows]
    if "Action" not in place.columns:
        return
    text = list(place.columns).index("Action")
    order = sorted(range(len(rows)), key=lambda n: str(rows[n][text] or ""), reverse=True)
    moved = {place.rows[old]: place.rows[new] for new, old in enumerate(order)}
    for new, old in enumerate(order):
        for at, column in enumerate(columns):
            cell = sheet.cell(place.rows[new], column)
            cell.value, cell.number_format = rows[old][at], formats[old][at]
    for each in edit.typed:
        found = re.fullmatch(r"([A-Z]+)(\d+)", each.cell)
        if each.sheet == sheet.title and found and int(found[2]) in moved:
            each.cell = f"{found[1]}{moved[int(found[2])]}"


def heading_changed(edit: Edited, sheet: Worksheet) -> None:
    """Change a heading as people do."""
    place = place_of(sheet, edit.lot.choice(list(TABLES.values())))
    if place is None:
        return
    heading = edit.lot.choice([h for h in place.columns if h not in (*TABLES, "Status")])
    new = edit.lot.choice(
        [heading.upper(), heading.lower(), f"{heading}:", f"{heading} (Aug)", f"{heading} 2018/19",
         PLURALS.get(heading, f"{heading}s")]
    )  # fmt: skip
    sheet.cell(place.head, place.columns[heading]).value = new


def figures_typed(edit: Edited, sheet: Worksheet) -> None:
    """Type figures in the cells of an indicator: as text, with a unit, or in another number format."""
    place = place_of(sheet, "indicators")
    if place is None:
        return
    described = place.columns.get("Description")
    row = next((r for r in place.rows if described and sheet.cell(r, described).value), None)
    if row is None:
        return
    n = edit.lot.randrange(100, 9900)
    share = (10000 - n) / 10000
    value, shown, number_format = edit.lot.choice(
        [
            (f"{n}", [f"{n}"], "@"),
            (f"{n} days", [f"{n}", f"{n} days"], "General"),
            (share, [f"{share * 100:g}", f"{share * 100:g}%"], "0.00%"),
            (f"{share * 100:g}%\u200b", [f"{share * 100:g}", f"{share * 100:g}%"], "General"),
            (n, [f"{n}"], "0.0_%"),
            (n * 1_000_000, [f"{n}", f"{n * 1_000_000}", "0.0,,"], '\u00a30.0,,"m"'),
            (n, [f"{n}"], '[Green]"\u25b2"0;[Red]"\u25bc"0'),
            (f"about {n}", [f"about {n}"], "General"),
            (f"{n:,}", [f"{n}", f"{n:,}"], "General"),
            (0, ["0"], "dd/mm/yyyy"),
        ]
    )
    column = edit.lot.choice(["Target", "Actual", "Previous"])
    if column in place.columns:
        edit.put(sheet, row, place.columns[column], value, *shown, number_format=number_format)


def invisible(edit: Edited, sheet: Worksheet) -> None:
    """Paste a rating with a character that nobody sees."""
    place = place_of(sheet, "actions")
    known = place is not None and {"Action", "RAG"} <= place.columns.keys()
    rows = [r for r in place.rows if sheet.cell(r, place.columns["Action"]).value] if place and known else []
    if place and rows:
        sheet.cell(edit.lot.choice(rows), place.columns["RAG"]).value = "R\u200b"


def comment(edit: Edited, sheet: Worksheet) -> None:
    """Put a note on a cell."""
    said = edit.text()
    row, column = edit.lot.randrange(4, 20), edit.lot.randrange(1, 10)
    cell = sheet.cell(row, column)
    if isinstance(cell, openpyxl.cell.MergedCell) or cell.comment:
        return
    cell.comment = Comment(said, "A Lead")
    edit.typed.append(Typed(sheet.title, cell.coordinate, (said,), note=True))


def beside(edit: Edited, sheet: Worksheet) -> None:
    """Type a remark somewhere on the sheet."""
    place = place_of(sheet, "actions")
    if place:
        edit.put(sheet, edit.lot.choice([*place.rows]), max(place.columns.values()) + 2, edit.text())


def progress(edit: Edited, sheet: Worksheet) -> None:
    """Type a paragraph of progress in the first free row of its table, and change its heading sometimes."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "Progress" and cell.row > 10:
                if edit.lot.random() < 0.3:
                    cell.value = "Progress this month"
                free = next((r for r in range(cell.row + 1, cell.row + 8) if not sheet.cell(r, cell.column).value), 0)
                if free and not isinstance(sheet.cell(free, cell.column), openpyxl.cell.MergedCell):
                    edit.put(sheet, free, cell.column, edit.text())
                return


EDITS: tuple[Callable[[Edited, Worksheet], None], ...] = (
    row_in, row_in, rows_below, rows_out, rows_sorted, heading_changed, figures_typed, figures_typed, invisible,
    comment, beside, progress, words_below, title_changed, heading_moved,
    summary_typed_over,
)  # fmt: skip


# ------------------------------------------------------------------------------------------------- plans


def random_plan(lot: random.Random) -> PlanBuilder:
    """Return a plan of a few recommendations with some actions and indicators each."""
    plan = PlanBuilder(default_tolerance=lot.choice(["", "5"]))
    for _ in range(lot.randrange(2, 5)):
        plan.recommendation(rating=lot.choice("RAGC"), status=lot.choice(["Active", "Active", "Business as usual"]))
        for _ in range(lot.randrange(4)):
            better = lot.choice(["Higher", "Lower", "Monitor", ""])
            plan.indicator(better=better, target=f"{lot.randrange(20, 100)}%", actual=f"{lot.randrange(20, 100)}%")
        for _ in range(lot.randrange(5)):
            day = datetime(2017, 9, 1) + timedelta(days=lot.randrange(500))
            plan.action(rating=lot.choice("RAGC"), completion_date=f"{day:%d/%m/%Y}")
    return plan


def edited(seed: int, folder: Path) -> tuple[Path, Edited]:
    """Make a plan and edit it; the same seed gives the same workbook."""
    lot = random.Random(seed)
    path = folder / f"{seed}.xlsx"
    path.write_bytes(random_plan(lot).checked_workbook())
    edit = Edited(openpyxl.load_workbook(path), lot)
    sheets = [sheet for sheet in edit.book.worksheets if "Rec_Number" in sheet.defined_names]
    for _ in range(lot.randrange(2, 7)):
        change, sheet = lot.choice(EDITS), lot.choice(sheets)
        change(edit, sheet)
        edit.done.append(f"{change.__name__} {sheet.title}")
    edit.book.save(path)
    return path, edit


# ------------------------------------------------------------------------------------------------- what must hold


def lost(path: Path, typed: list[Typed]) -> Iterator[str]:
    """Say what was typed and is neither in the register nor in a finding at its cell."""
    try:
        plan = read_plan(path)
    except (PlanWorkbookError, PackageError) as error:
        yield f"refused: {error}"
        return
    tables = register_of(plan).tables
    register = "\n".join(str(v) for rows in tables.values() for row in rows for v in row.values())
    values = {fold(line) for line in register.splitlines()}
    findings = check(plan).findings
    ours = {each.cell for each in typed if each.sheet == plan.summary_sheet}
    for finding in findings:
        about_summary = finding.sheet == plan.summary_sheet and finding.rule == "content-outside-table"
        if about_summary and finding.cell not in ours:
            yield f"untrue: {finding.message}"
    for each in typed:
        # a text of its own may stand within a longer one (an objective, a list); a number must stand alone
        if any(fold(s) in values or (len(s) > 9 and s in register) for s in each.shown):
            continue
        named = re.compile(rf"\b{each.cell}\b")
        at = [
            f
            for f in findings
            if f.sheet == each.sheet
            and (f.cell == each.cell or named.search(f.message) or in_block(each.cell, f.message))
        ]
        told = [f for f in findings if f.sheet == each.sheet and any(s in f.message for s in each.shown)]
        if not at and not told:
            yield f"lost: {each.sheet}!{each.cell} {each.shown[0]!r}"


def still_there(path: Path, typed: list[Typed]) -> list[Typed]:
    """Return what was typed without the notes that a program lost when it saved the workbook."""
    if not any(each.note for each in typed):
        return typed
    book = openpyxl.load_workbook(path)
    return [each for each in typed if not each.note or book[each.sheet][each.cell].comment is not None]


def in_block(cell: str, message: str) -> bool:
    """Tell whether a message names a range that holds the cell."""
    left, top, _, _ = range_boundaries(cell)
    for block in re.findall(r"\b[A-Z]{1,3}\d+:[A-Z]{1,3}\d+\b", message):
        first, above, last, below = range_boundaries(block)
        if first <= left <= last and above <= top <= below:
            return True
    return False


def ran(*arguments: str | Path) -> tuple[int, str, str]:
    """Run a command in this process, which has loaded everything; return its code, output and errors."""
    output, errors = StringIO(), StringIO()
    sys.argv = ["plan-workbook", *map(str, arguments)]
    with redirect_stdout(output), redirect_stderr(errors):
        try:
            run_command_line()
        except SystemExit as left:
            return int(left.code or 0), output.getvalue(), errors.getvalue()
    return 0, output.getvalue(), errors.getvalue()


def counts(path: Path, saved: Callable[[bytes], bytes]) -> Iterator[str]:
    """Say which counts disagree."""
    plan = read_plan(path)
    told = figures(plan).as_json()
    code, asked, refused = ran("status", path, "--format", "json")
    if code not in (0, 1):
        yield f"status: {refused.strip()}"
        return
    said = json.loads(asked)
    for key in ("recommendations", "actions", "indicators"):
        if said[key] != json.loads(json.dumps(told[key])):
            yield f"{key}: status says {said[key]}, the plan has {told[key]}"
    _, text, _ = ran("status", path)
    totals = [[int(n) for n in re.findall(r"\d+", line)] for line in text.splitlines() if line.startswith("Total")]
    expected = [told[key]["total"] for key in ("recommendations", "actions", "indicators")]
    if [n for line in totals for n in line] != expected:
        yield f"status as text says {totals}, JSON {expected}"
    page = path.with_suffix(".html")
    page.unlink(missing_ok=True)
    code, _, refused = ran("publish", path, "--draft", "-o", page)
    if code:
        yield f"publish: {refused.strip()}"
    else:
        html = page.read_text(encoding="utf-8")
        totals = {name.lower(): int(n) for n, name in re.findall(r"<strong>(\d+)</strong> (\w+)", html)}
        if [totals.get(key, 0) for key in ("recommendations", "actions", "indicators")] != expected:
            yield f"the edition counts {totals}, status {expected}"
    again = path.with_name(f"{path.stem}-summarised.xlsx")
    summarise(path, again)
    recalculated = path.with_name(f"{path.stem}-recalculated.xlsx")
    recalculated.write_bytes(saved(again.read_bytes()))
    before, after = by_us(again.read_bytes()), by_us(recalculated.read_bytes())
    for place, cell in before.items():
        sheet, row, column = place
        mine, theirs = cell.value, after[place].value if place in after else None
        if sheet in (plan.summary_sheet, "Summary") and cell.formula and (mine or "") != (theirs or ""):
            yield f"{sheet}!{get_column_letter(column)}{row} is {mine!r}, and after recalculation {theirs!r}"
    live: Counter[str] = Counter()
    for each in plan.recommendations:
        for indicator in each.indicators:
            column = each.places["indicators"].columns.get("status") if "indicators" in each.places else None
            cell_there = after.get((each.sheet, indicator.row, column)) if column else None
            value = cell_there.value if cell_there else None
            wanted = status_of(indicator, plan).value
            if column and fold(str(value or "")) != fold(wanted):
                live[f"{each.sheet}!{get_column_letter(column)}{indicator.row} says {value!r}, status {wanted!r}"] += 1
    yield from live


@dataclass(frozen=True)
class Savers:
    """The programs that save, in one process each, and what is ours: the two sides take turns in threads."""

    names: tuple[str, ...]
    folder: Path
    node: Path | None
    libreoffice: Callable[[bytes], bytes]
    ours: Lock = field(default_factory=Lock)
    theirs: Lock = field(default_factory=Lock)

    def by_libreoffice(self, content: bytes) -> bytes:
        """Return a workbook as LibreOffice saves it, while another plan has its turn with us."""
        with self.others_turn(), self.theirs:
            return self.libreoffice(content)

    @contextmanager
    def others_turn(self) -> Iterator[None]:
        """Let another plan go on while this one waits for a program."""
        self.ours.release()
        try:
            yield
        finally:
            self.ours.acquire()

    def saver_of(self, seed: int) -> str:
        """Return the program that saves a plan."""
        return self.names[seed % len(self.names)]

    def save(self, path: Path, saver: str) -> None:
        """Save a workbook with a program."""
        if saver in ("libreoffice", "exceljs"):  # exceljs does not follow openpyxl's links between parts
            path.write_bytes(self.by_libreoffice(path.read_bytes()))
        if saver in ("sheetjs", "exceljs"):
            command = ["node", str(RESAVE), saver, str(path), str(path)]
            with self.others_turn():
                subprocess.run(command, check=True, cwd=self.node, capture_output=True)

    def tried(self, seed: int) -> tuple[int, list[str], list[str]]:
        """Return a plan's number, what was done to it, and what does not hold."""
        with self.ours:
            path, edit = edited(seed, self.folder)
            self.save(path, self.saver_of(seed))
            try:
                said = [*lost(path, still_there(path, edit.typed))]
                said += [] if said and said[0].startswith("refused") else counts(path, self.by_libreoffice)
            except Exception:  # whatever it is, it is a finding about this plan, and the next is tried
                said = [f"raised: {traceback.format_exc().strip().splitlines()[-1]}"]
        return seed, edit.done, said


def main() -> int:
    """Try as many plans as asked for; return 1 if something was lost or disagreed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=200, help="how many plans (usually 200)")
    parser.add_argument("--seed", type=int, default=1, help="the number of the first plan")
    parser.add_argument("--node", type=Path, help="folder with node_modules (exceljs, xlsx)")
    parser.add_argument("--keep", type=Path, help="folder to keep the workbooks in")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    names = ("openpyxl", "libreoffice", *(("sheetjs", "exceljs") if chosen.node else ()))
    faults: Counter[str] = Counter()
    bad, terminal = 0, sys.stdout
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        with working(Path(temporary)) as libreoffice, ThreadPoolExecutor(2) as threads:
            savers = Savers(names, folder, chosen.node, libreoffice)
            for seed, done, said in threads.map(savers.tried, range(chosen.seed, chosen.seed + chosen.plans)):
                saver = savers.saver_of(seed)
                for each in said:
                    print(f"{seed} ({saver}; {', '.join(done)}): {each}", file=terminal, flush=True)
                    faults[f"{saver}: {each.split()[0].rstrip(':')}"] += 1
                bad += bool(said)
    print(f"{chosen.plans} plans, {bad} with faults")
    for kind, number in faults.most_common():
        print(f"{number:5} {kind}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
