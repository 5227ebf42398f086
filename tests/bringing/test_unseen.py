"""Documents in layouts that nobody fitted the readers to: what comes along, and that a corrected mapping brings all."""

from __future__ import annotations

from random import Random

import pytest
from unseen import reports, sheets
from unseen.judged import judged
from unseen.person import corrected
from unseen.plans import plan, terse
from unseen.words import Called

from plan_workbook.jobs.bring import brought_from

FAMILIES = (*sheets.FAMILIES, *reports.FAMILIES)


def made_by(family, *, odd: float, of=plan):
    rng = Random(f"test {family.__name__}")
    return family(of(rng), rng, Called(rng, odd))


def left_and_read(brought) -> int:
    return brought.read + sum(left.cells for left in brought.left)


@pytest.mark.parametrize(
    "family", [sheets.cards, reports.lines_of_labels, reports.lists_in_cells], ids=lambda f: f.__name__
)
def test_a_document_without_an_ordinary_table_is_read_without_a_mapping(family, tmp_path):
    made = made_by(family, odd=0)
    path = tmp_path / made.name
    path.write_bytes(made.content)
    brought, _ = brought_from([path])
    result = judged(made, brought.register)
    assert (result.bad, result.extra) == ((), 0)
    assert left_and_read(brought) == brought.found


@pytest.mark.slow
@pytest.mark.parametrize("of", [plan, terse], ids=["plain", "terse"])
def test_documents_in_other_words_are_read_nearly_whole_and_whole_with_a_corrected_mapping(of, tmp_path):
    good = total = 0
    for family in FAMILIES:
        made = made_by(family, odd=0.5, of=of)
        path = tmp_path / made.name
        path.write_bytes(made.content)
        brought, _ = brought_from([path])
        result = judged(made, brought.register)
        assert left_and_read(brought) == brought.found
        assert brought.doubtful or result.good == result.total, f"{family.__name__} is wrong without a question"
        good, total = good + result.good, total + result.total
        fixed = judged(made, corrected(made, path, tmp_path))
        assert (fixed.bad, fixed.extra) == ((), 0), family.__name__
    assert good >= 0.95 * total
