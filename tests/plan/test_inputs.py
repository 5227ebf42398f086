"""One cell, and what it was read as."""

from __future__ import annotations

import copy
import pickle

from plan_workbook.plan.inputs import NO_INPUT, Input


def test_what_a_workbook_has_no_cell_for_is_the_same_in_another_process():
    """Code asks whether an input is this one, also of a plan that was sent there."""
    other = Input("G", None, "R01", "C8", "G")
    sent, read = pickle.loads(pickle.dumps((NO_INPUT, other)))
    assert sent is NO_INPUT and copy.deepcopy(NO_INPUT) is NO_INPUT
    assert read == other
