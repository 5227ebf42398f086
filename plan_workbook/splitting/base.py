"""What a part said when it went out: what a return is compared with, to know what the lead changed.

It travels inside the part as text: in hidden defined names, and again in cells of the hidden Lists sheet, because each
of the two is lost in some program. `as_text` packs it, `from_text` unpacks it and notices any damage.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from plan_workbook import layout
from plan_workbook.layout import Column, Field
from plan_workbook.layout.own_columns import all_inputs
from plan_workbook.package.addresses import place_of
from plan_workbook.package.contents import Contents, Page
from plan_workbook.plan.inputs import NO_INPUT, Input, Problem, Raw
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.scale import CountsAs, Rating, Scale
from plan_workbook.reading.book import MOST_CELLS
from plan_workbook.reading.cells import Cell, Context, absent, read_cell
from plan_workbook.reading.inputs import in_its_row, unit_of
from plan_workbook.register.canonical import canonical
from plan_workbook.values.kept_copies import BASE
from plan_workbook.values.text import fold

NAME = "Part_Base"
"""What the hidden names begin with, and the heading of the column on the Lists sheet."""
LEAD_PROPERTY, PLAN_PROPERTY, PERIOD_PROPERTY = "Part Lead", "Part Plan", "Part Period"
"""The custom properties of a part."""
_VERSION = 1
_MARK = "part"
"""The beginning of each piece, so that no program takes one for a formula or a number."""
_PIECE = re.compile(rf"{_MARK} (\d{{1,5}})/(\d{{1,5}}) ([A-Za-z0-9+/=]*)")
_LARGEST = 32 << 20
"""Bytes of what is packed; a plan with the most rows takes a tenth of it."""
_IN_A_LITERAL, _LITERALS = 250, 30
"""Characters of a text in a formula, and how many such texts a name holds: Excel takes 255, and 8,192 in all."""
_IN_A_CELL = 32_000
_DIGEST = 16
_CONSTANT = re.compile(r'"([^"]*)"')


class Base(NamedTuple):
    """What a workbook said when it was handed out."""

    recommendations: tuple[Recommendation, ...]
    """With every input as it was read then: raw content, text, number format and address."""
    lead: str = ""
    """The lead that the part was made for; empty for a part without one, and for a copy of the whole master."""
    sheets: tuple[str, ...] = ()
    """The names that the part's sheets had in the master then."""
    title: str = ""
    """The title of the plan, by which a part of another plan is recognised."""
    period: str = ""
    """The reporting period for which it was handed out."""
    report_date: str = ""
    """The report date as a register has it."""
    return_by: date | None = None
    """The day by which a part was asked back, if one was given."""


def base_path(master: Path) -> Path:
    """Return the path of the copy of the master that is kept when it is handed out: ``NAME.base.xlsx``."""
    return master.with_name(f"{master.stem}{BASE}{master.suffix}")


def base_of(plan: Plan, lead: str = "", sheets: tuple[str, ...] | None = None) -> Base:
    """Return the base of a workbook as it was just read: a kept copy of the master, or an earlier return.

    Args:
        plan: the plan that was read.
        lead: the lead of the part that it is; empty for a whole master.
        sheets: the names that its sheets had in the master, in the order of its recommendations; without them, their
            own names.
    """
    return Base(
        plan.recommendations,
        lead,
        tuple(each.sheet for each in plan.recommendations) if sheets is None else sheets,
        plan.title,
        plan.text("period"),
        canonical(plan.fields["report_date"], next(f.kind for f in layout.PLAN.fields if f.key == "report_date")),
    )


def base_inside(content: bytes) -> Base | None:
    """Return the base that a workbook carries; None if it carries none, or only a damaged one.

    `content` is a workbook that was already checked, as for `read_plan`.

    Raises:
        DamagedWorkbook: a sheet has no relationship; `read_plan` refuses such a workbook too.
    """
    contents = Contents(content)
    for pieces in (_in_names(contents), _in_cells(contents)):
        text = joined(pieces)
        base = from_text(text) if text else None
        if base is not None:
            return base
    return None


def is_part(workbook: bytes | Contents) -> bool:
    """Tell whether a workbook is a part: it carries a base, even if only a damaged piece of one is left.

    `workbook` is one that was already checked, or what was opened of it.
    """
    contents = Contents(workbook) if isinstance(workbook, bytes) else workbook
    return any(True for _ in _in_names(contents)) or any(True for _ in _in_cells(contents))


# --------------------------------------------------------------------------------------------- pieces


def pieces_for_names(text: str) -> dict[str, str]:
    """Return the hidden names that hold a text, each with its formula."""
    return {
        f"{NAME}_{number}": "=" + "&".join(f'"{each}"' for each in _cut(piece, _IN_A_LITERAL))
        for number, piece in enumerate(_pieces(text, _IN_A_LITERAL * _LITERALS - 20), 1)
    }


def pieces_for_cells(text: str) -> list[str]:
    """Return the texts of the cells that hold a text."""
    return _pieces(text, _IN_A_CELL - 20)


def joined(pieces: Iterable[str]) -> str:
    """Return the text that was cut into pieces, in whatever order they are; empty if one is missing or two differ."""
    found: dict[tuple[str, str], str] = {}
    for each in pieces:
        match = _PIECE.fullmatch(each.strip())
        if match is not None and found.setdefault((match[1], match[2]), match[3]) != match[3]:
            return ""
    count = str(len(found))
    wanted = [(str(number), count) for number in range(1, len(found) + 1)]
    return "".join(found[each] for each in wanted) if found.keys() == {*wanted} else ""


def _pieces(text: str, length: int) -> list[str]:
    cut = _cut(text, length)
    return [f"{_MARK} {number}/{len(cut)} {each}" for number, each in enumerate(cut, 1)]


def _cut(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(0, len(text), length)]


def _in_names(contents: Contents) -> Iterator[str]:
    """Yield the pieces in defined names, which some programs make names of a sheet."""
    ours = fold(NAME)
    for names in (contents.names, *(page.names for page in contents.pages)):
        for name, formula in names.items():
            if fold(name).startswith(ours):
                yield "".join(_CONSTANT.findall(formula))


def _in_cells(contents: Contents) -> Iterator[str]:
    """Yield the pieces in cells of the Lists sheet, or of another hidden one if it was renamed."""
    for page in sorted(contents.pages, key=lambda page: fold(page.title) != fold(layout.LISTS_SHEET)):
        if page.hidden or fold(page.title) == fold(layout.LISTS_SHEET):
            found = list(_on_page(contents, page))
            if found:
                yield from found
                return


def _on_page(contents: Contents, page: Page) -> Iterator[str]:
    for cell in contents.cells(page, MOST_CELLS).cells:
        if isinstance(cell.value, str) and _PIECE.fullmatch(cell.value.strip()):
            yield cell.value


# --------------------------------------------------------------------------------------------- the text


def as_text(base: Base, context: Context) -> str:
    """Return a base as a text of letters and digits; the same base gives the same text.

    `context` holds the facts about the plan that its inputs were read with.
    """
    packing = _Packing()
    said = {
        "version": _VERSION,
        "lead": base.lead,
        "sheets": base.sheets,
        "title": base.title,
        "period": base.period,
        "report_date": base.report_date,
        "return_by": base.return_by.isoformat() if base.return_by else None,
        "scale": [[getattr(rating, key) for key in _OF_A_RATING] for rating in context.scale.ratings],
        "people": sorted(context.people),
        **({"posts": sorted(context.posts)} if context.posts else {}),
        "calendar": context.calendar_quarters,
        "judged": context.report_date.isoformat() if context.report_date else None,
        "recommendations": [packing.recommendation(each) for each in base.recommendations],
        "formats": list(packing.formats),
    }
    packed = zlib.compress(json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode(), 9)
    return sha256(packed).hexdigest()[:_DIGEST] + base64.b64encode(packed).decode()


def from_text(text: str) -> Base | None:
    """Return the base that a text holds; None if the text was damaged, or this version can't read it."""
    try:
        packed = base64.b64decode(text[_DIGEST:], validate=True)
        if sha256(packed).hexdigest()[:_DIGEST] != text[:_DIGEST]:
            return None
        unpacking = zlib.decompressobj()
        said = json.loads(unpacking.decompress(packed, _LARGEST))
        return _Unpacking(said).base() if said["version"] == _VERSION else None
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, zlib.error):
        return None  # somebody made it by hand


_OF_A_RATING = ("code", "label", "counts_as", "progress", "confidence", "colour")
_ABSENT, _ERROR = "absent", "error"


class _Packing:
    """Turns inputs into lists of what their cells hold; each number format is kept once."""

    def __init__(self) -> None:
        self.formats: dict[str, int] = {}

    def recommendation(self, each: Recommendation) -> list[object]:
        return [
            each.sheet,
            self._inputs(each.inputs),
            [self._input(paragraph) for paragraph in each.progress],
            *([[row.row, self._inputs(row.inputs)] for row in each.rows(key)] for key in ("indicators", "actions")),
            *self._further(each),
        ]

    def _further(self, each: Recommendation) -> list[object]:
        """Return its paragraphs in tables that not every plan has, by their keys; nothing if there are none."""
        keys = (table.key for table in layout.PARAGRAPHS if table.only_if_used and each.paragraphs(table.key))
        said = {key: [self._input(paragraph) for paragraph in each.paragraphs(key)] for key in keys}
        return [said] if said else []

    def _inputs(self, inputs: Mapping[str, Input[Any]]) -> dict[str, object]:
        return {key: self._input(read) for key, read in inputs.items() if read is not NO_INPUT}

    def _input(self, read: Input[Any]) -> list[object]:
        raw: object = {"date": read.raw.isoformat()} if isinstance(read.raw, datetime) else read.raw
        said: list[object] = [read.cell, raw, self.formats.setdefault(read.number_format, len(self.formats))]
        noted = {Problem.ABSENT: _ABSENT, Problem.FORMULA_ERROR: _ERROR}.get(read.problem) if read.problem else None
        return [*said, noted] if noted else said


class _Unpacking:
    """Turns those lists into inputs, by the reader that read them at first, so that nothing can disagree."""

    def __init__(self, said: Any) -> None:
        self._said = said
        self._formats = [str(each) for each in said["formats"]]
        scale = [dict(zip(_OF_A_RATING, each, strict=True)) for each in said["scale"]]
        ratings = [{**each, "counts_as": CountsAs(each["counts_as"]) if each["counts_as"] else None} for each in scale]
        self._context = Context(
            Scale(tuple(Rating(**each) for each in ratings)),
            frozenset(map(str, said["people"])),
            bool(said["calendar"]),
            date.fromisoformat(said["judged"]) if said["judged"] else None,
            frozenset((str(name), str(post)) for name, post in said.get("posts", ())),
        )

    def base(self) -> Base:
        said = self._said
        return Base(
            tuple(self._recommendation(*each) for each in said["recommendations"]),
            str(said["lead"]),
            tuple(map(str, said["sheets"])),
            str(said["title"]),
            str(said["period"]),
            str(said["report_date"]),
            date.fromisoformat(said["return_by"]) if said.get("return_by") else None,
        )

    def _recommendation(
        self,
        sheet: str,
        fields: Any,
        progress: Sequence[Any],
        indicators: Sequence[Any],
        actions: Sequence[Any],
        further: Mapping[str, Sequence[Any]] = MappingProxyType({}),
    ) -> Recommendation:
        reads = {
            table.key: tuple(
                self._row(table.inputs, sheet, {layout.PARAGRAPH: each})[layout.PARAGRAPH]
                for each in {layout.PROGRESS.key: progress, **further}.get(table.key, ())
            )
            for table in layout.PARAGRAPHS
        }
        return Recommendation(
            str(sheet),
            self._row(layout.RECOMMENDATION.fields, sheet, fields),
            progress=reads["progress"],
            indicator_rows=tuple(
                Indicator(sheet, int(row), self._row(all_inputs(layout.INDICATORS, each), sheet, each))
                for row, each in indicators
            ),
            actions=tuple(
                Action(sheet, int(row), self._row(all_inputs(layout.ACTIONS, each), sheet, each))
                for row, each in actions
            ),
            impact=reads["impact"],
            next_steps=reads["next_steps"],
        )

    def _row(self, declared: Sequence[Field | Column], sheet: str, said: Mapping[str, Any]) -> dict[str, Input[Any]]:
        cells = {key: self._cell(sheet, *each) for key, each in said.items()}
        unit = unit_of(cells)
        inputs: dict[str, Input[Any]] = {}
        for each in declared:
            cell = cells.get(each.key)
            if cell is None:
                inputs[each.key] = NO_INPUT
            elif said[each.key][3:] == [_ABSENT]:
                inputs[each.key] = absent(sheet, cell.address)
            else:
                inputs[each.key] = read_cell(cell, each.kind, self._context, unit)
        return in_its_row(inputs)

    def _cell(self, sheet: str, address: str, stored: Any, number_format: int, noted: str = "") -> Cell:
        if address:
            place_of(address)  # raises ValueError if it is not an address
        raw = datetime.fromisoformat(stored["date"]) if isinstance(stored, dict) else cast("Raw", stored)
        if not isinstance(raw, str | int | float | datetime | None):
            raise TypeError("not the content of a cell")
        return Cell(sheet, address, raw, self._formats[number_format], noted == _ERROR)
