"""Facts about a paragraph of progress, worked out before rules look at it."""

from __future__ import annotations

from plan_workbook.checking.alike import alike, not_copied
from plan_workbook.checking.case import Case, Place, Subject, row_of
from plan_workbook.checking.paragraphs import statements
from plan_workbook.checking.paragraphs.table import PARAGRAPHS, RATING
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Recommendation
from plan_workbook.plan.scale import Rating
from plan_workbook.values.text import as_name, fold, listed, tidy

LONG_PARAGRAPH = 60
"""Characters; a repeated paragraph at least this long is unlikely to be a coincidence."""

# --------------------------------------------------------------------------------------------- from one row


@PARAGRAPHS.of_row
def states(case: Case[Input[str]]) -> str | None:
    """Return the words that give a different rating from the recommendation's."""
    stated, rating = statements.stated_rating(case.item.text, case.plan.scale), _rating(case)
    return stated[1] if stated and rating and stated[0].label != rating.label else None


def _rating(case: Case[Input[str]]) -> Rating | None:
    rating: Rating | None = case.inputs[RATING].value
    return rating


@PARAGRAPHS.of_row
def says_closed(case: Case[Input[str]]) -> str | None:
    """Return the words by which it calls its recommendation business as usual."""
    return statements.says_closed(case.item.text)


# --------------------------------------------------------------------------------------------- from the whole plan


@PARAGRAPHS.of_plan
def repeated_in(subject: Subject) -> dict[Place, str]:
    """Return the other active recommendations that have the same text word for word."""
    paragraphs = [(each, p) for each in subject.plan.recommendations if not each.closed for p in each.progress]
    found: dict[Place, str] = {}
    for (owner, paragraph), everywhere in alike(paragraphs, _long_text):
        texts = {id(theirs) for theirs in not_copied(subject.plan, owner.sheet, (theirs for _, theirs in everywhere))}
        same = [(other, theirs) for other, theirs in everywhere if id(theirs) in texts]
        word = subject.plan.item_noun
        others = dict.fromkeys(
            f"{word} {as_name(tidy(other.number.text)) or other.sheet} ({theirs.sheet}!{theirs.cell})"
            for other, theirs in same
            if other is not owner
        )
        if others:
            found[paragraph.sheet, row_of(paragraph.cell)] = listed(list(others))
    return found


def _long_text(pair: tuple[Recommendation, Input[str]]) -> str | None:
    text = fold(pair[1].text)
    return text if len(text) >= LONG_PARAGRAPH else None
