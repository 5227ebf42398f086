"""The rating scale of what is brought in: from its key, or else from the ratings found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.bringing.assembling.in_relation import in_relation
from plan_workbook.bringing.assembling.key_entries import LONGEST_LABEL, Entry, meaning_of
from plan_workbook.bringing.assembling.one_key import OneKey
from plan_workbook.bringing.recognising.hues import with_colour
from plan_workbook.bringing.recognising.rating_words import COLOURS, COUNTS_AS, LETTERS
from plan_workbook.bringing.recognising.signs import said_within, without_sign
from plan_workbook.patterns import pattern
from plan_workbook.plan.scale import TAKEN_LABELS, CountsAs, Rating, Scale
from plan_workbook.register import Record
from plan_workbook.values.text import fold, in_brief, tidy

_CODES = {word.casefold(): letter.upper() for letter, word in LETTERS.items()}
_COLOURS = {
    CountsAs.COMPLETE: "#9DC3E6", CountsAs.OFF_TRACK: "#FF8F8F", CountsAs.AT_RISK: "#FFD166",
    CountsAs.ON_TRACK: "#A9D18E", CountsAs.NOT_STARTED: "#D9D9D9", CountsAs.STOPPED: "#BFBFBF",
}  # fmt: skip
"""The colours of ratings whose own is not known."""
_USUAL_CODES = {rating.counts_as: rating.code for rating in layout.DEFAULT_SCALE.ratings} | {CountsAs.NOT_STARTED: "N"}
_PLAIN = frozenset({*map(str, CountsAs), "on target", "cancelled", "on hold", "paused", "not yet started"})
"""Words of which nobody has to ask what they mean."""
_REMARK = pattern(
    r"(?P<word>[A-Za-z]+(?: [A-Za-z]+){0,2}?)\s*(?:[-\u2013\u2014:,]\s+|[(\[])(?P<rest>[^()\[\]]{1,80})[)\]]?"
)

_COUNTED = pattern(r"\d{1,2}\s*(?:[-\u2013\u2014.:)]\s*|\s)(?P<word>[A-Za-z][A-Za-z ]+)")
"""A rating with its place in a list, by which spreadsheets sort: ``3 - Green``."""


def _code(text: str, counts: CountsAs | None, used: Sequence[Rating]) -> str:
    """Return the code of a rating: its letter, for words the letter of what they count as, or else the words."""
    text = tidy(text)
    taken = {fold(each) for rating in used for each in (rating.code, rating.label)}
    usual = _CODES.get(fold(text)) or (text.upper() if len(text) == 1 else _USUAL_CODES.get(counts, text))
    return text if fold(usual) in taken else usual


def _rating(entry: Entry, used: Sequence[Rating]) -> Rating:
    """Return the rating that a key explains."""
    counts = meaning_of(entry)
    code = _code(entry.code, counts, used)
    named = LETTERS.get(fold(code), entry.code) if fold(entry.code) in (fold(code), *_CODES) else entry.code
    by_letter = len(entry.code) == 1 or fold(entry.code) in COLOURS or fold(entry.code) == fold(code)
    short = (
        by_letter
        and entry.meaning
        and len(entry.meaning) <= LONGEST_LABEL
        and fold(named) not in ("red", "amber", "green")
        and fold(entry.code) not in COLOURS
    )
    label = entry.meaning if short else named
    meaning = "" if short else entry.meaning
    colour = f"#{entry.fill}" if entry.fill else _COLOURS[counts] if counts else ""
    return Rating(code, label, counts, progress=meaning, confidence=entry.confidence, colour=colour)


def _of_word(text: str, counts: CountsAs, used: Sequence[Rating]) -> Rating:
    """Return the rating for a text that was found, and that no key explains."""
    code = _code(text, counts, used)
    label = LETTERS.get(fold(text), tidy(text)) if len(tidy(text)) == 1 else tidy(text)
    return Rating(code, label, counts, colour=_COLOURS[counts])


def _called(rating: Rating) -> Rating:
    """Return a rating with a label that a scale can have: `Overdue (off track)` for `Overdue`."""
    if fold(rating.label) not in TAKEN_LABELS or rating.counts_as is None:
        return rating
    return replace(rating, label=f"{rating.label} ({rating.counts_as.value})")


class Ratings(NamedTuple):
    """The scale that the ratings of a document are on."""

    scale: Scale
    rows: list[Record]
    """The register's table of ratings; empty if it is the scale that a plan has without one."""
    of_key: tuple[tuple[int, Entry], ...] = ()
    """The rows that come from the key, with what it says."""
    questions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    also: Mapping[str, Rating] = MappingProxyType({})
    """Ratings of the scale by other texts for them, folded."""

    def read(self, text: str) -> str:
        """Return a rating as the register has it: the code of the one that is meant, or else the text itself."""
        rating = self.also.get(fold(text)) or self.scale.rating_called(text)
        return text if rating is None else rating.code


def ratings_of(
    key: OneKey,
    found: Iterable[str],
    decided: Mapping[str, CountsAs] = MappingProxyType({}),
    shown: Mapping[str, CountsAs] = MappingProxyType({}),
    read_as: Mapping[str, str] = MappingProxyType({}),
) -> Ratings:
    """Return the scale of a document: its key's ratings, and those found that the key does not explain.

    Args:
        key: what its key says, if it has one; nothing otherwise.
        found: the texts of its ratings.
        decided: what a person said that they count as, by the text, folded.
        shown: what their colours say that they count as, by the text, folded.
        read_as: the codes that a mapping has for them, by the text, folded: whoever gives it back leaves them as right.
    """
    texts = list(dict.fromkeys(tidy(text) for text in found if text.strip()))
    related = in_relation(texts, shown)

    def meaning(text: str) -> CountsAs | None:
        said = related.get(fold(text)) or COUNTS_AS.get(fold(text)) or said_within(text)
        return said if fold(text) in _CODES or len(fold(text)) == 1 else with_colour(said, shown.get(fold(text)))

    own: list[Rating] = []
    of_key: list[tuple[int, Entry]] = []
    for entry in key.entries:
        if Scale(tuple(own)).rating_called(entry.code) is None:
            of_key.append((len(own), entry))
            own.append(_rating(entry, own))
    if all(map(_is_usual, own)) and all(_says_nothing_new(entry) for _, entry in of_key):
        own, of_key = [], []
    questions, remarks = [*key.questions], []
    also = {text: rating for text, entry in key.same.items() if (rating := _of_entry(entry, of_key, own)) is not None}
    remarked = {text: said for text in texts if fold(text) not in related and (said := _with_remark(text, own))}
    for text in [each for each in remarked if fold(each) in shown]:  # of which the colour says another thing
        if shown[fold(text)] is not COUNTS_AS.get(fold(remarked[text].word)):
            del remarked[text]
    words = [remarked[text].word if text in remarked else text for text in texts]
    for text in dict.fromkeys(words):
        if fold(text) in also or (Scale(tuple(own)) if own else layout.DEFAULT_SCALE).rating_called(text) is not None:
            continue
        usual = layout.DEFAULT_SCALE.rating_called(text)
        counts = meaning(text) if usual is None else usual.counts_as
        if counts is None or fold(text) in decided:
            continue
        if (short_for_it := _called_by_letter(text, of_key, own)) is not None:
            also[fold(text)] = short_for_it
            continue
        coded = Scale(tuple(own)).rating_called(usual.code) if usual else None
        labelled = Scale(tuple(own)).rating_called(usual.label) if usual else None
        if labelled is None and coded is not None and coded.counts_as is counts:
            labelled = coded
        if labelled is not None:
            also[fold(text)] = labelled
            remarks.append(
                f"The key does not have the rating {text!r}: it was read as {labelled.code}, which is {labelled.label} "
                "there."
            )
            continue
        own.append(usual if usual and coded is None else _of_word(text, counts, own))
        explained = read_as.get(fold(text)) == own[-1].code or any(
            fold(each.code) == fold(text) and meaning_of(each) is counts for each in key.entries
        )
        if not explained and (of_key or (usual is None and fold(text) not in _PLAIN)):
            missing = "The key does not have" if of_key else "No key explains"
            questions.append(f"{missing} the rating {text!r}: it was taken to mean {counts.value}.")
    scale = Scale(tuple(own)) if own else layout.DEFAULT_SCALE
    for text in words:
        counts = meaning(text)
        if counts is not None and fold(text) not in also and scale.rating_called(text) is None:
            same = next((rating for rating in own if rating.counts_as is counts), None)
            also |= {fold(text): same} if same is not None else {}
    for text, said in remarked.items():
        rating = also.get(fold(said.word)) or scale.rating_called(said.word) or _usual_called(said.word, own)
        if rating is not None:
            also[fold(text)] = rating
            if not said.same:
                questions.append(
                    f"The rating {in_brief(text)!r} was read as {said.word}, without what it says besides."
                )
    for text in texts:
        if said_to_be := decided.get(fold(text)):
            rating = next((each for each in scale.ratings if each.counts_as is said_to_be), None)
            own += [] if rating else [_of_word(text, said_to_be, own)]
            also[fold(text)] = rating or own[-1]
    if not own:
        return Ratings(layout.DEFAULT_SCALE, [], questions=tuple(questions), also=also)
    also |= {fold(rating.label): rating for rating in own if _called(rating) is not rating}
    own = [_called(rating) for rating in own]
    meanings = {rating.counts_as for rating in own}
    own += [
        rating
        for rating in layout.DEFAULT_SCALE.ratings
        if rating.counts_as not in meanings and Scale(tuple(own)).rating_called(rating.code) is None
    ]
    return Ratings(
        Scale(tuple(own)), [_record(rating) for rating in own], tuple(of_key), tuple(questions), tuple(remarks), also
    )


def _of_entry(entry: Entry, of_key: Sequence[tuple[int, Entry]], own: Sequence[Rating]) -> Rating | None:
    """Return the rating that an entry of the key gave; None if the usual one is read instead."""
    return next((own[at] for at, each in of_key if each is entry), layout.DEFAULT_SCALE.rating_called(entry.code))


def _called_by_letter(text: str, of_key: Sequence[tuple[int, Entry]], own: Sequence[Rating]) -> Rating | None:
    """Return the rating whose letter a key explains, ``B = done``, and that a colour is the word for: ``Blue``."""
    letter = _CODES.get(fold(text), "") if fold(text) in COLOURS else ""
    return next((own[at] for at, entry in of_key if letter and fold(entry.code) == fold(letter)), None)


class _Remarked(NamedTuple):
    """A rating with a remark: ``Green - on track``."""

    word: str
    same: bool
    """Whether the remark says the same as the rating."""


def _with_remark(text: str, own: Sequence[Rating]) -> _Remarked | None:
    """Return the rating that a text begins with, and goes on with a remark; None for others.

    A remark that is a rating itself and means another thing makes it none: nobody can tell which is meant.
    """
    if fold(text) in COUNTS_AS or Scale(tuple(own)).rating_called(text) is not None:
        return None
    if (bare := without_sign(text)) != text and (
        fold(bare) in COUNTS_AS or Scale(tuple(own)).rating_called(bare) is not None
    ):
        return _Remarked(bare, same=True)
    if (counted := _COUNTED.fullmatch(text)) and fold(counted["word"]) in COUNTS_AS:
        return _Remarked(counted["word"], same=True)
    found = _REMARK.fullmatch(text)
    if found is None or COUNTS_AS.get(fold(found["word"])) is None:
        return None
    counts = COUNTS_AS.get(fold(found["rest"].rstrip(" ."))) or said_within(found["rest"])
    same = counts is COUNTS_AS[fold(found["word"])]
    return None if counts is not None and not same else _Remarked(found["word"], same)


def _usual_called(text: str, own: Sequence[Rating]) -> Rating | None:
    """Return the usual rating that a text names, if none of those of the document takes its place."""
    usual = layout.DEFAULT_SCALE.rating_called(text)
    return None if usual is None or any(each.counts_as is usual.counts_as for each in own) else usual


def _is_usual(rating: Rating) -> bool:
    """Tell whether the scale of a plan that has none of its own reads the rating as the same."""
    usual = layout.DEFAULT_SCALE.rating_called(rating.code)
    return usual is not None and usual.counts_as is rating.counts_as


def _says_nothing_new(entry: Entry) -> bool:
    """Tell whether the word of a key needs no explanation, so that the usual scale or a list of words has it."""
    return fold(entry.code) in COUNTS_AS or layout.DEFAULT_SCALE.rating_called(entry.code) is not None


def _record(rating: Rating) -> Record:
    return {
        column.heading: str(getattr(rating, column.key) or "")
        if column.key != "counts_as"
        else str(rating.counts_as or "")
        for column in layout.RATINGS.inputs
    }
