"""Damage to the links between parts: names, relationships, content types, and parts that are moved or missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import nasty
from xml_mutations import escaped, mutated

Parts = dict[str, bytes]
_TARGET = re.compile(rb'Target="([^"]*)"')
_TYPE = re.compile(rb'Type="([^"]*)"')
_ID = re.compile(rb'Id="([^"]*)"')
_CONTENT_TYPE = re.compile(rb'ContentType="([^"]*)"')
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_KINDS = (
    "worksheet", "chartsheet", "styles", "sharedStrings", "calcChain", "drawing", "chart", "image", "hyperlink",
    "table", "comments", "sheetMetadata", "officeDocument", "theme", "externalLink", "vmlDrawing", "pivotTable",
)  # fmt: skip


def _some(rng: Random, parts: Parts, ending: str = "") -> str:
    return rng.choice([name for name in parts if name.endswith(ending)] or list(parts))


def _weight(name: str) -> int:
    if name.endswith(".rels"):
        return 2
    if "worksheets/" in name or name.endswith(("workbook.xml", "sharedStrings.xml")):
        return 6
    if name.endswith(("styles.xml", "[Content_Types].xml", "calcChain.xml", "metadata.xml")):
        return 4
    return 3 if "drawings/" in name or "charts/" in name else 1


def change_xml(rng: Random, parts: Parts) -> None:
    """Damage the XML of some parts."""
    names = [name for name in parts if name.lower().endswith((".xml", ".rels", ".vml"))]
    if names:
        for name in rng.choices(names, [_weight(each) for each in names], k=rng.choice((1, 1, 2, 3))):
            parts[name] = mutated(rng, parts[name])


def rename_part(rng: Random, parts: Parts) -> None:
    """Rename a part without changing what refers to it."""
    name = _some(rng, parts)
    names = (name.upper(), name + "x", "x/" + name, name.replace("sheet", "blatt"), "\u00e4/" + name, name + "/")
    parts[rng.choice(names)] = parts.pop(name)


def drop_part(rng: Random, parts: Parts) -> None:
    """Remove a part."""
    if len(parts) > 1:
        del parts[_some(rng, parts)]


def swap_parts(rng: Random, parts: Parts) -> None:
    """Give a part the content of another one, or exchange the two."""
    one, other = _some(rng, parts), _some(rng, parts)
    parts[one], parts[other] = parts[other], rng.choice((parts[one], parts[other]))


def empty_part(rng: Random, parts: Parts) -> None:
    """Leave little or nothing in a part."""
    name = _some(rng, parts)
    root = re.search(rb"<[A-Za-z][^>]*>", parts[name])
    bare = root[0].rstrip(b"/>") + b"/>" if root else b"<a/>"
    parts[name] = rng.choice((b"", b" \n", b"<a/>", bare, bare, bare, b"\0" * 10, b"\xff\xfe", b"\xef\xbb\xbf", b"<"))


def retarget(rng: Random, parts: Parts) -> None:
    """Point a relationship at another part, at its own source, or outside the package."""
    name = _some(rng, parts, ".rels")
    found = list(_TARGET.finditer(parts[name]))
    if not found:
        return
    one = rng.choice(found)
    source = name.replace("_rels/", "").removesuffix(".rels")
    targets = [escaped(nasty.value(rng, "Target")), "/" + _some(rng, parts), "/" + source]
    targets.append(rng.choice(found)[1].decode())
    new = b'Target="%s"' % rng.choice(targets).encode("utf-8", "replace")
    if rng.random() < 0.1:
        new += b' TargetMode="External"'
    parts[name] = parts[name][: one.start()] + new + parts[name][one.end() :]


def retype(rng: Random, parts: Parts) -> None:
    """Give a relationship another type, or the id of another relationship."""
    name = _some(rng, parts, ".rels")
    what = rng.choice((_TYPE, _ID))
    found = list(what.finditer(parts[name]))
    if not found:
        return
    one, other = rng.choice(found), rng.choice(found)
    new = other[0]
    if what is _TYPE and rng.random() < 0.5:
        new = b'Type="%s"' % (_OFFICE + rng.choice(_KINDS)).encode()
    parts[name] = parts[name][: one.start()] + new + parts[name][one.end() :]


def relate(rng: Random, parts: Parts) -> None:
    """Add a relationship between two parts."""
    source, target = _some(rng, parts), _some(rng, parts)
    folder, _, base = source.rpartition("/")
    name = f"{folder}/_rels/{base}.rels".lstrip("/")
    kind, identity = rng.choice(_KINDS), rng.choice(("rId1", "rId2", "rId77", ""))
    new = f'<Relationship Id="{identity}" Type="{_OFFICE}{kind}" Target="/{escaped(target)}"/>'
    old = parts.get(name, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">')
    old = old.replace(b"</Relationships>", b"")
    parts[name] = old + new.encode("utf-8", "replace") + b"</Relationships>"


def change_type(rng: Random, parts: Parts) -> None:
    """Give a part a wrong content type."""
    name = _some(rng, parts, "[Content_Types].xml")
    found = list(_CONTENT_TYPE.finditer(parts[name]))
    if not found:
        return
    one = rng.choice(found)
    new = rng.choice((
        rng.choice(found)[0], b'ContentType=""', b'ContentType="image/svg+xml"', b'ContentType="text/xml"',
        b'ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"',
        b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"',
    ))  # fmt: skip
    parts[name] = parts[name][: one.start()] + new + parts[name][one.end() :]


def deepen(rng: Random, parts: Parts) -> None:
    """Make a sheet look large by adding distant cells: in many rows, or with a huge row number."""
    names = [name for name in parts if "worksheets/sheet" in name and b"<sheetData>" in parts[name]]
    if not names:
        return
    name = rng.choice(names)
    rows = rng.choice((1, 300, 20_000))
    first = rng.choice((1, 5000, 1_040_000, 1_048_576, 10**7, 10**12))
    column = rng.choice(("A", "M", "XFD", "ZZZ"))
    style = rng.choice(("", ' s="1"', ' s="99999"'))
    new = "".join(f'<row r="{r}"><c r="{column}{r}"{style}><v>1</v></c></row>' for r in range(first, first + rows))
    parts[name] = parts[name].replace(b"</sheetData>", new.encode() + b"</sheetData>", 1)


Mutation = Callable[[Random, Parts], None]
MUTATIONS: tuple[Mutation, ...] = (
    *(change_xml,) * 22, rename_part, drop_part, drop_part, swap_parts, swap_parts, empty_part, empty_part, retarget,
    retarget, retarget, retype, retype, relate, relate, change_type, change_type, deepen,
)  # fmt: skip


def mutate(rng: Random, parts: Parts) -> None:
    """Apply one or several mutations to a package."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        rng.choice(MUTATIONS)(rng, parts)
