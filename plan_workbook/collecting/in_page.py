"""What came of collecting as one web page: first what is left for a person, then what was taken, and who is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from plan_workbook.collecting.collected import Answer, Collected, Unfit
from plan_workbook.collecting.entries import Conflict, Deleted, LeftAlone, NotCarried, Take
from plan_workbook.collecting.in_words import (
    ABOUT_DELETED,
    ABOUT_LEFT,
    CAUTION,
    TO_LOOK_AT,
    about,
    about_conflict,
    about_room,
    at,
    named,
    named_row,
)
from plan_workbook.comparing.words import Said, word_changes
from plan_workbook.reports.filtered_page import (
    Listed,
    counts_by,
    filtered_page,
    filtered_table,
    filtering,
    section,
    select,
)
from plan_workbook.reports.grouping import NO_LEAD, lead_order
from plan_workbook.values.text import counted, listed

_LEFT = Listed("left", "Left for you", "thing left for you", "things left for you", "taken")
_CONFLICT, _DELETED, _NOT_CARRIED, _REFUSED, _LOOK, _TAKEN, _AS_ASKED = _KINDS = (
    "conflict",
    "deleted",
    "not taken",
    "refused",
    "look at these",
    "taken",
    "left as asked",
)
_STYLES: Mapping[str, str] = {
    _CONFLICT: "error",
    _DELETED: "error",
    _NOT_CARRIED: "warning",
    _REFUSED: "warning",
    _LOOK: "note",
    _TAKEN: "accepted",
    _AS_ASKED: "note",
}
"""The class of each kind's badge, in the style of the findings page."""
_NOT_KNOWN = "Lead not known"
_PHRASE = 4
"""From so many words on, a text is shown with the words that were taken out and put in."""
_MARKUP = {Said.BOTH: "{}", Said.BEFORE: "<del>{}</del>", Said.AFTER: "<ins>{}</ins>"}


class _Entry(NamedTuple):
    """A row of one of the lists; its last fields are markup."""

    kind: str
    sheet: str
    """The master's sheet; that of the return, or empty, where there is none."""
    lead: str
    place: str
    what: str
    sent: str = ""
    master: str = ""
    returned: str = ""
    to_do: str = ""

    @property
    def kept(self) -> dict[str, str]:
        """What the filters look at."""
        return {"lead": self.lead, "sheet": self.sheet, "kind": self.kind}


_Column = tuple[str, str, Callable[[_Entry], str]]
_KIND: _Column = ("Kind", "severity", lambda each: _badge(each.kind))
_PLACE: _Column = ("Cell", "place", lambda each: escape(each.place))
_WHAT: _Column = ("What it is", "about", lambda each: each.what)
_SENT: _Column = ("Handed out", "text", lambda each: each.sent)
_MASTER: _Column = ("In the master", "text", lambda each: each.master)
_RETURNED: _Column = ("Came back", "text", lambda each: each.returned)
_TO_DO: _Column = ("What to do", "fix", lambda each: each.to_do)
_WHOSE: _Column = ("Lead", "lead", lambda each: escape(each.lead))
_BEFORE: _Column = ("Before", "text", lambda each: each.master)
_NOW: _Column = ("Now", "text", lambda each: each.returned)


def as_html(done: Collected) -> str:
    """Return the page; the same result gives the same page. Its lines end in a line feed."""
    leads = {each.file: each.lead or NO_LEAD for each in done.answers}
    left = sorted(_left(done, leads), key=lambda each: _KINDS.index(each.kind))
    taken = sorted(_taken(done, leads), key=lambda each: _KINDS.index(each.kind))
    return filtered_page(
        _title(done),
        _LEFT,
        introduction="\n".join(f'<p class="soft">{escape(each)}</p>' for each in _introduction(done)),
        totals=_totals(done, left, taken),
        summaries="",
        filters=_filters([*left, *taken]),
        count=len(left),
        first="<p>No return was read this time.</p>" if done.asked_only else _first(left),
        after=_second(taken) + _not_returned(done) + _by_lead(done, left, taken) + _returns(done),
    )


# ------------------------------------------------------------------------------------------------- the head


def _title(done: Collected) -> str:
    period = f", {done.period}" if done.period else ""
    if done.asked_only:
        return f"Who has answered for {done.master.name}{period}"
    tried = " (nothing was written)" if done.dry_run else ""
    return f"What came back for {done.master.name}{period}{tried}"


def _introduction(done: Collected) -> Iterator[str]:
    """Yield the sentences under the title."""
    yield _read(done)
    if done.not_handed_out:
        yield done.not_handed_out
    yield from (about_room(room, done) for room in done.rooms)


def _read(done: Collected) -> str:
    """Return how many returns this is about, in a sentence."""
    if done.asked_only:
        return f"{counted(len(done.returned), 'return')} collected so far."
    before = f", and {len(done.before)} more were collected before" if done.before else ""
    return f"{counted(len(done.answers), 'return')} read{before}."


def _totals(done: Collected, left: Sequence[_Entry], taken: Sequence[_Entry]) -> list[tuple[str, str, str]]:
    missing = ("warning", f"{counted(len(done.not_returned), 'lead')} missing", "they have not answered yet")
    if done.asked_only:
        return [missing]
    looked = sum(each.kind == _LOOK for each in taken)
    values = len(done.decisions.changes)
    return [
        ("error", f"{done.for_a_person} left for you", _counts(done, left) or "nothing is left to decide"),
        ("note", f"{looked} to look at", TO_LOOK_AT),
        (
            "accepted",
            f"{counted(values, 'value')} {'would be taken' if done.dry_run else 'taken'}",
            "only the lead had changed them",
        ),
        missing,
    ]


def _counts(done: Collected, left: Sequence[_Entry]) -> str:
    """Return how many things of each kind are left, in words."""
    number = {kind: sum(each.kind == kind for each in left) for kind in _KINDS}
    number[_CONFLICT], number[_DELETED] = done.to_decide
    said = {
        _CONFLICT: counted(number[_CONFLICT], "conflict"),
        _DELETED: counted(number[_DELETED], "deleted row"),
        _NOT_CARRIED: counted(number[_NOT_CARRIED], "thing") + " not taken",
        _REFUSED: counted(number[_REFUSED], "refused return"),
    }
    return listed([words for kind, words in said.items() if number[kind]])


def _by_lead(done: Collected, left: Sequence[_Entry], taken: Sequence[_Entry]) -> str:
    missing = {each.lead or NO_LEAD: len(each.sheets) for each in done.not_returned}
    leads = {each.lead for each in (*left, *taken)} | {each.lead or NO_LEAD for each in done.collected} | missing.keys()

    def numbers(lead: str) -> list[int]:
        return [*(sum(each.lead == lead for each in entries) for entries in (left, taken)), missing.get(lead, 0)]

    rows = [(filtering("lead", lead), numbers(lead)) for lead in sorted(leads, key=lead_order)]
    caption = "How much is left for you, how many values were taken, and how many sheets have not come back"
    headings = ("Lead", "Left for you", "Taken", "Sheets missing")
    return counts_by("leads", "By lead", caption, headings, rows) if rows else ""


def _filters(entries: Sequence[_Entry]) -> str:
    kinds = sorted((each.kind for each in entries), key=_KINDS.index)
    return "\n".join(
        (
            select("lead", "Lead", sorted((each.lead for each in entries), key=lead_order)),
            select("sheet", "Sheet", sorted(each.sheet for each in entries if each.sheet)),
            select("kind", "Kind", kinds),
        )
    )


# ------------------------------------------------------------------------------------------------- the entries


def _left(done: Collected, leads: Mapping[str, str]) -> Iterator[_Entry]:
    """Yield what is left for a person."""
    for each in done.undecided:
        if isinstance(each, Conflict):
            yield _conflict(each, leads, about_conflict(each, done))
        else:
            yield _deleted(each, leads, ABOUT_DELETED)
    for unfit in done.unfit:
        yield _unfit(unfit, leads)
    others: list[LeftAlone | NotCarried] = [*done.decisions.left_alone, *done.decisions.not_carried]
    for other in others:
        yield _not_taken(other, leads)
    for answer in done.refused:
        lead, why = answer.lead or _NOT_KNOWN, escape(answer.refused)
        yield _Entry(_REFUSED, "", lead, answer.file, "The whole return", to_do=why)


def _taken(done: Collected, leads: Mapping[str, str]) -> Iterator[_Entry]:
    """Yield what was taken, and what was left or cleared because that was asked for."""
    for each in done.decisions.changes:
        why = f'<span class="rule">{escape(each.why)}</span>' if each.why else ""
        yield _Entry(
            _LOOK if each.look else _TAKEN,
            each.where.sheet,
            leads[each.file],
            at(each.where),
            escape(named(each.where)) + why,
            master=_value(each.before),
            returned=_changed(each.before, each.after),
        )
    for conflict in done.decisions.conflicts:
        if conflict.decided is not None:
            yield _conflict(conflict, leads, "")._replace(kind=_AS_ASKED)
    for gone in done.decisions.deleted:
        if gone.decided is not None:
            kind = _TAKEN if gone.decided is Take.RETURNED else _AS_ASKED
            yield _deleted(gone, leads, "")._replace(kind=kind)


def _conflict(each: Conflict, leads: Mapping[str, str], to_do: str) -> _Entry:
    base = each.base
    return _Entry(
        _CONFLICT,
        each.where.sheet,
        leads[each.file],
        at(each.where),
        escape(named(each.where)),
        '<span class="none">not known</span>' if base is None else _value(base),
        _value(each.master) if base is None else _changed(base, each.master),
        _value(each.returned) if base is None else _changed(base, each.returned),
        escape(to_do),
    )


def _deleted(each: Deleted, leads: Mapping[str, str], to_do: str) -> _Entry:
    return _Entry(
        _DELETED,
        each.sheet,
        leads[each.file],
        f"{each.sheet}!{each.cell}",
        escape(named_row(each.table, each.row)),
        master=_value(each.text),
        returned='<span class="none">no such row</span>',
        to_do=escape(to_do),
    )


def _unfit(each: Unfit, leads: Mapping[str, str]) -> _Entry:
    where = each.change.where
    return _Entry(
        _NOT_CARRIED,
        where.sheet,
        leads[each.change.file],
        at(where),
        escape(named(where)),
        master=_value(each.change.before),
        returned=_changed(each.change.before, each.change.after),
        to_do=escape(each.why),
    )


def _not_taken(each: LeftAlone | NotCarried, leads: Mapping[str, str]) -> _Entry:
    lead = leads.get(each.file, NO_LEAD)
    if isinstance(each, LeftAlone):
        return _Entry(_NOT_CARRIED, each.sheet, lead, each.sheet or each.file, escape(each.sentence), to_do=ABOUT_LEFT)
    place = "!".join(filter(None, (each.sheet, each.cell)))
    what = f'{escape(each.what)}<span class="rule">in the return {escape(each.file)}</span>'
    returned = _value(each.text) if each.text else ""
    return _Entry(
        _NOT_CARRIED,
        each.sheet,
        lead,
        place or each.file,
        what,
        returned=returned,
        to_do=escape(each.to_do or ABOUT_LEFT),
    )


def _value(text: str) -> str:
    return escape(text) if text else '<span class="none">empty</span>'


def _changed(before: str, after: str) -> str:
    """Return the markup of a value; of a text, with the words that were taken out and put in."""
    if before == after or min(len(before.split()), len(after.split())) < _PHRASE:
        return _value(after)
    pieces = word_changes(before, after)
    if not any(each.said is Said.BOTH for each in pieces):  # written anew
        return _value(after)
    return "".join(_MARKUP[each.said].format(escape(each.text)) for each in pieces)


def _badge(kind: str) -> str:
    return f'<span class="badge {_STYLES[kind]}">{kind.capitalize()}</span>'


# ------------------------------------------------------------------------------------------------- the tables


def _first(left: Sequence[_Entry]) -> str:
    if not left:
        return "<p>Nothing is left for you to decide.</p>"
    columns = (_KIND, _PLACE, _WHAT, _SENT, _MASTER, _RETURNED, _TO_DO, _WHOSE)
    table = _table("list", "What was not taken, and what to do about it", columns, left)
    several = any(each.kind in (_CONFLICT, _DELETED) for each in left)
    said = (
        "<p>To take all conflicts and deleted rows from the returns, collect with --again --take returned, which takes "
        f"them also over what you decided since. To look at them again, collect with --again --dry-run: {CAUTION}.</p>"
    )
    return f"{said}\n{table}" if several else table


def _second(taken: Sequence[_Entry]) -> str:
    if not taken:
        return ""
    caption = "Every value that was taken, those to look at first"
    return section(
        "what-was-taken", "Taken", _table("taken", caption, (_KIND, _PLACE, _WHAT, _BEFORE, _NOW, _WHOSE), taken)
    )


def _table(name: str, caption: str, columns: Sequence[_Column], entries: Iterable[_Entry]) -> str:
    heads = [(heading, style) for heading, style, _ in columns]
    rows = ((each.kept, [cell(each) for _, _, cell in columns]) for each in entries)
    return filtered_table(name, caption, heads, rows)


def _not_returned(done: Collected) -> str:
    if not done.not_returned:
        return section("missing", "Not returned yet", "<p>Everybody has answered.</p>")
    lines = [f"<li>{escape(each.lead or NO_LEAD)}: {escape(listed(each.sheets))}</li>" for each in done.not_returned]
    return section("missing", "Not returned yet", "<ul>\n{}\n</ul>".format("\n".join(lines)))


def _returns(done: Collected) -> str:
    lines = [f"<li>{escape(_return(each))}</li>" for each in done.collected]
    lines += [f"<li>{escape(each.file)}: collected before</li>" for each in done.before]
    lines += [f"<li>{escape(each.file)}: passed over, it is {escape(each.why)}</li>" for each in done.passed_over]
    return section("returns", "What was read", "<ul>\n{}\n</ul>".format("\n".join(lines))) if lines else ""


def _return(answer: Answer) -> str:
    if answer.untouched:
        return f"{answer.file}: nobody has saved it since it was handed out, so it is not an answer"
    return f"{answer.lead or NO_LEAD}: {about(answer)}"
