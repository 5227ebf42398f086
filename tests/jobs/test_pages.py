"""The documentation that a wheel's user has: every page that a message names can be shown."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import plan_workbook
from plan_workbook.jobs.copy_out import TEMPLATES
from plan_workbook.jobs.pages import page, pages
from plan_workbook.shipped import ROOT_PAGES, Shipped

ROOT = Path(__file__).parents[2]
SOURCES = sorted(Path(plan_workbook.__file__).parent.rglob("*.py"))


def texts_of(source: Path) -> Iterator[str]:
    """The texts in a source file that people may be shown: all but those that stand alone, as docstrings do."""
    written = source.read_text(encoding="utf-8")
    tree = ast.parse(written if re.search(r"\.md|docs/|plan-workbook help", written) else "")  # the others take seconds
    alone = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        if isinstance(each, ast.JoinedStr):
            yield "".join(str(part.value) for part in each.values if isinstance(part, ast.Constant))
        elif isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in alone:
            yield each.value


def test_every_page_that_a_message_names_can_be_shown_and_none_is_named_by_its_file():
    said = [text for source in SOURCES for text in texts_of(source)]
    assert [text for text in said if re.search(r"\bdocs/|\.md\b", text) and " " in text] == []
    asked = {name for text in said for name in re.findall(r"plan-workbook help ([a-z][\w-]+)", text)}
    assert {"register", "email", "publishing", "chase"} <= asked
    assert [name for name in asked - {"lists", "has"} if not page(name).text] == []


def test_a_page_has_neither_links_to_files_nor_pictures_nor_comments():
    shown = {each.name: each for each in pages()}
    assert len(shown) == len([*(ROOT / "docs").glob("*.md")]) + len(ROOT_PAGES)
    assert shown["register"].title == "The register" and shown["third-party"].title == "Packages by others"
    everything = "".join(each.text for each in shown.values())
    assert re.findall(r"\]\((?!http)|<!--|!\[", everything) == []
    assert "`bring` (`plan-workbook help bring`)" in shown["register"].text
    assert "(Picture: The first page of the Word report" in shown["publishing"].text
    assert "`plan-workbook help reporting`" in shown["security"].text


def test_a_page_is_found_by_its_file_and_a_command_without_one_has_its_help():
    assert page("docs/Publishing.md") == page("publishing")
    assert page("split").text.startswith("```text\nUsage: plan-workbook split")


def test_every_file_for_programs_that_a_page_names_is_shown_as_it_is():
    asked = re.findall(r"`plan-workbook help (\S+\.(?:json|ipynb))`", page("programs").text)
    assert {"validate-2.json", "notebook.ipynb"} <= set(asked)
    for name in asked:
        (path,) = (ROOT / "docs").rglob(name)
        assert json.loads(page(name).text) == json.loads(path.read_bytes())
    assert page("docs/schemas/Validate-2.json") == page("validate-2.json")


@pytest.mark.parametrize("each", Shipped, ids=lambda each: each.name.lower())
def test_the_wheel_has_every_folder_that_ships(each):
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    places = {**wheel["wheel"]["force-include"], **wheel["wheel"]["sources"]}
    inside, outside = each.value
    assert places[outside] == f"plan_workbook/{inside}" and any((ROOT / outside).iterdir())
    assert {"/docs/*.md", "/docs/schemas/*.json", "/docs/notebook.ipynb"} <= {*wheel["wheel"]["include"]}
    assert {file: places[file] for file in ROOT_PAGES.values()} == {
        file: f"plan_workbook/docs/{name}.md" for name, file in ROOT_PAGES.items()
    }


def test_every_template_is_listed_with_its_use():
    assert {each.name for each in TEMPLATES} == {path.name for path in Shipped.TEMPLATES.folder.iterdir()}


def test_whoever_has_only_a_wheel_gets_the_versions_that_the_tests_pass_with():
    shown = page("constraints.txt")
    assert shown.text.startswith("# Versions that the tests pass with") and "\npolars==" in shown.text
    assert not shown.for_people and "`plan-workbook help constraints.txt`" in page("third-party").text


def test_the_licence_of_docxtpl_is_there_for_whoever_has_only_a_wheel():
    assert "MIT" in page("LICENSE").text
    shown = page("LGPL-2.1.txt")
    assert shown.name == "LGPL-2.1.txt" and "GNU LESSER GENERAL PUBLIC LICENSE" in shown.text
    assert page("lgpl-2.1.txt") == shown and not shown.for_people
    assert "`plan-workbook help LGPL-2.1.txt`" in page("third-party").text
