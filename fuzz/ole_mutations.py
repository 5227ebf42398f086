"""Files as Excel writes them with a password: an OLE container with a few streams, sound or damaged."""

from __future__ import annotations

import re
import struct
from random import Random

_VALUE = re.compile(rb'="([^"]+)"')
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NAMES = ("EncryptedPackage", "EncryptionInfo", "Workbook", "Book", "WordDocument", "\x06DataSpaces", "x" * 31, "")
_INFOS = (
    struct.pack("<2HL", 4, 4, 0x40)
    + b'<?xml version="1.0"?><encryption><keyData saltSize="16" blockSize="16" keyBits="256"/>'
    b'<keyEncryptors><keyEncryptor><p:encryptedKey xmlns:p="urn:p" spinCount="4294967295"/></keyEncryptor>'
    b"</keyEncryptors></encryption>",
    struct.pack("<2HL", 4, 2, 0x24) + struct.pack("<L8L", 32, 0x24, 0, 0x660E, 0x8004, 128, 24, 0, 0) + b"M\0" * 20,
    b"",
)


def spoilt(rng: Random, content: bytes) -> bytes:
    """Return an encrypted workbook with some encryption settings replaced by values of the same length."""
    start, end = content.find(b"<encryption"), content.find(b"</encryption>")
    found = list(_VALUE.finditer(content, start, end)) if 0 <= start < end else []
    for each in rng.sample(found, min(len(found), rng.choice((1, 1, 2, 5)))):
        length = each.end(1) - each.start(1)
        new = rng.choice((b"9" * length, b"0" * length, b"-" + b"1" * length, b"A" * length, b" " * length, b"SHA1"))
        content = content[: each.start(1)] + new[:length].ljust(length) + content[each.end(1) :]
    return content


def container(rng: Random) -> bytes:
    """Return an OLE file with two streams, in sectors of 512 bytes."""
    names = ("EncryptedPackage", "EncryptionInfo") if rng.random() < 0.6 else tuple(rng.sample(_NAMES, 2))
    streams = (struct.pack("<Q", 5000) + rng.randbytes(rng.choice((0, 600, 5000))), rng.choice(_INFOS))
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, 1, _END, 0)]
    for number, (name, stream) in enumerate(zip(names, streams, strict=True)):
        start = len(sectors) + 2 if stream else _END
        pieces = [stream[at : at + 512].ljust(512, b"\0") for at in range(0, len(stream), 512)]
        chains += [*range(len(sectors) + 3, len(sectors) + 2 + len(pieces)), _END] if pieces else []
        sectors += pieces
        entries.append(_entry(name, 2, 2 if number == 0 else _FREE, start, len(stream)))
    table = [_FAT, _END, *chains]
    table = [each if rng.random() > 0.03 else rng.choice((0, 1, 2, 3, _FREE, _END, 99)) for each in table]
    header = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 16, 0x3E, 3, 0xFFFE, 9, 6, b"\0" * 6]
    header += [0, 1, 1, 0, 0, _END, 0, _END, 0]
    if rng.random() < 0.3:
        at = rng.choice((2, 3, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 16))
        header[at] = rng.choice((0, 1, 2, 30, 0xFFFF)) if at < 7 else rng.choice((0, 1, 2, 0x7FFFFFFF, _FREE, _END))
    packed = struct.pack("<8s16s5H6s9L", *header) + struct.pack("<L", 0) + b"\xff" * 432
    body = struct.pack(f"<{len(table)}L", *table)[:512].ljust(512, b"\xff")
    return packed + body + b"".join(entries).ljust(512, b"\0") + b"".join(sectors)


def _entry(name: str, kind: int, link: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")[:62]
    child = link if kind == 5 else _FREE
    right = link if kind == 2 else _FREE
    head = raw.ljust(64, b"\0") + struct.pack("<H2B3L", len(raw) + 2, kind, 1, _FREE, right, child)
    return head + b"\0" * 36 + struct.pack("<LQ", start, size)
