"""What a mapping says: tables that are alike and what each of their columns was taken for, for a person to correct.

A report has the same table again and again, once for each recommendation. It is in the mapping once, because what is
decided is decided by heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import BETWEEN, Answers, ColumnAnswer, TableAnswer
from plan_workbook.bringing.brought import IGNORE, SURE, Brought, Column, Kind, Recognised
from plan_workbook.bringing.documents.document import Layout
from plan_workbook.bringing.recognising.carried import first_cells
from plan_workbook.bringing.recognising.decided import EARLIER, is_about
from plan_workbook.bringing.recognising.marked import overlap
from plan_workbook.bringing.recognising.words import TABLES
from plan_workbook.patterns import pattern
from plan_workbook.register import register_tables
from plan_workbook.values.text import fold, in_brief, is_blank

MAPPING = "mapping.xlsx"
"""The name of the file next to a register."""
_ALMOST_SURE = 0.9
_OF_TEXTS = pattern(r".*\bparagraph \d+")
"""How the place of a list outside tables ends."""


class Alike(NamedTuple):
    """Tables of a document with the same headings, taken for the same."""

    file: str
    tables: tuple[Recognised, ...]
    columns: tuple[Column, ...]
    """Each as the least sure of the tables has it, without those that have neither a heading nor anything in them."""

    @property
    def doubtful_table(self) -> Recognised:
        """The table that is least sure; the first if all are equally sure."""
        return min(self.tables, key=lambda table: table.sure)

    @property
    def kind(self) -> Kind:
        """What they were taken for."""
        return self.tables[0].kind

    @property
    def places(self) -> tuple[str, ...]:
        """Where they are, each without the name of the file."""
        return tuple(within(table.table.where, self.file) for table in self.tables)

    @property
    def sheet(self) -> str | None:
        """The sheet that they are on, if it is one."""
        sheets = {table.table.sheet for table in self.tables}
        return sheets.pop() if len(sheets) == 1 else None

    @property
    def rows(self) -> int:
        """How many rows they have without their headings."""
        return sum(rows_below(table) for table in self.tables)

    def answer(self) -> TableAnswer:
        """Return this as a person's decision that leaves everything as it is."""
        columns = tuple(ColumnAnswer(each.heading, each.field, each.of) for each in self.columns)
        where = BETWEEN.join(table.table.where for table in self.tables)
        headings = tuple(each.heading for each in columns)
        return TableAnswer(where, self.sheet, headings, self.kind, columns, self.file)


def fields_of(kind: Kind) -> tuple[str, ...]:
    """Return the headings of the register that a column of such a table may be taken for."""
    name = TABLES.get(kind, kind.value)
    return next((table.headings for table in register_tables() if table.name == name), ())


def rows_below(table: Recognised) -> int:
    """Return how many rows a table has without its headings."""
    return len(set(range(table.table.rows)) - table.headings)


def is_doubtful(column: Column) -> bool:
    """Tell whether a person should look at a column."""
    return column.sure < SURE


def in_words(sure: float) -> str:
    """Return how sure something is, as people say it."""
    return "sure" if sure >= _ALMOST_SURE else "fairly sure" if sure >= SURE else "doubtful"


def within(where: str, file: str) -> str:
    """Return where something is in its file, without the file's name."""
    return where.removeprefix(file).removeprefix(", ") if file else where


def alike(brought: Brought) -> tuple[Alike, ...]:
    """Return the tables that were found, those that are alike together, in the order in which they come first."""
    groups: dict[object, list[tuple[Recognised, tuple[Column, ...]]]] = {}
    for table in brought.tables:
        columns = tuple(_worth_naming(table.columns))
        headings = tuple((fold(each.heading), each.field, each.of) for each in columns)
        alone = table.table.where if not any(heading for heading, *_ in headings) else ""
        key = (_file_of(table, brought), table.kind, headings, alone)
        groups.setdefault(key, []).append((table, columns))
    return tuple(
        Alike(
            _file_of(members[0][0], brought),
            tuple(table for table, _ in members),
            tuple(map(_least_sure, zip(*(columns for _, columns in members), strict=True))),
        )
        for members in groups.values()
    )


def answers_of(brought: Brought, file: str) -> Answers:
    """Return the decisions that leave everything as it was proposed; `file` is the name of the mapping."""
    began = ((table.table.where, first_cells(table.table)) for table in brought.tables)
    firsts = tuple((where, first) for where, first in began if first)
    return Answers(file, tuple(each.answer() for each in alike(brought)), firsts=firsts)


def questions_of(answers: Answers | None, tables: Iterable[Recognised]) -> Iterator[str]:
    """Yield what a mapping leaves open in a document: headings that it does not know, and those that are gone.

    Columns that it ignores may go, and so may tables that it does not read, and those that a person has laid out in
    another way since: what is at their places is read, or asked about, with its headings of now.
    """
    if answers is None:
        return
    anew = {each.where for each in answers.places if each.layout is not None or each.headings is not None}
    marked = [each.where for each in answers.places if each.marked]
    now: dict[str, Kind] = {}
    """What the table at each place was taken for."""
    seen: dict[TableAnswer, set[str]] = {}
    new: dict[tuple[str, str], list[str]] = {}
    without: list[str] = []
    nameless: dict[TableAnswer, list[Recognised]] = {}
    for table in tables:
        now.setdefault(table.table.where, table.kind)
        if table.kind is Kind.IGNORED:
            continue
        headings = [each.heading for each in table.columns]
        first = first_cells(table.table)
        answer = answers.for_headings(headings, table.table.sheet, table.table.where, first)
        if answer is not None and is_about(answer, headings):
            nameless.setdefault(answer, []).append(table)
        if table.kind is Kind.KEY:
            continue
        bare_now = not table.headings or table.table.layout is Layout.CARDS
        if answer is None and bare_now and (bare := answers.for_headings((), None, table.table.where, first)):
            seen.setdefault(bare, set())  # from when a box was known by its place only
            continue
        if answer is None or not is_about(answer, headings):
            if table.table.texts:
                continue  # its columns are what each text was taken apart into
            if table.table.where not in marked or _has_been(answers, table.table.where):
                without.append(table.table.where)
            continue
        known = {fold(heading) for heading in answer.headings}
        seen.setdefault(answer, set()).update(map(fold, headings))
        for column in table.columns:
            if column.instead_of or column.why.startswith(EARLIER):
                seen[answer].add(fold(column.instead_of))
            elif not is_blank(column.heading) and fold(column.heading) not in known:
                new.setdefault((column.heading, column.field), []).append(table.table.where)
    for answer, its in nameless.items():
        yield from _not_there(answers, answer, its)
    if without:
        are = "it was" if len(without) == 1 else "they were"
        yield f"{_some(without)}: most of the headings are not in {answers.file}, so {are} read without it."
    for (heading, field), places in new.items():
        taken = f"it was taken for {field}" if field not in ("", IGNORE) else "it was not read"
        yield f"{_some(dict.fromkeys(places))}: '{in_brief(heading)}' is not in {answers.file}; {taken}."
    for answer in answers.tables:
        if answer.kind in _UNREAD or _is_of_lists(answer):
            continue
        places = answer.where.split(BETWEEN)
        if answer not in seen:
            kinds = [now[where] for where in places if where in anew and where in now]
            if len(kinds) < len(places) and not all(_is_in(where, marked) for where in places):
                yield f"{answers.file} has {places[0]}{_at(answer)}, but no table has its headings any more."
            elif Kind.IGNORED in kinds:
                yield (
                    f"{answers.file} takes {places[0]} for {answer.kind.value}{_at(answer)}, but it has other headings "
                    "now that it is read in another way, and was not read: say again what it is."
                )
            continue
        for each in answer.columns:
            if each.field not in ("", IGNORE) and fold(each.heading) not in seen[answer] and each.heading:
                heading = in_brief(each.heading)
                takes = f"{answers.file} takes '{heading}' for {each.field}{_at(each)}"
                yield f"{takes}, but no table has that heading any more."


def _is_of_lists(answer: TableAnswer) -> bool:
    """Tell whether an answer is about lists outside tables: they may be gone, and so may what only some of them say."""
    in_texts = all(map(_OF_TEXTS.fullmatch, answer.where.split(BETWEEN)))
    return in_texts and answer.headings[: len(fields.OF_LISTS)] == fields.OF_LISTS


def _has_been(answers: Answers, where: str) -> bool:
    """Tell whether a mapping already has the columns of a table at a place."""
    return any(where in answer.where.split(BETWEEN) for answer in answers.tables)


def _is_in(where: str, marked: Iterable[str]) -> bool:
    """Tell whether a table of a sheet had cells in a range that a person marked since."""
    return any(overlap(where, each) for each in marked)


def _not_there(answers: Answers, answer: TableAnswer, tables: Sequence[Recognised]) -> Iterator[str]:
    """Yield what is said of columns without a heading that no table has any more."""
    here = {c.field for table in tables for c in table.columns if not c.heading.strip()}
    for each in answer.columns:
        if not each.heading.strip() and each.field not in ("", IGNORE) and each.field not in here:
            yield (
                f"{answers.file} takes a column without a heading for {each.field}{_at(each)}, but "
                f"{_some(table.table.where for table in tables)} has no such column."
            )


def _at(answer: TableAnswer | ColumnAnswer) -> str:
    return f" ({answer.at})" if answer.at else ""


def remarks_of(answers: Answers | None, tables: Iterable[Recognised]) -> Iterator[str]:
    """Yield which columns took the place of others, because they are for a later month."""
    moved: dict[tuple[str, str, str], list[str]] = {}
    for table in tables if answers is not None else ():
        for column in table.columns:
            if column.instead_of or column.why.startswith(EARLIER):
                key = (in_brief(column.heading), column.field, in_brief(column.instead_of))
                moved.setdefault(key, []).append(table.table.where)
    for (heading, field, instead_of), places in moved.items():
        taken = "was left" if field == IGNORE else f"was taken for {field}"
        instead = f"in the place of '{instead_of}', which" if instead_of else "because it is earlier than what"
        yield f"'{heading}' {taken}, {instead} {answers.file if answers else ''} has ({_some(places)})."


_UNREAD = (Kind.IGNORED, Kind.KEY)


def _some(places: Iterable[str]) -> str:
    first, *others = places
    return f"{first} and {len(others)} more" if others else first


def _worth_naming(columns: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns that have a heading or something in them, if only colours that are ratings.

    Of those that are read as the same, only the first is.
    """
    seen = set()
    for each in columns:
        key = (fold(each.heading), each.field, each.of)
        if (each.heading.strip() or each.samples or each.field) and (key not in seen or not each.field):
            seen.add(key)
            yield each


def _least_sure(columns: Sequence[Column]) -> Column:
    samples = tuple(dict.fromkeys(sample for each in columns for sample in each.samples))[:3]
    return min(columns, key=lambda each: each.sure)._replace(heading=columns[0].heading, samples=samples)


def _file_of(table: Recognised, brought: Brought) -> str:
    names = [document.file for document in brought.documents if table.table.where.startswith(document.file)]
    return max(names, key=len, default="")
