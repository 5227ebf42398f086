"""After LibreOffice has saved the workbook, the sheet goes in again and nothing piles up."""

from __future__ import annotations

import re

import pytest

from plan_workbook.package import graft

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
