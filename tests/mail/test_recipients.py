"""The people of a plan by their role, and those of them who can't be written to."""

from __future__ import annotations

from email.headerregistry import Address

import pytest
from builder import clean_plan

from plan_workbook.errors import InputError
from plan_workbook.mail.recipients import with_role


def with_people():
    plan = clean_plan().person("Ren\u00e9e O\u2019Neil", "Board", "r+board@x.gov.uk")
    plan.person("Jo\nBcc: all@x.uk", " board ", "jo@x.gov.uk").person("Al", "Board", "al at x").person("Di", "Board")
    return plan.person("Vi", "Press", "vi@x.gov.uk").read()


def test_people_are_found_by_their_role_and_those_without_an_address_are_named():
    found = with_role(with_people(), ["BOARD"])
    assert found.addresses == (
        Address("Ren\u00e9e O\u2019Neil", "r+board", "x.gov.uk"),
        Address("Jo Bcc: all@x.uk", "jo", "x.gov.uk"),
    )
    al, di = found.unreachable
    assert al.startswith('Al has no valid address ("al at x" is not an email address')
    assert di == "Di has no address"


def test_several_roles_and_a_role_that_nobody_has():
    assert len(with_role(with_people(), ["Press", "Board"]).addresses) == 3
    with pytest.raises(InputError, match=r'Nobody on the sheet Plan of plan\.xlsx has the role "Chair": the roles'):
        with_role(with_people(), ["Board", "Chair"])
    with pytest.raises(InputError, match="nobody there has a role yet"):
        with_role(clean_plan().read(), ["Board"])
