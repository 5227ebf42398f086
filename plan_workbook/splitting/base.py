"""What a part said when it went out: what a return is compared with, to know what the lead changed."""

from __future__ import annotations

from typing import NamedTuple

from plan_workbook.plan.model import Recommendation


class Base(NamedTuple):
    """What a workbook said when it was handed out."""

    recommendations: tuple[Recommendation, ...]
    """With every input as it was read then: raw content, text, number format and address."""
    lead: str = ""
    """The lead that the part was made for; empty for a part without one, and for a copy of the whole master."""
    sheets: tuple[str, ...] = ()
    """The names that the part's sheets had in the master then."""
    title: str = ""
    """The title of the plan, by which a part of another plan is recognised."""
    period: str = ""
    """The reporting period for which it was handed out."""
    report_date: str = ""
    """The report date as a register has it."""
