"""The package: which names are free, and what a zip without parts is."""

from __future__ import annotations

import pytest

from plan_workbook.package import PackageError, graft

STRAY = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://a.example/"'
    b' TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize("part", ["worksheets/_rels/sheet4", "drawings/_rels/drawing1", "charts/_rels/chart1"])
def test_relationships_that_outlived_their_part_are_left_alone(make, look, problems, part):
    stray = f"xl/{part}.xml.rels"
    host = make.changed(make.host(), {stray: STRAY})
    result = graft(host, "Result", make.rich())
    assert stray in look.untouched(host, result)
    assert stray.replace("_rels/", "").removesuffix(".rels") not in look.parts(result)
    assert graft(result, "Result", make.rich()) is result
    assert problems(result) == problems(host)


def test_a_zip_without_a_single_part_is_not_taken_for_a_workbook(make):
    with pytest.raises(PackageError, match="a zip file that does not hold a workbook"):
        graft(b"PK\5\6" + bytes(18), "Result", make.drawn())
