from collections import Counter

import pytest
from builder import searching
from hypothesis import given
from hypothesis import strategies as st

from plan_workbook.matching.keys import Keys
from plan_workbook.matching.three_ways import LOST, Outcome, Versions, merged, merged_paragraphs, three_versions

LEFT, TAKEN, CONFLICT, DELETED = Outcome.LEFT, Outcome.TAKEN, Outcome.CONFLICT, Outcome.DELETED
values = st.sampled_from([None, "Red", "Amber", "Green", "green"])


# --------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("base", "master", "returned", "outcome", "value"),
    [
        ("Green", "Green", ["Green"], LEFT, "Green"),
        ("Green", "Green", ["Red"], TAKEN, "Red"),
        ("Green", "Green", [None], TAKEN, None),
        ("Green", "Red", ["Green"], LEFT, "Red"),
        ("Green", "Red", ["Red"], LEFT, "Red"),
        ("Green", "Red", ["Amber"], CONFLICT, "Red"),
        ("Green", None, ["Amber"], CONFLICT, None),
        ("Green", "Green", ["Red", "Green"], TAKEN, "Red"),
        ("Green", "Green", ["Red", "Red"], TAKEN, "Red"),
        ("Green", "Green", ["Red", "Amber"], CONFLICT, "Green"),
        ("Green", "Red", ["Red", "Amber"], CONFLICT, "Red"),
        (LOST, None, ["Red"], TAKEN, "Red"),
        (LOST, None, ["Red", "Amber"], CONFLICT, None),
        (LOST, "Red", ["Red"], LEFT, "Red"),
        (LOST, "Red", ["Amber"], CONFLICT, "Red"),
        (LOST, "Red", [None], CONFLICT, "Red"),
    ],
)
def test_what_only_the_lead_changed_is_taken_and_what_both_changed_is_a_conflict(
    base, master, returned, outcome, value
):
    assert merged(base, master, *returned) == (outcome, value)


def test_values_are_the_same_if_what_is_compared_of_them_is():
    assert merged("Green", "Green", "green", compared=str.casefold) == (LEFT, "Green")
    assert merged(LOST, "-", "green", blank=lambda text: text == "-") == (TAKEN, "green")


@searching(400)
@given(values, values, st.lists(values, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_no_value_that_anybody_typed_is_lost(base, master, returned, dice):
    outcome, value = merged(base, master, *returned)
    shuffled = dice.sample(returned, len(returned))
    assert merged(base, master, *shuffled) == (outcome, value)
    for answer in returned:
        assert answer in (base, value) or outcome is CONFLICT
    assert master in (base, value) or outcome is CONFLICT


@searching(400)
@given(values, values, values)
def test_whether_there_is_a_conflict_does_not_depend_on_whose_change_it_is(base, mine, theirs):
    there, back = merged(base, mine, theirs), merged(base, theirs, mine)
    assert (there.outcome is CONFLICT) == (back.outcome is CONFLICT)
    assert there.outcome is CONFLICT or there.value == back.value


# --------------------------------------------------------------------------------------------- rows


ROWS = Keys[tuple[str, str]](name=lambda row: row[0], text=lambda row: row[1])


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


def test_a_row_that_only_one_side_deleted_is_told_and_one_that_was_also_changed_is_a_conflict():
    row, changed = ("a", "Visit weekly."), ("a", "Visit daily.")
    assert Versions(row, row, None).outcome() is DELETED
    assert Versions(row, None, row).outcome() is LEFT
    assert Versions(row, changed, None).outcome() is CONFLICT
    assert Versions(row, None, changed).outcome() is CONFLICT


def test_without_a_base_a_row_that_only_came_back_is_left_for_a_person():
    one, other = ("a", "Visit weekly."), ("b", "Audit ten cases.")
    mine, theirs = three_versions(LOST, [one], [one, other], ROWS)
    assert (mine, mine.outcome()) == (Versions(LOST, one, one), LEFT)
    assert (theirs, theirs.outcome()) == (Versions(LOST, None, other), CONFLICT)
    assert three_versions(LOST, [one], [], ROWS)[0].outcome() is LEFT


# --------------------------------------------------------------------------------------------- paragraphs


ONE, TWO, THREE = "Ten audits were made.", "Two posts were filled.", "The guide is with the printer."


def told(base, master, returned):
    return [(each.outcome, each.text()) for each in merged_paragraphs(base, master, returned)]


def test_paragraphs_of_both_stand_next_to_each_other():
    assert told([ONE], [ONE, TWO], [THREE, ONE]) == [(TAKEN, THREE), (LEFT, ONE), (LEFT, TWO)]


def test_a_paragraph_that_both_changed_is_a_conflict_and_is_never_put_together_from_words():
    mine, theirs = "Twelve audits were made.", "Ten audits were made, all of them good."
    (found,) = merged_paragraphs([ONE], [mine], [theirs])
    assert (found.outcome, found.versions) == (CONFLICT, (ONE, mine, theirs))
    assert (found.text(), found.text(returned=True)) == (mine, theirs)


def test_a_paragraph_that_did_not_come_back_stays_until_somebody_decides():
    found = merged_paragraphs([ONE, TWO], [ONE, TWO], [TWO])
    assert [each.outcome for each in found] == [DELETED, LEFT]
    assert [each.text() for each in found] == [ONE, TWO]
    assert [each.text(returned=True) for each in found] == [None, TWO]


def test_other_capitals_are_a_change_too():
    assert told([ONE, TWO], [ONE, TWO], [TWO, ONE.upper()]) == [(TAKEN, ONE.upper()), (LEFT, TWO)]


texts = st.lists(
    st.sampled_from([ONE, TWO, THREE, ONE.upper(), f"{ONE} And two more.", "A tenth.", "Nothing."]), max_size=5
)


@searching(200)
@given(texts, texts)
def test_where_only_one_side_changed_its_paragraphs_are_what_stands(base, changed):
    assert [each.text() for each in merged_paragraphs(base, changed, base) if each.text()] == changed
    ours = (each.text(returned=True) for each in merged_paragraphs(base, base, changed))
    assert Counter(text for text in ours if text) == Counter(changed)
    assert all(each.outcome is not CONFLICT for each in merged_paragraphs(base, base, changed))


@searching(200)
@given(texts, texts, texts)
def test_no_paragraph_that_anybody_typed_is_lost_or_made_up(base, mine, theirs):
    found = merged_paragraphs(base, mine, theirs)
    assert [each.versions.master for each in found if each.versions.master] == mine
    assert Counter(each.versions.returned for each in found if each.versions.returned) == Counter(theirs)
    for each in found:
        sent, here, came = each.versions
        assert each.text() in (here, came)
        assert came in (None, sent, each.text()) or each.outcome is CONFLICT
        assert here in (None, sent, each.text()) or each.outcome is CONFLICT
        assert each.text() == here or each.outcome is TAKEN


@searching(200)
@given(texts, texts, texts)
def test_the_same_paragraphs_are_in_conflict_whoever_changed_them(base, mine, theirs):
    def conflicts(one, other):
        return [each.versions for each in merged_paragraphs(base, one, other) if each.outcome is CONFLICT]

    swapped = Counter((sent, came, here) for sent, here, came in conflicts(theirs, mine))
    assert Counter(map(tuple, conflicts(mine, theirs))) == swapped
