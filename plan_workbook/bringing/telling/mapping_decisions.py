"""Reads what a person says in a mapping of places, texts and ratings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plan_workbook.bringing.answers import OF_ROWS, SECTIONS, ItemAnswer, PlaceAnswer, TextAnswer
from plan_workbook.bringing.assembling.labels import label_of, section_of_item
from plan_workbook.bringing.documents.document import Layout
from plan_workbook.bringing.telling.mapping_lines import MappingLine
from plan_workbook.bringing.telling.mapping_sheets import (
    BELONGS_TO,
    COUNTS_AS,
    DECISION,
    DECISIONS,
    FILE,
    FIRST_CELLS,
    HEADING_ROWS,
    LAYOUT,
    NO_HEADINGS,
    NUMBER_READ,
    RATING,
    RIGHT_NUMBER,
    RIGHT_TITLE,
    TABLE,
    TEXT_LEFT,
    TITLE_READ,
    UNDER,
    WAS_READ_AS,
    WHAT,
    WHERE,
)
from plan_workbook.bringing.telling.mapping_texts import AGREE, ALL_TEXTS, HEADING, QUESTION
from plan_workbook.errors import InputError
from plan_workbook.patterns import pattern
from plan_workbook.plan.scale import CountsAs
from plan_workbook.values.text import fold, in_brief, is_blank, listed

_ROWS = pattern(r"(\d{1,4})(?:\.0)?(?:\s*(?:-|\u2013|to|,|and)\s*(\d{1,4}))?")
_MOST_HEADINGS = 8
_LONGEST_NUMBER = 24
"""Characters of the number of a recommendation."""


def places_of(lines: Iterable[MappingLine], name: str) -> Iterator[PlaceAnswer]:
    """Yield what is said of places; those of which nothing is said follow from the document.

    Raises:
        InputError: it can't be followed; the sentence says at which cell.
    """
    for line in lines:
        chosen = _chosen(line, LAYOUT, [each.value for each in Layout], name)
        headings, item = _headings(line, name), line.text(BELONGS_TO).strip()
        if chosen or headings is not None or item:
            yield PlaceAnswer(
                where_of(line),
                Layout(chosen) if chosen else None,
                headings,
                item,
                line.text(FILE),
                first=line.text(FIRST_CELLS),
                marked=is_blank(line.text(TABLE)),
                at=line.at(LAYOUT if chosen else HEADING_ROWS if headings is not None else BELONGS_TO),
            )


def where_of(line: MappingLine) -> str:
    """Return where the table of a row is, with its file."""
    return ", ".join(filter(None, (line.text(FILE), line.text(WHERE))))


def texts_of(lines: Iterable[MappingLine], name: str) -> Iterator[TextAnswer]:
    """Yield the texts of which something is said, and the headings of which it follows what is below them.

    Raises:
        InputError: it is none that can be made, or not of a question; or two differ about the same text.
    """
    answers: list[TextAnswer] = []
    below: dict[str, list[TextAnswer]] = {}
    for line in lines:
        chosen, text, what = _chosen(line, DECISION, DECISIONS, name), line.text(TEXT_LEFT), line.text(WHAT)
        if chosen not in ("", AGREE) and (text == ALL_TEXTS or what == QUESTION):
            of = "all texts together" if text == ALL_TEXTS else "a question"
            raise InputError(
                f"{name}, {line.at(DECISION)} says '{chosen}' of {of}: choose '{AGREE}', or leave it blank, and say in "
                "the row of a text what that one is."
            )
        answer = TextAnswer(text, chosen, what == HEADING, line.text(UNDER), at=line.at(DECISION))
        answers += [answer] if chosen else []
        with_its_own_label = bool(chosen and section_of_item(label_of(text)))  # by which it is known next month
        if answer.under and not answer.heading and not with_its_own_label:
            below.setdefault(fold(answer.under), []).append(answer)
    _refuse_differing(answers, name)
    yield from answers
    said = {fold(each.text) for each in answers if each.heading}
    for heading, its in below.items():
        first = its[0]
        if (
            heading not in said
            and first.field in (*SECTIONS, *OF_ROWS)
            and all(each.decision == first.decision for each in its)
        ):
            yield TextAnswer(first.under, first.decision, heading=True, follows_from=first.at)


def _refuse_differing(answers: Iterable[TextAnswer], name: str) -> None:
    """Refuse two decisions about the same paragraph.

    Raises:
        InputError: there are two.
    """
    first: dict[str, TextAnswer] = {}
    for answer in answers:
        for key in {fold(line) for line in answer.text.split("\n")} - {""}:
            other = first.setdefault(key, answer)
            if other.decision != answer.decision and AGREE not in (other.decision, answer.decision):
                raise InputError(
                    f"{name}, {other.at} and {answer.at} differ about the same text: choose one of them, and "
                    "leave the other blank."
                )


def ratings_of(lines: Iterable[MappingLine], name: str) -> Iterator[tuple[str, str]]:
    """Yield the ratings of which something is said, with what they count as.

    Raises:
        InputError: ratings do not count as that.
    """
    for line in lines:
        if chosen := _chosen(line, COUNTS_AS, [each.value for each in CountsAs], name):
            yield line.text(RATING), chosen


def ratings_left(lines: Iterable[MappingLine]) -> Iterator[tuple[str, str]]:
    """Yield the ratings of which nothing is said, with the code that they were read as: it was left, and is right."""
    for line in lines:
        if is_blank(line.text(COUNTS_AS)) and not is_blank(line.text(WAS_READ_AS)):
            yield line.text(RATING), line.text(WAS_READ_AS).strip()


def items_of(lines: Iterable[MappingLine], name: str) -> Iterator[ItemAnswer]:
    """Yield the recommendations whose number or title is said to be another one.

    Raises:
        InputError: it is no number that a recommendation can have.
    """
    for line in lines:
        number, title = line.text(RIGHT_NUMBER).strip(), line.text(RIGHT_TITLE).strip()
        if len(number) > _LONGEST_NUMBER or len(number.split()) > 1:
            raise InputError(
                f"{name}, {line.at(RIGHT_NUMBER)} says '{in_brief(number)}', which is not the number of a "
                "recommendation: give it without the word before it, such as 4 or 2.1."
            )
        if number or title:
            at = line.at(RIGHT_NUMBER if number else RIGHT_TITLE)
            yield ItemAnswer(line.text(NUMBER_READ), line.text(TITLE_READ), number, title, at)


def _chosen(line: MappingLine, heading: str, offered: Iterable[str], name: str) -> str:
    """Return what is chosen from a list; empty if nothing is.

    Raises:
        InputError: it is not on the list.
    """
    given = line.text(heading)
    words = {fold(word): word for word in offered}
    if is_blank(given) or fold(given) in words:
        return words.get(fold(given), "")
    what = "not a decision" if heading == DECISION else f"not what can be under '{heading}'"
    raise InputError(
        f"{name}, {line.at(heading)} says '{in_brief(given)}', which is {what}: choose "
        f"{listed([*words.values()], 'or')}, or leave it blank."
    )


def _headings(line: MappingLine, name: str) -> tuple[int, ...] | None:
    given = line.text(HEADING_ROWS).strip()
    if is_blank(given):
        return None
    if fold(given) == NO_HEADINGS:
        return ()
    found = _ROWS.fullmatch(given)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 0 < first <= last < first + _MOST_HEADINGS:
        raise InputError(
            f"{name}, {line.at(HEADING_ROWS)} says '{in_brief(given)}', which are not rows of headings: give the first "
            f"and last row, such as 1 or 1-2, counted from the top of the table, or '{NO_HEADINGS}'."
        )
    return tuple(range(first - 1, last))
