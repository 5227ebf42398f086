"""Workbooks of every kind that comes in, for trials of gathering; and a reader that some of them hang or kill."""

from __future__ import annotations

import ctypes
import io
import os
import zipfile
from pathlib import Path

import msoffcrypto
import xlsxwriter
from builder import clean_plan

from plan_workbook.jobs import gathered
from plan_workbook.jobs.deadline import Deadline, within

LONG_AGO = 1_700_000_000
PASSWORD = "not in the store"
HANGS, DIES = "hangs.xlsx", "dies.xlsx"


def make_returns(folder: Path, plans: int, *, publish: bool = True) -> dict[str, str]:
    """Write so many plans and one file of every other kind; what should become of each, by name."""
    folder.mkdir(exist_ok=True)
    expected = {}
    for number in range(plans):
        month = "31/12/2017" if number % 3 else "31/01/2018"
        plan = clean_plan(1 + number % 2, authority=f"Council {number}", report_date=month)
        if number % 4 == 0:
            plan.action(rating="Gren")
        _write(folder / f"plan {number:02}.xlsx", plan.template())
        expected[f"plan {number:02}.xlsx"] = "counted"
    others: dict[str, tuple[bytes, str]] = {
        "broken.xlsx": (clean_plan().template()[:4000], "refused"),
        "empty.xlsx": (b"", "refused"),
        "hostile.xlsx": (hostile(), "refused"),
        "encrypted.xlsx": (encrypted(clean_plan(1, authority="Locked").template()), "refused"),
        "no plan.xlsx": (no_plan(), "refused"),
        "again.xlsx": (clean_plan(3, authority="COUNCIL 1", update="9").template(), "counted"),
        "plan 01.bak.xlsx": (clean_plan().template(), "backup"),
        "~$plan 01.xlsx": (b"lock", "backup"),
        "old.xls": (b"old", "refused"),
    }
    for name, (content, outcome) in others.items():
        _write(folder / name, content)
        expected[name] = outcome
    if plans > 1:
        expected["plan 01.xlsx"] = "superseded"
    return expected


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    os.utime(path, (LONG_AGO, LONG_AGO))


def no_plan() -> bytes:
    """A workbook without a plan."""
    result = io.BytesIO()
    with xlsxwriter.Workbook(result) as book:
        book.add_worksheet("Budget").write("A1", "Title")
    return result.getvalue()


def hostile() -> bytes:
    """A workbook with an entity that would grow without end."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(clean_plan().template())) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/workbook.xml":
                content = content.replace(b"?>", b'?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', 1)
            new.writestr(name, content)
    return result.getvalue()


def encrypted(content: bytes) -> bytes:
    """A workbook with a password."""
    result = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(content)).encrypt(PASSWORD, result)
    return result.getvalue()


def _asleep(seconds: int) -> None:
    """Wait without letting go of the interpreter, as a library that hangs does."""
    if os.name == "nt":
        ctypes.PyDLL("kernel32").Sleep(seconds * 1_000)
    else:
        ctypes.PyDLL(None).sleep(seconds)


def read_batch(batch: gathered.Batch, password: str | None, deadline: Deadline | None) -> object:
    """Read files as gathering does; one holds on to the interpreter for ever, and one ends the process."""
    for each in batch:
        with within(deadline):
            if each.name == HANGS:
                _asleep(600)
            if each.name == DIES:
                os._exit(9)
    return gathered.read_batch(batch, password, deadline)
