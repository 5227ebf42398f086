"""Rules about who leads what."""

from __future__ import annotations

import polars as pl

from plan_workbook.checking.finding import Severity
from plan_workbook.checking.rule import Case, Table, quoted, rule


def _unlisted(case: Case) -> str:
    near = case.facts["nearest"]
    question = f" Is {quoted(near)} meant?" if near else ""
    return f"{quoted(case.facts['name'])} is not among the people on the Plan sheet.{question}"


rule(
    "lead-unlisted", Severity.WARNING, Table.LEADS, at="cell", fires=lambda _: pl.col("unlisted"),
    title="A lead who is not among the plan's people",
    why="Nobody by that name can be chased or written to.",
    message=_unlisted,
    fix="Correct the name here, or add it to People on the Plan sheet.",
    good="A name that is listed", bad="A name that is not",
)  # fmt: skip
rule(
    "lead-spelling", Severity.WARNING, Table.LEADS, at="cell",
    fires=lambda _: pl.col("like").is_not_null() & ~pl.col("people_listed"),
    title="A lead who looks like another lead of this plan",
    why="One person under two names is chased twice or not at all.",
    message=lambda case: f"{quoted(case.facts['name'])} looks like {quoted(case.facts['like'])}, who leads elsewhere "
    "in this plan.",
    fix="If it is the same person or post, write it the same way everywhere.",
    good="Head of Permanence throughout", bad="Head of Permanance in one place, Head of Permanence in the others",
)  # fmt: skip
