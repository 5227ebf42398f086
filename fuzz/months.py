"""Opens the next month of plans at random, and looks for anything that did not become what the contract says.

    python fuzz/months.py --plans 200 --seed 1 [--libreoffice] [--keep FOLDER]

For each plan: what every input has become is judged by the tables below, which were written from the contract and not
from the code; of each sheet everything but the cells that were set must be the same bytes, and so must every part of
the package but the changed sheets, the generated sheets and the bookkeeping; summarising the next month with the old
one as `--previous` must change nothing. With ``--libreoffice``, what it works out must be what was saved. Prints what
does not hold; the exit code is 1 if it printed anything.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from cycle import BOOKKEEPING, GENERATED, parts_of
from edits import EDITS, Edited, place_of, random_plan  # which makes the tests' modules importable
from judged import by_us
from office import working
from rounds import rounds
from stuffed import stuffed

from plan_workbook.jobs.rollover import rollover
from plan_workbook.jobs.summarise import summarise
from plan_workbook.package.contents import Contents
from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Indicator, Plan
from plan_workbook.reading import read_plan

OLD = date(2017, 12, 31)
OPENED = (date(2018, 1, 31), date(2018, 2, 28), date(2018, 3, 31), date(2018, 7, 1))
NEVER = date.min
"""When the next one has ended, of a period that is a month or not known: always."""
PERIODS: dict[str, dict[str | datetime, date]] = {
    "Financial": {
        "Q3 2017/18": date(2018, 3, 31),
        "Q3": date(2018, 3, 31),
        "Quarter 2 2017/18": date(2017, 12, 31),
        "Q2": date(2017, 12, 31),
        "as at Q3 2017/18": date(2018, 3, 31),
        "Q4 2016/17": date(2017, 6, 30),
        "H1 2017/18": date(2018, 3, 31),
        "H2 2016/17": date(2017, 9, 30),
    },
    "Calendar": {
        "Q4 2017": date(2018, 3, 31),
        "Q4": date(2018, 3, 31),
        "Q3 2017": date(2017, 12, 31),
        "up to Q4 2017": date(2018, 3, 31),
        "H2 2017": date(2018, 6, 30),
        "H1 2017": date(2017, 12, 31),
        "2017": date(2018, 12, 31),
        "2016": date(2017, 12, 31),
    },
    "": {
        "2016/17": date(2018, 3, 31),
        "2015-16": date(2017, 3, 31),
        "Jul-Sep 2017": date(2017, 12, 31),
        "Oct-Dec 2017": date(2018, 3, 31),
        "October 2017 to December 2017": date(2018, 3, 31),
        "to Sep 2017": NEVER,
        "Dec 2017": NEVER,
        "November": NEVER,
        "lately": NEVER,
        datetime(2017, 12, 31): NEVER,
        datetime(2017, 9, 30): NEVER,
    },
}
"""Periods as people write them, by how the plan counts its quarters, and when the next one after it has ended."""
ACTUALS: tuple[tuple[Any, str], ...] = (
    (0.41, "0%"),
    (0.41, "General"),
    (41, "General"),
    ("41%", "General"),
    ("590 days", "General"),
    (590, '0" days"'),
    (12_000_000, '\u00a30.0,,"m"'),
    ("1,204", "@"),
    ("about half", "General"),
    ("+5", "General"),
    ("'=1", "@"),
    (43_100, "dd/mm/yyyy"),
    (0, "General"),
    (True, "General"),
    ("\u2212 3", "General"),
)
NOTHING: tuple[Any, ...] = (None, "-", "n/a", "N/A", "TBC", " -- ", "\u2013", "na")
KEPT = {
    "indicators": ("number", "description", "lead", "unit", "better", "target", "tolerance"),
    "actions": (
        "objective", "ref", "text", "lead", "start_date", "completion_date", "original_completion_date",
        "date_completed", "rating", "comment",
    ),
    "fields": ("number", "title", "lead", "status", "rating"),
    "plan": (
        "title", "authority", "version", "plan_start", "plan_end", "item_word", "default_tolerance", "due_within",
        "quarters",
    ),
}  # fmt: skip
ROW_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
TABLES = ("ratings", "people", "accepted", "severities")
seen: Counter[str] = Counter()
"""What was judged, so that a run says that it judged something."""


class Asked(NamedTuple):
    """The options of one run."""

    report_date: date
    data_as_at: date | None
    clear_progress: bool
    clear_comments: bool


def months(seed: int, folder: Path, saved: Callable[[bytes], bytes] | None = None) -> Iterator[str]:
    """Open the next month of a plan, and yield what does not hold; the same seed does the same."""
    lot = random.Random(seed)
    master, opened = folder / "plan.xlsx", folder / "next.xlsx"
    master.write_bytes(a_master(lot, folder))
    before = master.read_bytes()
    old = read_plan(master)
    asked = Asked(lot.choice(OPENED), lot.choice([None, date(2017, 12, 31)]), lot.random() < 0.3, lot.random() < 0.3)
    options = {**asked._asdict(), "period": "Next month", "with_errors": True}
    done = rollover(master, opened, **options)
    new = read_plan(opened)
    if master.read_bytes() != before:
        yield "master: it was changed"
    yield from fields(old, new, asked)
    yield from rows(old, new, asked)
    for table in TABLES:
        was, now = ([{k: r.text for k, r in row.inputs.items()} for row in plan.rows(table)] for plan in (old, new))
        if was != now:
            yield f"table: {table}: {was}, now {now}"
    yield from other_bytes(old, before, opened.read_bytes())
    if [(each.sheet, each.row) for each in done.opened.staying] != [*staying(old, asked)]:
        yield "named: other figures stay than are named"
    if summarise(opened, previous=master).changed:
        yield "summarise: it changes the workbook that was just opened"
    if saved:
        yield from worked_out(opened.read_bytes(), saved)


def a_master(lot: random.Random, folder: Path) -> bytes:
    """Return a plan at random that people have worked in, with what they put into workbooks."""
    plan = random_plan(lot)
    plan.set(
        quarters=lot.choice(["Financial", "Calendar", ""]),
        update=lot.choice(["", "2", "9", "2a", "v2"]),
        previous_period=lot.choice(["", "November 2017"]),
    )
    plan.accept("action-due", "R01 a", until="15/01/2018").person("Jo Bloggs", "Head of Audit", "jo@example.org")
    for row in plan.tables["indicators"]:
        row["Comment"] = lot.choice(["", "Late data."])
    edit = Edited(openpyxl.load_workbook(_stored(plan.checked_workbook(), folder)), lot)
    sheets = [sheet for sheet in edit.book.worksheets if "Rec_Number" in sheet.defined_names]
    for _ in range(lot.randrange(4)):
        lot.choice(EDITS)(edit, lot.choice(sheets))
    periods = {**PERIODS[plan.fields["quarters"] or "Financial"], **PERIODS[""]}
    for sheet in sheets:
        place = place_of(sheet, "indicators")
        for row in place.rows if place else ():
            if sheet.cell(row, place.columns.get("Description", 1)).value and {"Actual", "Period"} <= {*place.columns}:
                _figure(
                    lot, sheet.cell(row, place.columns["Actual"]), sheet.cell(row, place.columns["Period"]), periods
                )
    edit.book.create_sheet("Ours")["B2"] = "A list of our own"
    edit.book.save(folder / "edited.xlsx")
    content = (folder / "edited.xlsx").read_bytes()
    return stuffed(content, sheets[0].title, sheets[-1].title) if lot.random() < 0.5 else content


def _stored(content: bytes, folder: Path) -> Path:
    path = folder / "made.xlsx"
    path.write_bytes(content)
    return path


def _figure(lot: random.Random, actual: Any, period: Any, periods: dict[str | datetime, date]) -> None:
    """Type a figure of a period, or a way of saying that there is none."""
    actual.value, actual.number_format = lot.choice(ACTUALS) if lot.random() < 0.8 else (lot.choice(NOTHING), "General")
    period.value = lot.choice([*periods])
    period.number_format = "dd/mm/yyyy" if isinstance(period.value, datetime) else "General"
    if lot.random() < 0.03:
        actual.value = "=1/2"  # openpyxl saves no result


# ------------------------------------------------------------------------------------------------- what must hold


def fields(old: Plan, new: Plan, asked: Asked) -> Iterator[str]:
    """Yield the fields of the Plan sheet that did not become what they should."""
    was = old.fields["update"].text
    said = {key: (read.value if key.endswith(("_date", "_at")) else read.text) for key, read in new.fields.items()}
    wanted = {
        "period": "Next month",
        "report_date": asked.report_date,
        "data_as_at": asked.data_as_at,
        "previous_period": old.fields["period"].text,
        "update": str(int(was) + 1) if was.isdigit() else was,
        **{key: "" if asked.clear_progress else old.fields[key].text for key in ("key_successes", "key_challenges")},
    }
    for key, value in wanted.items():
        if said[key] != value:
            yield f"field: {key} is {said[key]!r}, not {value!r}"
    yield from kept("Plan", "plan", old.fields, new.fields)


def rows(old: Plan, new: Plan, asked: Asked) -> Iterator[str]:
    """Yield the inputs of the sheets that did not become what they should."""
    calendar = old.fields["quarters"].text == "Calendar"
    for then, now in zip(old.recommendations, new.recommendations, strict=True):
        yield from kept(then.sheet, "fields", then.inputs, now.inputs)
        paragraphs = [] if asked.clear_progress else [read.text for read in then.progress]
        if [read.text for read in now.progress] != paragraphs:
            yield f"progress: {now.sheet}"
        here = {row.row: row for row in now.indicator_rows}
        for row in then.indicator_rows:
            its = here.get(row.row)
            if its is None:
                yield f"row: {row.sheet} {row.row} is gone"
                continue
            yield from kept(f"{row.sheet} {row.row}", "indicators", row.inputs, its.inputs)
            yield from figure(row, its, asked, calendar=calendar)
        if [row.row for row in then.actions] != [row.row for row in now.actions]:
            yield f"row: actions of {now.sheet}"
        for action, its_action in zip(then.actions, now.actions, strict=False):
            yield from kept(f"{action.sheet} {action.row}", "actions", action.inputs, its_action.inputs)


def figure(then: Indicator, now: Indicator, asked: Asked, *, calendar: bool) -> Iterator[str]:
    """Yield what is wrong with the figures of an indicator."""
    keys = ("previous", "actual", "period")
    said, was = ({key: cell(row.inputs[key]) for key in keys} for row in (now, then))
    if then.actual.formula and then.actual.raw is None:
        wanted, what = was, "formula"
    elif stays(then, asked, calendar=calendar):
        wanted, what = was, "stays"
    elif is_nothing(then.actual.raw):
        wanted, what = {"previous": was["previous"], "actual": None, "period": None}, "nothing"
    elif not then.previous.cell or then.previous.problem == "absent":
        wanted, what = was, "no column"
    else:
        wanted, what = {"previous": was["actual"], "actual": None, "period": None}, "moved"
    seen[what] += 1
    if said != wanted:
        yield f"figure ({what}): {then.sheet} {then.row}: {was}, now {said}"
    comment = "" if asked.clear_comments else then.comment.text
    if now.comment.text != comment:
        yield f"comment: {then.sheet} {then.row}: {now.comment.text!r}"


def stays(row: Indicator, asked: Asked, *, calendar: bool) -> bool:
    """Tell whether a figure is to stay, by the tables above."""
    known = PERIODS["Calendar" if calendar else "Financial"] | PERIODS[""]
    raw = row.period.raw
    ends = known.get(raw if isinstance(raw, str | datetime) else str(raw), NEVER)
    return ends > asked.report_date and not is_nothing(row.actual.raw)


def staying(old: Plan, asked: Asked) -> Iterator[tuple[str, int]]:
    """Yield the rows of the figures that stay."""
    calendar = old.fields["quarters"].text == "Calendar"
    for each in old.indicators:
        if stays(each, asked, calendar=calendar):
            yield each.sheet, each.row


def is_nothing(raw: object) -> bool:
    """Tell whether a cell's content says that there is no value."""
    return raw is None or (isinstance(raw, str) and raw in NOTHING)


def cell(read: Input[Any]) -> tuple[object, ...] | None:
    """Return what a cell says: its content, what it shows and how that is read; None if it is blank."""
    return (read.raw, read.text, read.value, read.problem) if read.raw is not None else None


def kept(where: str, name: str, then: Any, now: Any) -> Iterator[str]:
    """Yield the inputs that are not as they were though they should be."""
    for key in KEPT[name]:
        one, other = ((read.raw, read.text, read.number_format) for read in (then[key], now[key]))
        if one != other:
            yield f"kept: {where} {key}: {one}, now {other}"


def other_bytes(old: Plan, before: bytes, after: bytes) -> Iterator[str]:
    """Yield what is not the same bytes though nobody set it."""
    contents = Contents(after)
    generated = {page.part for page in contents.pages if page.title in (*GENERATED, "History")}
    package = open_package(after)
    drawn = {part for page in generated for part in package.targets(page, "drawing")}
    drawn |= {part for drawing in drawn for part in package.targets(drawing, "chart")}
    bookkeeping = {*BOOKKEEPING, *generated, *drawn}
    bookkeeping |= {re.sub(r"([^/]+)$", r"_rels/\1.rels", part) for part in bookkeeping}
    was, now = parts_of(before), parts_of(after)
    set_by_us = set_cells_of(old)
    sheets = {page.part: page.title for page in contents.pages}
    for name in (was.keys() | now.keys()) - bookkeeping:
        if was.get(name) == now.get(name):
            continue
        if sheets.get(name) not in set_by_us:
            yield f"bytes: {name} was changed"
            continue
        (one, frame), (other, frame_now) = (split_cells(parts[name]) for parts in (was, now))
        changed = {place for place in one.keys() | other.keys() if one.get(place) != other.get(place)}
        changed = {place for place in changed if "was " not in str(other.get(place))}  # grey text, and no input
        if changed - set_by_us[sheets[name]]:
            yield f"bytes: {sheets[name]}: {sorted(changed - set_by_us[sheets[name]])}"
        if frame != frame_now:
            yield f"bytes: {sheets[name]}: something outside the cells"
    if not Workbook(package).sheets:
        yield "bytes: no sheets"


def set_cells_of(old: Plan) -> dict[str, set[str]]:
    """Return the cells that may change, by sheet."""
    keys = ("period", "report_date", "data_as_at", "previous_period", "update", "key_successes", "key_challenges")
    found = {old.plan_sheet: {old.fields[key].cell for key in keys}}
    for each in old.recommendations:
        inside = found.setdefault(each.sheet, {read.cell for read in each.panel.values()})
        inside |= {read.cell for read in each.progress}
        for row in each.indicator_rows:
            inside |= {row.inputs[key].cell for key in ("previous", "actual", "period", "comment")}
            inside.add(row.live_status.cell)
    return found


def split_cells(part: bytes) -> tuple[dict[str, bytes], bytes]:
    """Return the cells of a worksheet as they are written, by address, and the rest."""
    return {each[1].decode(): each[0] for each in ROW_CELL.finditer(part)}, ROW_CELL.sub(b"", part)


def worked_out(content: bytes, saved: Callable[[bytes], bytes]) -> Iterator[str]:
    """Yield the results of formulas that LibreOffice works out otherwise."""
    there, again = by_us(content), by_us(saved(content))
    for place, one in there.items():
        now = again[place].value if place in again else None
        if one.formula and (one.value or "") != (now or "") and place[0] not in ("Checks", "Guidance"):
            yield f"worked out: {place} is {one.value!r}, for LibreOffice {now!r}"


def main() -> int:
    """Try as many plans as asked for; return 1 if something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=200, help="how many plans (usually 200)")
    parser.add_argument("--seed", type=int, default=1, help="the number of the first plan")
    parser.add_argument("--libreoffice", action="store_true", help="let LibreOffice work out what was saved")
    parser.add_argument("--keep", type=Path, help="folder to keep the plans in that something was said of")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as opened:
        saved = opened.enter_context(working(Path(temporary))) if chosen.libreoffice else None
        seeds = range(chosen.seed, chosen.seed + chosen.plans)
        bad = rounds(seeds, lambda seed, folder: months(seed, folder, saved), Path(temporary), chosen.keep)
    print(f"{chosen.plans} plans, {bad} with faults; figures: {', '.join(f'{n} {k}' for k, n in seen.most_common())}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
