"""The formats of an edition: each is declared once, and what is declared is so."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from pathlib import Path
from pkgutil import resolve_name

import pytest

from plan_workbook.publishing.formats import Format, format_of


@pytest.mark.parametrize("format", Format)
def test_the_writer_of_a_format_takes_what_is_declared(format):
    first, *others = inspect.signature(resolve_name(format.writer)).parameters
    assert (first, others) == ("edition", ["template"] if format.takes_template else [])


@pytest.mark.parametrize("format", Format)
def test_a_format_says_what_it_is(format):
    assert format == format.name.lower()
    assert re.match("an? ", format.words)
    assert format.content
    assert re.fullmatch(r"[a-z]+/[a-z.-]+", format.media_type)


def test_no_two_formats_share_an_ending():
    assert set(Counter(ending for each in Format for ending in each.suffixes).values()) == {1}


@pytest.mark.parametrize("format", Format)
def test_a_files_name_asks_for_a_format_by_its_ending_whatever_its_case(format):
    for ending in format.suffixes:
        assert format_of(Path(f"board{ending}")) is format_of(Path(f"Board{ending.upper()}")) is format


@pytest.mark.parametrize("name", ["board", "board.doc", ".xlsx"])
def test_any_other_name_asks_for_none(name):
    assert format_of(Path(name)) is None
