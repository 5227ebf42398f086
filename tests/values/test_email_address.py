"""Addresses as people type them: read whole, each once, or refused in a sentence that names the one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from builder import clean_plan
from hypothesis import given
from hypothesis import strategies as st
from searching import searching

from plan_workbook.chasing.people import Directory, Person
from plan_workbook.checking.report import check
from plan_workbook.errors import InputError
from plan_workbook.mail.recipients import with_role
from plan_workbook.plan.model import Plan
from plan_workbook.values.email_address import (
    LOOKS_LIKE_ONE,
    addresses_in,
    is_email_address,
    one_address,
    shown_address,
)
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
        ("jo", '"jo" is not an email address (an email address must have an @-sign): check its spelling.'),
        ("jo@@x.uk", '"jo@@x.uk" is not an email address ('),
        ("jo@x..uk", '"jo@x..uk" is not an email address ('),
        ("jo@exa_mple.gov.uk", '"jo@exa_mple.gov.uk" is not an email address ('),
        ("jo@x", "the part after the @-sign must contain a dot"),
        ("jo@10.0.0.1", "the part after the @-sign should end in a letter"),
        (f"{'j' * 65}@x.uk", "is not an email address ("),
        ("jo bloggs@x.uk", '"jo bloggs@x.uk" is not an email address ('),
        ("Jo <jo@x.uk> Bloggs", "is not an email address ("),
        ("al, jo@x.uk", '"al, jo@x.uk" is not an email address ('),
        ("a@x.uk, al, jo@x.uk", '"al" is not an email address: put a name that has a comma in it into quotation marks'),
        ('"Jo <jo@x.uk>', "has a quotation mark without its pair"),
        ("jo@x.uk\nBcc: all@x.uk", "holds a line break or another control character"),
        ("jo@x.uk\u2028", None),
        ("Jo\r\nSubject: x <jo@x.uk>", "holds a line break or another control character"),
        ("Jo\x00 <jo@x.uk>", "holds a line break or another control character"),
        ("jo\udcff@x.uk", "is not an email address ("),
    ],
)
def test_what_is_not_an_address_is_refused_in_one_line_that_names_it(typed, said):
    if said is None:
        assert len(addresses_in([typed])) == 1  # white space around it
        return
    with pytest.raises(InputError) as caught:
        addresses_in([typed])
    assert said in str(caught.value)
    assert str(caught.value).isprintable()


def test_an_address_is_read_without_the_characters_that_nobody_sees():
    assert str(one_address("jo@exam\u00adple.gov.uk\u200b")) == "jo@example.gov.uk"


def test_the_sentence_says_where_the_address_is_from():
    with pytest.raises(InputError, match=r'^"jo" \(mail\.toml\) is not an email address'):
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


def test_a_name_is_on_one_line_and_hides_nothing():
    assert on_one_line(" Jo\r\n\x00Blo\u202eggs \u00a0 x ") == "Jo Bloggs x"


def test_a_text_far_too_long_for_addresses_is_refused_at_once():
    with pytest.raises(InputError, match="is too long for addresses: check what is there") as refused:
        addresses_in(['a\\"' * 10_000])
    assert len(str(refused.value)) < 500


# ------------------------------------------------------------------- one definition for the rule, drafts and messages

PEOPLE = 20
LOCAL = st.text("ab.-_+'\u00e9", min_size=0, max_size=6) | st.sampled_from(["jo", "o'neil", "jo.bloggs+plan", ""])
DOMAIN = st.text("ab1.-_\u00e9", min_size=0, max_size=8) | st.sampled_from(
    ["x.gov.uk", "exa_mple.gov.uk", "x", "intranet.local", "10.0.0.1", "x.uk.", "x..uk", "-x.uk", "caf\u00e9.example"]
)
BARE = st.builds("{}{}{}".format, LOCAL, st.sampled_from(["@", "@", "@", "", "@@", " at ", "(at)"]), DOMAIN)
NAMED = st.builds("{}<{}>".format, st.sampled_from(["Jo ", '"Bloggs, Jo" ', "Bloggs, Jo ", "a@x.uk; "]), BARE)
SEVERAL = st.builds("{}{}{}".format, BARE, st.sampled_from([";", ", ", "; ", "\n", " "]), BARE | st.just(""))
NEAR = BARE | NAMED | SEVERAL


@cache
def plan_with_people() -> Plan:
    plan = clean_plan()
    for each in range(PEOPLE):
        plan.person(f"Person {each}", f"Role {each}", "jo@x.gov.uk")
    return plan.read()


def with_emails(typed: list[str]) -> Plan:
    """The plan with these texts in the Email cells of its people."""
    plan = plan_with_people()
    own, named = plan.people[:-PEOPLE], plan.people[-PEOPLE:]
    rows = []
    for row, text in zip(named, typed, strict=True):
        cell = replace(row.inputs["email"], raw=text or None, value=text or None, text=text)
        rows.append(replace(row, inputs={**row.inputs, "email": cell}))
    return replace(plan, people=(*own, *rows))


@searching(25)
@given(st.lists(NEAR, min_size=PEOPLE, max_size=PEOPLE))
def test_the_rule_accepts_what_chase_and_email_can_write_to_and_nothing_else(typed):
    plan = with_emails(typed)
    refused = {finding.cell for finding in check(plan).findings if finding.rule == "person-email"}
    directory = Directory(plan)
    for row in plan.people[-PEOPLE:]:
        given, accepted = row.inputs["email"].given, row.inputs["email"].cell not in refused
        chased = isinstance(directory.find(row.text("name")), Person)
        emailed = bool(with_role(plan, [row.text("role")]).addresses)
        assert chased == emailed == (given and accepted), row.text("email")


@searching(500)
@given(BARE)
def test_whatever_can_be_written_to_looks_like_an_address_that_must_not_go_out(typed):
    if is_email_address(typed):
        assert LOOKS_LIKE_ONE.fullmatch(typed.strip(".;, "))


@pytest.mark.parametrize(
    "typed", ["jo@exa_mple.gov.uk", "jo@\u0939\u093f\u0928\u094d\u0926\u0940.example", "jo@10.0.0.x9"]
)
def test_what_a_reader_would_take_for_an_address_looks_like_one(typed):
    assert LOOKS_LIKE_ONE.findall(f"Ask {typed}, or me.") == [typed]


@pytest.mark.parametrize(("typed", "said"), [("a@x.uk; b@x.uk", "holds several"), (" ; ", "holds no email address")])
def test_a_cell_for_one_address_holds_one(typed, said):
    with pytest.raises(InputError, match=said):
        one_address(typed)
