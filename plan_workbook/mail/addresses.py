"""Addresses as people type them, and the people of a plan by their role."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.headerregistry import Address

from plan_workbook.errors import InputError
from plan_workbook.package.errors import shown
from plan_workbook.plan.model import Plan
from plan_workbook.values.text import fold, listed, on_one_line

_INTERNAL = ("local", "localhost")
"""Top-level names that only a network of one's own knows; the validator refuses them, ``.test`` only if it must."""
_LONGEST = 10_000
"""Characters of what somebody types for addresses; one has 254 at most."""
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_NAMED = re.compile(r"(?P<name>.*?)\s*<(?P<address>[^<>]*)>", re.S)


@dataclass(frozen=True)
class Found:
    """The people who have a role."""

    addresses: tuple[Address, ...]
    """Of those who can be written to, with their names; each address once."""
    unreachable: tuple[str, ...]
    """The others, each as words for a sentence: ``Jo Bloggs has no address``."""


def addresses_in(typed: Iterable[str], where: str = "") -> tuple[Address, ...]:
    """Return the addresses in what somebody typed, each once, in that order.

    One text may hold several, parted by semicolons or commas, with names or without: ``"O'Neil, Ren" <r@x.gov.uk>``.
    A comma in a name needs no quotes where the text, or the part of it between semicolons, holds one address only.

    Args:
        typed: the texts.
        where: what a message is to say about where they stand, such as the name of a setting.

    Raises:
        InputError: one is no address; the sentence names it and says why.
    """
    found = (_address(each, where) for text in typed for each in _parted(text, where))
    return each_once(found)


def each_once(addresses: Iterable[Address]) -> tuple[Address, ...]:
    """Return the addresses without those that were there before, whatever name stands with them."""
    first: dict[str, Address] = {}
    for each in addresses:
        first.setdefault(each.addr_spec.casefold(), each)
    return tuple(first.values())


def with_role(plan: Plan, roles: Sequence[str]) -> Found:
    """Return the people of the Plan sheet who have one of the roles; case and spaces do not matter.

    Raises:
        InputError: nobody has that role; the sentence lists the roles there are.
    """
    known = {fold(role): role for row in reversed(plan.people) if (role := on_one_line(row.text("role")))}
    wanted = [fold(role) for role in roles]
    for role, asked in zip(wanted, roles, strict=True):
        if role not in known:
            there = listed(sorted(known.values(), key=str.casefold))
            roles_are = f"the roles there are {there}" if there else "nobody there has a role yet"
            raise InputError(
                f'Nobody on the sheet {plan.plan_sheet} of {plan.name} has the role "{on_one_line(asked)}": '
                f"{roles_are}."
            )
    addresses: list[Address] = []
    unreachable: list[str] = []
    for row in plan.people:
        if fold(row.text("role")) not in wanted:
            continue
        name = on_one_line(row.text("name"))
        try:
            own = addresses_in([row.text("email")])
        except InputError as error:
            unreachable.append(f"{name or 'somebody without a name'} has no valid address ({str(error).rstrip('.')})")
            continue
        if not own:
            unreachable.append(f"{name or 'somebody without a name'} has no address")
        addresses += [Address(name, each.username, each.domain) for each in own]
    return Found(each_once(addresses), tuple(unreachable))


def shown_address(address: Address) -> str:
    """Return an address as people read it: ``Jo Bloggs <jo@x.gov.uk>``, unlike headers without quotes or encoding."""
    return f"{address.display_name} <{address.addr_spec}>" if address.display_name else address.addr_spec


def _parted(text: str, where: str) -> list[str]:
    """Return the parts of a text that are one address each, with their names."""
    text = text.strip()
    if len(text) > _LONGEST:
        raise InputError(f'"{shown(text)}"{_standing(where)} is too long for addresses: check what stands there.')
    if any(unicodedata.category(each) in ("Cc", "Zl", "Zp") for each in text):
        raise InputError(
            f'"{on_one_line(text)}"{_standing(where)} holds a line break or another control character, which no '
            "address can have: type it again."
        )
    parts: list[str] = []
    for piece in _split(text, ";"):
        smaller = _split(piece, ",")
        addresses = [part for part in smaller if "@" in _QUOTED.sub("", part)]
        if len(addresses) == len(smaller):
            parts += smaller
        elif addresses in ([], smaller[-1:]):
            parts.append(piece)  # a comma in its name, as in most directories: Bloggs, Jo <jo@x.gov.uk>
        else:
            odd = next(part for part in smaller if part not in addresses)
            raise InputError(
                f'"{on_one_line(odd)}"{_standing(where)} is no e-mail address: put a name that has a comma in it into '
                "quotation marks, or part the addresses with semicolons."
            )
    return parts


def _split(text: str, mark: str) -> list[str]:
    """Split a text at a mark, but not inside quotation marks."""
    masked = _QUOTED.sub(lambda found: "x" * len(found[0]), text)
    parts, start = [], 0
    for place in [*(found.start() for found in re.finditer(re.escape(mark), masked)), len(text)]:
        parts.append(text[start:place].strip())
        start = place + 1
    return [part for part in parts if part]


def _address(text: str, where: str) -> Address:
    named = _NAMED.fullmatch(text)
    name, address = (named["name"], named["address"].strip()) if named else ("", text)
    if _QUOTED.fullmatch(name):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    elif '"' in _QUOTED.sub("", text):
        raise InputError(f"{on_one_line(text)}{_standing(where)} has a quotation mark without its pair: add the other.")
    username, domain = _validated(address, text, where)
    return Address(on_one_line(name), username, domain)


def _validated(address: str, text: str, where: str) -> tuple[str, str]:
    """Return what stands before and after the @; an international domain in the letters that mail servers know."""
    from email_validator import EmailNotValidError, validate_email  # here, because most commands never need it

    internal = address.casefold().rpartition("@")[2].rpartition(".")[2] in _INTERNAL
    try:
        valid = validate_email(
            address + ".test" * internal, check_deliverability=False, globally_deliverable=False, test_environment=True,
            allow_smtputf8=True, allow_quoted_local=False, allow_domain_literal=False,
        )  # fmt: skip
    except EmailNotValidError as error:
        fault = str(error).rstrip(".")
        fault = fault[:1].lower() + fault[1:]
        raise InputError(
            f'"{on_one_line(text)}"{_standing(where)} is no e-mail address ({fault}): check its spelling.'
        ) from error
    domain = valid.ascii_domain.removesuffix(".test") if internal else valid.ascii_domain
    return valid.local_part, domain


def _standing(where: str) -> str:
    return f" ({where})" if where else ""
