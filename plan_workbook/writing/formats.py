"""How cells look: one palette and one set of named formats; every font has a contrast of at least 4.5:1 to its fill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from plan_workbook.values.colours import ink_on, is_colour

FONT, SIZE = "Calibri", 11
NAVY, INK, WHITE, RULE = "#1F3864", "#1A1A1A", "#FFFFFF", "#8EA0BC"
PALE, GREY, LINK, ALARM = "#E7ECF5", "#EDEDED", "#0B4F9E", "#9C0006"
MARK, MARK_FILL = "#C00000", "#FDE9E7"
"""Border and fill of a cell that Checks lists."""
_DASHED = 3
FRAME: dict[str, Any] = {"border": 1, "border_color": RULE}
"""Added to the look of a spare row once there is something in it."""
MISSING: dict[str, Any] = {
    "bg_color": "#FFF2CC",
    "font_color": ALARM,
    "bold": True,
    "border": _DASHED,
    "border_color": "#7F6000",
}
"""Added to the look of a cell that is still to be filled in; the dashes also show on paper."""
DOUBTFUL: dict[str, Any] = {"bg_color": "#FFC7CE", "font_color": ALARM, "bold": True}
"""Added to the look of a date that is late or contradicts another, and of what else is not what a formula can read."""
IN_DOUBT: dict[str, Any] = {
    "bold": True,
    "border": 1,
    "border_color": MARK,
    "num_format": 'General" !";General" !";General" !";@" !"',
}
"""Added to the look of a rating that is in doubt, which keeps its own colour: ``G !`` is shown of a G."""
GROUP: dict[str, Any] = {
    "top": 2,
    "top_color": NAVY,
    **dict.fromkeys(("left", "right", "bottom"), 1),
    **dict.fromkeys(("left_color", "right_color", "bottom_color"), RULE),
}
"""Added to the look of the first row of a group; LibreOffice removes the borders that a rule does not name."""
_CELL: dict[str, Any] = {**FRAME, "valign": "top", "text_wrap": True}


def open_at(look: Mapping[str, Any], *sides: str) -> dict[str, Any]:
    """Return a look without the borders at some sides: ``left``, ``right``."""
    own = {key: value for key, value in look.items() if not key.startswith("border")}
    if "border" in look:
        for side in ("left", "right", "top", "bottom"):
            own = {side: look["border"], f"{side}_color": look["border_color"], **own}
    return {key: value for key, value in own.items() if key.removesuffix("_color") not in sides}


INDENTED: dict[str, Any] = {"align": "left", "indent": 1}
"""Room between a text and its border; XlsxWriter leaves the indent out if a cell does not say on which side."""

STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "paper": {"bg_color": WHITE},
    "title": {"bold": True, "font_size": 20, "font_color": NAVY},
    "band": {"bold": True, "font_size": 16, "font_color": WHITE, "bg_color": NAVY, "valign": "vcenter"},
    "subtitle": {"font_size": 12, "font_color": INK},
    "section": {"bold": True, "font_size": 14, "font_color": NAVY, "bottom": 2, "bottom_color": NAVY},
    "help": {"italic": True, "font_color": "#404040"},
    "note_beside": {**INDENTED, "italic": True, "font_color": "#595959", "bg_color": WHITE, "valign": "top"},
    "note": {"font_color": INK, "text_wrap": True, "valign": "top"},
    "heading": {**_CELL, "bold": True, "font_color": WHITE, "bg_color": NAVY, "valign": "vcenter"},
    "before_label": {**open_at(FRAME, "right"), "bg_color": PALE},
    "label_drawn_on": {**open_at(_CELL, "left"), "align": "right", "indent": 1, "bold": True, "bg_color": PALE},
    "label": {**_CELL, **INDENTED, "bold": True, "bg_color": PALE},
    "input": {**_CELL, **INDENTED, "locked": False},
    "input_drawn_on": {**open_at(_CELL, "right"), **INDENTED, "locked": False},
    "spare": {**INDENTED, "valign": "top", "text_wrap": True, "locked": False},
    "worked_out": {**_CELL, "bg_color": GREY, "align": "center"},
    "spare_worked_out": {"valign": "top", "text_wrap": True, "align": "center"},
    "was": {**_CELL, **INDENTED, "font_color": "#595959", "bg_color": GREY},
    "spare_was": {**INDENTED, "font_color": "#595959", "valign": "top", "text_wrap": True},
    "was_beside": {**INDENTED, "font_color": "#595959", "bg_color": WHITE, "valign": "top"},
    "drawn_on": {**open_at(FRAME, "left", "right"), "bg_color": WHITE},
    "drawn_to_the_edge": {**open_at(FRAME, "left"), "bg_color": WHITE},
    "paragraph_help": {**INDENTED, "italic": True, "font_color": WHITE, "bg_color": NAVY, "valign": "vcenter"},
    "panel_label": {**INDENTED, "bg_color": PALE},
    "panel_heading": {**INDENTED, "bold": True, "bg_color": PALE},
    "bar": {**INDENTED, "bold": True, "bg_color": PALE, "valign": "vcenter"},
    "bar_total": {**INDENTED, "bold": True, "font_size": 12, "bg_color": PALE, "valign": "vcenter"},
    "bar_link": {"font_color": LINK, "underline": 1, "bg_color": PALE, "valign": "vcenter"},
    "panel_value": {"bold": True, "bg_color": PALE, "align": "center"},
    "cell": _CELL,
    "number": {**_CELL, "align": "center"},
    "strong": {**_CELL, "bold": True},
    "link": {**_CELL, "font_color": LINK, "underline": 1},
    "plain_link": {"font_color": LINK, "underline": 1},
    "alarm": {**_CELL, "bold": True, "font_color": ALARM},
    "alarm_number": {**_CELL, "bold": True, "font_color": ALARM, "align": "center"},
    "headline_label": {**_CELL, "bold": True, "bg_color": PALE, "align": "center", "valign": "vcenter"},
    "headline": {**_CELL, "bold": True, "font_size": 18, "align": "center", "valign": "vcenter"},
    "runs_on": {"valign": "top", "indent": 1, "bottom": 1, "bottom_color": RULE},
    "heading_runs_on": {"bold": True, "font_color": WHITE, "bg_color": NAVY, "valign": "vcenter", "indent": 1},
    "after_heading": {"font_color": WHITE, "bg_color": NAVY},
    "figure": {"bold": True, "font_size": 22, "font_color": NAVY, "align": "right", "valign": "vcenter"},
    "figure_name": {"bold": True, "font_size": 14, "font_color": NAVY, "valign": "vcenter"},
    "stale": {"bold": True, "font_size": 12, "font_color": ALARM},
    "sentence": {"bold": True, "font_size": 12, "text_wrap": True, "valign": "vcenter"},
    "paragraph": {"text_wrap": True, "valign": "vcenter"},
}
BIG = 14
"""Points of what is to be read at arm's length, on pages for a board; everything else on them has `SIZE`."""
_LEFT: dict[str, Any] = {"align": "left", "indent": 1}
"""XlsxWriter leaves the indent out where a cell does not say on which side."""
_RULED: dict[str, Any] = {
    **_LEFT,
    "bottom": 1,
    "bottom_color": RULE,
    "left": 1,
    "left_color": WHITE,
    "valign": "top",
    "text_wrap": True,
}
_ACROSS: dict[str, Any] = {"text_wrap": True, "valign": "vcenter", "indent": 1}
BOARD: dict[str, dict[str, Any]] = {
    **STYLES,
    "band": {**STYLES["band"], "font_size": BIG, "indent": 1},
    "band_fact": {"font_color": WHITE, "bg_color": NAVY, "valign": "vcenter", "align": "right", "indent": 1},
    "subtitle": {"font_color": INK, "valign": "vcenter", "indent": 1},
    "stale": {"bold": True, "font_color": ALARM, "valign": "vcenter", "indent": 1},
    "verdict": {**_ACROSS, "bold": True, "font_size": BIG, "font_color": NAVY},
    "section": {"bold": True, "font_color": NAVY, "bottom": 1, "bottom_color": NAVY, "valign": "vcenter", "indent": 1},
    "heading": {**STYLES["heading"], "border_color": NAVY, **_LEFT},
    "heading_middle": {**STYLES["heading"], "border_color": NAVY, "align": "center"},
    "heading_up": {"bold": True, "font_color": WHITE, "bg_color": NAVY, "rotation": 90, "align": "center"},
    "label": {**_RULED, "bold": True},
    "cell": _RULED,
    "number": {**_RULED, "align": "center", "indent": 0},
    "strong": {**_RULED, "bold": True},
    "link": {**_RULED, "font_color": LINK, "underline": 1},
    "link_open": {**_RULED, "font_color": LINK, "underline": 1, "bottom": 0},
    "link_runs_on": {**_LEFT, "font_color": LINK, "underline": 1, "valign": "top"},
    "alarm": {**_RULED, "bold": True, "font_color": ALARM},
    "alarm_number": {**_RULED, "bold": True, "font_color": ALARM, "align": "center", "indent": 0},
    "runs_on": {**_LEFT, "valign": "top", "bottom": 1, "bottom_color": RULE},
    "sentence": {**_ACROSS, "bold": True},
    "paragraph": {**_LEFT, "text_wrap": True, "valign": "vcenter"},
    "unseen": {"num_format": ";;;"},
    "plain_indented": {"indent": 1, "valign": "vcenter"},
    "strong_number": {**_RULED, "bold": True, "align": "center", "indent": 0},
    "more": {**_LEFT, "italic": True, "text_wrap": True, "valign": "vcenter"},
    "figure": {**_RULED, "bold": True, "align": "center", "indent": 0},
    "tile": {"bg_color": PALE, "indent": 1, "valign": "vcenter"},
    "tile_name": {"bg_color": PALE, "bold": True, "font_color": NAVY, "indent": 1, "valign": "vcenter"},
    "tile_figure": {
        "bg_color": PALE,
        "bold": True,
        "font_size": BIG,
        "font_color": NAVY,
        "align": "left",
        "indent": 1,
        "valign": "vcenter",
    },
    "tile_worse": {"bg_color": PALE, "bold": True, "font_color": ALARM, "indent": 1, "valign": "vcenter"},
}
"""The same on pages for a board: two sizes, room between texts and borders, and lines only between rows."""


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook, styles: Mapping[str, dict[str, Any]] = STYLES) -> None:
        self._workbook, self._styles = workbook, styles
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self._asked: dict[tuple[object, ...], Format] = {}
        """By the words with which they were asked for: hardly any cell asks for one that no other cell did."""

    def __call__(self, style: str, **more: Any) -> Format:
        """Return the format of that style with further properties (``num_format``, ``bg_color``)."""
        asked = (style, *more.items())
        if asked not in self._asked:
            properties = {"font_name": FONT, "font_size": SIZE, "font_color": INK, **self._styles[style], **more}
            key = tuple(sorted(properties.items()))
            if key not in self._made:
                self._made[key] = self._workbook.add_format(properties)
            self._asked[asked] = self._made[key]
        return self._asked[asked]

    def unregistered(self, **properties: Any) -> Format:
        """Return a format of only these properties, for conditional formatting."""
        key = (("conditional", True), *sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    def filled(self, style: str, colour: str, **more: Any) -> Format:
        """Return the style on a fill of that colour, with black or white ink, whichever reads better on it."""
        more |= {"bg_color": colour, "font_color": ink_on(colour)} if is_colour(colour) else {}
        return self(style, **more)
