"""The message that goes with an edition when it is sent: a subject, and the body as plain text and as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from plan_workbook.board.told import DRAFT
from plan_workbook.errors import InputError
from plan_workbook.publishing.edition import Edition, says_draft
from plan_workbook.publishing.templates import filled, formatted, names_of, shipped, subject_and_body

LONGEST_SUBJECT = 77
"""Characters; mail programs cut longer subjects off in their lists."""


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
        html: a template of the same as HTML, in which values are escaped; without it, one that ships, or if `text` is
            given, one that says the same.

    Raises:
        InputError: a template can't be used, or does not mark a draft as one.
    """
    template = text or shipped("email.txt")
    names = {
        **names_of(edition),
        "file_name": file_name,
        "encrypted": encrypted,
        "short_subject": short_subject(edition, figures=not encrypted),
    }
    subject, body = subject_and_body(filled(template, markup=False, **names), template)
    if edition.draft and not says_draft(subject):
        subject = f"{DRAFT}: {subject}"
    page_template = formatted(text, html, "email.html")
    page = filled(page_template, markup=True, subject=subject, body=body, **names)
    for where, said in ((template, body), (page_template, page)):
        if edition.draft and not says_draft(said.replace(file_name, "")):
            raise InputError(
                f"The template {where} must mark a draft as one: put {{{{ warning }}}} into it, which is empty in a "
                "final edition."
            )
    return Words(subject, body, page)


def short_subject(edition: Edition, *, figures: bool = True) -> str:
    """Return a subject of at most `LONGEST_SUBJECT` characters: a draft's mark, the figures, the title and the period.

    What there is no room for is shortened in that order from the end, the period last.
    """
    mark = f"{DRAFT}: " if edition.draft else ""
    room = LONGEST_SUBJECT - len(mark)
    period = f", {edition.period}" if edition.period else ""
    counts = f"{edition.headline}: " if figures and edition.headline else ""
    if len(counts) + len(period) > room:
        counts = f"{edition.worst}: " if edition.worst else ""
    left = room - len(counts) - len(period)
    title = edition.title if len(edition.title) <= left else _shortened(edition.title, left)
    said = f"{counts}{title}{period}" if title else f"{counts}{edition.period}"
    return mark + (said if len(said) <= room else shorten(said, room, placeholder="..."))


def _shortened(title: str, room: int) -> str:
    """Return the first words of a title; empty if there is no room for three words or so. None ends with a dash."""
    if room < _LEAST_OF_A_TITLE:
        return ""
    words = shorten(title, room, placeholder="...")
    return f"{words.removesuffix('...').rstrip(_DANGLING)}..." if words.endswith("...") else words


_DANGLING = " -\u2013\u2014,:;|"
"""What a title that was cut does not end with."""
_LEAST_OF_A_TITLE = 18
"""Characters of a title that still say which plan it is."""
