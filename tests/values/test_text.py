"""How text is compared and put into sentences."""

from __future__ import annotations

import time
from datetime import date

import pytest

from plan_workbook.values.text import (
    counted,
    fold,
    in_brief,
    in_item_words,
    is_blank,
    listed,
    long_date,
    plural,
    points,
    says_no_value,
    tidy,
    title_mid_sentence,
    unseen_beyond,
)


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("  a   b ", "a b"),
        ("a\u00a0b", "a b"),
        ("a\n\tb", "a b"),
        ("Head\u2019s \u201cown\u201d", 'Head\'s "own"'),
        ("2017\u201318", "2017-18"),
        ("\u22125", "-5"),
        ("MiXed", "MiXed"),
    ],
)
def test_spaces_quotes_and_dashes_are_normalised(typed, tidied):
    assert tidy(typed) == tidied


def test_comparing_takes_no_notice_of_case_either():
    assert fold(" HEAD\u2019S  Office") == fold("head's office")


@pytest.mark.parametrize(
    "typed",
    [
        "An\u200bn",
        "\u200eAnn",
        "An\u00adn",
        "\ufeffAnn",
        "Ann\u2060",
        "Ann \u200b",
        "A\u200dnn",
        "Ann\ufe0f",
        "An\x07n",
    ],
)
def test_comparing_takes_no_notice_of_characters_that_nobody_sees(typed):
    assert fold(typed) == "ann"
    assert tidy(typed).replace(" ", "") == typed.replace(" ", ""), "where it is shown, the text stays as typed"


def test_an_accent_typed_apart_compares_as_the_letter_with_its_accent():
    assert fold("Zoe\u0308") == fold("Zo\u00eb") == fold("ZOE\u200b\u0308")


@pytest.mark.parametrize(
    ("text", "blank"), [("\u200b \u00ad", True), ("\u3164", True), ("\n\x00", True), ("\u200bx", False)]
)
def test_a_text_of_nothing_but_characters_that_nobody_sees_is_blank(text, blank):
    assert is_blank(text) is blank


def test_a_difference_that_nobody_sees_is_put_in_words():
    assert unseen_beyond("1.1\u200b", "1.1") == "an invisible character: zero width space"
    assert unseen_beyond("\u200e1.1\ufeff", "1.1") == (
        "invisible characters: left-to-right mark and zero width no-break space"
    )
    assert unseen_beyond("Zoe\u0308", "Zo\u00eb") == "an accent that is a separate character"
    assert unseen_beyond("1.1", "1.1\u200b") == unseen_beyond("a ", "A") == ""


@pytest.mark.parametrize("text", ["", " ", "-", "--", "n/a", "N/A", "NA", "tbc", "TBC ", "\u2013", "\u2014", "\u00a0"])
def test_some_words_say_that_there_is_no_value(text):
    assert says_no_value(text)


@pytest.mark.parametrize("text", ["0", "none", "no", "nil", "?", "x", "TBC by March"])
def test_other_words_are_values(text):
    assert not says_no_value(text)


def test_items_are_joined_as_a_sentence_does():
    assert [listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert listed(["a", "b"], "or") == "a or b"


def test_a_number_agrees_with_its_noun():
    assert [counted(n, "action") for n in (0, 1, 2)] == ["0 actions", "1 action", "2 actions"]
    assert [counted(n, "priority") for n in (1, 2)] == ["1 priority", "2 priorities"]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("Recommendation", "Recommendations"),
        ("Priority", "Priorities"),
        ("Theme", "Themes"),
        ("Key issue", "Key issues"),
        ("Survey", "Surveys"),
        ("Process", "Processes"),
        ("Branch", "Branches"),
        ("Area for improvement", "Areas for improvement"),
        ("area of weakness", "areas of weakness"),
        ("Focus", "Focuses"),
        ("Analysis", "Analyses"),
        ("Looked-after Child", "Looked-after Children"),
        ("Themes", "Themes"),
        ("Priorities", "Priorities"),
        ("Objectives for 2018", "Objectives for 2018"),
    ],
)
def test_what_a_plan_calls_its_items_has_a_plural(one, many):
    assert plural(one) == many


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Improvement Area", "Reopen the improvement area, as an improvement area. An improvement area's lead. Two."),
        ("Priority", "Reopen the priority, as a priority. A priority's lead. Two."),
        ("SEND Outcome", "Reopen the SEND outcome, as a SEND outcome. A SEND outcome's lead. Two."),
        ("Objective", "Reopen the objective, as an objective. An objective's lead. Two."),
        ("Unit", "Reopen the unit, as a unit. A unit's lead. Two."),
        (
            "Ofsted recommendation",
            "Reopen the Ofsted recommendation, as an Ofsted recommendation. An Ofsted recommendation's lead. Two.",
        ),
    ],
)
def test_a_plans_own_word_fits_into_a_sentence_with_its_article_and_without_its_capitals(word, said):
    ours = "Reopen the recommendation, as a recommendation. A recommendation's lead. Two."
    assert in_item_words(ours, word) == said


def test_a_plans_own_word_keeps_its_capitals_at_the_beginning_and_has_a_plural_inside():
    said = in_item_words("Recommendation 4 and the other recommendations; not 'recommendation 4'.", "Improvement Area")
    assert said == "Improvement Area 4 and the other improvement areas; not 'recommendation 4'."


def test_a_plans_own_word_that_has_ours_in_it_is_put_in_once():
    once = in_item_words("Recommendation 4 and other recommendations", "Peer review recommendation")
    assert once == "Peer review recommendation 4 and other peer review recommendations"
    assert in_item_words(once, "Peer review recommendation") == once


def test_a_date_is_written_out():
    assert long_date(date(2017, 12, 1)) == "1 December 2017"
    assert long_date(None) == ""


@pytest.mark.parametrize(
    ("typed", "points_of_it"),
    [
        ("-5% vacancies\n\n- real bullet\n\n-12 cases", ["-5% vacancies", "real bullet", "-12 cases"]),
        ("\u2022One\n\u2022 two\n\u00b7\tthree", ["One", "two", "three"]),
        ("Two things:\n- one\n- two", ["Two things:\n- one\n- two"]),
        ("- one, which\ngoes on", ["one, which\ngoes on"]),
        ("The offer is out.\nTwo homes opened.", ["The offer is out.", "Two homes opened."]),
        ("The offer is out to\nall care leavers.", ["The offer is out to\nall care leavers."]),
        ("**bold** and *so*", ["**bold** and *so*"]),
        ("- \n\n\n", ["-"]),
    ],
)
def test_points_lose_their_bullets_and_numbers_and_nothing_else(typed, points_of_it):
    assert points(typed) == points_of_it


def test_a_shortened_text_ends_with_a_whole_word():
    assert in_brief("Help councillors to see how children's services are performing", 60) == (
        "Help councillors to see how children's services are..."
    )
    assert in_brief("One, two, three", 12) == "One, two..."
    assert in_brief("x" * 100, 20) == f"{'x' * 17}..."  # a word that is longer than there is room


def test_the_beginning_of_a_long_text_tells_that_it_is_not_blank():
    for begin in ("a", "\u00e9", "\u200b\u00a0 a"):
        long = begin + "\x01" * 5_000_000
        start = time.process_time()
        assert not is_blank(long)
        assert time.process_time() - start < 0.01


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Children's Services Improvement Plan 2017-18", "the Children's Services Improvement Plan 2017-18"),
        ("SEND Strategy", "the SEND Strategy"),
        ("The Children's Plan", "The Children's Plan"),
        ("Our Improvement Plan", "Our Improvement Plan"),
        ("Our Children First", "Our Children First"),
        ("Getting to Good", "Getting to Good"),
    ],
)
def test_a_title_is_put_into_a_sentence_as_people_would_say_it(title, said):
    assert title_mid_sentence(title) == said
