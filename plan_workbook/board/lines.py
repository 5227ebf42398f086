"""The lines that a board's lists are made of, and what kind of line each is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from plan_workbook.board.figures import NOT_RATED
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import short_word
from plan_workbook.plan.model import Action, Indicator, Recommendation
from plan_workbook.plan.row_names import name_of_action
from plan_workbook.plan.scale import Rating
from plan_workbook.values.text import counted, in_item_words, tidy

if TYPE_CHECKING:
    from plan_workbook.contract import status as contract

OVERDUE, DOUBTFUL, MOVED, RETARGETED = "Overdue", "Rating in doubt", "Date moved", "Target changed"
WORSE, BETTER, DATES, TARGETS, CAME_OR_WENT, OTHERS = (
    "Worse",
    "Better",
    "Dates",
    "Targets",
    "Added and removed",
    "Other figures",
)
ALARMS = frozenset({OVERDUE, DOUBTFUL, MOVED, RETARGETED, WORSE})
"""Reasons for being listed that stand out, although the plan has no colour for them."""


class Kind(Enum):
    """The kinds of lines, in the order in which a list has them."""

    OFF_TRACK = ("recommendation", "off track")
    IN_DOUBT = ("rating", "in doubt")
    OVERDUE = ("action", "overdue")
    OFF_TARGET = ("indicator", "off target")
    RETARGETED = ("target", "changed")
    PUT_OFF = ("other action", "put off")
    AT_RISK = ("recommendation", "at risk")
    ACTIONS = ("action", "off track or at risk")
    STOPPED = ("thing", "stopped")
    DUE = ("action", "due")
    WORSE = ("change", "for the worse")
    BETTER = ("change", "for the better")
    DATES = ("date", "changed")
    TARGETS = ("change", "of targets")
    CAME_OR_WENT = ("thing", "added or removed")
    OTHERS = ("other change", "")

    def count(self, number: int, item_word: str) -> str:
        """Return a number of such lines in words: ``3 recommendations off track``."""
        noun, rest = self.value
        return in_item_words(f"{counted(number, noun)} {rest}".strip(), item_word)


@dataclass(frozen=True)
class Line:
    """One line of such a list: its subject and cell, its details, and the person responsible."""

    name: str
    sheet: str
    cell: str
    kind: str
    """The reason it is listed, in one or two words: ``Overdue``, ``Off target``, or the label of a rating."""
    what: str
    owner: str
    how: str = ""
    """Dates, distances and all other reasons."""
    group: Kind = Kind.OTHERS
    of_action: bool = False
    """Whether it is about an action."""

    @property
    def number(self) -> str:
        """What names it among others of its kind: ``15``, ``18 b``."""
        return self.name

    def called(self, item_word: str) -> str:
        """Return its name as a list has it: ``Rec 15``, ``Priority 4``, ``Action 18 b``, ``CSC 002``.

        A number alone would leave open what it is the number of.
        """
        return numbered("Action" if self.of_action else short_word(item_word), self.name)

    def as_json(self) -> contract.Line:
        """Return the object that ``status --previous --format json`` has for it."""
        return {
            "name": self.name,
            "kind": self.kind,
            "what": self.what,
            "how": self.how,
            "owner": self.owner,
            "sheet": self.sheet,
            "cell": self.cell or None,
        }


def recommendation_line(each: Recommendation, group: Kind, kind: str, how: str) -> Line:
    """Return a line about a recommendation; it points at its rating."""
    name, owned = _given(each.number) or each.sheet, tidy(each.lead.text)
    return Line(name, each.sheet, each.rating.cell or "A1", kind, tidy(each.title.text), owned, how, group)


def action_line(owner: Recommendation, action: Action, group: Kind, kind: str, how: str) -> Line:
    """Return a line about an action; it points at its completion date."""
    name = action_name(owner, action)
    owned, cell = tidy(action.lead.text) or tidy(owner.lead.text), action.completion_date.cell
    return Line(name, action.sheet, cell, kind, tidy(action.text.text), owned, how, group, of_action=True)


def indicator_line(owner: Recommendation, each: Indicator, group: Kind, kind: str, how: str) -> Line:
    """Return a line about an indicator; it points at its actual."""
    name = pi_name(each) or _given(owner.number) or each.sheet
    owned = tidy(each.lead.text) or tidy(owner.lead.text)
    return Line(name, each.sheet, each.actual.cell, kind, tidy(each.description.text), owned, how, group)


def numbered(word: str, name: str) -> str:
    """Return a name with the word for what it is, if it begins with a digit and so does not say that itself."""
    return f"{word} {name}" if name[:1].isdigit() else name


def action_name(owner: Recommendation, action: Action) -> str:
    """Return what a line calls an action: ``18 b``."""
    return name_of_action(_given(owner.number) or owner.sheet, _given(action.ref))


def pi_name(each: Indicator) -> str:
    """Return the number of an indicator as in a sentence: ``CSC 002``, ``PI 7b``; empty if it has none."""
    number = _given(each.number)
    return f"PI {number}" if number[:1].isdigit() else number


def _given(read: Input[str]) -> str:
    """Return a number or ref; empty if it is blank, or only says that there is none."""
    return tidy(read.text) if read.given else ""


def label_of(read: Input[Rating]) -> str:
    """Return the label of the rating in a cell."""
    return label_or_not_rated(read.value)


def label_or_not_rated(rating: Rating | None) -> str:
    """Return the label of a rating; ``Not rated`` without one."""
    return rating.label if rating else NOT_RATED
