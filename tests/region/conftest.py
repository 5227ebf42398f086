"""Plans of a few councils over three months, and the store that they are gathered into."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from builder import PlanBuilder, clean_plan

from plan_workbook.jobs.gather import gather
from plan_workbook.jobs.region import figures_over
from plan_workbook.region.values import Region


class Gathered(NamedTuple):
    """Workbooks and their store."""

    store: Path
    returns: Path

    def december(self) -> list[Path]:
        """The workbooks that are counted in December."""
        return sorted(self.returns.glob("*-12.xlsx"))


def kent(**fields: str) -> PlanBuilder:
    """A plan with something off track, something in doubt, and two dates that have passed."""
    plan = clean_plan(2, authority="Kent", **fields)
    plan.recommendation(rating="R").action(rating="R", completion_date="30/11/2017")
    plan.recommendation(rating="G").action(rating="G", completion_date="30/09/2017")
    plan.indicator(number="PI 204", description="Visits on time", actual="60%", target="90%")
    plan.indicator(
        number="PI 9", unit="days", description="Days to a decision", actual="31", target="40", better="Lower"
    )
    return plan.accept("action-overdue-but-green", "R04 a")


def leeds(**fields: str) -> PlanBuilder:
    """A plan with nothing off track, and a placeholder for a PI number."""
    plan = clean_plan(1, authority="Leeds", **fields)
    plan.indicator(number="PI 204", description="Visits on time", actual="92%", target="90%")
    plan.indicator(
        number="PI 9", unit="weeks", description="Weeks to a decision", actual="6", target="4", better="Lower"
    )
    return plan.indicator(number="TBC", actual="41%")


def bury(**fields: str) -> PlanBuilder:
    """A plan that gives one figure under two recommendations."""
    plan = clean_plan(1, authority="Bury", **fields).recommendation(rating="A")
    for number in ("1", "2"):
        plan.indicator(number, number="PI 204", description="Visits made in time", actual="75%", target="90%")
    return plan


OLD = {"11": "30/11/2017", "10": "31/10/2017"}


@pytest.fixture(scope="session")
def gathered(tmp_path_factory) -> Gathered:
    """December of three councils, of which one has not sent its other plan, and the two months before."""
    folder = tmp_path_factory.mktemp("region")
    returns = folder / "returns"
    returns.mkdir()
    for name, plan in (("kent", kent), ("leeds", leeds), ("bury", bury)):
        (returns / f"{name}-12.xlsx").write_bytes(plan().template())
        (returns / f"{name}-11.xlsx").write_bytes(plan(report_date=OLD["11"]).template())
    devon = clean_plan(1, authority="Devon", report_date=OLD["10"])
    (returns / "devon-10.xlsx").write_bytes(devon.template())
    early = clean_plan(9, authority="leeds", report_date="15/12/2017")
    (returns / "leeds-early.xlsx").write_bytes(early.template())
    (returns / "broken.xlsx").write_bytes(b"PK\x03\x04 and nothing else")
    gather(returns, folder / "store", processes=1)
    return Gathered(folder / "store", returns)


@pytest.fixture(scope="session")
def december(gathered) -> Region:
    """The figures over the last period in the store."""
    return figures_over(gathered.store)
