"""What tables and columns of made-up councils are taken for, in their words and layouts."""

from __future__ import annotations

import pytest
from bringing.layouts import LAYOUTS, Layout
from tables_drawn import document, drawn

from plan_workbook.bringing.brought import SURE, Column, Kind
from plan_workbook.bringing.recognise import recognise

OF = {Kind.RECOMMENDATIONS: " of the item", Kind.INDICATORS: " of the measure", None: ""}


def said(column: Column) -> str:
    return f"{column.field or '-'}{OF[column.of]}{'' if column.sure >= SURE else '?'}"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_table_and_its_columns_are_what_a_person_would_say(layout: Layout) -> None:
    (found,) = recognise([document(*layout.before, drawn(layout.drawn))])
    assert f"{found.kind}{'' if found.sure >= SURE else '?'}" == layout.kind, found.why
    assert tuple(map(said, found.columns)) == layout.fields
