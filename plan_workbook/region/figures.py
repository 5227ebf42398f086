"""The figures over many plans, from the tables of a store. Pure functions: frames in, values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import polars as pl

from plan_workbook.checking.finding import Severity
from plan_workbook.gathering.schema import ACTIONS, FILES, FINDINGS, PERIOD, PLANS, RECOMMENDATIONS, UNKNOWN
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.standing import Standing
from plan_workbook.plan.status import JUDGED, PIStatus
from plan_workbook.region.counted import KEY, Tables, counted_plans, newest
from plan_workbook.region.indicators import figures_of, pi_numbers
from plan_workbook.region.values import (
    NOT_KNOWN,
    NOT_RATED,
    Concern,
    Headline,
    Missing,
    PlanLine,
    Region,
    RuleInPlan,
    RuleLine,
    Some,
    Totals,
    Unread,
)
from plan_workbook.sources.outcomes import Outcome

MOST = 50_000
"""Lines of any list; a workbook of more is hard to open, and the store has them all."""
_SEVERITIES = [each.value for each in Severity]
_WORST = pl.Enum(_SEVERITIES)
Line = TypeVar("Line", PlanLine, Concern, RuleInPlan, Missing, Unread)


def region_of(tables: Tables, period: str | None = None, most: int = MOST) -> Region:
    """Return the figures over the plans of a period.

    Args:
        tables: the store, which has plans.
        period: ``2017-12`` or ``unknown``, one that the store has; None for the last one.
        most: how many lines of any list are returned.
    """
    plans, replaced = counted_plans(tables)
    chosen = period or newest(plans[PERIOD])
    here = plans.filter(pl.col(PERIOD) == chosen)
    ids = here.lazy().select("plan", "title")

    def of_plans(name: str) -> pl.LazyFrame:
        """Return the rows of the plans that are counted, with ``plan_title``."""
        rows = tables(name).filter(pl.col(PERIOD) == chosen)
        return rows.join(ids.rename({"title": "plan_title"}), "plan")

    trends = tuple(_totals(plans.filter(pl.col(PERIOD) == each), each) for each in _dated(plans))
    before = max((each.period for each in trends if each.period < chosen), default=None)
    lines = _plan_lines(here, tables, of_plans(ACTIONS.name), chosen)
    actuals = tables("indicators").filter(pl.col(PERIOD) == (before or "")).join(plans.lazy().select("plan"), "plan")
    late = sorted((each for each in lines if each.overdue), key=lambda each: (-each.overdue, -each.most_days_overdue))
    return Region(
        period=chosen,
        totals=_totals(here, chosen),
        headlines={each: sum(line.headline is each for line in lines) for each in Headline},
        plans=_some(lines, most),
        concerns=_concerns(of_plans(RECOMMENDATIONS.name), most),
        indicators=pi_numbers(of_plans("indicators"), actuals),
        figures=figures_of(of_plans("indicators"), most),
        overdue=_some(late, most),
        rules=_rules(of_plans(FINDINGS.name)),
        in_plans=_in_plans(of_plans(FINDINGS.name), most),
        missing=_missing(plans, chosen, most),
        trends=trends,
        earlier=replaced.filter(pl.col(PERIOD) == chosen).height,
        unread=_unread(tables(FILES.name), most),
    )


def _dated(plans: pl.DataFrame) -> list[str]:
    return sorted(each for each in plans[PERIOD].unique().to_list() if each != UNKNOWN)


def _some(lines: Sequence[Line], most: int) -> Some[Line]:
    return Some(tuple(lines[:most]), len(lines))


def _column(kind: str, word: str) -> str:
    return f"{kind}_{word.lower().replace(' ', '_')}"


def _totals(plans: pl.DataFrame, period: str) -> Totals:
    sums: dict[str, int] = plans.sum().row(0, named=True)

    def counts(kind: str, words: Sequence[str]) -> Mapping[str, int]:
        return {word: int(sums[_column(kind, word)] or 0) for word in words}

    return Totals(
        period,
        plans.height,
        counts("recommendations", [*(each.value for each in CountsAs), NOT_RATED]),
        int(sums["recommendations_in_doubt"] or 0),
        counts("actions", [*(each.value for each in Standing), NOT_KNOWN]),
        counts("indicators", [each.value for each in PIStatus]),
        *(int(sums[each] or 0) for each in ("errors", "warnings", "notes", "accepted")),
    )


# ----------------------------------------------------------------------------------------------- plans


def _plan_lines(plans: pl.DataFrame, tables: Tables, actions: pl.LazyFrame, period: str) -> list[PlanLine]:
    """Return the plans, worst first."""
    verdicts = tables(PLANS.name).filter(pl.col(PERIOD) == period).select("plan", "verdict")
    late = (
        actions.filter(pl.col("standing") == Standing.OVERDUE.value)
        .group_by("plan")
        .agg(pl.col("days_overdue").max().alias("most_days"), (pl.col("put_off_times") > 0).sum().alias("put_off"))
    )
    rows = plans.lazy().join(verdicts, "plan", "left").join(late, "plan", "left").collect()
    lines = [_plan_line(row) for row in rows.iter_rows(named=True)]
    order = list(Headline)
    lines.sort(key=lambda each: (order.index(each.headline), *_how_bad(each), each.authority, each.title))
    return lines


def _how_bad(line: PlanLine) -> tuple[int, ...]:
    return -line.off_track, -line.at_risk, -line.in_doubt, -line.overdue, -line.off_target


def _plan_line(row: Mapping[str, Any]) -> PlanLine:
    def number(name: str) -> int:
        return int(row[name] or 0)

    return PlanLine(
        row["authority"] or "",
        row["title"] or "",
        row["report_date"],
        _headline(row),
        row["verdict"] or "",
        number("recommendations"),
        number("recommendations_off_track"),
        number("recommendations_at_risk"),
        number("recommendations_in_doubt"),
        number("actions"),
        number("actions_overdue"),
        number("most_days"),
        number("put_off"),
        number("indicators"),
        sum(number(_column("indicators", each)) for each in JUDGED),
        number("indicators_off_target"),
        *(number(each) for each in ("errors", "warnings", "notes", "accepted")),
    )


def _headline(row: Mapping[str, Any]) -> Headline:
    if row["recommendations_off_track"]:
        return Headline.OFF_TRACK
    if row["recommendations_at_risk"]:
        return Headline.AT_RISK
    if row["recommendations_not_rated"] == row["recommendations"]:
        return Headline.NOT_RATED
    against = ("recommendations_not_rated", "recommendations_in_doubt", "actions_overdue", "indicators_off_target")
    if any(row[each] for each in against) or row["report_date"] is None:
        return Headline.DOUBTFUL
    return Headline.CLEAR


def _concerns(recommendations: pl.LazyFrame, most: int) -> Some[Concern]:
    """Return the recommendations that are off track, then those in doubt, each by authority."""
    off_track = pl.col("counts_as") == CountsAs.OFF_TRACK.value
    found = recommendations.filter(off_track | pl.col("in_doubt")).sort(
        [~off_track, "authority", "plan_title", "item"], maintain_order=True, nulls_last=True
    )
    rows = found.head(most).collect(engine="streaming").rows(named=True)
    total = found.select(pl.len()).collect(engine="streaming").item()
    return Some(tuple(map(_concern, rows)), total)


def _concern(row: Mapping[str, Any]) -> Concern:
    def text(name: str) -> str:
        return row[name] or ""

    return Concern(
        text("authority"),
        text("plan_title"),
        text("recommendation"),
        text("title"),
        text("lead"),
        text("rating"),
        text("counts_as"),
        tuple(text("doubts").splitlines()),
        row["actions_overdue"] or 0,
        row["indicators_off_target"] or 0,
    )


# ----------------------------------------------------------------------------------------------- findings


def _rules(findings: pl.LazyFrame) -> tuple[RuleLine, ...]:
    """Return the rules, the most severe first, then by how many plans they fire in."""
    counts = ~pl.col("accepted")
    rows = (
        findings.group_by("rule")
        .agg(
            pl.col("severity").cast(_WORST).min().alias("severity"),
            counts.sum().alias("findings"),
            pl.col("plan").filter(counts).n_unique().alias("plans"),
            pl.col("accepted").sum().alias("accepted_ones"),
        )
        .sort(["severity", "plans", "findings", "rule"], descending=[False, True, True, False])
        .with_columns(pl.col("severity").cast(pl.String))
        .collect(engine="streaming")
    )
    return tuple(RuleLine(*row) for row in rows.iter_rows())


def _in_plans(findings: pl.LazyFrame, most: int) -> Some[RuleInPlan]:
    """Return the rules in each plan, in the order of `_rules`' severities, then by rule."""
    rows = (
        findings.group_by("rule", "plan")
        .agg(
            pl.col("severity").cast(_WORST).min().alias("severity"),
            pl.col("authority").first(),
            pl.col("plan_title").first(),
            (~pl.col("accepted")).sum().alias("findings"),
            pl.col("accepted").sum().alias("accepted_ones"),
        )
        .sort(["severity", "rule", "findings", "authority", "plan"], descending=[False, False, True, False, False])
        .with_columns(pl.col("severity").cast(pl.String))
        .drop("plan")
        .collect(engine="streaming")
    )
    shown = (
        RuleInPlan(rule, severity, authority or "", title or "", found, accepted)
        for rule, severity, authority, title, found, accepted in rows.head(most).iter_rows()
    )
    return Some(tuple(shown), rows.height)


# ----------------------------------------------------------------------------------------------- who has not sent


def _missing(plans: pl.DataFrame, period: str, most: int) -> Some[Missing]:
    """Return the plans of earlier periods that are not in this one, those that were sent last first."""
    if period == UNKNOWN:
        return Some()
    earlier = plans.filter((pl.col(PERIOD) < period) & pl.col(KEY).is_not_null())
    here = plans.filter(pl.col(PERIOD) == period).select(KEY)
    rows = (
        earlier.join(here, KEY, "anti")
        .sort(PERIOD)
        .group_by(KEY)
        .agg(
            pl.col("authority").last(),
            pl.col("title").last(),
            pl.col(PERIOD).last().alias("last"),
            pl.col(PERIOD).n_unique().alias("periods"),
        )
        .sort(["last", "authority", "title"], descending=[True, False, False])
        .drop(KEY)
    )
    return Some(tuple(Missing(*row) for row in rows.head(most).iter_rows()), rows.height)


def _unread(files: pl.LazyFrame, most: int) -> Some[Unread]:
    wanted = pl.col("outcome").is_in([Outcome.REFUSED.value, Outcome.FAILED.value])
    rows = files.filter(wanted).select("name", "path", "sentence").sort("path").collect(engine="streaming")
    shown = (Unread(name or "", path or "", sentence or "") for name, path, sentence in rows.head(most).iter_rows())
    return Some(tuple(shown), rows.height)
