"""Which defined names belong to which sheet, even if another program has mixed them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan_workbook.reading.grid import Area, area_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


def names_by_sheet(workbook: Workbook) -> dict[str, dict[str, Area]]:
    """Return the areas that defined names point at, by the sheet and the name.

    A name belongs to the sheet that its reference names: if a sheet was cut out of the file by hand, the names of the
    sheets after it are filed under their neighbours, and some programs make a sheet's names those of the workbook. A
    name that points at a sheet which does not exist belongs to the sheet it is filed under, which was renamed.
    """
    titles = {sheet.title for sheet in workbook.worksheets}
    found: dict[str, dict[str, Area]] = {title: {} for title in titles}
    certain: set[tuple[str, str]] = set()
    filed = [(sheet.title, name) for sheet in workbook.worksheets for name in sheet.defined_names.values()]
    for owner, name in [*filed, *(("", name) for name in workbook.defined_names.values())]:
        text = name.attr_text or ""
        area, said = area_of(text), _sheet_of(text)
        owner_is_meant = said == owner or said not in titles
        title = owner if owner_is_meant else said
        if area is None or not name.name or title not in found or (title, name.name) in certain:
            continue
        if said == title:
            certain.add((title, name.name))
        elif name.name in found[title]:
            continue
        found[title][name.name] = area
    return found


def _sheet_of(reference: str) -> str:
    """Return the sheet that a reference names; empty if it names none."""
    sheet = reference.rpartition("!")[0].lstrip("=")
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
