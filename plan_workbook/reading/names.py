"""Which defined names belong to which sheet, even if another program has mixed them up."""

from __future__ import annotations

from plan_workbook.package.contents import Contents
from plan_workbook.reading.grid import Area, area_of


def names_by_sheet(contents: Contents) -> dict[str, dict[str, Area]]:
    """Return the areas that defined names point at, by the sheet and the name.

    A name belongs to the sheet that its reference names: if a sheet was cut out of the file by hand, the names of the
    sheets after it are filed under their neighbours, and some programs make a sheet's names those of the workbook. A
    name that points at a sheet which does not exist belongs to the sheet it is filed under, which was renamed.
    """
    found: dict[str, dict[str, Area]] = {page.title: {} for page in contents.pages}
    certain: set[tuple[str, str]] = set()
    filed = [(page.title, *name) for page in contents.pages for name in page.names.items()]
    for owner, name, reference in [*filed, *(("", *name) for name in contents.names.items())]:
        area, said = area_of(reference), _sheet_of(reference)
        title = owner if said == owner or said not in found else said
        if area is None or not name or title not in found or (title, name) in certain:
            continue
        if said == title:
            certain.add((title, name))
        elif name in found[title]:
            continue
        found[title][name] = area
    return found


def _sheet_of(reference: str) -> str:
    """Return the sheet that a reference names; empty if it names none."""
    sheet = reference.rpartition("!")[0].lstrip("=")
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
