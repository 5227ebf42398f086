"""Places in XML, and bytes put there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_workbook.package.errors import DamagedWorkbook, UnsafeWorkbook
from plan_workbook.package.markup import parse, utf8
from plan_workbook.package.splice import Splice, with_attributes, with_declarations

MAIN = "urn:main"


def test_an_element_knows_where_its_tags_are():
    content = b'<?xml version="1.0"?><!-- <a> --><x:a xmlns:x="urn:main" b=\'>"\'>t<x:c/></x:a >'
    root = parse(content, "p")
    assert content[root.start : root.inner] == b'<x:a xmlns:x="urn:main" b=\'>"\'>'
    assert content[root.close : root.end] == b"</x:a >"
    child = root.children[0]
    assert content[child.start : child.end] == b"<x:c/>"
    assert (root.name, root.space, root.attributes, root.text) == ("a", MAIN, {"b": '>"'}, "t")


def test_places_count_a_byte_order_mark_and_characters_of_several_bytes():
    content = b"\xef\xbb\xbf" + "<a>ä€<b/></a>".encode()
    child = parse(content, "p").children[0]
    assert content[child.start : child.end] == b"<b/>"


def test_below_the_depth_asked_for_nothing_is_listed():
    root = parse(b"<a><b><c><d/></c></b></a>", "p", depth=1)
    assert [each.name for each in root.walk()] == ["a", "b"]


@pytest.mark.parametrize(
    "within", ["", "<c/>", "<c><d>1</d></c>", '<x:c xmlns:x="u" x:e="1"/>', "<b/>", "<b><b>1</b></b>", "<!-- b -->"]
)
def test_of_a_closed_element_only_its_own_tags_are_known(within):
    content = f'<a xmlns:y="v"><b>{within}</b><e y:f="2"><g>3</g></e></a>'.encode()
    closed, after = parse(content, "p", closed="b").children
    assert content[closed.start : closed.end] == b"<b>%b</b>" % within.encode()
    assert (closed.children, closed.text, after.attributes, dict(after.prefixes)) == (
        [],
        "",
        {"{v}f": "2"},
        {"y": "v"},
    )
    assert [(each.name, each.text) for each in after.children] == [("g", "3")]


def test_a_fault_within_a_closed_element_is_found():
    with pytest.raises(DamagedWorkbook):
        parse(b"<a><b><c></b></a>", "p", closed="b")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "utf-8"])
def test_every_encoding_is_read_as_utf_8(encoding):
    text = f'<?xml version="1.0" encoding="{encoding[:6] if "16" in encoding else encoding}"?><a>é</a>'
    assert parse(utf8(text.encode(encoding)), "p").text == "é"


def test_a_doctype_is_refused_wherever_it_is_read():
    with pytest.raises(UnsafeWorkbook, match=r"a DOCTYPE in p\.xml"):
        parse(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "p.xml")


@pytest.mark.parametrize("content", [b"", b"<a>", b"<a></b>", b"text", b"<a b=1/>", b"<x:a/>"])
def test_what_is_not_well_formed_is_called_damaged(content):
    with pytest.raises(DamagedWorkbook, match=r"p\.xml"):
        parse(content, "p.xml")


def test_an_unknown_encoding_is_called_damaged():
    with pytest.raises(DamagedWorkbook):
        utf8(b'<?xml version="1.0" encoding="klingon"?><a/>')


def test_a_splice_changes_only_what_it_was_told_to():
    content = b"<a><b/><c>old</c><d/></a>"
    root = parse(content, "p")
    splice = Splice(content)
    splice.replace(root.children[1].start, root.children[1].end, b"<c>new</c>")
    splice.insert(root.children[1].end, b"<e/>")
    splice.append_to(root.children[0], b"<f/>")
    assert splice.result() == b"<a><b><f/></b><c>new</c><e/><d/></a>"


def test_replacements_that_overlap_are_a_mistake():
    splice = Splice(b"0123456789")
    splice.replace(2, 6, b"")
    splice.replace(4, 8, b"")
    with pytest.raises(ValueError, match="overlap"):
        splice.result()


def test_a_tag_keeps_the_attributes_nobody_named():
    tag = b'<x:a  b=\'1\' xml:space="preserve" c = "2" />'
    new = with_attributes(tag, {"b": None, "c": '<"&', "d": "4"})
    assert new == b'<x:a xml:space="preserve" c="&lt;&quot;&amp;" d="4"/>'


def test_an_element_means_the_same_at_its_new_place():
    content = b'<w xmlns="urn:main" xmlns:r="urn:rel"><a r:id="1"/></w>'
    raw = with_declarations(content, parse(content, "p").children[0], {"x": MAIN})
    again = parse(b'<x:w xmlns:x="urn:main">' + raw + b"</x:w>", "p").children[0]
    assert (again.space, again.attributes) == (MAIN, {"{urn:rel}id": "1"})
    assert with_declarations(content, parse(content, "p").children[0], {"": MAIN, "r": "urn:rel"}) == b'<a r:id="1"/>'


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=50))
def test_any_attribute_value_that_xml_can_hold_comes_back(value):
    assert parse(with_attributes(b"<a/>", {"b": value}), "p").attributes["b"] == value
