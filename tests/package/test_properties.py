"""The properties of a workbook: what it says of its language stays, and who saved it last is known."""

from __future__ import annotations

import re

import openpyxl

from plan_workbook.package import graft
from plan_workbook.package.properties import last_saved

CORE = "docProps/core.xml"
SAYS_WELSH = b"<dc:language>cy-GB</dc:language></cp:coreProperties>"


def test_a_sheet_put_into_a_workbook_leaves_its_language_alone(make, look):
    host = make.host()
    says = look.parts(host)[CORE].replace(b"</cp:coreProperties>", SAYS_WELSH)
    welsh = make.changed(host, {CORE: says})
    assert CORE in look.untouched(welsh, graft(welsh, "Result", make.rich()))


def test_who_saved_a_workbook_last_is_known_from_its_properties(tmp_path):
    path = tmp_path / "saved.xlsx"
    book = openpyxl.Workbook()
    book.properties.lastModifiedBy = "Jo Hart"
    book.save(path)
    saved = last_saved(path.read_bytes())
    assert saved.by == "Jo Hart"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", saved.at)
