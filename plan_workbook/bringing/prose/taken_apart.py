"""What the text of an action says: what is done and, in labels, in brackets or behind dashes, by whom, by when and how.

    Recruit two workers (Jo Hart, by March 2026) - Green
    Agree the protocol. Lead: Sam Reid. Due: 30/04/2026. Status: Amber
    Train all managers - Ann Lowe - June 2026 - Green

Only what is known for what it is gets taken out; anything else stays in the text as printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.titles import are_leads
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell
from plan_workbook.bringing.recognising.contents import contents, sort_of
from plan_workbook.bringing.recognising.wording import same_words
from plan_workbook.bringing.recognising.words import WORDS
from plan_workbook.layout import Kind as Holds
from plan_workbook.patterns import pattern
from plan_workbook.register import NUMBER

_FITS, _A_NAME, _PERHAPS_A_NAME = 0.5, 0.8, 0.5
_LONGEST = 2000
"""Characters of a text that is taken apart; a longer one tells a story."""
_LABEL = pattern(
    r"(?P<before>\A|[\n\t|;,.!\u2022\u00b7(\[\u2013\u2014]|\s-)\s*(?P<label>[^\W\d_][^:\n\t.;,|()\[\]]{0,38}?)\s*:(?!\S{0,2}//)\s*"
)
_BRACKET = pattern(r"(?P<rest>(?s:.*)\S)\s*[(\[](?P<inside>[^()\[\]\n]{1,120})[)\]]\s*\.?\s*")
_AFTER_A_SIGN = pattern(
    r"(?P<rest>(?s:.*)\S)(?:\s+[-\u2013\u2014|]\s*|\s*[\u2013\u2014|]\s+|\t+|\n)(?P<last>[^\n\t]{1,60}?)\s*\.?\s*"
)
_SENTENCE = pattern(r"(?P<rest>(?s:.*)\S[.!;)])\s+(?P<last>[^\n.;]{2,24}?)\s*\.?\s*")
_BEFORE_IT = pattern(r"\s*[(\[](?P<rating>[^()\[\]\n]{1,24})[)\]]\s*(?P<rest>\S(?s:.*))")
_APART = pattern(r"\s*[,;/|]\s*|\s+[-\u2013\u2014]\s+")
_DUE = pattern(r"(?:(?:due|(?:to be )?completed?|deadline|target)\s+)?(?:by|on|before)?\s*(?:the\s+)?(?P<date>\S.*)")
_RATED = pattern(r"(?:(?i:b?rag|rated|status|rating)\s*(?i:rating|status)?\s*)?(?P<rating>\S.*)")
_BY_THE_END = pattern(r"(?s:.*)\bby\s+(?:the\s+)?(?P<date>[^,;:()\n]{3,30}?)\s*\.?\s*")
_DATES = frozenset({fields.COMPLETION_DATE, fields.START_DATE, fields.ORIGINAL_COMPLETION_DATE, fields.DATE_COMPLETED})
_NOT_BY_LABEL = frozenset({fields.ACTION, fields.REF, NUMBER})
"""The fields that no label within a text is for: it is what is done, with its own ref before it."""


class Said(NamedTuple):
    """A value that the text of an action gives."""

    field: str
    text: str


class Apart(NamedTuple):
    """The text of an action, taken apart."""

    text: str
    """What is done; empty if the text only says something else of it."""
    said: tuple[Said, ...] = ()


def taken_apart(text: str, *, names: bool = False) -> Apart:
    """Return what a text says.

    Args:
        text: as printed.
        names: whether brackets at the ends of such texts hold names, so that two words with capitals in them are one.
    """
    if len(text) > _LONGEST:
        return Apart(text)
    rest, said = _labels(text)
    found = [*said]
    if not said or rest:
        if (before := _BEFORE_IT.fullmatch(rest)) and (rating := _as_rating(before["rating"])):
            rest, found = before["rest"], [*found, Said(fields.RAG, rating)]
        while (taken := _last(rest, {each.field for each in found}, names=names)) is not None:
            rest, its = taken
            found += its
        if not _DATES & {each.field for each in found} and (by := _BY_THE_END.fullmatch(rest)):
            found += [Said(fields.COMPLETION_DATE, by["date"])] if _is_date(by["date"]) else []
    what = rest.strip(" \t\n;,|-\u2013\u2014")
    return Apart(what if any(map(str.isalnum, what)) else "" if found else text.strip(), tuple(found))


def ends_in_names(text: str) -> bool:
    """Tell whether a text ends in brackets that hold what could be a name and nothing else, or more that is known."""
    found = _BRACKET.fullmatch(text)
    return found is not None and (are_leads(found["inside"], usual=True) or bool(_of_bracket(found["inside"], set())))


def field_of_label(label: str, value: str) -> str:
    """Return the field of an action that a label is for, ``By whom``; empty if it is for none that is known."""
    fits = (
        field
        for field, plain in _LABELS.get(same_words(label), ())
        if plain or field == fields.COMMENT or (_HOLDS[field] not in _TEXTS and _fits(field, value))
    )
    return next(fits, "")


def _labels_of_actions() -> dict[tuple[str, ...], list[tuple[str, bool]]]:
    """Return the fields that labels are for, those first of which they are a plain word, and whether they are."""
    found: dict[tuple[str, ...], list[tuple[str, bool]]] = {}
    for plain in (True, False):
        for each in WORDS[Kind.ACTIONS]:
            for word in (each.field, *each.words) if plain else each.vague:
                found.setdefault(same_words(word), []).append((each.field, plain))
    return {label: its for label, its in found.items() if its[0][0] not in _NOT_BY_LABEL}


_HOLDS = {each.field: each.holds for each in WORDS[Kind.ACTIONS]}
_LABELS = _labels_of_actions()
_TEXTS = (Holds.TEXT, Holds.LONG_TEXT)
"""What fields hold whose values end with the full stop that they have."""


def _fits(field: str, value: str) -> bool:
    return bool(value.strip()) and contents([Cell(0, 0, value, "")]).fits(_HOLDS[field]) > _FITS


def _labels(text: str) -> tuple[str, list[Said]]:
    """Return a text without its labels and what is behind them, and these."""
    starts = [
        (found, field)
        for found in _LABEL.finditer(text)
        if (field := field_of_label(found["label"], _value(text[found.end() :])))
    ]
    if not starts:
        return text, []
    keep = {".", "!"}
    rest = text[: starts[0][0].start()] + (starts[0][0]["before"] if starts[0][0]["before"] in keep else "")
    said: list[Said] = []
    ends = [*(found.start() for found, _ in starts[1:]), len(text)]
    for (found, field), end in zip(starts, ends, strict=True):
        before = Counter(text[: found.end()])
        opened = before["("] + before["["] > before[")"] + before["]"]
        value, after = _cut(text[found.end() : end]) if opened else (_trimmed(text[found.end() : end]), "")
        value = value if _HOLDS[field] in _TEXTS else value.removesuffix(".")
        if field in {each.field for each in said} or not value:
            rest += f" {text[found.start() : end]}"
            continue
        said.append(Said(field, value))
        rest += after
    return rest.strip(), said


def _value(text: str) -> str:
    """Return the beginning of what is behind a label, by which it is known what the label is for."""
    return pattern(r"[\n\t|;,(\[]|[.)\]](?:\s|\Z)").split(text, maxsplit=1)[0].strip()


def _cut(text: str) -> tuple[str, str]:
    """Return a value without what closes it, and what is behind the bracket that it was in."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if depth < 0:
            return _trimmed(text[:at]), text[at + 1 :]
    return _trimmed(text), ""


def _trimmed(text: str) -> str:
    return text.strip().rstrip(" \t\n;,|-\u2013\u2014")


# What is behind what is done, without a label


def _last(text: str, taken: set[str], *, names: bool) -> tuple[str, list[Said]] | None:
    """Take what is known out of the end of a text: brackets, or what is behind a dash or the last sentence."""
    if found := _BRACKET.fullmatch(text):
        its = _of_bracket(found["inside"], taken)
        alone = {each.field for each in its} == {fields.TASK_LEAD} and not taken
        if its and not (alone and not are_leads(its[0].text, usual=names)):
            return found["rest"], its
        return None
    found = _AFTER_A_SIGN.fullmatch(text)
    if found and (its := _of_bracket(found["last"], taken)):
        without_when = not taken & {fields.RAG, *_DATES}
        if its[0].field == fields.TASK_LEAD and len(its) == 1 and without_when:
            return None
        return found["rest"], its
    found = _SENTENCE.fullmatch(text)
    if found and fields.RAG not in taken and (rating := _as_rating(found["last"])):
        return found["rest"], [Said(fields.RAG, rating)]
    return None


def _of_bracket(inside: str, taken: set[str]) -> list[Said]:
    """Return what the parts of a text in brackets are; nothing if one of them is not known, or two are the same."""
    parts = [(part, *_sort(part)) for part in _APART.split(inside.strip()) if part]
    if [field for _, field, _ in parts].count(fields.RAG) == 2 and not any(field in _DATES for _, field, _ in parts):
        parts = _with_a_date(parts)
    groups: list[Said] = []
    for _, field, value in parts:
        if not field:
            return []
        if groups and groups[-1].field == field == fields.TASK_LEAD:
            at = inside.index(groups[-1].text)
            groups[-1] = Said(field, inside[at : inside.index(value, at + len(groups[-1].text)) + len(value)])
        else:
            groups.append(Said(field, value))
    given = [each.field for each in groups]
    if given == [fields.TASK_LEAD] and sort_of(Cell(0, 0, groups[0].text, "")).name < _A_NAME:
        return []  # a word with a capital is only a name next to a date or a rating
    return groups if len({*given}) == len(given) and not taken & {*given} else []


def _with_a_date(parts: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the parts with the first that is a rating and may be a time, ``Ongoing``, as that."""
    at = next((at for at, (part, _, _) in enumerate(parts) if sort_of(Cell(0, 0, part, "")).date > _FITS), None)
    return [
        (part, fields.COMPLETION_DATE, value) if place == at else (part, field, value)
        for place, (part, field, value) in enumerate(parts)
    ]


def _sort(part: str) -> tuple[str, str]:
    """Return which field a part is, and its value; two empty texts if it is not known."""
    due = _DUE.fullmatch(part)
    if due and _is_date(due["date"]):
        return fields.COMPLETION_DATE, due["date"]
    if rating := _as_rating(part):
        return fields.RAG, rating
    said = sort_of(Cell(0, 0, part, ""))
    if due and sort_of(Cell(0, 0, due["date"], "")).date > _FITS:
        return fields.COMPLETION_DATE, due["date"]
    return (fields.TASK_LEAD, part) if said.name >= _PERHAPS_A_NAME else ("", "")


def _is_date(text: str) -> bool:
    return sort_of(Cell(0, 0, text, "")).date == 1


def _as_rating(text: str) -> str:
    found = _RATED.fullmatch(text.strip())
    rating = found["rating"] if found else ""
    return rating if rating and sort_of(Cell(0, 0, rating, "")).rating == 1 else ""
