"""Addresses as people type them: read whole, each once, or refused in a sentence that names the one."""

from __future__ import annotations

from email.headerregistry import Address

import pytest
from builder import clean_plan, searching
from hypothesis import given
from hypothesis import strategies as st

from plan_workbook.errors import InputError
from plan_workbook.mail.addresses import addresses_in, shown_address, with_role
from plan_workbook.values.text import on_one_line


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("jo@x.gov.uk", ["jo@x.gov.uk"]),
        ("  <jo@x.gov.uk> ", ["jo@x.gov.uk"]),
        ("jo+board@x.gov.uk", ["jo+board@x.gov.uk"]),
        ("a@x.uk, b@x.uk;c@x.uk;", ["a@x.uk", "b@x.uk", "c@x.uk"]),
        ('"O\'Neil, Ren\u00e9e" <r@x.gov.uk>, b@x.uk', ["O'Neil, Ren\u00e9e <r@x.gov.uk>", "b@x.uk"]),
        ("O'Neil, Ren\u00e9e <r@x.gov.uk>", ["O'Neil, Ren\u00e9e <r@x.gov.uk>"]),
        ("Bloggs, Jo <jo@x.uk>; Other, Al <al@x.uk>", ["Bloggs, Jo <jo@x.uk>", "Other, Al <al@x.uk>"]),
        ('"Jo \\"Boss\\" Bloggs" <jo@x.uk>', ['Jo "Boss" Bloggs <jo@x.uk>']),
        ('"jo@home; al" <jo@x.uk>', ["jo@home; al <jo@x.uk>"]),
        ("jo@intranet.local", ["jo@intranet.local"]),
        ("jo@mail.test", ["jo@mail.test"]),
        ("jo@b\u00fccher.example", ["jo@xn--bcher-kva.example"]),
        ("ren\u00e9e@x.gov.uk", ["ren\u00e9e@x.gov.uk"]),
        ("Jo <jo@x.uk>; JO@X.uk", ["Jo <jo@x.uk>"]),
        (" ; ", []),
    ],
)
def test_addresses_are_read_as_typed(typed, read):
    assert [shown_address(each) for each in addresses_in([typed])] == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("jo", '"jo" is no e-mail address (an email address must have an @-sign): check its spelling.'),
        ("jo@@x.uk", '"jo@@x.uk" is no e-mail address ('),
        ("jo@x..uk", '"jo@x..uk" is no e-mail address ('),
        ("jo bloggs@x.uk", '"jo bloggs@x.uk" is no e-mail address ('),
        ("Jo <jo@x.uk> Bloggs", "is no e-mail address ("),
        ("al, jo@x.uk", '"al, jo@x.uk" is no e-mail address ('),
        ("a@x.uk, al, jo@x.uk", '"al" is no e-mail address: put a name that has a comma in it into quotation marks'),
        ('"Jo <jo@x.uk>', "has a quotation mark without its pair"),
        ("jo@x.uk\nBcc: all@x.uk", "holds a line break or another control character"),
        ("jo@x.uk\u2028", None),
        ("Jo\r\nSubject: x <jo@x.uk>", "holds a line break or another control character"),
        ("Jo\x00 <jo@x.uk>", "holds a line break or another control character"),
        ("jo\udcff@x.uk", "is no e-mail address ("),
    ],
)
def test_what_is_no_address_is_refused_in_one_line_that_names_it(typed, said):
    if said is None:
        assert len(addresses_in([typed])) == 1  # white space around it
        return
    with pytest.raises(InputError) as caught:
        addresses_in([typed])
    assert said in str(caught.value)
    assert str(caught.value).isprintable()


def test_the_sentence_says_where_it_stands():
    with pytest.raises(InputError, match=r'^"jo" \(mail\.toml\) is no e-mail address'):
        addresses_in(["jo"], "mail.toml")


@searching(300)
@given(st.text(st.sampled_from('ab@.,;<>" \\\n\u00e9\t\u202e-+'), max_size=30))
def test_whatever_is_typed_gives_addresses_or_a_sentence(typed):
    try:
        found = addresses_in([typed])
    except InputError as error:
        assert str(error).isprintable()
    else:
        assert all("@" in each.addr_spec and shown_address(each).isprintable() for each in found)


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
    assert al.startswith('Al has no valid address ("al at x" is no e-mail address')
    assert di == "Di has no address"


def test_several_roles_and_a_role_that_nobody_has():
    assert len(with_role(with_people(), ["Press", "Board"]).addresses) == 3
    with pytest.raises(InputError, match=r'Nobody on the sheet Plan of plan\.xlsx has the role "Chair": the roles'):
        with_role(with_people(), ["Board", "Chair"])
    with pytest.raises(InputError, match="nobody there has a role yet"):
        with_role(clean_plan().read(), ["Board"])


def test_a_name_is_on_one_line_and_hides_nothing():
    assert on_one_line(" Jo\r\n\x00Blo\u202eggs \u00a0 x ") == "Jo Bloggs x"


def test_a_text_far_too_long_for_addresses_is_refused_at_once():
    with pytest.raises(InputError, match="is too long for addresses: check what stands there") as refused:
        addresses_in(['a\\"' * 10_000])
    assert len(str(refused.value)) < 500
