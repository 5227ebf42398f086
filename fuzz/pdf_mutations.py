"""PDFs that a council might bring in: values, operators and objects changed, and files that no program would write."""

from __future__ import annotations

import re
from random import Random

from zip_mutations import flipped

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_TOKEN = re.compile(rb"-?\d+(?:\.\d+)?|/\w+|\((?:[^()\\]|\\.)*\)|\b[A-Za-z*]{1,3}\b|\d+ 0 R|<<|>>|\[|\]")
_VALUES = (
    b"0", b"-1", b"1", b"3", b"90", b"100000", b"1e99", b"9" * 40, b"-" + b"9" * 400, b"0.00001", b"nan", b"null",
    b"true", b"()", b"(x)", b"(\\050\\777)", b"<>", b"<FEFF00410301>", b"<zz>", b"[]", b"[[[[1]]]]", b"<< >>", b"<<",
    b">>", b"[", b"]", b"(", b")", b"1 0 R", b"2 0 R", b"3 0 R", b"4 0 R", b"99 0 R", b"/Page", b"/Pages", b"/Font",
    b"/Type0", b"/Identity-H", b"/FlateDecode", b"/LZWDecode", b"/ASCII85Decode", b"/RunLengthDecode", b"/XObject",
    b"/Form", b"/F1", b"/DeviceCMYK", b"/Pattern", b"/Helvetica", b"/GBK-EUC-H", b"/../../LICENSE", b"/Parent",
    b"/Kids", b"/Rotate 45", b"/MediaBox [0 0 1 1]", b"/MediaBox [9 9 0 0]", b"/MediaBox [/A]", b"/Widths [1 2]",
    b"/Filter [/FlateDecode /FlateDecode]", b"/DecodeParms << /Predictor 12 /Columns 3 >>", b"/Encoding 5 0 R",
    b"/URI (http://example.org/)", b"/JS (app.alert)", b"(" + b"x" * 3_000 + b")", b"q " * 300, b"Q " * 300,
    b"BT", b"ET", b"Tj", b"TJ", b"Td", b"Tm", b"Tf", b"re", b"m", b"l", b"S", b"f", b"n", b"W", b"c", b"h", b"Do",
    b"cm", b"gs", b"BDC", b"EMC", b"BI /W 3 /H 3 ID abc EI", b"0 0 m 900 0 l S", b"1 0 0 rg", b"2 Tr", b"\0",
    b"\xff\xfe", b"%",
)  # fmt: skip


def spoilt_pdf(rng: Random, content: bytes) -> bytes:
    """Return a PDF with something wrong in it."""
    way = rng.random()
    if way < 0.15:
        return flipped(rng, content)
    objects = [body for _, body in _OBJECT.findall(content)]
    for _ in range(rng.choice((1, 1, 2, 3, 10))):
        at = rng.randrange(len(objects))
        if rng.random() < 0.1:
            _whole(rng, objects, at)
        else:
            objects[at] = _changed(rng, objects[at])
    return _written(objects, sound=rng.random() < 0.9)


def _whole(rng: Random, objects: list[bytes], at: int) -> None:
    way = rng.randrange(3)
    if way == 0:
        objects[at] = rng.choice(objects)
    elif way == 1:
        objects[at] = rng.choice(_VALUES)
    else:
        objects.append(objects[at])


def _changed(rng: Random, body: bytes) -> bytes:
    """Return an object with some of its tokens changed, doubled, dropped or moved."""
    tokens = list(_TOKEN.finditer(body))
    if not tokens:
        return rng.choice(_VALUES)
    for token in sorted(rng.sample(tokens, min(len(tokens), rng.choice((1, 1, 2, 5)))), key=lambda each: -each.start()):
        new = rng.choice(
            (rng.choice(_VALUES), rng.choice(_VALUES), rng.choice(tokens)[0], token[0] * rng.choice((0, 2, 50)), b"")
        )
        body = body[: token.start()] + new + body[token.end() :]
    return body


def _written(objects: list[bytes], sound: bool) -> bytes:
    found, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(found))
        found += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(found) if sound else 7
    found += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return found + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
