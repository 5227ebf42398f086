"""LibreOffice reads what was put in; after it has saved the workbook, the sheet goes in again and nothing piles up."""

from __future__ import annotations

import json
import re

import pytest
from entry_trial import VALUES, wrong_in_our_reader
from rows_trial import Rows, unlike

from plan_workbook.package import graft, insert_rows, set_cells

pytestmark = [pytest.mark.programs, pytest.mark.xdist_group("libreoffice")]


def sizes(styles: bytes) -> dict[str, int]:
    return {name.decode(): int(count) for name, count in re.findall(rb'<(\w+) count="(\d+)"', styles)}


@pytest.mark.parametrize(("sheet", "months"), [("Data", 2), ("Result", 3)])
def test_months_of_grafting_and_saving_pile_nothing_up(make, look, saved_by_libreoffice, problems, sheet, months):
    content = saved_by_libreoffice(make.host())
    seen = []
    for month in range(months):
        content = graft(content, sheet, make.rich(sheet, more=month))
        assert graft(content, sheet, make.rich(sheet, more=month)) is content
        assert problems(content) == set()
        content = saved_by_libreoffice(content)
        parts = look.parts(content)
        seen.append((sizes(parts["xl/styles.xml"])["cellXfs"], sum("charts/chart" in name for name in parts)))
        page = look.book(content)[sheet]
        assert page["D4"].value == "=B4+C4"
        assert page["B4"].value == month
        assert len(page._charts) == 2
    assert set(seen[1:]) == {seen[1]}


@pytest.mark.parametrize("from_1904", [False, True])
def test_libreoffice_reads_values_as_they_were_typed(make, saved_by_libreoffice, from_1904):
    # It saves truth values as formulas, 15 digits of a number, and one kind of line end.
    values = [each for each in VALUES if not isinstance(each, bool) and each not in (0.1 + 0.2, "a\r\nb")]
    host = make.workbook(lambda book: book.add_worksheet("Data"), date_1904=from_1904)
    cells = {"Data": {f"B{n}": value for n, value in enumerate(values, 1)}}
    assert list(wrong_in_our_reader(saved_by_libreoffice(set_cells(host, cells)), cells)) == []


OTHERS = [
    ("made/01_xlsxwriter_all.xlsx", Rows('Plan "Quotes" & <\u00dcn\u00efcode>', 3, 7)),
    ("made/01_xlsxwriter_all.xlsx", Rows("Plan North", 1, 2)),
    ("real/localnames_printarea_stress024.xlsx", Rows("Sell", 20, 3)),
    ("real/sensitivity_label_tables_printer.xlsx", Rows("P&L Template", 21, 7)),
    ("real/custom_sheet_views.xlsx", Rows("zzz", 30, 2)),
]


@pytest.mark.parametrize(("name", "rows"), OTHERS)
def test_libreoffice_inserting_the_same_rows_has_the_same(make, look, shared, saved_by_libreoffice, name, rows):
    host = (shared / "workbooks" / name).read_bytes()
    sheets = {part: page for part, page in look.parts(host).items() if "worksheets/sheet" in part}
    open_to_all = {part: re.sub(rb"<sheetProtection[^>]*/>", b"", page) for part, page in sheets.items()}
    host = make.changed(host, open_to_all)  # LibreOffice refuses to insert rows without the password
    theirs = json.loads(saved_by_libreoffice(host, ".json", insert=rows))
    ours = json.loads(saved_by_libreoffice(insert_rows(host, *rows), ".json"))
    assert list(unlike(rows, theirs, ours)) == []
