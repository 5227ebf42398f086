"""The long lists over many plans, as tables. Pure functions."""

from __future__ import annotations

from plan_workbook import layout
from plan_workbook.board.figures import NOT_RATED
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.plan.choices import Better
from plan_workbook.plan.standing import Standing
from plan_workbook.plan.status import JUDGED, PIStatus
from plan_workbook.region.tables import Cell, Column, Kind, Section, Table, how_many, in_words, share
from plan_workbook.region.values import PINumber, Region, Totals
from plan_workbook.values.decimals import as_decimal, rounded
from plan_workbook.values.text import listed
from plan_workbook.values.units import with_unit

_INDICATOR, _ITEM = layout.INDICATORS.headings, layout.RECOMMENDATION.labels
_AUTHORITY, _PLAN = Column(layout.PLAN.labels["authority"], Kind.PLACE, 22), Column("Plan", Kind.TEXT, 30)
_NOT_GIVEN = f"{layout.PLAN.labels['authority']} not given"
_NAMED = 12
"""How many authorities a cell names."""
_DECIMALS = 4
"""Of a median."""


def plans(region: Region) -> Section:
    """Return the plans, worst first, each with its verdict."""
    rows = [
        (
            each.authority or _NOT_GIVEN,
            each.title,
            each.headline.value,
            each.verdict,
            each.off_track,
            each.at_risk,
            each.in_doubt,
            each.overdue,
            each.off_target,
            each.errors,
        )
        for each in region.plans.shown
    ]
    columns = (
        _AUTHORITY,
        _PLAN,
        Column("Where it is", Kind.WORD, 16),
        Column("In one sentence", Kind.TEXT, 52),
        Column("Off track", Kind.COUNT, 8),
        Column("At risk", Kind.COUNT, 8),
        Column("In doubt", Kind.COUNT, 8),
        Column("Overdue", Kind.COUNT, 12),
        Column(PIStatus.OFF_TARGET, Kind.COUNT, 8),
        Column("Errors", Kind.COUNT, 8),
    )
    said = ("Off track, at risk and in doubt count recommendations; overdue actions; off target indicators.",)
    table = Table("Every plan, worst first", columns, rows, region.plans.total)
    return Section("plans", "Plans", said, (table,))


def concerns(region: Region) -> Section:
    """Return the recommendations that are off track or in doubt."""
    rows = [
        (
            each.authority or _NOT_GIVEN,
            each.title,
            " ".join(filter(None, (each.number, each.what))),
            each.rating or NOT_RATED,
            "\n".join(each.doubts) or "",
            each.overdue,
            each.off_target,
            each.lead,
        )
        for each in region.concerns.shown
    ]
    columns = (
        _AUTHORITY,
        _PLAN,
        Column(_ITEM["number"], Kind.TEXT, 40),
        Column("Rating", Kind.TEXT, 15),
        Column("What speaks against it", Kind.TEXT, 40),
        Column("Overdue actions", Kind.COUNT, 13),
        Column(PIStatus.OFF_TARGET, Kind.COUNT, 8),
        Column(_ITEM["lead"], Kind.TEXT, 20),
    )
    if not rows:
        return Section("concerns", "Off track or in doubt", ("No recommendation is off track or in doubt.",), ())
    said = ("Off track first, then good ratings that something in the plan speaks against.",)
    table = Table("Recommendations off track or in doubt, by authority", columns, rows, region.concerns.total)
    return Section("concerns", "Off track or in doubt", said, (table,))


def overdue(region: Region) -> Section:
    """Return the plans with overdue actions, most of them first."""
    rows = [
        (
            each.authority or _NOT_GIVEN,
            each.title,
            each.overdue,
            each.actions,
            share(each.overdue, each.actions),
            each.most_days_overdue,
            each.put_off,
        )
        for each in region.overdue.shown
    ]
    if not rows:
        return Section("overdue", "Overdue", ("No action is overdue.",), ())
    columns = (
        _AUTHORITY,
        _PLAN,
        Column("Overdue actions", Kind.COUNT, 12),
        Column("Of all actions", Kind.COUNT, 12),
        Column("Share", Kind.FIGURE, 10),
        Column("Most days overdue", Kind.COUNT, 12),
        Column("Put off before", Kind.COUNT, 12),
    )
    total = region.totals.actions[Standing.OVERDUE]
    said = (f"{how_many(total, 'action')} {'is' if total == 1 else 'are'} overdue, judged at each plan's report date.",)
    table = Table("Plans with overdue actions, most of them first", columns, rows, region.overdue.total)
    return Section("overdue", "Overdue", said, (table,))


# ----------------------------------------------------------------------------------------------- indicators


def pi_numbers(region: Region) -> Section:
    """Return each PI number over all plans."""
    if not region.indicators:
        return Section("indicators", "Indicators", ("No plan reports an indicator with a PI number.",), ())
    columns = (
        Column(_INDICATOR["number"], Kind.PLACE, 12),
        Column("What it measures", Kind.TEXT, 36),
        Column("Plans", Kind.COUNT, 7),
        Column("Median", Kind.FIGURE, 11),
        Column("Lowest", Kind.FIGURE, 11),
        Column("Highest", Kind.FIGURE, 11),
        Column("Median before", Kind.FIGURE, 11),
        Column(PIStatus.ON_TARGET, Kind.COUNT, 8),
        Column(PIStatus.NEAR_TARGET, Kind.COUNT, 8),
        Column(PIStatus.OFF_TARGET, Kind.COUNT, 8),
        Column(_CAN_NOT, Kind.COUNT, 8),
        Column("On target in", Kind.TEXT, 30),
        Column("Off target in", Kind.TEXT, 30),
    )
    said = (
        "Each PI number in each of its units; a figure that a plan gives under two recommendations counts once, and "
        "two that differ count each. A plan is on target if all its figures are, and off target if one is.",
        *(
            ("If plans word a PI number differently, they may measure different things.",)
            if any(each.wordings > 1 for each in region.indicators)
            else ()
        ),
    )
    rows = [_pi_number(each) for each in region.indicators]
    table = Table("Each PI number over all plans", columns, rows, len(rows))
    return Section("indicators", "Indicators", said, (table,))


_CAN_NOT = "Can't be judged"
"""Without a figure, without a target, or not judged; the status *Not judged* is only the last of these."""


def _pi_number(each: PINumber) -> tuple[Cell, ...]:
    further = f" ({each.wordings - 1} other {'wording' if each.wordings == 2 else 'wordings'})"
    better = f"\n{each.better} is better" if each.better in (Better.HIGHER, Better.LOWER) else ""
    return (
        each.number,
        each.description + (further if each.wordings > 1 else "") + better,
        each.plans,
        *(_value(value, each.unit) for value in (each.median, each.lowest, each.highest, each.median_before)),
        *(each.statuses[status] for status in JUDGED),
        sum(number for status, number in each.statuses.items() if status not in JUDGED),
        _names(each.met_by),
        _names(each.missed_by),
    )


def _value(value: float | None, unit: str) -> str:
    return with_unit(rounded(as_decimal(value), _DECIMALS), unit) if value is not None else ""


def _names(names: tuple[str, ...]) -> str:
    more = len(names) - _NAMED
    return listed([*names[:_NAMED], f"{more:,} more"]) if more > 0 else listed([*names])


def figures(region: Region) -> Section:
    """Return what each plan reports under each PI number."""
    columns = (
        Column(_INDICATOR["number"], Kind.PLACE, 12),
        Column(layout.PLAN.labels["authority"], Kind.TEXT, 24),
        _PLAN,
        Column(_INDICATOR["status"], Kind.WORD, 13),
        Column(_INDICATOR["actual"], Kind.FIGURE, 14),
        Column(_INDICATOR["target"], Kind.FIGURE, 16),
        Column("Gap", Kind.TEXT, 28),
    )
    rows = [
        (each.number, each.authority, each.title, each.status, each.actual_text, each.target_text, each.gap)
        for each in region.figures.shown
    ]
    said = ("The target is the one that the figure is judged against: that for the period, or else the year's.",)
    table = Table("What each plan reports under each PI number", columns, rows, region.figures.total)
    return Section("figures", "Figures", said, (table,) if rows else (), in_page=False)


# ----------------------------------------------------------------------------------------------- findings


_UNKNOWN_RULE = "A rule of your own: give region the file with --rules, as gather had it."


def rules(region: Region) -> Section:
    """Return the rules that fire, over all plans."""
    if not region.rules:
        return Section("findings", "Findings", ("The checks found nothing in any plan.",), ())
    known = catalogue()
    columns = (
        Column("Rule", Kind.PLACE, 32),
        Column("Severity", Kind.TEXT, 11),
        Column("When it fires", Kind.TEXT, 60),
        Column("Findings", Kind.COUNT, 10),
        Column("Plans", Kind.COUNT, 8),
        Column("Accepted", Kind.COUNT, 10),
    )
    rows = [
        (
            each.rule,
            each.severity.capitalize(),
            known[each.rule].title if each.rule in known else _UNKNOWN_RULE,
            each.findings,
            each.plans,
            each.accepted,
        )
        for each in region.rules
    ]
    totals = region.totals
    counts = ((totals.errors, "error"), (totals.warnings, "warning"), (totals.notes, "note"))
    said = (f"{listed([how_many(*each) for each in counts])}, and {totals.accepted:,} accepted.",)
    table = Table("The rules that fire, most severe first", columns, rows, len(rows))
    return Section("findings", "Findings", said, (table,))


def in_plans(region: Region) -> Section:
    """Return the rules that fire in each plan."""
    columns = (
        Column("Rule", Kind.PLACE, 34),
        Column("Severity", Kind.TEXT, 11),
        Column(layout.PLAN.labels["authority"], Kind.TEXT, 26),
        _PLAN,
        Column("Findings", Kind.COUNT, 10),
        Column("Accepted", Kind.COUNT, 10),
    )
    rows = [
        (each.rule, each.severity.capitalize(), each.authority, each.title, each.findings, each.accepted)
        for each in region.in_plans.shown
    ]
    table = Table("How often each rule fires in each plan", columns, rows, region.in_plans.total)
    return Section("in-plans", "Findings by plan", (), (table,) if rows else (), in_page=False)


# ----------------------------------------------------------------------------------------------- what is missing


def missing(region: Region) -> Section:
    """Return the plans that have not been sent."""
    columns = (
        _AUTHORITY,
        Column("Plan", Kind.TEXT, 44),
        Column("Last sent for", Kind.TEXT, 20),
        Column("Periods sent", Kind.COUNT, 12),
    )
    rows = [(each.authority, each.title, in_words(each.last), each.periods) for each in region.missing.shown]
    if not rows:
        return Section("missing", "Not sent", ("Every plan of an earlier period has been sent.",), ())
    said = ("These plans are in an earlier period of the store and not in this one.",)
    table = Table("Plans that have not been sent, the last ones first", columns, rows, region.missing.total)
    return Section("missing", "Not sent", said, (table,))


def unread(region: Region) -> Section:
    """Return the files that could not be read."""
    columns = (Column("File", Kind.PLACE, 40), Column("Why it is not counted", Kind.TEXT, 90))
    rows = [(each.name, each.sentence) for each in region.unread.shown]
    if not rows:
        return Section("unread", "Not read", ("Every file could be read.",), ())
    said = ("These files, of whatever period, could not be read when they were gathered last.",)
    table = Table("Files that could not be read, by where they are", columns, rows, region.unread.total)
    return Section("unread", "Not read", said, (table,))


# ----------------------------------------------------------------------------------------------- periods


def trends(region: Region) -> Section:
    """Return the totals of each period."""
    columns = (
        Column("Period", Kind.PLACE, 18),
        Column("Plans", Kind.COUNT, 8),
        Column("Recommendations", Kind.COUNT, 19),
        Column("Off track or at risk", Kind.COUNT, 11),
        Column("Share", Kind.FIGURE, 9),
        Column("In doubt", Kind.COUNT, 9),
        Column("Actions", Kind.COUNT, 9),
        Column("Overdue", Kind.COUNT, 12),
        Column("Share overdue", Kind.FIGURE, 9),
        Column("Indicators judged", Kind.COUNT, 11),
        Column(PIStatus.ON_TARGET, Kind.COUNT, 9),
        Column("Share on target", Kind.FIGURE, 9),
        Column("Errors", Kind.COUNT, 9),
    )
    rows = [_trend(each) for each in region.trends]
    said = ("Not the same plans are in every period: compare the shares.",) if len(rows) > 1 else ()
    table = Table("The totals of every period in the store", columns, rows, len(rows))
    return Section("trends", "Trends", said, (table,) if rows else ())


def _trend(each: Totals) -> tuple[Cell, ...]:
    recommendations, actions = sum(each.recommendations.values()), sum(each.actions.values())
    late, met = each.actions[Standing.OVERDUE], each.indicators[PIStatus.ON_TARGET]
    return (
        in_words(each.period),
        each.plans,
        recommendations,
        each.bad,
        share(each.bad, recommendations),
        each.in_doubt,
        actions,
        late,
        share(late, actions),
        each.judged,
        met,
        share(met, each.judged),
        each.errors,
    )
