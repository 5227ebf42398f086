"""Numbers of cells, whatever their size."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plan_workbook.values.decimals import as_decimal, rounded


@pytest.mark.parametrize(
    ("number", "shown"), [(1e300, "1E+300"), (1e27, "1E+27"), (-1e30, "-1E+30"), (0.123456, "0.1235"), (3.0, "3.0")]
)
def test_a_number_of_any_size_is_rounded_to_a_few_places(number, shown):
    assert rounded(as_decimal(number), 4) == Decimal(shown)
