"""What came of collecting as text for people, on a console: first what to look at, then lead by lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from plan_workbook.collecting.collected import Answer, BaseIs, Collected
from plan_workbook.collecting.entries import Change, Conflict, Deleted, Take, Where
from plan_workbook.collecting.record import day_of
from plan_workbook.reports.columns import print_columns, print_line
from plan_workbook.reports.grouping import NO_LEAD
from plan_workbook.values.text import BRIEF, counted, fold, in_brief, listed, listed_in_part, on_one_line
from plan_workbook.values.text import in_a_sentence as short

MOST_SHOWN = 30
"""The most values of one return that are listed one by one; of more, their columns are listed with counts."""
LOOK = "Look at these"
_NOTHING = "nothing"
_Row = tuple[Text, Text, Text]


def print_collected(console: Console, done: Collected) -> None:
    """Print what came of collecting: what to look at first, each lead's returns, and the counts on the last line."""
    if done.look:
        _print_heading(console, LOOK)
        print_columns(console, [_change_row(each, with_file=True) for each in done.look])
        print_line(console, "")
    saved = [each for each in done.collected if not each.untouched]
    for lead, answers in groupby(sorted(saved, key=_by_lead), key=lambda each: each.lead or NO_LEAD):
        _print_heading(console, in_brief(lead, 2 * BRIEF))
        for answer in answers:
            _print_answer(console, done, answer)
        print_line(console, "")
    for room in done.rooms:
        gets = "would get" if done.dry_run else "has"
        print_line(console, f"{room.table} on {room.sheet} was full and {gets} {counted(room.rows, 'more row')}.")
    if done.rooms:
        print_line(console, "")
    _print_refused(console, done)
    if done.untouched:
        _print_heading(console, "Nobody has saved these since they were handed out, so they do not count as answers")
        for answer in done.untouched:
            print_line(console, f"  {in_brief(answer.file, 2 * BRIEF)}", indent=4)
        print_line(console, "")
    if done.not_returned:
        _print_heading(console, "Not returned yet")
        rows = [
            (Text(f"  {in_brief(each.lead or NO_LEAD)}"), listed_in_part(each.sheets)) for each in done.not_returned
        ]
        print_columns(console, rows)
        print_line(console, "")
    print_line(console, Text(totals(done), style="bold"))


def totals(done: Collected) -> str:
    """Return the last line: how much was taken, and how much is left for a person."""
    when = f", {in_brief(done.period)}" if done.period else ""
    missing = f"{counted(len(done.not_returned), 'lead')} yet to answer" if done.not_returned else "everybody answered"
    if done.asked_only:
        return f"{counted(len(done.returned), 'return')} collected, {missing}, in {done.master}{when}"
    taken = counted(len(done.decisions.changes), "value")
    returns = counted(len(done.collected) - len(done.untouched), "return")
    parts = [f"{taken} {'would be taken' if done.dry_run else 'taken'} from {returns}"]
    decisions, undecided = done.decisions, done.undecided
    for noun, rest, count in (
        ("row", " cleared", sum(each.decided is Take.RETURNED for each in decisions.deleted)),
        ("conflict", "", sum(isinstance(each, Conflict) for each in undecided)),
        ("deleted row", "", sum(isinstance(each, Deleted) for each in undecided)),
        ("thing", " not taken", len(decisions.not_carried) + len(decisions.left_alone) + len(done.unfit)),
        ("refused return", "", len(done.refused)),
    ):
        if count:
            parts.append(counted(count, noun) + rest)
    left = f"; {done.for_a_person} left for a person" if done.for_a_person else ""
    return f"{listed(parts)}, {missing}, in {done.output}{when}{left}"


# ------------------------------------------------------------------------------------------- one return


def _by_lead(answer: Answer) -> tuple[bool, str, str, str]:
    return not answer.lead, fold(answer.lead), answer.lead, answer.file


def _print_answer(console: Console, done: Collected, answer: Answer) -> None:
    print_line(console, Text(f"  {_about(answer)}"), indent=4)
    rows = list(_rows(done, answer))
    if rows:
        print_columns(console, rows)
    if not rows:
        print_line(console, "  Nothing in it differs from what the master says or was handed out.", indent=2)


def _about(answer: Answer) -> str:
    """Return what there is to say about a return as a whole."""
    saved = ", ".join(filter(None, (in_brief(answer.modified_by), day_of(answer.modified))))
    parts = [in_brief(answer.file, 2 * BRIEF)]
    if answer.sheets:
        parts.append(f" ({listed_in_part(answer.sheets)})")
    if saved:
        parts.append(f", saved last by {saved}" if answer.modified_by else f", saved last on {saved}")
    if answer.earlier:
        parts.append(f"; compared with their earlier return {in_brief(answer.earlier)}")
    elif answer.base is BaseIs.KEPT:
        parts.append("; compared with the copy of the master from when it was handed out")
    elif answer.base is None:
        parts.append("; what it said when it was handed out is not known, so only blank cells were filled from it")
    return "".join(parts)


def _rows(done: Collected, answer: Answer) -> Iterator[_Row]:
    file, decisions = answer.file, done.decisions
    changes = [each for each in decisions.changes if each.file == file]
    if len(changes) <= MOST_SHOWN:
        yield from map(_change_row, changes)
    else:
        yield from _by_column(changes)
    for conflict in decisions.conflicts:
        if conflict.file == file:
            yield _conflict_row(conflict, done)
    for gone in decisions.deleted:
        if gone.file == file:
            yield _deleted_row(gone)
    for unfit in done.unfit:
        if unfit.change.file == file:
            said = f"{_named(unfit.change.where)} came back as {_quoted(unfit.change.after)}. {unfit.why}"
            yield _row("not taken", _at(unfit.change.where), said, "yellow")
    for left in decisions.left_alone:
        if left.file == file:
            said = f"{left.sentence}\n-> Look at it in the return, and type what is wanted into the master."
            yield _row("not taken", left.sheet or "-", said, "yellow")
    for other in decisions.not_carried:
        if other.file == file:
            place = "!".join(filter(None, (in_brief(other.sheet), other.cell)))
            text = f": {_quoted(other.text)}" if other.text else ""
            yield _row("not taken", f"{place} there", f"{other.what}{text}", "yellow")


def _change_row(change: Change, *, with_file: bool = False) -> _Row:
    said = f"{_named(change.where)}: {_quoted(change.before)} -> {_quoted(change.after)}"
    if with_file:
        said += f"  ({in_brief(change.file)})"
    return _row("taken", _at(change.where), f"{said}\n{change.why}" if change.why else said, "green")


def _by_column(changes: Sequence[Change]) -> Iterator[_Row]:
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
    said = "--format json lists each of these with the values before and after."
    yield _row("", "", said, "dim")


def _conflict_row(conflict: Conflict, done: Collected) -> _Row:
    base = "not known" if conflict.base is None else _quoted(conflict.base)
    said = (
        f"{_named(conflict.where)}: handed out {base}, master {_quoted(conflict.master)}, returned "
        f"{_quoted(conflict.returned)}"
    )
    if conflict.decided is Take.MASTER:
        return _row("left", _at(conflict.where), f"{said}\nThe master was left as it is, as asked.", "dim")
    others = [each.file for each in done.decisions.conflicts if each.where == conflict.where and each != conflict]
    if others:
        fix = f"{listed_in_part(others)} says something else. Type the right one into {_at(conflict.where)}."
    elif conflict.where.cell:
        fix = _put_right(f"Type the right one into {_at(conflict.where)}")
    else:
        fix = _put_right(f"If it is wanted, type it into a row of {conflict.where.sheet}")
    return _row("conflict", _at(conflict.where), f"{said}\n-> {fix}")


def _deleted_row(gone: Deleted) -> _Row:
    said = f"{_named_row(gone.table, gone.row)} did not come back: {_quoted(gone.text)}"
    at = f"{gone.sheet}!{gone.cell}"
    if gone.decided is not None:
        what = "cleared" if gone.decided is Take.RETURNED else "left"
        return _row(what, at, f"{said}\nIt was {what} in the master, as asked.", "dim")
    return _row("deleted", at, f"{said}\n-> {_put_right('If it is to go, clear it in the master')}")


def _put_right(by_hand: str) -> str:
    """Return how to put something right, by hand or for all of them at once."""
    return f"{by_hand}; or add --again --take returned, which takes all of these from the returns."


def _row(what: str, place: str, said: str, style: str = "bold red") -> _Row:
    return Text(f"  {what}", style=style), Text(place, style="bold"), Text(short(said))


def _at(where: Where) -> str:
    return f"{where.sheet}!{where.cell}" if where.cell else where.sheet


def _named(where: Where) -> str:
    """Return what an input is called: ``RAG of action a``, ``Actual of PI 204``, ``Title``."""
    row = _named_row(where.table, where.row)
    return (
        in_brief(where.field) if where.table in ("recommendation", "progress") else f"{in_brief(where.field)} of {row}"
    )


def _named_row(table: str, row: str | None) -> str:
    kind = {"actions": "action", "indicators": "indicator", "progress": "the paragraph"}.get(table, table)
    if row is None:
        return kind if table == "progress" else f"an {kind} without a {'ref' if table == 'actions' else 'PI number'}"
    if table == "indicators":
        return f"PI {in_brief(row)}" if row.isdigit() else in_brief(row)
    return f"{kind} {in_brief(row)}"


def _quoted(text: str) -> str:
    brief = in_brief(on_one_line(text))
    return f"'{brief}'" if brief else _NOTHING


# ------------------------------------------------------------------------------------------- refused


def _print_refused(console: Console, done: Collected) -> None:
    rows = [_row("refused", in_brief(each.file), each.refused) for each in done.refused]
    rows += [_row("not taken", each.sheet, each.sentence) for each in done.decisions.left_alone if not each.file]
    if rows:
        _print_heading(console, "Refused")
        print_columns(console, rows)
        print_line(console, "")


def _print_heading(console: Console, heading: str) -> None:
    print_line(console, Text(heading, style="bold"))
