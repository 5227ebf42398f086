"""What must exist: the plan learns its recommendations at each summarise, and misses those that lost their sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builder import clean_plan, editing, with_inputs

from plan_workbook.checking.report import check
from plan_workbook.jobs.summarise import summarise, write_checks
from plan_workbook.plan.items import Numbers, bare_number, plain_number
from plan_workbook.reading import read_plan
from plan_workbook.reading.items import items_now
from plan_workbook.writing.master import blank_register, master_workbook


def missing(path) -> list[tuple[str | None, str]]:
    """The sheet and message of each finding of a missing sheet."""
    return [(f.sheet, f.message) for f in check(read_plan(path)).findings if f.rule == "sheet-missing"]


@pytest.fixture
def path(tmp_path):
    return clean_plan(3).write(tmp_path / "plan.xlsx")


def copied(book, number: str) -> None:
    """Add a copy of R01 for another recommendation."""
    names = dict(book["R01"].defined_names)
    copy = book.workbook.copy_worksheet(book["R01"])
    copy.title = f"R{number.zfill(2)}"
    for name, each in names.items():
        each = type(each)(name, attr_text=each.attr_text.replace("R01!", f"{copy.title}!"))
        copy.defined_names[name] = each
    book.type_field(copy.title, "Number", number)


def test_a_recommendation_added_and_summarised_is_missed_when_it_is_gone(path):
    with editing(path) as book:
        copied(book, "4")
    summarise(path)
    with editing(path) as book:
        del book.workbook["R04"]
    assert missing(path) == [("Plan", "Recommendation 4 is part of the plan but has no sheet.")]


@pytest.mark.slow
def test_a_missing_sheet_is_not_forgotten_by_summarising_and_the_file_settles(path):
    with editing(path) as book:
        del book.workbook["R02"]
    summarise(path)
    write_checks(path)
    assert len(missing(path)) == 1
    assert not summarise(path).changed


@pytest.mark.slow
def test_a_number_that_changed_is_named(path):
    with editing(path) as book:
        book.type_field("R02", "Number", "22")
    said = "Recommendation 2 is part of the plan but has no sheet; sheet R02 now says 22."
    assert missing(path) == [("Plan", said)]
    summarise(path)
    assert missing(path) == [("Plan", said)]
    with editing(path) as book:
        book.type_field("R02", "Number", "2")
    assert missing(path) == []


@pytest.mark.parametrize(("reason", "learned"), [("Split in two", ["22"]), ("", [])])
def test_a_number_that_changed_is_learned_once_it_is_accepted_with_a_reason_that_the_other_is_gone(reason, learned):
    plan = clean_plan(3).accept("sheet-missing", "2", reason).read()
    other = with_inputs(plan.recommendations[1], number=replace(plan.recommendations[1].number, text="22"))
    changed = replace(plan, recommendations=(plan.recommendations[0], other, plan.recommendations[2]))
    assert items_now(changed) == ["1", "2", "3", *learned]


def test_of_two_items_the_one_whose_sheet_repeats_a_number_is_not_said_twice(path):
    with editing(path) as book:
        book.type_field("R02", "Number", "1")
        del book.workbook["R03"]
    assert [said for _, said in missing(path)] == ["Recommendation 3 is part of the plan but has no sheet."]


@pytest.mark.slow
def test_spare_sheets_of_a_blank_workbook_may_go(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(master_workbook(blank_register(3)))
    with editing(path) as book:
        book.type_field("R01", "Title", "Visit every child weekly")
        book.type_field("R02", "Title", "Train every team")
        del book.workbook["R03"]
    summarise(path)
    assert missing(path) == []
    with editing(path) as book:
        del book.workbook["R02"]
    assert [said for _, said in missing(path)] == ["Recommendation 2 is part of the plan but has no sheet."]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Recommendation 10", "10"),
        ("R12", "12"),
        ("r 7.", "7"),
        ("07", "7"),
        ("Rec. 3", "3"),
        ("No. 4.10", "4.10"),
        ("4.01", "4.01"),
        ("Priority 2", "2"),
        ("R", "r"),
        ("Risk 3", "risk 3"),
    ],
)
def test_a_number_may_have_a_word_before_it(text, number):
    assert plain_number(text, "Priority") == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("R12", "12"),
        ("Recommendation 12", "12"),
        ("No. 15A.", "15A"),
        ("18.", "18"),
        ("4.10", "4.10"),
        ("Risk 3", "Risk 3"),
    ],
)
def test_a_sentence_names_a_number_without_the_word_before_it(text, said):
    assert bare_number(text) == said


def test_a_number_means_a_listed_one_only_if_it_can_mean_no_other():
    assert Numbers(["10", "12"]).meant("R12") == "12"
    assert Numbers(["R12", "12"]).meant("Recommendation 12") == "recommendation 12"
    assert Numbers(["R12", "12"]).meant("r12") == "r12"
