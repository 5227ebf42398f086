"""The parts of formulas that read an indicator's figures as the tool does: its unit, numbers, percentages, texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plan_workbook.values.text import NO_VALUE
from plan_workbook.values.units import PERCENT_WORDS

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
END = "|"
"""Stands at the ends of a text, and where the digits of a whole number end."""
_THOUSANDS = tuple(f"{END}{'?' * first}{',???' * groups}{END}" for groups in (1, 2) for first in (1, 2, 3))
_PERCENT_OF = ("% ", "per cent ", "percent ", "percentage")
"""How a unit begins that figures in percent belong to: ``% of reviews``."""
_GENERAL_CELL = "$A$1"
"""The sheet's title: a cell whose format is General, and which nobody can change."""
POUND = "\u00a3"


class Unit:
    """The unit of a row, in which its figures are read."""

    def __init__(self, text: str, figures: Mapping[str, str]) -> None:
        """Start from the text of the Unit cell, and the cells of the figures by their columns."""
        self.text, self.figures = text, figures
        self.says_none = is_one_of(text, sorted(NO_VALUE))

    def figure(self, key: str) -> str:
        """Return the figure in a column, a percentage in points; an error if it can't be read."""
        ref = self.figures[key]
        text = f"LOWER({ref})"
        for char, instead in _SEEN_AS:
            text = f'SUBSTITUTE({text},"{char}","{instead}")'
        text = f"TRIM({text})"
        money = f'IF({self.text}="{POUND}","","x")'
        value = value_of(f'SUBSTITUTE({_without(text, f"LOWER({self._words_after(ref)})")},"{POUND}",{money})')
        fraction = is_fraction(f"IF(ISNUMBER({ref}),{ref},{value_of(text)})")
        unclear = f"IF({shows_percent(ref)},{self.is_no_percentage},AND({self.in_percent(key)},{fraction}))"
        return f"IF(ISNUMBER({ref}),{points(ref)},{value}/{_is_parted_well(ref)})/NOT({unclear})"

    def in_percent(self, but: str) -> str:
        """Return the condition that a number of the row is a percentage; its own column, `but`, is not asked."""
        others = ",".join(shows_percent(other) for each, other in self.figures.items() if each != but)
        return f"OR({is_percent_word(self.text)},AND({self.says_none},OR({others})))"

    @property
    def is_no_percentage(self) -> str:
        """Return the condition that no figure of the row can be a percentage."""
        is_one = f"OR({is_percent_word(self.text)},{is_percent_of(self.text)})"
        return f"IF({self.says_none},{_has_words(self.figures['target'])},NOT({is_one}))"

    def _words_after(self, ref: str) -> str:
        """Return the words that may follow a figure: those of the Unit cell, or else those after the target or itself.

        The latter are a unit only if they are in the plural.
        """
        target = self.figures["target"]
        typed = f"TRIM({ref})" if ref == target else f"TRIM(IF({_has_words(target)},{target},{ref}))"
        after = f'MID({typed},FIND(" ",{typed}&" ")+1,99)'
        return f'IF({self.says_none},IF({_has_words(typed)},{after},""),{self.text})'


def _without(text: str, words: str) -> str:
    """Return a text without these words at its end, in the singular or the plural."""
    both = (f'SUBSTITUTE({each}&"{END}","s{END}","{END}")' for each in (text, words))
    return 'SUBSTITUTE(SUBSTITUTE({}," "&{},""),"{}","")'.format(*both, END)


def percent(ref: str) -> str:
    """Return the tolerance in a cell, in percent; an error if it can't be read, or is below zero."""
    value = value_of(f'TRIM(SUBSTITUTE({ref},"\u200b",""))')
    unclear = f"OR({ref}<0,AND(NOT({shows_percent(ref)}),{is_fraction(ref)}))"
    plain = f'AND(ISERROR(FIND("-",{ref})),OR({shows_percent(ref)},NOT({is_fraction(value)})))'
    return f"IF(ISNUMBER({ref}),{points(ref)}/NOT({unclear}),{value}/{plain})"


def points(ref: str) -> str:
    """Return a number with a percentage in points; an error if it is a date or a truth value.

    CELL gives D1 and so on for a date in Excel and G for General; LibreOffice gives G for a date and F0 for General.
    """
    shown = f'LEFT(CELL("format",{ref}))'
    date = f'{shown}=IF(CELL("format",{_GENERAL_CELL})="G","D","G")'
    return f'{ref}*IF({shown}="P",100,1)/NOT(OR(ISLOGICAL({ref}),{date}))'


def is_percent_word(text: str) -> str:
    """Return the condition that a unit is a percentage."""
    return is_one_of(text, sorted(PERCENT_WORDS))


def is_percent_of(text: str) -> str:
    """Return the conditions that a unit begins with one of the words for a percentage of something."""
    return f'LEFT({text}&" ",{array_of(map(len, _PERCENT_OF))})={array_of(_PERCENT_OF)}'


def is_fraction(value: str) -> str:
    """Return the condition that a number is between 0 and 1, or -1: its logarithm is below 0."""
    return f"IFERROR(LN(ABS({value}))<0,FALSE)"


def shows_percent(ref: str) -> str:
    """Return the condition that a cell shows a percent sign."""
    return f'IF(ISNUMBER({ref}),LEFT(CELL("format",{ref}))="P",ISNUMBER(FIND("%",{ref})))'


def _has_words(text: str) -> str:
    """Return the condition that a text ends with words in the plural."""
    return f'RIGHT({text})="s"'


def value_of(text: str) -> str:
    """Return the number that a trimmed text is, with a percent sign or without; an error if it is none.

    The exponent keeps out what is no number of itself: a date, nothing, a number with an exponent. A space within the
    text is made a letter, so that no program passes over it. NUMBERVALUE, which needs no locale, would be lost: its
    name is stored with a prefix, which SheetJS drops.
    """
    bare = f'TRIM(SUBSTITUTE(SUBSTITUTE({text}&"{END}","%{END}",""),"{END}",""))'
    return f'VALUE(SUBSTITUTE(SUBSTITUTE({bare}," ","x"),",","")&"e0")'


def _is_parted_well(ref: str) -> str:
    """Return the condition that every comma of a number in a text is between thousands."""
    ended = f'"{END}"&{ref}&"{END}"'
    for each in (".", " ", "%"):
        ended = f'SUBSTITUTE({ended},"{each}","{END}")'
    parted = f'COUNT(SEARCH({array_of(_THOUSANDS)},{ended}))>COUNT(SEARCH({{",?,",",??,"}},{ref}))'
    return f'OR(ISERROR(FIND(",",{ref})),{parted})'


def is_one_of(text: str, words: Iterable[str]) -> str:
    """Return the condition that a text is one of these words."""
    return f"OR({text}={array_of(words)})"


def array_of(values: Iterable[str | int]) -> str:
    """Return an array of texts and numbers as a formula has it."""
    return "{" + ",".join(f'"{each}"' if isinstance(each, str) else str(each) for each in values) + "}"
