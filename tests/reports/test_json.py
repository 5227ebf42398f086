"""The JSON for programs: one shape, whether one workbook was named or many."""

import json

import pytest

from plan_workbook.checking.finding import NotRead, Results
from plan_workbook.reports.json import as_json, as_json1

LOST = NotRead("lost.xlsx", "file-missing", "The file lost.xlsx does not exist.")


def test_one_workbook_is_listed_as_each_of_several_is(mixed):
    one, many = as_json(Results((mixed,))), as_json(Results((mixed, mixed), several=True))
    assert one["workbooks"] == many["workbooks"][:1] == [mixed.as_json()]
    assert set(many) <= set(one)


def test_the_keys_of_the_only_workbook_are_where_format_1_had_them(mixed):
    told = as_json(Results((mixed,)))
    assert told["format"] == 2
    assert mixed.as_json().items() <= told.items()


def test_a_workbook_that_could_not_be_read_is_listed_with_the_reason(mixed):
    lost = {"workbook": "lost.xlsx", "error": {"code": LOST.code, "message": LOST.message}}
    assert as_json(Results((mixed, LOST), several=True))["workbooks"] == [mixed.as_json(), lost]
    assert as_json(Results((LOST,)))["workbooks"] == [lost]


def test_what_was_not_checked_or_compared_is_said(mixed):
    told = as_json(
        Results((mixed,), True, (("a.bak.xlsx", "the backup of a workbook"),), (("b.xlsx", "a.xlsx"),), ("c.xlsx",))
    )
    assert told["skipped"] == [{"workbook": "a.bak.xlsx", "why": "the backup of a workbook"}]
    assert told["copies"] == [{"workbook": "b.xlsx", "copy_of": "a.xlsx"}]
    assert told["not_compared"] == ["c.xlsx"]


def test_dates_are_iso_and_the_object_can_be_written(mixed):
    again = json.loads(json.dumps(as_json(Results((mixed, mixed), several=True))))
    assert [each["value"] for each in again["workbooks"][1]["findings"]][1:4] == ["2017-12-31", "2017-11-30", 0.41]


def test_rules_made_milder_are_listed(milder):
    assert as_json(Results((milder,)))["milder"] == [
        {
            "rule": "action-lead-missing",
            "severity": "note",
            "reason": "Leads change",
            "agreed_by": "Board",
            "sheet": "Plan",
            "cell": "B66",
        }
    ]


@pytest.mark.parametrize("several", [False, True])
def test_format_1_can_still_be_had_without_anything_that_came_later(mixed, milder, several):
    told = as_json1(Results((mixed, LOST), several))
    one = told["workbooks"][0] if several else told
    assert told["format"] == one["format"] == 1
    assert not several or len(told["workbooks"]) == 1
    assert list(one) == ["format", "workbook", "period", "report_date", "counts", "findings", "accepted"]
    assert list(one["findings"][0])[-3:] == ["value", "recommendation", "lead"]
    assert list(one["accepted"][0])[-4:] == ["lead", "reason", "agreed_by", "until"]
    assert "accepted" not in as_json1(Results((milder,)))
