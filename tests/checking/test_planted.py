"""One defect planted into a clean plan: exactly its rule speaks, at its cell, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builder import clean_plan
from checking.in_memory import in_memory
from checking.planting import (
    MISSING,
    PEOPLE,
    PLANTS,
    SHAPES,
    SHAPES_FOR,
    Planted,
    Spot,
    cell,
    clean,
    plant,
    typing,
    with_recommendation,
)
from checking.workbook_cases import WORKBOOK
from hypothesis import given
from hypothesis import strategies as st
from searching import searching

from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.report import check
from plan_workbook.plan.choices import Better
from plan_workbook.plan.history import key_of_thing
from plan_workbook.plan.history_line import History, HistoryLine
from plan_workbook.plan.model import Plan
from plan_workbook.plan.scale import CountsAs

PLAN = Spot()
COMPLETE, ON_TRACK, AT_RISK, OFF_TRACK = CountsAs.COMPLETE, CountsAs.ON_TRACK, CountsAs.AT_RISK, CountsAs.OFF_TRACK
DONE = {"completion_date": "30/09/2017", "date_completed": "28/09/2017"}
NO_DATES = ["31 Feb 2018", "30/02/2018", "soon", "ongoing", "2018", "31/03/2018 (revised)", "Spring 2018", 43100]
NO_RATINGS = ["Greenish", "on going", "Gren", 7, "R/A", "?"]
NO_NUMBERS = ["Qtr 2 41%", "Qtr2 52%", "1.26% (projected)", "41 approx", "about 90", "see report", "9O%", True]
LONG = "Ten case audits were made in every team, and nine of the ten found good oversight."


# --------------------------------------------------------------------------------------------- the plan


@plant("plan-field-missing")
def _(p: Planted) -> None:
    p.plant(PLAN, p.one_of(["title", "authority", "period", "report_date"]), p.one_of(MISSING))


@plant("plan-field-blank")
def _(p: Planted) -> None:
    p.plant(PLAN, p.one_of(["data_as_at", "key_successes", "key_challenges"]), p.one_of(MISSING))


@plant("plan-date-unreadable")
def _(p: Planted) -> None:
    p.plant(PLAN, p.one_of(["report_date", "data_as_at", "plan_start", "plan_end"]), p.one_of(NO_DATES))


@plant("plan-setting-unreadable")
def _(p: Planted) -> None:
    settings = {"default_tolerance": ["a bit", "10 days", -5], "due_within": ["soon", "1.5", "-3"], "quarters": ["Tax"]}
    key = p.one_of(settings)
    p.plant(PLAN, key, p.one_of(settings[key]))


@plant("accepted-without-reason")
def _(p: Planted) -> None:
    milder = clean_plan().severity(p.one_of(["action-lead-missing", "heading-missing"]), "note", "Moved house", "Board")
    p.plan = replace(p.plan, severities=in_memory(milder).severities)
    p.plant(Spot(None, "severities"), p.one_of(["reason", "agreed_by"]), p.one_of(MISSING))


@plant("plan-dates-reversed")
def _(p: Planted) -> None:
    p.plant(PLAN, "data_as_at", p.one_of(["1 November 2017", "Nov 2017", "31/10/2018"]))


@plant("plan-rating-scale")
def _(p: Planted) -> None:
    rows = [Spot(None, "ratings", row) for row in range(len(p.plan.ratings))]
    one, other = p.one_of([(a, b) for a in rows for b in rows if a != b])
    key = p.one_of(["code", "label", "counts_as"])
    if key == "counts_as":
        p.plant(one if one.row else other, key, p.one_of(["fine", "", "green"]))  # the first one is the complete one
    else:
        code = p.plan.ratings[other.row].text(key)
        p.type(one, **{key: p.one_of([code, f" {code} ", code.lower()])})
        p.here(one, key)
        p.here(other, key)


@plant("plan-rating-colour")
def _(p: Planted) -> None:
    row = p.one_of(range(len(p.plan.ratings)))
    p.plant(Spot(None, "ratings", row), "colour", p.one_of(["gold", "#FC0", "FFC000", "#GGC000", "255, 192, 0", "RGB"]))


@plant("plan-all-green")
def _(p: Planted) -> None:
    p.type(p.action(AT_RISK), rating=p.code(ON_TRACK))
    spot = p.indicator("days")
    p.type(spot, actual="40")
    p.here(PLAN, "report_date")
    p.also.add("recommendation-green-but-off-target")


@plant("actions-due-together", 0, 2)
def _(p: Planted) -> None:
    for spot in p._rows("actions")[: p.one_of([7, 8, 9])]:
        p.type(spot, completion_date=p.one_of(["Feb 2018", "15/02/2018", "2 Feb 2018"]))
    p.here(PLAN, "report_date")


# --------------------------------------------------------------------------------------------- recommendations


@plant("recommendation-number-duplicate")
def _(p: Planted) -> None:
    one = p.recommendation()
    other = p.recommendation(one.recommendation or 0)
    p.type(one, number=p.of(other).number.raw)
    p.here(one, "number")
    p.here(other, "number")


@plant("recommendation-number-missing")
def _(p: Planted) -> None:
    p.plant(p.recommendation(), "number", p.one_of([None, "", "-", " n/a "]))


for _key in ("title", "lead", "rating"):

    @plant(f"recommendation-{_key}-missing")
    def _(p: Planted, key: str = _key) -> None:
        p.plant(p.recommendation(), key, p.one_of(MISSING))


@plant("recommendation-progress-missing")
def _(p: Planted) -> None:
    spot = p.recommendation()
    owner = p.of(spot)
    p.at.append((owner.sheet, owner.progress_heading))
    p.plan = with_recommendation(p.plan, spot.recommendation or 0, replace(owner, progress=()))


@plant("recommendation-rating-unknown")
def _(p: Planted) -> None:
    p.plant(p.recommendation(), "rating", p.one_of(NO_RATINGS))


@plant("recommendation-status-unknown")
def _(p: Planted) -> None:
    p.plant(p.recommendation(), "status", p.one_of(["Ongoing", "Closed?", "Green", 1]))


@plant("recommendation-status-against-rating")
def _(p: Planted) -> None:
    p.plant(p.recommendation(), "status", p.one_of(["Business as usual", "BAU", " business  as usual "]))
    p.also.add("recommendation-closed-with-open-actions")


@plant("recommendation-closed-with-open-actions")
def _(p: Planted) -> None:
    p.plant(p.recommendation(), "rating", p.code(COMPLETE))


@plant("recommendation-actions-all-complete")
def _(p: Planted) -> None:
    spot = p.recommendation()
    for row in range(len(p.of(spot).actions)):
        action = replace(spot, table="actions", row=row)
        p.type(action, rating=p.code(COMPLETE), date_completed="31/10/2017", **_proof(p, action))
    p.here(spot, "rating")


@plant("recommendation-without-actions")
def _(p: Planted) -> None:
    spot = p.recommendation()
    p.plan = with_recommendation(p.plan, spot.recommendation or 0, replace(p.of(spot), actions=()))
    p.here(spot, "number")


@plant("recommendation-without-indicators")
def _(p: Planted) -> None:
    spot = p.recommendation()
    p.plan = with_recommendation(p.plan, spot.recommendation or 0, replace(p.of(spot), indicator_rows=()))
    p.here(spot, "number")


@plant("recommendation-confidence-against-rating", 0, 3)
def _(p: Planted) -> None:
    p.plant(p.recommendation(), "confidence", p.code(p.one_of([AT_RISK, OFF_TRACK])))


@plant("recommendation-green-but-overdue")
def _(p: Planted) -> None:
    spot = p.action(p.one_of([ON_TRACK, AT_RISK]))
    green = p.of(spot).rating.value.counts_as is ON_TRACK
    p.type(spot, completion_date=p.one_of(["30/10/2017", "Sept 2017", "1.10.17"]))
    p.here(Spot(spot.recommendation), "rating")
    p.also.add("action-overdue-but-green" if green else "action-overdue")


@plant("recommendation-green-but-off-target")
def _(p: Planted) -> None:
    spot = p.indicator()
    p.type(spot, actual=p.one_of(["35", "41 days"]) if p.of(spot).unit.text == "days" else p.one_of(["80%", "57.5%"]))
    p.here(Spot(spot.recommendation), "rating")


@plant("recommendation-rating-against-progress")
def _(p: Planted) -> None:
    spot = replace(p.recommendation(), table="progress", row=p.one_of([0, 1]))
    label = next(r.label for r in p.plan.scale.ratings if r.counts_as is p.one_of([AT_RISK, OFF_TRACK]))
    words = p.one_of(
        ["The RAG rating is {}.", "All in hand. RAG rating: {}", "The overall RAG rating is {} this month."]
    )
    p.plant(spot, "paragraph", words.format(p.one_of([label, label.upper()])))


@plant("recommendation-progress-says-closed")
def _(p: Planted) -> None:
    spot = replace(p.recommendation(), table="progress", row=p.one_of([0, 1]))
    words = ["This is now business as usual.", "The work has moved into BAU.", "It is now Business As Usual for teams."]
    p.plant(spot, "paragraph", p.one_of(words))


@plant("recommendation-progress-repeated")
def _(p: Planted) -> None:
    one = p.recommendation()
    other = p.recommendation(one.recommendation or 0)
    for spot in (one, other):
        paragraph = replace(spot, table="progress", row=p.one_of([0, 1]))
        p.plant(paragraph, "paragraph", p.one_of([LONG, LONG.upper(), LONG.replace(" ", "  ")]))


# --------------------------------------------------------------------------------------------- actions


for _key, _rule in {
    "text": "text",
    "lead": "lead",
    "completion_date": "completion-date",
    "rating": "rating",
    "start_date": "start-date",
}.items():

    @plant(f"action-{_rule}-missing")
    def _(p: Planted, key: str = _key) -> None:
        p.plant(p.action(), key, p.one_of(MISSING))


@plant("action-incomplete")
def _(p: Planted) -> None:
    spot = p.action()
    key = p.one_of(["ref", "text", "lead", "comment"])
    p.type(spot, **{each: None for each in p.of(spot).inputs if each != key})
    p.plant(spot, key, "z" if key == "ref" else "Ann Archer")
    p.also |= {"action-ref-gap"} if key == "ref" else set()


@plant("action-ref-missing")
def _(p: Planted) -> None:
    p.plant(p.action(), "ref", p.one_of([None, "", " - "]))


@plant("action-rating-unknown")
def _(p: Planted) -> None:
    p.plant(p.action(), "rating", p.one_of(NO_RATINGS))


@plant("action-date-unreadable")
def _(p: Planted) -> None:
    keys = ["start_date", "completion_date", "original_completion_date", "date_completed"]
    p.plant(p.action(), p.one_of(keys), p.one_of(NO_DATES))


@plant("action-dates-reversed")
def _(p: Planted) -> None:
    spot = p.action()
    p.type(spot, start_date=p.one_of(["2 March 2018", "31/03/2018"]), completion_date=p.one_of(["1/3/18", "Feb 2018"]))
    p.here(spot, "completion_date")
    p.also.add("action-not-started-but-rated")


@plant("action-ref-duplicate")
def _(p: Planted) -> None:
    spot = p.action()
    other = p.one_of([n for n in range(len(p.of(Spot(spot.recommendation)).actions)) if n != spot.row])
    twin = replace(spot, row=other)
    ref = p.of(twin).ref.text
    p.type(spot, ref=p.one_of([ref, ref.upper(), f"{ref}.", f"({ref})"]))
    p.here(spot, "ref")
    p.here(twin, "ref")


@plant("action-ref-gap")
def _(p: Planted) -> None:
    spot = p.recommendation()
    last = replace(spot, table="actions", row=len(p.of(spot).actions) - 1)
    p.plant(last, "ref", p.one_of(["f", "H)", "z"]))


@plant("action-text-repeated")
def _(p: Planted) -> None:
    one = p.action()
    other = p.one_of([spot for spot in p._rows("actions") if spot != one])
    p.type(one, text=f" {p.of(other).text.text.upper()} ")
    p.here(one, "text")
    p.here(other, "text")


@plant("action-overdue")
def _(p: Planted) -> None:
    spot = p.action(AT_RISK)
    p.plant(spot, "completion_date", p.one_of(["30/10/2017", "Sept 2017", "1.10.17"]))
    p.also.add("recommendation-green-but-overdue")


@plant("action-overdue-but-green")
def _(p: Planted) -> None:
    p.plant(p.action(), "completion_date", p.one_of(["30/10/2017", "Sept 2017", "1.10.17"]))
    p.also.add("recommendation-green-but-overdue")


@plant("action-due")
def _(p: Planted) -> None:
    p.plant(p.action(), "completion_date", p.one_of(["31/10/2017", "Oct 2017", "Nov 2017", "1/12/17"]))


@plant("action-should-have-started", 1, 3)
def _(p: Planted) -> None:
    spot = p.action()
    p.type(spot, rating=p.code(CountsAs.NOT_STARTED))
    p.here(spot, "start_date")


@plant("action-complete-before-due")
def _(p: Planted) -> None:
    spot = p.action()
    p.type(spot, rating=p.code(COMPLETE), **_proof(p, spot))
    p.here(spot, "completion_date")


@plant("action-completed-date-missing")
def _(p: Planted) -> None:
    spot = p.action()
    p.type(spot, rating=p.code(COMPLETE), completion_date=p.one_of(["31/10/2017", "Sept 2017"]), **_proof(p, spot))
    p.here(spot, "date_completed")


@plant("action-completed-date-in-future")
def _(p: Planted) -> None:
    spot = p.action()
    p.type(spot, rating=p.one_of([p.code(COMPLETE), p.of(spot).rating.raw]), **_proof(p, spot))
    p.plant(spot, "date_completed", p.one_of(["1/11/2017", "Nov 2017", "31/03/2018"]))


@plant("action-completed-but-not-rated")
def _(p: Planted) -> None:
    spot = p.action()
    p.type(spot, date_completed=p.one_of(["31/10/2017", "Oct 2017", "9.10.17"]))
    p.here(spot, "rating")


@plant("action-not-started-but-rated")
def _(p: Planted) -> None:
    spot = p.action(p.one_of([ON_TRACK, AT_RISK]))
    p.type(spot, start_date=p.one_of(["1/11/2017", "Nov 2017", "1st December 2017"]))
    p.here(spot, "rating")


@plant("action-outside-plan")
def _(p: Planted) -> None:
    key, typed = p.one_of(
        [
            ("start_date", "31/03/2017"),
            ("start_date", "Oct 2016"),
            ("completion_date", "Apr 2018"),
            ("completion_date", "31 December 2018"),
        ]
    )
    p.plant(p.action(), key, typed)


@plant("action-stopped-without-comment", 1, 3)
def _(p: Planted) -> None:
    spot = p.action()
    p.type(spot, rating=p.code(CountsAs.STOPPED), comment=p.one_of(MISSING))
    p.here(spot, "comment")


@plant("action-complete-without-evidence", 0, 3)
def _(p: Planted) -> None:
    spot = p.action()
    p.type(spot, **DONE, rating=p.code(COMPLETE), signed_off_by=p.one_of(_others(p, spot)))
    p.plant(spot, "evidence", p.one_of(MISSING))


@plant("action-complete-not-signed-off", 0, 3)
def _(p: Planted) -> None:
    spot = p.action()
    p.type(spot, **DONE, rating=p.code(COMPLETE), evidence="Minutes of the board")
    p.plant(spot, "signed_off_by", p.one_of(MISSING))


@plant("action-signed-off-by-doer", 0, 3)
def _(p: Planted) -> None:
    spot = p.action()
    lead = p.of(spot).lead.text
    p.plant(spot, "signed_off_by", p.one_of([lead, lead.upper(), f" {lead}"]))


def _proof(p: Planted, spot: Spot) -> dict[str, str]:
    """What a complete action of a plan that asks for evidence needs."""
    if "evidence" not in p.plan.has:
        return {}
    return {"evidence": "Minutes of the board", "signed_off_by": p.one_of(_others(p, spot))}


def _others(p: Planted, spot: Spot) -> list[str]:
    return [name for name in PEOPLE if name not in p.of(spot).lead.value]


@plant("action-off-track-without-comment")
def _(p: Planted) -> None:
    if p.one_of([True, False]):
        p.plant(p.action(AT_RISK), "comment", p.one_of(MISSING))
    else:
        spot = p.action()
        p.type(spot, rating=p.code(p.one_of([AT_RISK, OFF_TRACK])))
        p.here(spot, "comment")


# --------------------------------------------------------------------------------------------- indicators


@plant("indicator-number-missing")
def _(p: Planted) -> None:
    p.plant(p.indicator(), "number", p.one_of([None, "NEW", "tbc", "-", " new "]))


for _key in ("description", "lead"):

    @plant(f"indicator-{_key}-missing")
    def _(p: Planted, key: str = _key) -> None:
        p.plant(p.indicator(), key, p.one_of(MISSING))


@plant("indicator-unit-missing")
def _(p: Planted) -> None:
    spot = p.indicator("days")
    p.type(spot, previous=30)
    p.plant(spot, "unit", p.one_of([None, " ", "-"]))


@plant("indicator-unit-mismatch")
def _(p: Planted) -> None:
    spot = p.indicator("days")
    typed = p.one_of(["30 weeks", "\u00a330", (30, '0" hours"')])
    p.plant(spot, p.one_of(["target", "tolerance", "previous", "actual"]), typed)


@plant("indicator-better-missing")
def _(p: Planted) -> None:
    p.plant(p.indicator(), "better", p.one_of([None, "-", "up", "More"]))


@plant("indicator-value-unreadable")
def _(p: Planted) -> None:
    p.plant(p.indicator(), p.one_of(["target", "tolerance", "previous", "actual"]), p.one_of(NO_NUMBERS))


@plant("value-format-unclear")
def _(p: Planted) -> None:
    key = p.one_of(["target", "previous", "actual"])
    p.plant(p.indicator("days"), key, p.one_of([(40, '"about "0'), (5000, "0,"), (30, ";;;"), (0.5, "h:mm")]))


@plant("indicator-percent-ambiguous")
def _(p: Planted) -> None:
    p.plant(p.indicator("%"), p.one_of(["target", "previous", "actual"]), p.one_of([0.41, 0.9, "0.95"]))


@plant("indicator-percent-unformatted")
def _(p: Planted) -> None:
    spot = p.indicator("%")
    key = p.one_of(["target", "previous", "actual"])
    p.plant(spot, key, p.one_of([int, float, str])(p.of(spot).inputs[key].value))


@plant("indicator-percent-out-of-range")
def _(p: Planted) -> None:
    key = p.one_of(["previous", "actual"])
    p.plant(p.indicator("%"), key, p.one_of(["950%", "101%", 130, (9.5, "0%")]))


@plant("indicator-floor-unfit")
def _(p: Planted) -> None:
    spot = p.indicator("%")
    key = p.one_of(["floor", "target_now"])
    if key == "target_now" or p.one_of([True, False]):
        p.type(spot, better="Monitor")
        p.plant(spot, key, "90%")
    else:
        better = p.of(spot).better.value
        p.plant(spot, "floor", "100%" if better is Better.HIGHER else "0.5%")


@plant("indicator-actual-missing")
def _(p: Planted) -> None:
    p.plant(p.indicator(), "actual", p.one_of(MISSING))


@plant("indicator-target-missing")
def _(p: Planted) -> None:
    p.plant(p.indicator(), "target", p.one_of(MISSING))


@plant("indicator-incomplete")
def _(p: Planted) -> None:
    spot = p.indicator()
    key = p.one_of(["number", "description", "lead", "comment"])
    p.type(spot, **{each: None for each in p.of(spot).inputs if each != key})
    p.plant(spot, key, "Ann Archer")


@plant("indicator-empty")
def _(p: Planted) -> None:
    spot = p.indicator()
    p.type(spot, target=p.one_of(MISSING))
    p.plant(spot, "actual", p.one_of(MISSING))


@plant("indicator-conflict")
def _(p: Planted) -> None:
    one = p.indicator("%")
    other = p.one_of([s for s in p._rows("indicators") if s != one and p.of(s).unit.text == "%"])
    key, typed = p.one_of([("target", "89%"), ("actual", "91.5%"), ("description", "Another thing")])
    same = {k: p.of(one).inputs[k].raw for k in ("number", "description", "lead", "unit", "better")}
    same |= {k: p.of(one).inputs[k].text for k in ("target", "actual")}
    p.type(other, **(same | {key: typed}))
    p.here(one, key)
    p.here(other, key)


@plant("indicator-same-figures")
def _(p: Planted) -> None:
    one = p.indicator("%")
    other = p.one_of([s for s in p._rows("indicators") if s != one and p.of(s).unit.text == "%"])
    for spot, what in ((one, "Assessments"), (other, "Case audits")):
        p.type(spot, description=f"{what} rated as inadequate", target="90%", actual="93%")
        p.here(spot, "number")


@plant("indicator-period-unreadable")
def _(p: Planted) -> None:
    p.plant(p.indicator(), "period", p.one_of(["Monthly", "Quarterly", "17/18", "Panel has met", "Q5", "2017"]))


@plant("indicator-stale")
def _(p: Planted) -> None:
    p.plant(p.indicator(), "period", p.one_of(["June 2017", "Q1", "Q1 2017/18", "2016/17", "31/05/2017", "Jun-17"]))


@plant("indicator-outlier")
def _(p: Planted) -> None:
    p.plant(p.indicator("days"), "actual", p.one_of(["17", 3, "17.9 days", 0]))


# --------------------------------------------------------------------------------------------- since last month


def last_month(plan: Plan) -> Plan:
    """The plan a month before: every actual is what Previous says now, and every text was another one."""
    for number, owner in enumerate(plan.recommendations):
        for row in range(len(owner.progress)):
            plan = typing(plan, Spot(number, "progress", row), paragraph=f"What was done in November, part {row}.")
        for row, each in enumerate(owner.indicator_rows):
            plan = typing(plan, Spot(number, "indicators", row), actual=each.previous.text)
    return plan


@plant("recommendation-progress-unchanged")
def _(p: Planted) -> None:
    spot = p.recommendation()
    p.previous = last_month(p.plan)
    for row in range(len(p.of(spot).progress)):
        paragraph = replace(spot, table="progress", row=row)
        p.type(paragraph, paragraph=cell(p.previous, paragraph, "paragraph").text.upper())
    p.here(replace(spot, table="progress"), "paragraph")


@plant("recommendation-impact-unchanged", 0, 3)
def _(p: Planted) -> None:
    spot = p.recommendation()
    impact = replace(spot, table="impact", row=0)
    p.previous = typing(last_month(p.plan), spot, rating=p.code(AT_RISK))
    p.type(impact, paragraph=p.one_of([p.of(spot).impact[0].text, p.of(spot).impact[0].text.upper()]))
    p.here(impact, "paragraph")


@plant("action-slipped")
def _(p: Planted) -> None:
    spot = p.action()
    p.previous = last_month(p.plan)
    if p.one_of([True, False]):
        p.previous = typing(p.previous, spot, completion_date=p.one_of(["Nov 2017", "30/12/2017"]))
    else:
        p.type(spot, original_completion_date=p.one_of(["Nov 2017", "30/12/2017", "15 Dec 2017"]))
        p.also.add("action-original-date-moved")
    p.here(spot, "completion_date")


@plant("action-put-off-again")
def _(p: Planted) -> None:
    spot = p.action()
    p.type(spot, completion_date="31/03/2018")
    first = p.one_of(["", "Nov 2017", "30/12/2017"])
    if first:
        p.type(spot, original_completion_date=first, comment=p.one_of(["", "The board agreed."]))
    key = key_of_thing(p.plan, p.of(spot))
    dues = [date(2018, 1, 5)] if first else [date(2017, 12, 1), date(2018, 1, 5)]
    ends = [date(2017, 8, 31), date(2017, 9, 30)]
    lines = [HistoryLine("", day, *key, due=due) for day, due in zip(ends, dues, strict=False)]
    p.plan = replace(p.plan, history=History((*p.plan.history, *lines)))
    p.here(spot, "completion_date")


@plant("action-due-first-of-month")
def _(p: Planted) -> None:
    p.plant(p.action(ON_TRACK), "completion_date", p.one_of(["01/03/2018", "1 Mar 2018", "1st of February 2018"]))


@plant("action-original-date-moved")
def _(p: Planted) -> None:
    spot = p.action()
    p.type(spot, original_completion_date=p.of(spot).completion_date.raw)
    p.previous = typing(last_month(p.plan), spot, original_completion_date=p.one_of(["Nov 2017", "30/09/2017"]))
    if p.one_of([True, False]):
        p.type(spot, original_completion_date=p.one_of(MISSING))
    p.here(spot, "original_completion_date")


@plant("action-reworded")
def _(p: Planted) -> None:
    spot = p.action()
    p.previous = last_month(p.plan)
    p.plant(
        spot, "text", p.one_of(["Do what was agreed.", "Look at it again", p.of(spot).text.text + " if there is time"])
    )


@plant("recommendation-reworded")
def _(p: Planted) -> None:
    spot = p.recommendation()
    p.previous = last_month(p.plan)
    p.plant(spot, "title", p.one_of(["Do better.", p.of(spot).title.text.replace("good", "fair")]))


def without(plan: Plan, spot: Spot) -> Plan:
    """The plan without a row of a table."""
    owner = plan.recommendations[spot.recommendation or 0]
    field = {"actions": "actions", "indicators": "indicator_rows"}[spot.table]
    rows = list(getattr(owner, field))
    del rows[spot.row]
    return with_recommendation(plan, spot.recommendation or 0, replace(owner, **{field: tuple(rows)}))


for _table in ("action", "indicator"):

    @plant(f"{_table}-dropped")
    def _(p: Planted, table: str = _table) -> None:
        spot = p.action() if table == "action" else p.indicator("%")
        p.previous = last_month(p.plan)
        p.plan = without(p.plan, spot)
        p.here(Spot(spot.recommendation), "number")


@plant("recommendation-dropped")
def _(p: Planted) -> None:
    spot = p.recommendation()
    p.previous = last_month(p.plan)
    kept = [each for at, each in enumerate(p.plan.recommendations) if at != spot.recommendation]
    p.plan = replace(p.plan, recommendations=tuple(kept))
    p.at.append((p.plan.plan_sheet, p.plan.cell_to_accept))


@plant("indicator-previous-mismatch")
def _(p: Planted) -> None:
    spot = p.indicator("%")
    p.previous = last_month(p.plan)
    p.plant(spot, "previous", p.one_of(["89%", "92.5%"]))


@plant("indicator-comment-unchanged")
def _(p: Planted) -> None:
    spot = p.indicator("%")
    p.type(spot, comment="Reached in three of four weeks.")
    p.previous = last_month(p.plan)
    p.type(spot, comment=p.one_of(["Reached in three of four weeks.", "reached in  three of four weeks."]))
    p.plant(spot, "actual", p.one_of(MISSING))


@plant("indicator-still-without-figure")
def _(p: Planted) -> None:
    spot = p.indicator("%")
    p.type(spot, comment="Comes on 10 November.")
    p.previous = typing(last_month(p.plan), spot, actual=p.one_of(MISSING))
    p.plant(spot, "actual", p.one_of(MISSING))


@plant("indicator-reworded")
def _(p: Planted) -> None:
    spot = p.indicator("%")
    p.previous = last_month(p.plan)
    p.plant(spot, "description", p.of(spot).description.text + " and of those that are late")


@plant("indicator-target-moved")
def _(p: Planted) -> None:
    spot = p.indicator("%")
    p.previous = last_month(p.plan)
    p.plant(spot, "target", p.one_of(["89%", "85.5%", (0.8, "0%")]))


# --------------------------------------------------------------------------------------------- people


@plant("person-duplicate", 0, 3)
def _(p: Planted) -> None:
    twin = p.one_of(p.plan.people)
    below = {key: replace(each, cell=f"{each.cell[0]}{twin.row + 9}") for key, each in twin.inputs.items()}
    p.plan = replace(p.plan, people=(*p.plan.people, replace(twin, row=twin.row + 9, inputs=below)))
    name = twin.text("name")
    p.plant(Spot(None, "people", len(p.plan.people) - 1), "name", p.one_of([name, f" {name.upper()} "]))
    p.here(Spot(None, "people", p.plan.people.index(twin)), "name")


@plant("person-email", 0, 3)
def _(p: Planted) -> None:
    row = Spot(None, "people", p.one_of([0, 1, 2, 3]))
    p.plant(row, "email", p.one_of(["ann", "ann at example.gov.uk", "ann@", "ann@example", "a@b.uk; c@d.uk", "@x.uk"]))


@plant("lead-copied", 0, 3)
def _(p: Planted) -> None:
    spot, key = p.one_of([(p.action(), "text"), (p.indicator(), "description")])
    p.plant(spot, "lead", p.of(spot).inputs[key].text)


@plant("lead-unlisted", 0, 3)
def _(p: Planted) -> None:
    spot = p.one_of([p.recommendation(), p.action(), p.indicator()])
    p.plant(spot, "lead", p.one_of(["Carl Cole", "Ann Arche", "Ann Archer & Carl Cole", "Bo Bell and Carl Cole"]))


@plant("lead-spelling", 1, 2)
def _(p: Planted) -> None:
    spot = p.one_of([p.recommendation(), p.action(), p.indicator()])
    p.plant(spot, "lead", p.one_of(["A Archer", "A. Archer", "Ann Archr", "Head of Asessment", "Mrs Ann Archer"]))


# --------------------------------------------------------------------------------------------- the law


def test_every_rule_can_be_planted_but_those_about_the_workbook_itself():
    elsewhere = WORKBOOK.keys() | {"accepted-without-finding"}
    missing = catalogue().keys() - PLANTS.keys() - elsewhere
    assert not missing, f"no @plant for {', '.join(sorted(missing))}: add one in tests/checking/test_planted.py"
    assert not PLANTS.keys() & elsewhere


@pytest.mark.parametrize("shape", range(SHAPES))
def test_nothing_is_found_in_a_clean_plan_of_any_shape(shape):
    assert [(f.rule, f.sheet, f.cell, f.message) for f in check(clean(shape)).findings] == []


@pytest.mark.slow
@pytest.mark.parametrize("rule", PLANTS)
def test_of_one_planted_defect_exactly_its_rule_speaks_at_its_cell(rule):
    @searching(2)
    @given(st.data())
    def law(data):
        planted = Planted(clean(data.draw(st.sampled_from(SHAPES_FOR[rule]))), data.draw)
        PLANTS[rule](planted)
        found = check(planted.plan, planted.previous).findings
        assert sorted((f.sheet, f.cell) for f in found if f.rule == rule) == sorted(planted.at)
        assert {f.rule for f in found} == {rule} | planted.also

    law()
