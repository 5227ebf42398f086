"""Message-IDs that are the same for the same message: a repeat after a failure is then known for one."""

from __future__ import annotations

from collections.abc import Iterable
from email.headerregistry import Address
from hashlib import sha256


def message_id(
    fingerprint: str, edition: str, recipients: Iterable[Address], words: Iterable[str], before: int, sender: Address
) -> str:
    """Return the Message-ID of an edition that is sent, with its angle brackets.

    Args:
        fingerprint: of what the plan was read from.
        edition: whether it is a draft.
        recipients: everybody it goes to; in which order does not matter.
        words: what is said in it and beside it, so that one that was put right is another message.
        before: how often this edition was sent before, so that one sent again on purpose is another message.
        sender: who it is from; the ID ends in the domain.
    """
    people = sorted({each.addr_spec.casefold() for each in recipients})
    said = "\n".join([fingerprint, edition, str(before), *people, *(_digest(each) for each in words)])
    return f"<plan-workbook.{_digest(said)[:32]}@{sender.domain}>"


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
