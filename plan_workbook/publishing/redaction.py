"""Makes a plan fit to be published: without people, internal notes and email addresses.

Everything that is published is made from this, and from nothing else in the workbook, so nothing that is left out here
can appear in any format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

from plan_workbook import layout
from plan_workbook.layout.own_columns import all_inputs
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Indicator, Plan
from plan_workbook.values.disguised_address import (
    AN_AT,
    CODED_AT,
    DISGUISED,
    has_a_coded_at,
    has_an_at,
    undisguised,
)
from plan_workbook.values.email_address import BEGINS_LIKE_ONE, LOOKS_LIKE_ONE
from plan_workbook.values.text import fold, seen, tidy

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
"""Characters that no document can hold, because XML 1.0 does not allow them."""
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
"""Invisible characters that web pages put into addresses so that they can break over lines."""
LEFT_OUT = "[address left out]"
"""The replacement for an email address that is not that of a person on the Plan sheet."""
_QUOTE = re.compile(r"((?<!\w)')")
"""The mark before a quotation in a message; the one in ``o'neil@example.gov.uk`` is not one."""


@dataclass(frozen=True)
class Redacted:
    """A plan that may be published, and the cells from which an email address was removed."""

    plan: Plan
    addresses: tuple[str, ...]
    """Such as ``R03!C12``, in the order of the workbook, each once."""


def redacted(plan: Plan) -> Redacted:
    """Return the plan without its people, accepted findings, observations about the workbook, and struck-through words.

    Sheets get the names they would have in a new workbook. An email address in a text becomes the name or post that the
    Plan sheet gives for it, or `LEFT_OUT`.
    """
    taken: set[str] = {fold(title) for title in (layout.SUMMARY, *layout.LIST_NAMES)}
    cleaner = _Cleaner(plan)
    for each in plan.recommendations:
        name = layout.sheet_name(tidy(cleaner.clean(each.number.text)), taken)
        cleaner.names[each.sheet] = name
        taken.add(name.casefold())
    cleaned = replace(
        plan,
        fields=cleaner.clean(plan.fields),
        scale=cleaner.clean(plan.scale),
        recommendations=cleaner.clean(plan.recommendations),
        history=plan.history.with_texts(cleaner.clean),
        ratings=(),
        people=(),
        accepted=(),
        severities=(),
        observations=(),
        remarks=(),
        sheets=(),
        summary_sheet=None,
        checks_sheet=None,
        list_sheets={},
    )
    return Redacted(cleaned, tuple(dict.fromkeys(cleaner.cells)))


def published_cells(plan: Plan) -> dict[str, frozenset[str]]:
    """Return the addresses of the cells whose content is published, by the title of their sheet."""
    reads: list[Input[Any]] = [plan.fields[each.key] for each in layout.PLAN.fields if each.published]
    reads += [read for row in plan.ratings for read in row.inputs.values()]
    for each in plan.recommendations:
        reads += [each.inputs[field.key] for field in layout.RECOMMENDATION.fields if field.published]
        reads += each.all_paragraphs
        for table in (layout.INDICATORS, layout.ACTIONS):
            rows = each.rows(table.key)
            keys = [column.key for column in all_inputs(table, rows[0].inputs if rows else ()) if column.published]
            reads += [row.inputs[key] for row in rows for key in keys]
    found: dict[str, set[str]] = {}
    for read in reads:
        if read.typed and read.standing != "":
            found.setdefault(read.sheet, set()).add(read.cell)
    return {sheet: frozenset(cells) for sheet, cells in found.items()}


def without_addresses(plan: Plan) -> Callable[[str], str]:
    """Return a function that takes email addresses out of a message, even if only the beginning is quoted."""
    cleaner = _Cleaner(plan)

    def cleaned(text: str) -> str:
        if not has_an_at(text):
            return str(cleaner.clean(text))
        return "".join(BEGINS_LIKE_ONE.sub(LEFT_OUT, cleaner.clean(part)) for part in _QUOTE.split(text))

    return cleaned


def without_any_address(text: str) -> str:
    """Return a message about a file without a plan, in which nobody's address is known, without email addresses."""
    plain = CODED_AT.sub("@", text)
    bare = BEGINS_LIKE_ONE.sub(LEFT_OUT, DISGUISED.sub(LEFT_OUT, LOOKS_LIKE_ONE.sub(LEFT_OUT, plain)))
    return text if bare == plain else bare


class _Cleaner:
    """Cleans everything that was read."""

    def __init__(self, plan: Plan) -> None:
        self.names: dict[str, str] = {}
        """The new name of each sheet."""
        self.cells: list[str] = []
        self._owners = {
            fold(address): tidy(row.text("name")) or tidy(row.text("role"))
            for row in reversed(plan.people)
            for address in (row.text("email"), *LOOKS_LIKE_ONE.findall(row.text("email")))  # Jo Bloggs <jo@x.gov.uk>
            if "@" in address
        }
        known = [_however_typed(address) for address in sorted(self._owners, key=len, reverse=True)]
        self._known = re.compile("|".join(known), re.IGNORECASE) if known else None
        self._found = False

    def clean(self, value: Any) -> Any:
        """Return the same with every text cleaned and every sheet renamed."""
        if isinstance(value, Input):
            return self._input(value)
        if isinstance(value, str) and not isinstance(value, Enum):
            return self._text(value)
        if isinstance(value, tuple):
            parts = [self.clean(each) for each in value]
            return value._make(parts) if hasattr(value, "_make") else tuple(parts)  # a band stays one
        if isinstance(value, dict):
            return {key: self.clean(each) for key, each in value.items()}
        if isinstance(value, Indicator) and value.states_none:  # it would count without its words
            value = replace(value, inputs={key: replace(each, standing=None) for key, each in value.inputs.items()})
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{each.name: self._field(value, each.name) for each in fields(value)})
        return value

    def _field(self, owner: Any, name: str) -> Any:
        value = getattr(owner, name)
        return self.names.get(value, value) if name == "sheet" else self.clean(value)

    def _input(self, read: Input[Any]) -> Input[Any]:
        self._found = False
        if read.standing is not None:
            value = read.value if isinstance(read.value, tuple) else read.standing or None
            read = replace(read, raw=read.standing or None, text=read.standing, value=value, standing=None)
        cleaned = replace(
            read,
            raw=self.clean(read.raw),
            value=self.clean(read.value),
            text=self._text(read.text),
            unit=self.clean(read.unit),
            sheet=self.names.get(read.sheet, read.sheet),
            number_format="",  # it may hold words of its own, and what it shows is in the text
        )
        if self._found and read.sheet:
            self.cells.append(f"{read.sheet}!{read.cell}")
        return cleaned

    def _text(self, text: str) -> str:
        text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        if has_an_at(text):
            text = self._without(text.translate(_UNSEEN).replace("mailto:", ""))
        if not text.isascii() or has_a_coded_at(text):
            # A disguised address works again once somebody copies it; a text without one stays as it was typed.
            plain = unicodedata.normalize("NFKC", "".join(c for c in seen(text) if unicodedata.category(c) != "Cf"))
            plain = CODED_AT.sub("@", plain)
            bare = self._without(plain)
            return text if bare == plain else bare
        return text

    def _without(self, text: str) -> str:
        text = DISGUISED.sub(self._owner, LOOKS_LIKE_ONE.sub(self._owner, text))
        return self._known.sub(self._owner, text) if self._known is not None else text

    def _owner(self, found: re.Match[str]) -> str:
        address = fold(undisguised(found[0]))
        owner = self._owners.get(address, "")
        self._found = True
        return owner if owner and "@" not in owner else LEFT_OUT


def _however_typed(address: str) -> str:
    """Return the pattern of an address on the Plan sheet, also with spaces, line breaks or brackets around its @."""
    return f"(?:{AN_AT.pattern})".join(map(re.escape, address.split("@")))
