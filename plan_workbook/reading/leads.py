"""Reads the text in a lead's cell: one person or post, or several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold, fold_name, on_one_line, tidy

_SURE = "&/;\n"
_BETWEEN = pattern(rf"((?:(?!(?<=\bn)/a\b)[{_SURE}]|,|\sand\s)(?![^()]{{0,100}}\)))", re.IGNORECASE)
"""What may separate leads: not in brackets, and not the slash of n/a."""


_BEFORE_A_POST = frozenset(",\n")
"""What may be between a person and their own post, where it separates no leads: ``Ann Archer, Head of Quality``."""
Posts = AbstractSet[tuple[str, str]]
"""Listed people with their posts, as `posts_of` returns them."""


def posts_of(people: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return names and posts in the form in which they are compared, without those that lack one."""
    folded = ((fold_name(name), fold_name(post)) for name, post in people)
    return frozenset(pair for pair in folded if all(pair))


def read_leads(text: str, listed: AbstractSet[str] = frozenset(), posts: Posts = frozenset()) -> tuple[str, ...]:
    """Return the leads named in a cell, tidied and without characters that nobody sees, in order, each once.

    `listed` holds the folded names and posts of the plan's people, which are never split. ``&``, ``/``, ``;`` and a new
    line separate leads, unless they are in brackets; ``and`` and a comma do so only if every piece between surer signs
    is listed, because ``Transformation and Business Services`` is one post. A person's own post, after a comma or on a
    new line, is not another lead, nor is the person after their post.
    """
    if fold(text) in listed:
        return (_named(text),)
    pieces = _BETWEEN.split(text.replace("\r", "\n").strip())  # texts at even places, what is between them at odd ones
    leads: list[tuple[str, str]] = []  # what is before each, and its text
    before = ""
    group: list[str] = []  # texts and what is between them, up to a sure sign
    at, most = 0, _most_pieces(frozenset(listed)) if len(pieces) > 1 else 1
    while at < len(pieces):
        after = _end_of_listed(pieces, at, most, listed)
        group.append("".join(pieces[at:after]))
        if after < len(pieces) and pieces[after] not in _SURE:
            group.append(pieces[after])
        else:
            leads += _of_group(before, group, listed)
            before, group = "".join(pieces[after : after + 1]), []
        at = after + 1
    first: dict[str, str] = {}
    for each in _without_own_posts(leads, posts):
        first.setdefault(fold(each), each)
    return tuple(first.values())


def _end_of_listed(pieces: list[str], at: int, most: int, listed: AbstractSet[str]) -> int:
    """Return the place after the longest listed name that begins with a piece, or else after the piece itself."""
    for count in range(most, 1, -1):
        end = at + 2 * count - 1
        if end <= len(pieces) and _is_listed("".join(pieces[at:end]), listed):
            return end
    return at + 1


def _of_group(before: str, group: list[str], listed: AbstractSet[str]) -> list[tuple[str, str]]:
    texts = [(sign, text) for sign, text in zip([before, *group[1::2]], group[::2], strict=True) if fold(text)]
    if len(texts) > 1 and not all(_is_listed(text, listed) for _, text in texts):
        texts = [(before, "".join(group))]
    return [(sign, _named(text)) for sign, text in texts]


def _without_own_posts(leads: Sequence[tuple[str, str]], posts: Posts) -> Iterator[str]:
    last = ""
    for sign, lead in leads:
        named = fold_name(lead)
        if sign not in _BEFORE_A_POST or not posts & {(last, named), (named, last)}:
            yield lead
        last = named


@lru_cache(maxsize=8)
def _most_pieces(listed: frozenset[str]) -> int:
    """Return into how many pieces the longest of the listed names would be split."""
    return max((len(_BETWEEN.split(name)) // 2 + 1 for name in listed), default=1)


def _is_listed(text: str, listed: AbstractSet[str]) -> bool:
    return fold(text) in listed or fold_name(text) in _as_names(frozenset(listed))


@lru_cache(maxsize=8)
def _as_names(listed: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold_name, listed))


def _named(text: str) -> str:
    return tidy(on_one_line(text))
