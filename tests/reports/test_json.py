"""The JSON for programs: one object, or a list of them."""

import json

from plan_workbook.reports.json import as_json


def test_one_workbook_is_its_own_object(mixed):
    assert as_json([mixed], several=False) == mixed.as_json()


def test_several_are_listed_even_where_only_one_could_be_read(mixed):
    assert as_json([mixed], several=True) == {"format": 1, "workbooks": [mixed.as_json()]}


def test_dates_are_iso_and_the_object_can_be_written(mixed):
    again = json.loads(json.dumps(as_json([mixed, mixed], several=True)))
    assert [each["value"] for each in again["workbooks"][1]["findings"]][1:4] == ["2017-12-31", "2017-11-30", 0.41]


def test_rules_made_milder_are_there_only_if_there_are_any(mixed, milder):
    assert "milder" not in as_json([mixed], several=False)
    assert as_json([milder], several=False)["milder"] == [
        {
            "rule": "action-lead-missing",
            "severity": "note",
            "reason": "Leads change",
            "agreed_by": "Board",
            "sheet": "Plan",
            "cell": "B66",
        }
    ]
