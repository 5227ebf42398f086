"""``help``, ``templates`` and ``register-example`` as a coordinator without a checkout runs them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from builder import clean_plan
from rich.console import Console

from plan_workbook.cli.help import print_page
from plan_workbook.jobs.pages import page
from plan_workbook.shipped import Shipped

ROOT = Path(__file__).parents[2]


def test_help_lists_the_pages_and_shows_one_as_markdown_where_it_is_not_a_terminal(run):
    listed = run("help")
    assert (listed.code, listed.err) == (0, "")
    assert re.search("^publishing +Publishing$", listed.out, re.MULTILINE)
    assert listed.out.startswith("Begin here: install; then bring, ")
    assert "plan-workbook help PAGE shows one" in listed.out and "help PAGE | more" in listed.out
    shown = run("help", "register")
    assert shown.code == 0 and shown.out.startswith("# The register\n") and "| Title | required |" in shown.out
    shown.out.encode("cp1252")


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("backups", "undo"),
        ("restore", "undo"),
        ("password", "master"),
        ("ratings", "master"),
        ("adding", "master"),
        ("rating scale", "master"),
    ],
)
def test_a_word_that_is_no_page_leads_to_the_pages_with_a_section_about_it(asked, named, run):
    done = run("help", asked)
    assert done.code == 2 and f"plan-workbook help {named}" in done.err and "has a section about it." in done.err


@pytest.mark.parametrize("page", ["undo", "master"])
def test_what_a_coordinator_does_by_hand_has_a_page(page, run):
    assert run("help", page).code == 0
    assert f"[docs/{page}.md](docs/{page}.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


class Terminal(io.StringIO):
    """A terminal that can only show ASCII."""

    encoding = "ascii"

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_page_is_laid_out_for_its_width():
    terminal = Terminal()
    print_page(Console(file=terminal, width=60, color_system=None), page("register"))
    lines = terminal.getvalue().splitlines()
    assert "The register" in lines[0] and not any(line.startswith("#") for line in lines)
    assert max(map(len, lines)) <= 60


def test_templates_are_copied_out_with_their_uses_and_none_is_replaced_without_force(run, folder):
    done = run("templates", "ours")
    assert done.code == 0 and "highlight-report.docx  the Word report: publish --template\n" in done.out
    assert {path.name for path in (folder / "ours").iterdir()} == {p.name for p in Shipped.TEMPLATES.folder.iterdir()}
    changed = folder / "ours" / "chase.txt"
    changed.write_text("Subject: Ours\n\nHello")
    again = run("templates", "ours")
    assert again.code == 2 and "ours already has" in again.err and "chase.txt" in again.err
    assert changed.read_text() == "Subject: Ours\n\nHello"
    assert "The previous file is kept as chase.bak.txt.\n" in run("templates", "ours", "--force").out
    assert changed.with_name("chase.bak.txt").read_text() == "Subject: Ours\n\nHello"
    assert changed.read_bytes() == (Shipped.TEMPLATES.folder / "chase.txt").read_bytes()


def test_the_example_of_a_register_makes_a_workbook(run, folder):
    assert run("register-example", "register").out.startswith(
        "Wrote the example to register. plan-workbook help register says"
    )
    assert run("new", "plan.xlsx", "--from", "register").code == 0
    assert run("register-example", "register").code == 2
    (folder / "register" / "people.csv").write_text("Name\r\nAnn Lee\r\n")
    again = run("register-example", "register", "--force").out
    assert "The previous file is kept as people.bak.csv.\n" in again
    assert 'plan-workbook new plan-2.xlsx --from "register"\n' in again
    assert "1 person" not in run("new", "plan-2.xlsx", "--from", "register").err
    assert run("register-example", "register.xlsx").code == 0
    assert run("register-example", "register.xlsx").err.startswith("register.xlsx already exists: ")


def test_the_finding_that_the_readme_shows_is_printed_like_that(run):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(R15 .*?)^```", readme, re.M | re.S)
    printed = run("validate", ROOT / "workbooks" / "improvement-plan-2017-12.xlsx").out
    assert " ".join(shown.split()) in " ".join(printed.split())


def test_the_folder_that_one_is_in_is_not_called_a_full_stop(run, folder):
    clean_plan().write_template(folder / "plan.xlsx")
    assert "7 templates in this folder. " in run("templates", ".").out
    assert run("register-example", ".").out.startswith("Wrote the example to this folder. ")
    assert "This folder already has " in run("register-example", ".").err
    assert "Wrote the register of plan.xlsx to this folder." in run("export", "plan.xlsx", "-o", ".").out
    assert "1 part written to this folder. " in run("split", "plan.xlsx", "-o", ".").out
    said = run("summarise", "plan.xlsx", "-o", ".").err
    assert said == "This folder is not a file: give the name of a file in it, ending in .xlsx.\n"
