"""How like a heading is to the field's words, and which period it names. Pure functions of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from plan_workbook.bringing.recognising.cut_headings import whole_words
from plan_workbook.patterns import pattern
from plan_workbook.reading.periods import read_period
from plan_workbook.values.months import MONTHS
from plan_workbook.values.text import fold

LONGEST_HEADING = 120
"""Characters; anything longer is a text."""
_BRACKETED = pattern(r"[(\[{][^()\[\]{}]*[)\]}]?")
_OPTIONAL_PLURAL = pattern(r"\((?:e?s|ies)\)")
_WORD = pattern(r"[^\W_]+")
_ALIKE = {
    word: plain
    for plain, words in {
        "number": "no nos nr num #",
        "ref": "reference refs",
        "recommendation": "rec recs",
        "responsible": "resp",
        "description": "desc",
        "previous": "prev",
        "performance": "perf",
        "current": "curr",
        "target": "tgt",
        "organisation": "org organization",
        "colour": "color",
        "average": "avg ave",
        "completion": "compl comp",
        "england": "eng",
        "neighbour": "neighbours neighbor",
        "estimated": "est",
        "kpi": "kpis",
        "pi": "pis",
    }.items()
    for word in words.split()
}
AFTER = frozenset(
    (
        "for",
        "of",
        "to",
        "in",
        "at",
        "on",
        "from",
        "since",
        "against",
        "with",
        "identified",
        "required",
        "needed",
        "taken",
        "made",
        "agreed",
        "planned",
    )
)
"""Words after which a heading only says more of what its first words name: `Deadline for completion`."""
_OF = frozenset(["of", "for"])
"""Words before the end of a heading that only says of what its beginning is: `Source of recommendation`."""
_FILLING = frozenset(
    ["item", "detail", "text", "description", "information", "column", "list", "statement", "log", "heading"]
)
"""Words that say nothing of their own at the end of a heading: `Action item`."""
_NOW = pattern(r"\b(?:this (?:period|month|quarter|year|week|term)|to date|so far|since last \w+)\b")
_ITEM_NOUNS = frozenset(
    (
        *("priority", "theme", "area", "recommendation", "finding", "workstream", "weakness", "pillar", "strand"),
        *("domain", "requirement", "programme", "judgement"),
    )
)
_OF_ITEMS = frozenset(
    (
        *("key", "strategic", "improvement", "ofsted", "cqc", "dfe", "send", "inspection", "inspector", "ilacs"),
        *(
            "statutory",
            "external",
            "internal",
            "auditor",
            "audit",
            "peer",
            "challenge",
            "regulatory",
            "scrutiny",
            "lga",
        ),
        *("regulator", "ofwat", "rsh", "ombudsman", "commissioner", "government", "council", "corporate"),
        *("focus", "main", "local", "plan", "significant", "development", "practice", "service", "work", "jtai"),
    )
)
"""Words for items, and words before them: together they are still a word for items."""
_INSPECTORS = (
    "ofsted|inspectors?|inspection|cqc|hmip?|hmicfrs|reviewers?|review|peers?|auditors?|audit|regulator|letter|report"
    "|judgement"
)
_SAYING = "said|says|found|told|identified|asked|saw|wants|wanted|recommends|recommended|concluded|highlighted"
_WHAT_THEY_SAID = pattern(rf"what (?:the )?(?:\w+ )?(?:{_INSPECTORS})(?: \w+)? (?:{_SAYING})\b")
"""A heading of what an inspection found: `What the inspectors said we must improve`."""
_SMALL = frozenset(["the", "a", "an", "of", "for", "is", "are", "be", "our", "your", "we", "will", "to", "and", "it"])
"""Words that do not make another heading of one."""
_MONTH = "|".join(
    f"{name[:3]}(?:{name[3:]}|t)?" if name == "september" else f"{name[:3]}(?:{name[3:]})?" for name in MONTHS
)
_YEARS = r"(?:fy\s*)?(?:(?:19|20)\d\d(?:\s*[/-]\s*(?:20)?\d\d\b)?|\d\d\s*/\s*\d\d\b(?!/))"
_QUARTER = r"(?:(?:q|qtr|quarter)\.?\s*[1-4]|[1-4](?:st|nd|rd|th)\s+(?:quarter|qtr)|h[12])\b"
_PERIOD = pattern(
    rf"(?:\b(?:as at|as of|up to|to end|at end of|end of)\s+)?"
    rf"(?:\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:20)?\d\d\b"
    rf"|\b{_QUARTER}(?:[\s,:(-]*{_YEARS})?"
    rf"|\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?\b(?:{_MONTH})\b\.?(?:[\s-]*(?:to|-)[\s-]*(?:{_MONTH})\b\.?)?"
    rf"(?:[\s,'-]*(?:(?:19|20)\d\d|\d\d)\b)?"
    rf"|\b{_YEARS}(?:[\s,:(-]+{_QUARTER})?)",
    re.IGNORECASE,
)
_FIRST_LETTER = pattern(r"\b(?!(?:to|of|at|end|as|up)\b)[a-z]")
_THIS_PERIOD = pattern(r"\b(this|last) (?:month|quarter|week|term|half term)\b")
"""Months and quarters that make no difference: `Activity this quarter` is what is said of any period."""
_PREAMBLE = pattern(r"^(?:as at|as of|up to|to end|at end of|end of)\s+", re.IGNORECASE)
_ITS_NUMBER = pattern(
    r"^(?P<word>action|task|milestone|activity|step)(?:\s+(?:no\.?|number))?\s+(?P<number>[a-z]{0,3}\d{1,3}(?:\.\d{1,3})*[a-z]?)$",
    re.IGNORECASE,
)
"""What stands beside an action on a card of its own: ``Action 1.2``."""
_PARTS = pattern(r"\s*(?:[/|&+;\n]|\band\b|\bor\b|\s-\s)\s*")
_SHORT_YEARS = pattern(r"\d\d\s*/\s*\d\d")
_END_OF_YEAR = date(2001, 3, 31)
"""For the order of quarters and months without a year."""


_LATER = 0.0002
"""How much less a word means than the one before it in its list."""


class Wording(NamedTuple):
    """A heading in the forms in which it is compared."""

    whole: tuple[str, ...]
    bare: tuple[str, ...]
    """Without brackets and what is in them, and without periods."""
    inside: tuple[str, ...]
    """What is in its brackets."""
    parts: tuple[tuple[str, ...], ...]
    """The parts of a heading for two things: ``Progress / RAG``."""
    period: Period | None


class Period(NamedTuple):
    """A period that a heading names: ``Q2``, ``Sep 2017``, ``2016/17``."""

    text: str
    end: date
    """Its last day; without a year, in a year of its own."""
    dated: bool
    """Whether it says the year."""

    @property
    def printed(self) -> str:
        """The period as people write it: ``Q2 26/27``."""
        return _FIRST_LETTER.sub(lambda found: found[0].upper(), self.text)


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which headings are compared."""
    plain = _OPTIONAL_PLURAL.sub("", fold(text)).replace("'s", "").replace("#", " number ").replace("%", " percent ")
    plain = _THIS_PERIOD.sub(r"\1 period", plain)
    return tuple(_singular(_ALIKE.get(word, word)) for word in _WORD.findall(plain))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=8192)
def wording(heading: str) -> Wording:
    """Return a heading in the forms in which it is compared."""
    if len(heading) > LONGEST_HEADING:
        return Wording((), (), (), (), None)
    heading = whole_words(heading)
    plain = _OPTIONAL_PLURAL.sub("", fold(heading.replace("\n", " / ") if "\n" in heading.strip() else heading))
    outside = _ITS_NUMBER.sub(r"\g<word>", _BRACKETED.sub(" ", plain))
    named = _NOW.sub(" ", _PERIOD.sub(" ", outside))
    parts = tuple(filter(None, (words_of(part) for part in _PARTS.split(named))))
    return Wording(
        words_of(heading),
        words_of(named),
        words_of(" ".join(_BRACKETED.findall(plain))),
        parts if len(parts) > 1 else (),
        period_of(heading),
    )


def without_its_number(label: str) -> str:
    """Return a label, folded, without the number of the one action that it names: ``action`` for ``Action 1.2``."""
    return _ITS_NUMBER.sub(r"\g<word>", fold(label).rstrip(" :"))


def number_in(heading: str) -> str:
    """Return the number of the one action that a heading names, ``1.2`` of ``Action 1.2``; empty if it names none."""
    found = _ITS_NUMBER.search(heading.strip().rstrip(":"))
    return found["number"] if found else ""


@lru_cache(maxsize=8192)
def period_of(heading: str) -> Period | None:
    """Return the period that a heading names, or None."""
    for found in _PERIOD.finditer(fold(heading)):
        text = found[0].strip()
        bare = _PREAMBLE.sub("", text)
        end = read_period(bare, "", calendar=False, report_date=_END_OF_YEAR)
        if end is None and _SHORT_YEARS.fullmatch(bare):
            end = read_period(f"FY {bare}", "", calendar=False, report_date=_END_OF_YEAR)
        if end is None and re.fullmatch(r"(?:19|20)\d\d", bare):
            end = date(int(bare), 12, 31)
        if end is not None:
            return Period(text, end, bool(re.search(r"\d\d", bare)))
    return None


@lru_cache(maxsize=8192)
def timeless(text: str) -> str:
    """Return a text folded and without the month or other period that it names: that of last month is the same."""
    return " ".join(_PERIOD.sub(" \u2026 ", fold(text)).split())


@lru_cache(maxsize=200_000)
def likeness(heading: str, word: str) -> float:
    """Return how like a heading is to a word for a field, from 0 to 1.

    1 is the same, from 0.9 nearly the same; above 0.6 one is contained in the other, and the end of a heading says more
    about it than its beginning (`Action owner` is an owner).
    """
    given, wanted = wording(heading), words_of(word)
    if not wanted or not given.whole:
        return 0.0
    best = _alike(given.whole, wanted)
    if given.bare != given.whole:
        best = max(best, 0.99 * _alike(given.bare, wanted))
    if best < 0.9 and given.inside:
        best = max(best, 0.7 * _alike(given.inside, wanted))
    for part in given.parts:
        best = max(best, 0.93 * _alike(part, wanted))
    return best


def _alike(given: tuple[str, ...], wanted: tuple[str, ...]) -> float:
    if not given:
        return 0.0
    if given == wanted:
        return 1.0
    large, other = _large(given), _large(wanted)
    if large == other or (1 < len(large) == len(other) and sorted(large) == sorted(other)):
        return 0.96
    one, two = " ".join(given), " ".join(wanted)
    if len(two) > 4 and (near := fuzz.ratio(one, two, score_cutoff=87)):
        return 0.9 * near / 100
    length, share = len(wanted), len(wanted) / len(given)
    if share < 1:
        begins = given[:length] == wanted
        if begins and given[length] in AFTER:
            return 0.86 + 0.1 * share
        if begins and set(given[length:]) <= _FILLING:
            return 0.93
        if given[-length:] == wanted and given[-length - 1] not in _OF:
            return 0.76 + 0.14 * share
        if begins:
            return 0.64 + 0.16 * share
        if wanted[0] in given and any(given[at : at + length] == wanted for at in range(1, len(given) - length)):
            return 0.5 + 0.3 * share
        if len(other) > 1 and set(other) <= set(large):
            return 0.55 + 0.25 * share
    elif len(large) > 1 and set(large) <= set(other):
        return 0.5 + 0.3 * len(large) / len(other)
    return 0.0


@lru_cache(maxsize=16_384)
def _large(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _SMALL) or words


def same_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that tell what it is, in one order: the same for all texts that are the same word."""
    return tuple(sorted(_large(words_of(text))))


@lru_cache(maxsize=4096)
def says_items(heading: str) -> bool:
    """Tell whether a heading is made of words for items only, ``Priority theme``, or says what an inspection found."""
    if _WHAT_THEY_SAID.match(fold(heading)):
        return True
    given = _large(wording(heading).bare)
    return len(given) > 1 and given[-1] in _ITEM_NOUNS and all(word in _ITEM_NOUNS | _OF_ITEMS for word in given)


@lru_cache(maxsize=4096)
def says_so_far(heading: str) -> bool:
    """Tell whether a heading names the time up to now: ``Activity this quarter``, ``Actions to date``."""
    return _NOW.search(fold(heading)) is not None


def most_like(heading: str, words: Iterable[str], *, earlier_first: bool = False) -> float:
    """Return how like a heading is to that of some words to which it is most like.

    With `earlier_first`, a word means a little less than those before it.
    """
    return _most_like(heading, tuple(words), _LATER if earlier_first else 0.0)


@lru_cache(maxsize=100_000)
def _most_like(heading: str, words: tuple[str, ...], less: float) -> float:
    return max((likeness(heading, word) * (1 - less * at) for at, word in enumerate(words)), default=0.0)
