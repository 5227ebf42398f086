"""Documents drawn in tests, read as far as the register that they give."""

from __future__ import annotations

from collections.abc import Sequence

from tables_drawn import document

from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.assembling.assemble import assemble
from plan_workbook.bringing.brought import Brought
from plan_workbook.bringing.documents.document import Document, Passage, Table
from plan_workbook.bringing.recognising.arranging import arranged
from plan_workbook.bringing.recognising.recognise import recognise


def brought(*blocks: Table | Passage | str, file: str = "plan.docx") -> Brought:
    """Return what is brought in from a document of these texts and tables."""
    return brought_from(document(*blocks, file=file))


def brought_from(*documents: Document, answers: Answers | None = None) -> Brought:
    """Return what is brought in from documents of one plan; nothing may be lost on the way."""
    found = sum(each.found() for each in documents)
    documents = tuple(map(arranged, documents))
    made = assemble(documents, recognise(documents, answers), answers)
    assert (made.found, made.read + sum(left.cells for left in made.left)) == (found, found)
    return made


def listed(made: Brought, table: str, *headings: str) -> list[str]:
    """Return the rows of a table of the register: the values under these headings, with bars between them."""
    return [" | ".join(row[heading] for heading in headings) for row in made.register.rows(table)]


def items(made: Brought, *headings: str) -> list[str]:
    """Return the recommendations, by their numbers and titles."""
    return listed(made, "recommendations", "Recommendation", *(headings or ("Title",)))


def actions(made: Brought, *headings: str) -> list[str]:
    """Return the actions, each with the number of its recommendation."""
    return listed(made, "actions", "Recommendation", *(headings or ("Ref", "Action")))


def indicators(made: Brought, *headings: str) -> list[str]:
    """Return the indicators, each with the number of its recommendation."""
    return listed(made, "indicators", "Recommendation", *(headings or ("PI Number", "Description")))


def of_the_plan(made: Brought) -> dict[str, str]:
    """Return the fields of the plan."""
    return {row["Field"]: row["Value"] for row in made.register.rows("plan")}


def left_over(made: Brought) -> Sequence[str]:
    """Return what a person has to look at: texts that were left, and why."""
    return [f"{each.text}: {each.why}" for each in made.left if not each.meant]
