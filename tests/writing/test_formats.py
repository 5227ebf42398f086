"""Text can be read on every colour that is used behind it."""

from __future__ import annotations

import pytest

from plan_workbook.layout import DEFAULT_SCALE, STATUS_COLOURS
from plan_workbook.values.colours import BLACK, WHITE, contrast, ink_on, is_colour
from plan_workbook.writing.formats import DOUBTFUL, INK, MISSING, STYLES

READABLE = 4.5
"""To one: WCAG 2.2, 1.4.3."""


@pytest.mark.parametrize("style", STYLES)
def test_every_style_reads_on_its_fill(style):
    properties = STYLES[style]
    assert contrast(properties.get("font_color", INK), properties.get("bg_color", WHITE)) >= READABLE


@pytest.mark.parametrize("look", [MISSING, DOUBTFUL], ids=["missing", "doubtful"])
def test_every_mark_is_bold_and_reads_on_its_fill(look):
    assert look["bold"]
    assert contrast(look["font_color"], look["bg_color"]) >= READABLE


@pytest.mark.parametrize("colour", STATUS_COLOURS.values())
def test_every_indicator_status_reads_on_its_fill(colour):
    assert contrast(INK, colour) >= READABLE
    assert contrast(ink_on(colour), colour) >= READABLE


@pytest.mark.parametrize("rating", DEFAULT_SCALE.ratings, ids=lambda rating: rating.label)
def test_every_rating_of_the_usual_scale_reads_on_its_fill(rating):
    assert is_colour(rating.colour)
    assert contrast(ink_on(rating.colour), rating.colour) >= READABLE


def test_contrast_is_measured_as_the_guidelines_do():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize(
    ("text", "colour"),
    [("#9DC3E6", True), ("#abcdef", True), ("red", False), ("#FFF", False), ("", False), ("#GGGGGG", False)],
)
def test_a_colour_is_a_hash_and_six_digits(text, colour):
    assert is_colour(text) is colour


def test_light_fills_get_dark_ink_and_dark_fills_white():
    assert ink_on("#FFFFFF") == BLACK
    assert ink_on("#000080") == WHITE
