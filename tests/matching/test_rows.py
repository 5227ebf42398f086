import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz
from searching import searching

from plan_workbook.matching.keys import By, Keys
from plan_workbook.matching.rows import matched


@dataclass(frozen=True)
class Row:
    ref: str | None
    text: str | None
    cells: tuple[str, ...] = ()


ROWS = Keys[Row](name=lambda row: row.ref, text=lambda row: row.text, cells=lambda row: row.cells)
NUMBERED = ROWS._replace(lasting=True)

VISITS = "visit every child in care at least once a week"
AUDIT = "audit ten case files each month and act on what is found"
TRAIN = "train all social workers in the new model of practice"
GUIDE = "publish a guide for foster carers and explain it to them"
RECRUIT = "recruit four more advisers and keep those who are there"


def pairs(before, after, keys=ROWS, **how):
    """The positions of the rows that are the same, and what they were recognised by."""
    found = matched(list(enumerate(before)), list(enumerate(after)), numbered(keys), **how).both
    return {(pair.before[0], pair.after[0]): str(pair.by) for pair in found}


def numbered(keys):
    cells = keys.cells
    return Keys(
        lambda each: keys.name(each[1]),
        lambda each: keys.text(each[1]),
        cells and (lambda each: cells(each[1])),
        keys.lasting,
    )


def test_rows_are_the_same_by_their_text_however_they_are_sorted_and_lettered():
    before = [Row("a", VISITS), Row("b", AUDIT), Row("c", TRAIN)]
    after = [Row("a", TRAIN), Row("b", VISITS), Row("c", GUIDE), Row("d", AUDIT)]
    assert pairs(before, after) == {(0, 1): "text", (1, 3): "text", (2, 0): "text"}


def test_what_is_only_in_one_version_is_removed_or_added():
    found = matched([Row("a", VISITS), Row("b", AUDIT)], [Row("b", AUDIT), Row("c", GUIDE)], ROWS)
    assert found.removed == (Row("a", VISITS),)
    assert found.added == (Row("c", GUIDE),)


def test_a_text_written_anew_is_recognised_by_its_ref():
    assert pairs([Row("a", VISITS), Row("b", AUDIT)], [Row("b", GUIDE), Row("a", VISITS)]) == {
        (0, 1): "text",
        (1, 0): "name",
    }


def test_a_ref_that_went_to_another_row_does_not_outweigh_a_text_that_was_only_reworded():
    before = [Row("a", VISITS), Row("b", AUDIT)]
    after = [
        Row("a", TRAIN),
        Row("b", "visit the children in care at least once each month"),
        Row("c", f"{AUDIT} there"),
    ]
    assert pairs(before, after) == {(0, 1): "likeness", (1, 2): "likeness"}


def test_of_two_rows_with_one_ref_that_were_both_written_anew_the_first_stays_the_first():
    before = [Row("a", VISITS), Row("a", AUDIT)]
    assert pairs(before, [Row("a", GUIDE), Row("a", TRAIN)]) == {(0, 0): "name", (1, 1): "name"}


def test_texts_that_differ_in_a_figure_are_not_versions_of_one_text():
    before = [Row(None, "audit the files of team 3"), Row("b", VISITS)]
    assert pairs(before, [Row("b", VISITS), Row("z", "audit the files of team 4")]) == {(1, 0): "text"}


def test_without_a_ref_a_text_that_is_half_new_is_recognised_if_no_other_comes_near():
    before = [Row(None, each) for each in (VISITS, AUDIT, TRAIN, GUIDE)]
    after = [Row(None, each) for each in (GUIDE, "train social workers and managers in the model of practice", VISITS)]
    assert pairs(before, after) == {(0, 2): "text", (2, 1): "likeness", (3, 0): "text"}
    assert pairs(before, after, strictly=True) == {(0, 2): "text", (3, 0): "text"}


def test_with_another_ref_a_text_must_be_nearer():
    other_words = "visit children in care weekly at least"
    assert pairs([Row(None, VISITS)], [Row("b", other_words)]) == {(0, 0): "likeness"}
    assert pairs([Row("a", VISITS)], [Row("b", other_words)]) == {}


def test_an_indicator_with_another_number_is_another_one_unless_its_text_is_the_same():
    boys, girls = "children in care who passed, of all boys", "children in care who passed, of all girls"
    assert pairs([Row("1", boys)], [Row("2", girls)], NUMBERED) == {}
    assert pairs([Row("1", boys)], [Row("2", girls)]) == {(0, 0): "likeness"}
    assert pairs([Row("1", boys)], [Row("2", boys)], NUMBERED) == {(0, 0): "text"}


def test_twins_are_told_apart_by_their_refs_then_by_their_cells_then_by_their_order():
    by_ref = [Row("a", VISITS, ("G",)), Row("b", VISITS, ("A",))]
    assert pairs(by_ref, [Row("b", VISITS, ("G",)), Row("a", VISITS, ("A",))]).keys() == {(0, 1), (1, 0)}
    by_cells = [Row(None, VISITS, ("Ann", "May", "G")), Row(None, VISITS, ("Bo", "June", "G"))]
    changed = [Row(None, VISITS, ("Bo", "June", "R")), Row(None, VISITS, ("Ann", "May", "A"))]
    assert pairs(by_cells, changed).keys() == {(0, 1), (1, 0)}
    assert pairs(by_ref, [Row("c", VISITS, ("A",)), Row("d", VISITS, ("G",))]) == {(0, 1): "text", (1, 0): "text"}
    same = [Row(None, VISITS)] * 3
    assert pairs(same, same[:2]).keys() == {(0, 0), (1, 1)}


def test_of_an_action_split_in_two_the_first_part_is_the_old_one():
    whole = Row(None, f"{VISITS} and {GUIDE}", ("Ann",))
    parts = [Row(None, VISITS, ("Ann",)), Row(None, GUIDE, ("Ann",))]
    around = [Row(None, AUDIT)], [Row(None, TRAIN)]
    assert pairs([*around[0], whole, *around[1]], [*around[0], *parts, *around[1]])[1, 1] == "place"


def test_a_row_written_over_is_recognised_by_its_place_if_the_rest_of_it_stayed():
    before = [Row("a", VISITS), Row(None, AUDIT, ("Ann", "May")), Row("c", TRAIN)]
    after = [Row("a", VISITS), Row(None, GUIDE, ("Ann", "May")), Row("c", TRAIN)]
    assert pairs(before, after)[1, 1] == "place"
    assert (1, 1) not in pairs(before, [after[0], Row(None, GUIDE, ("Bo", "June")), after[2]])
    assert (1, 1) not in pairs(before, after, strictly=True)


def test_another_ref_and_other_words_are_another_row_even_in_its_place():
    before = [Row("a", VISITS), Row("b", AUDIT, ("Ann",)), Row("c", TRAIN)]
    after = [Row("a", VISITS), Row("d", GUIDE, ("Ann",)), Row("c", TRAIN)]
    assert (1, 1) not in pairs(before, after)


def test_rows_that_say_nothing_are_matched_between_the_same_rows():
    before = [Row("a", VISITS), Row(None, None, ("Ann",)), Row("c", TRAIN), Row(None, None, ("Bo",))]
    after = [Row(None, None, ("Bo", "May")), Row("a", VISITS), Row(None, None, ("Ann", "May")), Row("c", TRAIN)]
    assert pairs(before, after) == {(0, 1): "text", (1, 2): "place", (2, 3): "text"}


def test_paragraphs_that_are_written_anew_are_matched_in_their_order():
    paragraphs = Keys[str](name=lambda _: None, text=str)
    found = matched([VISITS, AUDIT, TRAIN], [GUIDE, AUDIT, RECRUIT, "more"], paragraphs)
    assert [(pair.before, pair.after, pair.by) for pair in found.both] == [
        (VISITS, GUIDE, By.PLACE),
        (AUDIT, AUDIT, By.TEXT),
        (TRAIN, RECRUIT, By.PLACE),
    ]
    assert found.added == ("more",)


some_rows = st.lists(
    st.builds(
        Row,
        st.sampled_from([None, "a", "b", "c"]),
        st.sampled_from([None, VISITS, AUDIT, f"{AUDIT} there", f"{VISITS} or {GUIDE}", GUIDE, "team 3", "team 4"]),
        st.tuples(st.sampled_from(["", "Ann", "Bo"]), st.sampled_from(["", "May", "June"])),
    ),
    max_size=7,
)


@searching(80)
@given(some_rows, some_rows, st.booleans(), st.booleans())
def test_every_row_comes_once_and_the_result_is_the_same_the_other_way_round(before, after, lasting, strictly):
    keys = numbered(ROWS._replace(lasting=lasting))
    one, other = list(enumerate(before)), list(enumerate(after))
    there, back = matched(one, other, keys, strictly=strictly), matched(other, one, keys, strictly=strictly)
    assert sorted([*(pair.before for pair in there.both), *there.removed], key=lambda each: each[0]) == one
    assert sorted([*(pair.after for pair in there.both), *there.added], key=lambda each: each[0]) == other
    assert {(pair.before[0], pair.after[0], pair.by) for pair in there.both} == {
        (pair.after[0], pair.before[0], pair.by) for pair in back.both
    }


@searching(40)
@given(some_rows)
def test_of_an_untouched_table_every_row_is_itself_or_its_twin(rows):
    found = matched(rows, rows, ROWS)
    assert all(pair.before == pair.after and pair.by is not By.PLACE for pair in found.both)
    assert (found.removed, found.added) == ((), ())


@searching(40)
@given(st.permutations(range(5)))
def test_the_order_of_rows_with_their_own_texts_makes_no_difference(order):
    rows = [Row(None, text) for text in (VISITS, AUDIT, TRAIN, GUIDE, RECRUIT)]
    assert pairs(rows, [rows[at] for at in order]).keys() == {(at, place) for place, at in enumerate(order)}


@pytest.mark.slow
@pytest.mark.parametrize("texts", ["of their own", "all the same", "in groups", "blank"])
def test_of_twenty_thousand_rows_of_rubbish_few_are_compared_with_each_other(texts, monkeypatch):
    dice = random.Random(texts)
    words = [f"word{number}" for number in range(3000)]
    say = {
        "of their own": lambda: " ".join(dice.choices(words, k=12)),
        "all the same": lambda: "the same",
        "in groups": lambda: f"one of {dice.randrange(200)}",
        "blank": lambda: None,
    }[texts]
    compared = []
    ratio = fuzz.ratio
    monkeypatch.setattr(fuzz, "ratio", lambda *texts, **how: compared.append(texts) or ratio(*texts, **how))
    before, after = ([Row(None, say(), (str(dice.randrange(7)),)) for _ in range(20_000)] for _ in range(2))
    matched(before, after, ROWS)
    assert len(compared) <= 100_000
