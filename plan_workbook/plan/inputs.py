"""One cell that somebody fills in, and what it was read as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, Self, SupportsIndex, TypeVar, overload

from plan_workbook.values.text import fold, says_no_value

T = TypeVar("T")
OWN = ": "
"""In the key of a column of your own, between its table and its heading; no other key has it."""

Raw = str | int | float | bool | datetime | None
"""The values that a cell can have."""


class Problem(StrEnum):
    """Why a cell could not be read, or not without doubt."""

    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    """A number below 1 in a percentage indicator's cell that is not formatted as a percentage: no value is read."""
    UNFORMATTED = "unformatted"
    """A number of 1 or more in such a cell: read as a percentage, with a note."""
    OTHER_UNIT = "other unit"
    """A number in another unit than that of its row: no value is read."""
    FORMAT_UNCLEAR = "format unclear"
    """A number that its number format shows as something else, or in thousands without saying so: no value is read."""
    FORMULA_ERROR = "formula error"
    """``#REF!``, ``#N/A`` and the like."""
    ABSENT = "absent"
    """The field or column itself can't be found; one finding says so, and there are no others about its cells."""


@dataclass(frozen=True, init=False)
class Input(Generic[T]):
    """One cell that somebody fills in.

    `raw` is the content of the cell, `text` the content as shown on the sheet (``41%`` for a stored 0.41 in a
    percentage cell), `value` the value that was read (None if there is none), and `sheet` and `cell` (A1) are the
    address at the time of reading.
    """

    raw: Raw
    value: T | None
    sheet: str
    cell: str
    text: str = ""
    problem: Problem | None = None
    unit: str | None = None
    """For numbers: the unit that the cell itself shows (``%``, ``days``)."""
    formula: bool = False
    """The cell holds a formula; its saved value was read."""
    number_format: str = ""
    """The cell's number format, with which `raw` reads as `text`; empty if there is no cell."""
    standing: str | None = None
    """Of words: what is left without those that are struck through, which are not published; None if none are."""

    def __init__(
        self,
        raw: Raw,
        value: T | None,
        sheet: str,
        cell: str,
        text: str = "",
        problem: Problem | None = None,
        unit: str | None = None,
        formula: bool = False,
        number_format: str = "",
        standing: str | None = None,
    ) -> None:
        """Take everything at once: a workbook has thousands, and one attribute after the other takes twice as long."""
        self.__dict__.update(
            raw=raw,
            value=value,
            sheet=sheet,
            cell=cell,
            text=text,
            problem=problem,
            unit=unit,
            formula=formula,
            number_format=number_format,
            standing=standing,
        )

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        """Return what another process needs to make it again; there is only one `NO_INPUT` in each."""
        return "NO_INPUT" if self is NO_INPUT else super().__reduce_ex__(protocol)

    @property
    def given(self) -> bool:
        """Tell whether the cell has any content, readable or not, apart from a way of saying that there is no value."""
        if self.value is not None or self.problem is not None:
            return True
        return self.raw is not None and not says_no_value(self.text)

    @property
    def there(self) -> bool:
        """Tell whether there is content to compare: not if the column can't be found, or the cell holds an error."""
        return self.given and self.problem not in (Problem.ABSENT, Problem.FORMULA_ERROR)

    @property
    def compared(self) -> str | None:
        """The text in the form in which cells are compared; None if there is nothing to compare."""
        return fold(self.text) if self.there else None

    @property
    def typed(self) -> bool:
        """Tell whether the cell has any content at all."""
        return self.raw is not None and (self.problem is not None or bool(self.text.strip()))


NO_INPUT: Input[Any] = Input(None, None, "", "")
"""The input for which a workbook has no cell, and need not have one."""


class RowInputs(dict[str, Input[Any]]):
    """The inputs of a row by their keys, in which a column of your own that the plan does not have is a blank cell.

    So what a rule of your own works out about a row goes through plans without the column. The capitals of a heading
    don't matter.
    """

    def __missing__(self, key: str) -> Input[Any]:
        """Return the input of a column of your own that has no such key.

        Raises:
            KeyError: it is not the key of a column of your own.
        """
        if OWN not in key:
            raise KeyError(key)
        wanted = fold(key)
        return next((read for own, read in self.items() if fold(own) == wanted), NO_INPUT)


class NamedInput(Generic[T]):
    """An attribute of a row or a recommendation: the input whose key is the attribute's name."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._key = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: _HasInputs, owner: type) -> Input[T]: ...

    def __get__(self, instance: _HasInputs | None, owner: type) -> Self | Input[T]:
        """Return the input; the instance keeps it, as with `cached_property`, because each is asked for ten times."""
        if instance is None:
            return self
        read: Input[T] = instance.inputs[self._key]
        vars(instance)[self._key] = read
        return read


class _HasInputs(Protocol):
    @property
    def inputs(self) -> Mapping[str, Input[Any]]: ...
