"""Checking workbooks as a function: what is checked, when, and what comes of each."""

from __future__ import annotations

import tempfile
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from plan_workbook.checking import Severity
from plan_workbook.errors import InputError, UnknownRule
from plan_workbook.jobs import many
from plan_workbook.jobs.chase import chase
from plan_workbook.jobs.one import Task
from plan_workbook.jobs.validate import validate
from plan_workbook.package import PackageError


def test_each_workbook_is_checked_when_it_is_its_turn(clean, faulty):
    found = validate([clean, faulty, Path("missing.xlsx")])
    assert found.several and [task.path for task in found.tasks] == [clean, faulty, Path("missing.xlsx")]
    faulty.unlink()
    first, second, third = found.outcomes
    assert first.report is not None and first.report.findings == ()
    assert "does not exist" in second.failure and "does not exist" in third.failure


def test_one_workbook_may_be_given_as_text(faulty):
    (outcome,) = validate(str(faulty)).outcomes
    assert outcome.task.path == faulty and outcome.report.findings


def test_one_by_itself_that_cannot_be_read_is_raised_when_it_is_its_turn(folder):
    found = validate([Path("missing.xlsx")])
    with pytest.raises(PackageError, match="does not exist"):
        next(found.outcomes)


def test_the_report_holds_what_is_wanted(faulty):
    (everything,) = validate([faulty]).outcomes
    (severe,) = validate([faulty], at_least=Severity.ERROR).outcomes
    (one,) = validate([faulty], only=["Indicator-Number-Missing"]).outcomes
    (without,) = validate([faulty], skip=["indicator-number-missing"]).outcomes
    reports = [each.report for each in (everything, severe, one, without) if each.report is not None]
    rules = [{finding.rule for finding in report.findings} for report in reports]
    assert rules[1] == {"action-rating-unknown"} and rules[2] == {"indicator-number-missing"}
    assert rules[0] == rules[2] | rules[3]


def test_what_cannot_be_wanted_is_refused_before_anything_is_read(folder):
    with pytest.raises(UnknownRule, match="did you mean action-overdue"):
        validate([Path("missing.xlsx")], only=["action-overdu"])
    with pytest.raises(InputError, match="is the workbook itself"):
        (folder / "plan.xlsx").write_bytes(b"")
        validate([Path("plan.xlsx")], previous=Path("plan.xlsx"))


def test_what_nobody_foresaw_in_another_process_keeps_its_log(folder, monkeypatch):
    def check_one(task, passwords):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(many, "check_one", check_one)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    outcome = many._check(Task(Path("plan.xlsx")), None)
    assert outcome is not None and outcome.failure.startswith("Unexpected error with plan.xlsx. Please report it and ")
    (log,) = folder.iterdir()
    assert str(log) in outcome.failure and "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_a_rule_and_a_severity_may_be_given_as_one_word(faulty):
    def rules(**wanted):
        (outcome,) = validate(faulty, **wanted).outcomes
        assert outcome.report is not None
        return {finding.rule for finding in outcome.report.findings}

    assert rules(at_least="error") == rules(skip="indicator-number-missing") == {"action-rating-unknown"}
    assert rules(only="indicator-number-missing") == {"indicator-number-missing"}


@pytest.mark.parametrize("job", [validate, chase])
def test_an_unknown_severity_names_the_choices(job, faulty):
    with pytest.raises(InputError, match=r"^at_least is 'bad', which is not a choice: give error, warning or note\.$"):
        job(faulty, at_least="bad")


def test_chase_takes_a_severity_as_its_word(faulty):
    assert chase(faulty, at_least="error", dry_run=True).plan.name == "faulty.xlsx"


def test_any_executor_checks_in_the_same_order(clean, faulty):
    with ThreadPoolExecutor(2) as executor:
        outcomes = list(validate([clean, faulty, Path("missing.xlsx")], executor=executor).outcomes)
    assert [len(each.report.findings) if each.report else each.failure for each in outcomes] == [
        *(len(each.report.findings) for each in validate([clean, faulty]).outcomes),
        "The file missing.xlsx does not exist: check the name and the folder.",
    ]


def test_a_task_that_an_executor_loses_twice_is_named(clean, faulty):
    class Losing(ThreadPoolExecutor):
        def submit(self, do, task, *args):
            future = super().submit(do, task, *args)
            if task.path == faulty:
                future = Future()
                future.set_exception(BrokenExecutor())
            return future

    with Losing(1) as executor:
        first, second = validate([clean, faulty], executor=executor).outcomes
    assert first.report is not None and "was stopped from outside" in second.failure
