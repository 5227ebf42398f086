"""Message-IDs that are the same for the same message, so that mail programs recognise a repeat after a failure."""

from __future__ import annotations

from collections.abc import Iterable
from email.headerregistry import Address
from hashlib import sha256


def message_id(
    fingerprint: str, edition: str, recipients: Iterable[Address], words: Iterable[str], before: int, sender: Address
) -> str:
    """Return the Message-ID of an edition being sent, with its angle brackets.

    Args:
        fingerprint: the plan's.
        edition: Final or Draft.
        recipients: everybody it goes to, in any order.
        words: all that the message says, so that a corrected one counts as another message.
        before: how often this edition was sent before, so that one sent again on purpose counts as another message.
        sender: the sender; the ID ends in its domain.
    """
    people = sorted({each.addr_spec.casefold() for each in recipients})
    said = "\n".join([fingerprint, edition, str(before), *people, *(_digest(each) for each in words)])
    return f"<plan-workbook.{_digest(said)[:32]}@{sender.domain}>"


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
