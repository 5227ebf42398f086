"""A text that was changed shows the words taken out and those put in, and is whole in both versions."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_workbook.comparing.words import Piece, Said, word_changes


def marked(before: str, after: str) -> str:
    marks = {Said.BOTH: "{}", Said.BEFORE: "[-{}-]", Said.AFTER: "{{+{}+}}"}
    return "".join(marks[each.said].format(each.text) for each in word_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Audit all cases each month.", "Audit all cases each month.", "Audit all cases each month."),
        ("Audit all cases each month.", "Audit all cases each week.", "Audit all cases each [-month.-]{+week.+}"),
        ("Audit all cases.", "Audit all cases. Tell the board.", "Audit all cases.{+ Tell the board.+}"),
        ("Two posts are vacant.", "Audits began.", "[-Two posts are vacant.-]{+Audits began.+}"),
        ("Read all contacts on the day", "Read each call on the day", "Read [-all contacts-]{+each call+} on the day"),
        ("", "New.", "{+New.+}"),
        ("Gone.", "", "[-Gone.-]"),
    ],
)
def test_words_that_were_changed_stand_together(before, after, shown):
    assert marked(before, after) == shown


TEXTS = st.lists(st.sampled_from(["audit", "team", "week", " ", "\n\n", "  ", "the"])).map("".join)


@given(TEXTS, TEXTS)
def test_both_versions_are_there_whole(before, after):
    pieces = word_changes(before, after)

    def version(which: Said) -> str:
        return "".join(piece.text for piece in pieces if piece.said in (Said.BOTH, which))

    assert (version(Said.BEFORE), version(Said.AFTER)) == (before, after)
    assert all(isinstance(piece, Piece) and piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after"),
    [("a " * 15000, "b a " * 7500), ("x\n" * 15000, "x y\n" * 7500)],
    ids=["in one line", "in many lines"],
)
def test_texts_of_30000_characters_that_repeat_themselves_take_a_moment_and_not_minutes(before, after):
    began = time.process_time()
    assert len(word_changes(before, after)) > 10000
    assert time.process_time() - began < 3  # a fifth of a second, and more where other programs need the processor
