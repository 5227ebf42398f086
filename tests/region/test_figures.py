"""The figures over many plans: what is counted, and that three ways to count give the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest
from deltalake import DeltaTable

from plan_workbook.checking.report import check
from plan_workbook.jobs.region import figures_over
from plan_workbook.jobs.status import status
from plan_workbook.reading import read_plan
from plan_workbook.region.values import NOT_RATED, Headline


@pytest.fixture(scope="module")
def each(gathered):
    """What `status --each` says of every plan that is counted, as programs get it."""
    return [status(path, each=True).as_json()["each"] for path in gathered.december()]


def table(store: Path, name: str) -> duckdb.DuckDBPyRelation:
    """A table of a store as DuckDB reads it: the plans of December without the one that Leeds replaced."""
    rows = duckdb.read_parquet(DeltaTable(store / name).file_uris(), hive_partitioning=True)
    plans = duckdb.read_parquet(DeltaTable(store / "plans").file_uris(), hive_partitioning=True)
    last = plans.filter("period = '2017-12' and report_date = date '2017-12-31'")
    return rows.join(last.project("plan"), "plan", how="semi")


def by(relation: duckdb.DuckDBPyRelation, column: str) -> Counter[str]:
    """How many rows have each word in a column."""
    return Counter(dict(relation.aggregate(f"coalesce({column}, 'not rated'), count(*)").fetchall()))


def test_the_actions_are_those_of_the_single_plans_and_of_duckdb(december, each, gathered):
    counted = Counter({word: number for word, number in december.totals.actions.items() if number})
    assert counted == Counter(one["standing"] for plan in each for one in plan["actions"])
    assert counted == by(table(gathered.store, "actions"), "standing")
    late = {line.authority: line.overdue for line in december.overdue.shown}
    found = table(gathered.store, "actions").filter("standing = 'Overdue'").aggregate("authority, count(*)").fetchall()
    assert late == dict(found) == {"Kent": 2}


def test_the_indicators_are_those_of_the_single_plans_and_of_duckdb(december, each, gathered):
    counted = Counter({word: number for word, number in december.totals.indicators.items() if number})
    assert counted == Counter(one["status"] for plan in each for one in plan["indicators"])
    assert counted == by(table(gathered.store, "indicators"), "status")


def test_the_recommendations_are_those_of_the_single_plans_and_of_duckdb(december, each, gathered):
    words = {"Red": "off track", "Amber": "at risk", "Green": "on track", "Complete": "complete", None: NOT_RATED}
    counted = Counter({word: number for word, number in december.totals.recommendations.items() if number})
    assert counted == Counter(words[one["rating"]] for plan in each for one in plan["recommendations"])
    assert counted == by(table(gathered.store, "recommendations"), "counts_as")
    doubted = [one for plan in each for one in plan["recommendations"] if one["in_doubt"]]
    assert (
        december.totals.in_doubt == len(doubted) == table(gathered.store, "recommendations").filter("in_doubt").shape[0]
    )


def test_the_findings_are_those_of_the_single_plans_and_of_duckdb(december, gathered):
    reports = [check(read_plan(path.read_bytes(), path.name)) for path in gathered.december()]
    rules = Counter(finding.rule for report in reports for finding in report.findings)
    assert {line.rule: line.findings for line in december.rules if line.findings} == rules
    assert rules == by(table(gathered.store, "findings").filter("not accepted"), "rule")
    assert december.totals.errors == sum(report.counts["error"] for report in reports)
    assert december.totals.accepted == sum(len(report.accepted) for report in reports) == 1
    in_plans = Counter()
    for line in december.in_plans.shown:
        in_plans[line.rule] += line.findings
    assert +in_plans == rules


def test_the_medians_are_those_of_duckdb(december, gathered):
    once = table(gathered.store, "indicators").filter("pi is not null").project("plan, pi, unit, actual").distinct()
    found = once.aggregate("pi, unit, median(actual), min(actual), max(actual), count(*)").fetchall()
    ours = {(line.number.casefold(), line.unit): line for line in december.indicators}
    assert len(found) == len(ours)
    for pi, unit, median, lowest, highest, plans in found:
        line = ours[pi, unit]
        assert (line.median, line.lowest, line.highest, line.plans) == (median, lowest, highest, plans)


# ----------------------------------------------------------------------------------------------- PI numbers


def test_a_pi_number_has_one_line_for_each_of_its_units(december):
    lines = [(each.number, each.unit) for each in december.indicators]
    assert lines[-3:] == [("PI 9", "days"), ("PI 9", "weeks"), ("PI 204", "%")]


def test_a_figure_that_a_plan_gives_twice_counts_once(december):
    visits = december.indicators[-1]
    assert (visits.plans, visits.actuals, visits.median) == (3, 3, 75)
    assert (visits.lowest, visits.highest, visits.median_before) == (60, 92, 75)
    assert (visits.met_by, visits.missed_by) == (("Leeds",), ("Bury", "Kent"))
    assert (visits.description, visits.wordings) == ("Visits on time", 2)


def test_a_placeholder_is_compared_with_nothing(december):
    assert "TBC" not in [each.number for each in december.indicators]
    assert "TBC" not in [each.number for each in december.figures.shown]


# ----------------------------------------------------------------------------------------------- plans


def test_the_plans_come_worst_first_by_what_is_worst_in_them(december):
    assert [(each.authority, each.headline) for each in december.plans.shown] == [
        ("Kent", Headline.OFF_TRACK),
        ("Bury", Headline.AT_RISK),
        ("Leeds", Headline.DOUBTFUL),
    ]
    said = "Of 4 recommendations, 1 is off track; 1 rating is in doubt, 2 actions are overdue and 1 indicator is off "
    assert december.plans.shown[0].verdict == f"{said}target."


def test_of_two_report_dates_in_a_month_the_later_one_is_counted(december):
    assert december.earlier == 1
    assert next(each for each in december.plans.shown if each.authority == "Leeds").recommendations == 1


def test_a_plan_that_was_sent_before_and_not_now_is_missing(december):
    assert [(each.authority, each.last, each.periods) for each in december.missing.shown] == [("Devon", "2017-10", 1)]


def test_what_is_off_track_comes_before_what_is_in_doubt(december):
    kent = [(each.rating, bool(each.doubts)) for each in december.concerns.shown if each.authority == "Kent"]
    assert kent == [("Red", False), ("Green", True)]


def test_every_period_of_the_store_has_its_totals(december):
    assert [(each.period, each.plans) for each in december.trends] == [("2017-10", 1), ("2017-11", 3), ("2017-12", 3)]


def test_an_earlier_period_is_told_as_it_was_then(gathered):
    november = figures_over(gathered.store, period="November 2017")
    assert (november.period, november.totals.plans, november.missing.total) == ("2017-11", 3, 1)


def test_a_file_that_could_not_be_read_is_named(december):
    assert [each.name for each in december.unread.shown] == ["broken.xlsx"]


def test_a_list_that_is_too_long_says_how_much_more_there_is(gathered):
    from plan_workbook.gathering.opening import opened_store
    from plan_workbook.region.figures import region_of

    short = region_of(opened_store(str(gathered.store)).table, most=1)
    assert (len(short.plans.shown), short.plans.total) == (1, 3)
    assert (len(short.figures.shown), short.figures.total > 1) == (1, True)
