"""The declaration of a rule.

A rule is one declaration: its name, its severity, the table whose rows it looks at, when it fires, its message and
how to put things right. To add one, add a `rule(...)` to the `RULES` of its table's room; the schemas, the
catalogue and the reference page follow.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from plan_workbook.checking.case import Case
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.table import Table
from plan_workbook.layout import Kind
from plan_workbook.layout.own_columns import is_own_column
from plan_workbook.plan.scale import Scale
from plan_workbook.values.example_day import with_days_of_its_year
from plan_workbook.values.text import in_item_words, is_blank

Words = str | Callable[[Case[Any]], str]


@dataclass(frozen=True)
class ByRow:
    """What to do where that depends on the row: what the catalogue says of every row, and what is said of one."""

    in_general: str
    of_row: Callable[[Case[Any]], str]

    def __call__(self, case: Case[Any]) -> str:
        """Return what to do about a row."""
        return self.of_row(case)


class Source(NamedTuple):
    """Where rules of your own come from."""

    name: str
    """What people call it: the name of the file, or that of the installed package with its version."""
    file: str
    """The file whose code it is, or the module of a package."""
    package: str = ""
    """The installed package, without its version; empty for a file that was named."""


@dataclass(frozen=True, eq=False, repr=False)
class Rule:
    """One rule of the catalogue."""

    name: str
    severity: Severity
    table: Table[Any]
    title: str
    why: str
    """Why it matters to a board."""
    message: Words
    """What was found, in a sentence that names it."""
    fix: Words
    """What to do, in a sentence."""
    good: str
    bad: str
    points_at: tuple[str, ...] | frozenset[Kind]
    """The keys of the inputs it looks at, or the kinds of all inputs it looks at."""
    fires: Callable[[str], pl.Expr] | None
    """Given the key of the input it points at, the expression that is true where the rule fires."""
    allowed: Callable[[Scale], tuple[str, ...]] | None
    """Instead of an expression: given the plan's rating scale, the only words that are allowed."""
    compares: bool = False
    """Whether it needs last month's workbook, at least for some of its findings."""
    coordinators: bool = False
    """Whether only the coordinator can put it right, so that no lead is asked to, even if it is on a lead's sheet."""
    line: int = 0
    """The line of the file that declares it."""
    source: Source | None = None
    """Where a rule of your own comes from; None for those that come with the tool."""

    @property
    def at(self) -> tuple[str, ...]:
        """The keys of the inputs it looks at, one check for each."""
        if isinstance(self.points_at, tuple):
            return self.points_at
        return tuple(key for key, kind in self.table.inputs.items() if kind in self.points_at)

    def looks_at(self, key: str) -> frozenset[str]:
        """Return the columns of the frame that the check on an input looks at."""
        return frozenset(self.fires(key).meta.root_names()) if self.fires else frozenset({key})

    @property
    def to_do(self) -> str:
        """What to do, as the catalogue says it; empty if it has only words for each row, as your own rules may."""
        if isinstance(self.fix, ByRow):
            return self.fix.in_general
        return self.fix if isinstance(self.fix, str) else ""

    def say(self, case: Case[Any]) -> str:
        """Return the message for a row."""
        return self._said("message", self.message, case)

    def cure(self, case: Case[Any]) -> str:
        """Return what to do about it."""
        return with_days_of_its_year(self._said("fix", self.fix, case), case.plan.report_date)

    def _said(self, what: str, words: Words, case: Case[Any]) -> str:
        said = words if isinstance(words, str) else words(case)
        if not isinstance(said, str) or is_blank(said):
            raise ValueError(f"the {what} of {self.name} is not a sentence but {said!r}")
        return in_item_words(said, case.plan.item_word)


def rule(
    name: str,
    severity: Severity,
    table: Table[Any],
    *,
    at: str | tuple[str, ...] | frozenset[Kind],
    title: str,
    why: str,
    message: Words,
    fix: Words,
    good: str,
    bad: str,
    fires: Callable[[str], pl.Expr] | None = None,
    allowed: Callable[[Scale], tuple[str, ...]] | None = None,
    compares: bool = False,
    coordinators: bool = False,
) -> Rule:
    """Declare a rule: by an expression that is true where it fires, or by the only words that are allowed.

    `at` names the inputs it points at, by their keys; with kinds, it points at every input of these kinds that the
    layout declares.

    Args:
        name: what findings, accepted findings and changed severities call it: small letters, with hyphens.
        severity: how much a finding matters, unless a plan changes it.
        table: the table whose rows it looks at.
        at: the inputs it points at, one check for each.
        title: when it fires, in a few words.
        why: why that matters to a board.
        message: what was found, in a sentence, or a function that makes it of a row.
        fix: what to do, likewise.
        good: an example that passes.
        bad: one that does not.
        fires: given the key of an input it points at, the expression that is true where it fires.
        allowed: given the plan's rating scale, the only words that may be there.
        compares: whether it needs last month's workbook.

    Raises:
        ValueError: it has both or neither, or points at a column that the table does not have.
    """
    keys = (at,) if isinstance(at, str) else at
    if (fires is None) is (allowed is None):
        raise ValueError(f"{name} needs either an expression or a list of words")
    for key in keys if isinstance(keys, tuple) else ():
        if key not in table.inputs and not is_own_column(key, table.key):
            raise ValueError(f"{name} points at {key}, which the table {table.title} does not have")
    line = sys._getframe(1).f_lineno
    about = (title, why, message, fix, good, bad)
    return Rule(name, severity, table, *about, keys, fires, allowed, compares, coordinators, line)


def described(rule: Rule) -> list[tuple[str, str]]:
    """Return the catalogue's entry for a rule, as labels and texts, for the command and the reference page."""
    texts = [("Fires when", rule.title), ("Why it matters", rule.why)]
    if to_do := rule.to_do:
        texts.append(("What to do", to_do))
    texts += [("Good", rule.good), ("Bad", rule.bad)]
    return [*texts, ("Comes from", rule.source.name)] if rule.source else texts
