"""What there is to say about what was collected, in the words that the text and the web page share."""

from __future__ import annotations

from plan_workbook.collecting.collected import Answer, BaseIs, Collected, Room
from plan_workbook.collecting.entries import Conflict, Take, Where
from plan_workbook.collecting.record import day_of
from plan_workbook.layout import PARAGRAPHS
from plan_workbook.values.text import BRIEF, counted, in_brief, listed, listed_in_part

_ALONE = frozenset({"recommendation", *(table.key for table in PARAGRAPHS)})
"""Fields and tables of paragraphs: no row of theirs has a name."""
ABOUT_DELETED = "If it is to go, clear it in the master."
"""What to do about a row that did not come back."""
OR_ALL = "add --again --take returned, which takes all of these from the returns, also over what you decided since."
"""How to decide about all conflicts and deleted rows at once, at the end of a sentence."""
TO_LOOK_AT = "targets, tolerances, floors, titles and original dates that were taken"
"""What is to be looked at first."""
ABOUT_LEFT = "Look at it in the return, and type what is wanted into the master."
"""What to do about what was not taken."""


ALL_LEFT = "add --again --dry-run --format html --report FILE for a page with all of them."
"""How to see everything that is left for a person, at the end of a sentence."""


CAUTION = "without --dry-run, --again can put returned values over what you decided since"
"""What collecting again may do, as part of a sentence."""


def left_for_you(number: int) -> str:
    """Return what was left for a person when returns were collected, and how to look at it again and change nothing."""
    left = "1 conflict or deleted row was" if number == 1 else f"{number} conflicts and deleted rows were"
    shows = "it" if number == 1 else "them"
    return f"{left} left for you: collecting with --again --dry-run shows {shows} ({CAUTION})"


def all_taken(done: Collected) -> str:
    """Return how to see every value that was taken: once it is in the master, collecting again finds nothing new."""
    if done.dry_run:
        return ALL_LEFT
    before, now = done.backup or done.master, done.output
    return f'plan-workbook compare "{before}" "{now}" --format html -o FILE makes a page with all of them.'


def totals(done: Collected) -> str:
    """Return the last line: how much was taken, and how much is left for a person."""
    when = f", {in_brief(done.period)}" if done.period else ""
    everybody = "nobody was asked" if done.not_handed_out else "everybody answered"
    missing = f"{counted(len(done.not_returned), 'lead')} yet to answer" if done.not_returned else everybody
    if done.asked_only:
        before = f"; {left_for_you(done.left_before)}" if done.left_before else ""
        return f"{counted(len(done.returned), 'return')} collected, {missing}, in {done.master}{when}{before}"
    taken = counted(len(done.decisions.changes), "value")
    returns = counted(len(done.collected) - len(done.untouched), "return")
    parts = [f"{taken} {'would be taken' if done.dry_run else 'taken'} from {returns}"]
    decisions, (conflicts, deleted) = done.decisions, done.to_decide
    for noun, rest, count in (
        ("row", " cleared", sum(each.decided is Take.RETURNED for each in decisions.deleted)),
        ("conflict", "", conflicts),
        ("deleted row", "", deleted),
        ("thing", " not taken", len(decisions.not_carried) + len(decisions.left_alone) + len(done.unfit)),
        ("return", " refused", len(done.refused)),
    ):
        if count:
            parts.append(counted(count, noun) + rest)
    left = f"; {done.for_a_person} left for a person" if done.for_a_person else ""
    return f"{listed(parts)}, {missing}, in {done.output}{when}{left}"


def about(answer: Answer) -> str:
    """Return what there is to say about a return as a whole."""
    saved = ", ".join(filter(None, (in_brief(answer.modified_by), day_of(answer.modified))))
    parts = [in_brief(answer.file, 2 * BRIEF)]
    if answer.sheets:
        parts.append(f" ({listed_in_part(answer.sheets)})")
    if saved:
        parts.append(f", saved last by {saved}" if answer.modified_by else f", saved last on {saved}")
    if answer.led_by_others:
        parts.append(f"; {listed_in_part(answer.led_by_others)} now led by somebody else")
    if answer.earlier:
        parts.append(f"; compared with their earlier return {in_brief(answer.earlier)}")
    elif answer.base is BaseIs.KEPT:
        parts.append("; compared with the copy of the master from when it was handed out")
    elif answer.base is None:
        parts.append("; what it said when it was handed out is not known, so only blank cells were filled from it")
    if answer.nobodys:
        parts.append(
            "; a copy of the whole plan, which counts as nobody's answer: if a lead answered in it, save their part in "
            "Excel and collect that too"
        )
    return "".join(parts)


def about_room(room: Room, done: Collected) -> str:
    """Return what there is to say about a table that was full."""
    gets = "would get" if done.dry_run else "has"
    return f"{room.table} on {room.sheet} was full and {gets} {counted(room.rows, 'more row')}."


def is_between_returns(conflict: Conflict, done: Collected) -> bool:
    """Tell whether another return says something else in the same place."""
    return bool(_others(conflict, done))


def about_conflict(conflict: Conflict, done: Collected) -> str:
    """Return what to do about a conflict."""
    where, others = conflict.where, _others(conflict, done)
    if others:
        return f"{listed_in_part(others)} says something else. Type the right one into {at(where)}."
    return f"Type the right one into {at(where)}." if where.cell else f"If it is wanted, type it into {where.sheet}."


def _others(conflict: Conflict, done: Collected) -> list[str]:
    return [each.file for each in done.conflicts_at[conflict.where] if each != conflict]


def at(where: Where) -> str:
    """Return where an input is in the master; its sheet, if it has no cell."""
    return f"{where.sheet}!{where.cell}" if where.cell else where.sheet


def named(where: Where) -> str:
    """Return what an input is called: ``RAG of action a``, ``Actual of PI 204``, ``Title``."""
    row = named_row(where.table, where.row)
    return in_brief(where.field) if where.table in _ALONE else f"{in_brief(where.field)} of {row}"


def named_row(table: str, row: str | None) -> str:
    """Return what a row is called: ``action a``, ``PI 204``, ``the paragraph``."""
    kind = {"actions": "action", "indicators": "indicator"}.get(table, "the paragraph" if table in _ALONE else table)
    if row is None:
        return kind if table in _ALONE else f"an {kind} without a {'ref' if table == 'actions' else 'PI number'}"
    if table == "indicators":
        return f"PI {in_brief(row)}" if row.isdigit() else in_brief(row)
    return f"{kind} {in_brief(row)}"
