"""Drives LibreOffice through a list of jobs; run by a Python that has `uno`, not by the tests' own.

    python libreoffice_session.py SOFFICE PROFILE JOBS.json

A job opens `source`, with `password` if it has one, does what `edit` names, works every formula out again, and stores
to `target` (xlsx, or pdf, which documents of Word become too), with the same password; of a pdf only `pages`, if it
says so. `then` has what is done next with the workbook as it is by then, which takes less than to open it again. A job
with a `wrong` password only says in `target` whether it opens.
In place of the file of jobs, `-` takes them one by one, a line each, and says `done` after each.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.lang import Locale
from com.sun.star.util import NumberFormat

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".pdf": "calc_pdf_Export"}
WRITER = "writer_pdf_Export"


def main(soffice: str, profile: str, jobs: str) -> None:
    pipe = f"plan-workbook-{os.getpid()}"
    office = subprocess.Popen(
        [
            soffice,
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={url(profile)}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        desktop = connected(pipe, office)
        if jobs == "-":
            for line in sys.stdin:
                do(desktop, json.loads(line))
                sys.stdout.write("done\n")
                sys.stdout.flush()
        else:
            for job in json.loads(Path(jobs).read_text()):
                do(desktop, job)
        desktop.terminate()
        office.wait(30)
    finally:
        if office.poll() is None:
            office.kill()


def connected(pipe: str, office: subprocess.Popen[bytes]) -> object:
    """Wait until LibreOffice listens."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    deadline = time.monotonic() + 180
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except Exception:
            if time.monotonic() > deadline or office.poll() not in (None, 0, 81):
                raise
            time.sleep(0.1)


def opens(desktop: object, job: dict[str, str]) -> bool:
    """Tell whether a workbook opens with the password that a job calls wrong."""
    try:
        document = desktop.loadComponentFromURL(
            url(job["source"]), "_blank", 0, (option("Hidden", True), option("Password", job["wrong"]))
        )
    except Exception:
        return False
    if document is not None:
        document.close(True)
    return document is not None


def do(desktop: object, job: dict[str, str]) -> None:
    if "wrong" in job:
        Path(job["target"]).write_text("it opens" if opens(desktop, job) else "it does not open")
        return
    given = [option("Password", job["password"])] if "password" in job else []
    document = desktop.loadComponentFromURL(url(job["source"]), "_blank", 0, (option("Hidden", True), *given))
    try:
        for step in (job, *job.get("then", ())):
            work(document, step)
    finally:
        document.close(True)


def work(document: object, job: dict[str, str]) -> None:
    """Edit a workbook that is open, and store or describe it."""
    if "insert" in job:
        insert(document, *job["insert"])
    if job.get("edit"):
        EDITS[job["edit"]](document)
    if job["target"].endswith(".json"):
        Path(job["target"]).write_text(json.dumps(described(document)))
        return
    kind = WRITER
    if document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        document.calculateAll()
        kind = FILTERS[Path(job["target"]).suffix]
    document.storeToURL(url(job["target"]), (option("FilterName", kind), *encrypted(job), *some_pages(job)))


def some_pages(job: dict[str, str]) -> list[object]:
    """Return what has only some pages printed."""
    if "pages" not in job:
        return []
    only = uno.Any("[]com.sun.star.beans.PropertyValue", (option("PageRange", job["pages"]),))
    return [option("FilterData", only)]


def encrypted(job: dict[str, str]) -> list[object]:
    """Return what has an xlsx stored with a password; for storing, the plain option is not enough."""
    if "password" not in job:
        return []
    words = []
    for name, value in (("CryptoType", "StrongEncryptionDataSpace"), ("OOXPassword", job["password"])):
        words.append(NamedValue())
        words[-1].Name, words[-1].Value = name, value
    return [option("EncryptionData", uno.Any("[]com.sun.star.beans.NamedValue", tuple(words)))]


def option(name: str, value: object) -> object:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def url(path: str) -> str:
    return str(uno.systemPathToFileUrl(path))


# ------------------------------------------------------------------------------------------- what leads do


def rearrange(document: object) -> None:
    """Rows inserted above the tables, a column moved, a sheet renamed, sheets in another order."""
    for name, heading, rows in (
        ("R11", "PI Number", 3),
        ("R15", "Objective", 2),
        ("Plan", "Code", 1),
        ("R08", "Number", 2),
    ):
        sheet = document.Sheets.getByName(name)
        sheet.unprotect("")
        sheet.Rows.insertByIndex(find(sheet, heading)[1], rows)
    move_column(document.Sheets.getByName("R12"), "Completion Date", 14)
    move_column(document.Sheets.getByName("R15"), "Task Lead", 14)
    document.Sheets.getByName("R03").setName("Core groups")
    document.Sheets.moveByName("R05", 2)
    document.Sheets.moveByName("R12", 0)


def move_column(sheet: object, heading: str, to: int) -> None:
    """Cut a column of the Actions table out and put it to the right, as with Shift and the mouse."""
    sheet.unprotect("")
    column, top = find(sheet, heading)
    source = sheet.getCellRangeByPosition(column, top, column, top + 40).RangeAddress
    sheet.moveRange(sheet.getCellByPosition(to, top).CellAddress, source)


def put_right(document: object) -> None:
    """Type 41% and 52% where quarters stood before the figures: the cell then is a number shown as a percentage."""
    sheet = document.Sheets.getByName("R08")
    column, _ = find(sheet, "Actual")
    percent = document.NumberFormats.getStandardFormat(NumberFormat.PERCENT, Locale("en", "GB", ""))
    for number, actual in (("CSC 338", 0.41), ("CSC 339", 0.52)):
        cell = sheet.getCellByPosition(column, find(sheet, number)[1])
        cell.Value, cell.NumberFormat = actual, percent


def edit(document: object) -> None:
    """A lead's afternoon: one action rated otherwise, one figure, one date."""
    actions = document.Sheets.getByName("R12")
    column, top = find(actions, "Date Completed")[0] + 1, find(actions, "Date Completed")[1]
    actions.getCellByPosition(column, top + 1).String = "A"
    indicators = document.Sheets.getByName("R11")
    indicators.getCellByPosition(find(indicators, "Actual")[0], find(indicators, "CSC 216")[1]).Value = 0.97
    dates = document.Sheets.getByName("R15")
    row = find(dates, "Completion Date")[1] + 2
    dates.getCellByPosition(find(dates, "Completion Date")[0], row).Value = EARLIER


EARLIER = 43_069
"""30 November 2017, as cells hold it."""


def find(sheet: object, text: str) -> tuple[int, int]:
    """Return column and row, from 0, of the first cell that holds this text."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    grid = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow).DataArray
    return next((c, r) for r, line in enumerate(grid) for c, value in enumerate(line) if value == text)


def count_marks(document: object) -> None:
    """Count in a free cell of each recommendation's sheet how many of its cells its marks' rule holds for."""
    for sheet in document.Sheets.ElementNames:
        if sheet.startswith("R"):
            page = document.Sheets.getByName(sheet)
            page.unprotect("")
            places = "ADDRESS(ROW(A1:T80);COLUMN(A1:T80);4)"
            cell = page.getCellRangeByName("Z1")
            cell.setFormula(f"=SUMPRODUCT(ISNUMBER(MATCH({places};Checks_Here;0))*1)")


# --------------------------------------------------------------------------------------------- rows inserted


def insert(document: object, sheet: str, after: int, count: int) -> None:
    """Insert rows below a row."""
    page = document.Sheets.getByName(sheet)
    page.unprotect("")
    page.Rows.insertByIndex(after, count)


def described(document: object) -> dict[str, object]:
    """Say where everything is that refers to rows, as LibreOffice has it."""
    sheets = [document.Sheets.getByIndex(at) for at in range(document.Sheets.Count)]
    return {
        "names": names_of(document.NamedRanges),
        "filters": {each.Name: area(each.DataArea) for each in items(document.DatabaseRanges)},
        "sheets": {page.Name: described_sheet(page) for page in sheets},
    }


def items(collection: object) -> list[object]:
    return [collection.getByIndex(at) for at in range(collection.Count)]


def names_of(names: object) -> dict[str, str]:
    return {each.Name: each.Content for each in items(names)}


def area(address: object) -> list[int]:
    return [address.Sheet, address.StartRow, address.StartColumn, address.EndRow, address.EndColumn]


def described_sheet(page: object) -> dict[str, object]:
    cursor = page.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = min(cursor.RangeAddress.EndRow, 3000), min(cursor.RangeAddress.EndColumn, 200)
    used = page.getCellRangeByPosition(0, 0, last[1], last[0])
    charts = {}
    for chart in items(page.Charts):
        sequences = chart.EmbeddedObject.getDataSequences() if hasattr(chart.EmbeddedObject, "getDataSequences") else ()
        charts[chart.Name] = sorted(
            each.SourceRangeRepresentation
            for pair in sequences
            for each in (pair.Values, pair.Label)
            if each is not None
        )
    return {
        "last": last,
        "cells": used.FormulaArray,
        "names": names_of(page.NamedRanges),
        "printed": [area(each) for each in page.PrintAreas] + [area(page.TitleRows)] * page.PrintTitleRows,
        "breaks": sorted(each.Position for each in page.RowPageBreaks if each.ManualBreak),
        "notes": sorted([each.Position.Row, each.Position.Column, each.String] for each in items(page.Annotations)),
        "rules": sorted(rule for each in page.ConditionalFormats.ConditionalFormats for rule in rules_of(each)),
        "charts": charts,
        "pivots": {
            name: area(page.DataPilotTables.getByName(name).OutputRange) for name in page.DataPilotTables.ElementNames
        },
        "sources": {
            name: area(page.DataPilotTables.getByName(name).SourceRange) for name in page.DataPilotTables.ElementNames
        },
        "looks": looks_of(page, last),
        "heights": [page.Rows.getByIndex(row).Height for row in range(min(last[0] + 1, 300))],
        "objects": sorted(
            object_of(each) for each in items(page.DrawPage) if not each.ShapeType.endswith("CaptionShape")
        ),
    }


def object_of(shape: object) -> list[object]:
    """The name of an object, the cell it is anchored to, and its place and size, in hundredths of a millimetre."""
    anchor = shape.Anchor
    cell = anchor.AbsoluteName if hasattr(anchor, "AbsoluteName") else ""
    return [shape.Name, cell, shape.Position.Y, shape.Size.Height]


def rules_of(conditional: object) -> list[list[str]]:
    found = []
    for entry in items(conditional):
        formulas = [getattr(entry, each, "") for each in ("Formula1", "Formula2")]
        found.append([conditional.Range.RangeAddressesAsString, *map(str, formulas)])
    return found


def looks_of(page: object, last: tuple[int, int]) -> dict[str, list[str]]:
    """The ranges of each look: colours, number format, lock, drop-down."""
    found: dict[str, list[str]] = {}
    for ranges in items(page.UniqueCellFormatRanges):
        first = ranges.getByIndex(0)
        valid = first.Validation
        rule = "" if valid.Type.value == "ANY" else f"{valid.Type.value} {valid.getFormula1()} {valid.getFormula2()}"
        rule = re.sub(r"(?<![$A-Z])([A-Z]{1,3})\d+", r"\1#", rule)  # relative to a cell that it does not tell
        lock = first.CellProtection.IsLocked
        look = (
            first.CellBackColor,
            first.CharColor,
            first.CharWeight,
            first.NumberFormat,
            lock,
            rule,
            valid.InputTitle,
        )
        found.setdefault(" ".join(map(str, look)), []).append(ranges.RangeAddressesAsString)
    return found


EDITS = {"rearrange": rearrange, "put right": put_right, "count marks": count_marks, "edit": edit}

if __name__ == "__main__":
    main(*sys.argv[1:4])
