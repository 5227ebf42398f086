"""The formula of an indicator's Status, which reads and judges the row's figures as the tool does.

Text that holds a plain number (``45%``, ``1,204``, ``590 days`` with the unit of the Unit cell) is read, without the
characters in it that nobody sees. A formula knows of a number format only whether it is a percentage or a date; where
a format has a unit or a scale of its own, the status is the one that Checks tells (`live_status`).

It takes only what Excel 2013 and LibreOffice both have, and stays below the 8,192 characters that Excel allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby

from xlsxwriter.utility import xl_rowcol_to_cell

from plan_workbook import layout
from plan_workbook.layout import Kind, Table
from plan_workbook.plan.choices import Better
from plan_workbook.plan.model import DEFAULT_TOLERANCE, VALUES
from plan_workbook.plan.status import PIStatus
from plan_workbook.values.text import NO_VALUE
from plan_workbook.values.units import PERCENT_WORDS
from plan_workbook.writing.live_status import status_told

_SEEN_AS = (
    ("\u00a0", " "),
    ("\u200b", ""),
    ("\u200e", ""),
    ("\ufeff", ""),
    ("\u2013", "-"),
    ("\u2212", "-"),
    ("- ", "-"),
)
"""What comes with a figure from a web page, Word or an email, and what it is read as."""
_END = "|"
"""Stands at the ends of a text, and where the digits of a whole number end."""
_THOUSANDS = tuple(f"{_END}{'?' * first}{',???' * groups}{_END}" for groups in (1, 2) for first in (1, 2, 3))
_PERCENT_OF = ("% ", "per cent ", "percent ", "percentage")
"""How a unit begins that figures in percent belong to: ``% of reviews``."""
_GENERAL_CELL = "$A$1"
"""The sheet's title: a cell whose format is General, and which nobody can change."""
_POUND = "\u00a3"


@cache
def status_formula(row: int, table: Table) -> str:
    """Return the formula of an indicator's status in a row counted from 0; see `plan_workbook.plan.status.pi_status`.

    `table` has the columns that are on the sheet.

    It counts how many of four limits the actual meets, times 100: one that is below every number, and the target times
    100 less the tolerance, without it and with it added. Without a target, the limits are texts, and no number meets
    a text. No difference between figures is taken, so that Excel, which compares numbers at 15 digits, sees a limit
    that is met exactly: 85.5 against 90 with a tolerance of 5%.
    """
    cell = {c.key: xl_rowcol_to_cell(row, table.column(c.key) - 1, col_abs=True) for c in table.columns}
    better = f"TRIM({cell['better']})"
    sign = f'(({better}="{Better.HIGHER}")-({better}="{Better.LOWER}"))'
    unit = _Unit(f"TRIM({cell['unit']})", {key: cell[key] for key in VALUES if key in cell})
    actual, target = unit.figure("actual"), unit.figure("target")
    tolerance = f"IFERROR({_percent(cell['tolerance'])},IFERROR({_percent(layout.TOLERANCE_NAME)},{DEFAULT_TOLERANCE}))"
    limits = f'IFERROR({target}*(100*{sign}+{tolerance}*{{0,0,1,-1}})+{{-1E+300,0,0,0}},"")'
    met = f"SUMPRODUCT(--(100*{sign}*{actual}>={limits}))"
    judged = (PIStatus.NO_TARGET, PIStatus.OFF_TARGET, PIStatus.NEAR_TARGET, PIStatus.ON_TARGET, PIStatus.ON_TARGET)
    not_judged = (PIStatus.NO_TARGET, *[PIStatus.NOT_JUDGED] * (len(judged) - 1))
    said = ",".join(f'"{status}"' for status in (*judged, *not_judged))
    worked_out = f'IFERROR(CHOOSE(1+{met}+{len(judged)}*({sign}=0),{said}),"{PIStatus.NO_DATA}")'
    return f'=IF(COUNTA({",".join(_blocks_of_inputs(table, cell))})=0,"",IFERROR({status_told(cell)},{worked_out}))'


class _Unit:
    """The unit of a row, in which its figures are read."""

    def __init__(self, text: str, figures: Mapping[str, str]) -> None:
        """Start from the text of the Unit cell, and the cells of the figures by their columns."""
        self._text, self._figures = text, figures
        self._none = _is_one_of(text, sorted(NO_VALUE))
        self._percent = _is_one_of(text, sorted(PERCENT_WORDS))

    def figure(self, key: str) -> str:
        """Return the figure in a column, a percentage in points; an error if it can't be read."""
        ref = self._figures[key]
        text = f"LOWER({ref})"
        for char, instead in _SEEN_AS:
            text = f'SUBSTITUTE({text},"{char}","{instead}")'
        text = f"TRIM({text})"
        money = f'IF({self._text}="{_POUND}","","x")'
        value = _value(f'SUBSTITUTE({_without(text, f"LOWER({self._words_after(ref)})")},"{_POUND}",{money})')
        fraction = _is_fraction(f"IF(ISNUMBER({ref}),{ref},{_value(text)})")
        others = ",".join(_shows_percent(other) for each, other in self._figures.items() if each != key)
        in_percent = f"OR({self._percent},AND({self._none},OR({others})))"
        unclear = f"IF({_shows_percent(ref)},{self._is_no_percentage},AND({in_percent},{fraction}))"
        return f"IF(ISNUMBER({ref}),{_points(ref)},{value}/{_is_parted_well(ref)})/NOT({unclear})"

    @property
    def _is_no_percentage(self) -> str:
        percent_of = f'LEFT({self._text}&" ",{_array(map(len, _PERCENT_OF))})={_array(_PERCENT_OF)}'
        return f"IF({self._none},{_has_words(self._figures['target'])},NOT(OR({self._percent},{percent_of})))"

    def _words_after(self, ref: str) -> str:
        """Return the words that may follow a figure: those of the Unit cell, or else those after the target or itself.

        The latter are a unit only if they are in the plural.
        """
        target = self._figures["target"]
        typed = f"TRIM({ref})" if ref == target else f"TRIM(IF({_has_words(target)},{target},{ref}))"
        after = f'MID({typed},FIND(" ",{typed}&" ")+1,99)'
        return f'IF({self._none},IF({_has_words(typed)},{after},""),{self._text})'


def _without(text: str, words: str) -> str:
    """Return a text without these words at its end, in the singular or the plural."""
    both = (f'SUBSTITUTE({each}&"{_END}","s{_END}","{_END}")' for each in (text, words))
    return 'SUBSTITUTE(SUBSTITUTE({}," "&{},""),"{}","")'.format(*both, _END)


def _percent(ref: str) -> str:
    """Return the tolerance in a cell, in percent; an error if it can't be read, or is below zero."""
    value = _value(f'TRIM(SUBSTITUTE({ref},"\u200b",""))')
    unclear = f"OR({ref}<0,AND(NOT({_shows_percent(ref)}),{_is_fraction(ref)}))"
    plain = f'AND(ISERROR(FIND("-",{ref})),OR({_shows_percent(ref)},NOT({_is_fraction(value)})))'
    return f"IF(ISNUMBER({ref}),{_points(ref)}/NOT({unclear}),{value}/{plain})"


def _points(ref: str) -> str:
    """Return a number with a percentage in points; an error if it is a date or a truth value.

    CELL gives D1 and so on for a date in Excel and G for General; LibreOffice gives G for a date and F0 for General.
    """
    shown = f'LEFT(CELL("format",{ref}))'
    date = f'{shown}=IF(CELL("format",{_GENERAL_CELL})="G","D","G")'
    return f'{ref}*IF({shown}="P",100,1)/NOT(OR(ISLOGICAL({ref}),{date}))'


def _is_fraction(value: str) -> str:
    """Return the condition that a number is between 0 and 1, or -1: its logarithm is below 0."""
    return f"IFERROR(LN(ABS({value}))<0,FALSE)"


def _shows_percent(ref: str) -> str:
    return f'IF(ISNUMBER({ref}),LEFT(CELL("format",{ref}))="P",ISNUMBER(FIND("%",{ref})))'


def _has_words(text: str) -> str:
    """Return the condition that a text ends with words in the plural."""
    return f'RIGHT({text})="s"'


def _value(text: str) -> str:
    """Return the number that a trimmed text is, with a percent sign or without; an error if it is none.

    The exponent keeps out what is no number of itself: a date, nothing, a number with an exponent. A space within the
    text is made a letter, so that no program passes over it. NUMBERVALUE, which needs no locale, would be lost: its
    name is stored with a prefix, which SheetJS drops.
    """
    bare = f'TRIM(SUBSTITUTE(SUBSTITUTE({text}&"{_END}","%{_END}",""),"{_END}",""))'
    return f'VALUE(SUBSTITUTE(SUBSTITUTE({bare}," ","x"),",","")&"e0")'


def _is_parted_well(ref: str) -> str:
    """Return the condition that every comma of a number in a text is between thousands."""
    ended = f'"{_END}"&{ref}&"{_END}"'
    for each in (".", " ", "%"):
        ended = f'SUBSTITUTE({ended},"{each}","{_END}")'
    parted = f'COUNT(SEARCH({_array(_THOUSANDS)},{ended}))>COUNT(SEARCH({{",?,",",??,"}},{ref}))'
    return f'OR(ISERROR(FIND(",",{ref})),{parted})'


def _is_one_of(text: str, words: Iterable[str]) -> str:
    return f"OR({text}={_array(words)})"


def _array(values: Iterable[str | int]) -> str:
    return "{" + ",".join(f'"{each}"' if isinstance(each, str) else str(each) for each in values) + "}"


def _blocks_of_inputs(table: Table, cell: Mapping[str, str]) -> list[str]:
    """Return the cells of an indicator that somebody fills in, with neighbouring cells as one range."""
    runs = groupby(table.columns, key=lambda column: column.kind is Kind.FORMULA)
    blocks = [[cell[column.key] for column in run] for is_formula, run in runs if not is_formula]
    return [":".join(dict.fromkeys((block[0], block[-1]))) for block in blocks]
