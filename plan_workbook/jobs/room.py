"""Make room in a table: more spare rows at its end, which everything that refers to the table takes in."""

from __future__ import annotations

from dataclasses import dataclass

from plan_workbook.errors import InputError
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, path_of
from plan_workbook.jobs.summarise import Regenerated, regenerate
from plan_workbook.layout import Table
from plan_workbook.layout.ceilings import MOST_IN_A_TABLE, MOST_NEW_ROWS
from plan_workbook.plan.model import Place, Plan
from plan_workbook.values.nearest import nearest
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import counted, fold, in_brief, listed
from plan_workbook.writing.room import tables_of, with_room


@dataclass(frozen=True)
class MadeRoom:
    """A table that has more rows now."""

    regenerated: Regenerated
    sheet: str
    table: str
    """What the table is called on the sheet."""
    rows: range
    """The new rows, numbered as in Excel."""


def make_room(
    workbook: AnyPath,
    sheet: str,
    table: str,
    rows: int,
    output: AnyPath | None = None,
    *,
    previous: AnyPath | None = None,
    passwords: Passwords = None,
) -> MadeRoom:
    """Put spare rows at the end of a table, and regenerate Summary and Checks, in place or into `output`.

    The file that is replaced is kept next to it as ``NAME.bak.xlsx``. An encrypted workbook stays encrypted.

    Args:
        workbook: the workbook.
        sheet: the name of a sheet that people fill in, or the number of a recommendation.
        table: the table as it is called on the sheet, such as ``Actions``.
        rows: how many rows.
        output: the file to write, instead of in place.
        previous: last month's workbook; with it, the Summary says what has changed since.
        passwords: the passwords of those that are encrypted.

    Raises:
        PackageError: a workbook can't be read, changed or written; nothing was changed.
        NotAPlan: it is not an improvement plan.
        InputError: there is no such sheet or table, or it can't have so many rows; or as for `summarise`.
        OutputError: `output` does not have the same ending as `workbook`.
    """
    workbook = given_path(workbook, "workbook")
    output, previous = path_of(output, "output"), path_of(previous, "previous")
    if not 1 <= rows <= MOST_NEW_ROWS:
        raise InputError(f"A table gets from 1 to {MOST_NEW_ROWS} rows at once, not {rows:,}: choose a number between.")
    made: list[tuple[str, str, range]] = []

    def with_rows(content: bytes, plan: Plan) -> bytes:
        title = _sheet_called(plan, sheet)
        found, place = _table_called(plan, title, table)
        if len(place.rows) + rows > MOST_IN_A_TABLE:
            raise InputError(
                f"{found.called} on {title} has {counted(len(place.rows), 'row')} and may have {MOST_IN_A_TABLE:,}: "
                "choose a smaller number."
            )
        made.append((title, found.called, range(place.rows.stop, place.rows.stop + rows)))
        return with_room(content, plan, {(title, found.key): rows})

    regenerated = regenerate(workbook, output, previous, passwords, with_rows)
    return MadeRoom(regenerated, *made[-1])


def _sheet_called(plan: Plan, wanted: str) -> str:
    """Return the sheet of a name, or of the recommendation with a number, alone or in the plan's words: `Priority 3`.

    Raises:
        InputError: there is none, or there are several.
    """
    sheets = [plan.plan_sheet, *(each.sheet for each in plan.recommendations)]
    by_name = [sheet for sheet in sheets if fold(sheet) == fold(wanted)]
    called = {fold(wanted), fold(wanted).removeprefix(f"{fold(plan.item_word)} ")}
    by_number = [each.sheet for each in plan.recommendations if fold(each.number.text) in called]
    found = by_name or by_number
    if len(found) == 1:
        return found[0]
    said = in_brief(wanted)
    if found:
        every = "both" if len(found) == 2 else "all"
        raise InputError(f"{listed(found)} {every} have the number {said}: give the name of the sheet.")
    near = nearest(wanted, sheets)
    help_ = f"did you mean {near}?" if near else f"give the name of a sheet, such as {sheets[-1]}, or a number."
    raise InputError(f"{plan.name} has no sheet '{said}' that people fill in: {help_}")


def _table_called(plan: Plan, sheet: str, wanted: str) -> tuple[Table, Place]:
    """Return the table of a sheet that is called so, with its place.

    Raises:
        InputError: there is none.
    """
    tables = tables_of(plan, sheet)
    for key, (table, place) in tables.items():
        if fold(wanted) in (fold(table.called), key):
            return table, place
    names = [table.called for table, _ in tables.values()]
    near = nearest(wanted, names)
    said = f"{sheet} has no table '{in_brief(wanted)}'"
    if near:
        raise InputError(f"{said}: did you mean {near}?")
    raise InputError(f"{said}: it has {listed(names)}." if names else f"{said}: no table was found on it.")
