"""Relationships: what one part points at."""

from __future__ import annotations

from plan_workbook.package.relationships import free_id


def test_an_id_that_differs_from_one_in_use_by_its_case_alone_is_taken():
    assert free_id(["RID1", "rId3"]) == "rId2"
