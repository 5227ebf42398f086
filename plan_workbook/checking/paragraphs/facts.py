"""What is worked out about a paragraph of progress before rules look at it."""

from __future__ import annotations

from plan_workbook.checking.alike import alike
from plan_workbook.checking.case import Case, Place, Subject, row_of
from plan_workbook.checking.paragraphs import statements
from plan_workbook.checking.paragraphs.table import PARAGRAPHS, RATING
from plan_workbook.plan.model import Input, Rating, Recommendation
from plan_workbook.values.text import fold, listed, tidy

LONG_PARAGRAPH = 60
"""Characters from which a repeated paragraph is no coincidence."""

# --------------------------------------------------------------------------------------------- of the row


@PARAGRAPHS.of_row
def states(case: Case[Input[str]]) -> str | None:
    """Return the words that state another rating than the recommendation has."""
    stated, rating = statements.stated_rating(case.item.text, case.plan.scale), _rating(case)
    return stated[1] if stated and rating and stated[0].label != rating.label else None


def _rating(case: Case[Input[str]]) -> Rating | None:
    rating: Rating | None = case.inputs[RATING].value
    return rating


@PARAGRAPHS.of_row
def says_closed(case: Case[Input[str]]) -> str | None:
    """Return the words by which it calls its recommendation business as usual."""
    return statements.says_closed(case.item.text)


# --------------------------------------------------------------------------------------------- over the plan


@PARAGRAPHS.of_plan
def repeated_in(subject: Subject) -> dict[Place, str]:
    """Return the other active recommendations under which the same text is found word for word."""
    paragraphs = [(each, p) for each in subject.plan.recommendations if not each.closed for p in each.progress]
    found: dict[Place, str] = {}
    for (owner, paragraph), same in alike(paragraphs, _long_text):
        others = dict.fromkeys(
            f"{subject.plan.item_word.lower()} {tidy(other.number.text) or other.sheet} ({theirs.sheet}!{theirs.cell})"
            for other, theirs in same
            if other is not owner
        )
        if others:
            found[paragraph.sheet, row_of(paragraph.cell)] = listed(list(others))
    return found


def _long_text(pair: tuple[Recommendation, Input[str]]) -> str | None:
    text = fold(pair[1].text)
    return text if len(text) >= LONG_PARAGRAPH else None
