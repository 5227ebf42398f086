"""What a person said of texts outside tables: by their own lines, or by the heading that they stand under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import SECTIONS, Answers, TextAnswer
from plan_workbook.bringing.assembling.labels import field_of, label_of
from plan_workbook.bringing.brought import Place
from plan_workbook.bringing.documents.document import Passage
from plan_workbook.bringing.recognising.wording import timeless
from plan_workbook.values.text import fold, listed_in_part

_LONGEST_HEADING, _FEW_WORDS = 60, 1
_SINGLE = frozenset(
    {*(fields.LEAD, fields.RAG, fields.STATUS), *(fields.TITLE, fields.AUTHORITY, fields.PERIOD, fields.REPORT_DATE)}
)
"""The fields whose value may have a label before it that nobody knows."""


def text_keys(*texts: str) -> frozenset[str]:
    """Return by what texts are known next month: each of their lines, but for capitals, spaces and months."""
    return frozenset(key for text in texts for line in text.split("\n") if (key := timeless(line)))


class DecidedTexts:
    """The texts and headings that a person said something of, and whether it could be followed."""

    def __init__(self, answers: Answers | None) -> None:
        """Take what was said; a text of several paragraphs is known by each of them."""
        self._file = answers.file if answers is not None else ""
        self._by_text: dict[str, TextAnswer] = {}
        self._but_for_its_month: dict[str, TextAnswer] = {}
        self._by_label: dict[str, TextAnswer] = {}
        self._headings: dict[str, TextAnswer] = {}
        for each in answers.texts if answers is not None else ():
            if each.heading and (each.field in SECTIONS or each.is_a_row):
                self._headings.setdefault(timeless(each.text), each)
                continue
            for line in (each.text, *each.text.split("\n")):
                if fold(line):
                    self._by_text.setdefault(fold(line), each)
                    self._but_for_its_month.setdefault(timeless(line), each)
            label, colon, _ = each.text.partition(":")
            if colon and (each.field in _SINGLE or (each.field in SECTIONS and label_of(each.text))):
                self._by_label.setdefault(fold(label), each)
        self._labels: dict[str, set[str]] = {}
        """The headings and labels of the mapping, folded, by the field that it takes them for."""
        for column in (column for table in (answers.tables if answers is not None else ()) for column in table.columns):
            if heading := fold(column.heading).rstrip(" :"):
                self._labels.setdefault(column.field, set()).add(heading)
        agreed = answers.agreed if answers is not None else ()
        self._agreed = text_keys(*agreed)
        self._met: set[TextAnswer] = set()
        self._lost: dict[TextAnswer, str] = {}
        self._lacking: dict[TextAnswer, str] = {}
        self._followed_from: dict[TextAnswer, str] = {}

    def of(self, text: str) -> TextAnswer | None:
        """Return what was said of a text; None if nothing was, or if it is about what is below it."""
        found = self._by_text.get(fold(text))
        if found is None and len((key := timeless(text)).split()) > _FEW_WORDS:
            found = self._but_for_its_month.get(key)
        label, colon, value = text.partition(":")
        if found is None and colon and value.strip():
            found = self._by_label.get(fold(label))
        if found is not None and not found.is_a_row:
            self._met.add(found)
        return found

    def value_of(self, text: str, answer: TextAnswer) -> str:
        """Return what a text says, without the label before it, ``Contact: Jo Hart``, if it may have one.

        One that boxes have elsewhere needs no colon: ``Contact Jo Hart``.
        """
        for heading in self._labels.get(answer.field, ()):
            words = text.split(None, len(heading.split()))
            if len(words) > 1 and fold(" ".join(words[:-1])).rstrip(" :") == heading:
                return words[-1].strip()
        label, colon, value = text.partition(":")
        known = field_of(label) or (answer.field in _SINGLE and len(label) <= _LONGEST_HEADING)
        return value.strip() if colon and value.strip() and known else text.strip()

    def is_left(self, text: str) -> bool:
        """Tell whether a person agreed that a text is left, so that nothing is guessed from it."""
        return text_keys(text) <= self._agreed

    def below(self, text: str, level: int | None) -> TextAnswer | None:
        """Return what was said of the texts below a heading; None if nothing was."""
        found = self._headings.get(timeless(text))
        if found is None and level is not None and (its := self._by_text.get(fold(text))) is not None:
            found = its if (its.field in SECTIONS or its.is_a_row) and _is_heading_only(text) else None
        if found is not None:
            self._met.add(found)
        return found

    def lose(self, answer: TextAnswer, place: Place) -> None:
        """Note that nothing says which recommendation is told of where it would be followed."""
        self._lost.setdefault(answer, place.where)

    def lack(self, answer: TextAnswer, place: Place) -> None:
        """Note that a text does not have the one date or period that a person said it gives."""
        self._lacking.setdefault(answer, place.where)

    def take_below(self, answer: TextAnswer | None, places: Sequence[Place]) -> None:
        """Note that texts below a heading were read as a person said of others that stood there."""
        if answer is not None and answer.follows_from and any(self.of(place.text) is None for place in places):
            self._followed_from.setdefault(answer, places[0].where)

    def meet_rows(self, below: TextAnswer | None, texts: Sequence[Passage]) -> None:
        """Note that texts were read as actions, as a person said of them, or of the heading above, `below`."""
        answers = [self.of(text.text) for text in texts]
        self._met.update(each for each in answers if each is not None)
        self.take_below(below, [text for text, said in zip(texts, answers, strict=True) if said is None][:1])

    def is_decided(self, passage: Passage) -> bool:
        """Tell whether a person said something of a text, so that nothing else is looked for in it."""
        return self.of(passage.text) is not None or self.below(passage.text, passage.level) is not None

    def questions(self, left: Iterable[str]) -> Iterator[str]:
        """Yield what could not be followed, each with its cell; `left` are the texts that were left."""
        for answer, where in self._lost.items():
            yield (
                f"{self._cell(answer)} says '{answer.decision}' of a text, but nothing says which recommendation is "
                f"told of there ({where}): it was left."
            )
        for answer, where in self._lacking.items():
            yield (
                f"{self._cell(answer)} says '{answer.decision}' of a text ({where}), which does not name exactly one: "
                f"it was left. Say what is meant in the row {answer.field} of plan.csv."
            )
        texts = {fold(text) for text in left}
        for answer in self._gone():
            if fold(answer.text) in texts:
                yield (
                    f"{self._cell(answer)} says '{answer.decision}' of what is in a cell of a table: say on the sheet "
                    "Columns what its column is."
                )

    def remarks(self, left: Iterable[str]) -> Iterator[str]:
        """Yield what a person should know of how texts were read: what followed from others, and what is gone."""
        for answer, where in self._followed_from.items():
            yield (
                f"What is below '{answer.text.strip()}' was taken for {answer.field}, as {self._file} says of the text "
                f"that was there before ({answer.follows_from}); the first is at {where}."
            )
        texts = {fold(text) for text in left}
        gone = [each for each in self._gone() if fold(each.text) not in texts]
        if gone:
            cells = listed_in_part([each.at for each in gone])
            what = "a text is" if len(gone) == 1 else f"{len(gone)} texts are"
            yield f"{self._file} says what {what} that these documents do not have ({cells}): nothing came of it."

    def _gone(self) -> list[TextAnswer]:
        """Return what is said of texts that were not met, unless what is said of their heading takes their place."""
        answers = dict.fromkeys((*self._by_text.values(), *self._headings.values()))
        return [
            each
            for each in answers
            if each.at
            and each not in self._met
            and each not in self._lost
            and timeless(each.under) not in self._headings
        ]

    def _cell(self, answer: TextAnswer) -> str:
        return f"{self._file}, {answer.at}" if answer.at else self._file


def _is_heading_only(text: str) -> bool:
    """Tell whether a heading says what is below it, and is no text of its own such as ``Progress: all is well``."""
    label, colon, value = text.strip().partition(":")
    tells = bool(colon and value.strip() and field_of(label))
    return len(text) <= _LONGEST_HEADING and not tells and not text.strip().endswith(".")
