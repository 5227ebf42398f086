"""The message that goes with an edition when it is sent: a subject, and the body as plain text and as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plan_workbook.errors import InputError
from plan_workbook.publishing.edition import DRAFT, Edition, says_draft
from plan_workbook.publishing.templates import filled, names_of, shipped, subject_and_body


@dataclass(frozen=True)
class Words:
    """The words of a message."""

    subject: str
    text: str
    html: str


def words_of(
    edition: Edition, file_name: str, *, encrypted: bool, text: Path | None = None, html: Path | None = None
) -> Words:
    """Return the message that goes with an edition, from the templates given or those that ship.

    Args:
        edition: the edition being sent.
        file_name: the name of its file.
        encrypted: whether the file is encrypted; the shipped templates then leave the figures out.
        text: a template of plain text whose first line is ``Subject: ...``.
        html: a template of the same as HTML, in which values are escaped.

    Raises:
        InputError: a template can't be used, or does not mark a draft as one.
    """
    template = text or shipped("email.txt")
    names = {**names_of(edition), "file_name": file_name, "encrypted": encrypted}
    subject, body = subject_and_body(filled(template, markup=False, **names), template)
    if edition.draft and not says_draft(subject):
        subject = f"{DRAFT}: {subject}"
    page_template = html or shipped("email.html")
    page = filled(page_template, markup=True, subject=subject, **names)
    for where, said in ((template, body), (page_template, page)):
        if edition.draft and not says_draft(said.replace(file_name, "")):
            raise InputError(
                f"The template {where} must mark a draft as one: put {{{{ warning }}}} into it, which is empty in a "
                "final edition."
            )
    return Words(subject, body, page)
