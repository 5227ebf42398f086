"""Compare and tidy text. Text that a lead typed is kept as typed and tidied only for comparison."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from plan_workbook.patterns import pattern

_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u201a\u201b", "'") | dict.fromkeys("\u201c\u201d\u201e", '"'))
_DASHES = pattern("[\u2010-\u2015\u2212]")
NO_VALUE = frozenset({"", "-", "--", "n/a", "na", "tbc"})
"""The ways of saying that there is no value, in the form that `fold` returns."""
NO_CODE = frozenset({"", "-", "--", "n/a"})
"""The same for a code; `na` and `tbc` can be codes."""
_NOT_SHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Invisible characters that some scripts need between their letters."""
_CLASS_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNSEEN, _SEEN = pattern(f"[{_CLASS_UNSEEN}]"), pattern(f"[^\\s{_CLASS_UNSEEN}]")
"""Characters that nobody sees: control characters, and those that Unicode lets programs ignore when they show a text
(Default_Ignorable_Code_Point in DerivedCoreProperties.txt): soft hyphens, zero-width spaces, marks of direction."""
STEERING = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
"""Characters that steer a terminal or the direction of what is around them: they can clear the screen, or make a text
look like another one. Written for the brackets of a regular expression."""
STEERS = pattern(f"[{STEERING}]")
_AROUND_SIGNS = pattern(r"\s*([&/;,])\s*")


def tidy(text: str) -> str:
    """Return the text with single plain spaces, straight quotes and plain hyphens, otherwise as typed."""
    if text.isascii():
        return " ".join(text.split())
    straight = _DASHES.sub("-", text.translate(_QUOTES))
    return " ".join(straight.split())


def seen(text: str) -> str:
    """Return the text in NFC, without the characters that nobody sees.

    Some scripts and emoji need such characters, so a text that somebody will read is not shown in this form.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", without_unseen(text))


def without_unseen(text: str) -> str:
    """Return the text without the characters that nobody sees, otherwise as typed."""
    return _UNSEEN.sub("", text)


def escaped(text: str) -> str:
    r"""Return the text for a terminal: characters that would steer it are written out, ``\x1b[2J``."""
    return STEERS.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def plain(text: str) -> str:
    """Return the text in the form in which it is read: tidied, and without the characters that nobody sees."""
    return tidy(seen(text))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the text in the form used for comparison: plain and case-folded."""
    return plain(text).casefold()


def fold_name(text: str) -> str:
    """Return a name or post in the form used for comparison: folded, ``Education / SEND`` as ``education/send``."""
    return _AROUND_SIGNS.sub(r"\1", fold(text))


def is_blank(text: str) -> bool:
    """Tell whether nothing can be seen of a text: it is empty, or only spaces and characters that nobody sees."""
    # However long a text is, its beginning tells.
    return not text or (not "!" <= text[:1] <= "~" and _SEEN.search(text) is None)


def unseen(text: str) -> tuple[str, ...]:
    """Return the names of the characters in a text that nobody sees, such as ``zero width space``, each once."""
    names = (unicodedata.name(each, "control character").lower() for each in _UNSEEN.findall(text))
    return tuple(dict.fromkeys(names))


def unseen_beyond(text: str, other: str) -> str:
    """Return in words what nobody sees in a text and the other text does not have.

    Empty if there is nothing; otherwise ``an invisible character: zero width space``.
    """
    names = [name for name in unseen(text) if name not in unseen(other)]
    if names:
        return f"{'an invisible character' if len(names) == 1 else 'invisible characters'}: {listed(names)}"
    return "an accent that is a separate character" if _is_taken_apart(text) and not _is_taken_apart(other) else ""


def _is_taken_apart(text: str) -> bool:
    return not unicodedata.is_normalized("NFC", without_unseen(text))


def says_no_value(text: str) -> bool:
    """Tell whether the text is one of the ways of saying that there is no value (``-``, ``n/a``, ``tbc``)."""
    return fold(text) in NO_VALUE


def on_one_line(text: str) -> str:
    """Return a text for use in a header or a sentence, with single spaces and no control characters.

    Characters that change the direction of writing are removed too, because they can make a name look like another.
    """
    spaced = " ".join(text.split())
    if spaced.isascii() and spaced.isprintable():
        return spaced
    seen = "".join(each for each in spaced if unicodedata.category(each) not in _NOT_SHOWN or each in _JOINERS)
    return " ".join(seen.split())


BRIEF, NAME, SENTENCE = 80, 60, 1_500
"""Characters: of a text that a sentence quotes, of what it calls a thing by, and of the longest sentence."""


def in_brief(text: str, longest: int = BRIEF) -> str:
    """Return a text for use in a sentence: on one line, and shortened if it is longer than that many characters.

    It ends with a whole word, unless that would leave less than half of it.
    """
    cut = text if len(text) <= 8 * longest else text[: 8 * longest]  # a text of millions is not read to its end
    spaced = " ".join(cut.split())
    if len(spaced) <= longest and cut is text:
        return spaced
    kept = spaced[: longest - 3]
    if not spaced[longest - 3 : longest - 2].isspace() and " " in kept[longest // 2 :]:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:") + "..."


def as_name(text: str) -> str:
    """Return a number, ref or other text that a sentence calls a thing by, shortened if nobody would call it that."""
    return in_brief(text, NAME)


def in_a_sentence(text: str) -> str:
    """Return what is said to somebody, shortened if it quotes so much that nobody would read it to its end."""
    return text if len(text) <= SENTENCE else in_brief(text, SENTENCE)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which are separated by empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


_POINT = pattern("\\A(?:[\u2022\u00b7\u25aa\u25cf\u25e6]\\s*|[-*\u2013]\\s+)")
"""What people type before an item of a list; a dash without a space after it is a minus sign."""


_SENTENCE = pattern(r"[^\W_a-z].*[.;!?]\Z")
"""A line that begins as a sentence does and ends as one: one of several that were typed below each other."""


def points(text: str) -> list[str]:
    """Return the points of a text, without their bullets.

    Each paragraph is a point; if every line of a paragraph begins with a bullet, or is a sentence, each line is.
    """
    found: list[str] = []
    for paragraph in paragraphs(text):
        lines = [line.strip() for line in paragraph.splitlines()]
        several = all(_POINT.match(line) for line in lines) or all(_SENTENCE.match(line) for line in lines)
        found += [_POINT.sub("", each) for each in (lines if several else [paragraph])]
    return [each for each in found if each]


def listed(items: list[str] | tuple[str, ...], joiner: str = "and") -> str:
    """Join items as in a sentence: ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joiner} {items[-1]}"


MOST_LISTED = 10
"""The most items that one message names."""


def listed_in_part(items: list[str] | tuple[str, ...]) -> str:
    """Join items as in a sentence; if there are many, only the first ones: ``a, b and others``."""
    return listed(items) if len(items) <= MOST_LISTED else f"{', '.join(items[:MOST_LISTED])} and others"


def long_date(day: date | None) -> str:
    """Return a date as people write it, ``31 December 2017``; an empty text for None."""
    return f"{day.day} {day:%B %Y}" if day else ""


def ordinal(number: int) -> str:
    """Return which one of several it is: ``second``, ``11th``."""
    if number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


_IRREGULAR = {"child": "children", "person": "people"}
_SINGULAR_IN_S = ("ss", "us", "as", "os")
"""Endings of nouns that are not a plural yet, such as *process* and *focus*."""


def plural(noun: str) -> str:
    """Return the plural of a noun: ``actions``, ``priorities``, ``areas for improvement``.

    One that somebody typed in the plural, such as ``Themes``, stays as it is.
    """
    for joined in (" for ", " of "):
        head, found, rest = noun.partition(joined)
        if found:
            return plural(head) + joined + rest
    folded = noun.casefold()
    for one, many in _IRREGULAR.items():
        if re.search(rf"\b{one}\Z", folded):
            return noun[: len(noun) - len(one) + 1] + many[1:]
    if folded.endswith("sis"):
        return noun[:-2] + "es"
    if folded.endswith("s") and not folded.endswith(_SINGULAR_IN_S):
        return noun
    if noun[-1:].casefold() == "y" and noun[-2:-1].casefold() not in set("aeiou"):
        return noun[:-1] + "ies"
    return noun + ("es" if folded.endswith(("s", "x", "z", "ch", "sh")) else "s")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 action``, ``2 actions``."""
    return f"{number} {noun if number == 1 else plural(noun)}"


def counted_is(number: int, noun: str) -> str:
    """Return a number with its noun and verb: ``1 error is``, ``2 errors are``."""
    return f"{counted(number, noun)} {'is' if number == 1 else 'are'}"


def it_or_them(number: int) -> str:
    """Return the pronoun for so many things: ``it`` or ``them``."""
    return "it" if number == 1 else "them"


def size_in_words(size: int) -> str:
    """Return a size in bytes as people read it: ``85 kB``, ``1.2 MB``."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} kB"


_NAME = pattern(r"(?:Ofsted|Estyn)\b")


def mid_sentence(noun: str) -> str:
    """Return a noun as it is in the middle of a sentence: ``improvement area`` for ``Improvement Area``.

    A word with a capital inside it, such as ``SEND`` or ``KLOEs``, keeps its capitals, and so does the name of an
    inspectorate: ``Ofsted recommendation``.
    """
    return " ".join(
        word if word[1:] != word[1:].lower() or _NAME.match(word) else word.lower() for word in noun.split()
    )


_SOUNDS_LIKE_A_CONSONANT = pattern(r"(?i)eu|onc?e\b|u(?:ni(?!n)|[st][aeiou])")
_SOUNDS_LIKE_A_VOWEL = pattern(r"(?i)[aeiou]|honou?r|hour|heir")


_NAMES_A_PLAN = pattern(r"\b(?:plan|programme|program|strategy|framework|agreement|review|response)\b")
_HAS_AN_ARTICLE = pattern(r"\A(?:the|an?|our|my|your|their|its|this|every|each)\b")


def title_mid_sentence(title: str) -> str:
    """Return a plan's title as it is put into a sentence: `the Improvement Plan`, but `Getting to Good`."""
    folded = title.casefold()
    return f"the {title}" if _NAMES_A_PLAN.search(folded) and not _HAS_AN_ARTICLE.match(folded) else title


def with_article(noun: str) -> str:
    """Return a noun with its article: ``an action``, ``a priority``, ``a unit``."""
    vowel = _SOUNDS_LIKE_A_VOWEL.match(noun) and not _SOUNDS_LIKE_A_CONSONANT.match(noun)
    return f"{'an' if vowel else 'a'} {noun}"


_QUOTED = pattern(r"((?<!\w)'[^']*'(?!\w))")
_ITEM = r"\b(?:([Aa]) )?([Rr])ecommendation(s?)\b"


def in_item_words(text: str, item_word: str) -> str:
    """Return one of our sentences with the plan's own word for its items.

    Quoted text is not changed, nor is that word where it is there already: it may have *recommendation* in it.
    """
    if fold(item_word) == "recommendation":
        return text

    def own(found: re.Match[str]) -> str:
        if not found[2]:
            return found[0]
        word = item_word[:1].upper() + item_word[1:] if found[2] == "R" else mid_sentence(item_word)
        word = plural(word) if found[3] else word
        return found[1] + with_article(word)[1:] if found[1] else word

    item = _own_or_ours(item_word)
    return "".join(part if place % 2 else item.sub(own, part) for place, part in enumerate(_QUOTED.split(text)))


@lru_cache(maxsize=64)
def _own_or_ours(item_word: str) -> re.Pattern[str]:
    """Return what finds a plan's own word for its items, and ours, of which the second group is the first letter."""
    return re.compile(rf"(?<!\w)(?i:{re.escape(item_word)})s?\b|{_ITEM}")
