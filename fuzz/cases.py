"""Make a case from a number: choose the target and the file, and damage the file; or make up a conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from document_mutations import spoilt_document, spoilt_text
from ole_mutations import container, spoilt
from part_mutations import mutate
from pdf_mutations import spoilt_pdf
from register_mutations import folder_of, spoilt_folder, spoilt_workbook, tables_of, workbook_of
from reply_mutations import rude
from seeds import Seed, Seeds
from template_mutations import spoilt_report, spoilt_words, stored
from zip_mutations import flipped, zipped

from plan_workbook.register import Register

ALL_TARGETS = (
    "open",
    "read",
    "replace",
    "encrypted",
    "register",
    "tables",
    "report",
    "letter",
    "replies",
    "document",
    "pdf",
)
_SHARES = dict.fromkeys(ALL_TARGETS, 3) | {"read": 4, "replace": 4, "encrypted": 1, "replies": 2}
_SUFFIXES = {
    "tables": ".zip",
    "report": ".docx",
    "letter": ".template",
    "replies": ".smtp",
    "document": ".docx",
    "pdf": ".pdf",
}


@dataclass(frozen=True)
class Case:
    """A damaged file, or a rude conversation, for one target."""

    target: str
    origin: str  #: what it was made from
    content: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        """The ending of the file that a finding is stored in."""
        return _SUFFIXES.get(self.target, ".xlsx")


def case(seed: int, number: int, targets: Sequence[str], seeds: Seeds) -> Case:
    """Return case ``number``. The same arguments always give the same case."""
    rng = Random(f"{seed}/{number}")
    target = rng.choices(targets, [_SHARES[each] for each in targets])[0]
    if target == "replies":
        return Case(target, "a conversation", rude(rng))
    if target in ("register", "tables"):
        return Case(target, "a register", _register(rng, target, rng.choice(seeds.registers)))
    if target == "report":
        return _report(rng, rng.choice(seeds.reports))
    if target == "pdf":
        paper = rng.choice(seeds.papers)
        return Case(target, paper.name, spoilt_pdf(rng, paper.content))
    if target == "document":
        if rng.random() < 0.2:
            return Case(target, "a text", spoilt_text(rng))
        document = rng.choice(seeds.documents)
        return Case(target, document.name, spoilt_document(rng, document.content, dict(document.parts)))
    if target == "letter":
        letter = rng.choice(seeds.letters)
        return Case(target, letter.name, spoilt_words(rng, stored(letter.name, letter.content.decode())))
    if target == "encrypted":
        way = rng.random()
        if way < 0.5:
            content = container(rng)
            return Case(target, "an OLE file", flipped(rng, content) if rng.random() < 0.6 else content)
        encrypted = rng.choice(seeds.encrypted)
        return Case(target, encrypted.name, (spoilt if way < 0.75 else flipped)(rng, encrypted.content))
    origin = _origin(rng, target, seeds)
    way = rng.random()
    if way < (0.25 if target == "open" else 0.03):
        return Case(target, origin.name, flipped(rng, origin.content))
    parts = dict(origin.parts)
    if way < (0.5 if target == "open" else 0.06):
        return Case(target, origin.name, zipped(parts, rng))
    mutate(rng, parts)
    return Case(target, origin.name, zipped(parts))


def sound(target: str, seeds: Seeds) -> Iterator[bytes]:
    """Yield cases of a target in which nothing is damaged, except for conversations."""
    if target in ("open", "read", "replace"):
        yield from (each.content for each in seeds.plans)
    elif target == "encrypted":
        yield from (each.content for each in seeds.encrypted)
    elif target in ("register", "tables"):
        write = folder_of if target == "tables" else workbook_of
        yield from (write(tables_of(each)) for each in seeds.registers)
    elif target == "report":
        yield from (each.content for each in seeds.reports)
    elif target == "pdf":
        yield from (each.content for each in seeds.papers)
    elif target == "document":
        yield from (each.content for each in seeds.documents)
    elif target == "letter":
        yield from (stored(each.name, each.content.decode()) for each in seeds.letters)


def _register(rng: Random, target: str, register: Register) -> bytes:
    tables = tables_of(register)
    if target == "tables":
        return spoilt_folder(rng, tables)
    way = rng.random()
    if way < 0.75:
        return spoilt_workbook(rng, tables)
    content = workbook_of(tables)
    if way < 0.78:
        return flipped(rng, content)
    parts = dict(Seed("", content).parts)
    mutate(rng, parts)
    return zipped(parts)


def _report(rng: Random, origin: Seed) -> Case:
    way = rng.random()
    if way < 0.03:
        return Case("report", origin.name, flipped(rng, origin.content))
    parts = dict(origin.parts)
    if way < 0.06:
        return Case("report", origin.name, zipped(parts, rng))
    spoilt_report(rng, parts)
    return Case("report", origin.name, zipped(parts))


def _origin(rng: Random, target: str, seeds: Seeds) -> Seed:
    if rng.random() < (0.8 if target == "read" else 0.2):
        return rng.choices(seeds.plans, [max(1, 4 - at // 2 * 2) for at in range(len(seeds.plans))])[0]
    if rng.random() < 0.3:
        return rng.choice(seeds.others)
    return seeds.other(rng.randrange(1 << 30)) or seeds.others[0]
