"""Plans at random are opened for the next month, and judged by tables that were written from the contract."""

from __future__ import annotations

import pytest
from months import months


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", (1000, 1003, 1005))  # `fuzz/months.py` goes through thousands
def test_every_input_becomes_what_the_contract_says_and_all_else_is_the_same_bytes(seed, tmp_path):
    assert [*months(seed, tmp_path)] == []
