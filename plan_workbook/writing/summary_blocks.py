"""The lists of the Summary's first page that are set as short paragraphs, as blocks that can be shortened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plan_workbook import layout
from plan_workbook.board.abridging import Abridger
from plan_workbook.board.figures import narrative
from plan_workbook.board.lines import Line
from plan_workbook.board.shortening import Shortened, within
from plan_workbook.board.told import Told
from plan_workbook.plan.model import Plan
from plan_workbook.values.text import counted, tidy
from plan_workbook.writing.first_page import Block, Point

_LONGEST_IN_A_POINT, _LONGEST_ACROSS = 70, 180
"""Characters of what a line is about, in half of the page and over all of it; its sheet, linked to, has it
in full."""
_NEXT = "see the pages that follow"


def title_of_moved(told: Told) -> str:
    """Return the title of what has changed since the last period."""
    return f"{layout.SECTIONS['moved']} {told.since}"


def title_of_due(plan: Plan) -> str:
    """Return the title of the actions that are due next."""
    return f"{layout.SECTIONS['due']} {counted(plan.due_within, 'day')}"


def title_of_narrative(key: str) -> str:
    """Return the title of a text of the plan that is for the board."""
    label = next(field.label for field in layout.PLAN.fields if field.key == key)
    return label[0] + label[1:].lower()


def moved_block(plan: Plan, told: Told, abridger: Abridger) -> Block:
    """Return what has changed."""
    return _block_of_lines(
        "moved", title_of_moved(told), told.moved, told.nothing_moved, plan, abridger, lambda e: f"{e.kind}: {e.how}"
    )


def due_block(plan: Plan, told: Told, abridger: Abridger, *, across: bool = False) -> Block:
    """Return the actions that are due next; `across` if they have the whole page."""
    return _block_of_lines(
        "due",
        title_of_due(plan),
        told.due_next,
        told.nothing_due,
        plan,
        abridger,
        lambda e: f"{e.how} ({e.owner})" if e.owner else e.how,
        _LONGEST_ACROSS if across else _LONGEST_IN_A_POINT,
    )


def _block_of_lines(
    key: str,
    title: str,
    lines: Sequence[Line],
    nothing: str,
    plan: Plan,
    abridger: Abridger,
    said: Callable[[Line], str],
    longest: int = _LONGEST_IN_A_POINT,
) -> Block:
    def points(number: int) -> tuple[list[Point], str]:
        cut = within(lines, number)
        return [point(line) for line in cut.shown], said_of_rest(cut, plan.item_word)

    def point(line: Line) -> Point:
        what = abridger.cut(tidy(line.what), lambda text: len(text) <= longest)
        return Point(
            f"{said(line)} - {what}" if what else said(line), line.called(plan.item_word) or "-", line.sheet, line.cell
        )

    return Block(key, title, points, len(lines), nothing)


def narrative_block(plan: Plan, key: str) -> Block:
    """Return a text of the plan that is for the board, point by point."""
    texts = narrative(plan, key)

    def points(number: int) -> tuple[list[Point], str]:
        left = len(texts) - number
        more = f"And {counted(left, 'more point')}; all points are on a later page."
        if not number:
            more = f"{counted(left, 'point')}, on a later page."
        return [Point(text) for text in texts[:number]], more if left else ""

    return Block(key, title_of_narrative(key), points, len(texts), "None given.")


def said_of_rest(cut: Shortened[Line], item_word: str) -> str:
    """Return how many lines of each kind the first page has no room for, and where they are; empty for none."""
    if not cut.rest:
        return ""
    more = cut.more(item_word)
    what = f"And {len(cut.rest)} more: {more}" if cut.shown else more[:1].upper() + more[1:]
    return f"{what}; {_NEXT}."
