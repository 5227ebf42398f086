"""What there may be of one thing is counted before it is read, and a sentence says how many there are and may be."""

from __future__ import annotations

import re
import time

import pytest

from plan_workbook.package import ceilings, errors, markup, safety
from plan_workbook.package.ceilings import elements_in
from plan_workbook.package.contents import Contents
from plan_workbook.package.markup import parse
from plan_workbook.package.safety import open_package
from plan_workbook.package.streaming import listen

WORKBOOK, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"


@pytest.fixture(autouse=True)
def forgotten():
    """Nothing that was checked with other ceilings is remembered."""
    safety._checked.cache_clear()
    yield
    safety._checked.cache_clear()


def names(count: int) -> str:
    one = "<definedName name='N{0}'>Data!$A${0}</definedName>"
    return (
        "<definedNames>" + "".join(one.format(number) for number in range(1, count + 1)) + "</definedNames></workbook>"
    )


def test_too_many_defined_names_are_refused_with_both_numbers(make, monkeypatch):
    monkeypatch.setattr(safety, "MOST_IN_MAIN", 100)
    host = make.replaced(make.host(), WORKBOOK, "</workbook>", names(120))
    with pytest.raises(
        errors.TooMuchInIt,
        match=r"\(1\d\d elements in xl/workbook\.xml, mostly defined names; it may have 100\)",
    ):
        open_package(host)


@pytest.mark.slow
def test_fifty_thousand_defined_names_are_honest_and_read_at_once(make):
    host = make.replaced(make.host(), WORKBOOK, "</workbook>", names(50_000))
    start = time.process_time()
    assert len(Contents(host).names) >= 50_000
    assert time.process_time() - start < 2.5


@pytest.mark.parametrize(
    ("ceiling", "said"),
    [
        ("MOST_SHEETS", r"\d sheets; it may have 1\)"),
        ("MOST_IN_ALL", r"\d elements in its parts; it may have 1\)"),
        ("MOST_IN_MAIN", r"xl/workbook\.xml, mostly .*; it may have 1\)"),
        ("MOST_IN_TREE", r"elements in (\[Content_Types\]\.xml|.+\.rels); it may have 1\)"),
        ("MOST_XML", r"[\d,]+ bytes of text and formatting in its parts; it may have 1\)"),
    ],
)
def test_every_ceiling_of_a_workbook_is_looked_at_before_it_is_opened(make, monkeypatch, ceiling, said):
    monkeypatch.setattr(safety, ceiling, 1)
    with pytest.raises(errors.TooMuchInIt, match=said):
        open_package(make.host())


def test_a_part_is_refused_before_a_tree_is_made_of_it(monkeypatch):
    monkeypatch.setattr(markup, "_Reader", None)
    monkeypatch.setattr(markup, "MOST_IN_TREE", 10)
    with pytest.raises(errors.TooMuchInIt, match=r"11 elements in x\.xml, mostly fonts; it may have 10"):
        parse(b"<styles>" + b"<font/>" * 10 + b"</styles>", "x.xml")


def test_namespaces_that_pile_up_inside_each_other_are_refused():
    opened = "".join(f'<x xmlns:n{number}="urn:{number}">' for number in range(ceilings.MOST_NAMESPACES + 1))
    with pytest.raises(errors.UnsafeWorkbook, match=r"201 namespaces in x\.xml"):
        parse(f"{opened}{'</x>' * opened.count('<x ')}".encode(), "x.xml")


class Deaf:
    """Takes no notice of what it is told."""

    def start(self, *_: object) -> None: ...

    end = characters = start


@pytest.mark.parametrize("reader", [parse, lambda content, part: listen(content, Deaf(), part)], ids=["tree", "stream"])
def test_a_namespace_of_thousands_of_characters_is_refused_before_each_name_in_it_has_a_copy(reader):
    with pytest.raises(errors.TooMuchInIt, match=r"a namespace of 20,000 characters in x\.xml; it may have 1,000"):
        reader(b'<a xmlns="%s"><b/></a>' % (b"y" * 20_000), "x.xml")


def test_rows_that_are_handed_over_are_not_kept():
    taken = []
    root = parse(b"<s><row><c><v>1</v></c></row><row/><other><row2/></other></s>", "x.xml", rows=taken.append)
    assert [each.name for each in root.children] == ["other"]
    assert [[child.name for child in row.children] for row in taken] == [["c"], []]


def test_elements_are_counted_without_reading_them():
    assert elements_in(b'<a><b/><c x="1">text</c></a>') == 3


# ------------------------------------------------------------------- what looks like a picture


PICTURE = "<!--<svg-->"


@pytest.mark.parametrize(
    "before",
    [PICTURE, "<?xml-stylesheet <svg ?>", f"{PICTURE}<!-- <svg> -->", "<!DOCTYPE svg>"],
)
def test_a_doctype_is_found_behind_what_only_looks_like_a_picture(make, look, before):
    old = look.parts(make.host())[STRINGS].decode()
    spoilt = re.sub(r"(<\?xml[^>]*\?>)?", lambda found: f"{found[0]}{before}<!DOCTYPE sst>", old, count=1)
    with pytest.raises(errors.UnsafeWorkbook, match="DOCTYPE"):
        open_package(make.changed(make.host(), {STRINGS: spoilt.encode()}))


@pytest.mark.slow
def test_an_endless_text_is_found_behind_a_comment_that_looks_like_a_picture(make, look):
    old = look.parts(make.host())[STRINGS].decode()
    spoilt = re.sub("<sst", f"{PICTURE}<sst", old).replace("</sst>", f"<si><t>{'word ' * 700_000}</t></si></sst>")
    with pytest.raises(errors.UnsafeWorkbook, match="a text or a comment that is far too long"):
        open_package(make.changed(make.host(), {STRINGS: spoilt.encode()}))


@pytest.mark.slow
def test_a_part_that_is_read_gets_no_licence_from_being_a_picture_or_from_its_folder(make, look):
    long = "<si><t>" + "word " * 700_000 + "</t></si>"
    for name, content in (("xl/media/a.svg", f"<svg>{long}</svg>"), ("customXml/a.xml", f"<sst>{long}</sst>")):
        assert open_package(make.changed(make.host(), {name: content.encode()}))  # nobody reads it
        rels = look.parts(make.host())["xl/_rels/workbook.xml.rels"].decode().replace("sharedStrings.xml", f"/{name}")
        spoilt = {name: content.encode(), "xl/_rels/workbook.xml.rels": rels.encode()}
        with pytest.raises(errors.UnsafeWorkbook, match="far too long"):
            open_package(make.changed(make.host(), spoilt))


def test_a_picture_with_a_doctype_is_a_picture(make):
    picture = b'<?xml version="1.0"?><!-- by hand --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd"><svg></svg>'
    assert open_package(make.changed(make.host(), {"xl/media/a.svg": picture}))
