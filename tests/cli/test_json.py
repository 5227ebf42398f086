"""What commands print with ``--format json`` is what the schemas in ``docs/schemas`` say."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from builder import clean_plan
from jsonschema import Draft202012Validator

from plan_workbook.contract import format_of, reports

sys.path.append(str(Path(__file__).parents[2] / "docs"))
from contract_schemas import schema_of

DRAFT = ("plan.xlsx", "--to", "board@example.gov.uk", "--draft")
JSON = ("--format", "json")
CALLS = [
    ("validate", "plan.xlsx", *JSON),
    ("validate", "plan.xlsx", "lost.xlsx", "plan.bak.xlsx", *JSON),
    ("validate", "plan.xlsx", "--format", "json1"),
    ("validate", "plan.xlsx", "lost.xlsx", "--format", "json1"),
    ("status", "plan.xlsx", "--each", *JSON),
    ("status", "plan.xlsx", "--each", "--previous", "before.xlsx", *JSON),
    ("summarise", "plan.xlsx", "-o", "out.xlsx", *JSON),
    ("publish", "plan.xlsx", "--draft", *JSON, "--format", "html"),
    ("publish", "plan.xlsx", *JSON),
    ("email", *DRAFT, *JSON, "--format", "html"),
    ("email", *DRAFT, "--dry-run", *JSON),
    ("chase", "plan.xlsx", "--due", *JSON),
    ("split", "plan.xlsx", *JSON),
    ("chase", "plan.xlsx", "--missing", "--dry-run", *JSON),
    ("collect", "plan.xlsx", "plan-split", *JSON),
    ("compare", "before.xlsx", "plan.xlsx", *JSON),
    (
        "rollover",
        "plan.xlsx",
        "-o",
        "next.xlsx",
        "--period",
        "Q4",
        "--report-date",
        "31/01/2018",
        "--with-errors",
        *JSON,
    ),
    ("history", "next.xlsx", *JSON),
    ("export", "plan.xlsx", "-o", "register", *JSON),
    ("export", "plan.xlsx", "lost.xlsx", "--typed", "-o", "tables", *JSON),
    ("gather", "plan.xlsx", "-o", "store", "--format", "parquet", "--report", "json"),
    ("bring", "tracker.csv", "-o", "brought", *JSON),
]
"""In an order in which each finds the files that it needs."""


@pytest.mark.slow
def test_every_command_that_prints_json_prints_what_its_schema_says(run, folder):
    plan = clean_plan(2).indicator(number="NEW").action(completion_date="30/11/2017").action(rating="Gren")
    plan.person("Head of Assessment", email="head@example.gov.uk").accept("action-overdue-but-green", "R02 b", "Agreed")
    plan.write_template(folder / "plan.xlsx")
    clean_plan(2, report_date="30/11/2017", period="November 2017").write_template(folder / "before.xlsx")
    (folder / "plan.bak.xlsx").write_bytes(b"")
    (folder / "tracker.csv").write_text(
        "Recommendation;Title;Action;By whom;Deadline\n1;Assess;Train;Jo Hart;Mar 2018\n"
    )
    for command, *arguments in CALLS:
        done = run(command, *arguments)
        older = 1 if "json1" in arguments else None
        found = [
            each.message for each in Draft202012Validator(schema_of(command, older, strict=True)).iter_errors(done.json)
        ]
        assert not found, (command, arguments, done)
        assert done.json["format"] == (older or format_of(command))
    assert {command for command, *_ in CALLS} == set(reports())


def test_the_examples_on_the_page_for_programs_are_what_the_schemas_say():
    page = (Path(__file__).parents[2] / "docs" / "programs.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```json\n(.*?)^```", page, re.M | re.S)
    assert Draft202012Validator(schema_of("validate", strict=True)).is_valid(json.loads(example))


@pytest.mark.parametrize("command", sorted(reports()))
def test_a_schema_is_one_and_knows_a_command_that_failed(command):
    schema = schema_of(command)
    Draft202012Validator.check_schema(schema)
    judged = Draft202012Validator(schema)
    assert judged.is_valid({"format": 1, "error": {"code": "input", "message": "No."}})
    assert not judged.is_valid({"format": format_of(command)})
    failed = {"format": 1, "error": {"code": "input", "message": "No."}, "more": "undeclared"}
    assert not Draft202012Validator(schema_of(command, strict=True)).is_valid(failed)
