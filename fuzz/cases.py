"""Make a case from a number: choose the target and the workbook, and damage the workbook; or make up a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from ole_mutations import container, spoilt
from part_mutations import mutate
from reply_mutations import rude
from seeds import Seed, Seeds
from zip_mutations import flipped, zipped

ALL_TARGETS = ("open", "read", "replace", "encrypted", "replies")
_SHARES = {"open": 3, "read": 4, "replace": 4, "encrypted": 1, "replies": 2}


@dataclass(frozen=True)
class Case:
    """A damaged workbook, or a rude conversation, for one target."""

    target: str
    origin: str  #: the workbook it was made from
    content: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        """The ending of the file that a finding is stored in."""
        return ".smtp" if self.target == "replies" else ".xlsx"


def case(seed: int, number: int, targets: Sequence[str], seeds: Seeds) -> Case:
    """Return case ``number``. The same arguments always give the same case."""
    rng = Random(f"{seed}/{number}")
    target = rng.choices(targets, [_SHARES[each] for each in targets])[0]
    if target == "replies":
        return Case(target, "a conversation", rude(rng))
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


def _origin(rng: Random, target: str, seeds: Seeds) -> Seed:
    if rng.random() < (0.8 if target == "read" else 0.2):
        return rng.choices(seeds.plans, [max(1, 4 - at // 2 * 2) for at in range(len(seeds.plans))])[0]
    if rng.random() < 0.3:
        return rng.choice(seeds.others)
    return seeds.other(rng.randrange(1 << 30)) or seeds.others[0]
