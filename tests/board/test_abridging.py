"""Texts and details of a list that are cut so that they make sense."""

from __future__ import annotations

import pytest

from plan_workbook.board.abridging import Abridger, brief_details

SAY = "Give children a say in how {} is run"


def test_a_text_is_cut_at_its_end_unless_another_one_would_read_like_it():
    alone = Abridger([SAY.format("residential care"), SAY.format("fostering")])
    assert alone.cut(SAY.format("residential care"), lambda said: len(said) <= 39) == "Give children a say in how..."


def test_what_is_left_of_the_beginning_does_not_promise_another_word():
    both = Abridger([SAY.format("residential care"), SAY.format("residential homes")])
    assert both.cut(SAY.format("residential care"), lambda said: len(said) <= 30) == "Give children ... care is run"


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (64, "Rated Green, and PI 137 is 9 points below target..."),
        (70, "Rated Green, and PI 137 is 9 points below target (76% against 85%)"),
        (36, "Rated Green, and PI 137..."),
        (24, "Rated Green..."),
    ],
)
def test_details_are_cut_before_a_figure_and_not_in_it(room, said):
    whole = "Rated Green, and PI 137 is 9 points below target (76% against 85%, higher is better)"
    assert brief_details(whole, lambda text: len(text) <= room) == said
