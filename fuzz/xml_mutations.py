"""Damage inside one XML part: elements, attributes, texts, prefixes and encodings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import nasty

_TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+|<", re.DOTALL)
_NAME = re.compile(r"</?([^\s/>]+)")
_ATTRIBUTE = re.compile(r"""(\s+)([^\s=<>]+)(\s*=\s*)("[^"]*"|'[^']*')""")
_KEYS = ("r:id", "s", "t", "r", "ref", "count", "xml:space", "cm", "vm", "id", "x:y", "idx", "spans")
_PIECES = (
    "<!-- > -->", "<?x > ?>", "<![CDATA[<c r='A1'>]]>", "<![CDATA[", "&x;", "&#0;", "&#xD800;", "&#xFFFE;", "\x01",
    "]]>", "<c/>", "<c r='A1'", "\ufeff", "<x:y/>", "</a>", "<a xmlns='urn:a'/>", "<!DOCTYPE a>", "<a b='>'/>",
    '<a b=">" c=\'"\'/>',
)  # fmt: skip
_NUMBER = re.compile(r"[0-9]+")
_ENCODINGS = ("latin-1", "iso-8859-1", "windows-1252", "ascii", "us-ascii", "utf-7", "cp037", "UTF8", "idna", "zlib")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", "\n": "&#10;"})
_ALTERNATE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="x14" xmlns:x14="urn:x">{0}</mc:Choice><mc:Fallback>{1}</mc:Fallback></mc:AlternateContent>'
)
LARGEST = 2_000_000  #: characters that a mutated part may grow to; larger ones show nothing new


@dataclass(frozen=True)
class Markup:
    """A part as tokens: tags and the text between them."""

    tokens: tuple[str, ...]
    elements: tuple[tuple[int, int], ...]  #: first and last token of each element
    texts: tuple[int, ...]

    def text(self, first: int, last: int) -> str:
        """Return the markup from one token to another."""
        return "".join(self.tokens[first : last + 1])


@lru_cache(maxsize=256)
def markup(text: str) -> Markup:
    """Split a part into tokens; one that is not well-formed just has fewer elements."""
    tokens = tuple(_TOKEN.findall(text))
    waiting: list[tuple[str, int]] = []
    elements, texts = [], []
    for at, token in enumerate(tokens):
        if token[0] != "<":
            texts.append(at)
        elif token[1:2] in ("?", "!", ""):
            continue
        elif token[1] == "/":
            if waiting and f"</{waiting[-1][0]}" == token[:-1].rstrip():
                elements.append((waiting.pop()[1], at))
        elif token.endswith("/>"):
            elements.append((at, at))
        elif found := _NAME.match(token):
            waiting.append((found[1], at))
    return Markup(tokens, tuple(elements), tuple(texts))


def escaped(text: str) -> str:
    """Return a text escaped for markup."""
    return text.translate(_ESCAPES)


def _name(token: str) -> str:
    found = _NAME.match(token)
    return found[1] if found else ""


def _put(rng: Random, text: str) -> str:
    """Return a value to insert: usually escaped, sometimes raw, which breaks the part."""
    return text if rng.random() < 0.02 else escaped(text)


def _edited(found: Markup, changes: dict[int, str]) -> str:
    return "".join(changes.get(at, token) for at, token in enumerate(found.tokens))


def _some_element(rng: Random, found: Markup, inner: bool = True) -> tuple[int, int]:
    """Pick an element. Usually picks a kind first and then an element, or nearly all picks would be cells."""
    pool = found.elements[:-1] if inner and len(found.elements) > 1 else found.elements
    kinds = {_name(found.tokens[first]) for first, _ in pool}
    if rng.random() < 0.7:
        kind = rng.choice(sorted(kinds))
        pool = tuple(each for each in pool if _name(found.tokens[each[0]]) == kind)
    return rng.choice(pool)


def drop(rng: Random, found: Markup) -> str:
    """Remove an element."""
    first, last = _some_element(rng, found)
    return found.text(0, first - 1) + found.text(last + 1, len(found.tokens)) if first else ""


def repeat(rng: Random, found: Markup) -> str:
    """Repeat an element."""
    first, last = _some_element(rng, found)
    times = rng.choice((2, 2, 3, 50, 3000, 60_000))
    whole = found.text(first, last)
    times = max(1, min(times, LARGEST // (len(whole) + 1)))
    pieces = [whole] * (times - 1)
    if rng.random() < 0.5:  # each with its own ids, rows and names
        pieces = [_NUMBER.sub(lambda each, n=n: str(int(each[0][:9]) + n), whole) for n in range(1, times)]
    return _edited(found, {first: "".join(pieces) + found.tokens[first]})


def exchange(rng: Random, found: Markup) -> str:
    """Exchange two elements."""
    one, other = sorted((_some_element(rng, found), _some_element(rng, found)))
    if one[1] >= other[0]:
        return drop(rng, found)
    return (
        found.text(0, one[0] - 1) * bool(one[0]) + found.text(*other) + found.text(one[1] + 1, other[0] - 1)
        + found.text(*one) + found.text(other[1] + 1, len(found.tokens))
    )  # fmt: skip


def move(rng: Random, found: Markup) -> str:
    """Copy an element to a place after another tag."""
    first, last = _some_element(rng, found)
    place = _some_element(rng, found, inner=False)[rng.randrange(2)]
    whole = found.text(first, last)
    return _edited(found, {place: found.tokens[place] + whole})


def wrap(rng: Random, found: Markup) -> str:
    """Wrap an element in mc:AlternateContent, or in itself many times."""
    first, last = _some_element(rng, found, inner=False)
    whole = found.text(first, last)
    if rng.random() < 0.7:
        new = _ALTERNATE.format(rng.choice((whole, "", "<a/>")), rng.choice((whole, "", whole * 2)))
    else:
        name, depth = _name(found.tokens[first]), rng.choice((2, 40, 1500, 20_000))
        new = f"<{name}>" * depth + whole + f"</{name}>" * depth
    return found.text(0, first - 1) * bool(first) + new + found.text(last + 1, len(found.tokens))


def rename(rng: Random, found: Markup) -> str:
    """Give an element the name of another one, or an unknown name."""
    first, last = _some_element(rng, found, inner=False)
    another = _name(found.tokens[_some_element(rng, found)[0]])
    new = rng.choice((another, another, "x", "c", "v", "sheet", "Override", "row", "f"))
    old = _name(found.tokens[first])
    changes = {first: found.tokens[first].replace(old, new, 1)}
    if last != first:
        changes[last] = found.tokens[last].replace(old, new, 1)
    return _edited(found, changes)


def set_attribute(rng: Random, found: Markup) -> str:
    """Set, add, remove, double or swap an attribute."""
    changes: dict[int, str] = {}
    for _ in range(rng.choice((1, 1, 2, 5))):
        some = [_some_element(rng, found, inner=False)[0] for _ in range(4)]
        first = next((each for each in some if "=" in found.tokens[each]), some[0])
        tag = changes.get(first, found.tokens[first])
        held = list(_ATTRIBUTE.finditer(tag))
        way = rng.random()
        if not held or way < 0.08:
            key = rng.choice(_KEYS)
            end = len(tag) - (2 if tag.endswith("/>") else 1)
            changes[first] = f'{tag[:end]} {key}="{_put(rng, nasty.value(rng, key))}"{tag[end:]}'
            continue
        one = rng.choice(held)
        if way < 0.2:
            new = ""
        elif way < 0.23:
            new = one[0] * 2
        elif way < 0.4:  # the value of another element: an id or a place used twice
            others = [a for first_, _ in rng.sample(found.elements, min(8, len(found.elements)))
                      for a in _ATTRIBUTE.finditer(found.tokens[first_]) if a[2] == one[2]]  # fmt: skip
            new = f"{one[1]}{one[2]}={rng.choice(others)[4]}" if others else one[0]
        else:
            new = f'{one[1]}{one[2]}="{_put(rng, nasty.value(rng, one[2]))}"'
        changes[first] = tag[: one.start()] + new + tag[one.end() :]
    return _edited(found, changes)


def set_text(rng: Random, found: Markup) -> str:
    """Set the text of some elements."""
    changes: dict[int, str] = {}
    if not found.texts:
        return set_attribute(rng, found)
    for _ in range(rng.choice((1, 1, 3, 20))):
        at = rng.choice(found.texts)
        if at:
            changes[at] = _put(rng, nasty.value(rng, _name(found.tokens[at - 1])))
    return _edited(found, changes)


def insert(rng: Random, found: Markup) -> str:
    """Insert a comment, an instruction, a character or an entity between two tags."""
    at = rng.randrange(len(found.tokens))
    new = rng.choice(_PIECES)
    if rng.random() < 0.05:
        new = f"<!-- {rng.choice(nasty.RUNS) * 300_000} -->"
    return _edited(found, {at: found.tokens[at] + new})


def cut(rng: Random, found: Markup) -> str:
    """Cut the part off, or leave out one tag."""
    at = rng.randrange(len(found.tokens))
    if rng.random() < 0.3:
        return found.text(0, at)
    return _edited(found, {at: ""})


def prefix(rng: Random, found: Markup) -> str:
    """Write the default namespace with a prefix, undeclare it, or swap prefixes."""
    text = "".join(found.tokens)
    way = rng.random()
    if way < 0.5 and 'xmlns="' in text:
        new = re.sub(r"<(/?)(?=[A-Za-z][\w]*[\s/>])", r"<\1x:", text)
        return new.replace('xmlns="', 'xmlns:x="', 1)
    if way < 0.7:
        return re.sub(r'\s+xmlns(:\w+)?="[^"]*"', "", text, count=1)
    if way < 0.85:
        return text.replace("xmlns:r=", "xmlns:q=").replace(" r:", " q:")
    return text.replace("schemas.openxmlformats.org", rng.choice(("purl.oclc.org", "example.org", "")), 1)


Mutation = Callable[[Random, Markup], str]
MUTATIONS: tuple[Mutation, ...] = (
    set_attribute, set_attribute, set_attribute, set_attribute, set_text, set_text, set_text, drop, drop, repeat,
    exchange, move, wrap, rename, rename, insert, cut, prefix,
)  # fmt: skip


def recoded(rng: Random, text: str) -> bytes:
    """Return a part in an encoding other than UTF-8, declared correctly or not."""
    way = rng.randrange(9)
    declared = re.sub(r"^<\?xml[^>]*\?>\s*", "", text)
    if way == 0:
        return text.encode("utf-16", "surrogatepass")
    if way == 1:
        return text.encode("utf-16-le", "surrogatepass")
    if way == 2:
        return b"\xfe\xff" + text.encode("utf-16-be", "surrogatepass")
    if way == 3:
        return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")
    if way == 4:
        return f'<?xml version="1.0" encoding="utf-16"?>{declared}'.encode("utf-8", "replace")
    if way == 5:
        name = rng.choice(_ENCODINGS)
        return f'<?xml version="1.0" encoding="{name}"?>{declared}'.encode("latin-1", "replace")
    if way == 6:
        return text.encode("utf-16", "surrogatepass")[: -rng.choice((1, 2, 3))]
    if way == 7:
        return text.encode("utf-32", "replace")
    return text.encode("utf-8", "replace") + rng.choice((b"\0", b"\xff", b"\xc3\x28", b" ", b"<a/>"))


def mutated(rng: Random, content: bytes) -> bytes:
    """Return a part with one or several errors in it."""
    text = content.decode("utf-8", "replace")
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        found = markup(text)
        if not found.elements or len(text) > LARGEST:
            break
        text = rng.choice(MUTATIONS)(rng, found)
    if rng.random() < 0.06:
        return recoded(rng, text)
    return text.encode("utf-8", "surrogatepass")
