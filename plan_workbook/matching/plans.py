"""Match two versions of a plan: its recommendations, and the rows under them. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from plan_workbook.matching.keys import By, Keys, Matched, Pair
from plan_workbook.matching.rows import matched, sides_of
from plan_workbook.matching.sides import Side, Sides
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import plain_number
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation, TableRow
from plan_workbook.plan.row_names import pi_number, plain_ref
from plan_workbook.values.text import fold

T = TypeVar("T")
R = TypeVar("R", bound=TableRow)


def _other_cells(row: TableRow, *but: str) -> tuple[str, ...]:
    return tuple(fold(read.text) for key, read in row.inputs.items() if key not in but)


ACTIONS = Keys[Action](
    name=lambda action: plain_ref(action) or None,
    text=lambda action: action.text.compared,
    cells=lambda action: _other_cells(action, "ref", "text"),
)
INDICATORS = Keys[Indicator](
    name=pi_number,
    text=lambda indicator: indicator.description.compared,
    cells=lambda indicator: _other_cells(indicator, "number", "description"),
    lasting=True,
)
PARAGRAPHS = Keys[Input[str]](name=lambda _: None, text=lambda paragraph: paragraph.compared)


class MatchedPlans:
    """Two versions of a plan: last month's and this month's, or what a lead got and what came back."""

    def __init__(self, before: Plan, after: Plan, *, surely: bool = False) -> None:
        """Match the recommendations, and the rows of each with those of its other version.

        Whoever tells somebody that a row was dropped, or compares its figures, wants to do so surely: what only its
        place speaks for counts as removed and added.
        """
        self.recommendations = _told(matched_recommendations(before, after), surely)
        self.actions = MatchedTable(self.recommendations, lambda owner: owner.actions, ACTIONS, surely)
        self.indicators = MatchedTable(self.recommendations, lambda owner: owner.indicators, INDICATORS, surely)


class MatchedTable(Generic[R]):
    """The rows of one table of two plans."""

    def __init__(
        self,
        recommendations: Matched[Recommendation],
        rows: Callable[[Recommendation], Sequence[R]],
        keys: Keys[R],
        surely: bool,
    ) -> None:
        """Match the rows under each recommendation with those of its other version."""
        self._recommendations, self._rows, self._keys = recommendations, rows, keys
        self._under = {
            pair.after.sheet: _told(matched(rows(pair.before), rows(pair.after), keys), surely)
            for pair in recommendations.both
        }

    def under(self, after: Recommendation) -> Matched[R]:
        """Return the rows of a recommendation as it is after; if it is new, all of them are."""
        return self._under.get(after.sheet) or Matched((), (), tuple(self._rows(after)))

    def says_what_it_is(self, row: R) -> bool:
        """Tell whether a row has a name or a text."""
        return self._keys.name(row) is not None or bool(self._keys.text(row))

    @cached_property
    def moved(self) -> Matched[R]:
        """The rows that are not under the same recommendation any more, matched by their texts in the whole plan."""
        removed = [each.removed for each in self._under.values()]
        added = [each.added for each in self._under.values()]
        return matched(
            [*chain(*removed, *map(self._rows, self._recommendations.removed))],
            [*chain(*added, *map(self._rows, self._recommendations.added))],
            self._keys._replace(name=lambda _: None),
            strictly=True,
        )


def _told(rows: Matched[T], surely: bool) -> Matched[T]:
    """Return the rows; surely, what only its place speaks for is removed and added."""
    if not surely:
        return rows
    doubtful = [pair for pair in rows.both if pair.by is By.PLACE]
    return Matched(
        tuple(pair for pair in rows.both if pair.by is not By.PLACE),
        (*rows.removed, *(pair.before for pair in doubtful)),
        (*rows.added, *(pair.after for pair in doubtful)),
    )


# --------------------------------------------------------------------------------------------- recommendations


def matched_recommendations(before: Plan, after: Plan) -> Matched[Recommendation]:
    """Return which recommendation after is which one before: by number, then by sheet name, then by title.

    Where several have one number, title or sheet tell them apart. If numbers were given anew, a title has gone to
    another number, and what is under it has not stayed behind: then the title decides. A sheet whose number and title
    are both others is the last that is matched, and only its place speaks for it.
    """
    keys = Keys[_Numbered](name=lambda each: each.number, text=lambda each: each.title)
    sides = Sides(_numbered(before), _numbered(after), keys)
    _match_renumbered(sides)
    for key in (
        lambda each: each.typed_number,
        lambda each: (each.number, each.sheet) if each.number else None,
        lambda each: each.number,
    ):
        sides.match_by_key(_of_row(key), By.NAME)
    same_sheet = sides.only(_of_row(lambda each: each.sheet))
    for pair in same_sheet:
        if not _is_written_over(*sides.rows(pair)):
            sides.match(pair, By.NAME)
    sides.match_by_key(_of_row(lambda each: each.title), By.TEXT)
    sides.match_twins(_of_row(lambda each: each.number), By.NAME)
    sides.match_twins(_of_row(lambda each: each.title), By.TEXT)
    sides.match_closest(strictly=True)
    for pair in same_sheet:
        if sides.is_free(pair):
            sides.match(pair, By.PLACE)
    found = sides.matched()
    return Matched(
        tuple(Pair(pair.before.it, pair.after.it, pair.by) for pair in found.both),
        tuple(each.it for each in found.removed),
        tuple(each.it for each in found.added),
    )


class _Numbered(NamedTuple):
    """A recommendation, and what it is recognised by."""

    it: Recommendation
    typed_number: str | None
    number: str | None
    """The number without the words before it."""
    sheet: str
    title: str | None

    @property
    def texts(self) -> Counter[str | None]:
        """What is under it."""
        under = (
            *(each.text.compared for each in self.it.actions),
            *(each.description.compared for each in self.it.indicators),
            *(paragraph.compared for paragraph in self.it.all_paragraphs),
        )
        return Counter(text for text in under if text)


_TITLES = Keys[_Numbered](name=lambda _: None, text=lambda each: each.title)


def _numbered(plan: Plan) -> list[_Numbered]:
    found = []
    for each in plan.recommendations:
        number = each.number.compared
        plain = None if number is None else plain_number(number, plan.item_word)
        found.append(_Numbered(each, number, plain, each.sheet.casefold(), each.title.compared))
    return found


def _match_renumbered(sides: Sides[_Numbered]) -> None:
    """Match titles that have gone to another number, unless what is under them has stayed behind."""
    by_number = sides.only(_of_row(lambda each: each.number))
    numbered, came_from = dict(by_number), {that: this for this, that in by_number}
    same_title = sides.only(_of_row(lambda each: each.title))
    titles = sides_of(sides.before.rows, sides.after.rows, _TITLES, strictly=True)
    for this, that in [*same_title, *({*titles.before.partners.items()} - {*same_title})]:
        if (this, that) in by_number or not sides.is_free((this, that)):
            continue
        rivals = [(this, numbered.get(this)), (came_from.get(that), that)]
        stayed = [_in_common(*sides.rows((one, other))) for one, other in rivals if one is not None is not other]
        went = _in_common(*sides.rows((this, that)))
        if went > max(stayed, default=-1) or (went == max(stayed) and (this, that) in same_title):
            sides.match((this, that), By.TEXT)


def _in_common(one: _Numbered, other: _Numbered) -> int:
    return (one.texts & other.texts).total()


def _is_written_over(one: _Numbered, other: _Numbered) -> bool:
    """Tell whether number and title are both given, and both others."""
    return None not in (one.number, other.number, one.title, other.title) and one.title != other.title


def _of_row(key: Callable[[_Numbered], Hashable | None]) -> Callable[[Side[_Numbered], int], Hashable | None]:
    return lambda side, at: key(side.rows[at])
