"""How well a column fits a field of the register: by its headings, and by what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.contents import Contents
from plan_workbook.bringing.recognising.wording import (
    LONGEST_HEADING,
    most_like,
    says_items,
    says_so_far,
    wording,
    words_of,
)
from plan_workbook.bringing.recognising.words import WORDS, Heading
from plan_workbook.layout import Kind as Holds
from plan_workbook.patterns import pattern
from plan_workbook.register import NUMBER

_SOFT = frozenset({Holds.LONG_TEXT, Holds.TEXT, Holds.LEADS, Holds.CODE})
"""What is below says less of these: a comment may be a word, and a lead a team."""
_EMAIL = fields.EMAIL
_ALL_LONG = 0.9
"""Which share of texts that are long no refs have."""
_LEVELS = 0.4
"""How much of what a heading says is kept where only levels are below it: a `Priority` that is high or low."""
_UNHEADED = {
    **dict.fromkeys(
        (fields.TITLE, fields.PROGRESS, fields.DESCRIPTION, fields.PI_NUMBER, fields.ACTION, fields.REF), 0.6
    ),
    **dict.fromkeys((fields.LEAD, fields.LEAD_OFFICER, fields.TASK_LEAD, fields.NAME, fields.ROLE), 0.62),
    **dict.fromkeys((NUMBER, fields.START_DATE, fields.TARGET, fields.LABEL), 0.52),
    **dict.fromkeys((fields.COMPLETION_DATE, fields.ACTUAL), 0.55),
    **dict.fromkeys((fields.RAG, fields.CODE), 0.86),
    _EMAIL: 0.9,
}
"""How sure a column without a heading can be such a field."""
_OF_A_PERIOD = 0.86
"""How much of what a heading says is kept if it names a period: a rating without one is the one now."""
_RATED, _ONLY_RATED = 0.6, 0.9
"""Which share of a column below a heading of ratings are such, at least."""
_SAYS_NO_MORE = 0.9
"""How much less a column of nothing but ratings is a text: below `Progress`, they are how far each action is."""
_OF_ITEM_WORDS = 0.92
"""How surely a column has items that is headed by several words for them: `Priority theme`, `Inspection finding`."""
_RATINGS, _OF_RATINGS = frozenset(("rag", "brag", "bragg", "ragb", "rygb", "bryg")), 0.9
"""Words that only headings of ratings have, whatever else these say, and how sure they make it."""
_BEFORE, _NOT_NOW = frozenset(("last", "previous", "prior", "former", "old", "earlier", "initial")), 0.75
"""Words for a rating that was given before, and how much less such a column is the rating."""
_OF_MONEY = frozenset(("spend", "budget", "finance", "financial", "cost", "money"))
"""Words for a rating of what is spent, not of what is done: `Spend RAG rating`."""
OF_PERSONS = frozenset(
    ("lead", "owner", "officer", "sponsor", "manager", "director", "executive", "exec", "holder", "person", "steward")
)
"""Words for a person who leads, at the end of a heading or label."""
_LEADING = frozenset(("person", "officer", "lead", "responsible", "accountable", "head"))
_WHO, _ASKS_WHO = frozenset(("who", "whose", "whom")), 0.95
"""Words of headings that ask who leads, and how surely these do: `Whose job is it?`"""
_LEADS = frozenset((fields.LEAD, fields.TASK_LEAD, fields.LEAD_OFFICER))
_DOINGS = frozenset(("action", "activity", "task", "deliverable", "undertaking", "step", "intervention"))
_TELLINGS = frozenset(("progress", "update", "comment", "commentary", "narrative"))
_MEASURES = frozenset(("kpi", "measure", "indicator", "success", "metric", "pi"))
_TAKEN = frozenset(("plan", "taken", "take", "corrective", "remedial"))
_WHAT = frozenset((fields.ACTION, fields.DESCRIPTION, fields.TITLE))
"""Words for what is told of an action, and how it is measured, unless measures are taken; and the fields that neither
of them is."""
_NOT_DONE = frozenset(
    (
        *("and", "against", "by", "for", "of", "to", "in", "on", "from", "since", "with"),
        *("next", "previous", "completed", "outstanding", "overdue", "linked", "risk", "mitigating"),
    )
)
_MOST_WORDS = 5
"""Words at the end of a heading for what is done, others that then say something else, and how many there may be."""
_STILL_TO_BE = frozenset(("expected", "anticipated", "planned", "target", "agreed", "due", "estimated", "proposed"))
_ENDS = frozenset(("delivery", "completion", "finish", "end", "deadline", "timescale", "timeframe", "complete"))
_DONE_THEN = frozenset(("completed", "delivered", "achieved", "done", "finished", "implemented"))
"""Words of headings that say when something should be done, and what will have been done then."""
_CHECKED = frozenset(("signed", "sign", "approved", "verified", "checked", "agreed", "updated", "raised", "authorised"))
_BY_NAMES = 0.6
"""Words for what others do than who leads, before `by`; and which share of what is below such a heading are names."""
_OF_DOING = 0.94
"""How surely such a heading means what is done."""
_OF_PERSON, _OF_BEFORE = 0.86, 0.82
"""How surely a heading that ends with a word for a person means who leads, and one that begins with `Last` what was."""
_A_DIGIT, _CALLED_BY_NUMBERS = pattern(r"[1-9]"), 0.75
"""How much of what a heading says of ratings is kept that are only called by numbers: a person is asked."""
_OF_NUMBER = ("number", "of")
"""How a heading begins that counts things, ``No. of actions``, and is not that of their numbers."""
_DONE_BY = 0.5
"""How much a heading says of what is done that ends with `by`: it says who does it, or by when."""
_DONE_SO_FAR = 0.8
"""How much a heading says of what is done that names the time up to now: what was done is said of each action."""
_CALLED = {
    Holds.LONG_TEXT: "sentences",
    Holds.LEADS: "names",
    Holds.START_DATE: "dates",
    Holds.END_DATE: "dates",
    Holds.NUMBER: "figures",
    Holds.TARGET: "figures",
    Holds.RATING: "ratings",
    Holds.CODE: "numbers or codes",
    Holds.ITEM_NUMBER: "numbers",
    Holds.PERIOD: "periods",
}


class Seen(NamedTuple):
    """A column as it is looked at."""

    headings: tuple[str, ...]
    """From the top: that of its group, its own."""
    contents: Contents
    goes_with_item: float = 0
    """How far its cells are those of the item rather than of the row, from 0 to 1."""

    @property
    def own(self) -> str:
        """Its own heading, without that of its group."""
        return self.headings[-1] if self.headings else ""

    @property
    def nameless(self) -> bool:
        """Whether it has no heading."""
        return not any(wording(each).whole for each in self.headings)


class Place(NamedTuple):
    """What a column may be."""

    field: str
    of: Kind | None = None


class Fit(NamedTuple):
    """How well a column fits a field, from 0 to 1, and why."""

    score: float
    why: str


def fit(column: Seen, heading: Heading, other_words: Sequence[str] = ()) -> Fit:
    """Return how well a column fits a field; `other_words` mean it too, a little less."""
    below = column.contents.fits(heading.holds)
    if heading.field == _EMAIL and column.contents.filled:
        below = column.contents.shares.email
    if column.nameless:
        score = _UNHEADED.get(heading.field, 0.0) * below if below >= 0.6 and not column.contents.empty else 0.0
        return Fit(score, f"it has no heading, and {_below(heading)} are in it")
    named = max(_named(column, (heading.field, *heading.words)), 0.92 * _named(column, other_words))
    if heading.field == fields.TITLE and named < _OF_ITEM_WORDS and says_items(column.own):
        named = _OF_ITEM_WORDS
    said = words_of(column.own)
    if heading.field in _LEADS and _WHO & {*said}:
        below = max(below, 0.5)
    if heading.field == fields.ACTION and said[-1:] == ("by",):
        named *= _DONE_BY
    elif heading.field in (fields.ACTION, fields.OBJECTIVE) and says_so_far(column.own):
        named *= _DONE_SO_FAR
    elif _says_what_or_when(heading.field, column.own):
        named = max(named, _OF_DOING)
    elif heading.field == fields.DATE_COMPLETED and (_STILL_TO_BE & {*said} or ("to", "be") in pairwise(said)):
        named *= _DONE_BY
    elif heading.field in _LEADS and said[-1:] == ("by",) and column.contents.shares.name >= _BY_NAMES:
        named = max(named, _NOT_NOW if _CHECKED & {*said} else _OF_PERSON)
    if heading.field in _LEADS and _WHO & {*said}:
        named = max(named, _ASKS_WHO)
    elif heading.field in _LEADS and (OF_PERSONS & {*said[-1:]} or _LEADING & {*said[:1]}):
        named = max(named, _OF_PERSON)
    elif heading.field == fields.PREVIOUS and _BEFORE & {*words_of(column.own)[:1]}:
        named = max(named, _OF_BEFORE)
    elif heading.field == fields.TITLE and (
        max(column.contents.shares.rating, column.contents.shares.code) > _ONLY_RATED or "risk" in said
    ):
        named *= _LEVELS  # `Judgement of progress`; `Theme 1` is a number
    elif heading.holds in (Holds.CODE, Holds.ITEM_NUMBER) and said[:2] == _OF_NUMBER:
        named *= _LEVELS
    if heading.holds is Holds.RATING:
        another = bool((_BEFORE | _OF_MONEY) & {*said})
        named = max(named, _OF_RATINGS if heading.field == fields.RAG and says_ratings(column.own) else 0.0) * (
            _NOT_NOW if another else 1.0
        )
        named *= _OF_A_PERIOD if wording(column.own).period else 1.0
    elif heading.holds is Holds.LONG_TEXT and column.contents.shares.rating > _RATED and says_ratings(column.own):
        named *= _NOT_NOW
    elif heading.holds is Holds.LONG_TEXT and column.contents.shares.rating > _ONLY_RATED:
        named *= _SAYS_NO_MORE
    kept = _another_thing(heading.field, {*said})
    named *= kept
    sure = named * (_LEVELS if _is_levels(column, heading) else _kept(below, heading.holds, column.contents))
    vague = (
        kept * _named(column, heading.vague) * (0.42 + 0.48 * below) * (_LEVELS if _is_levels(column, heading) else 1.0)
    )
    near = min(0.7, _named(column, heading.near) * (0.45 + 0.25 * below))
    best = max(sure, vague, near)
    if best == sure:
        doubt = "" if below >= 0.5 else f", though {_below(heading)} are not in it"
        return Fit(best, f"its heading means {heading.field}{doubt}")
    if best == vague:
        return Fit(best, f"its heading may mean {heading.field}, and {_below(heading)} are in it")
    return Fit(best, f"its heading is nearest to {heading.field}")


def says_actions(heading: str) -> bool:
    """Tell whether a heading ends with a word for what is done, and names nothing of it: `Agreed improvement action`.

    `Status of action` is another thing, and so is `Risk to action`.
    """
    words = words_of(heading)
    return 1 < len(words) <= _MOST_WORDS and words[-1] in _DOINGS and not {*words} & _NOT_DONE


def says_due(heading: str) -> bool:
    """Tell whether a heading says when something should be done: `Expected delivery`, `Date action to be completed`."""
    words = {*words_of(heading)}
    if {"original", "initial", "baseline", "first", "revised"} & words:
        return False
    return bool(words & _STILL_TO_BE and words & _ENDS) or ("be" in words and bool(words & _DONE_THEN))


def _another_thing(field: str, words: set[str]) -> float:
    """Return how much of what a heading says is kept in view of its other words.

    `Description of progress` is no description, and `Milestones and KPIs` are not what is done.
    """
    if words & (_DOINGS | _TAKEN) or field not in _WHAT:
        return 1.0
    if words & _TELLINGS and not words & _MEASURES:
        return _DONE_BY
    return _LEVELS if field == fields.ACTION and words & _MEASURES and len(words) > 1 else 1.0


def _says_what_or_when(field: str, heading: str) -> bool:
    """Tell whether a heading says that below it is what is done, or by when, in whatever words."""
    return (field == fields.ACTION and says_actions(heading)) or (field == fields.COMPLETION_DATE and says_due(heading))


def says_ratings(heading: str) -> bool:
    """Tell whether a heading has a word that only those of ratings have: `Monthly RAG`."""
    return bool(_RATINGS & {*words_of(heading)})


def says_a_rating_now(heading: str) -> bool:
    """Tell whether a heading or label is that of ratings, and of none that were given before: `Theme RAG`."""
    return says_ratings(heading) and not (_BEFORE | _OF_MONEY) & {*words_of(heading)}


def names_a_period(heading: str) -> bool:
    """Tell whether a heading says that what is below it is a period, and no date of an action: `Reporting period`."""
    return "period" in words_of(heading)


def _is_levels(column: Seen, heading: Heading) -> bool:
    """Tell whether it is only said how important something is, where a text is expected."""
    its = column.contents
    if heading.holds is Holds.ITEM_NUMBER and any(map(str.isdigit, "".join(its.texts))):
        return False
    return heading.holds in (Holds.LONG_TEXT, Holds.ITEM_NUMBER) and its.filled > 0 and its.shares.level > 0.6


@lru_cache(maxsize=2048)
def _holds(part: str) -> Holds | None:
    """Return what a heading's part says that is below it; None if no word for a field is nearly the same."""
    best = max(
        (most_like(part, (each.field, *each.words)), -at, each.holds) for at, each in enumerate(WORDS[Kind.ACTIONS])
    )
    return best[2] if best[0] > 0.9 else None


def names_two_things(column: Seen) -> bool:
    """Tell whether a heading names things of two sorts: a text and a rating, a name and a date."""
    if len(column.own) > LONGEST_HEADING:
        return False
    sorts = {_holds(" ".join(part)) for part in wording(column.own).parts} - {None}
    return len(sorts) > 1


def _below(heading: Heading) -> str:
    return _CALLED.get(heading.holds, "such texts")


def _named(column: Seen, words: Sequence[str]) -> float:
    if not column.headings or not words:
        return 0.0
    own = most_like(column.own, words, earlier_first=True)
    if len(column.headings) == 1:
        return own
    joined = 0.98 * most_like(" ".join(column.headings), words)
    if not wording(column.own).bare:  # a quarter below Target or Actual
        return max(own, joined, 0.96 * most_like(column.headings[-2], words))
    of_the_group = most_like(" ".join(column.headings[:-1]), words)  # which says nothing of one column of several
    return max(own, joined if joined > of_the_group else 0.0)


def _kept(below: float, holds: Holds, contents: Contents) -> float:
    """Return how much of what the heading says is kept in view of what is below."""
    if below >= 0.5:
        return 1.0
    plainly_other = max(contents.shares.date, contents.shares.figure, contents.shares.email) > 0.7 or (
        holds is Holds.LONG_TEXT
        and (
            (contents.shares.rating > 0.9 and contents.same > 0.5)
            or (contents.shares.code > 0.9 and contents.words <= 1)
        )
    )
    if holds is Holds.RATING and contents.filled and all(map(_A_DIGIT.fullmatch, contents.texts)):
        return _CALLED_BY_NUMBERS
    never = holds is Holds.YES_NO or (holds is Holds.CODE and contents.shares.long > _ALL_LONG)
    least = 0.3 if never else 0.5 if plainly_other or holds not in _SOFT else 0.8
    return least + (1 - least) * below / 0.5
