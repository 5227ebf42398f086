"""Rules that are errors and that a plan makes milder, in words."""

from __future__ import annotations

from plan_workbook.checking.finding import Milder

MADE_MILDER = "Rules made milder"
"""The heading above them."""


def milder_in_words(milder: Milder) -> str:
    """Return what became of a rule, who agreed, and why."""
    return (
        f"{milder.rule}: a {milder.severity.value} instead of an error, agreed by {milder.agreed_by}: {milder.reason}"
    )
