"""Makes a register from recognised tables, with an account of every cell and passage. Pure code.

Headings, keys and rows that only say that there are none are left on purpose: nothing is lost by them, and a document
of which nothing else is left needs nobody to look at it. Ordinary text outside the tables belongs to no table of a
register either, but a person could miss it, such as progress in a chapter of its own; so it is left for a person to
look at. Texts that follow each other are one line of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from plan_workbook import layout
from plan_workbook.bringing.about import Found, Line, said_of_the_plan, same_text, section_of, together
from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.brought import SURE, Brought, Kind, Place, Recognised, Taken
from plan_workbook.bringing.document import Cell, Document, Passage, Table
from plan_workbook.bringing.forms import form_of, take_form
from plan_workbook.bringing.gathering import THE_KEY, Gathering, Made, tells_of_an_item
from plan_workbook.bringing.items import Item, Piece
from plan_workbook.bringing.scales import Ratings, is_key_heading, key_in_table, rating_of_fill, ratings_of
from plan_workbook.bringing.settling import merge_same, settle_items, split_refs
from plan_workbook.bringing.table_rows import Rows
from plan_workbook.bringing.titles import is_generic, of_an_item, with_item_word
from plan_workbook.bringing.vocabulary import Vocabulary, vocabulary_of
from plan_workbook.bringing.words import TABLES
from plan_workbook.register import NUMBER, Record, Register, register_tables
from plan_workbook.register.tables import only_if_used
from plan_workbook.values.text import fold, in_brief

_LISTED = (Kind.RECOMMENDATIONS, Kind.INDICATORS, Kind.ACTIONS, Kind.PEOPLE)
_ROWS = (Kind.INDICATORS, Kind.ACTIONS, Kind.PEOPLE)
_HEADINGS = {table.name: table.headings for table in register_tables()}
_FIELDS = {fold(field.label): field.label for field in layout.PLAN.fields}
_RATED = ("RAG", "Confidence")
_SECTIONS = ("Key Successes", "Key Challenges", "Decisions Needed")


def assemble(
    documents: Sequence[Document], recognised: Sequence[Recognised], answers: Answers | None = None
) -> Brought:
    """Return what was brought in from the documents of one plan.

    Args:
        documents: the documents as they were read, in the order in which they were given: of two values that differ,
            that of the first is kept.
        recognised: what their tables were taken for.
        answers: what a person decided; `recognised` follows it already, and what it ignores is left on purpose.
    """
    by_table = _by_table(documents, recognised)
    vocabulary = vocabulary_of(documents, by_table)
    of_items = _sheets_are_items(by_table.values(), vocabulary)
    gathering = Gathering(
        documents,
        vocabulary,
        sheets_are_items=of_items,
        sheet_titles=_sheet_titles(documents, by_table) if of_items else {},
        decided=answers is not None,
    )
    plan: list[Found] = []
    number = 0
    for document in documents:
        plan += _about(document, gathering, by_table)
        before: Rows | None = None
        sheet: str | None = None
        for block in document.blocks:
            if block.sheet != sheet:
                sheet = block.sheet
                gathering.begin()
            if isinstance(block, Passage):
                gathering.passage(block)
                continue
            number += 1
            before = _table(gathering, block, by_table.get(id(block)), number, before)
        gathering.begin()
    return _Finished(gathering, plan, documents, recognised).brought()


def _by_table(documents: Iterable[Document], recognised: Iterable[Recognised]) -> dict[int, Recognised]:
    """Return what each table of the documents was taken for, by its identity, with the document's own cells."""
    by_value = {each.table: each for each in recognised}
    tables = [table for document in documents for table in document.tables()]
    return {id(table): by_value[table]._replace(table=table) for table in tables if table in by_value}


def _table(
    gathering: Gathering, table: Table, recognised: Recognised | None, number: int, before: Rows | None
) -> Rows | None:
    """Go through a table, and return its rows if another may continue them."""
    gathering.before_a_table()
    cells = [cell for cell in table.cells if cell.text.strip()]
    if recognised is None or (recognised.kind is Kind.IGNORED and recognised.sure < SURE):
        told = form_of(gathering, table)
        if told and take_form(gathering, told, table):
            return before
    if recognised is None or recognised.kind is Kind.IGNORED:
        why = recognised.why if recognised is not None and recognised.why else "the table was not recognised"
        hidden = bool(cells) and all(cell.hidden for cell in cells)
        why = f"it is hidden, and {why}" if hidden else why
        meant = hidden or (recognised is not None and recognised.sure >= SURE)
        text = " | ".join(in_brief(cell.text) for cell in cells)
        gathering.account.leave_together(cells, why, where=table.where, text=text, meant=meant)
        return before
    if recognised.kind is Kind.KEY:
        gathering.key += key_in_table(recognised)
        gathering.account.leave_together(
            cells, THE_KEY, where=table.where, text=" | ".join(in_brief(cell.text) for cell in cells), meant=True
        )
        return before
    rows = Rows(gathering, recognised, number, before if recognised.continues else None)
    rows.go_through()
    gathering.context.caption = None
    return rows


def _sheets_are_items(tables: Iterable[Recognised], vocabulary: Vocabulary) -> bool:
    """Tell whether the names of sheets are those of items: they say so, or several with the same sort of table do."""
    names = {
        each.table.sheet: each for each in tables if each.table.sheet and each.kind in (Kind.ACTIONS, Kind.INDICATORS)
    }
    own = [name for name in names if not is_generic(of_an_item(name).title) or of_an_item(name).number]
    if any(said and vocabulary.names_an_item(said.word) for said in map(with_item_word, own)):
        return True
    return len(own) > 1 or any(of_an_item(name).number and of_an_item(name).title for name in own)


def _sheet_titles(documents: Iterable[Document], by_table: Mapping[int, Recognised]) -> dict[str, Passage]:
    """Return the first texts of the sheets with actions or indicators, if no two of several are the same."""
    first: dict[str, Passage] = {}
    for document in documents:
        tables = (by_table.get(id(table)) for table in document.tables())
        sheets = {each.table.sheet for each in tables if each and each.kind in (Kind.ACTIONS, Kind.INDICATORS)}
        for passage in document.passages():
            if passage.sheet in sheets and passage.sheet and passage.text.strip():
                first.setdefault(passage.sheet, passage)
    titles = {
        sheet: passage
        for sheet, passage in first.items()
        if not (is_generic(passage.text) or tells_of_an_item(passage.text) or with_item_word(passage.text))
    }
    return titles if 1 < len(titles) == len({fold(passage.text) for passage in titles.values()}) else {}


def _about(document: Document, gathering: Gathering, by_table: Mapping[int, Recognised]) -> list[Found]:
    """Return what a document says of the plan; nothing else is looked for in those places."""
    lines = list(_lines(document, gathering, by_table))
    found = [*said_of_the_plan(lines), *_sections(document)]
    gathering.of_the_plan.update(id(each.place) for each in found)
    return found


def _lines(document: Document, gathering: Gathering, by_table: Mapping[int, Recognised]) -> Iterator[Line]:
    """Yield the texts of a document outside the rows of its tables: passages, and titles that are part of a table."""
    first, front = True, True
    for block in document.blocks:
        texts: list[tuple[Place, int | None, str | None]] = []
        if isinstance(block, Passage):
            texts = [(block, block.level, block.sheet)] if block.text.strip() else []
        elif (recognised := by_table.get(id(block))) and _is_listed(recognised):
            top = min(recognised.headings, default=0)
            texts = [(cell, None, block.sheet) for cell in block.cells if cell.row < top and cell.text.strip()]
        for place, level, sheet in texts:
            if is_key_heading(place.text):
                continue
            names_item = gathering.item_said(place.text, level, heading=level is not None) is not None
            front = front and not names_item
            yield Line(place, place.text, level, sheet, first, front)
            first = False
        front = front and (isinstance(block, Passage) or not _is_listed(by_table.get(id(block))))


def _is_listed(table: Recognised | None) -> bool:
    return table is not None and table.kind in _LISTED


def _sections(document: Document) -> Iterator[Found]:
    """Yield the texts below the headings of successes and challenges."""
    field = ""
    for block in document.blocks:
        if isinstance(block, Table):
            field = ""
        elif block.text.strip():
            said = section_of(block.text)
            if said or block.level is not None:
                field = said
            elif field:
                yield Found(field, block.text, block)


class _Finished:
    """Makes the register and the account when everything has been gathered."""

    def __init__(
        self,
        gathering: Gathering,
        plan: Sequence[Found],
        documents: Sequence[Document],
        recognised: Sequence[Recognised],
    ) -> None:
        self._gathering = gathering
        self._plan = plan
        self._documents = documents
        self._recognised = recognised
        self._taken: list[Taken] = []
        self._tables: dict[str, list[Record]] = {name: [] for name in _HEADINGS}

    def brought(self) -> Brought:
        gathering = self._gathering
        split_refs(gathering.rows)
        settle_items(gathering)
        rows = merge_same(gathering)
        self._number_items()
        ratings = self._ratings(rows)
        self._plan_fields()
        self._items(ratings)
        self._rows(rows, ratings)
        self._tables["ratings"] = ratings.rows
        for row, entry in ratings.of_key:
            for place, field in zip(entry.places, ("Code", "Label"), strict=False):
                self._take("ratings", row, field, Piece(place.text, (place,)))
        gathering.questions += ratings.questions
        self._differences()
        read, left = gathering.account.closed()
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
        )

    def _number_items(self) -> None:
        without = self._gathering.items.number_the_others()
        if without:
            numbers = [item.number for item in without]
            said = numbers[0] if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"
            self._gathering.questions.append(
                f"{len(without)} of the recommendations have no number: they were numbered {said}, in their order."
            )

    def _ratings(self, rows: Sequence[Made]) -> Ratings:
        found = [row.values["RAG"].text for row in rows if "RAG" in row.values]
        for item in self._gathering.items:
            if "RAG" not in item.values and "RAG" in item.weak and not self._filled(item):
                item.values["RAG"] = item.weak["RAG"]
            found += [item.values[field].text for field in _RATED if field in item.values]
        return ratings_of(self._gathering.key, found)

    def _filled(self, item: Item) -> bool:
        return any(each is item and field == "RAG" for each, field, _ in self._gathering.item_fills)

    # The tables of the register

    def _plan_fields(self) -> None:
        values: dict[str, Piece] = {}
        word = self._gathering.vocabulary.spelt
        for field in _SECTIONS:
            places = tuple(found.place for found in self._plan if found.field == field)
            if places:
                values[field] = Piece(together(field, self._plan), places)
        for found in self._plan:
            if found.field in _SECTIONS:
                continue
            before = values.get(found.field)
            if before is None:
                values[found.field] = Piece(found.text, (found.place,))
            elif same_text(before.text, found.text):
                values[found.field] = Piece(before.text, (*before.places, found.place))
            elif found.field == "Title":
                self._gathering.account.leave(found.place, "the title of a second document or sheet", meant=True)
            else:
                self._differs(f"The plan's {found.field}", before, Piece(found.text, (found.place,)))
        if word:
            values["Item Word"] = Piece(word, ())
        for label in (field.label for field in layout.PLAN.fields):
            if label in values:
                row = len(self._tables["plan"])
                self._tables["plan"].append({"Field": label, "Value": values[label].text})
                self._take("plan", row, label, values[label])

    def _items(self, ratings: Ratings) -> None:
        fills = {(id(item), field): cell for item, field, cell in self._gathering.item_fills}
        for row, item in enumerate(self._gathering.items):
            record = dict.fromkeys(_HEADINGS["recommendations"], "")
            record[NUMBER] = item.number
            self._take("recommendations", row, NUMBER, Piece(item.number, tuple(item.numbered_by)))
            for field, piece in item.values.items():
                record[field] = ratings.read(piece.text) if field in _RATED else piece.text
                self._take("recommendations", row, field, piece)
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
                    record[field] = ratings.read(piece.text) if field in _RATED else piece.text
                    self._take(table, at, field, piece)
                for field, cell in made.fills.items():
                    if not record[field]:
                        record[field] = self._by_fill(table, at, field, cell, ratings)
                self._tables[table].append(record)

    def _by_fill(self, table: str, row: int, field: str, cell: Cell, ratings: Ratings) -> str:
        code = rating_of_fill(cell.fill, self._gathering.key, ratings.scale) if cell.fill else ""
        if code:
            self._taken.append(Taken(cell.where, f"(the colour #{cell.fill})", table, row, field))
        return code

    def _take(self, table: str, row: int, field: str, piece: Piece) -> None:
        self._taken += [Taken(place.where, place.text, table, row, field) for place in piece.places]
        self._gathering.account.read(piece.places)

    # What differs

    def _differences(self) -> None:
        """Say of a second value that differs that it was left; if its cell gave something else, as a question."""
        for _, each in self._gathering.items.differing:
            self._differs(f"The {each.field} of {each.of}", each.kept, each.other)

    def _differs(self, what: str, kept: Piece, other: Piece) -> None:
        account = self._gathering.account
        for place in other.places:
            account.leave(place, f"{what} is another one at {kept.where}, which was kept: {in_brief(kept.text)}")
        if any(account.is_read(place) for place in other.places):
            self._gathering.questions.append(
                f"{what} differs: {in_brief(kept.text)!r} at {kept.where} was kept, and {in_brief(other.text)!r} at "
                f"{other.where} was not."
            )
