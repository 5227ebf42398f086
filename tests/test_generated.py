"""What is derived is current: reference pages, the blank template, the example workbook, the Word template."""

import importlib.util
import sys
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "docs"))  # where generate.py finds what makes the Word template
_spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
assert _spec is not None and _spec.loader is not None
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)
pages, workbooks = cache(generate.pages), cache(generate.workbooks)


@pytest.mark.parametrize(
    "page",
    [
        *("rules.md", "commands.md", "publishing.md", "register.md", "schemas.md", "store.md", "next-month.md"),
        *("programs.md", "../THIRD-PARTY.md"),
        *(f"schemas/{path.name}" for path in sorted((ROOT / "docs" / "schemas").glob("*.json"))),
        *("pictures/variation.svg", "pictures/no-change.svg", "pictures/zones.svg"),
    ],
)
def test_the_reference_page_is_current(page):
    path = (ROOT / "docs" / page).resolve()
    assert path.read_text(encoding="utf-8") == pages()[path], "run: python docs/generate.py"


def test_no_schema_is_missing():
    assert {path for path in pages() if path.parent.name == "schemas"} == {*(ROOT / "docs" / "schemas").glob("*.json")}


@pytest.mark.parametrize("name", ["templates/improvement-plan.xlsx", "workbooks/improvement-plan-2017-12.xlsx"])
def test_the_shipped_workbook_is_what_new_makes_today(name):
    path = ROOT / name
    # Parts are compared unpacked: another build of zlib may pack the same bytes differently.
    assert _parts(path.read_bytes()) == _parts(workbooks()[path]), "run: python docs/generate.py"


@pytest.mark.slow
def test_the_shipped_word_template_is_what_its_script_makes_today():
    path = ROOT / "templates" / "highlight-report.docx"
    made = generate.reports()[path]
    assert _parts(path.read_bytes()) == _parts(made), "run: python docs/generate.py"
    assert made == generate.reports()[path]


def test_every_rule_and_command_is_documented():
    from plan_workbook.checking.catalogue import catalogue
    from plan_workbook.cli.main import COMMANDS

    rules, commands = ((ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("rules.md", "commands.md"))
    assert all(f"### {name}\n" in rules for name in catalogue())
    assert all(f"## plan-workbook {name}\n" in commands for name in COMMANDS)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
