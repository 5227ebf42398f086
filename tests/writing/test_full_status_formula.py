"""The Status formula for targets, floors, bands and points says what the tool says; LibreOffice works it out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from plan_workbook.layout import Kind
from plan_workbook.plan.choices import Better
from plan_workbook.plan.model import Indicator
from plan_workbook.plan.status import PIStatus, pi_status, terms_of
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.reading.inputs import in_its_row, unit_of
from plan_workbook.writing.full_status_formula import full_status

COLUMNS = {
    "unit": Kind.UNIT,
    "better": Kind.BETTER,
    "target": Kind.TARGET,
    "target_now": Kind.TARGET,
    "floor": Kind.NUMBER,
    "tolerance": Kind.TOLERANCE,
    "previous": Kind.NUMBER,
    "actual": Kind.NUMBER,
}
CELLS = {key: f"${letter}{{}}" for key, letter in zip(COLUMNS, "ABCDEFGH", strict=True)}
DEFAULT = Decimal(10)
ROWS = 2_000

Typed = tuple[Any, str]
"""What is in a cell, and its number format."""
BLANK: Typed = (None, "General")


def shown(value: Decimal, unit: str) -> Typed:
    """A figure as people type it and Excel keeps it."""
    return (float(value / 100), "0.00%") if unit.startswith("%") else (float(value), "General")


def spelt(value: Decimal, unit: str) -> str:
    return f"{value.normalize():f}" + {"%": "%", "days": " days"}.get(unit, "")


def row_of(chance: random.Random) -> dict[str, Typed]:
    """One row of Indicators; its actual is at the edge of something every other time."""
    unit = chance.choice(["%", "%", "days", "number", "% of reviews", "\u00a3"])
    better = chance.choice(
        [Better.HIGHER, Better.LOWER] * 4 + [Better.BAND] * 5 + [Better.MONITOR, "", " band ", "lower"]
    )
    figure = lambda low=0, high=120: Decimal(chance.randint(low * 10, high * 10)) / chance.choice([1, 10, 10])  # noqa: E731
    target, now, floor = figure(), figure(), figure()
    row = dict.fromkeys(COLUMNS, BLANK) | {"unit": (unit, "General"), "better": (better, "General")}
    edges = [target]
    if str(better).strip().lower() == "band":
        low, high = sorted((figure(), figure()))
        way = chance.choice(["{} to {}", "{}-{}", "{} - {}", "{} \u2013 {}", "{}-{}"])
        row["target"] = (way.format(*(spelt(each, unit) for each in (low, high))), "General")
        if chance.random() < 0.15:
            row["target"] = chance.choice(
                [shown(target, unit), BLANK, ("80-90-95", "General"), ("about 80", "General")]
            )
        edges = [low, high]
    elif chance.random() < 0.9:
        row["target"] = shown(target, unit) if chance.random() < 0.8 else (spelt(target, unit), "General")
    if chance.random() < 0.4:
        row["target_now"] = chance.choice(
            [shown(now, unit)] * 8 + [("-", "General"), ("n/a", "General"), ("soon", "General")]
        )
        edges = edges if str(better).strip().lower() == "band" else [now, target]
    if chance.random() < 0.4:
        row["floor"] = chance.choice(
            [shown(floor, unit)] * 8 + [(spelt(floor, unit), "General"), ("-", "General"), ("low", "General")]
        )
        edges.append(floor)
    size = Decimal(chance.choice([0, 1, 2, 3, 5, "2.5", 10]))
    own = "points" if unit.startswith("%") else unit
    share, amount = Decimal(chance.choice([0, 5, 10, "12.5"])), Decimal(0)
    match chance.randint(0, 5):
        case 0 | 1:
            share = DEFAULT
        case 2:
            row["tolerance"] = (float(share / 100), "0.0%")
        case 3:
            row["tolerance"] = (f"{share}%", "General")
        case 4 | 5 if own not in ("number", "\u00a3"):
            word = own[:-1] if size == 1 else own
            row["tolerance"], share, amount = (f"{size} {word}", "General"), Decimal(0), size
        case _:
            share = DEFAULT
            row["tolerance"] = ("-", "General")
    actual = figure()
    if chance.random() < 0.7:
        edge = chance.choice(edges)
        beyond = chance.choice([0, 1, 1]) * (share * abs(edge) / 100 + amount)
        actual = edge + chance.choice([-1, 1]) * beyond + Decimal(chance.choice([0, 0, 0, "0.01", "-0.01"]))
    row["actual"] = shown(actual, unit)
    if chance.random() < 0.08:
        row["actual"] = chance.choice(
            [BLANK, ("-", "General"), ("Qtr 2 41%", "General"), (spelt(figure(), unit), "General")]
        )
    return row


def rows() -> Iterator[dict[str, Typed]]:
    chance = random.Random(18)
    for _ in range(ROWS):
        yield row_of(chance)


def judged(row: dict[str, Typed]) -> PIStatus:
    """What the tool says of a row that it reads from cells."""
    cells = {key: Cell("R01", "A1", raw, number_format) for key, (raw, number_format) in row.items()}
    unit = unit_of(cells)
    inputs: dict[str, Any] = {key: read_cell(cells[key], kind, Context(), unit) for key, kind in COLUMNS.items()}
    read = Indicator("R01", 1, in_its_row(inputs))
    return pi_status(read.actual.value, terms_of(read, DEFAULT))


def by_formula(found: list[dict[str, Typed]], recalculate: Any, *, default: bool = True) -> list[str]:
    """What the formula says of each row, with no Checks sheet to tell it anything; without the plan's own tolerance,
    there is a blank cell."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        sheet, settings = workbook.add_worksheet("R01"), workbook.add_worksheet("Plan")
        formats = {each: workbook.add_format({"num_format": each}) for each in ("General", "0.00%", "0.0%", "0%")}
        if default:
            settings.write_number(0, 0, float(DEFAULT / 100), formats["0%"])
        workbook.define_name("Default_Tolerance", "=Plan!$A$1")
        for number, row in enumerate(found, 1):
            for column, (raw, number_format) in enumerate(row.values()):
                if raw is not None:
                    sheet.write(number, column, raw, formats[number_format])
            formula = full_status({key: place.format(number + 1) for key, place in CELLS.items()})
            sheet.write_formula(number, len(row), f"={formula}", None, "")
    done = openpyxl.load_workbook(BytesIO(recalculate(content.getvalue())), data_only=True)["R01"]
    return [done.cell(number + 1, len(COLUMNS) + 1).value for number in range(1, len(found) + 1)]


@pytest.mark.programs
def test_for_two_thousand_rows_the_sheet_says_what_the_tool_says(saved_by_libreoffice):
    found = list(rows())
    expected = [judged(row).value for row in found]
    said = by_formula(found, saved_by_libreoffice)
    without = by_formula(found[:200], saved_by_libreoffice, default=False)
    different = [(row, mine, theirs) for row, mine, theirs in zip(found, expected, said, strict=True) if mine != theirs]
    assert not different, different[:5]
    assert without == expected[:200]
    assert min(expected.count(status.value) for status in PIStatus) > ROWS // 60


def test_the_rows_have_every_combination_of_what_a_status_follows_from():
    found = list(rows())
    bands = sum(str(row["better"][0]).strip().lower() == "band" for row in found)
    both = sum(row["target_now"] != BLANK and row["floor"] != BLANK for row in found)
    points = sum("point" in str(row["tolerance"][0]) for row in found)
    assert min(bands, both, points) > ROWS // 10


def test_the_formula_stays_within_the_limits_of_excel_2010():
    formula = full_status({key: place.format(1_048_576) for key, place in CELLS.items()})
    bare = re.sub('"[^"]*"', "", formula)
    depth = [bare[:at].count("(") - bare[:at].count(")") for at in range(len(bare))]
    assert len(formula) < 7_800
    assert max(depth) <= 60
    assert set(re.findall(r"[A-Z]+(?=\()", bare)) <= {
        *("ABS", "AND", "CELL", "COUNT", "FIND", "IF", "IFERROR", "ISERROR", "ISLOGICAL", "ISNUMBER", "LEFT", "LN"),
        *("LOOKUP", "LOWER", "MID", "NOT", "OR", "REPT", "RIGHT", "ROUND", "SEARCH", "SUBSTITUTE", "SUMPRODUCT"),
        *("TRIM", "VALUE"),
    }
