"""What ratings in words count as in relation to the others on their scale: which of two delays is the worse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plan_workbook.bringing.recognising.rating_words import COLOURS, COUNTS_AS
from plan_workbook.bringing.recognising.signs import said_within, without_sign
from plan_workbook.plan.scale import CountsAs
from plan_workbook.values.text import fold

_SLIGHT = frozenset(
    (
        "slight",
        "slightly",
        "some",
        "minor",
        "small",
        "partly",
        "partial",
        "partially",
        "slipping",
        "slippage",
        "concerns",
        "attention",
    )
)
"""Words that make a delay a smaller one."""
_FEW, _MOST, _LONGEST = 2, 7, 40
"""So many ratings say nothing of a third; ratings of a scale, and characters of one."""


def in_relation(texts: Sequence[str], shown: Mapping[str, CountsAs]) -> Mapping[str, CountsAs]:
    """Return what those ratings count as, folded, of which only the others on the scale tell.

    If none is off track, it is the delay that is not called slight; and one that nobody knows is what is missing
    between the others. A person is asked about each of them, because no list of words has it.

    Args:
        texts: the ratings of a document.
        shown: what their colours say that they count as, by the text, folded.
    """
    words = list(dict.fromkeys(fold(without_sign(text)).rstrip(".") for text in texts))
    words = [word for word in words if len(word) > 1 and not COLOURS & {word, *word.split()}]
    if len(words) > _MOST or any(len(word) > _LONGEST for word in words):
        return {}
    counts = {word: shown.get(word) or COUNTS_AS.get(word) or said_within(word) for word in words}
    found = {*counts.values()}
    late = [word for word in words if counts[word] is CountsAs.AT_RISK and word not in shown]
    serious = [word for word in late if not _SLIGHT & set(word.split())]
    if CountsAs.OFF_TRACK not in found and len(late) == 2 and len(serious) == 1:
        return {serious[0]: CountsAs.OFF_TRACK}
    unknown = [word for word in words if counts[word] is None]
    missing = {CountsAs.OFF_TRACK, CountsAs.AT_RISK} - found
    if len(unknown) == len(missing) == 1 and CountsAs.ON_TRACK in found and len(words) > _FEW:
        return {unknown[0]: next(iter(missing))}
    return {}
