"""The language in a workbook's properties: said once, and only where it is asked for."""

from __future__ import annotations

import re

import openpyxl
import pytest

from plan_workbook.package import PackageError, graft
from plan_workbook.package.properties import in_language, last_saved

CORE = "docProps/core.xml"
SAYS_WELSH = b"<dc:language>cy-GB</dc:language></cp:coreProperties>"


def properties(look, content):
    return look.parts(content)[CORE]


def language(tmp_path, content):
    """What openpyxl takes it to be."""
    path = tmp_path / "out.xlsx"
    path.write_bytes(content)
    return openpyxl.load_workbook(path).properties.language


def test_a_workbook_says_its_language_and_nothing_else_changes(make, look, problems, tmp_path):
    host = make.host()
    result = in_language(host, "en-GB")
    assert language(tmp_path, result) == "en-GB"
    assert set(look.parts(host)) - set(look.untouched(host, result)) == {CORE}
    assert problems(result) == problems(host)


def test_saying_it_again_gives_the_same_bytes(make):
    result = in_language(make.host(), "en-GB")
    assert in_language(result, "en-GB") is result


def test_another_language_takes_the_place_of_the_first(make, look, tmp_path):
    host = make.host()
    welsh = make.changed(host, {CORE: properties(look, host).replace(b"</cp:coreProperties>", SAYS_WELSH)})
    result = in_language(welsh, "en-GB")
    assert language(tmp_path, result) == "en-GB"
    assert properties(look, result).count(b"language>") == 2  # one start, one end


def test_the_namespace_is_declared_where_the_properties_do_not_use_it(make, look, tmp_path):
    bare = b'<coreProperties xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    result = in_language(make.changed(make.host(), {CORE: bare}), "en-GB")
    assert language(tmp_path, result) == "en-GB"


def test_a_workbook_without_properties_is_refused_in_a_sentence(make):
    relations = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
    relations += b' Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    relations += b' Target="xl/workbook.xml"/></Relationships>'
    with pytest.raises(PackageError, match="its properties are missing"):
        in_language(make.changed(make.host(), {"_rels/.rels": relations}), "en-GB")


def test_a_sheet_put_into_a_workbook_leaves_its_language_alone(make, look):
    welsh = in_language(make.host(), "cy-GB")
    assert CORE in look.untouched(welsh, graft(welsh, "Result", make.rich()))


def test_who_saved_a_workbook_last_is_known_from_its_properties(tmp_path):
    path = tmp_path / "saved.xlsx"
    book = openpyxl.Workbook()
    book.properties.lastModifiedBy = "Jo Hart"
    book.save(path)
    saved = last_saved(path.read_bytes())
    assert saved.by == "Jo Hart"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", saved.at)
