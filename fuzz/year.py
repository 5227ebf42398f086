"""A year of a plan by script: handed out, filled in, collected, summarised, published and rolled over, twelve times.

    python fuzz/year.py --years 3 --seed 1 [--libreoffice] [--keep FOLDER]

Three leads fill in their parts, and the coordinator works in the master meanwhile; every month some of the mishaps of
`MISHAPS` happen. The script keeps books of its own of what the plan must say. After every step a register of the master
must say the same, and at the end all else that people put into the master must be there, it must be as sound, and not
have grown. Prints what does not hold; the exit code is 1 if it printed anything.
"""

from __future__ import annotations

import argparse
import io
import random
import shutil
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from cycle import parts_of
from edits import PlanBuilder  # which makes the tests' modules importable
from hands import Hand
from office import working
from openpyxl.comments import Comment
from rounds import rounds
from stuffed import stuffed
from trial import judge

from plan_workbook.jobs.collect import collect
from plan_workbook.jobs.publish import publish
from plan_workbook.jobs.rollover import rollover
from plan_workbook.jobs.split import split
from plan_workbook.jobs.summarise import summarise
from plan_workbook.package import Formatted
from plan_workbook.reading import read_plan
from plan_workbook.register import NUMBER, register_of
from plan_workbook.splitting.base import NAME as BASE_NAME

LEADS = ("Ann", "Bob", "Cat")
WORDS = ("audit", "review", "visits", "plans", "panel", "board", "training", "checks", "partners", "quality")
TEXTS = {"actions": "Action", "indicators": "Description"}
"""The heading that a row of each table is known by in the books: no two texts are the same."""
KEYS = {
    "RAG": "rating", "Comment": "comment", "Completion Date": "completion_date", "Actual": "actual",
    "Period": "period", "Target": "target",
}  # fmt: skip
Saver = Callable[[Path], None]
Record = dict[str, str]
happened: Counter[str] = Counter()
"""The mishaps, and what else a year is to have in it."""
figures: dict[int, str] = {}
"""What each year came to, by its seed."""


class Edit(NamedTuple):
    """What somebody types into a cell of a row that is known by its text."""

    table: str
    text: str
    heading: str
    typed: Any
    said: str
    """What a register says of it."""


class Year:
    """A plan, the folder it is in, and the books."""

    def __init__(self, seed: int, folder: Path, savers: dict[str, Saver]) -> None:
        """Make the plan."""
        self.lot, self.folder, self.savers = random.Random(seed), folder, savers
        self.report_date, self.serial = date(2018, 1, 31), 0
        self.master = folder / "2018-01.xlsx"
        self.last: Path | None = None
        """The master of the month before."""
        self.faults: list[str] = []
        self.old_returns: list[Path] = []
        self.quarters: dict[str, date] = {}
        """When the quarters that were typed end."""
        self.sizes: list[int] = []
        self.styles: list[int] = []
        plan = PlanBuilder(period=_name(self.report_date), report_date="31/01/2018", data_as_at="")
        for number in range(6):
            plan.recommendation(lead=LEADS[number % 3])
            for _ in range(2):
                plan.indicator(lead=LEADS[number % 3])
            for _ in range(3):
                plan.action(lead=LEADS[number % 3])
        self.master.write_bytes(stuffed(plan.checked_workbook(), "R01", "R03", "Summary"))
        summarise(self.master)
        self.first = self.master.read_bytes()
        self.tables = self.register()

    def register(self) -> dict[str, list[Record]]:
        """Return what the master says."""
        tables = register_of(read_plan(self.master)).tables
        return {name: [dict(row) for row in tables[name]] for name in ("recommendations", "indicators", "actions")}

    # ------------------------------------------------------------------------------------------- the books

    def row(self, table: str, text: str) -> Record:
        """Return the row of the books with a text."""
        return next(row for row in self.tables[table] if row[TEXTS[table]] == text)

    def enter(self, edit: Edit) -> None:
        """Enter an edit; an action that is put off keeps its first date."""
        row = self.row(edit.table, edit.text)
        put_off = edit.heading == "Completion Date" and row[edit.heading] and edit.said > row[edit.heading]
        if put_off and not row["Original Completion Date"]:
            row["Original Completion Date"] = row[edit.heading]
        row[edit.heading] = edit.said

    def check(self, step: str) -> None:
        """Compare the books with the master."""
        now = self.register()
        for name, rows in self.tables.items():
            said, wanted = (Counter(tuple(sorted(row.items())) for row in each) for each in (now[name], rows))
            for row in (wanted - said).elements():
                twin = next((dict(r) for r in said - wanted if self._same_row(name, dict(r), dict(row))), {})
                differ = {key: (value, twin.get(key)) for key, value in row if twin.get(key) != value}
                self.faults.append(f"books: after {step} of {self.report_date:%B}: {name}: {differ}")
            if said.total() > wanted.total():
                self.faults.append(f"books: after {step} of {self.report_date:%B}: {name} has more rows")
        self.tables = now if self.faults else self.tables  # say each thing once

    @staticmethod
    def _same_row(name: str, one: Record, other: Record) -> bool:
        key = TEXTS.get(name, "Title")
        return one[key] == other[key]

    # ------------------------------------------------------------------------------------------- people

    def words(self) -> str:
        """Return a text like no other."""
        self.serial += 1
        return f"Text {self.serial:04d} {' '.join(self.lot.sample(WORDS, 3))}"

    def edit_of(self, numbers: list[str]) -> Edit:
        """Return an edit of a row of some recommendations."""
        lot = self.lot
        table = lot.choice([*TEXTS])
        row = lot.choice([row for row in self.tables[table] if row[NUMBER] in numbers])
        heading = lot.choice(["RAG", "Comment", "Completion Date"] if table == "actions" else ["Comment", "Target"])
        typed: Any
        if heading == "RAG":
            typed = said = lot.choice([code for code in "RAG" if code != row[heading]])
        elif heading == "Comment":
            typed = said = self.words()
        elif heading == "Target":
            said = f"{lot.randrange(10, 99)}%"
            typed = lot.choice([said, Formatted(int(said[:-1]) / 100, "0%")])
        else:
            typed = date.fromisoformat(row[heading]) + timedelta(lot.randrange(1, 40))
            said = typed.isoformat()
        return Edit(table, row[TEXTS[table]], heading, typed, said)

    def typed(self, content: bytes, edits: list[Edit]) -> bytes:
        """Return a workbook with edits typed into it."""
        hand = Hand(content)
        cells: dict[str, dict[str, Any]] = {}
        for edit in edits:
            key = "text" if edit.table == "actions" else "description"
            for each in hand.plan.recommendations:
                for row in each.rows(edit.table):
                    if row.inputs[key].text == edit.text:
                        cells.setdefault(each.sheet, {})[row.inputs[KEYS[edit.heading]].cell] = edit.typed
        return hand.with_cells(cells).content

    def figures(self, numbers: list[str]) -> list[Edit]:
        """Return this month's figures of some recommendations; of a quarter, sometimes."""
        edits = []
        for row in self.tables["indicators"]:
            if row[NUMBER] in numbers and not row["Actual"]:
                actual = f"{self.lot.randrange(10, 99)}%"
                edits.append(Edit("indicators", row["Description"], "Actual", actual, actual))
                period = self.lot.choice([self.report_date.strftime("%b %Y"), self.quarter()])
                edits.append(Edit("indicators", row["Description"], "Period", period, period))
        return edits

    def quarter(self) -> str:
        """Return the last quarter that has ended, in words."""
        ended = self.report_date
        while ended.month % 3:
            ended = ended.replace(day=1) - timedelta(1)
        start = ended.year - (ended.month == 3)
        said = f"Q{(ended.month // 3 - 2) % 4 + 1} {start}/{(start + 1) % 100:02d}"
        self.quarters[said] = ended
        return said

    # ------------------------------------------------------------------------------------------- a month

    def month(self) -> None:
        """Hand the plan out, fill in the parts, work in the master, and collect."""
        lot = self.lot
        mishaps = {each for each in MISHAPS if lot.random() < 0.3}
        if "base lost" in mishaps:
            mishaps.discard("base file lost")  # then only blank cells are filled
        happened.update(mishaps)
        parts = split(self.master, closed=True)
        inbox = self.folder / f"in-{self.report_date:%m}"
        inbox.mkdir()
        came: list[Edit] = []
        later: list[Edit] = []
        new: list[Record] = []
        for each in parts.parts:
            share, path = each.share, inbox / each.share.file
            numbers = [one.number.text for one in share.recommendations]
            edits = _each_once([*self.figures(numbers), *(self.edit_of(numbers) for _ in range(4))])
            came += edits
            content = self.typed((parts.folder / share.file).read_bytes(), edits)
            if share.lead == "Ann" and "two returns" in mishaps:
                later = [edit for edit in [self.edit_of(numbers)] if edit[:3] not in {other[:3] for other in edits}]
                (inbox / "later").mkdir()
                (inbox / "later" / share.file).write_bytes(self.typed(content, later))
            if share.lead == "Bob" and "new row" in mishaps:
                content, row = self.with_new_row(content, numbers[0])
                new.append(row)
            path.write_bytes(content)
            for name in sorted(mishaps & ON_A_PART.keys()):
                lead, mishap = ON_A_PART[name]
                if lead == share.lead:
                    mishap(self, path, edits)
            self.saved(path)
        if "base file lost" in mishaps:
            (self.folder / f"{self.master.stem}.base.xlsx").unlink()
        again = "old part again" in mishaps and bool(self.old_returns)
        if again:
            shutil.copy(lot.choice(self.old_returns), inbox / "again.xlsx")
        own = self.own_edits([*came, *later], conflict="conflict" in mishaps)
        self.master.write_bytes(self.typed(self.master.read_bytes(), own))
        for edit in own:
            self.row(edit.table, edit.text)[edit.heading] = edit.said
        self.check("the coordinator's work")
        self.collected(inbox, came, new, own, mishaps, refused=int(again))
        if later:
            self.saved(*(inbox / "later").glob("*.xlsx"))
            if collect(self.master, inbox / "later", processes=1).refused:
                self.faults.append("later: the later return is refused")
            for edit in later:
                self.enter(edit)
            self.check("a later return")
        before = self.master.read_bytes()
        collect(self.master, inbox, processes=1)
        if self.master.read_bytes() != before:
            self.faults.append("again: collecting the same folder once more changes the master")
        self.old_returns = [path for path in inbox.glob("*.xlsx") if path.name != "again.xlsx"]

    def collected(
        self, inbox: Path, came: list[Edit], new: list[Record], own: list[Edit], mishaps: set[str], refused: int
    ) -> None:
        """Collect what came back, enter it, and compare."""
        done = collect(self.master, [*inbox.glob("*.xlsx")], processes=1)
        mine = {edit[:3] for edit in own}
        for edit in came:
            if edit[:3] not in mine:
                self.enter(edit)
        clashes = sum(edit[:3] in mine for edit in came)
        if len(done.decisions.conflicts) != clashes:
            self.faults.append(f"conflicts: {len(done.decisions.conflicts)}, not {clashes}")
        no_room = " ".join(each.text for each in done.decisions.not_carried if "no spare row" in each.what)
        for row in new:
            if row["Action"] in no_room:
                happened["no spare row, and listed"] += 1
            else:
                self.tables["actions"].append(row)
        if len(done.refused) != refused:
            self.faults.append(f"refused: {[each.refused for each in done.refused]}")
        if ("deleted row" in mishaps) != bool(done.decisions.deleted):
            self.faults.append(f"deleted: {done.decisions.deleted}")
        if "note" in mishaps and not any("note" in each.what for each in done.decisions.not_carried):
            self.faults.append("note: it is not named")
        self.check("collecting")

    def own_edits(self, others: list[Edit], *, conflict: bool) -> list[Edit]:
        """Return what the coordinator types: nothing that a lead types too, unless there is to be a conflict."""
        numbers = [row[NUMBER] for row in self.tables["recommendations"]]
        taken = {edit[:3] for edit in others}
        edits = [edit for edit in (self.edit_of(numbers) for _ in range(3)) if edit[:3] not in taken]
        edits = [edit for edit in edits if edit.heading not in ("Completion Date", "Target")]
        clashing = [edit for edit in others if edit.heading == "Comment"]
        if conflict and clashing:
            words = self.words()
            edits.append(self.lot.choice(clashing)._replace(typed=words, said=words))
        return _each_once(edits)

    def saved(self, *paths: Path) -> None:
        """Save workbooks with a program, or leave them as they are."""
        for path in paths:
            self.savers[self.lot.choice([*self.savers])](path)

    def with_new_row(self, content: bytes, number: str) -> tuple[bytes, Record]:
        """Return a part with another action in a spare row, and what a register says of it."""
        hand, text = Hand(content), self.words()
        sheet = next(each.sheet for each in hand.plan.recommendations if each.number.text == number)
        refs = [row["Ref"] for row in self.tables["actions"]]
        ref = next(f"n{at}" for at in range(1, 99) if f"n{at}" not in refs)
        row = dict.fromkeys(self.tables["actions"][0], "") | {NUMBER: number, "Ref": ref, "Action": text, "RAG": "A"}
        row |= {"Task Lead": "Bob", "Completion Date": "2019-03-31"}
        typed = {"ref": ref, "text": text, "rating": "A", "lead": "Bob", "completion_date": date(2019, 3, 31)}
        return hand.with_row(sheet, "actions", **typed).content, row

    # ------------------------------------------------------------------------------------------- mishaps

    def deleted_row(self, path: Path, edits: list[Edit]) -> None:
        """Clear an action that the lead typed nothing into."""
        hand, touched = Hand(path.read_bytes()), {edit.text for edit in edits}
        for each in hand.plan.recommendations:
            for at, row in enumerate(each.actions):
                if row.text.text not in touched:
                    path.write_bytes(hand.without_row(each.sheet, "actions", at).content)
                    return
        raise AssertionError("every action was typed into")

    def rows_turned_round(self, path: Path, _: list[Edit]) -> None:
        """Sort the actions of a sheet the other way round."""
        hand = Hand(path.read_bytes())
        each = hand.plan.recommendations[0]
        cells = {
            there.inputs[key].cell: _as_typed(read.raw, read.number_format)
            for here, there in zip(each.actions, each.actions[::-1], strict=True)
            for key, read in here.inputs.items()
            if read.cell  # not every plan has every column
        }
        path.write_bytes(hand.with_cells({each.sheet: cells}).content)

    def sheet_renamed(self, path: Path, _: list[Edit]) -> None:
        """Rename a sheet."""
        book = openpyxl.load_workbook(path)
        next(sheet for sheet in book.worksheets if "Rec_Number" in sheet.defined_names).title = "Mine"
        book.save(path)

    def note(self, path: Path, _: list[Edit]) -> None:
        """Put a note on a cell."""
        book = openpyxl.load_workbook(path)
        sheet = next(sheet for sheet in book.worksheets if "Rec_Number" in sheet.defined_names)
        sheet["C5"].comment = Comment("Ask the court", "Ann")
        book.save(path)

    def base_lost(self, path: Path, _: list[Edit]) -> None:
        """Lose what the part said when it went out, both copies."""
        book = openpyxl.load_workbook(path)
        for name in [name for name in book.defined_names if name.startswith(BASE_NAME)]:
            del book.defined_names[name]
        for row in book["Lists"].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("part "):
                    cell.value = None
        book.save(path)

    # ------------------------------------------------------------------------------------------- the end of a month

    def close(self, last: Path | None) -> None:
        """Summarise and publish the month, and open the next one."""
        summarise(self.master, previous=last)
        before = self.master.read_bytes()
        if summarise(self.master, previous=last).changed:
            self.faults.append("summarise: a second time changes the workbook")
        publish(self.master, self.folder / "edition.html", draft=True)
        self.check("publishing")
        closed, self.report_date = self.report_date, _next_month_end(self.report_date)
        opened = self.folder / f"{self.report_date:%Y-%m}.xlsx"
        options: dict[str, Any] = {"period": _name(self.report_date), "report_date": self.report_date}
        rollover(self.master, opened, with_errors=True, **options)
        for row in self.tables["indicators"]:
            ends = self.quarters.get(row["Period"])
            if row["Actual"] and (ends is None or _quarter_later(ends) <= self.report_date):
                row |= {"Previous": row["Actual"], "Actual": "", "Period": ""}
            elif row["Actual"]:
                happened["figure of a quarter that stays"] += 1
        if self.master.read_bytes() != before:
            self.faults.append(f"rollover: the master of {closed:%B} was changed")
        self.last, self.master = self.master, opened
        self.check("opening the next month")

    def sound(self) -> None:
        """Compare the master with the first one: what was put in, whether it is sound, and its size."""
        content = self.master.read_bytes()
        before, after = parts_of(self.first), parts_of(content)
        for name in before:
            if name.startswith(PEOPLE_PUT) and before[name] != after.get(name):
                self.faults.append(f"put in: {name} is not what it was")
        judged = judge()
        if judged and (new := judged(content) - judged(self.first)):
            self.faults.append(f"sound: {sorted(new)}")
        self.sizes.append(len(content))
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.styles.append(len(book._cell_styles))


Mishap = Callable[[Year, Path, list[Edit]], None]
ON_A_PART: dict[str, tuple[str, Mishap]] = {
    "deleted row": ("Cat", Year.deleted_row),
    "rows turned round": ("Bob", Year.rows_turned_round),
    "sheet renamed": ("Bob", Year.sheet_renamed),
    "note": ("Ann", Year.note),
    "base lost": ("Cat", Year.base_lost),
}
"""What happens to a lead's part."""
MISHAPS = (*ON_A_PART, "conflict", "two returns", "new row", "old part again", "base file lost")
PEOPLE_PUT = ("xl/comments", "xl/threadedComments/", "xl/persons/", "xl/media/", "customXml/", "docMetadata/")


def _each_once(edits: list[Edit]) -> list[Edit]:
    return [*{edit[:3]: edit for edit in edits}.values()]


def _as_typed(raw: Any, number_format: str) -> Any:
    is_number = isinstance(raw, int | float | date) and not isinstance(raw, bool)
    return Formatted(raw, number_format) if is_number else raw


def _name(day: date) -> str:
    return f"{day:%B %Y}"


def _next_month_end(day: date) -> date:
    first = (day + timedelta(1)).replace(day=1)
    return (first + timedelta(32)).replace(day=1) - timedelta(1)


def _quarter_later(day: date) -> date:
    for _ in range(3):
        day = _next_month_end(day)
    return day


def year(seed: int, folder: Path, savers: dict[str, Saver], count: int = 12) -> Iterator[str]:
    """Go through a year of a plan, and yield what does not hold; the same seed does the same."""
    plan = Year(seed, folder, savers)
    for _ in range(count):
        last = plan.last
        plan.month()
        plan.close(last)
        plan.sound()
        yield from plan.faults
        plan.faults.clear()
    if plan.sizes[-1] > 1.25 * len(plan.first):
        yield f"size: {plan.sizes[-1]:,} bytes, {len(plan.first):,} at first"
    if plan.styles[-1] > plan.styles[min(2, count - 1)] + 2:
        yield f"styles: {plan.styles}"
    figures[seed] = f"{len(plan.first):,} bytes, then {plan.sizes}; styles {plan.styles}; {plan.serial} texts"


def by_openpyxl(path: Path) -> None:
    """Save a workbook with openpyxl."""
    openpyxl.load_workbook(path).save(path)


def main() -> int:
    """Go through as many years as asked for; return 1 if something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=3, help="how many years (usually 3)")
    parser.add_argument("--seed", type=int, default=1, help="the number of the first year")
    parser.add_argument("--libreoffice", action="store_true", help="let LibreOffice save some returns too")
    parser.add_argument("--keep", type=Path, help="folder to keep the years in that something was said of")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    savers: dict[str, Saver] = {"nobody": lambda path: None, "openpyxl": by_openpyxl}
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as opened:
        if chosen.libreoffice:
            saved = opened.enter_context(working(Path(temporary)))
            savers["LibreOffice"] = lambda path: path.write_bytes(saved(path.read_bytes())) and None
        seeds = range(chosen.seed, chosen.seed + chosen.years)
        bad = rounds(seeds, lambda seed, folder: year(seed, folder, savers), Path(temporary), chosen.keep)
    for seed in seeds:
        print(f"{seed}: {figures.get(seed, 'not gone through')}")
    print(f"{chosen.years} years, {bad} with faults; {', '.join(f'{n} x {k}' for k, n in happened.most_common())}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
