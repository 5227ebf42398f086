"""The words about what reaches out of a workbook: links, formulas, names and data connections."""

from __future__ import annotations

from plan_workbook.checking.case import Case
from plan_workbook.checking.finding import quoted
from plan_workbook.plan.model import CALLS, CLICKED, LEADS, LOADS, OPENS, RULED, RUNS, SHOWS, STARTS, TAKES, Observation
from plan_workbook.values.text import BRIEF, as_name, in_brief, listed_in_part, on_one_line, tidy

_AGREE = "agree to nothing that Excel asks to enable or update"
_TELL_IT = "If nobody knows how it got there, tell whoever looks after IT security."
IN_GENERAL = (
    "Type the value itself, or remove the link or the linked picture: links between files under Data > Edit Links, "
    f"data connections under Data > Queries & Connections; and {_AGREE}. {_TELL_IT}"
)
"""What to do about whatever reaches out of a workbook, as the catalogue says it."""

_AT_A_CELL = {
    LEADS: "The link in this cell opens a file or program when it is clicked",
    CLICKED: "A picture or shape at this cell opens a file or program when it is clicked",
    SHOWS: "A picture at this cell is loaded from elsewhere when the workbook is opened",
}
"""What is at a cell and has nothing to do with its value."""


def linked(case: Case[Observation]) -> str:
    """Return what reaches out of the workbook."""
    return said_of(case.item)


def said_of(seen: Observation) -> str:
    """Return in sentences what reaches out of a workbook."""
    does, named = seen.other, in_brief(seen.detail, 2 * BRIEF)
    if does in (STARTS, CALLS):
        return _reaches_out(seen)
    if does == RUNS:
        return f"The name {named} of this workbook runs a macro when the workbook is opened, closed or looked at."
    if does == LOADS:
        return f"The workbook loads data from elsewhere through a data connection{f', {named}' if named else ''}."
    if does == OPENS:
        return f"The workbook opens an add-in{f', {named}' if named else ''}: a web page that can read what is in it."
    if does == RULED:
        where = "A conditional format or drop-down of this cell"
        return f"{where} reaches out of the workbook as soon as Excel may work it out: {named}.{_others(seen)}"
    file = named or "whose name is not given"
    if does in _AT_A_CELL:
        return f"{_AT_A_CELL[does]}: {file}.{_others(seen)}"
    if does == TAKES:
        return f"The formula in this cell takes its value from another file, {file}.{_saved(seen)}{_others(seen)}"
    name = as_name(does)
    return f"The workbook links to another file, {file}{f', through the name {name}' if name else ''}."


def _reaches_out(seen: Observation) -> str:
    what = as_name(on_one_line(seen.detail))
    where = "The formula in this cell" if seen.cell else "A link or name of this workbook"
    if seen.other == STARTS:
        said = f"{where} starts a program{f', {quoted(what)},' if what else ''} as soon as Excel may work it out."
    else:
        said = f"{where} calls a server ({what}) as soon as Excel may work it out, and can send it what the plan says."
    return f"{said}{_saved(seen)}{_others(seen)}"


def _saved(seen: Observation) -> str:
    return f" Its saved value is {quoted(as_shown(seen))}." if seen.value is not None else ""


def _others(seen: Observation) -> str:
    return f" Others on this sheet are at {listed_in_part(seen.cells)}." if seen.cells else ""


def linked_fix(case: Case[Observation]) -> str:
    """Return how to put it right, without telling anybody to let it run."""
    does = case.item.other
    if does == LOADS:
        delete = "In Excel choose Data > Queries & Connections and delete what is listed there"
        return f"{delete}, and {_AGREE}; the values stay."
    if does == LEADS:
        return (
            "If somebody is meant to follow it, check where it leads and put the evidence where all readers can open "
            "it. If not, right-click the cell and choose Remove Hyperlink, or type the text itself; don't click it."
        )
    if does == CLICKED:
        return (
            "If somebody is meant to follow it, check where it leads and put the evidence where all readers can open "
            "it. If not, right-click the picture or shape and choose Remove Link, or delete it; don't click it."
        )
    if does == SHOWS:
        return f"Delete the picture, or put in a copy of it with Insert > Pictures, and {_AGREE}."
    if does == OPENS:
        return (
            "In Excel choose File > Info > Check for Issues > Inspect Document, tick Task Pane Add-ins and Content "
            f"Add-ins alone, and remove them; and {_AGREE}. {_TELL_IT}"
        )
    if does == RULED:
        where = "Home > Conditional Formatting > Manage Rules, or Data > Data Validation"
        return f"Delete it ({where}), and {_AGREE}. {_TELL_IT}"
    if does in (STARTS, CALLS, RUNS):
        at_cell = "Delete it, or type the value itself"
        what = at_cell if case.at.cell else "Delete it (Data > Edit Links, or Name Manager)"
        return f"{what}, and {_AGREE}. {_TELL_IT}"
    what = "Type the value itself, or choose" if case.at.cell else "In Excel choose"
    return f"{what} Data > Edit Links > Break Link, and {_AGREE}; the saved values stay."


def as_shown(seen: Observation) -> str:
    """Return the text of the cell that an observation points at."""
    return tidy(str(seen.value))
