"""Drives LibreOffice through a list of jobs; run by a Python that has `uno`, not by the tests' own.

    python libreoffice_session.py SOFFICE PROFILE JOBS.json

A job opens `source`, with `password` if it has one, does what `edit` names, works every formula out again, and stores
to `target` (xlsx or pdf), with the same password. A job with a `wrong` password only says in `target` whether it opens.
In place of the file of jobs, `-` takes them one by one, a line each, and says `done` after each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.lang import Locale
from com.sun.star.util import NumberFormat

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".pdf": "calc_pdf_Export"}


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
        if job.get("edit"):
            EDITS[job["edit"]](document)
        document.calculateAll()
        kind = FILTERS[Path(job["target"]).suffix]
        document.storeToURL(url(job["target"]), (option("FilterName", kind), *encrypted(job)))
    finally:
        document.close(True)


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


EDITS = {"rearrange": rearrange, "put right": put_right, "count marks": count_marks, "edit": edit}

if __name__ == "__main__":
    main(*sys.argv[1:4])
