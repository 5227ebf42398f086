"""What Excel stores about formulas: the order to calculate them in, and values that it takes to be up to date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from html import unescape

from plan_workbook.package.addresses import address_of, box_of
from plan_workbook.package.formulas import sheets_named
from plan_workbook.package.markup import parse
from plan_workbook.package.parts import Package
from plan_workbook.package.splice import Splice, prefix_in_tag, quoted, start_tag, with_attributes
from plan_workbook.package.workbook import Workbook

_FORMULA = re.compile(rb"<(?:[\w.-]{1,20}+:)?f(?:\s[^<>]*+)?>([^<]++)</")
_SAYS_OF_OTHERS = ("i", "l", "t")
"""Attributes of an entry in the chain that hold for those after it: its sheet, and where a level and a thread begin."""
_WRITTEN_AS_IT_IS = re.compile(r"[a-z0-9_. ]+")
_WORD = re.compile(r"[^\W\d][\w.\\?]*")


def drop_stale_chain(package: Package, workbook: Workbook, sheet_id: int, formula_cells: set[str]) -> None:
    """Remove the calculation chain if it lists cells of a sheet that no longer hold a formula.

    Excel reports a workbook as damaged because of one such entry, and silently rebuilds a missing chain.
    """
    for arrow in package.relationships(workbook.part):
        part = package.target(workbook.part, arrow) if arrow.kind == "calcChain" else None
        if part is None:
            continue
        listed, current = set(), "0"
        for cell in parse(package.xml(part), part, depth=1).children:
            current = cell.attributes.get("i", current)  # left out when it is the same as for the cell before
            if current == str(sheet_id):
                listed.add(cell.attributes.get("r", ""))
        if listed - formula_cells:
            package.relate(workbook.part, [], [arrow])
            package.remove(part)


def drop_from_chain(package: Package, workbook: Workbook, gone: Mapping[int, Set[str]]) -> None:
    """Remove cells that no longer hold a formula from the calculation chain; an empty chain goes as a part.

    Args:
        package: the workbook.
        workbook: its workbook part.
        gone: the addresses of these cells, by the id of their sheet.
    """
    for arrow in package.relationships(workbook.part):
        part = package.target(workbook.part, arrow) if arrow.kind == "calcChain" else None
        if part is None:
            continue
        content = package.xml(part)
        splice = Splice(content)
        listed = parse(content, part, depth=1).each("c")
        left, current = len(listed), "0"
        handed: dict[str, str] = {}  # what a removed entry says of those after it, too
        for cell in listed:
            current = cell.attributes.get("i", current)
            if cell.attributes.get("r", "") in gone.get(int(current), ()):
                splice.replace(cell.start, cell.end, b"")
                handed |= {key: cell.attributes[key] for key in _SAYS_OF_OTHERS if key in cell.attributes}
                left -= 1
                continue
            handed = {key: value for key, value in handed.items() if key not in cell.attributes}
            if handed:
                splice.replace(cell.start, cell.inner, with_attributes(start_tag(content, cell), handed))
            handed = {}
        if left:
            package.put(part, splice.result())
        else:
            package.relate(workbook.part, [], [arrow])
            package.remove(part)


def renumber_chain(
    package: Package, workbook: Workbook, sheet_id: int, row: Callable[[int], int], new: Iterable[str]
) -> None:
    """Give the cells of a sheet that the calculation chain lists their new rows, and list new ones at its end.

    Args:
        package: the workbook.
        workbook: its workbook part.
        sheet_id: the sheet.
        row: what becomes of the number of a row.
        new: the addresses of new cells with a formula.
    """
    for part in package.targets(workbook.part, "calcChain"):
        content = package.xml(part)
        splice = Splice(content)
        root = parse(content, part, depth=1)
        current = "0"
        for cell in root.each("c"):
            current = cell.attributes.get("i", current)
            box = box_of(cell.attributes.get("r", ""))
            if current != str(sheet_id) or box is None or row(box[0][0]) == box[0][0]:
                continue
            moved = address_of((row(box[0][0]), box[0][1]))
            splice.replace(cell.start, cell.inner, with_attributes(start_tag(content, cell), {"r": moved}))
        prefix = prefix_in_tag(content, root)
        for address in new:
            splice.append_to(root, b"<%sc r=%s i=%s/>" % (prefix, quoted(address), quoted(str(sheet_id))))
        package.put(part, splice.result())


def others_depend_on(package: Package, workbook: Workbook, sheet: str) -> bool:
    """Tell whether a formula on another sheet refers to this one, directly or through a defined name."""
    names = _names_drawing_from(workbook, sheet)
    for other in workbook.sheets:
        if other.kind != "worksheet" or not other.part or other.name == sheet:
            continue
        content = package.xml(other.part)
        if not _may_name(content, {sheet.lower(), *names}):
            continue
        for found in set(_FORMULA.findall(content)):
            formula = unescape(found.decode("utf-8", "replace"))
            if sheet.lower() in sheets_named(formula):
                return True
            if names and names & {word.lower() for word in _WORD.findall(formula)}:
                return True
    return False


def _may_name(content: bytes, words: Set[str]) -> bool:
    """Tell whether any of these words, in lower case, can be in a formula of a worksheet: to look for them is quick."""
    if b"&#" in content or not all(_WRITTEN_AS_IT_IS.fullmatch(word) for word in words):
        return True
    cells = content[: content.rfind(b"</sheetData>")].lower()
    return any(word.encode() in cells for word in words)


def _names_drawing_from(workbook: Workbook, sheet: str) -> set[str]:
    found = workbook.root.first("definedNames")
    return {
        each.attributes.get("name", "").lower()
        for each in (found.children if found else ())
        if sheet.lower() in sheets_named(each.text) and not each.attributes.get("name", "").startswith("_xlnm.")
    }
