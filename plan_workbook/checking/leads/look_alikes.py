"""Names that look like another name in the plan: initials, a title, the surname first, one typing mistake."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

MOST_NAMES = 500
"""Every name is compared with every other; if there are more than this, those mentioned least are left out."""
LONGEST_NAME = 200
_OF = pattern(r"\s(?:of|for)\s")
"""What is between a post and the service that it is in."""
_SAME_SERVICE = 75
"""From 0 to 100, how like two services are at least that may be one with a slip."""
_LOOKED_AT = 3
"""How many near names are looked at."""
_MOST_TIMES = 2
"""How many times as long as another one a name is at most that may be meant by it."""
_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "cllr", "councillor", "sir", "dame", "rev"}
)


def look_alikes(names: Sequence[str]) -> dict[str, str]:
    """Return, for names that look like another of these, the one they look like.

    `names` holds every mention. Of two that look alike, the one mentioned less often is doubtful; if both are
    equally common, the shorter, and then the later one.
    """
    counts = Counter(fold(name) for name in names)
    shown: dict[str, str] = {}
    for name in names:
        shown.setdefault(fold(name), name)
    names_proper = (name for name in shown if len(name) <= LONGEST_NAME)
    order = sorted(names_proper, key=lambda name: (-counts[name], -len(name)))[:MOST_NAMES]
    found: dict[str, str] = {}
    for position, name in enumerate(order):
        match = next((better for better in order[:position] if better not in found and _alike(name, better)), None)
        if match:
            found[name] = shown[match]
    return found


def nearest_listed(names: Sequence[str], people: Sequence[str]) -> dict[str, str]:
    """Return, by name, the listed person or post with the nearest name, if one is near enough.

    Texts too long to be a name are left out, and so are people and names after the first `MOST_NAMES`.
    """
    listed = [each for each in people if each and len(each) <= LONGEST_NAME][:MOST_NAMES]
    proper = [each for each in names if len(each) <= LONGEST_NAME][:MOST_NAMES] if listed else []
    if not proper:
        return {}
    from rapidfuzz import process, utils  # most plans list everybody or nobody

    found: dict[str, str] = {}
    for each in proper:
        near = process.extract(each, listed, processor=utils.default_process, score_cutoff=75, limit=_LOOKED_AT)
        meant = (one for one, _, _ in near if _may_be_meant(fold(each), fold(one)) and not _other_posts(each, one))
        if (best := next(meant, None)) is not None:
            found[each] = best
    return found


def _other_posts(one: str, other: str) -> bool:
    """Tell whether both are the same post of different services: `Head of Fostering`, `Head of Safeguarding`."""
    from rapidfuzz import fuzz

    mine, theirs = (_OF.split(fold(each), maxsplit=1) for each in (one, other))
    return len(mine) == len(theirs) == 2 and mine[0] == theirs[0] and fuzz.ratio(mine[1], theirs[1]) < _SAME_SERVICE


def _may_be_meant(one: str, other: str) -> bool:
    """Tell whether a text may be a name with a slip: of a sentence with words of it, all of them must be there."""
    short, long = sorted((one, other), key=len)
    return len(long) <= _MOST_TIMES * len(short) or set(_words(short)) <= set(_words(long))


def _alike(one: str, other: str) -> bool:
    """Tell whether two folded names may be one, apart from punctuation, initials, a title or one typing mistake."""
    mine, theirs = _words(one), _words(other)
    if mine == theirs:
        return True
    if len(mine) > 1 and len(theirs) > 1 and mine[-1] == theirs[-1] and len(mine[-1]) > 1:
        first, second = sorted((mine[:-1], theirs[:-1]), key=lambda words: sum(map(len, words)))
        initials = all(len(word) == 1 for word in first)
        if initials and "".join(first).startswith(second[0][0]) and _fits("".join(first), second):
            return True
    if len(mine) != len(theirs):
        return False
    different = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    if len(different) != 1:
        return False
    a, b = different[0]
    least = 5 if len(a) == len(b) and sorted(a) != sorted(b) else 4
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < least or any(c.isdigit() for c in a + b):
        return False
    if a[0] != b[0] and a[-1] != b[-1]:
        return False  # one slip leaves one end of a word as it is
    return one_slip(a, b)


def one_slip(one: str, other: str) -> bool:
    """Tell whether one slip makes one word of another: a letter more, less or other, or two neighbours changed over.

    That is an OSA distance of 1. Rapidfuzz knows it too, but takes longer to load than all facts of a plan to work out.
    """
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    mine, theirs = one[same:], other[same:]
    if mine[1:] == theirs[1:] or mine[1:] == theirs or mine == theirs[1:]:
        return True
    return mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:]


def _fits(initials: str, names: list[str]) -> bool:
    """Tell whether initials fit given names, as far as both go."""
    return all(initial == name[0] for initial, name in zip(initials, names, strict=False))


def _words(name: str) -> list[str]:
    surname, comma, given = name.partition(",")
    in_order = f"{given} {surname}" if comma and "," not in given else name
    words = [w for w in re.split(r"[\s.,\-]+", in_order.replace("'", "")) if w]
    return [w for w in words if w not in _TITLES] or words
