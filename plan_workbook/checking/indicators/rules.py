"""Rules about performance indicators."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from plan_workbook import layout
from plan_workbook.checking.case import Case
from plan_workbook.checking.expressions import (
    given,
    has_problem,
    is_open,
    missing,
    only_filled,
    says_no_end,
    unreadable,
    value,
)
from plan_workbook.checking.finding import Severity, quoted
from plan_workbook.checking.indicators.conflicts import COMPARED
from plan_workbook.checking.indicators.facts import (
    actual_then,
    band_out_of_range,
    commented_then,
    conflict,
    in_other_units,
    out_of_range,
    period_end,
    placeholder,
    raised_although_lower,
    same_figures,
    shown_unit,
    stale,
    target_then,
    unexplained_again,
    worded_then,
)
from plan_workbook.checking.indicators.pi_number import pi_named
from plan_workbook.checking.indicators.table import INDICATORS
from plan_workbook.checking.rule import ByRow, Rule, rule
from plan_workbook.patterns import pattern
from plan_workbook.plan.choices import Better, YesNo
from plan_workbook.plan.inputs import Problem
from plan_workbook.plan.model import Indicator
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.text import listed, long_date
from plan_workbook.values.units import hundredfold, is_in_unit, plain_number, with_unit

_WITH_COMMA = pattern(r"\s*-?\d{1,12},\d{1,2}\s*%?\s*")
"""A number with the comma of other countries: with three digits behind it, it would be one of thousands."""
_OUTLIER = 0.4 * (1 + 1e-9)
"""Distance from the target, as a share of it, beyond which a figure is worth a second look: 40%, but for rounding."""


def name_of(case: Case[Indicator]) -> str:
    """Return the indicator as messages name it: its PI number, or else its description."""
    number, description = case.inputs["number"], case.inputs["description"]
    if number.there:
        return pi_named(number.text)
    return f"The indicator {quoted(description.text)}" if description.there else "This indicator"


def heading(case: Case[Indicator]) -> str:
    """Return the heading of the column that the finding points at."""
    return layout.INDICATORS.headings[case.key]


_NUMBER_ALONE = (
    "Type the number on its own, such as 41% or 590 days; put the quarter in Period and remarks in Comment. If there "
    "is no figure, type - and say why in Comment."
)


def _expected(case: Case[Indicator]) -> tuple[str, str]:
    """Return what the cell should hold, and how to type it."""
    kind = INDICATORS.inputs[case.key]
    if kind in layout.DATES:
        return "a date", "Type a date, day first, for example 31/03/2018. Put remarks in Comment."
    if case.key == "tolerance":
        return "a percentage of the target", "Type a percentage of the target on its own, 0% or more, such as 5%."
    if case.key == "target" and case.inputs["better"].value is Better.BAND:
        return "a range", "Type the two edges of the band, such as 80% to 90%, or choose Higher or Lower under Better."
    if kind is layout.Kind.PERCENT:
        return "a percentage", "Type a percentage on its own, 0% or more, such as 5%."
    if kind is layout.Kind.YES_NO:
        return listed(list(YesNo), "or"), "Choose one from the list, or leave it blank."
    if _WITH_COMMA.fullmatch(case.at.text):
        return "a number", f"Type a point for the comma: {case.at.text.strip().replace(',', '.')}."
    return "a number", _NUMBER_ALONE


_MATCHING = "Correct the value or the Unit so that they match."


def _amount(case: Case[Indicator]) -> str:
    """Return how much of its own unit may be typed as an indicator's tolerance."""
    unit = shown_unit.of(case)
    return "points, such as 2 points" if not unit or is_in_unit("%", unit) else f"an amount in {unit}"


def _stored(case: Case[Indicator]) -> str:
    return plain_number(as_decimal(case.at.raw)) if isinstance(case.at.raw, int | float) else case.at.text


def _as_shown(case: Case[Indicator]) -> str:
    return "something else" if case.at.text == _stored(case) else case.quoted


def _out_of_range(key: str) -> pl.Expr:
    beyond = ((value(key) < 0) | (value(key) > 100)).fill_null(False)
    return beyond | band_out_of_range.column if key == "target" else beyond


def _has_target() -> pl.Expr:
    return given("target") | _has_step()


def _has_step() -> pl.Expr:
    """Tell whether there is a target for the period; a frame need not have its column."""
    return given("target_now") & ~has_problem("target_now", Problem.ABSENT)


def _judged_by() -> pl.Expr:
    """Return the target that an indicator is judged against; null for a band."""
    return pl.when(_has_step()).then(value("target_now")).otherwise(value("target"))


def _reads(key: str) -> pl.Expr:
    """Tell whether no other rule has something to say about what is in the cell."""
    return has_problem(key, Problem.UNFORMATTED) | (pl.col(f"{key}_problem") == "")


def _is_unfit(key: str) -> pl.Expr:
    """Tell whether a floor or a target for the period is given where neither is used, or a floor beats the target."""
    not_used = (
        given(key) & _reads(key) & value("better").is_in([Better.BAND.value, Better.MONITOR.value]).fill_null(False)
    )
    if key != "floor":
        return not_used
    above, below = value(key) > _judged_by(), value(key) < _judged_by()
    beats = pl.when(value("better") == Better.HIGHER.value).then(above).otherwise(below)
    return not_used | (value("better").is_in([Better.HIGHER.value, Better.LOWER.value]) & beats).fill_null(False)


def _unfit(case: Case[Indicator]) -> str:
    what = f"{name_of(case)}: {heading(case)} is {case.quoted}, "
    better = case.item.better.value
    if better is Better.BAND:
        return what + "but with Band only the range under Target and the tolerance are used."
    if better is Better.MONITOR:
        return what + "but with Monitor the indicator is not judged."
    target = quoted(case.item.judged_by.text)
    return what + f"which is better than the target of {target}, so that no miss is near target."


_WORST_VALUE = "Type the worst value that still counts as near target, or clear this cell."


def _fitting(case: Case[Indicator]) -> str:
    better = case.item.better.value
    if better is Better.BAND:
        return "Clear this cell; if a miss may be larger or smaller, say so under Tolerance."
    if better is Better.MONITOR:
        return "Clear this cell, or choose Higher or Lower under Better if the indicator is to be judged."
    return _WORST_VALUE


def _says_which_way(key: str) -> pl.Expr:
    return value(key).is_in([word.value for word in Better]).fill_null(False)


def _is_outlier(key: str) -> pl.Expr:
    """Tell whether an actual that is judged against its target is more than 40% of the target away from it."""
    judged = value("better").is_in([Better.HIGHER.value, Better.LOWER.value]) & (_judged_by() != 0)
    return judged & ((value(key) - _judged_by()).abs() / _judged_by().abs() > _OUTLIER)


def _missing(key: str, name: str, fix: str, good: str) -> Rule:
    return rule(
        f"indicator-{key}-missing",
        Severity.ERROR,
        INDICATORS,
        at=key,
        fires=missing,
        title=f"An indicator has no {name}",
        why="The board must know what is measured and who is responsible for it.",
        message=lambda case: f"{name_of(case)} {case.lacks(heading(case))}.",
        fix=fix,
        good=good,
        bad="(blank)",
    )


def _only_filled(case: Case[Indicator]) -> str:
    return f"Row {case.row} holds only {heading(case)}, {case.quoted}; everything else about the indicator is missing."


def _as_read(case: Case[Indicator]) -> str:
    """Return how a Period was read that does not say when it ends, in words; empty for a date or a blank."""
    return f" ({case.quoted} was read as the period that ended then)" if isinstance(case.at.raw, str) else ""


_CORRECT_PERCENTAGE = "Correct it, or say in Comment how it can be right."


def _fix_of_percentage(case: Case[Indicator]) -> str:
    value = case.at.value
    slip = value / 100 if isinstance(value, Decimal) and 100 < value <= 10_000 and value % 100 == 0 else None
    meant = f" If {with_unit(slip, '%')} was meant, type {with_unit(slip, '%')}." if slip is not None else ""
    return f"{_CORRECT_PERCENTAGE}{meant}"


def _with_sign(example: str) -> str:
    return f"Type it again with the % sign, for example {example}."


RULES = (
    rule(
        INDICATORS.begun_rule,
        Severity.ERROR,
        INDICATORS,
        at=frozenset(layout.Kind),
        fires=lambda key: (only_filled.column == key) & is_open(),
        title="A row of indicators with one cell filled in",
        why="It is counted as an indicator, but nobody can tell what it is.",
        message=_only_filled,
        fix="Fill in the rest of the row, or clear this cell.",
        good="PI Number: CSC 022, Description: Reviews held in time, Lead Officer: Ann Lee, Unit: %, Target: 90%",
        bad="PI Number: CSC 022, Description: (blank), Lead Officer: (blank), Unit: (blank), Better: (blank), "
        "Target: (blank), Previous: (blank), Actual: (blank)",
    ),
    rule(
        "indicator-number-missing",
        Severity.WARNING,
        INDICATORS,
        at="number",
        fires=lambda key: (~given(key) | placeholder.column) & is_open(),
        title="An indicator has no PI number, or only a placeholder",
        why="It can't be found in the performance report, or told apart from another indicator.",
        message=lambda case: f"{case.quoted} is not a PI number yet." if case.at.value else "The PI number is empty.",
        fix="Type the number that the performance report uses.",
        good="CSC 022",
        bad="NEW",
    ),
    _missing("description", "description", "Say what is measured.", "% of reviews held in time"),
    _missing("lead", "lead officer", "Type the name or post responsible for it.", "Head of X"),
    rule(
        "indicator-unit-missing",
        Severity.WARNING,
        INDICATORS,
        at="unit",
        fires=lambda key: missing(key) & (shown_unit.column == ""),
        title="An indicator has no unit, and no value shows it",
        why="Nobody can tell 41 children from 41 per cent.",
        message=lambda case: f"{name_of(case)} has no Unit, and its values do not show one.",
        fix="Choose %, number, days or another unit.",
        good="%",
        bad="(blank)",
    ),
    rule(
        "indicator-unit-mismatch",
        Severity.ERROR,
        INDICATORS,
        at=layout.FIGURES | {layout.Kind.TOLERANCE},
        fires=lambda key: in_other_units.column.list.contains(key),
        title="A value has a different unit from the Unit cell",
        why="Either the value or the unit is wrong, so the value is not used and the indicator can't be judged by it.",
        message=lambda case: (
            f"{name_of(case)}: {case.quoted} ({heading(case)}) is not in "
            + (
                f"{quoted(case.inputs['unit'].text)}, this indicator's unit."
                if case.inputs["unit"].given
                else f"{shown_unit.of(case)}, like its other values."
            )
        ),
        fix=ByRow(
            _MATCHING,
            lambda case: (
                f"Type a percentage of the target, such as 5%, or {_amount(case)}."
                if case.key == "tolerance"
                else _MATCHING
            ),
        ),
        good="Unit: days, Target: 590 days",
        bad="Unit: weeks, Target: 590 days",
    ),
    rule(
        "indicator-better-missing",
        Severity.WARNING,
        INDICATORS,
        at="better",
        fires=lambda key: _has_target() & ~_says_which_way(key) & ~has_problem(key, Problem.ABSENT) & is_open(),
        title="A target, but not which way is better",
        why="It can't be judged: 24 against 35 may be good or bad.",
        message=lambda case: (
            f"{name_of(case)} has a target, but Better "
            + (f"says {case.quoted}, which is not Higher, Lower or Monitor." if case.at.given else "is empty.")
        ),
        fix="Choose Higher or Lower, or Monitor if it is not to be judged.",
        good="Lower",
        bad="(blank)",
    ),
    rule(
        "indicator-value-unreadable",
        Severity.ERROR,
        INDICATORS,
        at=layout.NUMBERS | layout.DATES | {layout.Kind.YES_NO},
        fires=unreadable,
        title="A value that is not a number",
        why="The indicator can't be judged, and counts as having no figure.",
        message=lambda case: f"{name_of(case)}: {case.quoted} is not {_expected(case)[0]} ({heading(case)}).",
        fix=ByRow(_NUMBER_ALONE, lambda case: _expected(case)[1]),
        good="41%",
        bad="Qtr 2 41%",
    ),
    rule(
        "value-format-unclear",
        Severity.ERROR,
        INDICATORS,
        at=layout.FIGURES,
        fires=lambda key: has_problem(key, Problem.FORMAT_UNCLEAR),
        title="A number in a cell whose number format shows something else",
        why="What the board sees is not the number that is stored, and the tool does not guess which was meant.",
        message=lambda case: (
            f"{name_of(case)}: {heading(case)} holds {_stored(case)}, but its number format, "
            f"{quoted(case.at.number_format)}, shows {_as_shown(case)}, so no value was taken."
        ),
        fix="Format the cell as a plain number or percentage. If it is meant to show thousands or millions, say so in "
        "Unit, for example £000s or £m.",
        good="Unit: £m, 1200000 shown as £1.2m",
        bad="Unit: £, 1200000 shown as 1,200",
    ),
    rule(
        "indicator-percent-ambiguous",
        Severity.ERROR,
        INDICATORS,
        at=layout.NUMBERS,
        fires=lambda key: has_problem(key, Problem.AMBIGUOUS),
        title="0.41 in a cell that is not formatted as a percentage",
        why="It may mean 0.41% or 41%, and the tool does not guess.",
        message=lambda case: (
            f"{name_of(case)}: {case.quoted} ({heading(case)}) may mean {case.at.text.strip()}% or "
            f"{hundredfold(case.at.text)}%, so no value was taken."
        ),
        fix=ByRow(_with_sign("41%"), lambda case: _with_sign(f"{hundredfold(case.at.text)}%")),
        good="41%",
        bad="0.41",
    ),
    rule(
        "indicator-percent-unformatted",
        Severity.NOTE,
        INDICATORS,
        at=layout.FIGURES,
        fires=lambda key: has_problem(key, Problem.UNFORMATTED) & ~_out_of_range(key),
        title="41 in a cell that is not formatted as a percentage, read as 41%",
        why="It was read as intended, but a formula or chart that uses it would take it as 4,100%.",
        message=lambda case: f"{name_of(case)}: {case.quoted} ({heading(case)}) was read as {case.at.text.strip()}%.",
        fix="Leave it if that is right; to make certain, type it with the % sign.",
        good="41%",
        bad="41",
    ),
    rule(
        "indicator-percent-out-of-range",
        Severity.WARNING,
        INDICATORS,
        at=layout.FIGURES,
        fires=lambda key: (shown_unit.column == "%") & _out_of_range(key),
        title="A percentage below 0 or above 100",
        why="Usually the decimal point is in the wrong place.",
        message=lambda case: f"{name_of(case)}: {case.quoted} ({heading(case)}) is not between 0% and 100%.",
        fix=ByRow(_CORRECT_PERCENTAGE, _fix_of_percentage),
        good="98%",
        bad="980%",
    ),
    rule(
        "indicator-actual-missing",
        Severity.ERROR,
        INDICATORS,
        at="actual",
        fires=lambda key: _has_target() & missing(key) & ~given("comment"),
        title="A target, but no actual and no comment to say why",
        why="The board can't see how far away the target is.",
        message=lambda case: (
            f"{name_of(case)} has a target of {quoted(case.item.judged_by.text)} but no Actual, and no "
            "Comment to say why."
        ),
        fix="Type the figure, or say in Comment why there is none and when there will be one.",
        good="88%",
        bad="-",
    ),
    rule(
        "indicator-target-missing",
        Severity.NOTE,
        INDICATORS,
        at="target",
        fires=lambda key: (
            given("actual")
            & missing(key)
            & ~_has_step()
            & (value("better").is_null() | (value("better") != Better.MONITOR.value))
        ),
        title="An actual, but no target",
        why="Nobody can tell whether the figure is good enough.",
        message=lambda case: f"{name_of(case)} has an Actual of {quoted(case.inputs['actual'].text)} but no Target.",
        fix="Agree a target, or choose Monitor under Better if it is not meant to have one.",
        good="90%",
        bad="-",
    ),
    rule(
        "indicator-empty",
        Severity.WARNING,
        INDICATORS,
        at="actual",
        fires=lambda key: missing(key) & ~_has_target(),
        title="An indicator with neither target nor actual",
        why="It measures nothing.",
        message=lambda case: f"{name_of(case)} has neither a Target nor an Actual.",
        fix="Fill in both, or remove the indicator until it is ready.",
        good="Target: 90%, Actual: 88%",
        bad="Target: -, Actual: -",
    ),
    rule(
        "indicator-floor-unfit",
        Severity.WARNING,
        INDICATORS,
        at=("target_now", "floor"),
        fires=_is_unfit,
        title="A floor or a target for the period that the indicator can't be judged by",
        why="Whoever typed it expects the status to follow it, and it does not.",
        message=_unfit,
        fix=ByRow(_WORST_VALUE, _fitting),
        good="Better: Higher, Target: 90%, Floor: 80%",
        bad="Better: Higher, Target: 90%, Floor: 95%",
    ),
    rule(
        "indicator-conflict",
        Severity.ERROR,
        INDICATORS,
        at=tuple(COMPARED),
        fires=lambda key: conflict.part("key") == key,
        title="One PI number, reported differently in two places",
        why="One of the two is wrong, and both are counted.",
        message=lambda case: f"{name_of(case)} is reported differently elsewhere: {conflict.of(case).differences}.",
        fix="Make the rows agree, or give one of them its own PI number.",
        good="CSC 022 with the same lead, target and actual under 1 and 12",
        bad="CSC 176 with two leads",
    ),
    rule(
        "indicator-same-figures",
        Severity.NOTE,
        INDICATORS,
        at="number",
        fires=lambda _: same_figures.column.is_not_null(),
        title="Different PI numbers with the same figures and similar wording",
        why="It may be one indicator counted twice.",
        message=lambda case: (
            f"{name_of(case)} has the same target and actual as {same_figures.of(case)}, and their descriptions end in "
            "the same words."
        ),
        fix="If they are one indicator, use one PI number; if not, there is nothing to do.",
        good="Different figures",
        bad="CSC 340 and CSC 340c, both 10% and 7%, both '...rated as inadequate'",
    ),
    rule(
        "indicator-period-unreadable",
        Severity.WARNING,
        INDICATORS,
        at="period",
        fires=lambda key: says_no_end(key) & is_open(),
        title="A period that can't be read",
        why="Nobody can tell how old the figure is, and a quarter's figure is cleared when the next month is opened.",
        message=lambda case: f"{name_of(case)}: {case.quoted} does not say when a period ended (Period).",
        fix="Type the period of the figure, such as Q2, Oct 2017 or 2017/18, and put remarks in Comment. If the figure "
        "goes up to the plan's Data As At, clear the cell.",
        good="Q2 2017/18",
        bad="Quarterly",
    ),
    rule(
        "indicator-stale",
        Severity.WARNING,
        INDICATORS,
        at="period",
        fires=lambda _: given("actual") & stale.column & is_open(),
        title="The figure's period ended more than three months before the report",
        why="The board would judge the plan by an old figure.",
        message=lambda case: (
            f"{name_of(case)}: the figure only goes up to {long_date(period_end(case))}{_as_read(case)}, more than "
            "three months before the month of the report date."
        ),
        fix="Type the latest figure and its Period, or say in Comment why there is no newer one.",
        good="Period: Oct 2017",
        bad="Period: Jun 2017 (report date 31/12/2017)",
    ),
    rule(
        "indicator-outlier",
        Severity.NOTE,
        INDICATORS,
        at="actual",
        fires=lambda key: _is_outlier(key) & ~out_of_range.column,
        title="Better or worse than its target by more than 40%",
        why="The figure may be mistyped, or the target unrealistic.",
        message=lambda case: (
            f"{name_of(case)}: {case.quoted} is more than 40% away from the target of "
            f"{quoted(case.item.judged_by.text)}."
        ),
        fix="Check both figures; if they are right, consider whether the target is still the right one.",
        good="Target: 90%, Actual: 88%",
        bad="Unit: days, Better: Lower, Target: 590 days, Actual: 303 days",
    ),
    rule(
        "indicator-previous-mismatch",
        Severity.WARNING,
        INDICATORS,
        at="previous",
        compares=True,
        fires=lambda _: actual_then.column.is_not_null(),
        title="Previous is not the same as last month's Actual",
        why="The direction of travel is worked out from it, so the plan may claim an improvement that was not made.",
        message=lambda case: (
            f"{name_of(case)}: Previous says {case.quoted}, but last month's Actual was {quoted(actual_then.of(case))}."
        ),
        fix="Type last month's Actual here. If the figure has been corrected since, the coordinator accepts this "
        "finding on the Plan sheet, with the reason.",
        good="Previous 88%, last month's Actual 88%",
        bad="Previous 80%, last month's Actual 88%",
    ),
    rule(
        "indicator-comment-unchanged",
        Severity.ERROR,
        INDICATORS,
        at="actual",
        compares=True,
        fires=lambda key: _has_target() & missing(key) & commented_then.column.is_not_null(),
        title="A target, but no actual, and the comment is last month's",
        why="What stood beside last month's figure, word for word, does not say why there is none now.",
        message=lambda case: (
            f"{name_of(case)} has a target of {quoted(case.item.judged_by.text)} but no Actual, and its Comment is "
            f"word for word last month's, when the Actual was {quoted(commented_then.of(case))}."
        ),
        fix="Type the figure, or say in Comment why there is none now and when there will be one.",
        good="No Actual, Comment: Counted in February",
        bad="No Actual, Comment as last month, when the Actual was 88%",
    ),
    rule(
        "indicator-still-without-figure",
        Severity.WARNING,
        INDICATORS,
        at="actual",
        compares=True,
        fires=lambda key: _has_target() & missing(key) & unexplained_again.column,
        title="A target, but again no actual, and the comment is last month's",
        why="The comment may have run out: nobody sees when a figure that was promised does not come.",
        message=lambda case: (
            f"{name_of(case)} has no Actual again, and its Comment is word for word last month's: "
            f"{quoted(case.item.comment.text)}."
        ),
        fix="Type the figure, or say in Comment why there is still none and when there will be one. If that takes "
        "longer, the coordinator accepts this finding on the Plan sheet until then.",
        good="No Actual in November and December, Comment in December: Counted in February",
        bad="No Actual in November and December, Comment in both: Comes on 10 November",
    ),
    rule(
        "indicator-reworded",
        Severity.NOTE,
        INDICATORS,
        at="description",
        compares=True,
        fires=lambda _: worded_then.column.is_not_null(),
        title="The same PI number as last month with another description",
        why="If something else is counted now, the figure can't be compared with the one before.",
        message=lambda case: f"{name_of(case)} was worded otherwise last month: {quoted(worded_then.of(case))}.",
        fix="Leave it if the same is counted as before. If not, give it a PI number of its own, and clear Previous.",
        good="CSC 022 has November's description in December.",
        bad="CSC 022: 'Visits within 5 days' in November, 'Visits within 10 days' in December",
    ),
    rule(
        "indicator-target-moved",
        Severity.WARNING,
        INDICATORS,
        at="target",
        compares=True,
        fires=lambda _: target_then.column.is_not_null(),
        title="The target has changed since last month",
        why="A target that moves quietly makes a miss look like a hit.",
        message=lambda case: (
            f"{name_of(case)}: the target was {quoted(target_then.of(case))} last month and is {case.quoted} now"
            f"{', which is easier to meet, as lower is better' if raised_although_lower.of(case) else ''}."
        ),
        fix="Put the target back. If a new one was agreed, the coordinator accepts this finding on the Plan sheet, "
        "saying who agreed.",
        good="Target 90% in both months",
        bad="Target 90% last month, 80% now",
    ),
)
