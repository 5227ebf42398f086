"""The Status formula on the sheets of a plan that judges by more than a target and a tolerance in percent.

It reads the actual as the plain formula does (`status_formula`), and a target for the period, a floor, a band and a
tolerance in the indicator's own unit as well. Figures that a coordinator fills in are read more strictly than an
actual, or it would be longer than the 8,192 characters that Excel allows: as numbers, or as texts without commas and
with only the unit of the Unit cell. Checks tells the status of any other row (`live_status`).
"""

from __future__ import annotations

from collections.abc import Mapping

from plan_workbook import layout
from plan_workbook.plan.choices import Better
from plan_workbook.plan.model import DEFAULT_TOLERANCE
from plan_workbook.plan.status import PIStatus
from plan_workbook.values.text import NO_VALUE
from plan_workbook.writing.status_parts import (
    END,
    POUND,
    Unit,
    array_of,
    is_fraction,
    is_one_of,
    is_percent_of,
    is_percent_word,
    percent,
    points,
    shows_percent,
    value_of,
)

_VERDICTS = (
    (0, PIStatus.NO_TARGET),
    (20, PIStatus.OFF_TARGET),
    (22, PIStatus.NEAR_TARGET),
    (25, PIStatus.OFF_TARGET),
    (26, PIStatus.NEAR_TARGET),
    (28, PIStatus.ON_TARGET),
    (40, PIStatus.NO_TARGET),
    (50, PIStatus.NOT_JUDGED),
)
"""What the sum of the limits that are met means, from each of these numbers on."""
_NO_DIRECTION = 40
"""Added to the sum if Better says neither which way is good nor Band."""


def full_status(cell: Mapping[str, str]) -> str:
    """Return the formula, without "=", of the status of an indicator with these cells, by the columns' keys.

    It adds up the limits that the actual meets, in two rows: one for each edge of a band, and without a band twice the
    same. A limit that every number meets weighs 10, the target 4, and the target with the tolerance added and taken off
    1 each; a floor takes the place of these two. So a row weighs 10 off the target, 11 or 12 near it and at least 14 on
    it. Two rows of a band weigh 25, 26 and 30, because the target with the tolerance added does not count: an actual
    beyond the upper edge would meet it at the lower one. Without a target all limits but the floor are texts, and no
    number meets a text.
    """
    better = f"TRIM({cell['better']})"
    sign = f'(({better}="{Better.HIGHER}")-({better}="{Better.LOWER}"))'
    band = f'({better}="{Better.BAND}")'
    unit = _StrictUnit(f"TRIM({cell['unit']})", {key: cell[key] for key in ("target", "actual", "previous")})
    target = unit.strictly(cell["target"])
    if "target_now" in cell:
        now = cell["target_now"]
        target = f"IF({_says_none(now)},{target},{unit.strictly(now)})"
    own = cell["tolerance"]
    default = f"IFERROR({_percent_of_number(layout.TOLERANCE_NAME)},{DEFAULT_TOLERANCE})"
    share = f"IF({_says_none(own)},{default},IFERROR({percent(own)},0))"
    amount = f"IFERROR({unit.amount(own)},0)"
    both = f"({sign}+{band}*{{1;-1}})"
    target = f"IF({band},{unit.edges},{target})"
    limits = f"{target}*(100*{both}+{share}*{{0,0,1,-1}})+{amount}*{{0,0,100,-100}}+{{-1E+300,0,0,0}}"
    if "floor" in cell:
        limits = f"IFERROR(100*{unit.strictly(cell['floor'])}/({{0,0,1,1;0,0,1,1}}*{sign}),{limits})"
    met = f'(ROUND(100*{both}*{unit.figure("actual")},9)>=IFERROR(ROUND({limits},9),""))'
    weighed = f"SUMPRODUCT({met}*({{10,4,1,1}}-{band}*{{0,0,1,0}}))+{_NO_DIRECTION}*({sign}+{band}=0)"
    verdicts = f"{array_of(weight for weight, _ in _VERDICTS)},{array_of(str(said) for _, said in _VERDICTS)}"
    return f'IFERROR(LOOKUP({weighed},{verdicts}),"{PIStatus.NO_DATA}")'


class _StrictUnit(Unit):
    """The unit of a row, with shorter formulas for the figures that a coordinator fills in."""

    @property
    def _in_lower_case(self) -> str:
        return f"LOWER({self.text})"

    @property
    def _pounds(self) -> str:
        """What a pound sign before a number is read as."""
        return f'IF({self.text}="{POUND}","","x")'

    def strictly(self, ref: str) -> str:
        """Return the figure in a cell, a percentage in points; an error if it can't be read."""
        text = f'SUBSTITUTE(LOWER(TRIM({ref}))&"{END}"," "&{self._in_lower_case}&"{END}","")'
        text = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({text},"{POUND}",{self._pounds}),",","x"),"{END}","")'
        in_percent = f"OR({is_percent_word(self.text)},{self._target_in_percent})"
        unclear = f"AND(NOT({shows_percent(ref)}),{is_fraction(ref)},{in_percent})"
        return f"IF(ISNUMBER({ref}),{points(ref)},{value_of(text)})/NOT({unclear})"

    @property
    def _target_in_percent(self) -> str:
        return shows_percent(self.figures["target"])

    @property
    def edges(self) -> str:
        """Return the two edges of the band in the target's cell, one below the other; an error if there is none.

        The second edge is all that follows the first hyphen, and is no number if there is another one in it.
        """
        text = f"LOWER(TRIM({self.figures['target']}))"
        for what, instead in (
            ("\u2013", '"-"'),
            (" to ", '"-"'),
            ("%", f'IF({self.is_no_percentage},"x","")'),
            (POUND, self._pounds),
            (",", '"x"'),
        ):
            text = f'SUBSTITUTE({text},"{what}",{instead})'
        text = f'SUBSTITUTE({text}," "&{self._in_lower_case},"")'
        apart = f'TRIM(MID(SUBSTITUTE({text},"-",REPT(" ",99)),{{1;99}},{{99;999}}))'
        return f'VALUE(SUBSTITUTE({apart}," ","x")&"e0")'

    def amount(self, ref: str) -> str:
        """Return a tolerance in the row's own unit, in points for percentages; an error if it is none."""
        unit = f'IF({self._is_percentage},"point{END}",SUBSTITUTE({self._in_lower_case}&"{END}","s{END}","{END}"))'
        text = f'SUBSTITUTE(SUBSTITUTE(LOWER(TRIM({ref}))&"{END}","s{END}","{END}")," "&{unit},"")'
        return f'VALUE({text}&"e0")/ISERROR(FIND("-",{ref}))'

    @property
    def _is_percentage(self) -> str:
        shown = f"AND({self.says_none},{self._target_in_percent})"
        return f"OR({is_percent_word(self.text)},{is_percent_of(self.text)},{shown})"


def _says_none(ref: str) -> str:
    return is_one_of(f"TRIM({ref})", sorted(NO_VALUE))


def _percent_of_number(name: str) -> str:
    """Return the plan's own tolerance in percent; an error unless it is typed as a number and clear."""
    unclear = f"OR({name}<0,AND(NOT({shows_percent(name)}),{is_fraction(name)}))"
    return f"{points(name)}/NOT({unclear})/ISNUMBER({name})"
