"""Rules about performance indicators."""

from __future__ import annotations

import polars as pl

from plan_workbook import layout
from plan_workbook.checking.expressions import given, is_open, missing, unreadable, value
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.rule import Case, Table, quoted, rule
from plan_workbook.plan.model import Better, Problem
from plan_workbook.values.units import hundredfold

_HEADINGS = layout.INDICATORS.headings
_VALUES = ("target", "previous", "actual")
_NUMBERS = ("target", "previous", "actual", "tolerance")


def named(case: Case) -> str:
    """Return the indicator as messages name it: its PI number, or else its description."""
    number, description = case.inputs["number"], case.inputs["description"]
    if number.given:
        return " ".join(number.text.split())
    return f"The indicator {quoted(description.text)}" if description.given else "This indicator"


def _out_of_range(key: str) -> pl.Expr:
    return (value(key) < 0) | (value(key) > 100)


def _problem(problem: Problem) -> pl.Expr:
    return pl.lit(problem.value)


rule(
    "indicator-number-missing", Severity.WARNING, Table.INDICATORS, at="number",
    fires=lambda key: (~given(key) | pl.col("placeholder")) & is_open(),
    title="An indicator has no PI number, or only a placeholder",
    why="It can't be found in the performance report, or told from another one.",
    message=lambda case: f"{case.quoted} is no PI number yet." if case.at.value else "The PI number is empty.",
    fix="Give it the number the performance report uses.", good="CSC 022", bad="NEW",
)  # fmt: skip
for _key, _name, _good in (
    ("description", "description", "% of reviews held in time"),
    ("lead", "lead officer", "Head of X"),
):
    rule(
        f"indicator-{_key}-missing", Severity.ERROR, Table.INDICATORS, at=_key, fires=missing,
        title=f"An indicator has no {_name}",
        why="The board must know what is measured and who answers for it.",
        message=lambda case: f"{named(case)} {case.lacks(_HEADINGS[case.key])}.",
        fix="Type the name or post that answers for it." if _key == "lead" else "Say what is measured.",
        good=_good, bad="(blank)",
    )  # fmt: skip
rule(
    "indicator-unit-missing", Severity.WARNING, Table.INDICATORS, at="unit",
    fires=lambda key: missing(key) & (pl.col("shown_unit") == ""),
    title="An indicator has no unit, and no value shows it",
    why="Nobody can tell 41 children from 41 per cent.",
    message=lambda case: f"{named(case)} has no Unit, and its values do not show one.",
    fix="Choose %, number, days or another unit.", good="%", bad="(blank)",
)  # fmt: skip
rule(
    "indicator-unit-mismatch", Severity.WARNING, Table.INDICATORS, at=_VALUES,
    fires=lambda key: pl.col(f"{key}_other_unit"),
    title="A value carries another unit than the Unit cell",
    why="Either the value or the unit is not what the board will take it for.",
    message=lambda case: f"{named(case)}: {case.quoted} ({_HEADINGS[case.key]}) is not in "
    + (
        f"{quoted(case.inputs['unit'].text)}, the unit of this indicator."
        if case.inputs["unit"].given
        else f"{case.facts['shown_unit']}, as its other values are."
    ),
    fix="Correct the value or the Unit, so that both say the same.",
    good="Unit: days, Target: 590 days",
    bad="Unit: weeks, Target: 590 days",
)  # fmt: skip
rule(
    "indicator-better-missing", Severity.WARNING, Table.INDICATORS, at="better",
    fires=lambda key: given("target") & value(key).is_null() & (pl.col(f"{key}_problem") != "absent") & is_open(),
    title="A target, but nobody says which way is better",
    why="It can't be judged: 24 against 35 may be good or bad.",
    message=lambda case: f"{named(case)} has a target, but Better "
    + (f"says {case.quoted}, which is none of Higher, Lower or Monitor." if case.at.given else "is empty."),
    fix="Choose Higher or Lower, or Monitor if it is not to be judged.", good="Lower", bad="(blank)",
)  # fmt: skip
rule(
    "indicator-value-unreadable", Severity.ERROR, Table.INDICATORS, at=_NUMBERS, fires=unreadable,
    title="A value that is not a number",
    why="The indicator can't be judged, and counts as having no figure.",
    message=lambda case: (
        f"{named(case)}: {case.quoted} is not a {'percentage of the target' if case.key == 'tolerance' else 'number'} "
        f"({_HEADINGS[case.key]})."
    ),
    fix=lambda case: (
        "Type a percentage of the target on its own, 0% or more, such as 5%."
        if case.key == "tolerance"
        else "Type the number on its own, such as 41% or 590 days; put the quarter in Period and remarks in Comment. "
        "If there is no figure, type - and say why in Comment."
    ),
    good="41%", bad="Qtr 2 41%",
)  # fmt: skip
rule(
    "indicator-percent-ambiguous", Severity.ERROR, Table.INDICATORS, at=_NUMBERS,
    fires=lambda key: pl.col(f"{key}_problem") == _problem(Problem.AMBIGUOUS),
    title="0.41 in a cell that is not formatted as a percentage",
    why="It may mean 0.41% or 41%, and the tool does not guess.",
    message=lambda case: f"{named(case)}: {case.quoted} ({_HEADINGS[case.key]}) may mean {case.at.text.strip()}% or "
    f"{_hundredfold(case)}%, so no value was taken.",
    fix=lambda case: f"Type it again with its sign, for example {'5%' if case.key == 'tolerance' else '41%'}.",
    good="41%", bad="0.41",
)  # fmt: skip
rule(
    "indicator-percent-unformatted", Severity.NOTE, Table.INDICATORS, at=_VALUES,
    fires=lambda key: (pl.col(f"{key}_problem") == _problem(Problem.UNFORMATTED)) & ~_out_of_range(key),
    title="41 in a cell that is not formatted as a percentage, read as 41%",
    why="It was read as meant, but a formula or a chart over it would take it for 4,100%.",
    message=lambda case: f"{named(case)}: {case.quoted} ({_HEADINGS[case.key]}) was read as {case.at.text.strip()}%.",
    fix="Nothing, if that is right; typing it with the % sign makes it certain.", good="41%", bad="41",
)  # fmt: skip
rule(
    "indicator-percent-out-of-range", Severity.WARNING, Table.INDICATORS, at=_VALUES,
    fires=lambda key: (pl.col("shown_unit") == "%") & ~pl.col(f"{key}_other_unit") & _out_of_range(key),
    title="A percentage below 0 or above 100",
    why="Mostly a slip of the decimal point.",
    message=lambda case: f"{named(case)}: {case.quoted} ({_HEADINGS[case.key]}) is not between 0% and 100%.",
    fix="Correct it; if it is right, say in Comment how it can be.", good="98%", bad="980%",
)  # fmt: skip
rule(
    "indicator-actual-missing", Severity.ERROR, Table.INDICATORS, at="actual",
    fires=lambda key: given("target") & missing(key) & ~given("comment"),
    title="A target, no actual, and no comment that says why",
    why="The board can't see how far away the target is.",
    message=lambda case: f"{named(case)} has a target of {quoted(case.inputs['target'].text)} but no Actual, and no "
    "Comment says why.",
    fix="Type the figure, or say in Comment why there is none and when it comes.", good="88%", bad="-",
)  # fmt: skip
rule(
    "indicator-target-missing", Severity.NOTE, Table.INDICATORS, at="target",
    fires=lambda key: given("actual")
    & missing(key)
    & (value("better").is_null() | (value("better") != Better.MONITOR.value)),
    title="An actual, but no target",
    why="Nobody can tell whether the figure is good enough.",
    message=lambda case: f"{named(case)} has an Actual of {quoted(case.inputs['actual'].text)} but no Target.",
    fix="Agree a target, or choose Monitor under Better if it is only watched.", good="90%", bad="-",
)  # fmt: skip
rule(
    "indicator-empty", Severity.WARNING, Table.INDICATORS, at="actual",
    fires=lambda key: missing(key) & ~given("target"),
    title="An indicator with neither target nor actual",
    why="It measures nothing.",
    message=lambda case: f"{named(case)} has neither a Target nor an Actual.",
    fix="Fill both in, or take the indicator out until it is ready.", good="Target: 90%, Actual: 88%",
    bad="Target: -, Actual: -",
)  # fmt: skip
rule(
    "indicator-conflict", Severity.ERROR, Table.INDICATORS,
    at=("description", "lead", "unit", "better", "target", "actual"),
    fires=lambda key: pl.col("conflict_at") == key,
    title="One PI number, reported differently in two places",
    why="One of the two is wrong, and both are counted.",
    message=lambda case: f"{named(case)} is reported differently elsewhere: {case.facts['conflict_in']}.",
    fix="Make both rows say the same, or give one of them its own PI number.",
    good="CSC 022 with the same row under 1 and 12", bad="CSC 176 with two leads",
)  # fmt: skip
rule(
    "indicator-same-figures", Severity.NOTE, Table.INDICATORS, at="number",
    fires=lambda _: pl.col("same_figures").is_not_null(),
    title="Different PI numbers, the same figures and much the same words",
    why="It may be one indicator counted twice.",
    message=lambda case: f"{named(case)} has the same target and actual as {case.facts['same_figures']}, and both "
    "descriptions end alike.",
    fix="If it is one indicator, use one PI number; if not, nothing.", good="Different figures",
    bad="CSC 340 and CSC 340c, both 10% and 7%, both '...rated as inadequate'",
)  # fmt: skip
rule(
    "indicator-stale", Severity.WARNING, Table.INDICATORS, at="period",
    fires=lambda _: given("actual") & pl.col("stale") & is_open(),
    title="The figure's period ended more than three months before the report",
    why="The board would judge today by an old figure.",
    message=lambda case: f"{named(case)}: the figure covers the time to {case.facts['period_end']}, more than three "
    "months before the report date's month.",
    fix="Bring in the newest figure and its Period, or say in Comment why there is none.",
    good="Period: Oct 2017",
    bad="Period: Jun 2017 (report date 31/12/2017)",
)  # fmt: skip
rule(
    "indicator-outlier", Severity.NOTE, Table.INDICATORS, at="actual",
    fires=lambda _: pl.col("outlier") & ~pl.col("out_of_range"),
    title="Better or worse than its target by more than 40%",
    why="It may be a slip, or a target that asks too little.",
    message=lambda case: f"{named(case)}: {case.quoted} is more than 40% away from the target of "
    f"{quoted(case.inputs['target'].text)}.",
    fix="Check both figures; if they are right, consider whether the target still is.",
    good="Target: 90%, Actual: 88%",
    bad="Unit: days, Better: Lower, Target: 590 days, Actual: 303 days",
)  # fmt: skip
rule(
    "indicator-previous-mismatch", Severity.WARNING, Table.INDICATORS, at="previous", compares=True,
    fires=lambda _: pl.col("actual_then").is_not_null(),
    title="Previous is not what last month's workbook had as Actual",
    why="The direction of travel is worked out from it: improvement may be claimed that was not made.",
    message=lambda case: f"{named(case)}: Previous says {case.quoted}, but last month's Actual was "
    f"{quoted(case.facts['actual_then'])}.",
    fix="Type last month's Actual here. If the figure was corrected since, accept this finding on the Plan sheet, with "
    "the reason.",
    good="Previous 88%, last month's Actual 88%", bad="Previous 80%, last month's Actual 88%",
)  # fmt: skip
rule(
    "indicator-target-moved", Severity.WARNING, Table.INDICATORS, at="target", compares=True,
    fires=lambda _: pl.col("target_then").is_not_null(),
    title="The target is not last month's",
    why="A target that moves quietly makes a miss look like a hit.",
    message=lambda case: f"{named(case)}: the target was {quoted(case.facts['target_then'])} last month and is "
    f"{case.quoted} now.",
    fix="Put the target back. If a new one was agreed, accept this finding on the Plan sheet, with who agreed it.",
    good="Target 90% in both months", bad="Target 90% last month, 80% now",
)  # fmt: skip


def _hundredfold(case: Case) -> str:
    return hundredfold(case.at.text)
