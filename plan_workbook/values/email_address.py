"""Reads email addresses, for all of the tool: the rule about people, drafts, messages and published texts.

Every address is read here, without using the network, so the rule passes exactly the addresses that can be written to.
In texts to be published, anything that looks like an address is found, whether or not a message would arrive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from plan_workbook.errors import InputError
from plan_workbook.patterns import pattern
from plan_workbook.values.text import on_one_line, seen

if TYPE_CHECKING:
    from email.headerregistry import Address

_INTERNAL = ("local", "localhost")
"""Top-level names of a network that is not the internet; email-validator refuses them, but ``.test`` only if asked."""
_LONGEST = 10_000
"""The most characters that are searched for addresses; a single address has at most 254."""
_SHOWN = 60
"""How many characters a message quotes of a text that is too long to read."""
_QUOTED = pattern(r'"(?:[^"\\]|\\.)*"')
_NAMED = pattern(r"(?P<name>.*?)\s*<(?P<address>[^<>]*)>", re.S)

NOT_IN_ONE = r"\s@<>()\[\],;:\""
"""Characters that no address has before its ``@``; a lookalike begins after one of them, or where the text begins."""
MARKS = "\u0300-\u036f\u0900-\u0eff"
"""Marks on letters in some scripts, which Python does not count as part of a word."""
ENDS = rf"(?:[^\W_]|[{MARKS}])"
LOOKS_LIKE_ONE = pattern(
    rf"(?<![^{NOT_IN_ONE}])[^{NOT_IN_ONE}]+@[^\W_](?:[\w{MARKS}-]*{ENDS})?(?:\.[\w{MARKS}-]*{ENDS})+"
)
"""Any text that a reader would take for an address, whether or not a message would arrive."""
GAP = r"\s{0,9}"
"""Spaces and line breaks; not any number of them, or a text of spaces would take forever."""
BEGINS_LIKE_ONE = pattern(rf"(?<![^{NOT_IN_ONE}])[^{NOT_IN_ONE}]+{GAP}@{GAP}[\w.-]*\.\.\.")
"""The rest of an address that was cut off when the beginning of a long text was quoted."""


def addresses_in(typed: Iterable[str], where: str = "") -> tuple[Address, ...]:
    """Return the addresses in what somebody typed, each once, in that order.

    One text may hold several, separated by semicolons or commas, with names or without: ``"O'Neil, Ren" <r@x.gov.uk>``.
    A comma in a name needs no quotes if the text, or the piece between semicolons, holds only one address.

    Args:
        typed: the texts.
        where: the place where they were typed, for messages, such as the name of a setting.

    Raises:
        InputError: one is not an address; the sentence names it and says why.
    """
    return each_once(_address(each, where) for text in typed for each in _separated(text, where))


def one_address(text: str) -> Address:
    """Return the only address in a text, such as a cell for one; with a name or without.

    Raises:
        InputError: the text does not hold an address, or holds more than one.
    """
    found = addresses_in([text])
    if len(found) != 1:
        held = "several email addresses" if found else "no email address"
        raise InputError(f'"{on_one_line(text)}" holds {held}: type one, such as name@example.gov.uk.')
    return found[0]


def is_email_address(text: str) -> bool:
    """Tell whether a text is one email address, to which a message can be written."""
    try:
        one_address(text)
    except InputError:
        return False
    return True


def each_once(addresses: Iterable[Address]) -> tuple[Address, ...]:
    """Return the addresses without repeats, whatever name goes with them."""
    first: dict[str, Address] = {}
    for each in addresses:
        first.setdefault(each.addr_spec.casefold(), each)
    return tuple(first.values())


def shown_address(address: Address) -> str:
    """Return an address as people read it: ``Jo Bloggs <jo@x.gov.uk>``, unlike headers without quotes or encoding."""
    return f"{address.display_name} <{address.addr_spec}>" if address.display_name else address.addr_spec


def _separated(text: str, where: str) -> list[str]:
    """Return the pieces of a text that are one address each, with their names."""
    text = text.strip()
    if len(text) > _LONGEST:
        start = on_one_line(text[:_SHOWN])
        raise InputError(f'"{start}..."{_place(where)} is too long for addresses: check what is there.')
    if any(unicodedata.category(each) in ("Cc", "Zl", "Zp") for each in text):
        raise InputError(
            f'"{on_one_line(text)}"{_place(where)} holds a line break or another control character, which an '
            "address can't have: type it again."
        )
    pieces: list[str] = []
    for piece in _split(text, ";"):
        smaller = _split(piece, ",")
        addresses = [each for each in smaller if "@" in _QUOTED.sub("", each)]
        if len(addresses) == len(smaller):
            pieces += smaller
        elif addresses in ([], smaller[-1:]):
            pieces.append(piece)  # a comma in its name, as in most directories: Bloggs, Jo <jo@x.gov.uk>
        else:
            odd = next(each for each in smaller if each not in addresses)
            raise InputError(
                f'"{on_one_line(odd)}"{_place(where)} is not an email address: put a name that has a comma in it into '
                "quotation marks, or separate the addresses with semicolons."
            )
    return pieces


def _split(text: str, mark: str) -> list[str]:
    """Split a text at a mark, but not inside quotation marks."""
    masked = _QUOTED.sub(lambda found: "x" * len(found[0]), text)
    pieces, start = [], 0
    for place in [*(found.start() for found in re.finditer(re.escape(mark), masked)), len(text)]:
        pieces.append(text[start:place].strip())
        start = place + 1
    return [each for each in pieces if each]


def _address(text: str, where: str) -> Address:
    # Loaded once there is an address: most plans have none, and these take as long as reading a plan.
    from email.headerregistry import Address

    from email_validator import EmailNotValidError

    named = _NAMED.fullmatch(text)
    name, address = (named["name"], named["address"]) if named else ("", text)
    if _QUOTED.fullmatch(name):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    elif '"' in _QUOTED.sub("", text):
        raise InputError(f"{on_one_line(text)}{_place(where)} has a quotation mark without its pair: add the other.")
    try:
        username, domain = _valid(seen(address).strip())
    except EmailNotValidError as error:
        fault = str(error).rstrip(".")
        raise InputError(
            f'"{on_one_line(text)}"{_place(where)} is not an email address ({fault[:1].lower()}{fault[1:]}): check its '
            "spelling."
        ) from error
    return Address(on_one_line(name), username, domain)


def _valid(address: str) -> tuple[str, str]:
    """Return what is before and after the @; an international domain in the letters that mail servers know.

    Addresses on the council's own network count, but not a domain without a dot or one that ends in a number: in a
    plan, ``ann@example`` is an address that somebody has not finished typing.

    Raises:
        EmailNotValidError: it is not an address.
    """
    from email_validator import EmailNotValidError, validate_email

    last = address.casefold().rpartition("@")[2].rpartition(".")[2]
    internal = last in _INTERNAL
    valid = validate_email(
        address + ".test" * internal,
        check_deliverability=False,
        globally_deliverable=False,
        test_environment=True,
        allow_smtputf8=True,
        allow_quoted_local=False,
        allow_domain_literal=False,
        strict=True,
    )
    domain = valid.ascii_domain.removesuffix(".test") if internal else valid.ascii_domain
    if "." not in domain:
        raise EmailNotValidError("The part after the @-sign must contain a dot")
    if not domain[-1].isalpha():
        raise EmailNotValidError("The part after the @-sign should end in a letter")
    return valid.local_part, domain


def _place(where: str) -> str:
    return f" ({where})" if where else ""
