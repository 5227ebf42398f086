"""Rules of your own: judged like the others, proved before a plan is, and refused in one sentence with their line."""

from __future__ import annotations

import re
import sys
from importlib import invalidate_caches
from pathlib import Path

import pytest
from builder import PlanBuilder, clean_plan
from checking.in_memory import in_memory
from pandera.backends.polars.components import ColumnBackend

from plan_workbook import schemas
from plan_workbook.checking import own_rules
from plan_workbook.checking.doubts import doubts
from plan_workbook.checking.report import check
from plan_workbook.errors import NotChecked, RulesError
from plan_workbook.jobs.demo import demo
from plan_workbook.rules import using

PAGE = Path(__file__).parents[2] / "docs" / "rules-of-your-own.md"
HEAD = """from plan_workbook.rules import *
import polars as pl
WORDS = dict(title="It is vague", why="Why", message="It is vague.", fix="Say more.", good="Good", bad="Bad")
def declared(name="action-vague", at="text", fires=given, **words):
    return rule(name, Severity.WARNING, ACTIONS, at=at, fires=fires, **{**WORDS, **words})
"""
VAGUE = HEAD + "RULES = (declared(fires=lambda key: value(key).str.starts_with('Consider')),)\n"
OF_A_FACT = (
    HEAD
    + """@ACTIONS.of_row
def is_training(case: Case[Action]) -> bool:
    return "drills" in case.inputs["text"].text
RULES = (declared("action-with-fact", fires=lambda key: is_training.column),)
"""
)


@pytest.fixture
def rules(tmp_path):
    """Writes a file of rules, and returns its path."""

    def written(code: str) -> Path:
        path = tmp_path / "our rules.py"
        path.write_text(code, encoding="utf-8")
        return path

    return written


def found(plan: PlanBuilder) -> list[tuple[str, str, str]]:
    """What is found in a plan: rule, severity, cell."""
    return [(each.rule, each.severity.value, f"{each.sheet}!{each.cell}") for each in check(in_memory(plan)).findings]


def found_in(plan: PlanBuilder) -> list[str]:
    """What is said about a plan that has columns of its own, which one in memory can't have."""
    return [each.message for each in check(plan.read().once_checked).findings]


def test_the_rule_of_the_page_passes_its_own_test(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rule, test = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    Path("council_rules.py").write_text(rule, encoding="utf-8")
    names: dict[str, object] = {}
    exec(test, names)
    names["test_a_grant_needs_an_end"](tmp_path)


def test_the_rule_of_the_page_goes_through_a_plan_without_its_column(rules):
    rule, _ = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    without, having = clean_plan(), clean_plan().column("actions", "funding source", "Grant 41")
    undated = clean_plan().action(completion_date="").column("actions", "FUNDING SOURCE", "Core", "Grant 41")
    with using(rules(rule)):
        assert found(without) == [] and found_in(having) == []
        assert found_in(undated)[-1:] == ["Action b is paid from 'Grant 41' and has no Completion Date."]


def test_what_it_works_out_from_the_other_rows_of_a_plan_finds_a_blank_where_the_column_is_not_there(rules):
    code = """
FUNDING = own_column(ACTIONS, "Funding Source")
@ACTIONS.of_plan
def funds(subject: Subject) -> dict[Place, int]:
    paid = {each.inputs[FUNDING].text for each in subject.plan.actions if each.inputs[FUNDING].given}
    return {(each.sheet, each.row): len(paid) for each in subject.plan.actions}
RULES = (declared(fires=lambda key: funds.column > 1),)
"""
    without, having = clean_plan(), clean_plan().action().column("actions", "Funding source", "Core", "Grant")
    with using(rules(HEAD + code)):
        assert found(without) == []
        assert found_in(having) == ["It is vague.", "It is vague."]


def test_every_name_that_the_page_lists_is_offered_and_no_other():
    from plan_workbook import rules as offered

    listed = PAGE.read_text(encoding="utf-8").partition("## What is offered")[2].partition("##")[0]
    named = {name for row in re.findall(r"^\| (`.*?) \|", listed, re.M) for name in re.findall(r"`(\w+)`", row)}
    assert sorted(named) == sorted(offered.__all__)


def test_it_finds_what_it_looks_for_while_it_is_in_force_and_nothing_before_or_after(rules):
    plan = clean_plan().action(text="Consider training")
    columns = set(schemas.actions(in_memory(plan)).columns)
    assert found(plan) == []
    with using(rules(VAGUE)) as own:
        assert [each.source.name for each in own] == ["our rules.py"]
        assert found(plan) == [("action-vague", "warning", "R01!C26")]
    assert found(plan) == []
    assert set(schemas.actions(in_memory(plan)).columns) == columns


def test_a_plan_changes_its_severity_and_accepts_its_findings(rules):
    plan = clean_plan().action(text="Consider training").severity("action-vague", "error")
    with using(rules(VAGUE)):
        assert found(plan) == [("action-vague", "error", "R01!C26")]
        report = check(in_memory(plan.accept("action-vague", "R01 b", "It is being considered", "Board")))
        assert report.findings == () and [each.finding.rule for each in report.accepted] == ["action-vague"]


def test_without_its_file_such_a_row_of_the_plan_sheet_is_a_finding_that_says_how_to_name_it(rules):
    (finding,) = check(in_memory(clean_plan().severity("our-very-own-thing", "error"))).findings
    assert (
        finding.rule == "plan-setting-unreadable"
        and "name its file with --rules, or install its package." in finding.fix
    )


def test_a_board_is_told_that_something_is_in_doubt(rules):
    plan = in_memory(clean_plan().action(text="Consider training"))
    with using(rules(VAGUE)):
        assert doubts(check(plan), "Recommendation") == "1 other finding is open"


def test_a_fact_of_a_row_and_one_of_the_plan_are_worked_out_for_it(rules):
    facts = """
@ACTIONS.of_row
def many_words(case: Case[Action]) -> bool:
    return len(case.item.text.text.split()) > 20
@ACTIONS.of_plan
def busy(subject: Subject) -> dict[Place, int]:
    return {(each.sheet, each.row): len(subject.plan.actions) for each in subject.plan.actions}
RULES = (declared(fires=lambda key: many_words.column & (busy.column > 1), message=lambda case: f"{busy.of(case)}"),)
"""
    plan = in_memory(clean_plan().action(text="word " * 21))
    with using(rules(HEAD + facts)):
        assert [each.message for each in check(plan).findings] == ["2"]


def test_its_schema_has_to_report_the_planted_failure_too(rules, monkeypatch):
    plan = in_memory(clean_plan())
    with using(rules(VAGUE)):
        monkeypatch.setattr(ColumnBackend, "run_checks", lambda self, frame, schema: [])
        with pytest.raises(NotChecked, match="was not found"):
            check(plan)


def test_about_an_extra_column_it_is_silent_in_plans_that_do_not_have_it(rules):
    path = rules(HEAD + "RULES = (declared(at=own_column(ACTIONS, 'funding source'), fires=missing),)\n")
    without, having = clean_plan(), clean_plan().action().column("actions", "Funding Source", "Core")
    with using(path):
        assert found(without) == []
        (finding,) = check(having.read().once_checked).findings
        assert (finding.rule, finding.cell) == ("action-vague", "M26")


ZERO = "RULES = (declared(message=lambda case: 1 / 0),)"
FACT = "@ACTIONS.of_row\ndef wrong(case: Case[Action]) -> bool:\n    return case.nothing\nRULES = (declared(),)"
MISTAKES = {
    "not Python": ("RULES = (", r"line 6: this is not Python"),
    "no rules": ("x = 1", r"can't be found: put them into a tuple that is called RULES"),
    "empty": ("RULES = ()", r"has no rules"),
    "a module that is not there": ("import nowhere_at_all", r"line 6: ModuleNotFoundError"),
    "it ends the program": ("import sys\nsys.exit(3)", r"line 7: SystemExit: 3"),
    "the name of one of ours": ("RULES = (declared('action-overdue'),)", r"there is a rule action-overdue already"),
    "the same name twice": ("RULES = (declared(), declared())", r"has a rule action-vague already"),
    "no name": ("RULES = (declared('Action Vague'),)", r"'Action Vague' is not a name for a rule"),
    "no words": ("RULES = (declared(fix=' '),)", r"the rule action-vague has no words for fix"),
    "words left out": (
        "RULES = (rule('a-b', Severity.NOTE, ACTIONS, at='text'),)",
        r"line 6: TypeError: rule\(\)",
    ),
    "no such column": ("RULES = (declared(at='texts'),)", r"points at texts, which the table Actions does not have"),
    "an expression about no column": ("RULES = (declared(fires=lambda key: pl.col('x')),)", r"unable to find column"),
    "an expression that is a text": ("RULES = (declared(fires=value),)", r"is not true or false"),
    "the fact of one of ours": (
        FACT.replace("wrong", "overdue"),
        r"line 6: ValueError: .*already has a column",
    ),
    "a message that fails": (ZERO, r"line 6: the rule action-vague can't be judged: ZeroDivisionError"),
    "a message that is none": ("RULES = (declared(message=lambda case: ''),)", r"is not a sentence but ''"),
    "a fact that fails": (FACT, r"line 8: AttributeError"),
    "an expression that fails on a row": (
        "RULES = (declared(fires=lambda key: pl.col(key).cast(pl.Int64) > 3),)",
        r"the rule action-vague can't be judged: .*conversion from",
    ),
}


@pytest.mark.parametrize(("code", "says"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_rules_is_one_sentence_with_its_file_and_line(code, says, rules):
    with (
        pytest.raises(RulesError, match=rf"^(The rules in )?our rules\.py.*{says}") as refusal,
        using(rules(HEAD + code)),
    ):
        check(in_memory(clean_plan()))
    assert "\n" not in str(refusal.value) and len(str(refusal.value)) < 400
    assert found(clean_plan()) == []


@pytest.mark.parametrize(("name", "says"), [("nothing.py", "can't be read"), (".", "can't be read")])
def test_a_rules_file_that_is_not_there_is_named(name, says, tmp_path):
    with pytest.raises(RulesError, match=says), using(tmp_path / name):
        pass


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Installs a package with this code, or installs it again, and forgets the rules in force."""
    about = tmp_path / "exampleshire_checks-2.1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: exampleshire-checks\nVersion: 2.1\n")
    (about / "entry_points.txt").write_text("[plan_workbook.rules]\nexampleshire = council_checks\n")
    (about / "RECORD").write_text("council_checks.py,,\ncouncil_words.py,,\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(own_rules, "_now", [])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # which would serve for code that changes within a second

    def again(code: str, words: str = "") -> None:
        (tmp_path / "council_checks.py").write_text(code, encoding="utf-8")
        (tmp_path / "council_words.py").write_text(words, encoding="utf-8")
        for name in ("council_checks", "council_words"):
            sys.modules.pop(name, None)
        invalidate_caches()
        for each in own_rules._now:
            each.remove()
        own_rules._now.clear()

    yield again
    again("")
    (about / "entry_points.txt").unlink()


def test_the_rules_of_an_installed_package_are_always_in_force(installed):
    installed(VAGUE)
    assert found(clean_plan().action(text="Consider training")) == [("action-vague", "warning", "R01!C26")]
    (own,) = own_rules.in_force().own
    assert own.source.name == "exampleshire-checks 2.1"


def test_a_package_that_is_installed_again_with_other_code_is_another_one_even_if_its_version_is_the_same(installed):
    told = []
    for code in ((VAGUE,), (VAGUE,), (VAGUE.replace("Consider", "Explore"),), (VAGUE, "SAID = 'in another module'\n")):
        installed(*code)
        told.append(own_rules.in_force().fingerprint)
    assert told[0] == told[1] and len(set(told)) == 3


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("x = 1\ny = nothing\n", "exampleshire-checks 2.1, line 2 of council_checks.py: NameError"),
        ("RULES = (\n", "exampleshire-checks 2.1, line 1 of council_checks.py: this is not Python"),
        (HEAD + "RULES = (declared(fix=' '),)\n", "exampleshire-checks 2.1, line 5 of council_checks.py: the rule"),
        ("RULES = ()\n", "exampleshire-checks 2.1 has no rules"),
    ],
)
def test_a_mistake_in_an_installed_package_names_its_file_and_says_what_gets_one_going_again(code, says, installed):
    installed(code)
    with pytest.raises(RulesError, match=re.escape(says)) as refusal:
        own_rules.in_force()
    assert str(refusal.value).endswith("or uninstall exampleshire-checks to go on without it; nothing was changed.")


def test_a_file_with_the_rules_of_an_installed_package_is_told_that_they_are_in_force_without_it(installed, rules):
    installed(VAGUE)
    says = "exampleshire-checks 2.1, which is installed and so always in force, has a rule action-vague already"
    with pytest.raises(RulesError, match=f"{says}; leave out --rules"), using(rules(VAGUE)):
        pass


def test_a_file_is_put_in_force_and_out_again_next_to_an_installed_package_with_a_fact(installed, rules):
    installed(OF_A_FACT)
    here = clean_plan().action(text="Consider drills")

    def names() -> set[str]:
        return {rule for rule, _, _ in found(here)}

    assert names() == {"action-with-fact"}
    for _ in range(2):
        with using(rules(VAGUE)):
            assert names() == {"action-vague", "action-with-fact"}
        assert names() == {"action-with-fact"}


def test_a_mistake_in_an_installed_package_stops_demo_before_it_makes_a_folder(installed, tmp_path):
    installed("RULES = (\n")
    with pytest.raises(RulesError, match="this is not Python"):
        next(demo(tmp_path / "demo"))
    assert not (tmp_path / "demo").exists()
