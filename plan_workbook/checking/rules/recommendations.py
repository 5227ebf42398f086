"""Rules about recommendations."""

from __future__ import annotations

import polars as pl

from plan_workbook.checking.expressions import counts_as, is_open, missing, unreadable, value
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.rule import Case, Table, quoted, rule
from plan_workbook.plan.model import CountsAs, Status
from plan_workbook.values.text import listed

_WHAT = {"title": "title", "lead": "lead"}


def _named(case: Case) -> str:
    """Return the recommendation as messages name it: ``Recommendation 11``."""
    number = case.recommendation.number.text.strip() if case.recommendation else ""
    return f"{case.plan.item_word} {number}".strip()


rule(
    "recommendation-number-duplicate", Severity.ERROR, Table.RECOMMENDATIONS, at="number",
    fires=lambda _: pl.col("same_number").is_not_null(),
    title="Two sheets carry one number",
    why="The board sees one item twice and another not at all.",
    message=lambda case: f"The number {case.quoted} also stands on the sheet {case.facts['same_number']}.",
    fix="Give one of the sheets its own number, or remove the sheet that should not be there.",
    good="R07 carries 7 and R08 carries 8.", bad="R07 and R08 both carry 8.",
)  # fmt: skip
for _key, _example in (("title", "Strengthen oversight of assessments"), ("lead", "Head of Assessment")):
    rule(
        f"recommendation-{_key}-missing", Severity.ERROR, Table.RECOMMENDATIONS, at=_key, fires=missing,
        title=f"An active recommendation has no {_key}",
        why="The board must know what was asked for and who answers for it.",
        message=lambda case: f"{_named(case)} is active but {case.lacks(_WHAT[case.key])}.",
        fix=f"Type the {_key} here." if _key == "title" else "Type the name or post that answers for it.",
        good=_example, bad="(blank)",
    )  # fmt: skip
rule(
    "recommendation-progress-missing", Severity.ERROR, Table.RECOMMENDATIONS, at="progress",
    fires=lambda _: ~pl.col("has_progress") & is_open(),
    title="An active recommendation reports no progress",
    why="A rating without a word of progress can't be believed or questioned.",
    message=lambda case: f"{_named(case)} is active but nothing is reported under Progress.",
    fix="Write at least one paragraph under this heading: what was done, and what difference it made.",
    good="Ten audits were completed; nine found clear management oversight.", bad="(blank)",
)  # fmt: skip
rule(
    "recommendation-rating-missing", Severity.ERROR, Table.RECOMMENDATIONS, at="rating", fires=missing,
    title="An active recommendation has no rating",
    why="It is counted as Not rated, and the headline does not add up to a judgement.",
    message=lambda case: f"{_named(case)} is active but {case.lacks('RAG rating')}.",
    fix="Choose a rating from the list.", good="G", bad="(blank)",
)  # fmt: skip
rule(
    "recommendation-rating-unknown", Severity.ERROR, Table.RECOMMENDATIONS, at="rating", fires=unreadable,
    title="A rating that is not in the plan's scale",
    why="It is counted as Not rated.",
    message=lambda case: f"{case.quoted} is not a rating of this plan.",
    fix=lambda case: f"Choose one of {_scale(case)}.", good="G", bad="Greenish",
)  # fmt: skip
rule(
    "recommendation-status-unknown", Severity.ERROR, Table.RECOMMENDATIONS, at="status", fires=unreadable,
    title="A status that is neither Active nor Business as usual",
    why="It is taken as Active, which may be wrong.",
    message=lambda case: f"{case.quoted} is neither Active nor Business as usual; it is counted as active.",
    fix="Choose Active or Business as usual from the list.", good="Active", bad="Ongoing",
)  # fmt: skip
rule(
    "recommendation-status-against-rating", Severity.WARNING, Table.RECOMMENDATIONS, at="status",
    fires=lambda key: (value(key) == Status.BUSINESS_AS_USUAL.value)
    & pl.col("counts_as").is_not_null()
    & ~counts_as(CountsAs.COMPLETE),
    title="Business as usual, with a rating that does not count as complete",
    why="A closed recommendation is counted as complete whatever its rating says.",
    message=lambda case: (
        f"The status is {case.quoted} but the rating {quoted(case.inputs['rating'].text)} does not count as complete."
    ),
    fix="Rate it as complete, or set the status to Active.",
    good="Status: Business as usual, RAG: C",
    bad="Status: Business as usual, RAG: A",
)  # fmt: skip


def _open_actions(case: Case) -> str:
    refs = case.facts["open_actions"]
    return f"{_named(case)} is closed ({case.quoted}), yet {refs} not complete."


rule(
    "recommendation-closed-with-open-actions", Severity.ERROR, Table.RECOMMENDATIONS, at=("status", "rating"),
    fires=lambda key: pl.col("open_actions").is_not_null() & (pl.col("closed_by") == key),
    title="Complete or business as usual, yet an action is open",
    why="The board is told that all is done while something is not.",
    message=_open_actions,
    fix="Complete the actions, with their dates, or reopen the recommendation: status Active and a rating that fits.",
    good="Business as usual, every action C", bad="Business as usual, action b rated G",
)  # fmt: skip
rule(
    "recommendation-actions-all-complete", Severity.NOTE, Table.RECOMMENDATIONS, at="rating",
    fires=lambda _: pl.col("all_complete") & is_open(),
    title="Every action is complete, the recommendation is not",
    why="It may be ready to close, or an action may be missing.",
    message=lambda case: f"Every action of {_named(case)} is complete, but it is rated {case.quoted}.",
    fix="Rate it as complete, or add the action that is still to come.",
    good="All actions C, the recommendation C", bad="All actions C, the recommendation A",
)  # fmt: skip
rule(
    "recommendation-without-actions", Severity.WARNING, Table.RECOMMENDATIONS, at="number",
    fires=lambda _: (pl.col("actions") == 0) & is_open(),
    title="An active recommendation has no actions",
    why="Nothing is being done about it, as far as the board can see.",
    message=lambda case: f"{_named(case)} is active but has no actions.",
    fix="Add its actions to the Actions table, or set the status to Business as usual.",
    good="Three actions", bad="(none)",
)  # fmt: skip
rule(
    "recommendation-without-indicators", Severity.NOTE, Table.RECOMMENDATIONS, at="number",
    fires=lambda _: (pl.col("indicators") == 0) & ~pl.col("states_none") & is_open(),
    title="An active recommendation has no indicators",
    why="Without a measure nobody can tell whether the actions help.",
    message=lambda case: f"{_named(case)} is active but has no indicators.",
    fix="Add a performance indicator, or write 'There are no performance indicators' in the first row's Description.",
    good="CSC 022", bad="(none)",
)  # fmt: skip
rule(
    "recommendation-green-but-overdue", Severity.WARNING, Table.RECOMMENDATIONS, at="rating",
    fires=lambda _: pl.col("overdue_actions").is_not_null() & counts_as(CountsAs.ON_TRACK) & is_open(),
    title="Rated on track with an overdue action",
    why="A Green that hides a missed date is the one boards stop believing.",
    message=lambda case: f"{_named(case)} is rated {case.quoted}, but {case.facts['overdue_actions']} overdue.",
    fix="Rate it by its evidence, or put the action's date or rating right.",
    good="Overdue action, rated A", bad="Overdue action, rated G",
)  # fmt: skip
rule(
    "recommendation-green-but-off-target", Severity.WARNING, Table.RECOMMENDATIONS, at="rating",
    fires=lambda _: pl.col("off_target").is_not_null() & counts_as(CountsAs.ON_TRACK) & is_open(),
    title="Rated on track with an indicator off target",
    why="Either the rating or the target does not tell the board the truth.",
    message=lambda case: f"{_named(case)} is rated {case.quoted}, but {case.facts['off_target']}.",
    fix="Rate it by its evidence, or say under Progress why it is on track all the same.",
    good="12 points below target, rated A", bad="12 points below target, rated G",
)  # fmt: skip
rule(
    "recommendation-rating-against-progress", Severity.WARNING, Table.PARAGRAPHS, at="paragraph",
    fires=lambda _: pl.col("states").is_not_null(),
    title="The text states another rating than the cell",
    why="The board reads both, and can believe only one.",
    message=lambda case: f"{_named(case)} is rated {quoted(case.inputs['rating'].text)}, but the text says "
    f"{quoted(case.facts['states'])}.",
    fix="Make the text and the rating say the same.",
    good="RAG: G. The text: The RAG rating is GREEN", bad="RAG: G. The text: The RAG rating is AMBER",
)  # fmt: skip
rule(
    "recommendation-progress-says-closed", Severity.NOTE, Table.PARAGRAPHS, at="paragraph",
    fires=lambda _: pl.col("says_closed").is_not_null() & is_open(),
    title="The text calls itself business as usual, the status is active",
    why="It may be ready to close, or the text promises more than is done.",
    message=lambda case: f"{_named(case)} is active, but the text says: {quoted(case.facts['says_closed'])}.",
    fix="Set the status to Business as usual if it is closed, or say what is still to be done.",
    good="This work is not yet business as usual.", bad="This work is now business as usual.",
)  # fmt: skip
rule(
    "recommendation-progress-repeated", Severity.WARNING, Table.PARAGRAPHS, at="paragraph",
    fires=lambda _: pl.col("repeated_in").is_not_null(),
    title="A paragraph stands word for word under another recommendation",
    why="Copied text says nothing about this recommendation.",
    message=lambda case: f"This paragraph stands word for word under {case.facts['repeated_in']} too: {case.quoted}.",
    fix="Say here what was done for this one, and keep the text where it belongs.",
    good="A paragraph of its own", bad="The same paragraph under 8 and 9",
)  # fmt: skip
rule(
    "recommendation-progress-unchanged", Severity.WARNING, Table.RECOMMENDATIONS, at="first_paragraph", compares=True,
    fires=lambda _: pl.col("unchanged") & is_open(),
    title="The same text as last month",
    why="A month in which nothing can be said is itself news to the board.",
    message=lambda case: f"The progress of {_named(case)} is word for word last month's.",
    fix="Say what was done since last month and what difference it made, or that nothing was and why.",
    good="A new paragraph on this month's audits", bad="November's paragraphs again in December",
)  # fmt: skip


def _scale(case: Case) -> str:
    return listed([f"{r.code} ({r.label})" for r in case.plan.scale.ratings], "or")
