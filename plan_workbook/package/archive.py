"""A zip file as a list of entries: read without unpacking, and written with each entry's stored bytes untouched."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NamedTuple

from plan_workbook.package.errors import DamagedWorkbook, UnsafeWorkbook

STORED, DEFLATED = 0, 8
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_SIZES_FOLLOW = 0x0008
_UTF8_NAME = 0x0800
_PIECE = 1 << 16  #: packed bytes passed to zlib at a time
CHUNK = 1 << 16  #: bytes unpacked at a time, so that a part can be inspected without holding all of it in memory
_EPOCH = (0, 33)  # 1980-01-01 00:00, the earliest time a zip can hold, so that the same content gives the same bytes
_ZIP64_EXTRA = 0x0001
ENCRYPTED_PART = "an encrypted part"  #: what is wrong with a zip that has a password


class Entry(NamedTuple):
    """One entry of a zip, as stored."""

    name: str
    raw_name: bytes
    method: int
    flags: int
    time: int
    date: int
    crc: int
    size: int  #: bytes when unpacked
    packed: bytes  #: the stored bytes
    local_extra: bytes = b""
    central_extra: bytes = b""
    comment: bytes = b""
    made_by: tuple[int, int] = (20, 0)
    needs: int = 20
    internal: int = 0
    external: int = 0

    def unpack(self) -> bytes:
        """Return the content, at most ``size`` bytes of it.

        Raises:
            DamagedWorkbook: it is cut off, longer than it claims, or its checksum is wrong.
        """
        content = BytesIO()  # unlike join, it does not need the memory twice
        content.writelines(self.chunks())
        return content.getvalue()

    def chunks(self) -> Iterator[bytes]:
        """Yield the content in pieces; raises as ``unpack`` does, and a wrong length or checksum only at the end."""
        crc = length = 0
        for chunk in self._inflated() if self.method == DEFLATED else self._sliced():
            crc, length = zlib.crc32(chunk, crc), length + len(chunk)
            if length > self.size:
                break
            yield chunk
        if length != self.size or crc != self.crc:
            raise DamagedWorkbook(detail=f"{self.name} has changed since it was saved")

    def _sliced(self) -> Iterator[bytes]:
        return (self.packed[at : at + CHUNK] for at in range(0, len(self.packed), CHUNK))

    def _inflated(self) -> Iterator[bytes]:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for at in range(0, len(self.packed), _PIECE):
                left, chunk = self.packed[at : at + _PIECE], b""
                while left or len(chunk) == CHUNK:  # after a full chunk there may be more to come
                    chunk = inflate.decompress(left, CHUNK)
                    yield chunk
                    if inflate.eof:  # zlib keeps what follows the end, and would be given it again and again
                        return
                    left = inflate.unconsumed_tail
        except zlib.error as error:
            raise DamagedWorkbook(detail=f"{self.name} cannot be unpacked") from error


class Archive(NamedTuple):
    """A zip file."""

    content: bytes
    entries: tuple[Entry, ...]
    comment: bytes = b""


def read_archive(content: bytes, most_entries: int) -> Archive:
    """Return the entries of a zip in the order they are stored; nothing is unpacked.

    Args:
        content: the whole file.
        most_entries: a file with more is refused before any entry is read.

    Raises:
        DamagedWorkbook: it is not a zip, it is cut off, or the directory contradicts the entries.
        UnsafeWorkbook: it has encrypted or overlapping entries, or methods other than stored and deflate.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            infos, comment, end = file.infolist(), file.comment, file.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error, OverflowError) as error:
        raise DamagedWorkbook(detail="it is cut off or not a zip file") from error
    if len(infos) > most_entries:
        raise UnsafeWorkbook(detail=f"{len(infos):,} parts, more than {most_entries:,}")
    entries = []
    infos.sort(key=lambda info: info.header_offset)
    ends = [*(each.header_offset for each in infos), end][1:]
    for info, following in zip(infos, ends, strict=True):
        entries.append(_entry(content, info, following))
    return Archive(content, tuple(entries), comment)


def _entry(content: bytes, info: zipfile.ZipInfo, following: int) -> Entry:
    if info.flag_bits & _ENCRYPTED:
        raise UnsafeWorkbook(detail=ENCRYPTED_PART)
    if info.compress_type not in (STORED, DEFLATED):
        raise UnsafeWorkbook(detail="a part compressed in an unusual way")
    at = info.header_offset
    header = content[at : at + _LOCAL.size] if at >= 0 else b""
    if len(header) < _LOCAL.size or header[:4] != b"PK\3\4":
        raise DamagedWorkbook(detail="a part is not where the zip directory says it is")
    _, needs, flags, method, time, date, _, _, _, name_length, extra_length = _LOCAL.unpack(header)
    names = at + _LOCAL.size
    start = names + name_length + extra_length
    if start + info.compress_size > following:
        raise UnsafeWorkbook(detail="parts that overlap")
    raw_name = content[names : names + name_length]
    central_name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437")
    if raw_name != central_name or method != info.compress_type or flags & _ENCRYPTED:
        raise UnsafeWorkbook(detail="a part with two names")
    return Entry(
        name=info.orig_filename,
        raw_name=raw_name,
        method=method,
        flags=info.flag_bits & ~_SIZES_FOLLOW,
        time=time,
        date=date,
        crc=info.CRC,
        size=info.file_size,
        packed=content[start : start + info.compress_size],
        local_extra=_without_zip64(content[names + name_length : start]),
        central_extra=_without_zip64(info.extra),
        comment=info.comment,
        made_by=(info.create_version, info.create_system),
        needs=min(needs, 20),
        internal=info.internal_attr,
        external=info.external_attr,
    )


def _without_zip64(extra: bytes) -> bytes:
    """Drop the 64-bit sizes: no file here is that large, and Excel offers to repair one that has them."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind != _ZIP64_EXTRA:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept


def packed_entry(name: str, content: bytes) -> Entry:
    """Return a new entry. The same name and content always give the same bytes."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(content) + deflate.flush()
    raw_name = name.encode()
    flags = 0 if raw_name.isascii() else _UTF8_NAME
    time, date = _EPOCH
    return Entry(name, raw_name, DEFLATED, flags, time, date, zlib.crc32(content), len(content), packed)


def write_archive(entries: Iterable[Entry], comment: bytes = b"") -> bytes:
    """Return a zip file of these entries, in this order."""
    body, directory, count = bytearray(), bytearray(), 0
    for entry in entries:
        sizes = (entry.crc, len(entry.packed), entry.size, len(entry.raw_name))
        stamp = (entry.flags, entry.method, entry.time, entry.date)
        directory += _CENTRAL.pack(
            b"PK\1\2",
            *entry.made_by,
            entry.needs,
            0,
            *stamp,
            *sizes,
            len(entry.central_extra),
            len(entry.comment),
            0,
            entry.internal,
            entry.external,
            len(body),
        )
        directory += entry.raw_name + entry.central_extra + entry.comment
        body += _LOCAL.pack(b"PK\3\4", entry.needs, *stamp, *sizes, len(entry.local_extra))
        body += entry.raw_name + entry.local_extra + entry.packed
        count += 1
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(body), len(comment))
    return bytes(body + directory + end + comment)
