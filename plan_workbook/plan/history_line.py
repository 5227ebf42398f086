"""What a plan remembers of the periods before this one: a line for each period and thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from operator import itemgetter
from typing import NamedTuple, overload

from plan_workbook.plan.items import DEFAULT_ITEM_WORD, plain_number
from plan_workbook.plan.row_names import plain_ref_of
from plan_workbook.values.text import fold
from plan_workbook.values.units import plain_number as plain_digits
from plan_workbook.values.units import with_unit


class Kind(StrEnum):
    """The kinds of things that have a history."""

    RECOMMENDATION = "Recommendation"
    ACTION = "Action"
    INDICATOR = "Indicator"


class Figure(NamedTuple):
    """A figure as it was reported."""

    value: Decimal
    unit: str = ""
    """The unit as it was written: ``%``, ``days``, ``£m``; empty for a plain number."""
    upper: Decimal | None = None
    """The upper edge of a target that is a range, whose lower edge is `value`."""

    @property
    def text(self) -> str:
        """The figure with its unit, as a register has it: ``98%``, ``590 days``, ``80% to 90%``."""
        low = with_unit(self.value, self.unit)
        return low if self.upper is None else f"{low} to {with_unit(self.upper, self.unit)}"

    @property
    def number(self) -> str:
        """The value without its unit: ``98``."""
        return plain_digits(self.value)


class Key(NamedTuple):
    """What a thing is known by in one period; the texts are in the form in which they are compared."""

    kind: Kind
    recommendation: str
    """The number of the recommendation that it is, or is under, without the words before it."""
    reference: str = ""
    """The ref of an action or the PI number of an indicator; empty for a recommendation."""


def key(kind: Kind, recommendation: str, reference: str, item_word: str = DEFAULT_ITEM_WORD) -> Key:
    """Return what a thing is known by, from its number and its ref or PI number as they are written."""
    plain = fold(reference)
    return Key(kind, plain_number(recommendation, item_word), plain_ref_of(plain) if kind is Kind.ACTION else plain)


class HistoryLine(NamedTuple):
    """What one thing was in one period."""

    period: str
    """The reporting period, such as ``December 2017``."""
    report_date: date
    kind: Kind
    recommendation: str
    """The number of the recommendation, as it is written on its sheet."""
    reference: str = ""
    """The ref or PI number as it is written; empty for a recommendation."""
    rating: str = ""
    """The code of its rating; of an indicator none. Empty without a rating, or with one that is not on the scale."""
    status: str = ""
    """Of an indicator: the status that the tool worked out, such as ``Off target``."""
    data_period: str = ""
    """Of an indicator: what its actual covers, as typed, a date in ISO form; empty if that is the report period."""
    target: Figure | None = None
    """Of an indicator: the target that it was judged against."""
    actual: Figure | None = None
    """Of an indicator; None if there was none, or none that could be read."""
    due: date | None = None
    """Of an action: its completion date."""
    covers: date | None = None
    """The date on which the period of the actual ends, by which a figure that is reported again is recognised; None if
    that can't be read."""


def key_of(line: HistoryLine, item_word: str = DEFAULT_ITEM_WORD) -> Key:
    """Return what the thing of a line was known by in that period."""
    return key(line.kind, line.recommendation, line.reference, item_word)


class Known(NamedTuple):
    """What a thing said in the last period, by which it is known again if its reference is another now."""

    said: str
    """The title, description or action, in the form in which texts are compared."""
    cells: str = ""
    """Of a recommendation the name of its sheet; of another a checksum of each other cell, by the column's key."""


Dues = Mapping[Key, Sequence[tuple[date, date | None]]]
"""The completion dates of actions, each with the report date at which it was that."""


class History(Sequence[HistoryLine]):
    """The lines of a plan's history, in the order in which they are kept.

    They are read only when somebody asks for them: many commands do without, and ten years of a plan are 12,000 lines.
    """

    def __init__(
        self,
        lines: Iterable[HistoryLine] | Callable[[], Iterable[HistoryLine]] = (),
        item_word: str = DEFAULT_ITEM_WORD,
        unread: tuple[tuple[str, ...], ...] = (),
        *,
        lost: tuple[str, ...] = (),
        dues: Callable[[], Dues | None] = lambda: None,
    ) -> None:
        """Take the lines, or the function that gives them when they are needed.

        Args:
            lines: the lines.
            item_word: the plan's word for its items.
            unread: the texts of rows that can't be read, one for each column of the sheet; they are kept.
            lost: the headings of its sheet that can't be found, so that what is below them would be lost.
            dues: gives the completion dates of actions without making all lines; None if that can't be done.
        """
        self._given, self._item_word, self.unread, self.lost = lines, item_word, unread, lost
        self._dues_given = dues

    @cached_property
    def lines(self) -> tuple[HistoryLine, ...]:
        """All of them."""
        given = self._given() if callable(self._given) else self._given
        return tuple(given)

    @cached_property
    def _by_key(self) -> dict[Key, list[HistoryLine]]:
        found: dict[tuple[Kind, str, str], list[HistoryLine]] = {}
        for line in self.lines:
            found.setdefault(line[2:5], []).append(line)
        by_key: dict[Key, list[HistoryLine]] = {}
        for (kind, recommendation, reference), lines in found.items():  # however they were written
            by_key.setdefault(key(kind, recommendation, reference, self._item_word), []).extend(lines)
        return by_key

    @cached_property
    def periods(self) -> dict[date, str]:
        """The report dates in their order, each with its period."""
        return dict(sorted({line.report_date: line.period for line in reversed(self.lines)}.items()))

    @cached_property
    def _dues(self) -> Dues:
        given = self._dues_given()
        if given is not None:
            return given
        actions = {key: lines for key, lines in self._by_key.items() if key.kind is Kind.ACTION}
        return {key: [(line.report_date, line.due) for line in lines] for key, lines in actions.items()}

    def with_texts(self, clean: Callable[[str], str]) -> History:
        """Return the same history with every text cleaned, once somebody asks for it, and without rows it can't read.

        `clean` is called once for each different text: lines of one period have most of theirs in common.
        """
        if self is NO_HISTORY:
            return self
        known = cache(clean)
        return History(
            lambda: (_with_texts(line, known) for line in self.lines),
            self._item_word,
            lost=self.lost,
            dues=lambda: {
                of._replace(recommendation=fold(known(of.recommendation)), reference=fold(known(of.reference))): dates
                for of, dates in self._dues.items()
            },
        )

    def dues(self, key: Key) -> tuple[tuple[date, date | None], ...]:
        """Return the completion dates of an action, each with the report date at which it was that, in their order."""
        return tuple(sorted(self._dues.get(key, ()), key=itemgetter(0)))

    def of(self, key: Key) -> tuple[HistoryLine, ...]:
        """Return the lines of one thing, by report date."""
        return tuple(sorted(self._by_key.get(key, ()), key=lambda line: line.report_date))

    @overload
    def __getitem__(self, at: int) -> HistoryLine: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[HistoryLine]: ...

    def __getitem__(self, at: int | slice) -> HistoryLine | Sequence[HistoryLine]:
        return self.lines[at]

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[HistoryLine]:
        return iter(self.lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, History) and (self.lines, self.unread) == (other.lines, other.unread)

    def __hash__(self) -> int:
        return hash(self.lines)

    def __reduce__(self) -> tuple[type[History], tuple[object, ...]]:
        return History, (self.lines, self._item_word, self.unread)


NO_HISTORY = History()


def _with_texts(line: HistoryLine, clean: Callable[[str], str]) -> HistoryLine:
    target, actual = (each and each._replace(unit=clean(each.unit)) for each in (line.target, line.actual))
    return line._replace(
        period=clean(line.period),
        recommendation=clean(line.recommendation),
        reference=clean(line.reference),
        rating=clean(line.rating),
        status=clean(line.status),
        data_period=clean(line.data_period),
        target=target,
        actual=actual,
    )
