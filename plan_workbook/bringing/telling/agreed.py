"""What a person agreed to on the sheet of texts of a mapping: texts that are left on purpose, questions answered."""

from __future__ import annotations

from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.assembling.decided_texts import text_keys
from plan_workbook.bringing.brought import Brought, Left, Reason
from plan_workbook.values.text import fold

AGREED = "left on purpose, as the mapping says"
"""Why a text is left that a person agreed to leave."""


def as_agreed(brought: Brought, answers: Answers | None) -> Brought:
    """Return what was brought in, without the questions that a person answered and with texts left on purpose."""
    if answers is None or not (answers.agreed or answers.all_texts):
        return brought
    agreed, texts = keys_of(*answers.agreed), text_keys(*answers.agreed)

    def is_agreed(left: Left) -> bool:
        return text_keys(said_of(left)) <= texts or (answers.all_texts and left.reason is Reason.OUTSIDE)

    left = (
        each._replace(meant=True, why=AGREED) if not each.meant and is_agreed(each) else each for each in brought.left
    )
    questions = (each for each in brought.questions if not keys_of(each) <= agreed)
    return brought._replace(left=tuple(left), questions=tuple(questions))


def keys_of(*texts: str) -> frozenset[str]:
    """Return by what questions are known next month: each of their lines, whatever its capitals and spaces."""
    return frozenset(folded for text in texts for line in text.split("\n") if (folded := fold(line)))


def said_of(left: Left) -> str:
    """Return the text that a person agrees to: of a value, what is said of its label, which stays the same."""
    return left.why if left.reason is Reason.COLUMN else left.text


def to_agree(brought: Brought) -> list[Left]:
    """Return what was left that a person may agree to here: not what a column or a table is, which has its own row."""
    tables = {table.table.where for table in brought.tables}
    return [
        each
        for each in brought.left
        if (not each.meant or each.why == AGREED) and each.where not in tables and each.reason is not Reason.COLUMN
    ]
