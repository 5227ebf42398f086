"""A program that uses the package: mypy, which CI runs over it, must know what everything gives and takes."""

from plan_workbook import Finding, Plan, check, export, publish, read_plan, rules, status, summarise
from plan_workbook.rules import ACTIONS, Action, Case, Rule, Severity, given, rule

plan: Plan = read_plan("plan.xlsx")
found: list[Finding] = list(check(plan).findings)
total: int = status("plan.xlsx").figures.total_actions
made = [summarise("plan.xlsx").path, publish("plan.xlsx").path, export("plan.xlsx", "register").path]


@ACTIONS.of_row
def short(case: Case[Action]) -> bool:
    return len(case.item.text.text) < 5


RULES: tuple[Rule, ...] = (
    rule(
        "action-short",
        Severity.NOTE,
        ACTIONS,
        at="text",
        fires=lambda key: short.column & given(key),
        title="Short",
        why="Why",
        message=lambda case: case.quoted,
        fix="Fix",
        good="Good",
        bad="Bad",
    ),
)
wrong: int = read_plan("plan.xlsx")  # type: ignore[assignment]  # strict mypy says so if this is no mistake to it
assert callable(rules.using)
