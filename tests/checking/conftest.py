"""What the tests of the checker share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from builder import PlanBuilder
from checking.in_memory import in_memory

from plan_workbook.checking import Report
from plan_workbook.checking.report import check


@pytest.fixture(scope="session")
def spoken() -> Callable[[PlanBuilder], set[tuple[str, str]]]:
    """Return the rules that speak in a plan, each with its sheet."""

    def rules(plan: PlanBuilder) -> set[tuple[str, str]]:
        return {(f.rule, f.sheet or "") for f in report(plan).findings}

    return rules


def report(plan: PlanBuilder) -> Report:
    """What is found in a plan."""
    return check(in_memory(plan))


@pytest.fixture(scope="session")
def reported() -> Callable[[PlanBuilder], Report]:
    return report
