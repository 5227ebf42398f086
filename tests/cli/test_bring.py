"""`bring` says what it took for what, in text and JSON; its exit code says whether somebody must look."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from council import HEADINGS, report

DOCS = Path(__file__).parents[2] / "docs"
UNKNOWN = (*HEADINGS[:4], "Whatnot", "RAG")


@pytest.fixture
def word(folder):
    (folder / "report.docx").write_bytes(report())
    return "report.docx"


@pytest.fixture
def odd(folder):
    (folder / "odd.docx").write_bytes(report(headings=UNKNOWN, more="Something stray."))
    return "odd.docx"


def test_where_nothing_is_doubtful_the_code_is_0_and_the_next_command_is_new(run, word, folder):
    done = run("bring", word, "-o", "register")
    assert (done.code, done.err) == (0, "")
    assert "Brought in: 2 recommendations, 0 indicators and 3 actions" in done.out
    assert "Nothing is doubtful." in done.out
    assert done.out.endswith(
        '  plan-workbook new plan.xlsx --from "register"\n'
        "No authority, period or report date was found: give them in rows Authority, Period and Report Date of "
        "plan.csv, or type them on the Plan sheet.\n"
    )
    made = run("new", "plan.xlsx", "--from", "register")
    assert made.code == 0
    assert "Wrote plan.xlsx: 2 recommendations, 0 indicators, 3 actions, 0 people." in made.out


def test_what_is_doubtful_makes_the_code_1_and_the_register_is_there(run, odd, folder):
    done = run("bring", odd, "-o", "register")
    assert done.code == 1
    assert (folder / "register" / "actions.csv").is_file()
    assert "2 things are doubtful or left: see 'look here' in mapping.xlsx." in done.out
    assert "If something is wrong, change it there, and run:" in done.out
    assert '  plan-workbook bring "odd.docx" -o "register" --mapping "mapping.xlsx" --force\n' in done.out
    assert "'Whatnot'  Completion Date, 68%" in done.out


def test_the_sums_are_said_last_of_the_report(run, odd):
    done = run("bring", odd, "-o", "register")
    (sums,) = [line for line in done.out.splitlines() if line.endswith("cells found")]
    read, left, found = (int(word) for word in sums.split() if word.isdecimal())
    assert read + left == found


def test_json_is_one_object(run, odd):
    done = run("bring", odd, "-o", "register", "--format", "json")
    assert done.code == 1
    said = done.json
    assert said["counts"] == {"recommendations": 2, "indicators": 0, "actions": 3}
    assert {table["kind"] for table in said["tables"]} == {"actions"}
    assert [each["text"] for each in said["left"] if not each["meant"]][-1] == "Something stray."
    assert said["cells"]["read"] + said["cells"]["left"] == said["cells"]["found"]


def test_the_account_in_the_xlsx_is_named(run, word):
    done = run("bring", word, "-o", "register.xlsx")
    assert "Every one of them is in the sheet brought of register.xlsx" in done.out


def test_a_text_that_a_spreadsheet_would_run_is_named(run, folder):
    rows = {"Recommendation 1: One": (("a", "=cmd|' /C calc'!A0", "Ann Lee", "Sept 2017", "Mar 2018", "G"),)}
    (folder / "report.docx").write_bytes(report(rows))
    done = run("bring", "report.docx", "-o", "register")
    assert "would run 1 cell as a formula (Action in row 2 of actions.csv)" in done.err
    safe = run("bring", "report.docx", "-o", "register", "--safe", "--force")
    assert "has an apostrophe in front" in safe.err
    assert "'=cmd" in (folder / "register" / "actions.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4\n%%EOF\n", "scan.pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "scan.pdf"),
        (b"", "scan.pdf is empty"),
    ],
    ids=["a pdf without pages", "a picture", "nothing"],
)
def test_what_has_no_text_is_refused_in_a_sentence(content, said, run, folder, contents):
    (folder / "scan.pdf").write_bytes(content)
    before = contents(folder)
    done = run("bring", "scan.pdf", "-o", "register")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err
    assert contents(folder) == before


def test_new_says_which_command_to_run_if_something_is_doubtful(run, odd, folder, contents):
    before = contents(folder)
    done = run("new", "plan.xlsx", "--from", odd)
    assert (done.code, done.out) == (2, "")
    assert 'run plan-workbook bring "odd.docx" -o "odd-register"' in done.err
    assert contents(folder) == before


def councils_report() -> bytes:
    """The report that `docs/bring.md` brings in."""
    spec = importlib.util.spec_from_file_location("councils_report", DOCS / "councils_report.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.councils_report()


@pytest.mark.slow
def test_the_page_says_what_the_command_says_of_its_report(run, folder):
    (folder / "report.docx").write_bytes(councils_report())
    said = run("bring", "report.docx", "-o", "register").out.replace("register\\", "register/").splitlines()
    page = (DOCS / "bring.md").read_text(encoding="utf-8").split("$ plan-workbook bring report.docx -o register\n")[1]
    shown = [line.removeprefix("   ") for line in page.split("   ```")[0].splitlines()]
    assert len(shown) == len(said)
    for line, real in zip(shown, said, strict=True):
        assert real.startswith(line.removesuffix(" ...")) if line.endswith(" ...") else line == real


def test_a_column_that_is_not_known_can_be_kept_as_one_of_your_own(run, folder):
    rows = [
        "Recommendation;Ref;Action;By whom;Deadline;RAG;Zzyx",
        "1;a;Train the whole duty team;Jo Hart;31/03/2018;G;7",
    ]
    (folder / "tracker.csv").write_text("\n".join(rows), encoding="utf-8")
    done = run("bring", "tracker.csv", "-o", "register")
    assert "'Zzyx'  not known" in done.out and "help columns-of-your-own" in done.out
