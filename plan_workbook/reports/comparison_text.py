"""What differs between two versions of a plan, as text for people, on a console."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.text import Text

from plan_workbook.comparing.changes import Change, Comparison
from plan_workbook.comparing.sections import NOTHING_DIFFERS, TEXTS, headline, in_words, place, sections, versions
from plan_workbook.comparing.words import Said, word_changes
from plan_workbook.reports.columns import MOST_ROWS, print_columns, print_line
from plan_workbook.values.text import counted, in_brief, tidy

_AROUND = 5
"""Words that are shown around those that were changed."""


def as_text(comparison: Comparison) -> str:
    """Return what is printed, without colours; lines are as long as their texts."""
    text = StringIO()
    print_comparison(Console(file=text, highlight=False), comparison)
    return text.getvalue()


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Print the counts then and now, and the differences under their headings; of very many, the first ones."""
    then, now = versions(comparison)
    found = sections(comparison)
    count = counted(sum(len(section.changes) for section in found), "difference")
    print_line(console, Text(f"From {then} to {now}", style="bold"))
    print_line(console, count)
    print_line(console, "")
    print_columns(
        console,
        [
            ("", "Then", "Now"),
            *(("  " * each.is_part + each.what, str(each.then), str(each.now)) for each in headline(comparison)),
        ],
        right=(1, 2),
    )
    if not found:
        print_line(console, "")
        print_line(console, NOTHING_DIFFERS)
    for section in found:
        print_line(console, "")
        print_line(console, Text(f"{section.title} ({len(section.changes)})", style="bold"))
        item_word = comparison.new.item_word
        shown, more = section.changes[:MOST_ROWS], len(section.changes) - MOST_ROWS
        print_columns(console, [(f"  {place(each, item_word)}", _words(each)) for each in shown])
        if more > 0:
            print_line(console, f"  and {more:,} more: --format html -o FILE makes a page with all of them.", indent=2)
    if found:
        print_line(console, "")
        print_line(console, count)


def _words(change: Change) -> Text:
    said = Text(f"{change.field}: ").append_text(_text_changes(change)) if change.kind in TEXTS else Text(_said(change))
    about = in_brief(tidy(change.about))
    if about and not (change.kind in TEXTS and change.field == change.heading):
        said.append(f"\n{about}", style="dim")
    return said


def _said(change: Change) -> str:
    return in_brief(tidy(in_words(change)), 200)


def _text_changes(change: Change) -> Text:
    """Return a text that was changed: what was taken out in [- -], what was put in in {+ +}, and a few words around."""
    found = Text()
    pieces = word_changes(change.before or "", change.after or "")
    for at, piece in enumerate(pieces):
        if piece.said is Said.BEFORE:
            found.append(f"[-{_tidied(piece.text)}-]", style="red")
        elif piece.said is Said.AFTER:
            found.append(f"{{+{_tidied(piece.text)}+}}", style="green")
        else:
            found.append(_around(_tidied(piece.text), first=at == 0, last=at == len(pieces) - 1))
    return found


def _tidied(text: str) -> str:
    """Return a text on one line, with a space where it had any at its ends."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return " " * text[0].isspace() + words + " " * text[-1].isspace()


def _around(text: str, *, first: bool, last: bool) -> str:
    words = text.split(" ")
    if len(words) <= 2 * _AROUND + 2:
        return text
    before = [] if first else words[: _AROUND + 1]
    after = [] if last else words[-_AROUND - 1 :]
    return " ".join([*before, "...", *after])
