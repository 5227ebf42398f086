"""The words of one person's draft: the values that a template is given, and the letter made from them.

A template sees only the values declared here, each text on one line and without email addresses. So neither a template
nor text in a cell can bring in anything that belongs to somebody else. ``docs/chase.md`` lists the names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from plan_workbook.board.due import due_in_words
from plan_workbook.chasing.asking import WANTED, asked_for, asks
from plan_workbook.chasing.links import Links
from plan_workbook.chasing.outstanding import PersonItems, SheetItems
from plan_workbook.chasing.people import coordinator_of
from plan_workbook.checking.finding import Finding, Severity, quoted
from plan_workbook.errors import InputError
from plan_workbook.mail.message import Attachment, Letter
from plan_workbook.plan.model import Action, Plan
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import is_overdue
from plan_workbook.publishing.redaction import without_addresses
from plan_workbook.publishing.templates import filled, formatted, shipped, subject_and_body
from plan_workbook.values.text import counted, fold, long_date, on_one_line, title_mid_sentence

TEXT, HTML = "chase.txt", "chase.html"
"""The templates that ship with the program."""
_LONGEST = 300
"""The most characters of an action or a title that are given."""


@dataclass(frozen=True)
class FindingLine:
    """One finding."""

    severity: str
    """``Error``, ``Warning`` or ``Note``; ``Wanted`` where a month is handed out, for what it does not have yet."""
    sheet: str
    cell: str
    there: str
    """The cell's content, in quotation marks; empty if the cell is, or if `message` quotes it."""
    message: str
    fix: str
    link: str


@dataclass(frozen=True)
class Said:
    """A message, and the cells that it is about: those in which the same is found."""

    places: tuple[FindingLine, ...]
    """All with the same message, content and fix."""

    @property
    def message(self) -> str:
        """The message."""
        return self.places[0].message

    @property
    def there(self) -> str:
        """The content of the cells, in quotation marks; empty if they are, or if the message quotes it."""
        return self.places[0].there


@dataclass(frozen=True)
class Point:
    """Findings of one severity that are put right in the same way."""

    severity: str
    fix: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class DueLine:
    """One action that is overdue or due."""

    ref: str
    what: str
    sheet: str
    cell: str
    """The cell of its completion date."""
    when: str
    overdue: bool
    link: str


@dataclass(frozen=True)
class SheetPart:
    """Everything about one sheet."""

    name: str
    heading: str
    """``Recommendation 15``, in the plan's own word."""
    title: str
    link: str
    findings: tuple[FindingLine, ...]
    due: tuple[DueLine, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """The errors and warnings, those that are put right in the same way together."""
        return _points(each for each in self.findings if each.severity != _NOTE)

    @property
    def notes(self) -> tuple[Point, ...]:
        """The notes, likewise."""
        return _points(each for each in self.findings if each.severity == _NOTE)


_NOTE = Severity.NOTE.value.capitalize()


def _points(findings: Iterable[FindingLine]) -> tuple[Point, ...]:
    points: dict[tuple[str, str], dict[tuple[str, str], list[FindingLine]]] = {}
    for each in findings:
        said = points.setdefault((each.severity, each.fix), {})
        said.setdefault((each.message, each.there), []).append(each)
    return tuple(
        Point(severity, fix, tuple(Said(tuple(places)) for places in said.values()))
        for (severity, fix), said in points.items()
    )


class Enclosed(NamedTuple):
    """The workbooks that go with a letter, to be filled in and sent back."""

    files: tuple[Attachment, ...] = ()
    return_by: date | None = None
    missing: bool = False
    """Whether they were handed out before and have not come back."""
    encrypted: bool = False
    """Whether they are encrypted."""


NOTHING = Enclosed()


@dataclass(frozen=True)
class Templates:
    """The templates of drafts: the council's own, or those that ship with the program."""

    text: Path
    html: Path

    @classmethod
    def chosen(cls, text: Path | None = None, html: Path | None = None) -> Templates:
        """Return the council's own templates, or those that ship in place of a missing one."""
        return cls(text or shipped(TEXT), formatted(text, html, HTML))


class Writer:
    """Writes the drafts of one plan."""

    def __init__(self, plan: Plan, links: Links, templates: Templates) -> None:
        """Take everything that all drafts have in common."""
        self._plan = plan
        self._links = links
        self._templates = templates
        clean = without_addresses(plan)
        # On one line first: an invisible character could be in the middle of an address.
        self._clean: Callable[[str], str] = lambda text: clean(on_one_line(text))

    def letter_to(self, items: PersonItems, enclosed: Enclosed = NOTHING, answer_by: date | None = None) -> Letter:
        """Return the letter to one person, with what is enclosed, and the day by which an answer is asked for.

        Raises:
            InputError: a template can't be filled in, does not begin with a subject, or does not give that day.
        """
        plan, person = self._plan, items.person
        notes = sum(finding.severity is Severity.NOTE for finding in items.findings)
        handed_out = bool(enclosed.files) and not enclosed.missing
        asked = sum(asks(finding) for finding in items.findings) if handed_out else 0
        overdue = sum(is_overdue(action, plan.report_date) for action in items.due)
        names: dict[str, object] = {
            "name": person.name,
            "title": self._clean(plan.title),
            "the_title": title_mid_sentence(self._clean(plan.title)),
            "period": self._clean(plan.text("period")),
            "report_date": long_date(plan.report_date),
            "workbook": on_one_line(plan.name),
            "link": self._links.workbook,
            "attached": tuple(each.safe_name for each in enclosed.files),
            "return_by": long_date(enclosed.return_by),
            "missing": enclosed.missing,
            "encrypted": enclosed.encrypted,
            "summary": (
                f"{counted(len(items.sheets), 'sheet')} not returned yet"
                if enclosed.missing
                else _summary(len(items.findings) - notes, len(items.due), notes)
            ),
            "answer_by": long_date(answer_by),
            "findings": len(items.findings),
            "notes": notes,
            "asked": asked,
            "due": len(items.due),
            "overdue": overdue,
            "sheets": tuple(self._sheet(each, handed_out=handed_out) for each in items.sheets),
            "signature": self.signature,
        }
        subject, text = subject_and_body(filled(self._templates.text, markup=False, **names), self._templates.text)
        html = filled(self._templates.html, markup=True, **names, subject=subject, body=text)
        for where, said in ((self._templates.text, text), (self._templates.html, html)):
            if answer_by and long_date(answer_by) not in on_one_line(said):
                raise InputError(
                    f"The template {where} does not say by when an answer is asked for: put {{{{ answer_by }}}} into "
                    "it, or leave out --by."
                )
        return Letter(subject, text, html, (person.address,), attachments=enclosed.files)

    @property
    def signature(self) -> tuple[str, ...]:
        """The lines that sign a draft: the coordinator's name, then their role and the council; none if unknown."""
        name, role = map(self._clean, coordinator_of(self._plan))
        return (name, ", ".join(filter(None, (role, self._clean(self._plan.text("authority")))))) if name else ()

    def _sheet(self, items: SheetItems, *, handed_out: bool) -> SheetPart:
        owner = items.recommendation
        return SheetPart(
            owner.sheet,
            on_one_line(f"{self._clean(self._plan.item_word)} {self._clean(owner.number.text)}"),
            self._short(owner.title.text),
            self._links.cell(owner.sheet, "A1"),
            tuple(self._finding(each, handed_out=handed_out) for each in items.findings),
            tuple(self._due(each) for each in items.due),
        )

    def _finding(self, finding: Finding, *, handed_out: bool) -> FindingLine:
        sheet, cell = finding.sheet or "", finding.cell or "A1"
        severity, message, fix = finding.severity.value.capitalize(), finding.message, finding.fix
        if handed_out and asks(finding):
            severity, (message, fix) = WANTED, asked_for(finding, self._plan)
        message = self._clean(message)
        # If a field is gone, `text` has the rule's words for it, although no cell holds them; `value` is None then.
        there = quoted(self._clean(finding.text)) if finding.value is not None else "''"
        said = there.removesuffix("...'")  # a message may quote more of a long text
        return FindingLine(
            severity,
            sheet,
            cell,
            "" if there == "''" or fold(said) in fold(message) else there,
            message,
            self._clean(fix),
            self._links.cell(sheet, cell),
        )

    def _due(self, action: Action) -> DueLine:
        cell, date = action.completion_date.cell, self._plan.report_date
        return DueLine(
            self._short(action.ref.text),
            self._short(action.text.text),
            action.sheet,
            cell,
            due_in_words(action, date) + _yet(action, date),
            is_overdue(action, date),
            self._links.cell(action.sheet, cell),
        )

    def _short(self, text: str) -> str:
        plain = self._clean(text)
        return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 3].rstrip()}..."


def _yet(action: Action, report_date: date | None) -> str:
    """Return that an overdue action is rated as if it were not, to be put after when it was due; empty if it is not."""
    rating = action.rating.value
    on_track = rating is not None and rating.counts_as is CountsAs.ON_TRACK
    return f", yet rated {rating.label}" if rating and on_track and is_overdue(action, report_date) else ""


def _summary(findings: int, due: int, notes: int) -> str:
    parts = [f"{counted(findings, 'thing')} to put right"] if findings else []
    parts += [f"{counted(due, 'action')} due"] if due else []
    return ", ".join(parts) or counted(notes, "note")
