"""What a heading, a cell or the name of a sheet says of an item: its word, number, title and lead, each by itself."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.labels import field_of
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.fitting import OF_PERSONS
from plan_workbook.bringing.recognising.wording import words_of
from plan_workbook.bringing.recognising.words import (
    AN_ITEM_WORD,
    BEFORE_ITEM_WORDS,
    GENERIC,
    ITEM_WORDS,
    OF_OTHERS,
    VERBS,
    WORDS,
)
from plan_workbook.patterns import pattern
from plan_workbook.plan.items import plain_number
from plan_workbook.values.text import fold, fold_name, without_unseen

_SMALL_WORDS = frozenset({"for", "of"})
_ACRONYMS = "|".join(
    sorted(
        {
            letters
            for word in ITEM_WORDS
            for letters in (
                "".join(part[0] for part in word.split()).upper(),
                "".join(part[0] for part in word.split() if part not in _SMALL_WORDS).upper(),
            )
            if len(letters) > 2
        },
        key=len,
        reverse=True,
    )
)
"""Items by the initials of their word, which are its short form: ``AFI 2`` for an area for improvement."""
_BEFORE_WORDS = "|".join(sorted(BEFORE_ITEM_WORDS, key=len, reverse=True))
_WORDS = rf"(?:(?:{_BEFORE_WORDS})\s+){{0,2}}(?:{AN_ITEM_WORD})"
"""Item words, also with another word before them: ``Partnership priority``."""
_DIGITS = r"\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?"
_NUMERAL = rf"(?:{_DIGITS}|[A-Z]{{1,3}}[.-]?\d{{1,3}}(?:\.\d{{1,3}})*|[A-Z]|[IVX]{{1,5}})"
_IN_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_SEPARATOR = r"\s*[:.)\u2013\u2014|\]]+\s*|\s*-+\s+|\s*\n\s*"
_WITH_WORD = pattern(
    rf"\s*(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)]?\s+)?(?P<word>(?i:{_WORDS}|rec)|{_ACRONYMS})s?\.?\s*(?i:no\.?|number|area|ref\.?|#)?\s*[:.-]?\s*"
    rf"(?:(?<![^\W\d_])|(?=\d))(?P<number>{_NUMERAL}|(?i:{_IN_WORDS}))(?![\w%])(?:{_SEPARATOR}|\s+|\Z)(?P<title>.*)",
    re.DOTALL,
)
_WORD_ALONE = pattern(rf"\s*(?P<word>(?i:{_WORDS}))\s*(?:[:\u2013\u2014]\s*|\s-\s)(?P<title>\S.*)", re.DOTALL)
_WITH_NUMBER = pattern(
    rf"\s*[(\[]?(?P<number>{_DIGITS})(?!\.\d)(?P<separator>{_SEPARATOR})(?P<title>(?!\d{{4}}\b).+)", re.DOTALL
)
_WITH_LETTER = pattern(
    r"\s*(?P<number>(?i:r)\s?\d{1,3}(?:\.\d{1,3})?)(?![\w%])(?:[:.)\s\u2013\u2014-]+|\Z)(?P<title>.*)", re.DOTALL
)
_WITH_INITIAL = pattern(
    r"\s*(?:P|T|WS?)[.\s-]?(?P<number>\d{1,2}(?:\.\d{1,2})?)(?![\w%])(?:[:.)\s\u2013\u2014-]+(?P<title>[^\W\d_].*)|\Z)",
    re.DOTALL,
)
"""A priority, theme or workstream by its initial: ``P4 Early help``."""
_INITIALS = "|".join(
    sorted(
        {"".join(part[0] for part in word.split()).upper() for word in ITEM_WORDS if " " in word}, key=len, reverse=True
    )
)
_WITH_INITIALS = pattern(
    rf"\s*(?:{_INITIALS})[.\s-]?(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?)(?:{_SEPARATOR})(?P<title>[^\W\d_].*)", re.DOTALL
)
"""The same for words such as strategic priority and area for improvement: ``SP1 - Early help``."""
_CODE_BEFORE = pattern(
    r"\s*[(\[](?P<code>[A-Z]{1,5}[ .-]?0*(?P<number>\d{1,2}))[)\]]\s*(?P<title>[^\W\d_].*)", re.DOTALL
)
"""A title after its code in brackets: ``[AFI 2] Early help``."""
_CODE_AFTER = pattern(
    rf"\s*(?P<title>[^\W\d_].*\S)\s*[(\[](?P<code>(?:{_INITIALS}|{_ACRONYMS}|WS)[ .-]?0*(?P<number>\d{{1,2}}))[)\]]\s*",
    re.DOTALL,
)
"""A title before it: ``Early help (WS2)``."""
_WORD_AFTER = pattern(
    rf"\s*(?P<title>[^\W\d_].*\S)\s*[(\[](?P<word>(?i:{_WORDS}))\s*(?i:no\.?)?\s*(?P<number>{_DIGITS})[)\]]\s*",
    re.DOTALL,
)
"""The same with the word in full: ``Early help (Priority 2)``."""
_BARE = pattern(rf"\s*(?P<number>{_DIGITS})\s+(?P<title>[^\W\d_].*)", re.DOTALL)
_ONLY_NUMBER = pattern(
    rf"\s*[(\[]?(?P<number>{_DIGITS}|[A-Z]{{1,3}}[.-]?\d{{1,3}}(?:\.\d{{1,3}})*|[A-Z]|[IVX]{{1,5}})[)\].:]*\s*"
)
_LEAD_WORDS = (
    r"(?:(?:recommendation|priority|theme|overall|executive|strategic|accountable|responsible|senior|named|project|"
    r"board|workstream|director|operational|action|area|objective|programme|delivery|service)\s+)*"
    r"(?:leads?|owners?|sponsors?|lead officers?|lead directors?|responsible officers?|sro|accountable officers?|"
    r"officers? responsible|responsible leads?|lead members?|"
    r"(?:responsible|lead|accountable) (?:directors?|executives?)|"
    r"exec(?:utive)?s?|directors?)"
)
_LEAD_LINE = pattern(
    rf"\s*{_LEAD_WORDS}(?:\(s\))?\s*(?::|\s[\u2013\u2014-]\s|[\u2013\u2014-]\s)\s*(?P<lead>\S.*?)\s*", re.IGNORECASE
)
_LEAD_AT_END = pattern(
    rf"[\s,;.|(\[\u2013\u2014-]*\b{_LEAD_WORDS}(?:\(s\))?\s*:\s*(?P<lead>[^:\n]{{2,120}}?)[)\]]?\s*\Z", re.IGNORECASE
)
_TITLE_BEFORE = pattern(rf"\s*{_DIGITS}[.)]?\s+\S.*\s[\u2013\u2014-]\s", re.DOTALL)
"""What is before the lead of an item in the line of its title: ``3. Early help - Lead: Jo Hart``."""
_OF_POSTS = ("officer", "director", "member", "executive", "practitioner", "professional")
"""Words that make a word for a lead another one, or a post."""
_LED_BY = r"(?:(?:is\s+)?(?:jointly\s+)?(?:led|owned|sponsored|overseen)\s+by)"
_LED_LINE = pattern(rf"\s*{_LED_BY}\s*:?\s+(?P<lead>\S.*?)\s*", re.IGNORECASE)
"""A line without a label that says who leads: ``Led by Jo Hart``."""
_LED_AT_END = pattern(
    r"(?:\s*[,;|(\[]\s*|\s+[\u2013\u2014-]\s*)"
    rf"(?:(?P<says>(?i:{_LEAD_WORDS})(?!\s+(?i:{'|'.join(_OF_POSTS)})s?\b)|(?i:{_LED_BY}))\s+)"
    r"(?P<lead>[^:;|\n]{2,120}?)[)\]]?\s*\Z"
)
"""The same after a title, and a word for the lead without a colon: ``Early help - lead Jo Hart``."""
_BESIDE = pattern(r"(?:\s+[|\u2022]|\s*;)\s+(?=[^:|]{2,30}:)")
"""What is between the labels of a line: `Lead: Jo Hart | RAG: Green`."""
_BRACKET = pattern(r"(?P<title>.*\S)\s*[(\[](?P<inside>[^()\[\]]{3,120})[)\]]\s*\.?\s*\Z", re.DOTALL)
_ALL_IN_BRACKETS = pattern(r"\s*[(\[](?P<inside>[^()\[\]]+)[)\]]\s*")
_BETWEEN_NAMES = pattern(r"\s*(?:&|/|;|,|\band\b|\+)\s*", re.IGNORECASE)
_INITIALS_AND_NAME = pattern(r"(?:[A-Z][\w'\u2019.-]*\.?\s+){1,3}[A-Z][\w'\u2019-]+")
_POSTS = frozenset(
    {"head", "director", "manager", "officer", "chief", "assistant", "principal", "chair", "lead", "executive", "dcs"}
    | {"commissioner", "coordinator", "ad", "hos", "superintendent", "inspector", "chair", "member", "deputy", "leader"}
)
_BEGIN_LEADS = frozenset({("accountable",), ("responsible",), ("lead",), ("owner",), ("sponsor",), ("head",)})
"""What labels of leads begin with, whatever post follows: ``Accountable head of service``."""
_END_LEADS = frozenset({("lead",), ("owner",), ("sponsor",)})
"""What labels end with that name nobody but a lead: ``Chief officer lead``."""
_SHORT_NAME = pattern(r"[A-Z][\w'\u2019&-]*(?:\s+[\w'\u2019&-]+){0,4}")
"""A team or an abbreviation of a post: ``BI team``, ``HoSEND``."""
_IN_BRACKETS = pattern(r"\s*\([^()]*\)")
_INITIALS_ALONE = pattern(r"[A-Z]{2,4}")
_OF_OTHER_THINGS = frozenset({"contact", "report", "author", "data", "risk", "issue", "document", "meeting", "action"})
"""Words before these that tell of a person who leads something else."""
_WORD = pattern(r"[^\W_]+")
_LONGEST_LEAD_LINE, _MOST_OF_LEADS, _LONGEST_LABEL = 300, 12, 40
"""Characters of a line that names a lead, words of the names, and characters of the label before them."""
LAST_OF_LEADS = frozenset(
    words_of(word)[-1]
    for heading in WORDS[Kind.RECOMMENDATIONS]
    if heading.field == fields.LEAD
    for word in heading.words
)
"""What words for the lead of an item end with."""
SAME, LIKE = 97, 88
"""From 0 to 100: how like two titles are that are the same, and that are likely to be two versions of one."""


class Said(NamedTuple):
    """What a text says of an item."""

    word: str = ""
    """The item word that it begins with, as printed."""
    number: str = ""
    title: str = ""
    lead: str = ""

    def __bool__(self) -> bool:
        """Whether it says anything by which an item can be known."""
        return bool(self.number or self.title)


def with_item_word(text: str) -> Said | None:
    """Return what a text says that begins with an item word and a number: ``Priority 4 - ...``; None for others."""
    found = _WITH_WORD.fullmatch(text)
    if found is None:
        return None
    return Said(" ".join(found["word"].split()), _as_digits(found["number"]), found["title"].strip())


def is_item_word(label: str) -> bool:
    """Tell whether a label is only a word for items: ``Key area``, ``Outcome``."""
    plain = label.strip().rstrip(":").strip()
    said = with_item_word(f"{plain} 1") if plain and plain.isascii() else None
    return said is not None and said.number == "1" and not said.title


def names_items(label: str) -> bool:
    """Tell whether a label is a word for items that other things are not called too."""
    return is_item_word(label) and fold(label.strip().rstrip(":").strip()) not in OF_OTHERS


def is_acronym(word: str) -> bool:
    """Tell whether a word for items is their initials, ``AFI``."""
    return word.upper() in _ACRONYMS.split("|")


def numbered(text: str) -> Said | None:
    """Return what a text says that begins with a number and a sign: ``4. ...``, ``4) ...``, ``R4 ...``; else None."""
    found = _WITH_LETTER.fullmatch(text)
    if found:
        return Said("", re.sub(r"\A[Rr]\s?", "", found["number"]), found["title"].strip())
    found = _WITH_NUMBER.fullmatch(text)
    return Said("", found["number"], found["title"].strip()) if found else None


def of_an_item(text: str) -> Said:
    """Return what a text says of which it is known that it names an item, such as a cell of a column of items."""
    said = with_item_word(text) or numbered(text)
    if said:
        return said
    if found := _WORD_AFTER.fullmatch(text):
        return Said(" ".join(found["word"].split()), found["number"], found["title"].strip())
    if found := _CODE_BEFORE.fullmatch(text) or _CODE_AFTER.fullmatch(text):
        return Said("", found["number"], found["title"].strip())
    if found := _WITH_INITIAL.fullmatch(text) or _WITH_INITIALS.fullmatch(text):
        return Said("", found["number"], (found["title"] or "").strip())
    if found := _ONLY_NUMBER.fullmatch(text):
        return Said("", found["number"])
    if found := _WORD_ALONE.fullmatch(text):
        return Said(" ".join(found["word"].split()), "", found["title"].strip())
    if found := _BARE.fullmatch(text):
        return Said("", found["number"], found["title"].strip())
    return Said("", "", text.strip())


def without_lead(title: str, known: Collection[str] = (), *, usual: bool = False) -> tuple[str, str]:
    """Take a lead out of a title: in brackets at its end, or after ``Lead:``; the lead is empty if there is none.

    Args:
        title: the title as printed.
        known: names and posts that are leads elsewhere in the documents, as `fold_name` returns them.
        usual: whether brackets at the ends of titles hold leads in this document, so that two capitalised words in
            them are a name.
    """
    above, line_end, last = title.strip().rpartition("\n")
    if line_end and above.strip() and (lead := lead_line(_inside_brackets(last))):
        return above.strip(), lead
    if found := _LEAD_AT_END.search(title):
        before = title[: found.start()].rstrip()
        opened = max(before.rfind("("), before.rfind("["))
        if opened > max(before.rfind(")"), before.rfind("]")):  # `Early help (Board sponsor: Jo Hart)`
            before = before[:opened].rstrip()
        return before, found["lead"].strip()
    if (found := _LED_AT_END.search(title)) and _are_after(found["says"], found["lead"].strip(), known):
        return title[: found.start()].rstrip(), found["lead"].strip()
    found = _BRACKET.fullmatch(title)
    if found is None:
        return title, ""
    inside = found["inside"].strip()
    if line := lead_line(inside):
        return found["title"], line
    return (found["title"], inside) if are_leads(inside, known, usual=usual) else (title, "")


def _inside_brackets(line: str) -> str:
    """Return a line without the brackets around all of it."""
    found = _ALL_IN_BRACKETS.fullmatch(line)
    return found["inside"] if found else line


def _are_after(says: str, names: str, known: Collection[str]) -> bool:
    """Tell whether names come after a word for a lead without a colon: in small letters, so that it is no name."""
    plain = says.islower() or fold(says).endswith(" by")
    return len(names.split()) > 1 and are_leads(names, known, usual=plain)


def ends_in_brackets(title: str) -> bool:
    """Tell whether a title ends in brackets that could hold names: two or three words, each with a capital."""
    found = _BRACKET.fullmatch(title)
    return found is not None and all(_INITIALS_AND_NAME.fullmatch(each) for each in _each(found["inside"]))


def _each(names: str) -> list[str]:
    return [each.strip() for each in _BETWEEN_NAMES.split(names) if each.strip()]


def are_leads(text: str, known: Collection[str] = (), *, usual: bool = False) -> bool:
    """Tell whether a text in brackets names leads and is not a remark: all of them known, posts, or in capitals."""
    names = _each(text)
    if not names:
        return False
    if fold_name(text) in known or all(fold_name(name) in known for name in names):
        return True
    return all(_is_name(name, usual=usual) for name in names)


def _is_name(name: str, *, usual: bool) -> bool:
    words = name.split()
    if {fold(word).strip(".") for word in words} & _POSTS and words[0][:1].isupper() and len(words) <= 8:
        return True
    if not _INITIALS_AND_NAME.fullmatch(name):
        return False
    in_capitals = all(len(word) > 2 and word.isupper() for word in words if len(word.strip(".")) > 1)
    return in_capitals or usual


def parts_of_line(text: str) -> list[str]:
    """Return the parts of a line that has several labels: ``Lead: Jo Hart | RAG: Green``."""
    return _BESIDE.split(text) if len(text) <= _LONGEST_LEAD_LINE else [text]


def lead_line(text: str) -> str:
    """Return the lead that a line names, ``Recommendation Lead: A & B``; empty if it is another line."""
    if len(text) > _LONGEST_LEAD_LINE:
        return ""
    text = _BESIDE.split(text)[0]
    if found := _LEAD_LINE.fullmatch(text):
        return found["lead"].strip()
    if (found := _LED_LINE.fullmatch(text)) and are_leads(found["lead"].rstrip("."), usual=True):
        return found["lead"].strip().rstrip(".")
    label, colon, lead = text.partition(":")
    if not colon or "\n" in label.strip() or len(lead.split()) > _MOST_OF_LEADS or _TITLE_BEFORE.match(label):
        return ""
    words = words_of(label) if len(label) <= _LONGEST_LABEL else ()
    says_who = words[:1] in _BEGIN_LEADS or names_a_leader(label)
    plain = _IN_BRACKETS.sub("", lead).strip()
    names = are_leads(plain, usual=True) or all(map(_INITIALS_ALONE.fullmatch, _each(plain)))
    short = words[-1:] in _END_LEADS and all(map(_SHORT_NAME.fullmatch, _each(plain)))
    leads = _names_leads(label) or (says_who and len(words) > 1 and (names or short))
    return lead.strip() if leads else ""


def names_a_leader(label: str) -> bool:
    """Tell whether a label ends with a word for a person who leads, whatever is before it: ``Partnership lead``.

    `Train managers` says what is to be done.
    """
    words = words_of(label) if len(label) <= _LONGEST_LABEL else ()
    says_do = bool(VERBS & {*words[:1]}) and words[:1] not in _BEGIN_LEADS
    return bool(OF_PERSONS & {*words[-1:]}) and not _OF_OTHER_THINGS & {*words} and not says_do


def _names_leads(label: str) -> bool:
    """Tell whether a label is a word for the lead of an item, ``Board sponsor``."""
    words = words_of(label) if len(label) <= _LONGEST_LABEL else ()
    return bool(words) and words[-1] in LAST_OF_LEADS and field_of(label) == fields.LEAD


def is_generic(text: str) -> bool:
    """Tell whether a heading only says what is below it, such as ``Action plan`` or ``Performance indicators``."""
    words = _WORD.findall(fold(text))
    return all(word in GENERIC or word.isdigit() for word in words)


@lru_cache(maxsize=8192)
def bare_title(title: str) -> str:
    """Return a title in the form in which it is compared."""
    return fold(without_unseen(title)).strip(" .:;-")


def likeness(one: str, other: str) -> float:
    """Return from 0 to 100 how like two titles are; the beginning of a long one is like it."""
    first, second = sorted((bare_title(one), bare_title(other)), key=len)
    if not first:
        return 0
    if len(first) >= 20 and second.startswith(first.rstrip(" .\u2026")):
        return 99
    return fuzz.ratio(first, second)


def same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are the same one: ``07`` is ``7``."""
    return number_key(one) == number_key(other)


@lru_cache(maxsize=4096)
def number_key(number: str) -> str:
    """Return a number in the form in which it is compared: ``7`` for ``07``, ``R7`` and ``seven``."""
    return plain_number(_as_digits(number))


def _as_digits(number: str) -> str:
    words = _IN_WORDS.split("|")
    said = fold(number)
    return str(words.index(said) + 1) if said in words else number
