"""The law that a value reads in the master as it read in the return, over values of every kind."""

import random
from collections import Counter
from datetime import date, datetime

import pytest
from builder import EXTRAS, clean_plan
from hypothesis import given
from hypothesis import strategies as st
from searching import searching
from support.hands import Hand, came_back, collected

from plan_workbook.collecting.entries import Take
from plan_workbook.layout import ACTIONS, DATES, NUMBERS, RECOMMENDATION, Kind
from plan_workbook.package.typed_values import Formatted
from plan_workbook.register.canonical import canonical
from plan_workbook.register.same import same

TEXTS = [
    *(
        "=1+1",
        "+44 20",
        "-",
        "@home",
        "'quoted'",
        "n/a",
        "TBC",
        "0041",
        "_x0041_",
        "a\nb",
        " spaced ",
        "Café 🙂",
        "<&>",
    ),
    "A long text, " * 400,
]
FIGURES = [
    *(0, 41, 0.41, -3.5, 1234567.891, 0.1 + 0.2, 1e-7, 12345678901234567890),
    *(Formatted(0.41, "0%"), Formatted(0.4155, "0.0%"), Formatted(590, '0" days"'), Formatted(1_200_000, '£0.0,,"m"')),
    *(Formatted(4.1, "0.00"), Formatted(7, "000"), Formatted(43190, "General"), Formatted(0.5, "h:mm")),
    *("41%", "41 %", "590 days", "£1.2m", "41 approx", "1,200"),
]
DAYS = [
    *(date(2018, 3, 31), date(2018, 6, 1), datetime(2018, 3, 31, 12, 30), Formatted(datetime(2018, 3, 1), "mmm-yy")),
    *(Formatted(datetime(2018, 3, 1), "dd mmmm yyyy"), Formatted(datetime(2018, 3, 1), "d/m"), 43190),
    *("31/03/2018", "March 2018", "31 Feb 2018", "2018-03-31", "end of May 2018"),
]
WORDS = {
    Kind.RATING: ["g", "R", "Amber", "green", "Gren"],
    Kind.STATUS: ["active", "BAU", "Business as usual", "Closed"],
    Kind.BETTER: ["higher", "Lower", "monitor", "More"],
    Kind.LEADS: ["Ann Other & Bob Smith", "Head of Assessment, Ann Other", "TBC"],
    Kind.UNIT: ["%", "days", "£m", "per 10,000"],
    Kind.YES_NO: ["Yes", "no", "perhaps"],
    Kind.PERIOD: ["Q2", "2017/18", "Oct 2017", date(2017, 10, 31)],
    Kind.CODE: [4.1, Formatted(4.1, "0.00"), "4.10", 7, Formatted(7, "000"), "CSC 7", True],
}


def any_value(dice, kind):
    """A value that somebody might type into such a cell, and now and then one of another kind."""
    usual = [*WORDS.get(kind, []), *(FIGURES if kind in NUMBERS else DAYS if kind in DATES else TEXTS)]
    other = [*FIGURES, *DAYS, *TEXTS]
    if kind is Kind.LEADS:
        other = [each for each in other if each != 0]  # what a formula leaves that found nothing, not a name
    return None if dice.random() < 0.05 else dice.choice(usual if dice.random() < 0.8 else other)


def scribbled(dice, hand, share):
    """The workbook after somebody typed into a share of its cells, spare rows included."""
    cells = {}
    for each in hand.plan.recommendations:
        typed = cells.setdefault(each.sheet, {})
        for field in RECOMMENDATION.fields[1:]:
            if dice.random() < share:
                typed[each.inputs[field.key].cell] = any_value(dice, field.kind)
        for table in RECOMMENDATION.tables:
            count = len(each.rows(table.key))
            added = dice.choice([0, 0, 1])
            for row in range(count + added):
                for column in table.inputs:
                    if dice.random() < (share if row < count else 0.7):
                        cell = hand.cell(each.sheet, (table.key, row, column.key))
                        typed[cell] = any_value(dice, column.kind)
    return hand.with_cells(cells)


def records(each, table):
    """The rows of a table as a register has them, apart from spaces at the ends."""
    return Counter(
        tuple(canonical(row.inputs[c.key], c.kind).replace(" \n", "\n").strip() for c in table.inputs)
        for row in each.rows(table.key)
    )


@pytest.fixture(scope="module")
def sent():
    plan = clean_plan(4).using(*EXTRAS)
    for number in "1234":
        for at in range(3):
            plan.action(number, text=f"Recruit team {at} of area {number} and train it.", ref=f"{at}")
            plan.indicator(number, unit=["days", "", "£m"][at], target="5", actual="4", better="Lower")
    return Hand(plan.template())


def reads_alike(sent, seed, share):
    lead = scribbled(random.Random(seed), sent, share)
    decided, after = collected(sent, came_back(sent, lead), take=Take.RETURNED)
    assert not decided.left_alone and not decided.conflicts
    assert not [each for each in decided.not_carried if "spare" not in each.what]
    kept = {each.where.cell for each in decided.changes if each.why.startswith("The completion date was put off")}
    for ours, theirs in zip(after.plan.recommendations, lead.plan.recommendations, strict=True):
        for field in RECOMMENDATION.fields:
            assert same(ours.inputs[field.key], theirs.inputs[field.key], field.kind), field.key
        for table in RECOMMENDATION.tables:
            if table is ACTIONS and any(a.original_completion_date.cell in kept for a in ours.actions):
                continue
            if (ours.sheet, table.key) in decided.lacking:  # a row is listed until there is room for it
                continue
            assert records(ours, table) == records(theirs, table)
    again, settled = collected(after, came_back(sent, lead))
    assert not again.changes and not again.conflicts and settled.content == after.content


@searching(8)
@given(st.integers(0, 10**6))
def test_a_value_reads_in_the_master_as_in_the_return(sent, seed):
    reads_alike(sent, seed, 0.15)


@pytest.mark.slow
@searching(100)
@given(st.integers(0, 10**6))
def test_a_value_reads_in_the_master_as_in_the_return_whatever_was_typed(sent, seed):
    reads_alike(sent, seed, 0.3)
