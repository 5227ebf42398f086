"""Find the person meant by a lead's name or post, and their address, among the people of the Plan sheet."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address

from plan_workbook.checking.leads.look_alikes import nearest_listed
from plan_workbook.errors import InputError
from plan_workbook.plan.model import Plan, Row
from plan_workbook.values.email_address import one_address
from plan_workbook.values.text import counted, fold, fold_name, listed, on_one_line


@dataclass(frozen=True)
class Person:
    """Somebody who can be written to."""

    name: str
    """The name on the Plan sheet, or else the post; one that contains an email address is passed over."""
    address: Address
    """With that name; its `addr_spec` is the address alone."""

    @property
    def key(self) -> str:
        """The address in lower case, which tells one person from another."""
        return self.address.addr_spec.casefold()


@dataclass(frozen=True)
class NoAddress:
    """A lead who can't be written to."""

    lead: str
    why: str
    fix: str
    """What to do about it, in a sentence."""


@dataclass(frozen=True)
class _Entry:
    """A row of People with something in its Email cell; `address` is None if that is not one address."""

    row: Row
    address: Address | None

    @property
    def key(self) -> str:
        """The address in lower case, or else the text, which tells one entry from another."""
        return self.address.addr_spec.casefold() if self.address else fold(self.row.text("email"))

    @property
    def cell(self) -> str:
        email = self.row.inputs["email"]
        return f"{email.sheet}!{email.cell}"


class Directory:
    """The people of a plan."""

    def __init__(self, plan: Plan) -> None:
        """Read their addresses."""
        self._sheet = plan.plan_sheet
        self._rows = plan.people
        self._entries = [_Entry(row, _one_address(row)) for row in plan.people if row.inputs["email"].given]
        self._people: dict[str, Person] = {}
        for entry in self._entries:
            if entry.address and entry.key not in self._people:
                self._people[entry.key] = _person(entry.row, entry.address)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who can be written to, once each, in the order of the sheet."""
        return tuple(self._people.values())

    def find(self, lead: str) -> Person | NoAddress:
        """Return the person meant by the text of a lead's cell: names are searched before posts.

        An email address typed in a lead's cell is used only if it is in People.
        """
        wanted, lead = fold_name(lead), on_one_line(lead)
        for column in ("name", "role"):
            entries = [entry for entry in self._entries if fold_name(entry.row.text(column)) == wanted]
            if entries:
                return self._one_of(entries, lead, column)
        if wanted in self._people:
            return self._people[wanted]
        listed_rows = [
            row for row in self._rows if wanted in (fold_name(row.text("name")), fold_name(row.text("role")))
        ]
        if listed_rows:
            cells = listed([f"{self._sheet}!{row.inputs['email'].cell}" for row in listed_rows], "or")
            return NoAddress(lead, f"{lead} has no email address in People", f"Type it in {cells}.")
        near = nearest_listed([lead], [row.text(key) for row in self._rows for key in ("name", "role")]).get(lead)
        meant = f"Did you mean '{near}'? If not, add" if near else "Add"
        fix = f"{meant} {lead}, with an email address, to People on the {self._sheet} sheet."
        return NoAddress(lead, f"{lead} is not in People", fix)

    def _one_of(self, entries: list[_Entry], lead: str, column: str) -> Person | NoAddress:
        found = {entry.key: entry for entry in entries}
        cells = listed([entry.cell for entry in entries])
        if len(found) > 1:
            if column == "name":
                fix = f"Keep only the right one of {cells}, or give the people their full names."
            else:
                fix = f"Name the person, not the post, as lead; or keep only the right one of {cells}."
            return NoAddress(lead, f"{lead} has {counted(len(found), 'different address')}, in {cells}", fix)
        (entry,) = found.values()
        if entry.address is None:
            typed = on_one_line(entry.row.text("email"))
            fix = f"Type one address, such as name@example.gov.uk, in {entry.cell}."
            return NoAddress(lead, f"'{typed}' in {entry.cell} is not one email address", fix)
        return self._people[entry.key]


def coordinator_of(plan: Plan) -> tuple[str, str]:
    """Return the name and the role of the plan's coordinator: the first of People whose role says so; empty if none."""
    rows = [row for row in plan.people if "coordinator" in fold(row.text("role"))]
    return (rows[0].text("name"), rows[0].text("role")) if rows else ("", "")


def _one_address(row: Row) -> Address | None:
    try:
        return one_address(row.text("email"))
    except InputError:
        return None


def _person(row: Row, address: Address) -> Person:
    named = (on_one_line(row.text(key)) for key in ("name", "role"))
    name = next((each for each in named if each and "@" not in each), "")
    return Person(name, Address(name, address.username, address.domain))
