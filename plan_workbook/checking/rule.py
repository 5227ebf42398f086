"""What a rule is, and the one place they are registered in.

A rule is one declaration: its name, how much it matters, the table whose rows it looks at, when it fires, what it
says and how to put it right. To add one, add a `rule(...)` call to the module of its table in `checking.rules`; the
schemas, the catalogue and the command reference follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from plan_workbook.checking.finding import Severity
from plan_workbook.plan.model import Input, Plan, Recommendation
from plan_workbook.values.text import in_item_words

if TYPE_CHECKING:
    import polars as pl


class Table(StrEnum):
    """The frames that rules look at; each holds the rows of the whole workbook."""

    WORKBOOK = "Workbook"
    """One row for each thing the reader noticed about the workbook itself."""
    PLAN = "Plan"
    """One row: the fields of the Plan sheet."""
    SETTINGS = "Settings"
    """One row for each cell of the Plan sheet that changes how the plan is judged."""
    RATINGS = "Rating scale"
    PEOPLE = "People of the plan"
    ACCEPTED = "Accepted findings"
    """One row for each accepted finding of the Plan sheet, once it is known which of them matched."""
    RECOMMENDATIONS = "Recommendations"
    PARAGRAPHS = "Progress"
    ACTIONS = "Actions"
    INDICATORS = "Indicators"
    LEADS = "People"
    """One row for each lead named in a cell."""


@dataclass(frozen=True)
class Case:
    """One row of a frame as the rules' messages see it."""

    plan: Plan
    recommendation: Recommendation | None
    inputs: dict[str, Input[Any]]
    facts: dict[str, Any] = field(default_factory=dict)
    """What was worked out for the row, by the frame's column."""
    key: str = ""
    """The input the finding points at."""

    @property
    def at(self) -> Input[Any]:
        """The input the finding points at."""
        return self.inputs[self.key]

    @property
    def quoted(self) -> str:
        """What stands in that input's cell, in quotation marks, shortened where it is long."""
        return quoted(self.at.text)

    def lacks(self, what: str) -> str:
        """Return that an input is not given: ``has no Comment``, and what stands there if that gives no value."""
        return f"has no {what}, only {self.quoted}" if self.at.typed else f"has no {what}"


def quoted(text: str) -> str:
    """Return a cell's text in quotation marks, on one line, shortened where it is long."""
    plain = " ".join(text.split())
    return f"'{plain}'" if len(plain) <= 80 else f"'{plain[:77].rstrip()}...'"


Words = str | Callable[[Case], str]


@dataclass(frozen=True)
class Rule:
    """One rule of the catalogue."""

    name: str
    severity: Severity
    table: Table
    title: str
    why: str
    """Why it matters to a board."""
    message: Words
    """What was found, in a sentence that names it."""
    fix: Words
    """What to do, in a sentence."""
    good: str
    bad: str
    fires: Callable[[str], pl.Expr]
    """Given the key of the input it points at, the expression that is true where the rule fires."""
    at: tuple[str, ...]
    """The keys of the inputs it looks at, one check for each."""
    compares: bool = False
    """Whether it needs last month's workbook, at least for some of what it finds."""

    def say(self, case: Case) -> str:
        """Return the message for a row."""
        message = self.message if isinstance(self.message, str) else self.message(case)
        return in_item_words(message, case.plan.item_word)

    def cure(self, case: Case) -> str:
        """Return what to do about it."""
        fix = self.fix if isinstance(self.fix, str) else self.fix(case)
        return in_item_words(fix, case.plan.item_word)


RULES: dict[str, Rule] = {}


def rule(
    name: str, severity: Severity, table: Table, *, at: str | tuple[str, ...], fires: Callable[[str], pl.Expr],
    title: str, why: str, message: Words, fix: Words, good: str, bad: str, compares: bool = False,
) -> None:  # fmt: skip
    """Register a rule.

    Raises:
        ValueError: there is a rule of that name already.
    """
    if name in RULES:
        raise ValueError(f"two rules are called {name}")
    keys = (at,) if isinstance(at, str) else at
    RULES[name] = Rule(name, severity, table, title, why, message, fix, good, bad, fires, keys, compares)


def catalogue() -> dict[str, Rule]:
    """Return all rules by name, in the order of the catalogue."""
    from plan_workbook.checking import rules

    return rules.RULES


def nearest_rule(name: str) -> str | None:
    """Return the rule whose name is nearest to what was typed, where any is near."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(name, list(catalogue()), scorer=fuzz.ratio, score_cutoff=60)
    return near[0] if near else None


def described(rule: Rule) -> list[tuple[str, str]]:
    """Return what the catalogue says of a rule, as labels and texts: for the command and the reference page alike."""
    texts = [("Fires when", rule.title), ("Why it matters", rule.why)]
    if isinstance(rule.fix, str):
        texts.append(("What to do", rule.fix))
    return [*texts, ("Good", rule.good), ("Bad", rule.bad)]
