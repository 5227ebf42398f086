"""Makes the register and closes the account when everything has been gathered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plan_workbook import layout
from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.assembling.about import Found, together
from plan_workbook.bringing.assembling.date_ranges import split_date_ranges
from plan_workbook.bringing.assembling.fills import rating_of_fill
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.assembling.labels import PARAGRAPHS
from plan_workbook.bringing.assembling.latest import keep_the_latest
from plan_workbook.bringing.assembling.made import Made
from plan_workbook.bringing.assembling.merging import merge_same
from plan_workbook.bringing.assembling.one_key import one_key
from plan_workbook.bringing.assembling.right_items import AsRead, corrected
from plan_workbook.bringing.assembling.same_value import same_value
from plan_workbook.bringing.assembling.scales import Ratings, ratings_of
from plan_workbook.bringing.assembling.settling import (
    ask_about_several,
    fill_objectives,
    fill_revised_dates,
    number_actions,
    number_by_codes,
    number_by_refs,
    settle_items,
    split_refs,
    take_unheaded,
)
from plan_workbook.bringing.assembling.ways import read_ways
from plan_workbook.bringing.brought import Brought, Kind, Reason, Recognised, Taken
from plan_workbook.bringing.documents.document import Cell, Document
from plan_workbook.bringing.recognising.hues import shown_by_colours
from plan_workbook.bringing.recognising.words import TABLES
from plan_workbook.plan.scale import CountsAs
from plan_workbook.register import NUMBER, Record, Register, register_tables
from plan_workbook.register.tables import only_if_used
from plan_workbook.values.text import fold, in_brief

_ROWS = (Kind.INDICATORS, Kind.ACTIONS, Kind.PEOPLE)
_HEADINGS = {table.name: table.headings for table in register_tables()}
_RATED = (fields.RAG, fields.CONFIDENCE)
_SECTIONS = (fields.KEY_SUCCESSES, fields.KEY_CHALLENGES, fields.DECISIONS_NEEDED)


def _name_of(fill: str) -> str:
    """Return what a colour that may be a rating is called where a rating has its text."""
    return f"(the colour #{fill})"


class Finished:
    """Makes the register and the account when everything has been gathered."""

    def __init__(
        self,
        gathering: Gathering,
        plan: Sequence[Found],
        documents: Sequence[Document],
        recognised: Sequence[Recognised],
        answers: Answers | None = None,
    ) -> None:
        """Take everything that was gathered."""
        self._gathering = gathering
        self._plan = plan
        self._documents = documents
        self._recognised = recognised
        self._decided = {fold(text): CountsAs(counts) for text, counts in (answers.ratings if answers else ())}
        """What a person said that ratings count as."""
        self._answers = answers
        self._key = [entry for key in gathering.keys for entry in key]
        self._taken: list[Taken] = []
        self._too_long: list[tuple[Piece, str]] = []
        self._tables: dict[str, list[Record]] = {name: [] for name in _HEADINGS}

    def brought(self) -> Brought:
        """Return what was brought in."""
        gathering = self._gathering
        take_unheaded(gathering)
        split_refs(gathering.rows)
        split_date_ranges(gathering.rows)
        settle_items(gathering)
        fill_objectives(gathering)
        fill_revised_dates(gathering)
        ask_about_several(gathering)
        keep_the_latest(gathering)
        rows = merge_same(gathering)
        as_read = self._number_items(rows)
        numbered = tuple(number_actions(rows))
        ways = tuple(read_ways(rows))
        ratings = self._ratings(rows)
        self._plan_fields()
        self._items(ratings)
        self._rows(rows, ratings)
        self._tables["ratings"] = ratings.rows
        for row, entry in ratings.of_key:
            meaning = fields.RATING_PROGRESS if ratings.rows[row][fields.RATING_PROGRESS] else fields.LABEL
            for place, field in zip(entry.places, (fields.CODE, meaning), strict=False):
                self._take("ratings", row, field, Piece(place.text, (place,)))
        gathering.questions[:0] = [doubt for document in self._documents for doubt in document.doubts]
        gathering.questions += ratings.questions
        self._differences()
        read, left = gathering.account.closed()
        texts = [each.text for each in left if not each.meant and each.reason is not Reason.OUTSIDE]
        gathering.questions += gathering.texts.questions(texts)
        used = frozenset(
            key
            for table, keys in only_if_used().items()
            for heading, key in keys.items()
            if any(record.get(heading) or record.get("Field") == heading for record in self._tables[table])
        )
        return Brought(
            Register(self._tables, used=used),
            tuple(self._documents),
            tuple(self._recognised),
            tuple(self._taken),
            left,
            gathering.account.found,
            read,
            tuple(gathering.questions),
            (*as_read.remarks, *numbered, *ways, *ratings.remarks, *gathering.texts.remarks(texts)),
            as_read.items,
        )

    def _number_items(self, rows: Sequence[Made]) -> AsRead:
        """Return the recommendations as they were read, and number them, as a person said if they did."""
        number_by_codes(self._gathering)
        number_by_refs(self._gathering)
        without = self._gathering.items.number_the_others()
        as_read = corrected(self._gathering, rows, without, self._answers)
        without = [each for each in without if id(each) not in as_read.numbered]
        if without:
            first, last = without[0].number, without[-1].number
            self._gathering.questions.append(
                f"1 of the recommendations has no number: it was numbered {first}."
                if len(without) == 1
                else f"{len(without)} of the recommendations have no number: they were numbered {first} to {last}, in "
                "their order."
            )
        return as_read

    def _ratings(self, rows: Sequence[Made]) -> Ratings:
        pieces = [row.values[fields.RAG] for row in rows if fields.RAG in row.values]
        for item in self._gathering.items:
            if fields.RAG not in item.values and fields.RAG in item.weak and not self._filled(item):
                item.values[fields.RAG] = item.weak[fields.RAG]
            pieces += [item.values[field] for field in _RATED if field in item.values]
        shown = shown_by_colours(
            (piece.text, place.fill) for piece in pieces for place in piece.places if isinstance(place, Cell)
        )
        texts = [piece.text for piece in pieces]
        coloured = {
            self._decided[name] for fill in self._fills(rows) if (name := fold(_name_of(fill))) in self._decided
        }
        decided = self._decided | {fold(counts.value): counts for counts in coloured}
        read_as = {fold(text): code for text, code in (self._answers.read_as if self._answers else ())}
        return ratings_of(one_key(self._gathering.keys), [*texts, *sorted(map(str, coloured))], decided, shown, read_as)

    def _fills(self, rows: Sequence[Made]) -> Iterator[str]:
        """Yield the colours of cells without a text that may be ratings."""
        cells = [cell for row in rows for cell in row.fills.values()]
        yield from (cell.fill for cell in (*cells, *(cell for _, _, cell in self._gathering.item_fills)) if cell.fill)

    def _filled(self, item: Item) -> bool:
        return any(each is item and field == fields.RAG for each, field, _ in self._gathering.item_fills)

    # The tables of the register

    def _plan_fields(self) -> None:
        values: dict[str, Piece] = {}
        word = self._gathering.vocabulary.spelt
        for field in _SECTIONS:
            places = tuple(found.place for found in self._plan if found.field == field)
            if places:
                values[field] = Piece(together(field, self._plan), places)
        decided: dict[str, Piece] = {}
        for found in sorted(self._plan, key=lambda each: not each.decided):
            if found.field in _SECTIONS:
                continue
            before = values.get(found.field)
            if before is None:
                values[found.field] = Piece(found.text, (found.place,))
                if found.decided:
                    decided[found.field] = values[found.field]
            elif same_value(found.field, before.text, found.text):
                values[found.field] = Piece(before.text, (*before.places, found.place))
            elif found.field in decided and not found.decided:
                said = decided[found.field].where
                self._gathering.account.leave(found.place, f"the mapping takes {found.field} from {said}", meant=True)
            elif found.field == fields.TITLE:
                self._gathering.account.leave(found.place, "the title of a second document or sheet", meant=True)
            else:
                self._differs(f"The plan's {found.field}", before, Piece(found.text, (found.place,)))
        if word:
            values[fields.ITEM_WORD] = Piece(word, ())
        for label in (field.label for field in layout.PLAN.fields):
            if label in values:
                row = len(self._tables["plan"])
                self._tables["plan"].append({"Field": label, "Value": self._value("plan", row, label, values[label])})

    def _items(self, ratings: Ratings) -> None:
        fills = {(id(item), field): cell for item, field, cell in self._gathering.item_fills}
        for row, item in enumerate(self._gathering.items):
            record = dict.fromkeys(_HEADINGS["recommendations"], "")
            record[NUMBER] = item.number
            self._take("recommendations", row, NUMBER, Piece(item.number, tuple(item.numbered_by)))
            for field, piece in item.values.items():
                text = self._value("recommendations", row, field, piece)
                record[field] = ratings.read(text) if field in _RATED else text
            for field in _RATED:
                cell = fills.get((id(item), field))
                if cell is not None and not record[field]:
                    record[field] = self._by_fill("recommendations", row, field, cell, ratings)
            self._tables["recommendations"].append(record)

    def _rows(self, rows: Sequence[Made], ratings: Ratings) -> None:
        order = {id(item): place for place, item in enumerate(self._gathering.items)}
        for kind in _ROWS:
            table = TABLES[kind]
            mine = sorted((row for row in rows if row.kind is kind), key=lambda row: order.get(id(row.item), 0))
            for at, made in enumerate(mine):
                record = dict.fromkeys(_HEADINGS[table], "")
                if made.item is not None and NUMBER in record:
                    record[NUMBER] = made.item.number
                for field, piece in made.values.items():
                    text = self._value(table, at, field, piece)
                    record[field] = ratings.read(text) if field in _RATED else text
                for field, cell in made.fills.items():
                    if not record[field]:
                        record[field] = self._by_fill(table, at, field, cell, ratings)
                self._tables[table].append(record)

    def _by_fill(self, table: str, row: int, field: str, cell: Cell, ratings: Ratings) -> str:
        name = _name_of(cell.fill or "")
        said = self._decided.get(fold(name))
        if said is not None:
            code = next((rating.code for rating in ratings.scale.ratings if rating.counts_as is said), "")
        else:
            code = rating_of_fill(cell.fill, self._key, ratings.scale) if cell.fill else ""
        if cell.fill:
            self._taken.append(Taken(cell.where, name, table, row, field))
            self._gathering.account.read((cell,))
        return code

    def _value(self, table: str, row: int, field: str, piece: Piece) -> str:
        """Return a text for the register, and note where it came from; empty if a cell has no room for it."""
        length = layout.length_in_a_cell(piece.text)
        if length > layout.LONGEST_TEXT and field not in PARAGRAPHS:
            why = f"has {length:,} characters, and a cell of a workbook holds {layout.LONGEST_TEXT:,}"
            for place in piece.places:
                self._gathering.account.leave(place, f"it {why}")
            self._too_long.append((piece, f"The {field} at {piece.where} {why}: it was left out."))
            return ""
        self._take(table, row, field, piece)
        return piece.text

    def _take(self, table: str, row: int, field: str, piece: Piece) -> None:
        self._taken += [Taken(place.where, place.text, table, row, field) for place in piece.places]
        self._gathering.account.read(piece.places)

    # What differs

    def _differences(self) -> None:
        """Say of a second value that differs that it was left; if its cell gave something else, as a question."""
        account = self._gathering.account
        self._gathering.questions += [said for piece, said in self._too_long if any(map(account.is_read, piece.places))]
        for _, each in self._gathering.items.differing:
            self._differs(f"The {each.field} of {each.of}", each.kept, each.other)

    def _differs(self, what: str, kept: Piece, other: Piece) -> None:
        account = self._gathering.account
        for place in other.places:
            account.leave(place, f"{what} was taken from {kept.where} instead: {in_brief(kept.text)}")
        if any(account.is_read(place) for place in other.places):
            self._gathering.questions.append(
                f"{what} differs: {in_brief(kept.text)!r} at {kept.where} was kept, and {in_brief(other.text)!r} at "
                f"{other.where} was not."
            )
