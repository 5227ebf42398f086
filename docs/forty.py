"""A plan of forty priorities with six ratings, over five months: what a large department's report looks like.

``write(folder, month)`` writes its register as a folder of CSV files. Everything in it is invented and comes out the
same each time.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from dateutil.relativedelta import relativedelta

MONTHS = 5
"""The last is that of the report; the others are its history, and the fourth is last month's workbook."""
_FIRST = date(2017, 8, 31)
_PRIORITIES = 40
_RATINGS = (
    ("C", "Complete", "complete", "Done, and the difference can be shown", "#B4C7E7"),
    ("G", "On track", "on track", "On track for its date and target", "#A9D18E"),
    ("A", "At risk", "at risk", "Late or below target, with work in hand to catch up", "#FFD166"),
    ("R", "Off track", "off track", "Late or below target, and nothing agreed that would put it right", "#FF8F8F"),
    ("N", "Not started", "not started", "Begins later", "#E0E0E0"),
    ("S", "Paused", "stopped", "The board has agreed to wait", "#D9C3E8"),
)
_EASIER = 5
"""The priority of which a target was lowered in the last month."""
_SERVICES = (
    "assessment",
    "early help",
    "the front door",
    "fostering",
    "residential care",
    "leaving care",
    "youth justice",
    "special educational needs",
)
_AIMS = (
    "Make sure that every manager signs decisions in {} within a day and writes down why.",
    "Bring caseloads in {} down to a level at which visits are made on time.",
    "Give children a say in how {} is run, and show what changed because of it.",
    "Check the quality of work in {} every month and act on what is found.",
    "Keep a stable, trained and supported workforce in {}.",
)
_PLACES = ("the north", "the south", "the coast", "the city", "the hill villages")
_POSTS = ("Head of Assessment", "Head of Permanence", "Head of Early Help", "Head of Quality", "Head of Commissioning")
_MEASURES = (
    ("% of decisions signed within one day", "%", "Higher", 90),
    ("% of visits made on time", "%", "Higher", 85),
    ("Average caseload", "", "Lower", 16),
    ("Days from referral to a decision", "days", "Lower", 10),
)


def write(folder: Path, month: int = MONTHS - 1) -> Path:
    """Write the register of a month, counted from 0, into a new folder, with the months before it as history."""
    folder.mkdir(parents=True)
    now = _months()[month]
    _table(folder, "plan", ("Field", "Value"), _fields(now, month))
    _table(folder, "ratings", ("Code", "Label", "Counts as", "Progress", "Colour"), _RATINGS)
    headings = ("Recommendation", "Title", "Lead", "Status", "RAG", "Progress")
    _table(folder, "recommendations", headings, _priorities(month))
    headings = ("Recommendation", "PI Number", "Description", "Lead Officer", "Unit", "Better", "Target", "Actual")
    _table(folder, "indicators", headings, _indicators(month))
    headings = ("Recommendation", "Ref", "Action", "Task Lead", "Start Date", "Completion Date", "RAG")
    _table(folder, "actions", headings, _actions(month))
    if month:
        headings = ("Period", "Report Date", "Kind", "Recommendation", "Reference", "RAG", "Target", "Actual", "Due")
        _table(folder, "history", headings, [line for before in range(month) for line in _lines(before)])
    return folder


def _months() -> list[date]:
    return [_FIRST + relativedelta(months=number, day=31) for number in range(MONTHS)]


def _table(folder: Path, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])


def _fields(now: date, month: int) -> list[tuple[str, str]]:
    return [
        ("Title", "Children's Services Improvement Plan"),
        ("Authority", "Exampleshire County Council"),
        ("Period", f"{now:%B %Y}"),
        ("Report Date", f"{now:%d/%m/%Y}"),
        ("Data As At", f"{now + relativedelta(months=-1, day=31):%d/%m/%Y}"),
        ("Plan Start", "01/06/2017"),
        ("Plan End", "31/12/2018"),
        ("Item Word", "Priority"),
        ("Key Successes", "Caseloads have fallen in four services\n\nThe practice academy has opened with 31 learners"),
        ("Key Challenges", "A fifth of posts are held by agency staff\n\nTwo providers have given notice"),
        *([("Decisions Needed", "Agree the new date for priority 12")] if month == MONTHS - 1 else []),
    ]


def _rating(priority: int, month: int) -> str:
    """Return the code of a priority's rating: one is off track at the end, and some move from month to month."""
    if priority == 12:
        return "GGAAR"[month]
    if priority in (5, 9, 23, 31):
        return "AAAGA"[month] if priority % 2 else "GGGAA"[month]
    if priority in (3, 17):
        return "AGGCC"[month]
    if priority in (8, 28):
        return "NNNGG"[month]
    return "S" if priority == 40 else "C" if priority in (1, 2, 20) else "N" if priority in (38, 39) else "G"


def _priorities(month: int) -> list[tuple[str, ...]]:
    rows = []
    for number in range(1, _PRIORITIES + 1):
        service, code = _SERVICES[number % len(_SERVICES)], _rating(number, month)
        said = {
            "R": f"Two team managers left {service} in the autumn, and nobody covers their posts. Work that was due "
            "has not begun. The director has asked for a new plan by the middle of next month.",
            "A": f"Work in {service} is behind its dates because recruitment took longer than expected. Interviews are "
            "under way, and the audit has been moved to next month.",
            "S": "The board agreed to wait for the new provider.",
            "N": "Work begins once the review has reported.",
        }.get(code, f"Teams in {service} met in {_months()[month]:%B} and agreed what each of them does next.")
        title = _AIMS[number % len(_AIMS)].format(service)
        rows.append((str(number), title, _POSTS[number % len(_POSTS)], "Active", code, said))
    return rows


def _indicators(month: int) -> list[tuple[str, ...]]:
    rows = []
    for number in range(1, _PRIORITIES + 1, 2):
        what, unit, better, target = _MEASURES[number % len(_MEASURES)]
        target -= 5 * (number == _EASIER and month == MONTHS - 1)
        figure = _figure(number, month)
        shown = "%" if unit == "%" else ""
        description = f"{what}, {_SERVICES[number % len(_SERVICES)]}"
        post = _POSTS[number % len(_POSTS)]
        rows.append(
            (str(number), f"PI {100 + number}", description, post, unit, better, f"{target}{shown}", f"{figure}{shown}")
        )
    return rows


def _figure(number: int, month: int) -> int:
    _, _, better, target = _MEASURES[number % len(_MEASURES)]
    drawn = random.Random(number)
    good = 1 if better == "Higher" else -1
    start = target - good * drawn.randint(0, max(2, target // 6))
    return max(1, start + good * (month * drawn.choice((0, 1, 1, 2)) + drawn.randint(-1, 1)))


def _actions(month: int) -> list[tuple[str, ...]]:
    rows = []
    for number in range(1, _PRIORITIES + 1):
        for place, ref in enumerate("abc"):
            code = _rating(number, month)
            code = "C" if code == "C" or (place == 0 and code != "N") else code
            what = ("Write down how decisions are made and by when", "Train every manager in it", "Audit thirty cases")
            action = f"{what[place]}: {_SERVICES[number % len(_SERVICES)]} in {_PLACES[number % len(_PLACES)]}"
            due = f"{_due(number, place, month):%d/%m/%Y}"
            rows.append((str(number), ref, action, _POSTS[(number + place) % len(_POSTS)], "01/06/2017", due, code))
    return rows


def _due(number: int, place: int, month: int) -> date:
    """Return an action's completion date; those of three priorities were put off more than once."""
    due = _FIRST + relativedelta(months=2 * place + number % 9, day=31)
    return due + relativedelta(months=month // 2, day=31) if number in (9, 12, 23) else due


def _lines(month: int) -> Iterator[tuple[str, ...]]:
    """Yield the lines of history of a month."""
    end = _months()[month]
    about = (f"{end:%B %Y}", f"{end:%d/%m/%Y}")
    for number, _, _, _, code, _ in _priorities(month):
        yield (*about, "Recommendation", number, "", code, "", "", "")
    for number, name, _, _, _, _, target, actual in _indicators(month):
        yield (*about, "Indicator", number, name, "", target, actual, "")
    for number, ref, _, _, _, due, code in _actions(month):
        yield (*about, "Action", number, ref, code, "", "", due)
