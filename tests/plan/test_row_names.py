"""What people call the rows of a plan by."""

from __future__ import annotations

import pytest

from plan_workbook.plan.row_names import name_of_action


@pytest.mark.parametrize(
    ("number", "ref", "name"),
    [
        ("2", "a", "2 a"),
        ("2", "2.1", "2.1"),
        ("02", "2.1", "2.1"),
        ("2", "2a", "2a"),
        ("2", "21", "2 21"),
        ("2", "2", "2 2"),
        ("4.1", "4.1.3", "4.1.3"),
        ("", "a", "a"),
    ],
)
def test_an_action_is_called_by_number_and_ref_but_the_number_is_said_once(number, ref, name):
    assert name_of_action(number, ref) == name
