"""The rows of three versions of a table: which are one row, and that each of them is there once."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from searching import searching

from plan_workbook.matching.keys import Keys
from plan_workbook.matching.three_ways import LOST, Versions, three_versions

ROWS = Keys[tuple[str, str]](name=lambda row: row[0], text=lambda row: row[1])
PARAGRAPHS = Keys[str](name=lambda _: None, text=str.casefold)
ONE, TWO, THREE = "Ten audits were made.", "Two posts were filled.", "The guide is with the printer."


def test_a_row_that_both_added_under_the_next_letter_is_one_only_if_it_says_the_same():
    base = [("a", "Visit weekly.")]
    mine, theirs = ("b", "Audit ten cases."), ("b", "Publish a guide for carers.")
    assert three_versions(base, [*base, mine], [*base, theirs], ROWS) == (
        Versions(base[0], base[0], base[0]),
        Versions(None, None, theirs),
        Versions(None, mine, None),
    )
    same = ("c", "Audit ten cases.")
    assert three_versions(base, [*base, mine], [*base, same], ROWS)[1] == Versions(None, mine, same)


def test_without_a_base_a_row_has_only_the_versions_that_are_there():
    one, other = ("a", "Visit weekly."), ("b", "Audit ten cases.")
    assert three_versions(LOST, [one], [one, other], ROWS) == (Versions(LOST, one, one), Versions(LOST, None, other))


def test_paragraphs_stand_in_the_masters_order_and_new_ones_after_those_that_they_follow():
    found = three_versions([ONE], [ONE, TWO], [THREE, ONE], PARAGRAPHS)
    assert [(each.master, each.returned) for each in found] == [(None, THREE), (ONE, ONE), (TWO, None)]


texts = st.lists(
    st.sampled_from([ONE, TWO, THREE, ONE.upper(), f"{ONE} And two more.", "A tenth.", "Nothing."]), max_size=5
)


@searching(200)
@given(texts, texts, texts)
def test_every_row_of_every_version_is_there_once(base, mine, theirs):
    found = three_versions(base, mine, theirs, PARAGRAPHS)
    assert [each.master for each in found if each.master is not None] == mine
    assert Counter(each.returned for each in found if each.returned is not None) == Counter(theirs)
    assert Counter(each.base for each in found if each.base is not None) == Counter(base)


@searching(200)
@given(texts, texts, texts)
def test_the_same_rows_are_one_whoever_changed_them(base, mine, theirs):
    swapped = Counter((sent, came, here) for sent, here, came in three_versions(base, theirs, mine, PARAGRAPHS))
    assert Counter(map(tuple, three_versions(base, mine, theirs, PARAGRAPHS))) == swapped
