"""How the cells of a table look: their colour, and whether their text is bold."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing.documents.document import shows_only_a_colour
from plan_workbook.bringing.documents.word.colours import shading
from plan_workbook.bringing.documents.word.grid import Placed
from plan_workbook.bringing.documents.word.inline import Run
from plan_workbook.bringing.documents.word.markup import Element, W, attribute, child, is_on
from plan_workbook.bringing.documents.word.styles import Styles


class Look:
    """How a table and its style make its cells look."""

    def __init__(self, table: Element, styles: Styles) -> None:
        properties = child(table, "tblPr")
        look = child(properties, "tblLook")
        style = styles.of_table(properties)
        heads = attribute(look, "firstRow") in ("1", "true", "on") or _says_first_row(attribute(look, "val"))
        self._fill = shading(styles.first_row(style, "tcPr", "shd")) if heads else None
        self._bold = bool(heads and is_on(styles.first_row(style, "rPr", "b")))

    def fill(self, placed: Placed) -> str | None:
        """Return the colour of a cell's background."""
        own = child(placed.element, "tcPr", "shd")
        if attribute(own, "val") == "solid" or attribute(own, "fill") not in (None, "auto"):
            return shading(own)
        row = placed.element.getparent()
        while row is not None and row.tag != W + "tr":
            row = row.getparent()
        return shading(child(row, "tblPrEx", "shd")) or (self._fill if placed.row == 0 else None)

    def bold(self, row: int) -> bool:
        """Tell whether the texts of a row are bold by the table's style."""
        return self._bold and row == 0


def _says_first_row(text: str | None) -> bool:
    """Tell whether the bits of a table's look, in hexadecimal, say that the first row looks different."""
    try:
        return bool(text and int(text, 16) & 0x0020)
    except ValueError:
        return False


def common(fills: Sequence[str | None]) -> str | None:
    """Return the colour that all have; None if they differ."""
    return fills[0] if fills and len(set(fills)) == 1 else None


def colour_of_sign(runs: Sequence[Run]) -> str | None:
    """Return the colour of a text that is only a circle or the like."""
    text = "".join(run.text for run in runs).strip()
    return common([run.ink for run in runs]) if shows_only_a_colour(text) else None
