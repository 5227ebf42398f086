"""The texts above cards that are what is done, where no label says so.

    1.2 Recruit a team of supervising social workers
    Lead: Jo Hart | Due: 31 March 2018 | RAG: Green

The card is a line of labels, or a block of them in a table, and the text is right above it or goes across its top. What
tells such texts from others is that cards with the same labels come below several of them, and that one of these says
by when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell, Passage, Table
from plan_workbook.bringing.recognising.card_runs import Pair, Run, folded, in_rows
from plan_workbook.bringing.recognising.contents import sort_of
from plan_workbook.bringing.recognising.fitting import Place, Seen
from plan_workbook.bringing.recognising.headings import headed
from plan_workbook.bringing.recognising.kinds import readings
from plan_workbook.bringing.recognising.seen import columns_of
from plan_workbook.bringing.recognising.wording import most_like, says_so_far, words_of
from plan_workbook.bringing.recognising.words import ITEM_WORDS, VERBS, WORDS, Heading
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

_LEAST_LABELS, _LEAST_CARDS = 2, 2
_LONGEST = 600
"""Characters of a text that says what is done."""
_ALIKE = 0.5
"""Which share of the labels of cards that are alike all have."""
_MOST_TRIED = 50
"""Groups of cards with a label that another one is compared with: there may be thousands."""
_SAID, _HALF = 0.9, 0.5
_IN_LEVELS = pattern(r"\(?[A-Za-z]{0,3}\d{1,3}(?:\.\d{1,3}|[a-z])\b.*", 0)
"""How a text begins that is numbered below an item: ``1.2``, ``3b``."""
_COUNTS = pattern(r"\d+[a-z]?|[a-z]|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten|no|number", 0)
_BY_WHEN = (fields.COMPLETION_DATE, fields.START_DATE, fields.ORIGINAL_COMPLETION_DATE)
_WHAT = {heading for heading in WORDS[Kind.ACTIONS] if heading.field == fields.ACTION}
_WHAT_IS_MEASURED = {heading for heading in WORDS[Kind.INDICATORS] if heading.field == fields.DESCRIPTION}
_WHAT_SHOWS_IT = {heading for heading in WORDS[Kind.ACTIONS] if heading.field == fields.EVIDENCE}
_WHEN = {heading for heading in WORDS[Kind.ACTIONS] if heading.field in _BY_WHEN}
Blocks = Sequence[Run | Table | Passage]


def with_titles(runs: Blocks) -> list[Run | Table | Passage]:
    """Return what may be cards, with the texts above those that are without a label for what is done."""
    runs = _with_bands(runs)
    groups = _alike([at for at in range(1, len(runs)) if _may_be_titled(runs, at)], runs)
    titled = {at for group in groups if _are_titled(runs, group) for at in group}
    return list(_put_together(runs, titled))


def _alike(found: Sequence[int], runs: Blocks) -> list[list[int]]:
    """Return the runs with the same labels together."""
    groups: list[list[int]] = []
    firsts: list[frozenset[str]] = []
    with_label: dict[str, list[int]] = {}
    for at in found:
        labels = frozenset(_run(runs, at).labels)
        candidates = dict.fromkeys(group for label in labels for group in with_label.get(label, ())[:_MOST_TRIED])
        group = next((each for each in candidates if _are_alike(firsts[each], labels)), None)
        if group is None:
            for label in labels:
                with_label.setdefault(label, []).append(len(groups))
            groups.append([at])
            firsts.append(labels)
        else:
            groups[group].append(at)
    return groups


def _run(runs: Blocks, at: int) -> Run:
    run = runs[at]
    assert isinstance(run, Run)
    return run


def _are_alike(its: frozenset[str], others: frozenset[str]) -> bool:
    return len(its & others) >= max(_LEAST_LABELS, _ALIKE * max(len(its), len(others)))


# A text right above


def _may_be_titled(runs: Blocks, at: int) -> bool:
    run, above = runs[at], runs[at - 1]
    if not (isinstance(run, Run) and isinstance(above, Passage)) or run.titled or run.sheet != above.sheet:
        return False
    if not above.text.strip() or len(above.text) > _LONGEST or above.level == 0:
        return False
    if any(pair.across for pair in run.pairs) or (run.of_texts and _tells_of_a_table(runs, at)):
        return False
    return says_when_and_not_what(run.pairs)


def _tells_of_a_table(runs: Blocks, at: int) -> bool:
    """Tell whether a card is right above a table, and so may tell of what is in it."""
    below = runs[at + 1] if at + 1 < len(runs) else None
    return isinstance(below, Run | Table) and not getattr(below, "of_texts", False)


def says_when_and_not_what(pairs: Sequence[Pair]) -> bool:
    """Tell whether labels say by when something is done, and none says what it is."""
    labels = [folded(pair.label) for pair in pairs if pair.label]
    return (
        len(labels) == len({*labels}) >= _LEAST_LABELS
        and (any(_says(label, _WHEN) for label in labels) or any(map(_is_when, pairs)))
        and not any(map(_says_what, labels))
    )


def _says_what(label: str) -> bool:
    """Tell whether a label says what is done or measured: what `Success measures` are is to show that it is done."""
    if says_so_far(label):  # `Activity this quarter`
        return False
    return _says(label, _WHAT) or (_says(label, _WHAT_IS_MEASURED) and not _says(label, _WHAT_SHOWS_IT))


def _is_when(pair: Pair) -> bool:
    return pair.value is not None and sort_of(pair.value).date > _HALF


def _says(label: str, headings: set[Heading]) -> bool:
    return any(
        most_like(label, (heading.field, *heading.words, *heading.vague, *heading.near)) >= _SAID
        for heading in headings
    )


def _are_titled(runs: Blocks, group: Sequence[int]) -> bool:
    titles = [above.text for at in group if isinstance(above := runs[at - 1], Passage)]
    blocks = [at for at in group if not _run(runs, at).of_texts]
    if blocks and (2 * sum(_is_above_another(runs, at) for at in blocks) > len(blocks) or not _below(runs, group)):
        return False
    return _are_actions(titles, [pair for at in group for pair in _titled(_run(runs, at), runs[at - 1])])


def _is_above_another(runs: Blocks, at: int) -> bool:
    """Tell whether a block of labels is right above a table that is none, and so tells of what is in it."""
    below = next((each for each in runs[at + 1 : at + 2] if not isinstance(each, Passage)), None)
    return below is not None and not (
        isinstance(below, Run) and _are_alike(frozenset(_run(runs, at).labels), frozenset(below.labels))
    )


def _below(runs: Blocks, group: Sequence[int]) -> bool:
    """Tell whether texts are what is done about items: there are other texts between them, or they say so."""
    between = any(other - one > 2 for one, other in pairwise(group))
    texts = [above.text for at in group if isinstance(above := runs[at - 1], Passage)]
    own = sum(_says_what_is_done(text) for text in texts)
    return between or 2 * own > len(texts)


def _says_what_is_done(text: str) -> bool:
    words = words_of(text)
    return bool(_IN_LEVELS.match(text)) or next((word for word in words if not word.isdigit()), "") in VERBS


def _are_actions(titles: Sequence[str], pairs: Sequence[Pair]) -> bool:
    """Tell whether texts above cards are what is done, and do not name items."""
    if len(titles) < _LEAST_CARDS or len({*map(fold, titles)}) < len(titles):
        return False
    if 2 * sum(map(_names_an_item, titles)) > len(titles):
        return False
    table = in_rows(Run("", None, tuple(pairs), 0))
    columns: list[Seen] = columns_of(table, headed(table))
    best = readings(columns, ())[0]
    return best.kind is Kind.ACTIONS and best.places[0] == Place(fields.ACTION)


_ITEMS = tuple(map(words_of, ITEM_WORDS))


def _names_an_item(text: str) -> bool:
    """Tell whether a text begins with a word for an item and a number or a sign: ``Priority 4``, ``Theme: ...``."""
    words = words_of(text.partition(":")[0])
    return any(
        words[: len(item)] == item and (len(words) == len(item) or _COUNTS.fullmatch(words[len(item)]))
        for item in _ITEMS
    )


def _titled(run: Run, above: Run | Table | Passage) -> tuple[Pair, ...]:
    assert isinstance(above, Passage)
    return (_title(Cell(0, 1, above.text, above.where)), *run.pairs)


def _title(value: Cell) -> Pair:
    return Pair(Cell(0, 0, "", value.where, made=True), value)


def _put_together(runs: Blocks, titled: set[int]) -> Iterator[Run | Table | Passage]:
    for at, each in enumerate(runs):
        if at in titled:
            run, above = _run(runs, at), runs[at - 1]
            yield run._replace(where=_where(run, above), pairs=_titled(run, above), blocks=run.blocks + 1, titled=True)
        elif at + 1 not in titled:
            yield each


def _where(run: Run, above: Run | Table | Passage) -> str:
    """Return where a card is, from the text above it on."""
    if not run.of_texts:
        return run.where
    file, comma, places = run.where.rpartition(", ")
    first = above.where.removeprefix(file).removeprefix(", ")
    return f"{file}{comma}{first} to {places.rpartition(' to ')[2]}"


# A text across the top


def _with_bands(runs: Blocks) -> list[Run | Table | Passage]:
    """Return what may be cards, with the texts across the tops of those that have no label for what is done."""
    found = [at for at, run in enumerate(runs) if isinstance(run, Run) and has_bands(run)]
    banded = {at for group in _alike(found, runs) if _are_banded(runs, group) for at in group}
    return [as_titled(each) if at in banded and isinstance(each, Run) else each for at, each in enumerate(runs)]


def has_bands(run: Run) -> bool:
    """Tell whether a text goes across the top of each card, and no label says what is done."""
    cards = list(_cards(run))
    return bool(cards) and all(band is not None and says_when_and_not_what(pairs) for band, pairs in cards)


def _cards(run: Run) -> Iterator[tuple[Cell | None, list[Pair]]]:
    """Yield the text across the top of each card, if it has one, and its labels with their values."""
    band: Cell | None = None
    pairs: list[Pair] = []
    for pair in run.pairs:
        if pair.across is not None:
            if pairs:
                yield band, pairs
            band, pairs = pair.across, []
        else:
            pairs.append(pair)
    if pairs:
        yield band, pairs


def _are_banded(runs: Blocks, group: Sequence[int]) -> bool:
    cards = [card for at in group for card in _cards(_run(runs, at))]
    titles = [band.text for band, _ in cards if band is not None]
    return _are_actions(titles, [pair for at in group for pair in as_titled(_run(runs, at)).pairs])


def as_titled(run: Run) -> Run:
    """Return cards with the text across the top of each as one of its values."""
    last = [pair.across is not None and below.across is None for pair, below in pairwise(run.pairs)]
    pairs = (
        _title(pair.across) if at and pair.across else pair for pair, at in zip(run.pairs, [*last, False], strict=True)
    )
    return run._replace(pairs=tuple(pairs), titled=True)
