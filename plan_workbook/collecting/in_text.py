"""What came of collecting as text for people, on a console: first what to look at, then lead by lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import StringIO
from itertools import groupby

from rich.console import Console
from rich.text import Text

from plan_workbook.collecting.collected import Answer, Collected, Unfit
from plan_workbook.collecting.entries import Change, Conflict, Deleted, LeftAlone, NotCarried, Take
from plan_workbook.collecting.in_words import (
    ABOUT_DELETED,
    ABOUT_LEFT,
    ALL_LEFT,
    OR_ALL,
    TO_LOOK_AT,
    about,
    about_conflict,
    about_room,
    all_taken,
    at,
    is_between_returns,
    named,
    named_row,
    totals,
)
from plan_workbook.comparing.words import Said, word_changes
from plan_workbook.reports.columns import MOST_ROWS, print_columns, print_line
from plan_workbook.reports.grouping import NO_LEAD
from plan_workbook.values.text import BRIEF, counted, fold, in_brief, listed, listed_in_part, on_one_line
from plan_workbook.values.text import in_a_sentence as short

MOST_SHOWN = 30
"""The most values of one return that are listed one by one; of more, their columns are listed with counts."""
LOOK = "Look at these"
_NOTHING = "nothing"
_MOST_IN_SIGHT = 8
"""Of values taken, things left and leads without an answer, which take a line or two each, on a screen of 24 lines."""
_Row = tuple[Text, Text, Text]


def as_text(done: Collected) -> str:
    """Return what is printed, without colours; lines are as long as their texts."""
    text = StringIO()
    print_collected(Console(file=text, highlight=False), done)
    return text.getvalue()


def print_collected(console: Console, done: Collected) -> None:
    """Print what came of collecting: the counts, what to look at first, each lead's returns, and the counts again.

    If it is so short that the counts are still in sight, they are not printed again.
    """
    print_line(console, Text(totals(done), style="bold"))
    if done.look:
        _print_heading(console, f"{LOOK}: {TO_LOOK_AT}")
        looks = [_change_row(each, with_file=True) for each in done.look[:MOST_ROWS]]
        if len(done.look) > MOST_ROWS:
            looks.append(_more(len(done.look) - MOST_ROWS, all_taken(done)))
        print_columns(console, looks)
    saved = [each for each in done.collected if not each.untouched]
    for lead, answers in groupby(sorted(saved, key=_by_lead), key=lambda each: each.lead or NO_LEAD):
        _print_heading(console, in_brief(lead, 2 * BRIEF))
        for answer in answers:
            _print_answer(console, done, answer)
    if done.rooms:
        print_line(console, "")
    for room in done.rooms:
        print_line(console, about_room(room, done))
    _print_refused(console, done)
    if done.untouched:
        _print_heading(console, "Nobody has saved these since they were handed out, so they do not count as answers")
        for answer in done.untouched:
            print_line(console, f"  {in_brief(answer.file, 2 * BRIEF)}", indent=4)
    if done.not_returned:
        _print_heading(console, "Not returned yet")
        rows = [
            (Text(f"  {in_brief(each.lead or NO_LEAD)}"), listed_in_part(each.sheets)) for each in done.not_returned
        ]
        print_columns(console, rows)
    listed = len(done.decisions.changes) + done.for_a_person + len(done.not_returned) + len(done.untouched)
    if listed > _MOST_IN_SIGHT:
        print_line(console, "")
        print_line(console, Text(totals(done), style="bold"))


# ------------------------------------------------------------------------------------------- one return


def _by_lead(answer: Answer) -> tuple[bool, str, str, str]:
    return not answer.lead, fold(answer.lead), answer.lead, answer.file


def _print_answer(console: Console, done: Collected, answer: Answer) -> None:
    print_line(console, Text(f"  {about(answer)}"), indent=4)
    rows = list(_rows(done, answer))
    if rows:
        print_columns(console, rows)
    elif any(each.file == answer.file for each in done.look):
        print_line(console, f"  Whatever was taken from it is listed above, under {LOOK}.", indent=2)
    else:
        print_line(console, "  Nothing in it differs from what the master says or was handed out.", indent=2)


def _rows(done: Collected, answer: Answer) -> Iterator[_Row]:
    """Yield the rows about a return; of very many, the first, and how to see the others."""
    entries = list(_entries(done, answer.file))
    for row in entries[:MOST_ROWS]:
        yield row()
    if len(entries) > MOST_ROWS:
        yield _more(len(entries) - MOST_ROWS, ALL_LEFT)


def _entries(done: Collected, file: str) -> Iterator[Callable[[], _Row]]:
    """Yield what makes each row about a return: to word all of a hundred thousand takes longer than to read them."""
    decisions = done.decisions
    changes = [each for each in decisions.changes if each.file == file and not each.look]
    if len(changes) <= MOST_SHOWN:
        yield from (partial(_change_row, each) for each in changes)
    else:
        yield from (partial(_as_it_is, row) for row in _by_column(changes, done))
    not_carried = [each for each in decisions.not_carried if each.file == file]
    yield from (partial(_not_carried_row, each) for each in not_carried if each.to_do)
    yield from (partial(_conflict_row, each, done) for each in decisions.conflicts if each.file == file)
    yield from (partial(_deleted_row, each) for each in decisions.deleted if each.file == file)
    yield from (partial(_unfit_row, each) for each in done.unfit if each.change.file == file)
    yield from (partial(_left_row, each) for each in decisions.left_alone if each.file == file)
    yield from (partial(_not_carried_row, each) for each in not_carried if not each.to_do)


def _change_row(change: Change, *, with_file: bool = False) -> _Row:
    said = f"{named(change.where)}: {_quoted(change.before)} -> {_changed(change.before, change.after)}"
    if with_file:
        said += f"  ({in_brief(change.file)})"
    return _row("taken", at(change.where), f"{said}\n{change.why}" if change.why else said, "green")


def _as_it_is(row: _Row) -> _Row:
    return row


def _more(count: int, where: str) -> _Row:
    return _row("", "", f"and {count:,} more: {where}", "dim")


def _unfit_row(unfit: Unfit) -> _Row:
    said = f"{named(unfit.change.where)} came back as {_quoted(unfit.change.after)}. {unfit.why}"
    return _row("not taken", at(unfit.change.where), said, "yellow")


def _left_row(left: LeftAlone) -> _Row:
    return _row("not taken", left.sheet or "-", f"{left.sentence}\n-> {ABOUT_LEFT}", "yellow")


def _not_carried_row(other: NotCarried) -> _Row:
    place = "!".join(filter(None, (in_brief(other.sheet), other.cell)))
    text = f": {_quoted(other.text)}" if other.text else ""
    return _row(
        "not taken", f"{place} in the return".strip(), f"{other.what}{text}\n-> {other.to_do or ABOUT_LEFT}", "yellow"
    )


def _by_column(changes: Sequence[Change], done: Collected) -> Iterator[_Row]:
    """Yield a line for each column of many changes: how many, and in which rows."""
    groups: dict[tuple[str, str, str], list[Change]] = {}
    for each in changes:
        groups.setdefault((each.where.sheet, each.where.table, each.where.field), []).append(each)
    for (sheet, table, field), members in groups.items():
        if len(members) == 1:
            yield _change_row(members[0])
            continue
        rows = list(dict.fromkeys(each.where.row for each in members if each.where.row))
        of = f" of {listed_in_part(rows)}" if rows else ""
        yield _row("taken", sheet, f"{table}, {field}: {counted(len(members), 'value')}{of}", "green")
    yield _row("", "", f"To see each of these, before and after: {all_taken(done)}", "dim")


def _conflict_row(conflict: Conflict, done: Collected) -> _Row:
    base = "not known" if conflict.base is None else _quoted(conflict.base)
    sent = conflict.master if conflict.base is None else conflict.base
    said = (
        f"{named(conflict.where)}: handed out {base}, master {_changed(sent, conflict.master)}, returned "
        f"{_changed(sent, conflict.returned)}"
    )
    if conflict.decided is Take.MASTER:
        return _row("left", at(conflict.where), f"{said}\nThe master was left as it is, as asked.", "dim")
    by_hand = about_conflict(conflict, done)
    to_do = by_hand if is_between_returns(conflict, done) else _or_all(by_hand)
    return _row("conflict", at(conflict.where), f"{said}\n-> {to_do}")


def _deleted_row(gone: Deleted) -> _Row:
    said = f"{named_row(gone.table, gone.row)} did not come back: {_quoted(gone.text)}"
    at = f"{gone.sheet}!{gone.cell}"
    if gone.decided is not None:
        what = "cleared" if gone.decided is Take.RETURNED else "left"
        return _row(what, at, f"{said}\nIt was {what} in the master, as asked.", "dim")
    return _row("deleted", at, f"{said}\n-> {_or_all(ABOUT_DELETED)}")


def _or_all(by_hand: str) -> str:
    """Return how to put something right, by hand or for all of them at once."""
    return f"{by_hand.removesuffix('.')}; or {OR_ALL}"


def _row(what: str, place: str, said: str, style: str = "bold red") -> _Row:
    return Text(f"  {what}", style=style), Text(place, style="bold"), Text(short(said))


def _changed(before: str, after: str) -> str:
    """Return what a value has become; of a long text that begins as it did, only the words that are others."""
    if before == after or _quoted(before) != _quoted(after):
        return _quoted(after)
    pieces = word_changes(before, after)
    out, into = (" ... ".join(each.text for each in pieces if each.said is side) for side in (Said.BEFORE, Said.AFTER))
    return (
        f"the same {listed([f'{word} {_quoted(text)}' for word, text in (('without', out), ('with', into)) if text])}"
    )


_BEGINNING = 2_000
"""Characters of a text that are looked at to quote it: one of a million, in thousands of cells, takes a minute."""


def _quoted(text: str) -> str:
    brief = in_brief(on_one_line(text.lstrip()[:_BEGINNING]))
    return f"'{brief}'" if brief else _NOTHING


# ------------------------------------------------------------------------------------------- refused


def _print_refused(console: Console, done: Collected) -> None:
    rows = [_row("refused", in_brief(each.file), each.refused) for each in done.refused]
    rows += [_row("not taken", each.sheet, each.sentence) for each in done.decisions.left_alone if not each.file]
    if rows:
        _print_heading(console, "Refused")
        if len(rows) > MOST_ROWS:
            rows[MOST_ROWS:] = [_more(len(rows) - MOST_ROWS, ALL_LEFT)]
        print_columns(console, rows)


def _print_heading(console: Console, heading: str) -> None:
    print_line(console, "")
    print_line(console, Text(heading, style="bold"))
