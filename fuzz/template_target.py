"""Give a template to the tool: a Word report is a sound document that leads nowhere, an email is what it shows."""

from __future__ import annotations

import email
import email.policy
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

from laws import BrokenLaw, case_folder, check_says_nothing_from_outside
from seeds import faulty_plan, full_plan, small_plan
from template_mutations import unstored

from editions import edition  # isort: skip
from plan_workbook.chasing import outstanding_by_lead
from plan_workbook.chasing.draft import HTML, TEXT, Templates, Writer
from plan_workbook.chasing.folder import marked_draft
from plan_workbook.chasing.links import WebLinks
from plan_workbook.checking.report import check
from plan_workbook.mail.message import Attachment, Letter, draft_of
from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.letter import words_of
from plan_workbook.publishing.word.report import word_report

HEADERS = frozenset({"To", "Subject", "MIME-Version", "Content-Type"})
_ALLOWED_OUT = re.compile(r"(https?|ftps?|mailto|tel):|#", re.IGNORECASE)
_GONE = re.compile(
    r"/(aFChunk|subDocument|oleObject|package|attachedTemplate|comments\w*|people|customXml|vbaProject)$"
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_FILE = "plan-published.docx"
_TO = Address("Board", "board", "example.gov.uk")


def word_template(content: bytes, rng: Random) -> None:
    """Make the Word report from it."""
    edition = rng.choice(_editions())
    with case_folder() as folder:
        path = folder / "template.docx"
        path.write_bytes(content)
        _check_report(word_report(edition, path), edition)


def _check_report(report: bytes, edition: Edition) -> None:
    """Read a report with other parsers: it is sound, says DRAFT if it is one, and leads only to the web."""
    headers = ""
    with zipfile.ZipFile(io.BytesIO(report)) as file:
        if file.testzip() or len(set(file.namelist())) != len(file.namelist()):
            raise BrokenLaw("the report is not a sound zip")
        for name in file.namelist():
            part = file.read(name)
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                root = ElementTree.fromstring(part)
            except ElementTree.ParseError as error:
                raise BrokenLaw(f"a part of the report is not sound XML ({name}: {error})") from error
            text = "".join(root.itertext())
            check_says_nothing_from_outside([text])
            if name.startswith("word/header"):
                headers += text
            if name.endswith(".rels"):
                check_relationships(name, root)
    if edition.draft and "DRAFT" not in headers:
        raise BrokenLaw("the report of a draft has no header that says so")


def check_relationships(name: str, root: ElementTree.Element) -> None:
    """Raise BrokenLaw if a part of a report leads to a file."""
    for each in root.iter(_RELATIONSHIP):
        kind, target = each.get("Type", ""), each.get("Target", "")
        outside = each.get("TargetMode") == "External"
        if _GONE.search(kind) or (outside and not _ALLOWED_OUT.match(target.strip())):
            raise BrokenLaw(f"the report leads to another file ({name}: {kind.rpartition('/')[2]} {target[:200]!r})")


def letter_template(content: bytes, rng: Random) -> None:
    """Write the message that goes with an edition, or the one to a lead, with it."""
    name, template = unstored(content)
    with case_folder() as folder:
        path = folder / name
        path.write_bytes(template)
        for written, letter, names in _WRITERS[name](path, rng):
            check_letter(written, letter, names)


def _email(path: Path, rng: Random) -> list[tuple[bytes, Letter, frozenset[str]]]:
    edition, encrypted = rng.choice(_editions()), rng.random() < 0.2
    text, html = (None, path) if path.suffix == ".html" else (path, None)
    words = words_of(edition, _FILE, encrypted=encrypted, text=text, html=html)
    attached = Attachment(_FILE, b"edition", "application/octet-stream")
    letter = Letter(words.subject, words.text, words.html, (_TO,), attachments=(attached,))
    if edition.draft and not all("DRAFT" in each for each in (letter.subject, letter.text, letter.html)):
        raise BrokenLaw("a message with a draft does not say so")
    return [(draft_of(letter), letter, HEADERS | {"X-Unsent"})]


def _chase(path: Path, rng: Random) -> list[tuple[bytes, Letter, frozenset[str]]]:
    plan, people = _to_chase()
    chosen = Templates.chosen(None, path) if path.suffix == ".html" else Templates.chosen(path)
    writer = Writer(plan, WebLinks("https://example.gov.uk/plan.xlsx"), chosen)
    letters = [writer.letter_to(each) for each in people]
    return [(marked_draft(each), each, HEADERS | {"X-Unsent", "X-Plan-Workbook"}) for each in letters]


_WRITERS: dict[str, Callable[[Path, Random], list[tuple[bytes, Letter, frozenset[str]]]]] = {
    "email.txt": _email, "email.html": _email, "own-words.html": _email, TEXT: _chase, HTML: _chase,
}  # fmt: skip


def check_letter(written: bytes, letter: Letter, names: frozenset[str]) -> None:
    """Read a draft as mail programs do: it has these headers, once each, and says what the letter says."""
    message = email.message_from_bytes(written)
    if sorted(message.keys()) != sorted(names):
        raise BrokenLaw(f"a draft has the headers {sorted(message.keys())}")
    subject = str(make_header(decode_header(re.sub(r"\r?\n", "", str(message["Subject"])))))
    if subject != letter.subject or any(unicodedata.category(each) in _UNSEEN for each in subject):
        raise BrokenLaw(f"a draft has the subject {subject[:80]!r} and shows {letter.subject[:80]!r}")
    parsed = email.message_from_bytes(written, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    for kind, said in (("plain", letter.text), ("html", letter.html)):
        body = parsed.get_body((kind,))
        found = body.get_content().replace("\r\n", "\n") if body else ""
        if found != said:
            raise BrokenLaw(f"the {kind} text of a draft is another one than it shows")
        check_says_nothing_from_outside([found])


@cache
def _editions() -> tuple[Edition, ...]:
    return edition(small_plan()), edition(full_plan()), edition(faulty_plan())


@cache
def _to_chase() -> tuple[Any, ...]:
    plan = faulty_plan().read()
    return plan, outstanding_by_lead(plan, check(plan), due=True).people
