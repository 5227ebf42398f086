"""One case for each rule: a plan where it fires and at which cells, and plans that come close and stay silent.

A plan is a `PlanBuilder`, or `typed(plan, spot, ...)` where a cell holds what no register can say. Every `clean_plan()`
has a clean indicator and a clean action in row 1, so what a case adds is in row 2. Rules about the workbook itself have
their cases in `workbook_cases`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from builder import PlanBuilder, clean_plan
from checking.in_memory import in_memory
from checking.planting import Spot, cell
from checking.planting import typing as typed_into

from plan_workbook import layout
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Plan

Place = Callable[[Plan], Input[Any]]
"""Finds a cell of a plan."""


@dataclass(frozen=True)
class Typed:
    """A plan, and what was then typed into one row of it, with its number format: (0.41, "General")."""

    plan: PlanBuilder
    spot: Spot
    cells: dict[str, Any]


@dataclass(frozen=True)
class Case:
    """Where a rule fires, and what comes close to it."""

    bad: PlanBuilder | Typed
    at: tuple[Place, ...]
    says: str
    """What the first message must name."""
    near: tuple[PlanBuilder | Typed, ...]
    also: frozenset[str] = frozenset()
    """Other rules that rightly speak in the same plan: of another row, or of the recommendation itself."""
    previous: PlanBuilder | None = None
    """Last month's plan, for rules that compare with it."""


def plan_of(made: PlanBuilder | Typed) -> Plan:
    """The plan of a case, as it would be read."""
    if isinstance(made, Typed):
        return typed_into(in_memory(made.plan), made.spot, **made.cells)
    return in_memory(made)


def typed(plan: PlanBuilder, spot: Spot, **cells: Any) -> Typed:
    """Type into the cells of a row, by the layout's keys."""
    return Typed(plan, spot, cells)


# ------------------------------------------------------------------------------------------- places

_TABLES = {table.called: table for table in (*layout.RECOMMENDATION.tables, *layout.PLAN.tables)}


def row(sheet: str, table: str, number: int, heading: str) -> Place:
    """A cell of a table, whose rows count from 1."""
    declared = _TABLES[table]
    key = next(column.key for column in declared.columns if column.heading == heading)
    return lambda plan: cell(plan, Spot(_position(plan, sheet), declared.key, number - 1), key)


def field(sheet: str, label: str) -> Place:
    """The cell next to a label."""
    declared = layout.PLAN if sheet == layout.PLAN_SHEET else layout.RECOMMENDATION
    key = next(field.key for field in declared.fields if field.label == label)
    return lambda plan: cell(plan, Spot(_position(plan, sheet)), key)


def _position(plan: Plan, sheet: str) -> int | None:
    return None if sheet == layout.PLAN_SHEET else [each.sheet for each in plan.recommendations].index(sheet)


def progress_heading(plan: Plan) -> Input[Any]:
    """The heading over the paragraphs of the first recommendation."""
    first = plan.recommendations[0]
    return Input(None, None, first.sheet, first.progress_heading)


def action(heading: str, number: int = 2, sheet: str = "R01") -> Place:
    """A cell of the second action."""
    return row(sheet, "Actions", number, heading)


def indicator(heading: str, number: int = 2, sheet: str = "R01") -> Place:
    """A cell of the second indicator."""
    return row(sheet, "Indicators", number, heading)


# ------------------------------------------------------------------------------------------- plans


def closed() -> PlanBuilder:
    """A clean plan with a second recommendation that is closed and complete, on sheet R02."""
    plan = clean_plan().recommendation(status="Business as usual", rating="C").indicator()
    return plan.action(rating="C", completion_date="30/11/2017", date_completed="30/11/2017")


NOTHING = dict.fromkeys(("ref", "text", "lead", "start_date", "completion_date", "rating"), "")
"""An action's row that nobody has filled in."""
NO_FIGURES = dict.fromkeys(
    ("number", "description", "lead", "unit", "better", "target", "previous", "actual", "period"), ""
)
"""An indicator's row that nobody has filled in."""
DONE = {"rating": "C", "completion_date": "30/11/2017", "date_completed": "28/11/2017"}
"""An action that was finished in time."""
LATE = {"completion_date": "30/11/2017"}
SIXTY = "Ten audits were made, and nine of them found good oversight."
assert len(SIXTY) == 60


def _may_stop() -> PlanBuilder:
    """A clean plan with a rating for what is paused or cancelled."""
    plan = clean_plan().rating("G", "Green", "On track").rating("C", "Complete", "Complete")
    return plan.rating("S", "Paused", "Stopped")


def _refs(*refs: str) -> PlanBuilder:
    plan = PlanBuilder().recommendation().indicator()
    for ref in refs:
        plan.action(ref=ref)
    return plan


def five_ratings() -> PlanBuilder:
    plan = PlanBuilder()
    for code, label, counts_as in (
        ("C", "Complete", "complete"),
        ("R", "Red", "off track"),
        ("A", "Amber", "at risk"),
        ("G", "Green", "on track"),
        ("N", "Not started", "not started"),
    ):
        plan.rating(code, label, counts_as)
    return plan.recommendation().indicator().action()


def november() -> PlanBuilder:
    """What the clean plan was last month."""
    plan = PlanBuilder(period="November 2017").recommendation(progress="Audits were planned.")
    return plan.indicator(actual="94%", previous="93%").action()


def _led(name: str, role: str = "") -> PlanBuilder:
    """A clean plan whose people are listed."""
    return clean_plan().person(name, role)


def _saying(progress: str, **cells: str) -> PlanBuilder:
    return PlanBuilder().recommendation(progress=progress, **cells).indicator().action(**DONE if cells else {})


def _helping(impact: str, rating: str = "G", progress: str = "Audits were made.", **cells: str) -> PlanBuilder:
    plan = PlanBuilder().recommendation(impact=impact, rating=rating, progress=progress, **cells)
    return plan.indicator().action()


def _due(*months: str) -> PlanBuilder:
    plan = PlanBuilder(due_within="0").recommendation().indicator()
    for number, month in enumerate(months, 1):
        plan.action(ref=str(number), completion_date=month)
    return plan


def _repeated(text: str, **other: str) -> PlanBuilder:
    plan = clean_plan()
    plan.recommendation(progress=f"Something of its own.\n\n{text}").indicator().action()
    plan.recommendation(progress=text, **other).indicator()
    return plan.action(**DONE) if other else plan.action()


PLAN = {
    "accepted-without-finding": Case(
        clean_plan()
        .action(completion_date="31/01/2018")
        .accept("action-overdue", "R01 a")
        .accept("action-due", "R01 a")
        .accept("action-due", "R01 b", until="30/12/2017"),
        (
            row("Plan", "Accepted findings", 1, "Where"),
            row("Plan", "Accepted findings", 2, "Where"),
            row("Plan", "Accepted findings", 3, "Until"),
        ),
        "action-overdue",
        (
            clean_plan().action(completion_date="31/01/2018").accept("action-due", "R01 b", until="31/12/2017"),
            clean_plan().accept("action-slipped", "R01 a").accept("indicator-target-moved", "CSC 001"),
            clean_plan().accept("no-such-rule", "R01 a").accept("action-due", "R01 a", until="whenever"),
        ),
        also=frozenset({"action-due"}),
    ),
    "accepted-without-reason": Case(
        clean_plan()
        .action(completion_date="30/11/2017")
        .accept("action-overdue-but-green", "R01 b", reason="-")
        .accept("action-overdue-but-green", "R01", agreed_by="")
        .severity("action-overdue-but-green", "note", agreed_by="Board")
        .severity("Action-Lead-Missing", "warning", "Leads change", "n/a"),
        (
            row("Plan", "Accepted findings", 1, "Reason"),
            row("Plan", "Accepted findings", 2, "Agreed By"),
            row("Plan", "Changed severities", 1, "Reason"),
            row("Plan", "Changed severities", 2, "Agreed By"),
        ),
        "action-overdue-but-green at 'R01 b' is an error and is accepted here without Reason",
        (
            clean_plan()
            .action(completion_date="30/11/2017")
            .accept("action-overdue-but-green", "R01 b", "The court set a new date", "Board")
            .severity("action-lead-missing", "warning", "Leads change", "Board"),
            clean_plan().action(completion_date="31/01/2018").accept("action-due", "R01 b", reason="", agreed_by=""),
            clean_plan().accept("action-overdue-but-green", "R01 a", reason="").severity("action-slipped", "note"),
            clean_plan().severity("action-due", "error").severity("action-lead-missing", "error"),
            clean_plan().severity("action-lead-missing", "milder").severity("no-such-rule", "note"),
        ),
        also=frozenset({"action-overdue-but-green", "recommendation-green-but-overdue", "plan-all-green"}),
    ),
    "plan-field-missing": Case(
        clean_plan(title="", authority="", period="", report_date=""),
        tuple(field("Plan", label) for label in ("Title", "Authority", "Period", "Report Date")),
        "Title",
        (clean_plan(version="", update="", plan_start="", plan_end=""),),
    ),
    "plan-field-blank": Case(
        clean_plan(data_as_at="", key_successes="", key_challenges="-"),
        tuple(field("Plan", label) for label in ("Data As At", "Key Successes", "Key Challenges")),
        "Data As At",
        (clean_plan(decisions_needed="", previous_period=""),),
    ),
    "plan-date-unreadable": Case(
        clean_plan(data_as_at="31 Feb 2018", plan_end="the end"),
        (field("Plan", "Data As At"), field("Plan", "Plan End")),
        "'31 Feb 2018'",
        (clean_plan(data_as_at="Nov 2017", plan_start="1.4.17"),),
    ),
    "plan-setting-unreadable": Case(
        clean_plan(default_tolerance="a bit", due_within="soon", quarters="Tax"),
        tuple(field("Plan", label) for label in ("Default Tolerance", "Due Within", "Quarters")),
        "'a bit'",
        (clean_plan(default_tolerance="", due_within="31 days", quarters="calendar"),),
    ),
    "plan-dates-reversed": Case(
        clean_plan(data_as_at="01/01/2018"),
        (field("Plan", "Data As At"),),
        "Report Date",
        (clean_plan(data_as_at="31/12/2017", plan_start="31/03/2018", plan_end="31/03/2018").set(plan_start=""),),
    ),
    "plan-rating-scale": Case(
        clean_plan()
        .rating("C", "Complete", "complete")
        .rating("G", "Green", "on track")
        .rating("g", "Grey", "at risk"),
        (row("Plan", "RAG scale", 2, "Code"), row("Plan", "RAG scale", 3, "Code")),
        "'G'",
        (
            clean_plan()
            .rating("C", "Complete", "complete")
            .rating("X", "Closed", "complete")
            .rating("G", "Go", "on track"),
        ),
    ),
    "plan-rating-colour": Case(
        clean_plan()
        .rating("C", "Complete", "complete", "gold")
        .rating("G", "Green", "on track", "00B050")
        .rating("A", "Amber", "at risk", "#FC0"),
        tuple(row("Plan", "RAG scale", number, "Colour") for number in (1, 2, 3)),
        "'gold'",
        (
            clean_plan()
            .rating("C", "Complete", "complete", " #0070c0 ")
            .rating("A", "Amber", "at risk", "-")
            .rating("G", "Go", "on track"),
        ),
    ),
    "plan-all-green": Case(
        clean_plan().action(completion_date="30/12/2017").indicator(target="96%", actual="84%"),
        (field("Plan", "Report Date"),),
        "1 action is overdue and 1 indicator is off target",
        (
            clean_plan().action(completion_date="31/12/2017").indicator(target="90%", actual="81%"),
            clean_plan().action(completion_date="30/12/2017").action(rating="A", comment="A post is vacant"),
            closed().action(completion_date="30/11/2017"),
        ),
        also=frozenset(
            {
                "action-overdue-but-green",
                "recommendation-green-but-overdue",
                "recommendation-green-but-off-target",
            }
        ),
    ),
    "person-duplicate": Case(
        _led("Head of Assessment").person("Jane Roe", "Lead").person("JANE  ROE", "Board"),
        (row("Plan", "People", 2, "Name"), row("Plan", "People", 3, "Name")),
        "'Jane Roe'",
        (_led("Head of Assessment").person("Jane Roe").person("Janet Roe").person("", "Board").person("", "Board"),),
    ),
    "person-email": Case(
        _led("Head of Assessment")
        .person("Jane Roe", "", "jane.roe at example.gov.uk")
        .person("Al", "", "a@b.uk;c@d.uk"),
        (row("Plan", "People", 2, "Email"), row("Plan", "People", 3, "Email")),
        "'jane.roe at example.gov.uk'",
        (
            _led("Head of Assessment")
            .person("Jane Roe", "", "j.o'roe+plan@children.example-shire.gov.uk")
            .person("Al", "", " al@example.org ")
            .person("Jo", "", "-"),
        ),
    ),
}

RECOMMENDATIONS = {
    "recommendation-number-duplicate": Case(
        typed(clean_plan(2), Spot(1), number=1),
        (field("R01", "Number"), field("R02", "Number")),
        "R02",
        (clean_plan().recommendation(number="1.0").indicator().action(),),
    ),
    "recommendation-number-missing": Case(
        typed(clean_plan(2), Spot(1), number=" - "),
        (field("R02", "Number"),),
        "has no Number, only '-'",
        (typed(clean_plan(2), Spot(1), number="4.10"),),
    ),
    "recommendation-title-missing": Case(
        PlanBuilder().recommendation(title="").indicator().action(),
        (field("R01", "Title"),),
        "Recommendation 1",
        (PlanBuilder().recommendation(title="", status="Business as usual", rating="C").indicator().action(**DONE),),
    ),
    "recommendation-lead-missing": Case(
        PlanBuilder().recommendation(lead="tbc").indicator().action(),
        (field("R01", "Lead"),),
        "Recommendation 1",
        (PlanBuilder().recommendation(lead="", status="BAU", rating="C").indicator().action(**DONE),),
    ),
    "recommendation-progress-missing": Case(
        PlanBuilder().recommendation(progress="").indicator().action(),
        (progress_heading,),
        "Recommendation 1",
        (PlanBuilder().recommendation(progress="", rating="C").indicator().action(**DONE),),
    ),
    "recommendation-rating-missing": Case(
        PlanBuilder().recommendation(rating="").indicator().action(),
        (field("R01", "RAG"),),
        "Recommendation 1",
        (PlanBuilder().recommendation(rating="", status="Business as usual").indicator().action(**DONE),),
    ),
    "recommendation-rating-unknown": Case(
        PlanBuilder().recommendation(rating="Greenish", confidence="sure").indicator().action(),
        (field("R01", "RAG"), field("R01", "Confidence")),
        "'Greenish'",
        (PlanBuilder().recommendation(rating=" green ").indicator().action(),),
    ),
    "recommendation-status-unknown": Case(
        PlanBuilder().recommendation(status="Ongoing").indicator().action(),
        (field("R01", "Status"),),
        "'Ongoing'",
        (PlanBuilder().recommendation(status="").indicator().action(),),
    ),
    "recommendation-status-against-rating": Case(
        PlanBuilder().recommendation(status="Business as usual", rating="A").indicator().action(**DONE),
        (field("R01", "Status"),),
        "'A'",
        (PlanBuilder().recommendation(status="Business as usual", rating="").indicator().action(**DONE),),
    ),
    "recommendation-closed-with-open-actions": Case(
        PlanBuilder().recommendation(rating="C").indicator().action(**DONE).action(),
        (field("R01", "RAG"),),
        "action b",
        (closed(),),
    ),
    "recommendation-actions-all-complete": Case(
        PlanBuilder().recommendation(rating="A").indicator().action(**DONE),
        (field("R01", "RAG"),),
        "'A'",
        (PlanBuilder().recommendation(rating="A").indicator().action(**DONE).action(),),
    ),
    "recommendation-without-actions": Case(
        PlanBuilder().recommendation().indicator(),
        (field("R01", "Number"),),
        "Recommendation 1",
        (PlanBuilder().recommendation(status="Business as usual", rating="C").indicator(),),
    ),
    "recommendation-without-indicators": Case(
        PlanBuilder().recommendation().action(),
        (field("R01", "Number"),),
        "Recommendation 1",
        (
            PlanBuilder()
            .recommendation()
            .action()
            .indicator(
                number="",
                description="There are no performance indicators for this one.",
                lead="",
                unit="",
                better="",
                target="",
                previous="",
                actual="",
            ),
            PlanBuilder().recommendation(rating="C").action(**DONE),
        ),
    ),
    "recommendation-confidence-against-rating": Case(
        PlanBuilder()
        .recommendation(confidence="Red")
        .indicator()
        .action()
        .recommendation(confidence="a")
        .indicator()
        .action(),
        (field("R01", "Confidence"), field("R02", "Confidence")),
        "is rated 'G', but the confidence that it will be delivered is 'R'",
        (
            PlanBuilder().recommendation(confidence="G").indicator().action(),
            PlanBuilder().recommendation(confidence="").indicator().action(),
            PlanBuilder().recommendation(rating="A", confidence="R").indicator().action(),
            clean_plan().using("confidence"),
        ),
    ),
    "recommendation-green-but-overdue": Case(
        clean_plan().action(completion_date="30/12/2017"),
        (field("R01", "RAG"),),
        "action b",
        (clean_plan().action(completion_date="31/12/2017"),),
        also=frozenset({"action-overdue-but-green", "plan-all-green"}),
    ),
    "recommendation-green-but-off-target": Case(
        clean_plan().indicator(target="96%", actual="84%"),
        (field("R01", "RAG"),),
        "12 points below target",
        (
            clean_plan().indicator(target="90%", actual="81%"),
            PlanBuilder().recommendation(rating="A").indicator(target="96%", actual="84%").action(),
        ),
        also=frozenset({"plan-all-green"}),
    ),
    "recommendation-rating-against-progress": Case(
        _saying("Ten audits were made.\n\nThe RAG rating is AMBER."),
        (row("R01", "Progress", 2, "Progress"),),
        "'RAG rating is AMBER'",
        (
            _saying("The RAG rating is GREEN.\n\nIt has moved from Amber to Green."),
            _saying("The RAG rating was Amber. Previously rated as Red."),
            _saying("The RAG rating is a concern to some. Two audits are rated Red. RAG: Amber/Green."),
            _saying("The RAG rating is not Red, and it will be rated Amber once the post is filled."),
        ),
    ),
    "recommendation-progress-says-closed": Case(
        _saying("Ten audits were made.\n\nThis work has moved into BAU."),
        (row("R01", "Progress", 2, "Progress"),),
        "'moved into BAU'",
        (
            _saying("This is not yet business as usual. It will become BAU. We are working towards BAU."),
            _saying("Once this is business as usual it will be reported elsewhere."),
            _saying("This work is now business as usual.", status="Business as usual", rating="C"),
        ),
    ),
    "recommendation-progress-repeated": Case(
        _repeated(SIXTY),
        (row("R02", "Progress", 2, "Progress"), row("R03", "Progress", 1, "Progress")),
        "R03!",
        (_repeated(SIXTY[1:]), _repeated(SIXTY, status="Business as usual", rating="C")),
    ),
    "recommendation-impact-unchanged": Case(
        _helping("Fewer  children move."),
        (row("R01", "Impact", 1, "Impact"),),
        "Recommendation 1 is rated 'G' and was rated 'A' last month",
        (
            _helping("Fewer children move, and they say so."),
            _helping("Fewer children move.", "A"),
            _helping("Fewer children move.", progress="Nothing yet."),
            _helping("Fewer children move.", number="2", title="Visit every child weekly."),
            _helping(""),
        ),
        previous=PlanBuilder()
        .recommendation(impact="fewer children move.", rating="A", progress="Nothing yet.")
        .indicator(actual="94%")
        .action(),
    ),
    "recommendation-progress-unchanged": Case(
        _saying("Ten  audits were made.\n\nNine were good."),
        (row("R01", "Progress", 1, "Progress"),),
        "Recommendation 1",
        (
            _saying("Ten audits were made."),
            _saying("Ten audits were made.\n\nNine were good.", number="2", title="Visit every child weekly."),
            _saying("Ten audits were made.\n\nNine were good.", rating="C"),
        ),
        previous=PlanBuilder()
        .recommendation(progress="ten audits were made.\n\nNine were good.")
        .indicator(actual="94%")
        .action(),
    ),
}

RECOMMENDATIONS["recommendation-reworded"] = Case(
    PlanBuilder().recommendation(title="Visit children regularly.").indicator().action(),
    (field("R01", "Title"),),
    "'Make sure that part 1 of the service is good.'",
    (
        PlanBuilder().recommendation(title="make sure that part 1 of the  service is good").indicator().action(),
        PlanBuilder().recommendation(number="2", title="Visit children regularly.").indicator().action(),
        PlanBuilder().recommendation(title="").indicator().action(),
    ),
    previous=november(),
)

ACTIONS = {
    "action-text-missing": Case(
        clean_plan().action(text=""),
        (action("Action"),),
        "Action b",
        (PlanBuilder().recommendation(rating="C").indicator().action(**DONE, text=""),),
    ),
    "action-lead-missing": Case(
        clean_plan().action(lead="-"),
        (action("Task Lead"),),
        "Action b",
        (PlanBuilder().recommendation(rating="C").indicator().action(**DONE, lead=""),),
    ),
    "action-completion-date-missing": Case(
        clean_plan().action(completion_date=""),
        (action("Completion Date"),),
        "Action b",
        (PlanBuilder().recommendation(rating="C").indicator().action(**DONE | {"completion_date": ""}),),
    ),
    "action-rating-missing": Case(
        clean_plan().action(rating=""),
        (action("RAG"),),
        "Action b",
        (clean_plan().action(rating="green"),),
    ),
    "action-start-date-missing": Case(
        clean_plan().action(start_date=""),
        (action("Start Date"),),
        "Action b",
        (PlanBuilder().recommendation(rating="C").indicator().action(**DONE, start_date=""),),
    ),
    "action-incomplete": Case(
        clean_plan().action(**NOTHING | {"text": "Audit ten cases"}),
        (action("Action"),),
        "holds only Action, 'Audit ten cases'",
        (
            clean_plan().action(**NOTHING | {"text": "Audit ten cases", "ref": "b"}),
            PlanBuilder().recommendation(rating="C").indicator().action(**NOTHING | {"text": "Audit ten cases"}),
        ),
    ),
    "action-ref-missing": Case(
        clean_plan().action(ref=""),
        (action("Ref"),),
        "This action",
        (PlanBuilder().recommendation(rating="C").indicator().action(**DONE, ref=""),),
    ),
    "action-rating-unknown": Case(
        clean_plan().action(rating="On going"), (action("RAG"),), "'On going'", (clean_plan().action(rating=" g "),)
    ),
    "action-date-unreadable": Case(
        clean_plan().action(start_date="31 Feb 2018", completion_date="soon", date_completed="?"),
        (action("Start Date"), action("Completion Date"), action("Date Completed")),
        "'31 Feb 2018'",
        (clean_plan().action(start_date="9.12.16", completion_date="May 18").set(plan_start="", plan_end=""),),
    ),
    "action-dates-reversed": Case(
        clean_plan().action(start_date="31/03/2018", completion_date="30/03/2018"),
        (action("Completion Date"),),
        "30 March 2018",
        (clean_plan().action(start_date="01/09/2017", completion_date="Sept 2017", rating="C"),),
        also=frozenset({"action-not-started-but-rated"}),
    ),
    "action-ref-duplicate": Case(
        _refs("a", "b", "B"), (action("Ref"), action("Ref", 3)), "'b'", (_refs("a", "b", "c"),)
    ),
    "action-ref-gap": Case(
        _refs("a", "b", "e"),
        (action("Ref", 3),),
        "c and d are missing",
        (_refs("a", "e"), _refs("c", "a", "b"), _refs("4.01.07", "4.01.08", "4.01.09")),
    ),
    "action-text-repeated": Case(
        clean_plan().action(text="Hold a day").recommendation().indicator().action(text=" hold  a day"),
        (action("Action"), action("Action", 1, "R02")),
        "R02!",
        (clean_plan().action(text="Hold a day").recommendation().indicator().action(text="Hold a day more"),),
    ),
    "action-overdue": Case(
        clean_plan().action(completion_date="30/12/2017", rating="A", comment="A post is vacant"),
        (action("Completion Date"),),
        "30 December 2017",
        (clean_plan().action(completion_date="31/12/2017"),),
        also=frozenset({"recommendation-green-but-overdue"}),
    ),
    "action-overdue-but-green": Case(
        clean_plan().action(completion_date="Nov 2017"),
        (action("Completion Date"),),
        "30 November 2017",
        (clean_plan().action(completion_date="Dec 2017"), clean_plan().action(**DONE)),
        also=frozenset({"recommendation-green-but-overdue", "plan-all-green"}),
    ),
    "action-due": Case(
        clean_plan().action(completion_date="31/01/2018").action(completion_date="31/12/2017"),
        (action("Completion Date"), action("Completion Date", 3)),
        "31 January 2018",
        (
            clean_plan().action(completion_date="01/02/2018"),
            clean_plan(due_within="30").action(completion_date="31/01/2018"),
        ),
    ),
    "action-should-have-started": Case(
        five_ratings().action(rating="Not started", start_date="30/12/2017"),
        (action("Start Date"),),
        "'N'",
        (five_ratings().action(rating="N", start_date="31/12/2017"),),
    ),
    "action-complete-before-due": Case(
        clean_plan().action(rating="C"),
        (action("Completion Date"),),
        "31 March 2018",
        (clean_plan().action(rating="C", date_completed="15/11/2017"),),
    ),
    "action-completed-date-missing": Case(
        clean_plan().action(rating="C", completion_date="31/12/2017"),
        (action("Date Completed"),),
        "Action b",
        (clean_plan().action(**DONE),),
    ),
    "action-completed-date-in-future": Case(
        clean_plan().action(rating="C", date_completed="01/01/2018"),
        (action("Date Completed"),),
        "01/01/2018",
        (clean_plan().action(rating="C", date_completed="31/12/2017"),),
    ),
    "action-completed-but-not-rated": Case(
        clean_plan().action(date_completed="15/11/2017"),
        (action("RAG"),),
        "15 November 2017",
        (clean_plan().action(rating="Completed", date_completed="15/11/2017"),),
    ),
    "action-complete-without-evidence": Case(
        clean_plan().action(**DONE, evidence="").action(**DONE, evidence="TBC"),
        (action("Evidence"), action("Evidence", 3)),
        "is rated complete but has no Evidence",
        (
            clean_plan().action(**DONE),
            clean_plan().action(**DONE, signed_off_by="Head of Audit"),
            clean_plan().action(**DONE, evidence="Audit report of 14 November").action(evidence=""),
        ),
    ),
    "action-complete-not-signed-off": Case(
        clean_plan().action(**DONE, signed_off_by="").action(**DONE, signed_off_by="-"),
        (action("Signed Off By"), action("Signed Off By", 3)),
        "is rated complete but has no Signed Off By",
        (
            clean_plan().action(**DONE),
            clean_plan().action(**DONE, evidence="Audit report of 14 November"),
            clean_plan().action(**DONE, signed_off_by="Head of Audit").action(signed_off_by=""),
        ),
    ),
    "action-signed-off-by-doer": Case(
        _led("Head of Assessment", role="Ann Archer")
        .person("Team Manager", "Bo Bell")
        .action(**DONE, lead="Ann Archer & Bo Bell", signed_off_by="Team Manager / Head of Assessment")
        .action(**DONE, signed_off_by="head of  ASSESSMENT"),
        (action("Signed Off By"), action("Signed Off By", 3)),
        "is signed off by 'Team Manager / Head of Assessment', who are its own task leads",
        (
            clean_plan().action(**DONE, signed_off_by="Head of Audit"),
            clean_plan().action(**DONE, signed_off_by="Head of Assessment & Head of Audit"),
            clean_plan().action(**DONE, lead="", signed_off_by="Head of Audit"),
            # Who has the post that two people have is not known.
            _led("Head of Assessment", role="Board")
            .person("Ann Archer", "Board")
            .action(**DONE, lead="Ann Archer", signed_off_by="Board"),
        ),
    ),
    "action-not-started-but-rated": Case(
        clean_plan().action(start_date="01/01/2018"),
        (action("RAG"),),
        "1 January 2018",
        (clean_plan().action(start_date="31/12/2017"), five_ratings().action(rating="N", start_date="01/01/2018")),
    ),
    "action-outside-plan": Case(
        clean_plan().action(start_date="31/03/2017").action(completion_date="02/04/2018"),
        (action("Start Date"), action("Completion Date", 3)),
        "31 March 2017",
        (
            clean_plan().action(start_date="01/04/2017", completion_date="31/03/2018"),
            clean_plan(plan_start="", plan_end="").action(start_date="31/12/2012", completion_date="31/12/2022"),
        ),
    ),
    "action-off-track-without-comment": Case(
        clean_plan().action(rating="A").action(rating="R", comment=" - "),
        (action("Comment"), action("Comment", 3)),
        "'A'",
        (clean_plan().action(rating="R", comment="Two posts are vacant"),),
    ),
    "action-stopped-without-comment": Case(
        _may_stop()
        .action(rating="S")
        .action(rating="Paused", comment=" - ")
        .action(completion_date="Nov 2017", rating="S"),
        (action("Comment"), action("Comment", 3), action("Comment", 4)),
        "'S'",
        (
            _may_stop().action(
                rating="S", comment="The board agreed to do action a instead", completion_date="Nov 2017"
            ),
            _may_stop().recommendation(rating="S").indicator().action(rating="S"),
        ),
    ),
    "action-put-off-again": Case(
        clean_plan()
        .action(original_completion_date="31/12/2017", comment="IT was late; the board agreed")
        .past("2017-10-31", "Action", "b", due="2018-01-31")
        .action(rating="C", date_completed="15/12/2017")
        .past("2017-10-31", "Action", "c", due="2017-12-31")
        .past("2017-11-30", "Action", "c", due="2018-01-31"),
        (action("Completion Date"), action("Completion Date", 3)),
        "for the second time, by 90 days in all; it is due on 31 March 2018",
        (
            clean_plan().action().past("2017-10-31", "Action", "b", due="2017-12-31"),
            clean_plan()
            .action()
            .past("2017-10-31", "Action", "b", due="2018-06-30")
            .past("2017-11-30", "Action", "b", due="2017-12-31"),
            clean_plan()
            .action(original_completion_date="31/12/2017", comment="Agreed")
            .past("2017-12-31", "Action", "b", due="2018-01-31"),
            clean_plan()
            .recommendation(status="Business as usual", rating="C")
            .indicator()
            .action(rating="C", date_completed="15/12/2017", original_completion_date="31/12/2017")
            .past("2017-11-30", "Action", "a", due="2018-01-31"),
        ),
    ),
    "action-slipped": Case(
        clean_plan()
        .action(original_completion_date="30/03/2018")
        .action(text="Write the guide.")
        .action(text="Print the guide.", original_completion_date="31/12/2017"),
        (action("Completion Date"), action("Completion Date", 3), action("Completion Date", 4)),
        "30 March 2018",
        (
            clean_plan().action(original_completion_date="31/03/2018"),
            clean_plan().action(original_completion_date="31/12/2017", comment="IT was late; the board agreed"),
            clean_plan().action(completion_date="28/02/2018", text="Write the guide."),
            clean_plan().action(ref="c", completion_date="28/02/2018", text="Write the guide."),  # d last month
            clean_plan().action(ref="z", text="Publish the guide."),
        ),
        also=frozenset({"action-original-date-moved"}),
        previous=november()
        .action(completion_date="soon")
        .action(ref="d", text="Write the guide.", completion_date="Feb 2018")
        .action(ref="c", text="print the guide.", completion_date="31/01/2018"),
    ),
    "action-due-first-of-month": Case(
        clean_plan().action(completion_date="01/03/2018").action(completion_date="1st March 2018"),
        (action("Completion Date"), action("Completion Date", 3)),
        "1 March 2018",
        (
            clean_plan().action(completion_date="Mar 2018").action(completion_date="02/03/2018"),
            clean_plan().action(completion_date="01/11/2017", rating="C", date_completed="01/11/2017"),
        ),
    ),
    "action-original-date-moved": Case(
        clean_plan()
        .action(completion_date="30/04/2018", original_completion_date="30/04/2018", comment="Agreed")
        .action(completion_date="30/04/2018", original_completion_date="", comment="Agreed")
        .action(completion_date="30/04/2018", original_completion_date="01/04/2018", comment="Agreed"),
        tuple(action("Original Completion Date", n) for n in (2, 3, 4)),
        "31 March 2018",
        (
            clean_plan().action(completion_date="30/04/2018", original_completion_date="Mar 2018", comment="Agreed"),
            clean_plan().action(
                completion_date="30/04/2018", original_completion_date="31 March 2018", comment="Agreed"
            ),
            clean_plan().action(ref="e", text="Something new", original_completion_date="28/02/2018", comment="Agreed"),
        ),
        previous=november()
        .action(original_completion_date="31/03/2018")
        .action(original_completion_date="28/02/2018", comment="Agreed")
        .action(),
        also=frozenset({"action-outside-plan"}),
    ),
    "action-reworded": Case(
        clean_plan().action(text="Audit cases regularly."),
        (action("Action"),),
        "'Hold training session 2 for all teams.'",
        (
            clean_plan().action(text="hold training session 2, for all  teams"),
            clean_plan().action(ref="c", text="Audit cases regularly."),
            clean_plan().action(ref="c", text="Hold training session 2 for every team.").action(ref="b"),
        ),
        previous=november().action(),
    ),
    "actions-due-together": Case(
        _due(*["Mar 2018"] * 6, *["Feb 2018"] * 4),
        (field("Plan", "Report Date"),),
        "6 of 10 open actions are due in March 2018",
        (_due(*["Mar 2018"] * 5, *["Feb 2018"] * 5), _due(*["Mar 2018"] * 9)),
    ),
}

SAYS_NOTHING = {"target": "-", "actual": "n/a", "previous": "tbc"}

_AMOUNTS = {"unit": "£", "target": "1200000", "previous": "1100000", "actual": "1200000"}

INDICATORS = {
    "indicator-number-missing": Case(
        clean_plan().indicator(number="").indicator(number="NEW"),
        (indicator("PI Number"), indicator("PI Number", 3)),
        "PI number",
        (clean_plan().indicator(number="NEW 01"),),
    ),
    "indicator-description-missing": Case(
        clean_plan().indicator(description=""),
        (indicator("Description"),),
        "CSC 002",
        (PlanBuilder().recommendation(rating="C").indicator(description="").action(**DONE),),
    ),
    "indicator-lead-missing": Case(
        clean_plan().indicator(lead=""),
        (indicator("Lead Officer"),),
        "CSC 002",
        (PlanBuilder().recommendation(rating="C").indicator(lead="").action(**DONE),),
    ),
    "indicator-unit-missing": Case(
        clean_plan().indicator(unit="", target="20", actual="21", previous="20"),
        (indicator("Unit"),),
        "CSC 002",
        (clean_plan().indicator(unit="", target="20 days", actual="21 days", previous="20 days"),),
    ),
    "indicator-unit-mismatch": Case(
        clean_plan().indicator(unit="weeks", target="52 days", actual="53 weeks", previous="", benchmark="50 days"),
        (indicator("Target"), indicator("Benchmark")),
        "'52 days'",
        (clean_plan().indicator(unit="day", target="1 day", actual="1.2 days", previous="1"),),
    ),
    "indicator-better-missing": Case(
        clean_plan().indicator(better=""),
        (indicator("Better"),),
        "CSC 002",
        (clean_plan().indicator(better="monitor"),),
    ),
    "indicator-value-unreadable": Case(
        clean_plan().indicator(
            actual="Qtr 2 41%", previous="1.26% (projected)", tolerance="a bit", forecast="about 90", trend="Never"
        ),
        tuple(map(indicator, ("Tolerance", "Previous", "Actual", "Forecast", "Trend"))),
        "'a bit'",
        (
            clean_plan().indicator(
                target="1,204", actual="1 300".replace(" ", ","), previous="-", unit="number", tolerance="5"
            ),
        ),
    ),
    "value-format-unclear": Case(
        typed(clean_plan().indicator(**_AMOUNTS), Spot(0, "indicators", 1), actual=(1200000, "#,##0,")),
        (indicator("Actual"),),
        "'#,##0,', shows '1,200'",
        (
            typed(
                clean_plan().indicator(unit="£000s", target="1200", previous="1100", actual="1200"),
                Spot(0, "indicators", 1),
                actual=(1200000, "#,##0,"),
            ),
            typed(clean_plan().indicator(**_AMOUNTS), Spot(0, "indicators", 1), actual=(1200000, '"£"#,##0')),
        ),
    ),
    "indicator-percent-ambiguous": Case(
        typed(clean_plan().indicator(), Spot(0, "indicators", 1), actual=(0.41, "General")),
        (indicator("Actual"),),
        "41%",
        (typed(clean_plan().indicator(), Spot(0, "indicators", 1), actual=(0.91, "0%")),),
    ),
    "indicator-percent-unformatted": Case(
        typed(clean_plan().indicator(), Spot(0, "indicators", 1), actual=(91, "General")),
        (indicator("Actual"),),
        "'91'",
        (typed(clean_plan().indicator(), Spot(0, "indicators", 1), actual=("91%", "General")),),
    ),
    "indicator-percent-out-of-range": Case(
        clean_plan().indicator(actual="950%", previous="-1%"),
        (indicator("Previous"), indicator("Actual")),
        "'-1%'",
        (
            clean_plan().indicator(actual="100%", target="100%", previous="0%"),
            clean_plan().indicator(actual="130", target="120", previous="-4", unit="number"),
        ),
    ),
    "indicator-actual-missing": Case(
        clean_plan().indicator(actual="-"),
        (indicator("Actual"),),
        "'90%'",
        (clean_plan().indicator(actual="-", comment="Counted in January"),),
    ),
    "indicator-target-missing": Case(
        clean_plan().indicator(target="tbc"),
        (indicator("Target"),),
        "'95%'",
        (clean_plan().indicator(target="", better="Monitor"),),
    ),
    "indicator-incomplete": Case(
        clean_plan().indicator(**NO_FIGURES | {"number": "CSC 9"}),
        (indicator("PI Number"),),
        "holds only PI Number, 'CSC 9'",
        (
            clean_plan().indicator(**NO_FIGURES | {"number": "CSC 9", "actual": "12"}),
            clean_plan().indicator(**NO_FIGURES | {"description": "There are no performance indicators"}),
        ),
    ),
    "indicator-empty": Case(
        clean_plan().indicator(**SAYS_NOTHING),
        (indicator("Actual"),),
        "CSC 002",
        (PlanBuilder().recommendation(rating="C").indicator(**SAYS_NOTHING).action(**DONE),),
    ),
    "indicator-floor-unfit": Case(
        clean_plan()
        .indicator(floor="95%")
        .indicator(better="Lower", target="20%", actual="19%", floor="15%")
        .indicator(better="Monitor", target_now="85%")
        .indicator(better="Band", target="90% to 98%", target_now="90% to 95%", floor="80%")
        .indicator(target_now="80%", floor="85%"),
        (
            indicator("Floor"),
            indicator("Floor", 3),
            indicator("Target Now", 4),
            indicator("Target Now", 5),
            indicator("Floor", 5),
            indicator("Floor", 6),
        ),
        "better than the target of '90%'",
        (
            clean_plan().indicator(floor="90%").indicator(floor="80%", target_now="85%"),
            clean_plan().indicator(better="Lower", target="96%", floor="97%"),
            clean_plan().indicator(better="Band", target="90% to 98%", target_now="-", floor="n/a"),
        ),
    ),
    "indicator-conflict": Case(
        clean_plan()
        .indicator(number="CSC 9", description="Visits in time", lead="Head of Audit")
        .recommendation()
        .indicator(number="csc 9", description="Visits made in time", lead="Head of Audit")
        .action(),
        (indicator("Description"), indicator("Description", 1, "R02")),
        "'Visits made in time'",
        (
            clean_plan()
            .indicator(number="CSC 9", description="Visits in time", unit="%", actual="95%")
            .recommendation()
            .indicator(
                number="csc 9",
                description="visits  in time.",
                unit="per cent",
                actual="95.0%",
                previous="93%",
                comment="Another remark",
            )
            .action(),
            clean_plan()
            .indicator(number="CSC 9", description="Visits in time", lead="Ann Archer & Bo Bell")
            .indicator(number="CSC 9", description="Visits in time", lead="Bo Bell & Ann Archer"),
        ),
    ),
    "indicator-same-figures": Case(
        clean_plan()
        .indicator(number="CSC 8", description="Assessments rated as inadequate", actual="96%")
        .indicator(number="CSC 9", description="Case audits rated as inadequate", actual="96%"),
        (indicator("PI Number"), indicator("PI Number", 3)),
        "CSC 9",
        (
            clean_plan()
            .indicator(number="CSC 8", description="Assessments rated as inadequate", actual="96%")
            .indicator(number="CSC 9", description="Case audits rated as inadequate", actual="97%"),
            clean_plan()
            .indicator(number="CSC 8", description="Assessments rated as inadequate", actual="96%")
            .indicator(number="CSC 9", description="Case audits rated as good", actual="96%"),
            clean_plan()
            .indicator(number="CSC 8", description="Assessments rated as inadequate", actual="96%")
            .indicator(number="CSC 9", description="Case audits judged as inadequate", actual="96%"),
        ),
    ),
    "indicator-period-unreadable": Case(
        clean_plan().indicator(period="Quarterly").indicator(period="17/18"),
        (indicator("Period"), indicator("Period", 3)),
        "'Quarterly' does not say when a period ended",
        (
            clean_plan().indicator(period="Q2").indicator(period="-"),
            clean_plan()
            .indicator(period="Oct-Nov 2017")
            .indicator(period="2016/17", actual="-", comment="Not counted"),
        ),
    ),
    "indicator-stale": Case(
        clean_plan().indicator(period="Aug 2017").indicator(period="Q1"),
        (indicator("Period"), indicator("Period", 3)),
        "31 August 2017",
        (
            clean_plan().indicator(period="Sep-17").indicator(period="Q2"),
            clean_plan().indicator(period="Jun 2016", actual="-", comment="Not counted this year"),
        ),
    ),
    "indicator-outlier": Case(
        clean_plan().indicator(unit="days", target="100", actual="141", previous="99"),
        (indicator("Actual"),),
        "'141'",
        (
            clean_plan().indicator(unit="days", target="100", actual="140", previous="99"),
            clean_plan().indicator(unit="days", target="7", actual="9.8", previous="9"),  # exactly 40%
            clean_plan().indicator(unit="days", target="0", actual="140", previous="99"),
        ),
    ),
    "indicator-previous-mismatch": Case(
        clean_plan().indicator(previous="93%").indicator(unit="days", previous="93", target="90", actual="95"),
        (indicator("Previous"), indicator("Previous", 3)),
        "'92%'",
        (
            clean_plan().indicator(previous="92.0%").indicator(number="CSC 077", previous="1%"),
            clean_plan().indicator(previous="-").recommendation(number="2").indicator(previous="93%").action(),
            clean_plan().indicator(period="Q2 2017/18", previous="70%", actual="92%"),
        ),
        previous=november()
        .indicator(period="Q2 2017/18", previous="70%", actual="92%")
        .indicator(unit="weeks", actual="93", target="90 days", previous=""),
    ),
    "indicator-comment-unchanged": Case(
        clean_plan().indicator(actual="", previous="92%", comment="Two  of five weeks"),
        (indicator("Actual"),),
        "'92%'",
        (
            clean_plan().indicator(actual="", comment="Counted in February"),
            clean_plan().indicator(actual="88%", previous="92%", comment="Two of five weeks"),
            clean_plan().indicator(number="CSC 077", actual="", comment="Two of five weeks"),
        ),
        previous=november().indicator(actual="92%", comment="Two of five weeks"),
    ),
    "indicator-still-without-figure": Case(
        clean_plan().indicator(actual="", comment="Comes  on 10 November"),
        (indicator("Actual"),),
        "'Comes on 10 November'",
        (
            clean_plan().indicator(actual="n/a", comment="Counted in February"),
            clean_plan().indicator(actual="88%", previous="92%", comment="Comes on 10 November"),
            clean_plan().indicator(number="CSC 077", actual="", comment="Comes on 10 November"),
        ),
        previous=november().indicator(actual="tbc", comment="Comes on 10 November"),
    ),
    "indicator-reworded": Case(
        clean_plan().indicator(description="Visits in the first ten days"),
        (indicator("Description"),),
        "'Visits in the first five days'",
        (
            clean_plan().indicator(description="visits, in the first five  days"),
            clean_plan().indicator(number="CSC 077", description="Visits in the first ten days"),
        ),
        previous=november().indicator(description="Visits in the first five days", actual="94%"),
    ),
    "indicator-target-moved": Case(
        clean_plan().indicator(target="85%"),
        (indicator("Target"),),
        "'90%'",
        (
            clean_plan().indicator(target="90.0%"),
            clean_plan().indicator(number="CSC 077", target="85%"),
            clean_plan().indicator(target="tbc"),
        ),
        previous=november().indicator(actual="94%"),
    ),
}

PEOPLE = {
    "lead-copied": Case(
        clean_plan().action(text="Train the duty team and the managers", lead="Train the duty team  and the managers"),
        (action("Task Lead"),),
        "so it is not a name",
        (
            clean_plan().action(text="Train the duty team", lead="Head of Training"),
            clean_plan().action(text="", lead=""),
        ),
    ),
    "lead-unlisted": Case(
        clean_plan().person("Head of Assessment").action(lead="Head of Assesment"),
        (action("Task Lead"),),
        "'Head of Assessment'",
        (
            clean_plan().person("Jane Roe", "Head of Assessment").action(lead="jane  roe & Head of Assessment"),
            clean_plan().action(lead="Nobody Listed"),
            clean_plan()
            .person("Jane Roe", "Head of Assessment")
            .person("", "Head of MASH/SA")
            .action(lead="Head of MASH / SA"),
        ),
    ),
    "lead-spelling": Case(
        clean_plan().action(lead="Jane Roe").action(lead="Jane Roe").action(lead="J Roe"),
        (action("Task Lead", 4),),
        "'Jane Roe'",
        (clean_plan().action(lead="Jane Roe").action(lead="JANE ROE").action(lead="K Roe"),),
    ),
}

GONE = {
    "recommendation-dropped": Case(
        clean_plan(),
        (lambda plan: Input(None, None, plan.plan_sheet, plan.cell_to_accept),),
        "Recommendation 2 ('Make sure that part 2 of the service is good.')",
        (
            clean_plan(2),
            clean_plan().recommendation(number="R2", title="Another").indicator(previous="").action(),
            PlanBuilder()
            .recommendation(number="9")
            .indicator()
            .action()
            .recommendation(number="10")
            .indicator(previous="")
            .action(),
        ),
        previous=november().recommendation().indicator(actual="94%").action(),
    ),
    "action-dropped": Case(
        clean_plan(),
        (field("R01", "Number"), field("R01", "Number")),
        "Action b ('Hold training session 2 for all teams.')",
        (
            clean_plan().action().action(),
            clean_plan().action(ref="c", text="Hold training session 3 for all teams.").action(ref="b", text="Other"),
            clean_plan().action(ref="e").action(ref="f", text="Hold training session 3 for the teams."),
            clean_plan().recommendation().indicator().action(text="Hold training session 2 for all teams").action(),
        ),
        previous=november().action().action(),
    ),
    "indicator-dropped": Case(
        clean_plan(),
        (field("R01", "Number"),),
        "CSC 002 ('Visits made on time in area 2')",
        (
            clean_plan().indicator(),
            clean_plan().indicator(number="CSC 077"),
            clean_plan().indicator(description="Something else"),
            clean_plan().recommendation().indicator().action(),
        ),
        previous=november().indicator(actual="94%"),
    ),
}

CASES: dict[str, Case] = {**PLAN, **RECOMMENDATIONS, **ACTIONS, **INDICATORS, **PEOPLE, **GONE}
