"""What a document says of the plan as a whole: title, authority, period, dates, update, successes and challenges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.labels import label_of
from plan_workbook.bringing.brought import Place
from plan_workbook.patterns import pattern
from plan_workbook.reading.dates import read_date
from plan_workbook.values.text import tidy

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\s+\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
_YEARS = r"\d{4}(?:\s*[/-]\s*\d{2,4})?"
_MONTHS = r"\(?[a-z]+\s*[-\u2013]\s*[a-z]+\)?"
_QUARTER = rf"(?:(?:quarter|qtr|q)\s*[1-4](?:\s*[,/-]?\s*(?:{_MONTHS}\s*)?{_YEARS})?)"
_PERIOD = rf"(?:\b{_MONTH}\s+\d{{4}}|{_QUARTER}|\d{{4}}\s*/\s*\d{{2,4}})"
_SAYS = (
    r"(?:position|status|progress|report(?:ed)?|updated?|correct|updates?)\s*(?:as\s+)?(?:at|on|to)",
    r"(?:report(?:ing)? date|date of (?:this )?(?:report|update)|as at|last updated|date updated|updated)",
)
_OF_DATA = r"(?:data|figures)\s*(?:are|is)?\s*(?:correct\s+)?(?:as\s+)?(?:at|of|to|up to)"
_OF_PERIOD = r"(?:(?:report(?:ing)?\s*)?(?:period|month|quarter))\s*(?:covered|ending)?\s*:"
_OF_AUTHORITY = r"(?:prepared (?:for|by)|(?<!\w )(?:local authority|authority|council|organisation)\s*:|on behalf of)"
_LABELS = tuple(
    (field, pattern(rf"{label}\s*:?\s*(?P<value>{value})", re.IGNORECASE))
    for field, label, value in (
        *((fields.REPORT_DATE, label, _DATE) for label in _SAYS),
        (fields.DATA_AS_AT, _OF_DATA, _DATE),
        (fields.PERIOD, _OF_PERIOD, _PERIOD),
        (fields.VERSION, r"version\s*(?:no\.?|number)?", r"v?\d+(?:\.\d+)*"),
        (fields.AUTHORITY, _OF_AUTHORITY, r"[^.\n;]{3,80}"),
        (fields.TITLE, r"(?:(?:plan )?title|name of plan|plan(?: name)?)\s*:", r"\S.{3,150}"),
    )
)
"""What comes before the value of a field of the plan, in a line that may say more."""
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth"),
)
_UPDATE = pattern(
    rf"\b(?:(?P<word>{'|'.join(_ORDINALS)})\s+update|update\s*(?:no\.?|number)?\s*:?\s*(?P<number>\d{{1,3}}))\b",
    re.IGNORECASE,
)
_PERIOD_ALONE = pattern(
    r"[\[(]?\s*(?:(?:progress|update|monthly|quarterly|highlight)?\s*(?:report|update)\s*(?:for|[:\u2013-])?\s*)?"
    rf"(?P<value>{_PERIOD})\s*[\])]?\.?",
    re.IGNORECASE,
)
_PERIOD_AT_END = pattern(rf".*[\s(\[\u2013\u2014:-](?P<value>{_MONTH}\s+\d{{4}})\s*[)\]]?", re.IGNORECASE | re.DOTALL)
_OF_A_REPORT = pattern(
    rf".*\b(?:report|update)\b.*(?:[(\[\u2013\u2014:,-]\s*|\bfor\s+)(?P<value>{_MONTH}\s+\d{{4}})\s*[)\]]?\.?",
    re.IGNORECASE,
)
"""A line that names a report and ends with its month: ``Highlight report to the board - September 2026``."""
_UPDATED_AT_END = pattern(rf"\s*[-\u2013\u2014,(:|]\s*(?:{'|'.join(_SAYS)})\s*:?\s*{_DATE}\s*\)?\.?\Z", re.IGNORECASE)
"""What a title says of its date, which is another one next month."""
_PLAN_WORDS = pattern(
    r"\b(?:plan|tracker|report|scorecard|strategy|programme|improvement|update|response|review|progress|"
    r"statement of action)\b",
    re.IGNORECASE,
)
_COUNCIL = pattern(
    r"\b(?:council|borough|partnership|authority|city of|county|trust|board|mbc|cc|lbc?)\b", re.IGNORECASE
)
_SURELY_A_COUNCIL = pattern(r".*\b(?:council|authority)|(?:.*\bborough|county|city) of .+", re.IGNORECASE)
_AND_MORE = pattern(r"\s*(?P<one>\S[^\n|:]*?)\s*(?:\s[|\u2013\u2014-]\s|[|:]\s|\n)\s*(?P<other>\S.*?)\s*", re.DOTALL)
"""Two things in one line: ``Anytown Council - Improvement Plan``."""
_COUNCIL_FIRST = pattern(r"(?P<name>[A-Z].*?\bCouncil)\s+(?P<rest>[A-Z].*)")
"""A title that begins with whose it is: ``Anytown Council Improvement Plan``."""
_BY = pattern(r"prepared by", re.IGNORECASE)
"""What may come before the name of an author as well as that of a council."""
_SMALL_WORDS = r"&|and|of|the|upon|on|with"
_NAME = pattern(rf"[A-Z][\w'\u2019-]*(?:\s+(?:[A-Z][\w'\u2019-]*|{_SMALL_WORDS})){{0,6}}")
_WHEN = r"\W*(?:this (?:month|quarter|period)|to date|so far|ahead)?\W*"
_SECTIONS = tuple(
    (field, pattern(rf"(?:(?:key|our|main)\s+)*(?:{words}){_WHEN}", re.IGNORECASE))
    for field, words in (
        (
            fields.KEY_SUCCESSES,
            r"successes|achievements|highlights|strengths|what (?:is|has)(?: gone| going| working)+ well|"
            r"what(?: we are)? (?:doing|working) well|what we are proud of|what is (?:going|working) well",
        ),
        (
            fields.KEY_CHALLENGES,
            r"challenges|risks and challenges|issues|areas of concern|concerns|worries|what .{0,12}worried about|"
            r"what (?:worries|concerns) (?:us|me|the board)",
        ),
        (
            fields.DECISIONS_NEEDED,
            r"decisions? (?:needed|required|requested|sought)(?: (?:from|by|of) the (?:[a-z]+ )?board)?|"
            r"decisions? for the (?:[a-z]+ )?board|the (?:[a-z]+ )?board is asked to|"
            r"(?:what we (?:need|want)|our asks?|asks?) (?:from|of) the (?:[a-z]+ )?board",
        ),
    )
)
_LONGEST_LINE = 200
DATED = (fields.REPORT_DATE, fields.DATA_AS_AT)
_DATES_AND_PERIODS = {fields.REPORT_DATE: pattern(_DATE, re.IGNORECASE), fields.PERIOD: pattern(_PERIOD, re.IGNORECASE)}
"""How the fields of which a person may say that a text gives them are found in it."""
_LONGEST_VALUE = 40
"""Characters of a period or a date that is printed in another way."""


class Line(NamedTuple):
    """A text outside tables, as the front of a document has it."""

    place: Place
    text: str
    level: int | None
    sheet: str | None
    first: bool = False
    """Whether it is the first text of its document."""
    front: bool = False
    """Whether no table and no recommendation has come before it."""
    label: Place | None = None
    """The label of it, if it is the value next to one in a box; the text has both: ``Reporting month: May 2026``."""


class Found(NamedTuple):
    """A value for a field of the plan."""

    field: str
    text: str
    place: Place
    decided: bool = False
    """Whether a person said so."""


def said_of_the_plan(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield what the lines of a document say of the plan, in their order; a field may be said several times."""
    title_is_below = False
    for at, line in enumerate(lines):
        if not line.front or len(line.text) > _LONGEST_LINE:
            continue
        on_top = is_title(line) or line.first
        if on_top and _is_name_of_a_council(line.text) and any(_titles_below(lines[at + 1 : at + 3])):
            title_is_below = True
            yield Found(fields.AUTHORITY, line.text.strip(), line.place)
            continue
        if title_is_below and any(_titles_below([line])):
            title_is_below = False
            line = line._replace(level=0)
        found = list(_of_line(line))
        yield from found
        below_a_title = line.sheet is not None and at > 0 and is_title(lines[at - 1])
        if not found and _is_authority(line.text, below_a_title=below_a_title):
            yield Found(fields.AUTHORITY, line.text.strip(), line.place)


def tells_of_the_plan(text: str) -> bool:
    """Tell whether a label with its value says something of the plan: ``Last updated: 31/10/2026``."""
    return any(start == 0 and _is_read(field, value) for field, value, start in _labelled(text))


def _of_line(line: Line) -> Iterator[Found]:
    text = line.text.strip()
    if line.label is not None:
        yield from _of_box(line)
        return
    alone = _PERIOD_ALONE.fullmatch(text)
    if alone:
        yield Found(fields.PERIOD, alone["value"].strip(), line.place)
        return
    both = _council_and_more(text)
    if both is not None and (line.first or is_title(line) or _PERIOD_ALONE.fullmatch(both[1])):
        yield Found(fields.AUTHORITY, both[0], line.place)
        rest = line._replace(text=both[1])
        if both[1] != text and (_PERIOD_ALONE.fullmatch(both[1]) or is_title(rest)):
            yield from _of_line(rest)
            return
    named = {field for field, _, _ in _labelled(text)}
    if is_title(line) and fields.TITLE not in named:
        yield Found(fields.TITLE, _UPDATED_AT_END.sub("", text), line.place)
        at_end = _PERIOD_AT_END.fullmatch(text)
        if at_end:
            yield Found(fields.PERIOD, at_end["value"].strip(), line.place)
    elif of_report := _OF_A_REPORT.fullmatch(text):
        yield Found(fields.PERIOD, of_report["value"].strip(), line.place)
        return
    for field, value, _ in _labelled(text):
        if _is_read(field, value):
            yield Found(field, value, line.place)
    update = _UPDATE.search(text)
    if update and not is_title(line):
        word = update["word"]
        yield Found(fields.UPDATE, update["number"] or str(_ORDINALS.index(word.casefold()) + 1), line.place)


def _council_and_more(text: str) -> tuple[str, str] | None:
    """Return the name of a council that a line has before or after something else, and that; None if it has none.

    Of a title that begins with the name, that is all of it.
    """
    two = _AND_MORE.fullmatch(text)
    for name, other in ((two["one"], two["other"]), (two["other"], two["one"])) if two else ():
        if _SURELY_A_COUNCIL.fullmatch(name) and _is_name_of_a_council(name):
            return name, other
    begins = _COUNCIL_FIRST.fullmatch(text)
    if begins and _PLAN_WORDS.search(begins["rest"]) and _is_name_of_a_council(begins["name"]):
        return begins["name"], text
    return None


def _of_box(line: Line) -> Iterator[Found]:
    """Yield what a value next to its label says, if the label is about the plan."""
    section = section_of(label_of(line.text))
    if section:
        yield Found(section, line.place.text.strip(), line.place)
        return
    for field, value, start in _labelled(line.text):
        if start == 0 and _is_read(field, value):
            yield Found(field, value, line.place)


def _is_read(field: str, value: str) -> bool:
    return field not in DATED or read_date(value, "General", month_is_end=True) is not None


def _labelled(text: str) -> list[tuple[str, str, int]]:
    found: dict[str, tuple[str, str, int]] = {}
    for field, form in _LABELS:
        each = form.search(text)
        if each is None or (field == fields.TITLE and each.start() > 0):
            continue
        value = each["value"].strip(" .,;")
        by_a_person = field == fields.AUTHORITY and _BY.match(each.group()) and not _COUNCIL.search(value)
        if by_a_person or (field == fields.AUTHORITY and not value[:1].isupper()):
            continue
        found.setdefault(field, (field, value, each.start()))
    if (
        fields.DATA_AS_AT in found
        and fields.REPORT_DATE in found
        and found[fields.DATA_AS_AT][1] == found[fields.REPORT_DATE][1]
    ):
        del found[fields.REPORT_DATE]
    return list(found.values())


def is_title(line: Line) -> bool:
    """Tell whether a line is the title of the document."""
    if line.level == 0:
        return True
    return line.first and _PLAN_WORDS.search(line.text) is not None and not line.text.strip()[:1].isdigit()


def _is_authority(text: str, *, below_a_title: bool) -> bool:
    """Tell whether a line is the name of a council: a few words with capitals, by what it says or where it is."""
    text = text.strip()
    if len(text) > 60 or not _NAME.fullmatch(text):
        return False
    return _COUNCIL.search(text) is not None or (below_a_title and not _PLAN_WORDS.search(text))


def _is_name_of_a_council(text: str) -> bool:
    """Tell whether a line is nothing but the name of a council, though it is where the title would be."""
    return _is_authority(text, below_a_title=False) and _PLAN_WORDS.search(text) is None


def _says_a_plan(line: Line) -> bool:
    """Tell whether a line at the front has the words of a title, and is not below the heading of something else."""
    return line.front and not line.level and len(line.text) <= _LONGEST_LINE and bool(_PLAN_WORDS.search(line.text))


def _titles_below(lines: Sequence[Line]) -> Iterator[bool]:
    """Yield of the lines below the name of a council whether each is the plan's title; the next may be a heading."""
    for at, line in enumerate(lines):
        yield _says_a_plan(line._replace(level=None) if at == 0 and line.level == 1 else line)


def section_of(heading: str) -> str:
    """Return the field of the plan that the texts below a heading belong to; empty if none."""
    words = tidy(heading).strip(" .:")
    return next((field for field, form in _SECTIONS if len(words) <= 60 and form.fullmatch(words)), "")


def value_in(field: str, text: str) -> str:
    """Return what a text says for a field of which it is known that it says it: what is after its label, or all.

    Of a longer text it is the one period or date in it; empty if none is, or several are.
    """
    found = next((value for each, value, _ in _labelled(text) if each == field), "")
    if found or field not in _DATES_AND_PERIODS:
        return found or text.strip()
    within = {each.group().strip() for each in _DATES_AND_PERIODS[field].finditer(text)}
    if len(within) == 1:
        return within.pop()
    return text.strip() if not within and len(text.strip()) <= _LONGEST_VALUE else ""


def together(field: str, founds: Iterable[Found]) -> str:
    """Return the text of a field that several paragraphs make up, with a blank line between them."""
    return "\n\n".join(found.text.strip() for found in founds if found.field == field)
