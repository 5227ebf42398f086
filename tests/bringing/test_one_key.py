"""Several documents of one plan, or several keys of one document, have one rating scale."""

from __future__ import annotations

from collections import Counter

from assembled import actions, brought_from, listed
from tables_drawn import document, drawn

from plan_workbook.bringing.documents.document import Document

REPORT_KEY = """
    BRAG | What it means
    B [2E75B6] | Blue: finished and we can show it
    G [92D050] | Green: on schedule
    A [FFC000] | Amber: slipping, but there is a plan
    R [FF0000] | Red: behind; the Board needs to know
"""
TRACKER_KEY = """
    [2E75B6] | Finished
    [92D050] | On schedule
    [FFC000] | Slipping
    [FF0000] | Behind / stuck
"""
ROWS = """
    Ref | Milestone | Owner | BRAG
    1.1 | Hire a head of service | Jo Hart | {}
    1.2 | Audit forty cases a month | Tom Fell | {}
"""


def with_a_key(name: str, key: str, *ratings: str) -> Document:
    table = drawn(ROWS.format(*ratings), f"{name}, table 2")
    return document(drawn(key, f"{name}, table 1"), "# Priority 1: Homes", table, file=name)


def test_two_documents_with_a_key_have_one_scale_that_of_the_key_that_explains_it():
    report = with_a_key("report.docx", REPORT_KEY, "G", "A")
    tracker = with_a_key("tracker.docx", TRACKER_KEY, "Slipping", "[FF0000]")
    for documents in ((report, tracker), (tracker, report)):
        made = brought_from(*documents)
        assert listed(made, "ratings", "Code", "Label", "Counts as") == [
            "B | Blue | complete",
            "G | Green | on track",
            "A | Amber | at risk",
            "R | Red | off track",
        ]
        assert listed(made, "ratings", "Progress")[3] == "Red: behind; the Board needs to know"
        assert not [each for each in made.questions if "key" in each]
    assert actions(brought_from(tracker), "RAG") == ["1 | A", "1 | R"]


def test_a_key_in_one_document_and_words_in_the_other_give_no_code_twice():
    key = REPORT_KEY.replace("B [2E75B6] | Blue: finished and we can show it", "")
    report = with_a_key("report.docx", key.replace("A [FFC000]", "Slipping"), "G", "Slipping")
    tracker = document("# Priority 1: Homes", drawn(ROWS.format("Amber", "Red"), "t.docx, table 1"), file="t.docx")
    codes = Counter(listed(brought_from(report, tracker), "ratings", "Code"))
    assert {*codes.values()} == {1}
    assert len(codes) == 4


def test_keys_that_contradict_each_other_are_a_question():
    other = REPORT_KEY.replace("A [FFC000] | Amber: slipping, but there is a plan", "A | Achieved")
    made = brought_from(
        with_a_key("report.docx", REPORT_KEY, "G", "A"),
        with_a_key("tracker.docx", other.replace("B [2E75B6] | Blue: finished and we can show it", ""), "G", "A"),
    )
    assert made.questions[0] == (
        "The keys say two things of 'A': 'Amber: slipping, but there is a plan' at report.docx, table 1, row 4, column "
        "1, which was kept, and 'Achieved' at tracker.docx, table 1, row 3, column 1."
    )
    assert listed(made, "ratings", "Code").count("A") == 1
