"""Templates that a council may change without code: where the shipped ones are, and how one is filled in.

They are written in Jinja and run in its sandbox: a template can only read what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path

from jinja2 import Template, TemplateError, TemplateSyntaxError

from plan_workbook.board.figures import Figures
from plan_workbook.board.shortening import LETTER, PAGE, Shortened, shortened
from plan_workbook.errors import InputError
from plan_workbook.publishing.edition import Edition, Point
from plan_workbook.publishing.sandbox import CountingEnvironment
from plan_workbook.shipped import Shipped
from plan_workbook.values.paths import bytes_of
from plan_workbook.values.text import in_brief, mid_sentence, on_one_line

_WHEN_FILLED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""Errors of a template that uses a value in a way that does not suit it."""
_LONGEST_ERROR = 300
"""Characters of an error that a message quotes; some hold a whole value of the plan."""
_SUBJECT = "subject:"
_SAME_AS_TEXT = "own-words.html"
_NOT_FOR_TEMPLATES = frozenset({"plan", "previous", "told", "left_out"})
_ROOMS = {"page": PAGE, "letter": LETTER}
_WORKED_OUT = tuple(name for name, each in vars(Edition).items() if isinstance(each, property))


def shipped(name: str) -> Path:
    """Return the path of a template that ships."""
    return Shipped.TEMPLATES.folder / name


def formatted(text: Path | None, html: Path | None, ours: str) -> Path:
    """Return the template of a message's formatted text, which most mail programs show instead of the plain one.

    If only the plain text is a council's own, the formatted one says the same: otherwise recipients would see words
    that nobody chose.

    Args:
        text: the council's own template of the plain text, if it has one.
        html: its own template of the formatted text, if it has one.
        ours: the name of the template that ships.
    """
    return html or shipped(ours if text is None else _SAME_AS_TEXT)


def environment(*, markup: bool, told: Figures | None = None) -> CountingEnvironment:
    """Return the environment that fills templates in; with `markup`, values are escaped.

    `told` are the figures of the plan, if all its rows are given to the template.
    """
    rows = told.total_recommendations + told.total_actions + told.total_indicators if told else 0
    made = CountingEnvironment(markup=markup, rows=rows)
    made.filters |= {"foremost": _foremost, "others": _others, "more": _more, "in_kinds": _in_kinds}
    made.filters["mid_sentence"] = mid_sentence
    return made


def names_of(edition: Edition) -> dict[str, object]:
    """Return what templates may use: the fields of an edition, except the plan it was made from."""
    names = [*(each.name for each in fields(edition)), *_WORKED_OUT]
    return {name: getattr(edition, name) for name in names if name not in _NOT_FOR_TEMPLATES}


def _foremost(points: Sequence[Point], room: str = "page") -> Sequence[Point]:
    """Return the points that a page or a letter has room for: all, or the first of each kind in a long list."""
    return shortened(points, _ROOMS[room]).shown


def _others(points: Sequence[Point], room: str = "page") -> Sequence[Point]:
    """Return the other points."""
    return shortened(points, _ROOMS[room]).rest


def _more(points: Sequence[Point], item_word: str, room: str = "page") -> str:
    """Return how many others of each kind there are, in words; empty if there are none."""
    return shortened(points, _ROOMS[room]).more(item_word)


def _in_kinds(points: Sequence[Point], item_word: str) -> str:
    """Return how many points of each kind there are, in words."""
    return Shortened((), tuple(points)).more(item_word)


def filled(path: Path, *, markup: bool, **names: object) -> str:
    """Return a text template filled in.

    Raises:
        InputError: it can't be read, or uses a name that does not exist; in a sentence with the line.
    """
    try:
        text = bytes_of(path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise InputError(f"The template {path} can't be read ({error.strerror}): check its name.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"The template {path} is not UTF-8 text: save it as UTF-8.") from error
    try:
        return _compiled(text, markup=markup).render(names)
    except (TemplateError, *_WHEN_FILLED) as error:
        raise template_error(path, error, error.lineno if isinstance(error, TemplateSyntaxError) else None) from error


def subject_and_body(text: str, path: Path) -> tuple[str, str]:
    """Return the subject that the first line of a message gives, and the plain text below it.

    Args:
        text: a template of a message, filled in.
        path: that template.

    Raises:
        InputError: it does not begin with a subject.
    """
    first, _, body = text.lstrip().partition("\n")
    subject = on_one_line(first[len(_SUBJECT) :])
    if not first.casefold().startswith(_SUBJECT) or not subject:
        raise InputError(f'The template {path} must begin with a line "Subject: ...": put one there.')
    return subject, body.strip()


@cache
def _compiled(text: str, *, markup: bool) -> Template:
    """Return a template ready to be filled in, once for all the drafts made from it."""
    return environment(markup=markup).from_string(text)


def template_error(path: Path, error: Exception, line: int | None = None, near: str = "") -> InputError:
    """Return the error about a template that can't be filled in, with the line or some text near it."""
    where = f" in line {line}" if line else f" near '{near}'" if near else ""
    said = in_brief(str(error), _LONGEST_ERROR).rstrip(".")
    return InputError(
        f"The template {path} can't be filled in{where} ({said}): compare it with the one that ships, and with "
        "the names that plan-workbook help publishing lists; for emails to leads, plan-workbook help chase."
    )
