"""What became of documents, as text for people on a console: short, because `brought.csv` has everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import SURE, Brought, Kind, Left
from plan_workbook.bringing.telling.mapping import Alike, alike, in_words
from plan_workbook.bringing.telling.told import Places, counts, doubtful_columns, left_cells
from plan_workbook.reports.columns import print_columns, print_line
from plan_workbook.values.text import counted, in_brief, listed, mid_sentence, on_one_line

_MOST = 8
"""Lines under one heading; the rest is counted."""
_MOST_OF_A_REASON = 3
"""Texts that are shown for one reason; the rest is counted."""


_KEEPING_IT = (
    "Give such a column a field in the mapping, or keep it as one of your own: plan-workbook help columns-of-your-own."
)
_LONGEST_HEADING = 34
"""Characters that are shown of a heading."""


def as_text(brought: Brought, account: str) -> str:
    """Return what is printed, without colours; lines are as long as their texts."""
    text = StringIO()
    print_brought(Console(file=text, highlight=False), brought, account)
    return text.getvalue()


def print_brought(console: Console, brought: Brought, account: str) -> None:
    """Print what was found in each file, what is doubtful, what was left, and how the numbers add up.

    `account` is where everything is listed: the path of `brought.csv`, or the sheet of that name.
    """
    groups = alike(brought)
    for document in brought.documents:
        tables, passages = sum(1 for _ in document.tables()), sum(1 for _ in document.passages())
        heading = f"{document.file}: {counted(tables, 'table')}, {counted(passages, 'passage')} of text"
        print_line(console, Text(heading, style="bold"))
        _print_tables(console, [each for each in groups if each.file == document.file])
        _print_remarks(console, document.remarks)
        print_line(console, "")
    made = counts(brought)
    words = [counted(made.recommendations, _item_word(brought)), counted(made.indicators, "indicator")]
    print_line(console, Text(f"Brought in: {listed([*words, counted(made.actions, 'action')])}", style="bold"))
    _print_remarks(console, brought.remarks)
    _print_questions(console, brought)
    places = Places(brought)
    _print_doubts(console, brought, places)
    _print_left(console, [each for each in brought.left if not each.meant], places)
    _print_meant(console, [each for each in brought.left if each.meant])
    print_line(console, "")
    left = left_cells(brought)
    sums = f"{brought.read:,} cells read + {left:,} cells left = {brought.found:,} cells found"
    print_line(console, Text(sums, style="bold"))
    print_line(console, f"Every one of them is in {account}, with where it was and where it went.")


def _item_word(brought: Brought) -> str:
    return mid_sentence(brought.register.field(fields.ITEM_WORD)) or "recommendation"


def _print_tables(console: Console, groups: Sequence[Alike]) -> None:
    rows: list[tuple[str, str, str]] = []
    for each in groups:
        first, *others = each.places
        where = f"{first} and {len(others)} like it" if others else first
        read = [
            f"{_heading(column.heading)} = {column.field}" for column in each.columns if column.field and column.samples
        ]
        what = f"{each.kind.value}, {in_words(each.doubtful_table.sure)}"
        columns = "" if each.kind in (Kind.IGNORED, Kind.KEY) else in_brief("; ".join(read), 240)
        rows.append((f"  {where}", f"{what}, {counted(each.rows, 'row')}", columns))
    print_columns(console, rows[: 3 * _MOST])
    _print_more(console, len(rows) - 3 * _MOST, "kind of table")


def _print_remarks(console: Console, remarks: Sequence[str]) -> None:
    for remark in remarks[:_MOST]:
        print_line(console, f"  Note: {remark}", indent=2)
    _print_more(console, len(remarks) - _MOST, "note")


def _print_questions(console: Console, brought: Brought) -> None:
    if brought.questions:
        _print_heading(console, f"Questions ({len(brought.questions)})")
        for question in brought.questions[:_MOST]:
            print_line(console, f"  {question}", indent=2)
        _print_more(console, len(brought.questions) - _MOST, "question")


def _print_doubts(console: Console, brought: Brought, places: Places) -> None:
    """Print the tables and columns that are doubtful, each kind of doubt once with where it first is."""
    tables = [table for table in brought.tables if table.sure < SURE]
    if tables:
        _print_heading(console, f"Doubtful tables ({len(tables)})")
        rows = [(f"  {places.named(t.table.where)}", f"{t.kind.value}, {t.sure:.0%}", t.why) for t in tables]
        print_columns(console, rows[:_MOST])
        _print_more(console, len(rows) - _MOST, "doubtful table")
    columns = doubtful_columns(brought)
    if columns:
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for table, column in columns:
            heading = _heading(column.heading)
            taken = f"{column.field}, {column.sure:.0%}" if column.field else "not known"
            found[heading, taken, column.why].append(places.named(table.table.where))
        _print_heading(console, f"Doubtful columns ({len(found)})")
        lines = [(f"  {heading}", taken, f"{why} ({_places(where)})") for (heading, taken, why), where in found.items()]
        print_columns(console, lines[:_MOST])
        _print_more(console, len(lines) - _MOST, "doubtful heading")
        if any(not column.field and table.kind in (Kind.ACTIONS, Kind.INDICATORS) for table, column in columns):
            print_line(console, f"  {_KEEPING_IT}", indent=2)


def _print_left(console: Console, left: Sequence[Left], places: Places) -> None:
    """Print what is for a person to look at, by reason."""
    if not left:
        return
    _print_heading(console, f"Left for you to look at ({sum(max(1, each.cells) for each in left):,})")
    reasons = _by_reason(left)
    for why, members in reasons[:_MOST]:
        print_line(console, f"  {why} ({sum(max(1, each.cells) for each in members):,})", indent=2)
        rows = [
            (f"    {places.named(each.where, each.text)}", in_brief(each.text, 100))
            for each in members[:_MOST_OF_A_REASON]
        ]
        print_columns(console, rows)
        if len(members) > _MOST_OF_A_REASON:
            print_line(console, f"    and {len(members) - _MOST_OF_A_REASON:,} more")
    _print_more(console, len(reasons) - _MOST, "reason")


def _print_meant(console: Console, left: Sequence[Left]) -> None:
    if left:
        _print_heading(console, f"Left on purpose ({sum(max(1, each.cells) for each in left):,})")
        rows = [(f"  {sum(max(1, each.cells) for each in members):,}", why) for why, members in _by_reason(left)]
        print_columns(console, rows[:_MOST], right=(0,))
        _print_more(console, len(rows) - _MOST, "reason")


def _heading(heading: str) -> str:
    """Return a heading, of a long one its end: that of a heading in two rows says what the column itself is."""
    line = on_one_line(heading)
    if not line:
        return "no heading"
    return f"'{line}'" if len(line) <= _LONGEST_HEADING else f"'...{line[3 - _LONGEST_HEADING :].lstrip()}'"


def _by_reason(left: Iterable[Left]) -> list[tuple[str, list[Left]]]:
    """Return what was left by reason, the reason of most first."""
    found: dict[str, list[Left]] = {}
    for each in left:
        found.setdefault(each.why, []).append(each)
    return sorted(found.items(), key=lambda pair: -len(pair[1]))


def _print_heading(console: Console, text: str) -> None:
    print_line(console, "")
    print_line(console, Text(text, style="bold"))


def _print_more(console: Console, more: int, what: str) -> None:
    if more > 0:
        print_line(console, f"  and {counted(more, f'more {what}').replace('kind of tables', 'kinds of tables')}")


def _places(places: Sequence[str]) -> str:
    return places[0] if len(places) == 1 else f"{places[0]} and {len(places) - 1} more"
