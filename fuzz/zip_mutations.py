"""Damage to the zip around the parts: its headers, its directory, its bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from random import Random

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NAMES = (
    "../x.xml", "/x.xml", "C:/x.xml", "a\\b.xml", "x\0.xml", "", "/", "a/../b.xml", "XL/workbook.xml", "a\nb.xml",
    "\u00e4.xml", "x" * 60_000, "[Content_Types].xml", "xl/workbook.xml", "\u202exml.x", "_rels/.rels", "\x1b[31m.xml",
)  # fmt: skip
_WORDS = (0, 1, 8, 9, 12, 14, 20, 45, 0x7FFF, 0xFFFF, 0x0800, 0x0809)
_LONGS = (0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 1 << 30, 600 << 20)


def zipped(parts: Mapping[str, bytes], rng: Random | None = None) -> bytes:
    """Return a zip of these parts; with ``rng``, some fields of its headers are wrong."""
    wrong = {rng.randrange(len(parts) + 1) for _ in range(rng.choice((1, 1, 2)))} if rng and parts else set()
    body, directory, count = bytearray(), bytearray(), 0
    for number, (name, content) in enumerate(parts.items()):
        packed, method = content, 0
        if len(content) > 200:
            deflate = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
            packed, method = deflate.compress(content) + deflate.flush(), 8
        raw = name.encode("utf-8", "surrogatepass")
        flags = 0 if raw.isascii() else 0x0800
        local = [b"PK\3\4", 20, flags, method, 0, 33, zlib.crc32(content), len(packed), len(content), len(raw), 0]
        central = [b"PK\1\2", 20, 20, flags, method, 0, 33, zlib.crc32(content), len(packed), len(content), len(raw)]
        central += [0, 0, 0, 0, 0, len(body)]
        other, extra = raw, b""
        if rng and number in wrong:
            way = rng.random()
            if way < 0.15:
                raw = other = rng.choice(_NAMES).encode()[:0xFFFF]
                local[9] = central[10] = len(raw)
            elif way < 0.25:
                other = rng.choice(_NAMES).encode()[:0xFFFF]
                central[10] = len(other)
            elif way < 0.35:
                kind, length = rng.choice((1, 1, 0x5455, 0x7075)), rng.choice((8, 16, 24, 500))
                extra = struct.pack("<2H", kind, length) + b"\xff" * 16
                local[10] = central[11] = len(extra)
            else:
                for record in rng.choice(((local,), (central,), (local, central))):
                    at = rng.randrange(1, len(record))
                    is_long = at in ((6, 7, 8) if record is local else (7, 8, 9, 15, 16))
                    record[at] = rng.choice(_LONGS if is_long else _WORDS)
        try:
            body += _LOCAL.pack(*local)
            directory += _CENTRAL.pack(*central)
        except struct.error:
            return zipped(parts)
        body += raw + extra + packed
        directory += other + extra
        count += 1
    end = [b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0]
    if rng and len(parts) in wrong:
        at = rng.randrange(1, len(end))
        end[at] = rng.choice(_WORDS if at not in (5, 6) else _LONGS)
    return bytes(body + directory + _END.pack(*end))


def flipped(rng: Random, content: bytes) -> bytes:
    """Return the file with bits flipped, bytes set, pieces removed, doubled or moved, or the end cut off."""
    spoilt = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 8))):
        if not spoilt:
            break
        # the directory is a small fraction of the file but matters most, so half of the damage goes there
        first = max(0, len(spoilt) - 4000) if rng.random() < 0.5 else 0
        at = rng.randrange(first, len(spoilt))
        length = rng.choice((1, 2, 4, 30, 500))
        way = rng.randrange(8)
        if way == 0:
            spoilt[at] ^= 1 << rng.randrange(8)
        elif way == 1:
            spoilt[at] = rng.choice((0, 1, 0x7F, 0x80, 0xFF))
        elif way == 2:
            del spoilt[at : at + length]
        elif way == 3:
            spoilt[at:at] = spoilt[at : at + length]
        elif way == 4:
            other = rng.randrange(len(spoilt))
            spoilt[at : at + length] = spoilt[other : other + length]
        elif way == 5:
            spoilt[at : at + 4] = struct.pack("<L", rng.choice(_LONGS))
        elif way == 6:
            del spoilt[at:]
        else:
            spoilt[at:at] = rng.choice((b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"\0" * length, b"\xff" * length))
    return bytes(spoilt)
