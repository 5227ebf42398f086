"""One workbook as made, looked at by all the tests of writing."""

from __future__ import annotations

import pytest
from builder import EXTRAS, PlanBuilder, opened


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The path of a master workbook with every column, numbers of every sort, dates and texts."""
    plan = PlanBuilder(default_tolerance="7.5%").using(*EXTRAS).recommendation(number="4.10").recommendation(number="7")
    plan.indicator(target="90%", actual="98.5%", tolerance="5", previous="Qtr 2 41%", period="Q2 2017/18", number="022")
    plan.indicator(unit="days", better="Lower", target="426 days", actual="590 days", previous="1,204")
    plan.indicator(unit="£", target="£1,200", actual="£0.50", previous="-£5")
    plan.indicator(target="98", actual="0.41", previous="-")
    plan.indicator(unit="number", target="123456789012345678901", actual="0.123456789012345678", previous="")
    plan.action(
        start_date="Sept 2017", completion_date="Sept 2017", original_completion_date="31 Feb 2018", rating="green"
    )
    plan.action(
        start_date="9.12.16", completion_date="ongoing", date_completed="2017-12-01", ref="4.01.01", text="=1+1"
    )
    return plan.write(tmp_path_factory.mktemp("made") / "plan.xlsx")


@pytest.fixture(scope="session")
def book(made):
    """The same, opened in openpyxl."""
    return opened(made)
