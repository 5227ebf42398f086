"""Summary and Checks are regenerated inside the workbook; everything else stays as it was, byte for byte."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from builder import PlanBuilder, clean_plan, editing, opened
from trial import judge

from plan_workbook.errors import NotAPlan, OutputError
from plan_workbook.jobs.summarise import summarise
from plan_workbook.package import PackageError

BOOKKEEPING = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "docProps/app.xml",
    "xl/sharedStrings.xml",
}
"""The parts that must name the new sheet, or carry its styles and texts."""


GENERATED = ("Summary", "All recommendations", "All indicators", "Checks")


def a_plan() -> PlanBuilder:
    return clean_plan(3).indicator(actual="41%", target="90%").action(completion_date="30/11/2017")


@pytest.fixture(scope="session")
def made() -> bytes:
    return a_plan().checked_workbook()


@pytest.fixture
def workbook(made, tmp_path) -> Path:
    """A workbook with its Summary up to date."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(made)
    return path


@pytest.fixture(scope="session")
def changed_once(made, tmp_path_factory) -> Path:
    """The same after a lead has changed an actual to 12.5 %, in the bytes and not through openpyxl."""
    path = tmp_path_factory.mktemp("changed") / "plan.xlsx"
    path.write_bytes(made)
    name = part_of(path, "R03")
    text = unpacked(path)[name].decode()
    assert text.count("<v>0.41</v>") == 1
    repacked(path, {name: text.replace("<v>0.41</v>", "<v>0.125</v>").encode()})
    return path


@pytest.fixture
def changed(changed_once, tmp_path) -> Path:
    """The changed workbook, to be changed further."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(changed_once.read_bytes())
    return path


@pytest.fixture(scope="session")
def regenerated(changed_once, tmp_path_factory) -> Path:
    """What `summarise` makes of the changed workbook, to be looked at."""
    path = tmp_path_factory.mktemp("regenerated") / "plan.xlsx"
    path.write_bytes(changed_once.read_bytes())
    summarise(path)
    return path


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def stored(path: Path) -> dict[str, tuple[bytes, int]]:
    """Each entry's bytes as they are stored, with its time stamp."""
    content, found = path.read_bytes(), {}
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for info in file.infolist():
            at = info.header_offset
            names, extra = (int.from_bytes(content[at + n : at + n + 2], "little") for n in (26, 28))
            start = at + 30 + names + extra
            found[info.filename] = content[start : start + info.compress_size], info.date_time
    return found


def repacked(path: Path, parts: dict[str, bytes]) -> None:
    """Put parts into the file, in place of those of the same name."""
    everything = unpacked(path) | parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in everything.items():
            new.writestr(name, content)


def part_of(path: Path, sheet: str) -> str:
    """The name of the part that holds a sheet."""
    parts = unpacked(path)
    found = re.search(rf'<sheet name="{re.escape(sheet)}"[^>]*r:id="(\w+)"', parts["xl/workbook.xml"].decode())
    assert found is not None
    relationships = parts["xl/_rels/workbook.xml.rels"].decode()
    (tag,) = [t for t in re.findall(r"<Relationship [^>]*>", relationships) if f'Id="{found[1]}"' in t]
    target = re.search(r'Target="([^"]+)"', tag)
    assert target is not None
    return target[1].lstrip("/") if target[1].startswith("/") else f"xl/{target[1]}"


def texts(path: Path, sheet: str = "Summary") -> list[str]:
    """What stands on a sheet, as text, in reading order."""
    page = opened(path)[sheet]
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


def differing(before: dict[str, tuple[bytes, int]], path: Path) -> set[str]:
    after = stored(path)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


@pytest.fixture(scope="session")
def judged() -> Callable[[Path], set[str]]:
    """What the independent judge says Excel would repair: nothing."""
    problems = judge()
    if problems is None:
        pytest.skip("the independent judge of workbooks is not here")
    return lambda path: problems(path.read_bytes())


# ------------------------------------------------------------------------------------------- where it goes


def test_in_place_the_previous_file_is_kept_beside_it(changed):
    before = changed.read_bytes()
    done = summarise(changed)
    assert done.changed
    assert done.backup == changed.with_name("plan.bak.xlsx")
    assert done.backup.read_bytes() == before
    assert changed.read_bytes() != before
    assert sorted(path.name for path in changed.parent.iterdir()) == ["plan.bak.xlsx", "plan.xlsx"]


@pytest.mark.slow
def test_the_backup_is_the_file_of_last_time(changed):
    summarise(changed)
    with editing(changed) as book:
        book.type("R01", "Indicators", 1, "Actual", 0.5)
    before = changed.read_bytes()
    done = summarise(changed)
    assert done.backup is not None
    assert done.backup.read_bytes() == before


def test_elsewhere_the_source_stays_and_no_backup_is_made(changed):
    before = changed.read_bytes()
    done = summarise(changed, changed.with_name("for the board.xlsx"))
    assert (done.backup, done.path.name) == (None, "for the board.xlsx")
    assert changed.read_bytes() == before
    assert sorted(path.name for path in changed.parent.iterdir()) == ["for the board.xlsx", "plan.xlsx"]
    assert "12.5%" in " ".join(texts(done.path))


def test_elsewhere_and_in_place_give_the_same_bytes(changed, regenerated):
    other = changed.with_name("other.xlsx")
    summarise(changed, other)
    assert regenerated.read_bytes() == other.read_bytes()


def test_onto_itself_is_in_place(changed, monkeypatch):
    monkeypatch.chdir(changed.parent)
    before = changed.read_bytes()
    done = summarise(changed, Path("plan.xlsx"))
    assert done.backup is not None
    assert done.backup.read_bytes() == before


def test_a_name_of_another_kind_is_refused(workbook):
    with pytest.raises(OutputError, match=r"must end in \.xlsx"):
        summarise(workbook, workbook.with_suffix(".csv"))


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\3\4"])
def test_what_is_no_workbook_is_refused(content, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    with pytest.raises((PackageError, NotAPlan)):
        summarise(path)
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]


# ------------------------------------------------------------------------------------------- what stays


def test_a_workbook_fresh_from_new_is_up_to_date(workbook):
    before = workbook.read_bytes()
    done = summarise(workbook)
    assert (done.changed, done.backup) == (False, None)
    assert workbook.read_bytes() == before


def test_every_part_but_summarys_own_and_the_bookkeeping_is_stored_as_it_was(changed_once, regenerated):
    own = {part_of(changed_once, sheet) for sheet in GENERATED}
    different = differing(stored(changed_once), regenerated)
    assert own & different
    assert different <= BOOKKEEPING | own | {part.replace("worksheets/", "worksheets/_rels/") + ".rels" for part in own}


def test_a_second_run_changes_no_byte(changed):
    summarise(changed)
    once, backup = changed.read_bytes(), changed.with_name("plan.bak.xlsx").read_bytes()
    assert not summarise(changed).changed
    assert changed.read_bytes() == once
    assert changed.with_name("plan.bak.xlsx").read_bytes() == backup


@pytest.mark.slow
def test_a_workbook_saved_by_openpyxl_settles_after_one_run(workbook):
    with editing(workbook) as book:
        book.type("R02", "Actions", 1, "RAG", "R")
    assert summarise(workbook).changed
    assert not summarise(workbook).changed


@pytest.mark.parametrize("said", [b"<dc:language>cy-GB</dc:language>", b""], ids=["another language", "no language"])
def test_a_workbook_that_exists_says_itself_which_language_it_is_in(changed, said):
    english = unpacked(changed)["docProps/core.xml"]
    core = english.replace(b"<dc:language>en-GB</dc:language>", said)
    assert core != english
    repacked(changed, {"docProps/core.xml": core})
    assert summarise(changed).changed
    assert unpacked(changed)["docProps/core.xml"] == core


def test_what_others_put_into_the_file_survives(changed, judged):
    theirs = {
        "customXml/item1.xml": b'<?xml version="1.0"?><label xmlns="urn:council">OFFICIAL-SENSITIVE</label>',
        "xl/printerSettings/printerSettings1.bin": bytes(range(256)) * 9,
        "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http:'
        b'//schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats'
        b'.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
        b'name="Owner"><vt:lpwstr>Board</vt:lpwstr></property></Properties>',
    }
    parts = unpacked(changed)
    types = parts["[Content_Types].xml"].decode()
    types = types.replace(
        "</Types>",
        '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
        'printerSettings"/>'
        '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-'
        'properties+xml"/></Types>',
    )
    links = parts["_rels/.rels"].decode()
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = links.replace(
        "</Relationships>",
        f'<Relationship Id="rIdC" Type="{base}/custom-properties" Target="docProps/custom.xml"/></Relationships>',
    )
    book_links = (
        parts["xl/_rels/workbook.xml.rels"]
        .decode()
        .replace(
            "</Relationships>",
            f'<Relationship Id="rIdX" Type="{base}/customXml" Target="../customXml/item1.xml"/></Relationships>',
        )
    )
    named = {"[Content_Types].xml": types.encode(), "_rels/.rels": links.encode()}
    repacked(changed, theirs | named | {"xl/_rels/workbook.xml.rels": book_links.encode()})
    before = stored(changed)
    summarise(changed)
    assert not theirs.keys() & differing(before, changed)
    after = unpacked(changed)
    assert "docProps/custom.xml" in after["_rels/.rels"].decode()
    assert "customXml/item1.xml" in after["xl/_rels/workbook.xml.rels"].decode()
    assert "/docProps/custom.xml" in after["[Content_Types].xml"].decode()
    assert judged(changed) == set()


def test_comments_on_a_leads_sheet_survive(workbook):
    with editing(workbook) as book:
        book.cell("R01", "Actions", 1, "Comment").comment = openpyxl.comments.Comment("Ask Ann", "Chair", 60, 200)
        book.type("R01", "Indicators", 1, "Actual", 0.5)
    before = stored(workbook)
    theirs = {name for name in before if "comment" in name.lower() or "vml" in name.lower()}
    assert theirs
    summarise(workbook)
    assert not theirs & differing(before, workbook)
    page = opened(workbook)["R01"]
    assert [cell.comment.text for row in page.iter_rows() for cell in row if cell.comment] == ["Ask Ann"]


def test_excel_would_find_nothing_to_repair(changed_once, regenerated, judged):
    assert judged(changed_once) == judged(regenerated) == set()


# ------------------------------------------------------------------------------------------- what is new


def test_a_value_changed_on_another_sheet_shows(regenerated):
    words = " ".join([*texts(regenerated), *texts(regenerated, "All indicators")])
    assert "12.5%" in words
    assert "77.5 points below target" in words
    assert "49 points below target" not in words


def test_the_sheets_keep_their_order_and_the_leads_their_words(changed_once, regenerated):
    sheets = opened(changed_once).workbook.sheetnames
    assert opened(regenerated).workbook.sheetnames == sheets
    for name in set(sheets) - {*GENERATED}:
        assert texts(regenerated, name) == texts(changed_once, name)


def in_the_workbook_part(path: Path, change: Callable[[str], str]) -> None:
    """Change what the workbook says of its sheets and names, as Excel does when a sheet is renamed or moved."""
    text = unpacked(path)["xl/workbook.xml"].decode()
    new = change(text)
    assert new != text
    repacked(path, {"xl/workbook.xml": new.encode()})


def test_a_renamed_summary_is_found_again(changed):
    in_the_workbook_part(
        changed,
        lambda text: re.sub(
            r"(<definedName[^>]*>)Summary!",
            r"\1'For the board'!",
            text.replace('name="Summary"', 'name="For the board"'),
        ),
    )
    summarise(changed)
    sheets = opened(changed).workbook.sheetnames
    assert (sheets[0], "Summary" in sheets) == ("For the board", False)
    assert "12.5%" in " ".join(texts(changed, "For the board"))
    assert not summarise(changed).changed


@pytest.mark.slow
def test_a_moved_summary_stays_where_it_was_put(workbook):
    with editing(workbook) as book:
        book.workbook.move_sheet("Summary", 3)
        book.type("R01", "Indicators", 1, "Actual", 0.125)
    sheets = opened(workbook).workbook.sheetnames
    summarise(workbook)
    assert opened(workbook).workbook.sheetnames == sheets
    assert "12.5%" in " ".join(texts(workbook))


@pytest.mark.slow
def test_a_deleted_summary_comes_back(workbook, judged):
    with editing(workbook) as book:
        del book.workbook["Summary"]
        del book.workbook.defined_names["Summary_Sheet"]
    assert summarise(workbook).changed
    assert "Of 3 recommendations, 3 are Green." in texts(workbook)
    assert not summarise(workbook).changed
    assert judged(workbook) == set()


def test_renamed_leads_sheets_are_linked_by_their_new_names(workbook):
    with editing(workbook) as book:
        book["R02"].title = "Core groups"
    summarise(workbook)
    page = opened(workbook)["All recommendations"]
    places = {cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink}
    assert "'Core groups'!A1" in places
    assert not any(place.startswith("R02!") for place in places)


def test_every_link_of_the_summary_leads_to_a_sheet(regenerated):
    book = opened(regenerated)
    pages = [book[title] for title in ("Summary", "All recommendations", "All indicators")]
    cells = [cell for page in pages for row in page.iter_rows() for cell in row]
    links = [cell.hyperlink.location for cell in cells if cell.hyperlink]
    assert {link.rpartition("!")[0].strip("'") for link in links} >= {"R01", "R02", "R03"}
    assert all(link.rpartition("!")[0].strip("'") in book.workbook.sheetnames for link in links)


@pytest.mark.slow
def test_charts_that_lost_their_name_to_another_program_are_replaced_and_do_not_pile_up(tmp_path):
    path = clean_plan(2).write(tmp_path / "plan.xlsx")
    for figure in (0.5, 0.6):
        with editing(path) as book:
            book.type("R01", "Indicators", 1, "Actual", figure)
        assert summarise(path).changed
        charts = [name for name in stored(path) if "charts/chart" in name]
        assert len(charts) == 2
    assert not summarise(path).changed


@pytest.mark.slow
def test_with_last_months_workbook_the_summary_says_what_moved(tmp_path):
    before = clean_plan(2, period="November 2017").write(tmp_path / "november.xlsx")
    path = clean_plan(2).write(tmp_path / "plan.xlsx")
    with editing(path) as book:
        book.type("R01", "Actions", 1, "RAG", "A")
        book.type("R02", "Indicators", 1, "Actual", 0.7)
    summarise(path, previous=before)
    said = texts(path)
    assert "What has changed since November 2017" in said
    assert {each.partition(" - ")[0] for each in said if each.startswith("Worse: ")} == {
        "Worse: Green, now Amber",
        "Worse: On target, now Off target (95% then, 70% now)",
    }
    assert not summarise(path, previous=before).changed
    summarise(path)
    assert "What has changed since November 2017" not in texts(path)
