"""Cards: blocks of labels and values below each other, one for each action, as headings with a row for each card.

They are in two columns of a table, in pairs of cells of a sheet, or in lines such as `By whom: Jo Hart`. What tells
them from other labels is that the same ones come again and again. Every cell stays, with where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.bringing.recognising.card_runs import Pair, Run, folded, in_rows, shown_by_fill
from plan_workbook.bringing.recognising.card_titles import as_titled, has_bands, says_when_and_not_what, with_titles
from plan_workbook.bringing.recognising.contents import sort_of
from plan_workbook.bringing.recognising.headings import by_row, headed, is_value, says_headings
from plan_workbook.bringing.recognising.kinds import readings
from plan_workbook.bringing.recognising.over_actions import are_over_actions
from plan_workbook.bringing.recognising.seen import columns_of
from plan_workbook.bringing.recognising.values_below import pairs_below
from plan_workbook.bringing.recognising.wording import number_in
from plan_workbook.bringing.recognising.words import AN_ITEM_WORD
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

_LONGEST_LABEL = 60
_LEAST_LABELS, _LEAST_CARDS = 3, 2
_LEAST_TITLED, _WITHOUT_TITLE = 2, 2
"""Columns of a table with a row below its own headings and a text across them, and its rows if that is above it."""
_MOST_LABELS = 100
"""Different ones of a block; a list of more is no card, and would make a table of as many columns."""
_OF_TWO_LABELS, _ENOUGH = 4, 0.75
"""Cells of a row with two labels and their values, and which share of headings is known; how like a name a value is."""
_MOST_KNOWN = 0.8
"""Which share of the labels of a block come again, at least."""
_LINE = pattern(r"\s*(?P<label>[^\W\d_][^:\n]{0,58}?)\s*:\s+(?P<value>\S.*)")
_BLANK = pattern(r"\s*(?P<label>[^\W\d_][^:\n]{0,58}?)\s*:(?P<value>)\s*")
"""A label without a value, among others that have one."""
_ITEM = pattern(rf"(?i:{AN_ITEM_WORD})s?\s*(?i:no\.?|number)?\s*(?:\d[\d.]*|[A-Z])")
"""What a line begins with that names an item: it is no label."""
_BETWEEN = pattern(r"\s*[|;\u2022\u00b7]\s+|\t+|\s{4,}")
"""What is between several labels of a line."""
_IN_BRACKETS = pattern(
    r"(?P<what>[^\n]{8,}?)\s*[(\[](?P<inside>[^()\[\]\n:]*:(?:[^()\[\]\n]|\([^()\n]*\))*)[)\]]\s*\.?"
)
_AT = pattern(r".*![A-Z]+(?P<row>\d+)")


def as_cards(table: Table) -> Table | None:
    """Return a table that a person says is cards as headings and rows; None if it has no labels."""
    pairs = tuple(_of_table(table)) or tuple(_of_titled_rows(table))
    run = Run(table.where, table.sheet, pairs, 1)
    return in_rows(as_titled(run) if has_bands(run) else run) if any(pair.label for pair in pairs) else None


def with_cards(document: Document, decided: Collection[str] = ()) -> Document:
    """Return a document in which cards of actions or of indicators are tables with a row for each.

    Of the tables at the places in `decided`, a person has said what they are.
    """
    runs = with_titles(_with_blank_values(list(_runs(document))))
    ends = [*accumulate(run.blocks if isinstance(run, Run) else 1 for run in runs)]
    placed = [(run, end) for run, end in zip(runs, ends, strict=True) if isinstance(run, Run)]
    known = _labels_of_cards(placed, document.blocks)
    blocks: list[Table | Passage] = []
    for run, end in zip(runs, ends, strict=True):
        if isinstance(run, Run):
            blocks += _as_blocks(run, known, document.blocks[end - run.blocks : end], decided)
        else:
            blocks.append(run)
    return document._replace(blocks=tuple(blocks))


def _as_blocks(
    run: Run, known: frozenset[str], as_they_are: Sequence[Table | Passage], decided: Collection[str]
) -> Sequence[Table | Passage]:
    if run.where in decided:
        return as_they_are
    if run.titled:
        return (in_rows(run),)
    labels = run.labels
    different = set(labels)
    several = len(different & known) >= _LEAST_LABELS and len(different) <= _MOST_LABELS
    if not several or sum(label in known for label in labels) < _MOST_KNOWN * len(labels):
        return as_they_are
    return (in_rows(run),)


def _labels_of_cards(runs: Sequence[tuple[Run, int]], blocks: Sequence[Table | Passage]) -> frozenset[str]:
    """Return the labels that come again and again, in the order of cards, where these tell of actions or indicators.

    With each run comes the place of the block below it.
    """
    candidates = [(run, end, labels) for run, end in runs if (labels := run.labels)]
    counts = Counter(label for _, _, labels in candidates for label in labels)
    again = frozenset(label for label, count in counts.items() if count >= _LEAST_CARDS)
    groups: dict[frozenset[str], list[tuple[Run, int]]] = {}
    for run, end, labels in candidates:
        its = frozenset(labels)
        if len(its & again) >= _LEAST_LABELS and len(its) <= _MOST_LABELS:
            key = next((key for key in groups if 2 * len(key & its) >= len(key)), its)
            groups.setdefault(key, []).append((run, end))
    found: set[str] = set()
    for group in groups.values():
        pairs = [pair for run, _ in group for pair in run.pairs]
        table = in_rows(Run("", None, tuple(pairs), 0))
        best = readings(columns_of(table, headed(table)), ())[0]
        over = best.kind is Kind.ACTIONS and are_over_actions([(end - run.blocks, end) for run, end in group], blocks)
        if best.kind in (Kind.ACTIONS, Kind.INDICATORS) and not over:
            found |= {folded(pair.label) for pair in pairs if pair.label} & again
    return frozenset(found)


def names_an_item(label: str) -> bool:
    """Tell whether a label is an item's word and number, ``Theme 1``: what is next to it is its title."""
    return _ITEM.fullmatch(label.strip().rstrip(":")) is not None


# What labels are next to


def _runs(document: Document) -> Iterator[Run | Table | Passage]:
    """Yield what may be cards, and each other block by itself."""
    waiting: list[tuple[Sequence[Pair], Sequence[Passage]]] = []
    blocks = document.blocks
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Table):
            yield from _closed(waiting, document.file)
            waiting = []
            pairs = tuple(_of_table(block)) or tuple(_of_titled_rows(block))
            yield Run(block.where, block.sheet, pairs, 1) if pairs else block
        elif (pair := _next_to_it(blocks[at : at + 2])) is not None:
            waiting.append(([pair], [each for each in blocks[at : at + 2] if isinstance(each, Passage)]))
            at += 1
        elif (pairs := _of_line(block)) and not (len(pairs) == 1 and _is_over(pairs[0], blocks[at + 1 : at + 2])):
            waiting.append((pairs, [block]))
        else:
            yield from _closed(waiting, document.file)
            waiting = []
            yield block
        at += 1
    yield from _closed(waiting, document.file)


def _is_over(pair: Pair, below: Sequence[Table | Passage]) -> bool:
    """Tell whether a line names an action by its number, and what is said of it is in a table right below."""
    is_one = pair.label is not None and bool(number_in(pair.label.text))
    return is_one and any(isinstance(each, Table) and any(True for _ in _of_titled_rows(each)) for each in below)


def _closed(waiting: Sequence[tuple[Sequence[Pair], Sequence[Passage]]], file: str) -> Iterator[Run | Passage]:
    """Yield lines below each other as one run, without those before its cards that are only there once."""
    counts = Counter(folded(pair.label) for pairs, _ in waiting for pair in pairs)
    several = max(counts.values(), default=0) > 1
    begun = 0
    while several and all(counts[folded(pair.label)] == 1 for pair in waiting[begun][0]):
        yield from waiting[begun][1]
        begun += 1
    if waiting:
        passages = [passage for _, its in waiting[begun:] for passage in its]
        first, last = passages[0], passages[-1]
        end = last.where.removeprefix(file).removeprefix(", ")
        where = f"{file}, {first.where.removeprefix(file).removeprefix(', ')} to {end}"
        pairs = tuple(pair for its, _ in waiting[begun:] for pair in its)
        yield Run(where, first.sheet, pairs, len(passages), of_texts=True)


def _of_line(passage: Passage) -> tuple[Pair, ...]:
    """Return the labels and the values of a line, ``Lead: Jo Hart | Due: May 2018``; nothing if it has no label.

    Where they are in brackets, what is before these is a value without a label.
    """
    if passage.level is not None:
        return ()
    text = passage.text.strip()
    bracket = _IN_BRACKETS.fullmatch(text)
    if bracket and len(found := _labelled(bracket["inside"])) > 1:
        return _of_parts(passage, [("", bracket["what"]), *found])
    found = _labelled(text)
    if len(found) < 2:
        line = _LINE.fullmatch(text)
        found = [(line["label"], line["value"])] if line and not _ITEM.fullmatch(line["label"]) else []
    return _of_parts(passage, found)


def _labelled(text: str) -> list[tuple[str, str]]:
    """Return the labels in a text, each with its value; nothing if a part of it has none."""
    parts = [part for part in _parts(text) if part.strip()]
    found = [_LINE.fullmatch(part) or _BLANK.fullmatch(part) for part in parts]
    several = sum(_LINE.fullmatch(part) is not None for part in parts) > 0 and len(parts) > 1
    return [(part["label"], part["value"]) for part in found if part] if all(found) and several else []


def _parts(text: str) -> list[str]:
    """Return the parts of a line; what follows a semicolon without a label is no part: `Lead: Jo; Sam | Due: May`."""
    parts: list[str] = []
    end = 0
    for found in [*_BETWEEN.finditer(text), None]:
        part = text[end : found.start() if found else len(text)]
        before = text[:end].rstrip()
        if parts and before.endswith(";") and part.strip() and ":" not in part:
            parts[-1] += f"; {part}"
        else:
            parts.append(part)
        end = found.end() if found else end
    return parts


def _of_parts(passage: Passage, parts: Sequence[tuple[str, str]]) -> tuple[Pair, ...]:
    return tuple(
        Pair(
            Cell(0, 0, label, passage.where, made=True),
            Cell(0, 1, value.strip(), passage.where, whole=passage.text, made=at > 0) if value.strip() else None,
        )
        for at, (label, value) in enumerate(parts)
    )


def _next_to_it(two: Sequence[Table | Passage]) -> Pair | None:
    """Return the pair of a label and the value in the same row of its sheet; None if they are not such."""
    for one, other in pairwise(two):
        if not (isinstance(one, Passage) and isinstance(other, Passage)) or not one.sheet or one.sheet != other.sheet:
            return None
        rows = [_AT.fullmatch(each.where) for each in (one, other)]
        if rows[0] and rows[1] and rows[0]["row"] == rows[1]["row"] and len(one.text) <= _LONGEST_LABEL:
            return Pair(Cell(0, 0, one.text, one.where), Cell(0, 1, other.text, other.where))
    return None


def has_headings(rows: Iterable[Sequence[Cell]]) -> bool:
    """Tell whether all cells of a row are headings that may be two labels and their values by their places."""
    return any(
        len(cells) == _OF_TWO_LABELS
        and says_headings(cells, _ENOUGH)
        and not any(sort_of(cell).name >= _ENOUGH for cell in cells)
        for cells in rows
    )


def _of_table(table: Table) -> Iterator[Pair]:
    """Yield the pairs of a table of two columns, of twice two, or with values below labels; nothing of other ones."""
    if below := pairs_below(table):
        yield from below
        return
    if table.columns not in (2, 4) or table.headings is not None or any(cell.down > 1 for cell in table.cells):
        return
    pairs: list[Pair] = []
    shown = shown_by_fill(table)
    if has_headings(by_row(table).values()):
        return
    for cells in by_row(table).values():
        value = shown.get((cells[0].row, cells[0].column + 1)) if len(cells) == 1 and cells[0].across == 1 else None
        if value is not None and value.fill != cells[0].fill:
            pairs.append(Pair(cells[0], value))
            continue
        if len(cells) == 1 and (cells[0].across > 1 or cells[0].column == 0):
            pairs.append(Pair(None, None, cells[0]))
            continue
        for cell in cells:
            if cell.column % 2 == 0:
                beside = cell.column + cell.across
                value = next((each for each in cells if each.column == beside), shown.get((cell.row, beside)))
                pairs.append(Pair(cell, value))
    if any(pair.label and (len(pair.label.text) > _LONGEST_LABEL or is_value(pair.label)) for pair in pairs):
        return
    paired = sum(each is not None and not each.blank for pair in pairs for each in pair)
    if paired == sum(not cell.blank for cell in table.cells):
        yield from pairs


def _of_titled_rows(table: Table) -> Iterator[Pair]:
    """Yield the pairs of a table in which each row has its own headings and, across them, a text: what is done.

        Action 1.1: Recruit a team of supervising social workers
        Owner | Due date | Status
        Jo Hart | 31 March 2018 | Green

    Nothing if it is another one.
    """
    if table.headings is not None or table.columns < _LEAST_TITLED or any(cell.down > 1 for cell in table.cells):
        return
    rows = [cells for _, cells in sorted(by_row(table).items()) if cells]
    titles: Sequence[Sequence[Cell]] = rows[::3]
    if len(rows) == _WITHOUT_TITLE:
        titles, rows = [()], [[], *rows]  # the text is right above the table
    if not rows or len(rows) % 3:
        return
    pairs: list[Pair] = []
    heads = [fold(cell.text) for cell in rows[1]]
    shown = shown_by_fill(table)
    for title, labels, values in zip(titles, rows[1::3], rows[2::3], strict=True):
        alone = len(title) == 1 and title[0].column == 0
        if (title and not alone) or [fold(cell.text) for cell in labels] != heads or any(map(is_value, labels)):
            return
        by_column = {cell.column: cell for cell in values}
        below = labels[0].row + 1
        its = [Pair(each, by_column.pop(each.column, shown.get((below, each.column)))) for each in labels]
        if by_column or not says_when_and_not_what(its):
            return
        pairs += [*(Pair(None, None, cell) for cell in title), *its]
    yield from pairs


def _with_blank_values(runs: Sequence[Run | Table | Passage]) -> list[Run | Table | Passage]:
    """Return what may be cards, in which a text alone in its row is a label if other cards have it as one.

    A short one that comes again below other labels is one too, though nothing is next to it anywhere.
    """
    known = [run for run in runs if isinstance(run, Run)]
    below = Counter(
        folded(pair.across)
        for run in known
        for above, pair in pairwise(run.pairs)
        if pair.across and above.label and pair.across.across == 1 and len(pair.across.text) <= _LONGEST_LABEL
    )
    labels = {label for run in known for label in run.labels} | {text for text, count in below.items() if count > 1}

    def labelled(pair: Pair) -> Pair:
        alone = pair.across is not None and folded(pair.across) in labels
        return Pair(pair.across, None) if alone else pair

    return [run._replace(pairs=tuple(map(labelled, run.pairs))) if isinstance(run, Run) else run for run in runs]
