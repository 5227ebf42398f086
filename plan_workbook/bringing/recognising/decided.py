"""What a person decided about a table: followed to the letter where its headings match, and by heading only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import ColumnAnswer, TableAnswer
from plan_workbook.bringing.brought import IGNORE, Column, Kind, Recognised
from plan_workbook.bringing.documents.document import Table
from plan_workbook.bringing.recognising.columns import LEAST
from plan_workbook.bringing.recognising.fitting import Place, Seen
from plan_workbook.bringing.recognising.headings import Headed
from plan_workbook.bringing.recognising.kinds import read_as
from plan_workbook.bringing.recognising.moving_on import moved_on
from plan_workbook.bringing.recognising.wording import period_of, timeless
from plan_workbook.values.text import fold, in_brief

SAID = "the mapping says so"
EARLIER = "earlier than what the mapping has"
"""Why a column of an earlier period is left that the mapping does not have."""
_DOUBTFUL = 0.6
"""How sure a column is at most whose heading the mapping does not have."""
_MOVED = 0.85
"""How sure a column is that takes the place of another one because it is for another month."""
_REWORDED = 60
"""How like a heading that is gone a new one is at least, of 100, that takes its place."""
_SHARE = 0.5
"""Which share of the headings of a table, or of those of the answer, must be the same."""


def is_about(answer: TableAnswer, headings: Sequence[str]) -> bool:
    """Tell whether an answer has enough of the headings of a table to be about it, and not about another one."""
    here = {timeless(text) for text in headings if text.strip()}
    there = {timeless(text) for text in answer.headings if text.strip()}
    if not here:
        return True
    shared = len(here & there)
    return shared >= _SHARE * len(here) or shared >= _SHARE * len(there) > 0


def decided(table: Table, head: Headed, seen: Sequence[Seen], answer: TableAnswer) -> Recognised:
    """Return a table as a person decided.

    A heading that the mapping does not have makes its column doubtful. What it most probably is follows from what is
    left over: a heading of the mapping that is not here any more, or a field that no column has.
    """
    columns = list(_as_said(head, seen, answer))
    for at, moved in moved_on(head, seen, answer).items():
        why = f"in the place of '{in_brief(moved.instead_of)}'" if moved.instead_of else EARLIER
        samples = seen[at].contents.texts[:3]
        columns[at] = Column(head.heading(at), moved.field, _MOVED, why, samples, moved.of, moved.instead_of)
    if answer.kind is not Kind.IGNORED:
        _propose(columns, head, seen, answer)
    made = tuple(
        column or Column(head.heading(at), "", 1.0, SAID, seen[at].contents.texts[:3])
        for at, column in enumerate(columns)
    )
    sure = _MOVED if any(column.instead_of for column in made) else 1.0
    if (lacking := _lacking(made, answer)) is not None:
        return Recognised(table, answer.kind, _DOUBTFUL, lacking, made, head.rows)
    return Recognised(table, answer.kind, sure, SAID, made, head.rows)


def _lacking(columns: Sequence[Column], answer: TableAnswer) -> str | None:
    """Return why it is doubtful that a table is one of those of an answer, of which it only has a part; else None."""
    read = {Place(each.field, each.of) for each in answer.columns if each.field not in ("", IGNORE)}
    here = {Place(each.field, each.of) for each in columns} & read
    main = {Place(field, None) for field in (fields.MAIN.get(answer.kind, ""),)} & read
    if answer.kind in (Kind.IGNORED, Kind.KEY) or (2 * len(here) >= len(read) and main <= here):
        return None
    return f"it has only {len(here)} of the {len(read)} columns that the mapping has of such tables"


def _as_said(head: Headed, seen: Sequence[Seen], answer: TableAnswer) -> Iterator[Column | None]:
    """Yield each column as the mapping has it; None if the mapping does not have its heading or leaves it open."""
    said: dict[str, list[ColumnAnswer]] = {}
    for each in answer.columns:
        said.setdefault(fold(each.heading), []).append(each)
    texts = [fold(text) for text in head.texts]
    for at, (text, column) in enumerate(zip(texts, seen, strict=True)):
        its = said.get(text, [])
        same = [other for other, each in enumerate(texts) if each == text] if text else _nameless(texts, seen, len(its))
        place = same.index(at) if at in same else -1
        answered = its[place] if 0 <= place < len(its) else its[-1] if its and not its[-1].field else None
        if answered is None or not answered.field:
            yield None
            continue
        sure, why = 1.0, SAID
        if len(its) > 1 and len(same) != len(its):
            sure, why = _DOUBTFUL, "the mapping has another number of columns with this heading"
        yield Column(head.heading(at), answered.field, sure, why, column.contents.texts[:3], answered.of)


def _nameless(texts: Sequence[str], seen: Sequence[Seen], several: int) -> list[int]:
    """Return the columns without a heading that as many answers are about: those with something in them.

    Answers may leave out those with colours only, of which it was not asked.
    """
    filled = [at for at, text in enumerate(texts) if not text and not seen[at].contents.empty]
    in_words = [at for at in filled if not seen[at].contents.is_colours]
    return in_words if len(in_words) == several else filled


def _propose(columns: list[Column | None], head: Headed, seen: Sequence[Seen], answer: TableAnswer) -> None:
    """Fill in what the columns may be that the mapping does not have or leaves open."""
    taken = {Place(column.field, column.of) for column in columns if column}
    here = {fold(text) for text in head.texts}
    known = {fold(each.heading) for each in answer.columns}
    moved = {fold(column.instead_of) for column in columns if column}
    gone = [
        each for each in answer.columns if fold(each.heading) not in here | moved and each.field not in ("", IGNORE)
    ]
    reading = read_as(answer.kind, seen, ())
    for at, column in enumerate(columns):
        heading, samples = head.heading(at), seen[at].contents.texts[:3]
        if column is not None:
            continue
        if seen[at].contents.empty and (not heading.strip() or fold(heading) in known or period_of(heading)):
            columns[at] = Column(heading, "", 1.0, "nothing is in it", samples)
            continue
        place, fit = reading.places[at], reading.fits[at]
        old = max(gone, key=lambda each: fuzz.token_sort_ratio(fold(each.heading), fold(heading)), default=None)
        new = "the mapping leaves it open" if fold(heading) in known else "the mapping does not have this heading"
        if old is not None and (
            fuzz.token_sort_ratio(fold(old.heading), fold(heading)) >= _REWORDED or place == Place(old.field, old.of)
        ):
            gone.remove(old)
            why = f"{new}; it may be '{in_brief(old.heading)}', which is not here any more"
            columns[at] = Column(heading, old.field, _DOUBTFUL, why, samples, old.of)
            taken.add(Place(old.field, old.of))
        elif place is not None and fit is not None and fit.score > LEAST and place not in taken:
            taken.add(place)
            only_colours = seen[at].contents.is_colours and not heading.strip()  # nobody was ever asked about these
            sure = fit.score if only_colours else min(fit.score, _DOUBTFUL)
            columns[at] = Column(heading, place.field, sure, f"{new}; {fit.why}", samples, place.of)
        else:
            columns[at] = Column(heading, "", 0.3, new, samples)
