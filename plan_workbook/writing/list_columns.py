"""Which columns the sheets with the long tables have, and where: those that are not empty throughout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter.utility import xl_range_abs

from plan_workbook import layout
from plan_workbook.board.figures import NOT_RATED
from plan_workbook.board.told import Told
from plan_workbook.board.trends import Trend, trend_of_rating
from plan_workbook.plan.model import Plan
from plan_workbook.plan.status import PIStatus

TOP = 3
"""The row of the headings, counted from 0: below the title, the facts and a free row."""
LATE = "Overdue"
STATUSES = tuple(status.value for status in PIStatus)
COUNTED = 5
"""Width of a column of counts, whose heading reads upwards, in characters."""
TREND = 14
"""Width of a column of trend lines."""


class ListColumn(NamedTuple):
    """One column of such a table."""

    key: str
    heading: str
    width: float
    """In characters; 0 for the one that gets whatever is left."""
    middle: bool = False
    """Whether what it says is centred."""


class CountColumns:
    """The columns with counts of All recommendations: which there are, and where.

    Counts that are nought throughout are in hidden columns, so that an edit is counted all the same.
    """

    def __init__(self, plan: Plan, told: Told, first: int) -> None:
        """Give them numbers; `first` is that of the first, from 0."""
        counts = told.figures
        self.labels = [*plan.scale.labels, NOT_RATED]
        keys = {
            **{f"Actions {label}": counts.actions[label] for label in self.labels},
            "Actions overdue": counts.overdue,
            **{_of_status(status): counts.indicators[status] for status in STATUSES},
        }
        self.shown = tuple(key for key, total in keys.items() if total)
        self.hidden = tuple(key for key, total in keys.items() if not total)
        self.keys = tuple(keys)
        """All of them, in the order of the counts of a row."""
        self._places = {key: first + place for place, key in enumerate((*self.shown, *self.hidden))}

    def place(self, key: str) -> int:
        """Return the number of a column, from 0."""
        return self._places[key]

    def of_actions(self, label: str) -> int:
        """Return the column of the actions with a rating."""
        return self._places[f"Actions {label}"]

    @property
    def overdue(self) -> int:
        """The column of the overdue actions."""
        return self._places["Actions overdue"]

    def of_status(self, status: str) -> int:
        """Return the column of the indicators with a status."""
        return self._places[_of_status(status)]


def _of_status(status: str) -> str:
    return f"PIs {status[0].lower()}{status[1:]}"


class RecommendationColumns:
    """The columns of All recommendations; `title` is that of the sheet."""

    def __init__(self, plan: Plan, told: Told, title: str = layout.ALL_RECOMMENDATIONS) -> None:
        """Choose them."""
        labels = layout.RECOMMENDATION.labels
        self.title, self.rows = title, range(TOP + 1, TOP + 1 + len(plan.recommendations))
        """The rows of the recommendations, from 0."""
        self.trends = tuple(trend_of_rating(plan, each) if plan.history else None for each in plan.recommendations)
        before = [ListColumn("number", "No.", 10), ListColumn("title", labels["title"], 0)]
        before += [ListColumn("lead", labels["lead"], 22), ListColumn("rating", labels["rating"], 14, middle=True)]
        before += [ListColumn("confidence", labels["confidence"], 12, middle=True)] if "confidence" in plan.has else []
        before += [ListColumn("trend", "Trend", TREND, middle=True)] if any(self.trends) else []
        self.texts = tuple(before)
        """Those before the counts."""
        self.counts = CountColumns(plan, told, len(before))

    @property
    def rating(self) -> int:
        """The column of the rating, from 0."""
        return next(place for place, each in enumerate(self.texts) if each.key == "rating")

    def cells(self, column: int) -> str:
        """Return the reference of a column, as other sheets write it; the table has a row at least."""
        rows = self.rows or range(TOP + 1, TOP + 2)
        area = xl_range_abs(rows.start, column, rows.stop - 1, column)
        return f"{quoted(self.title)}!{area}"


def quoted(title: str) -> str:
    """Return the title of a sheet as references have it, always in quotation marks."""
    return "'" + title.replace("'", "''") + "'"


def periods_of(trends: Sequence[Trend | None], plan: Plan) -> tuple[str, ...]:
    """Return the periods of which these trends have a point, the earliest first."""
    history = plan.history.periods
    known = dict.fromkeys([*(history[day] for day in sorted(history)), plan.text("period")])
    points = {point.period for trend in trends if trend for point in trend.points}
    return tuple(each for each in known if each in points) + tuple(sorted(points - set(known)))
