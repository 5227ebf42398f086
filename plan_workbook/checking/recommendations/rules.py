"""Rules about recommendations."""

from __future__ import annotations

from plan_workbook.checking.case import Case
from plan_workbook.checking.expressions import (
    CHOOSE_RATING,
    RATINGS,
    counts_as,
    given,
    is_open,
    missing,
    rating_words,
    value,
)
from plan_workbook.checking.finding import Severity, quoted
from plan_workbook.checking.recommendations.facts import (
    actions,
    all_complete,
    closed_by,
    confidence_counts_as,
    has_progress,
    indicators,
    off_target,
    open_actions,
    overdue_actions,
    rated_then_with_same_impact,
    same_number,
    states_none,
    title_then,
    unchanged,
)
from plan_workbook.checking.recommendations.table import FIRST_IMPACT, FIRST_PARAGRAPH, HEADING, RECOMMENDATIONS
from plan_workbook.checking.rule import Rule, rule
from plan_workbook.plan.choices import Status
from plan_workbook.plan.items import bare_number
from plan_workbook.plan.model import Recommendation
from plan_workbook.plan.scale import CountsAs
from plan_workbook.values.text import as_name, with_article


def name_of(case: Case[Recommendation]) -> str:
    """Return the recommendation as messages name it: ``Recommendation 11``, or ``This recommendation``."""
    if case.recommendation and not case.recommendation.number.given:
        return f"This {case.plan.item_noun}"
    number = case.recommendation.number.text if case.recommendation else ""
    return f"{case.plan.item_word} {as_name(bare_number(number, case.plan.item_word))}".strip()


def _left_open(case: Case[Recommendation]) -> str:
    refs = open_actions.of(case)
    return f"{name_of(case)} is closed ({case.quoted}), but {refs} not complete."


def _or_stopped(case: Case[Recommendation]) -> str:
    return " or stopped" if case.recommendation and any(each.stopped for each in case.recommendation.actions) else ""


def _missing(key: str, fix: str, good: str) -> Rule:
    return rule(
        f"recommendation-{key}-missing",
        Severity.ERROR,
        RECOMMENDATIONS,
        at=key,
        fires=missing,
        title=f"An active recommendation has no {key}",
        why="The board must know what was asked for and who is responsible for it.",
        message=lambda case: f"{name_of(case)} is active but {case.lacks(case.key)}.",
        fix=fix,
        good=good,
        bad="(blank)",
    )


RULES = (
    rule(
        "recommendation-number-missing",
        Severity.ERROR,
        RECOMMENDATIONS,
        at="number",
        fires=lambda key: ~given(key),
        title="A sheet of the plan has no number",
        why="It is counted and published, but nobody can tell which recommendation it is.",
        message=lambda case: f"This sheet counts as {with_article(case.plan.item_noun)}, but {case.lacks('Number')}.",
        fix="Type its number in the plan, or delete the sheet if it is a copy that is not needed.",
        good="7",
        bad="(blank)",
    ),
    rule(
        "recommendation-number-duplicate",
        Severity.ERROR,
        RECOMMENDATIONS,
        at="number",
        fires=lambda _: same_number.column.is_not_null(),
        title="Two sheets have the same number",
        why="The board sees one item twice and another not at all.",
        message=lambda case: f"The number {case.quoted} is also on sheet {same_number.of(case)}.",
        fix="Give one of the sheets its own number, or remove the sheet that should not be there.",
        good="R07 has the number 7 and R08 has 8.",
        bad="R07 and R08 both have the number 8.",
    ),
    _missing("title", "Type the title here.", "Strengthen oversight of assessments"),
    _missing("lead", "Type the name or post responsible for it.", "Head of Assessment"),
    rule(
        "recommendation-progress-missing",
        Severity.ERROR,
        RECOMMENDATIONS,
        at=HEADING,
        fires=lambda _: ~has_progress.column & is_open(),
        title="An active recommendation reports no progress",
        why="Without a word on progress nobody can tell whether the rating is right.",
        message=lambda case: f"{name_of(case)} is active but nothing is reported under Progress.",
        fix="Write at least one paragraph under this heading: what was done, and what difference it made.",
        good="Ten audits were completed; nine found clear management oversight.",
        bad="(blank)",
    ),
    rule(
        "recommendation-rating-missing",
        Severity.ERROR,
        RECOMMENDATIONS,
        at="rating",
        fires=missing,
        title="An active recommendation has no rating",
        why="It is counted as Not rated, so the headline figures are incomplete.",
        message=lambda case: f"{name_of(case)} is active but {case.lacks('RAG rating')}.",
        fix="Choose a rating from the list.",
        good="G",
        bad="(blank)",
    ),
    rule(
        "recommendation-rating-unknown",
        Severity.ERROR,
        RECOMMENDATIONS,
        at=RATINGS,
        allowed=rating_words,
        title="A rating that is not in the plan's scale",
        why="It is counted as Not rated.",
        message=lambda case: f"{case.quoted} is not a rating of this plan.",
        fix=CHOOSE_RATING,
        good="G",
        bad="Greenish",
    ),
    rule(
        "recommendation-status-unknown",
        Severity.ERROR,
        RECOMMENDATIONS,
        at="status",
        allowed=lambda _: tuple(word.value for word in Status),
        title="A status that is neither Active nor Business as usual",
        why="It is treated as Active, which may be wrong.",
        message=lambda case: f"{case.quoted} is neither Active nor Business as usual; it is counted as active.",
        fix="Choose Active or Business as usual from the list.",
        good="Active",
        bad="Ongoing",
    ),
    rule(
        "recommendation-status-against-rating",
        Severity.WARNING,
        RECOMMENDATIONS,
        at="status",
        fires=lambda key: (
            (value(key) == Status.BUSINESS_AS_USUAL.value)
            & counts_as.column.is_not_null()
            & ~counts_as.among(CountsAs.COMPLETE)
        ),
        title="Business as usual, with a rating that does not count as complete",
        why="A closed recommendation is counted as complete whatever its rating says.",
        message=lambda case: (
            f"The status is {case.quoted} but the rating {quoted(case.inputs['rating'].text)} does not count as "
            "complete."
        ),
        fix="Rate it as complete, or set the status to Active.",
        good="Status: Business as usual, RAG: C",
        bad="Status: Business as usual, RAG: A",
    ),
    rule(
        "recommendation-confidence-against-rating",
        Severity.WARNING,
        RECOMMENDATIONS,
        at="confidence",
        fires=lambda _: (
            counts_as.among(CountsAs.ON_TRACK)
            & confidence_counts_as.among(CountsAs.AT_RISK, CountsAs.OFF_TRACK)
            & is_open()
        ),
        title="Rated on track, with a confidence that is not",
        why="If its lead doubts that it will be delivered, the board should not read that all is well.",
        message=lambda case: (
            f"{name_of(case)} is rated {quoted(case.inputs['rating'].text)}, but the confidence that it will be "
            f"delivered is {case.quoted}."
        ),
        fix="Rate it by where it stands, or correct Confidence if there is no doubt.",
        good="RAG: G, Confidence: G",
        bad="RAG: G, Confidence: R",
    ),
    rule(
        "recommendation-closed-with-open-actions",
        Severity.ERROR,
        RECOMMENDATIONS,
        at=("status", "rating"),
        fires=lambda key: open_actions.column.is_not_null() & (closed_by.column == key),
        title="Complete or business as usual, but an action is still open",
        why="The board is told that everything is done when it is not.",
        message=_left_open,
        fix="Rate the actions as complete and give their dates, or reopen the recommendation: set its status to "
        "Active and choose a rating that fits.",
        good="Business as usual, every action C",
        bad="Business as usual, action b rated G",
    ),
    rule(
        "recommendation-actions-all-complete",
        Severity.NOTE,
        RECOMMENDATIONS,
        at="rating",
        fires=lambda _: all_complete.column & is_open(),
        title="Every action is complete, but the recommendation is not",
        why="It may be ready to close, or an action may be missing.",
        message=lambda case: (
            f"Every action under {name_of(case)} is complete{_or_stopped(case)}, but it is rated {case.quoted}."
        ),
        fix="Rate it as complete, or add the action that is still to be done.",
        good="All actions C, the recommendation C",
        bad="All actions C, the recommendation A",
    ),
    rule(
        "recommendation-without-actions",
        Severity.WARNING,
        RECOMMENDATIONS,
        at="number",
        fires=lambda _: actions.column.eq_missing(0) & is_open(),
        title="An active recommendation has no actions",
        why="Nothing is being done about it, as far as the board can see.",
        message=lambda case: f"{name_of(case)} is active but has no actions.",
        fix="Add its actions to the Actions table, or set the status to Business as usual.",
        good="Three actions",
        bad="(none)",
    ),
    rule(
        "recommendation-without-indicators",
        Severity.NOTE,
        RECOMMENDATIONS,
        at="number",
        fires=lambda _: indicators.column.eq_missing(0) & ~states_none.column & is_open(),
        title="An active recommendation has no indicators",
        why="Without a measure nobody can tell whether the actions are helping.",
        message=lambda case: f"{name_of(case)} is active but has no indicators.",
        fix="Add a performance indicator, or write 'There are no performance indicators' in the first row's "
        "Description.",
        good="CSC 022",
        bad="(none)",
    ),
    rule(
        "recommendation-green-but-overdue",
        Severity.WARNING,
        RECOMMENDATIONS,
        at="rating",
        fires=lambda _: overdue_actions.column.is_not_null() & counts_as.among(CountsAs.ON_TRACK) & is_open(),
        title="Rated on track with an overdue action",
        why="Boards stop believing a Green that hides a missed date.",
        message=lambda case: f"{name_of(case)} is rated {case.quoted}, but {overdue_actions.of(case)} overdue.",
        fix="Rate it on the evidence, or correct the action's date or rating.",
        good="Overdue action, rated A",
        bad="Overdue action, rated G",
    ),
    rule(
        "recommendation-green-but-off-target",
        Severity.WARNING,
        RECOMMENDATIONS,
        at="rating",
        fires=lambda _: off_target.column.is_not_null() & counts_as.among(CountsAs.ON_TRACK) & is_open(),
        title="Rated on track with an indicator off target",
        why="Either the rating or the target is misleading the board.",
        message=lambda case: f"{name_of(case)} is rated {case.quoted}, but {off_target.of(case)}.",
        fix="Rate it on the evidence, or say under Progress why it is on track even so.",
        good="12 points below target, rated A",
        bad="12 points below target, rated G",
    ),
)
UNCHANGED = (
    rule(
        "recommendation-progress-unchanged",
        Severity.WARNING,
        RECOMMENDATIONS,
        at=FIRST_PARAGRAPH,
        compares=True,
        fires=lambda _: unchanged.column & is_open(),
        title="The same progress as last month",
        why="If nothing has happened for a month, the board needs to know.",
        message=lambda case: f"The progress of {name_of(case)} is word for word the same as last month's.",
        fix="Say what has been done since last month and what difference it made, or why nothing has been done.",
        good="A new paragraph on this month's audits",
        bad="November's paragraphs again in December",
    ),
    rule(
        "recommendation-impact-unchanged",
        Severity.NOTE,
        RECOMMENDATIONS,
        at=FIRST_IMPACT,
        compares=True,
        fires=lambda _: rated_then_with_same_impact.column.is_not_null() & is_open(),
        title="Another rating than last month, but the same words about the impact",
        why="A rating that changed says that something is different; the board will ask what it changed for people.",
        message=lambda case: (
            f"{name_of(case)} is rated {quoted(case.inputs['rating'].text)} and was rated "
            f"{quoted(rated_then_with_same_impact.of(case))} last month, but its Impact is word for word the same."
        ),
        fix="Say under Impact what is different now, or leave it if what it says still holds.",
        good="RAG: A in November, G in December, and Impact says what has become better",
        bad="RAG: A in November, G in December, and November's Impact again",
    ),
)
REWORDED = (
    rule(
        "recommendation-reworded",
        Severity.NOTE,
        RECOMMENDATIONS,
        at="title",
        compares=True,
        fires=lambda _: title_then.column.is_not_null(),
        title="The same number as last month with another title",
        why="The board agreed the old words; other words can ask for less.",
        message=lambda case: f"{name_of(case)} was worded otherwise last month: {quoted(title_then.of(case))}.",
        fix="Leave it if that was agreed. If not, type last month's words again.",
        good="Recommendation 7 has November's title in December.",
        bad="Recommendation 7: 'Visit every child weekly' in November, 'Visit children regularly' in December",
    ),
)
