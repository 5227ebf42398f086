"""What a column is in view of the others: a date that was moved, the number of an item, what nothing else can be."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.fitting import Fit, Place, Seen
from plan_workbook.bringing.recognising.wording import most_like, words_of
from plan_workbook.bringing.recognising.words import ITEM_NUMBER, WORDS
from plan_workbook.layout import Kind as Holds
from plan_workbook.register import NUMBER

_NEXT_STEPS = next(each for each in WORDS[Kind.RECOMMENDATIONS] if each.field == fields.NEXT_STEPS).words
Options = list[dict[Place, Fit]]
_MOVED = frozenset(
    ["forecast", "revised", "new", "amended", "updated", "extended", "current", "latest", "extension", "rescheduled"]
)
"""Words for a date that has taken the place of another one."""
_DUE, _FIRST_DUE = Place(fields.COMPLETION_DATE), Place(fields.ORIGINAL_COMPLETION_DATE)
LEAST_DUE = 0.6
"""How well a column fits a date at least that may be it."""
_SO_FAR = frozenset(("latest", "progress", "update", "position", "far", "now"))
"""Words for what was done: `Latest progress / next steps`."""
_DONE = frozenset(("completed", "closed", "achieved", "done", "actual", "actually", "finished", "closure", "met"))
"""Words for what is done, not to be done."""
_PERHAPS_DONE = frozenset(("complete",))
"""A word for what is done where another column has what is to be: `Date complete`."""
_TO_BE = frozenset(("be", "to", "by", "before", "due", "target", "expected", "planned", "anticipated"))
"""Words for what is still to be done: `To be completed`, `Completed by`."""
_REF_WORDS = next(each.words for each in WORDS[Kind.ACTIONS] if each.field == fields.REF)
_DATES = frozenset((fields.COMPLETION_DATE, fields.ORIGINAL_COMPLETION_DATE, fields.DATE_COMPLETED, fields.START_DATE))
_ENOUGH = 0.8
_AFTER_ITEM = 0.6
"""How much of what a heading says of the number of an item is kept after the column of the items."""
_OF_ROWS = 0.5
"""How much of it is kept where each row has another one."""
_PARTS_OF_A_FIGURE = ("numerator", "number", "denominator", "denom", "cohort", "count")
_SEVERAL = 4
"""So many rows at least tell that a number is that of each."""
_CLAIMED, _GAPS = 0.7, 0.25
"""How well a column fits at least that may be a field, and how much less one does that is nearly blank."""
_ASKED = 0.74
"""How sure it is what a column is that its place and the others tell: a person is asked."""
_LEFT_OVER = 0.62
"""How sure a column is of which only what is in it tells what it is, because no other column can be it."""
_NEEDED = {
    Kind.ACTIONS: (
        (fields.ACTION, Holds.LONG_TEXT),
        (fields.COMPLETION_DATE, Holds.END_DATE),
        (fields.TASK_LEAD, Holds.LEADS),
    ),
    Kind.INDICATORS: ((fields.DESCRIPTION, Holds.LONG_TEXT),),
}
"""What such tables have, and what is in it."""


def moved_dates(columns: Sequence[Seen], options: Options) -> None:
    """Take a date for the original one if another column has the date that it was moved to."""
    due = [at for at, its in enumerate(options) if _score(its, _DUE) >= _ENOUGH]
    moved = [
        at for at in due if _MOVED & set(words_of(" ".join(columns[at].headings))) and not columns[at].contents.empty
    ]
    if not moved or len(due) < 2:
        return
    for at in due:
        if at not in moved:
            score = _score(options[at], _DUE)
            options[at][_FIRST_DUE] = Fit(0.98 * score, "another column has the date that it was moved to")
            options[at][_DUE] = Fit(0.8 * score, "")


def due_not_done(columns: Sequence[Seen], options: Options) -> None:
    """Take a date of completion for when it is due if no other is, unless its heading says that something is done."""
    done = Place(fields.DATE_COMPLETED)
    first = [at for at, its in enumerate(options) if LEAST_DUE <= _score(its, _FIRST_DUE) >= _score(its, _DUE)]
    first = [at for at in first if not columns[at].contents.empty]
    says_done = [at for at, column in enumerate(columns) if _says_done(column)]
    due = [at for at, its in enumerate(options) if _score(its, _DUE) >= LEAST_DUE and at not in (*first, *says_done)]
    if due or first:
        for its in (options[at] for at in says_done if _score(options[at], done) >= LEAST_DUE and _DUE in options[at]):
            its[_DUE] = its[_DUE]._replace(score=_OF_ROWS * its[_DUE].score)
    if due:
        return
    if first:
        its = options[first[0]]
        its[_DUE] = Fit(its[_FIRST_DUE].score, "no other date is the one that it was moved to")
        its[_FIRST_DUE] = Fit(_OF_ROWS * its[_FIRST_DUE].score, "")
        return
    at = max(range(len(options)), key=lambda each: _score(options[each], done), default=0)
    if options and _score(options[at], done) >= LEAST_DUE and not _DONE & {*words_of(" ".join(columns[at].headings))}:
        options[at][_DUE] = Fit(_LEFT_OVER, "nothing else says when it is due")
        options[at][done] = options[at][done]._replace(score=0.5 * options[at][done].score)


def _says_done(column: Seen) -> bool:
    """Tell whether a heading says that something is done, and not that it is to be: `Completed`, `Closed on`."""
    words = {*words_of(" ".join(column.headings))}
    return bool(words & (_DONE | _PERHAPS_DONE)) and not words & _TO_BE


def next_steps(columns: Sequence[Seen], item: int | None, options: Options) -> None:
    """Take next steps for what is done if they say by when and an item may have several; else for a remark on it."""
    action = Place(fields.ACTION)
    dated = any(_score(its, _DUE) >= LEAST_DUE for its in options)
    next_ones = [at for at, column in enumerate(columns) if _says_next(column.own)]
    others = any(_score(its, action) >= _CLAIMED for at, its in enumerate(options) if at not in (item, *next_ones))
    for at in next_ones:
        if not dated:
            options[at][action] = Fit(0.0, "")
        elif not others and (item is None or columns[item].contents.same):
            options[at] = {action: Fit(_ASKED, "nothing else says what is done")}


def numbered_items(columns: Sequence[Seen], item: int, options: Options) -> None:
    """Take a column of numbers right before the items for theirs, unless each row of an item has another one.

    Nor are they numbers of items which several items share: the review that these are from, `ILACS 2024`.
    """
    if item == 0:
        return
    column, its = columns[item - 1], options[item - 1]
    if len(column.contents.texts) < len(columns[item].contents.texts):
        its[Place(NUMBER)] = Fit(_OF_ROWS * _score(its, Place(NUMBER)), "")
        return
    said = most_like(column.own, (*ITEM_NUMBER.words, *ITEM_NUMBER.vague))
    if most_like(column.own, _REF_WORDS) > said:
        return  # `Action no` is a number, but of the actions
    if said >= _ENOUGH and column.contents.fits(Holds.ITEM_NUMBER) >= 0.6 and column.goes_with_item >= 0.4:
        its[Place(NUMBER)] = Fit(max(_score(its, Place(NUMBER)), 0.97 * said), "it numbers the column next to it")
        for place, each in its.items():
            if place != Place(NUMBER):
                its[place] = each._replace(score=0.9 * each.score)


def _says_next(heading: str) -> bool:
    """Tell whether a heading names next steps, and not the activity that is planned."""
    words = words_of(heading)
    return "next" in words and not _SO_FAR & {*words} and most_like(heading, _NEXT_STEPS) >= _ENOUGH


def titles_after_numbers(columns: Sequence[Seen], item: int, options: Options) -> None:
    """Take what is right after the numbers of the items for their title, where nothing else is; and ask.

    It is an outcome, or a text with a heading that says nothing.
    """
    title = Place(fields.TITLE, Kind.RECOMMENDATIONS)
    if most_like(columns[item].own, ITEM_NUMBER.words) < _ENOUGH or columns[item].contents.shares.code < _ENOUGH:
        return
    at = item + 1
    if at == len(columns) or any(_score(its, title) >= _CLAIMED for its in options):
        return
    objective = _score(options[at], Place(fields.OBJECTIVE))
    its = columns[at].contents
    is_open = all(each.score < LEAST_DUE for each in options[at].values())
    is_text = its.words > 1 and max(its.shares.date, its.shares.figure, its.shares.rating) < _GAPS
    if columns[at].goes_with_item >= _CLAIMED and (objective >= _CLAIMED or (is_open and is_text)):
        options[at][title] = Fit(_ASKED, "it is what the numbers before it are of")
        options[at][Place(fields.OBJECTIVE)] = Fit(0.0, "")


def numbers_of_rows(kind: Kind, columns: Sequence[Seen], options: Options) -> None:
    """Take a number that each of several rows has another one of rather for that of the row than for its item's.

    One that several rows after each other share is that of the item.
    """
    for column, its in zip(columns, options, strict=True):
        number = its.get(Place(NUMBER))
        each_once = column.contents.filled >= _SEVERAL and not column.contents.same
        if number is not None and each_once and most_like(column.own, ITEM_NUMBER.words) < _ENOUGH:
            its[Place(NUMBER)] = number._replace(score=_OF_ROWS * number.score)
        own = its.get(Place(fields.IDS[kind]))
        if number is not None and own is not None and column.contents.grouped and number.score >= _ENOUGH:
            its[Place(fields.IDS[kind])] = own._replace(score=_OF_ROWS * own.score)


def no_numerators(columns: Sequence[Seen], options: Options) -> None:
    """Take a number next to a denominator for none of anything: ``Num | Denom`` are what a figure was made from."""
    for at, column in enumerate(columns[1:], 1):
        if any(word.startswith("denom") for word in words_of(column.own)):
            for each in (at - 1, at):
                if most_like(columns[each].own, _PARTS_OF_A_FIGURE) >= _ENOUGH:
                    options[each] = {}


def refs_not_counts(columns: Sequence[Seen], options: Options) -> None:
    """Take numbers such as `1.2` rather for refs than those that only count the rows, where a table has both."""
    refs = [at for at, its in enumerate(options) if _score(its, Place(fields.REF)) >= _ENOUGH]
    counts = [at for at in refs if columns[at].contents.shares.whole == 1]
    in_levels = [at for at in refs if _are_in_levels(columns[at].contents.texts)]
    if in_levels:
        for at in counts:
            its = options[at][Place(fields.REF)]
            options[at][Place(fields.REF)] = its._replace(score=_AFTER_ITEM * its.score)


def _are_in_levels(texts: Sequence[str]) -> bool:
    return 2 * sum("." in text.strip(" .") for text in texts) > len(texts)


def refs_after_items(columns: Sequence[Seen], item: int, options: Options) -> None:
    """Take a `Ref` after the item rather for that of the row, also where each item has only one row."""
    for at in range(item + 1, len(columns)):
        if Place(NUMBER) in options[at] and most_like(columns[at].own, ITEM_NUMBER.words) < _ENOUGH:
            its = options[at][Place(NUMBER)]
            options[at][Place(NUMBER)] = its._replace(score=_AFTER_ITEM * its.score)


def by_elimination(kind: Kind, columns: Sequence[Seen], options: Options) -> None:
    """Take a column whose heading says nothing for what the table would otherwise not have, if only it can be that.

    Two other columns, and half of them, must say what they are; and a person is asked.
    """
    known = [max((each.score for each in its.values()), default=0.0) for its in options]
    said = sum(score >= _ENOUGH for score in known)
    if said < 2 or 2 * said < len(columns) - 1:
        return
    for field, holds in _NEEDED.get(kind, ()):
        if any(_score(its, Place(field)) >= 0.6 for its in options):
            continue
        can_be = [
            at
            for at, column in enumerate(columns)
            if known[at] < 0.6 and column.contents.filled and column.contents.fits(holds) >= 0.75 and column.headings
        ]
        if len(can_be) == 1:
            options[can_be[0]][Place(field)] = Fit(_LEFT_OVER, f"nothing else can be {field}")


def outcomes_after(options: Options) -> None:
    """Take an outcome after the action rather for what came of it than for what it should achieve."""
    action = max(range(len(options)), key=lambda at: _score(options[at], Place(fields.ACTION)), default=0)
    for its in options[action + 1 :]:
        if Place(fields.OBJECTIVE) in its:
            its[Place(fields.OBJECTIVE)] = its[Place(fields.OBJECTIVE)]._replace(
                score=0.92 * _score(its, Place(fields.OBJECTIVE))
            )


def fuller_first(columns: Sequence[Seen], options: Options) -> None:
    """Of several columns that may be the same, take one with something in every row rather than one with gaps."""
    for place in sorted({place for its in options for place in its}, key=str):
        claimed = [at for at, its in enumerate(options) if _score(its, place) >= _CLAIMED]
        most = max((columns[at].contents.filled for at in claimed), default=0)
        for at in claimed if most > 1 and len(claimed) > 1 else ():
            its, filled = options[at][place], columns[at].contents.filled
            if place.field in _DATES and filled:  # a date that was moved, or when it was done, is in few rows
                continue
            if filled or not columns[at].contents.coloured:
                options[at][place] = its._replace(score=its.score * (1 - _GAPS * (1 - min(1.0, filled / most))))


def _score(its: dict[Place, Fit], place: Place) -> float:
    return its[place].score if place in its else 0.0
