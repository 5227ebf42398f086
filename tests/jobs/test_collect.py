"""Collecting what comes back: what is written, what is refused, and that nothing is lost or taken twice."""

from __future__ import annotations

import csv
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builder import clean_plan, editing
from handed_out import HandedOut, handed_out, three_leads
from hands import Hand

from plan_workbook.collecting.asked import Asked, list_with
from plan_workbook.collecting.collected import BaseIs, Collected
from plan_workbook.collecting.entries import Take
from plan_workbook.errors import InputError, OutputError
from plan_workbook.jobs import up_to_date as regenerating
from plan_workbook.jobs.collect import collect
from plan_workbook.jobs.summarise import summarise
from plan_workbook.package import PackageError
from plan_workbook.package.encryption import encrypted, is_encrypted
from plan_workbook.reading import read_plan

RATING, OTHER = ("actions", 0, "rating"), ("actions", 1, "rating")


@pytest.fixture(autouse=True)
def quick(monkeypatch, request):
    """One process, and a Summary only where a test looks at it: to draw it takes longer than all the rest."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    if "summarised" not in request.fixturenames:
        monkeypatch.setattr(regenerating, "with_generated", lambda content, *_: content)


@pytest.fixture
def summarised() -> None:
    """Says that a test looks at the Summary."""


@pytest.fixture(scope="session")
def out() -> HandedOut:
    return handed_out()


@pytest.fixture
def master(folder, out) -> Path:
    """``plan.xlsx`` and the copy that was kept when it was handed out."""
    out.put_into(folder)
    return Path("plan.xlsx")


@pytest.fixture
def came(folder):
    """Puts workbooks into the folder ``returned``, which is returned."""

    def put(**workbooks: Hand | bytes) -> Path:
        (folder / "returned").mkdir(exist_ok=True)
        for name, each in workbooks.items():
            (folder / "returned" / f"{name}.xlsx").write_bytes(each if isinstance(each, bytes) else each.content)
        return Path("returned")

    return put


def taken(done: Collected) -> list[tuple[str, str, str, str]]:
    """What was taken, as sheet, heading, before and after."""
    return [(each.where.sheet, each.where.field, each.before, each.after) for each in done.decisions.changes]


def sheet(path: Path, title: str):
    return next(each for each in read_plan(path).recommendations if each.sheet == title)


# ------------------------------------------------------------------------------------------- what is taken


def test_parts_that_nobody_touched_change_not_a_byte_and_are_no_answer(master, came, out, contents):
    came(ann=out.parts["Ann"], bob=out.parts["Bob"])
    before = contents(Path())
    done = collect(master, "returned")
    assert contents(Path()) == before
    assert not done.changed and not done.for_a_person
    assert [each.untouched for each in done.answers] == [True, True]
    assert [(each.lead, each.sheets) for each in done.not_returned] == [("Ann", ("R01", "R02")), ("Bob", ("R03",))]


def test_what_leads_changed_is_in_the_master_and_the_summary_is_up_to_date(master, came, out, summarised):
    before = master.read_bytes()
    came(ann=out.parts["Ann"].typed("R02", RATING, "R"), bob=out.parts["Bob"].typed("R03", OTHER, "A"))
    done = collect(master, "returned")
    assert taken(done) == [("R02", "RAG", "G", "R"), ("R03", "RAG", "G", "A")]
    assert [(each.lead, each.sheets, each.base, each.taken) for each in done.answers] == [
        ("Ann", ("R01", "R02"), BaseIs.INSIDE, 1),
        ("Bob", ("R03",), BaseIs.INSIDE, 1),
    ]
    assert sheet(master, "R02").actions[0].rating.text == "R"
    assert Path("plan.bak.xlsx").read_bytes() == before
    assert not summarise(master).changed
    assert done.not_returned == () and done.for_a_person == 0


@pytest.mark.slow
def test_the_order_of_returns_makes_no_difference(folder, out):
    edited = [out.parts["Ann"].typed("R01", RATING, each) for each in "RA"] + [out.parts["Bob"]]
    results = []
    for order in ((0, 1, 2), (2, 1, 0)):
        here = folder / str(order[0])
        here.mkdir()
        path = out.put_into(here)
        for number in order:
            (here / f"{number}.xlsx").write_bytes(edited[number].content)
        done = collect(path, [here / f"{number}.xlsx" for number in order])
        results.append(([each.file[-6:] for each in done.answers], done.decisions.conflicts, path.read_bytes()))
    assert results[0][0] == results[1][0] and results[0][2] == results[1][2]
    assert [each[:4] for each in results[0][1]] == [each[:4] for each in results[1][1]]


def test_a_folder_collected_again_changes_not_a_byte_and_undoes_no_correction(master, came, out, contents):
    came(ann=out.parts["Ann"].typed("R01", RATING, "R"))
    collect(master, "returned")
    master.write_bytes(Hand(master.read_bytes()).typed("R01", RATING, "G").content)
    before = contents(Path())
    done = collect(master, "returned")
    assert contents(Path()) == before
    assert [each.file for each in done.before] == [str(Path("returned/ann.xlsx"))]
    again = collect(master, "returned", again=True)
    assert taken(again) == [("R01", "RAG", "G", "R")]  # which was asked for


@pytest.mark.slow
def test_a_later_return_is_compared_with_the_earlier_one(master, came, out):
    first = out.parts["Ann"].typed("R01", RATING, "R").typed("R02", RATING, "A")
    collect(master, came(first=first))
    master.write_bytes(Hand(master.read_bytes()).typed("R01", RATING, "G").content)  # corrected since
    done = collect(master, came(second=first.typed("R02", OTHER, "R")))
    assert taken(done) == [("R02", "RAG", "G", "R")]
    assert not done.decisions.conflicts
    (answer,) = done.answers
    assert (answer.base, answer.earlier) == (BaseIs.KEPT, str(Path("returned/first.xlsx")))
    third = collect(master, came(third=first.typed("R02", RATING, "G")))
    assert ("R02", "RAG", "A", "G") in taken(third)  # taken back by the lead


@pytest.mark.slow
def test_of_two_people_who_fill_in_the_same_part_neither_undoes_the_other(master, came, out):
    def saved_by(who: str, hand: Hand) -> bytes:
        with editing(came(one=hand) / "one.xlsx") as book:
            book.workbook.properties.lastModifiedBy = who
        path = Path("returned/one.xlsx")
        content = path.read_bytes()
        path.unlink()
        return content

    ann = out.parts["Ann"]
    collect(master, came(a=saved_by("Jo", ann.typed("R01", RATING, "R"))))
    done = collect(master, came(b=saved_by("Al", ann.typed("R02", RATING, "R"))))
    assert taken(done) == [("R02", "RAG", "G", "R")]
    assert sheet(master, "R01").actions[0].rating.text == "R"


@pytest.mark.slow
def test_a_copy_of_the_whole_master_is_compared_with_the_copy_that_was_kept(master, came, out):
    collect(master, came(ann=Hand(out.master).typed("R01", RATING, "R")))
    done = collect(master, came(bob=Hand(out.master).typed("R03", RATING, "A")))
    assert taken(done) == [("R03", "RAG", "G", "A")]
    (answer,) = done.answers
    assert (answer.base, answer.lead, answer.sheets) == (BaseIs.KEPT, "Bob", ("R03",))
    assert sheet(master, "R01").actions[0].rating.text == "R"


@pytest.mark.slow
def test_without_any_base_an_old_copy_fills_only_blanks(folder, came, out):
    master = out.put_into(folder, base=False)
    came(old=Hand(out.master).typed("R01", RATING, "R").typed("R01", ("actions", 0, "comment"), "Late"))
    done = collect(master, "returned")
    assert taken(done) == [("R01", "Comment", "", "Late")]
    assert [each.base for each in done.decisions.conflicts] == [None]
    assert [each.base for each in done.answers] == [None]


@pytest.mark.slow
def test_take_says_whose_word_counts(master, came, out):
    master.write_bytes(Hand(out.master).typed("R01", RATING, "A").content)
    came(ann=out.parts["Ann"].typed("R01", RATING, "R"))
    before = master.read_bytes()
    assert collect(master, "returned", dry_run=True).for_a_person == 1
    left = collect(master, "returned", take="master", dry_run=True)
    assert left.for_a_person == 0 and left.decisions.conflicts[0].decided is Take.MASTER
    assert master.read_bytes() == before
    assert taken(collect(master, "returned", take="returned")) == [("R01", "RAG", "A", "R")]
    with pytest.raises(InputError, match=r"take is .mine., which is not a choice: give returned or master"):
        collect(master, "returned", take="mine")


@pytest.mark.slow
def test_a_dry_run_says_the_same_and_writes_nothing(master, came, out, contents):
    came(ann=out.parts["Ann"].typed("R01", RATING, "R"))
    before = contents(Path())
    planned = collect(master, "returned", dry_run=True)
    assert contents(Path()) == before
    assert planned.decisions.changes == collect(master, "returned").decisions.changes


@pytest.mark.slow
def test_elsewhere_the_new_master_has_its_own_record_and_the_old_one_nothing(master, came, out, contents):
    Path("plan.parts.csv").write_bytes(asked := list_with((), [Asked("December 2017", "Ann", ("R01", "R02"))]))
    collect(master, came(bob=out.parts["Bob"].typed("R03", RATING, "A")))
    before = contents(Path())
    Path("returned/bob.xlsx").unlink()
    came(ann=out.parts["Ann"].typed("R01", RATING, "R"))
    Path("next").mkdir()
    done = collect(master, "returned", "next/out.xlsx")
    assert {name: value for name, value in contents(Path()).items() if name in before and "returned" not in name} == {
        name: value for name, value in before.items() if "returned" not in name
    }
    assert sheet(Path("next/out.xlsx"), "R01").actions[0].rating.text == "R"
    assert len(collect("next/out.xlsx").returned) == 2 and done.record == Path("next/out.returns.csv")
    assert len(list(Path("next/out.returns").iterdir())) == 2
    assert Path("next/out.base.xlsx").read_bytes() == out.master
    assert Path("next/out.parts.csv").read_bytes() == asked
    with pytest.raises(OutputError, match=r"out\.xls must end in \.xlsx"):
        collect(master, "returned", "out.xls")


# ------------------------------------------------------------------------------------------- what is refused


@pytest.mark.slow
def test_what_cannot_be_collected_is_refused_in_a_sentence_and_the_rest_is_taken(master, came, out):
    january = handed_out(three_leads(period="January 2018", report_date="31/01/2018"))
    other = clean_plan(title="Roads and bridges", authority="Otherton")
    came(
        a_month=january.parts["Ann"].typed("R01", RATING, "R"),
        b_plan=other.template(),
        c_cut=out.parts["Ann"].content[:2000],
        d_empty=b"",
        e_text=b"Dear all",
        f_secret=encrypted(out.parts["Ann"].content, "sesame"),
        g_bob=out.parts["Bob"].typed("R03", RATING, "A"),
        h_bob=out.parts["Bob"].typed("R03", RATING, "A"),
    )
    (Path("returned") / "old.xls").write_bytes(b"x")
    (Path("returned") / "~$g_bob.xlsx").write_bytes(b"")
    done = collect(master, "returned")
    said = {Path(each.file).name: each.refused for each in done.answers}
    for name, words in {
        "a_month.xlsx": "is for January 2018, and plan.xlsx is for December 2017",
        "b_plan.xlsx": "is of another plan, 'Roads and bridges'",
        "c_cut.xlsx": "is damaged",
        "d_empty.xlsx": "is empty",
        "e_text.xlsx": "not an Excel workbook",
        "f_secret.xlsx": "protected with a password",
        "g_bob.xlsx": "open in Excel",
        "old.xls": "old format of Excel",
    }.items():
        assert words in said[name]
        assert said[name].endswith(".")
    assert said["h_bob.xlsx"] == "" and taken(done) == [("R03", "RAG", "G", "A")]
    assert done.for_a_person == 8
    lines = list(csv.reader(Path("plan.returns.csv").read_text("utf-8-sig").splitlines()))
    assert [line[1] for line in lines[1:]] == [str(Path("returned/h_bob.xlsx"))]


def test_a_return_that_is_there_twice_is_taken_once_and_named(master, came, out):
    ann = out.parts["Ann"].typed("R01", RATING, "R")
    done = collect(master, came(a=ann, b=ann))
    assert [each.file for each in done.answers] == [str(Path("returned/a.xlsx"))]
    assert done.passed_over == ((str(Path("returned/b.xlsx")), f"the same file as {Path('returned/a.xlsx')}"),)
    assert done.for_a_person == 0


@pytest.mark.slow
def test_an_edition_in_a_folder_is_passed_over_and_one_that_is_named_refused(master, came, out):
    from plan_workbook.jobs.publish import publish

    publish(master, "returned.xlsx", draft=True)
    came(edition=Path("returned.xlsx").read_bytes(), ann=out.parts["Ann"].typed("R01", RATING, "R"))
    done = collect(master, "returned", dry_run=True)
    assert done.passed_over == ((str(Path("returned/edition.xlsx")), "a published edition"),) and not done.refused
    named = collect(master, "returned/edition.xlsx", dry_run=True)
    assert "is a published edition" in named.answers[0].refused


@pytest.mark.slow
def test_of_a_folder_the_tools_own_workbooks_are_passed_over(master, out, contents):
    collect(master, _named(out.parts["Ann"].typed("R01", RATING, "R")))
    Path("ann.xlsx").rename("ann.bak.xlsx")
    (Path("plan.returns") / "x.xlsx").write_bytes(b"x")
    with pytest.raises(InputError, match=r"The folder \. contains no return"):
        collect(master, ".")
    for name, words in (("plan.xlsx", "the master itself"), ("plan.base.xlsx", "a copy of what was handed out")):
        with pytest.raises(InputError, match=f"{name} is {words}: name the workbooks that came back"):
            collect(master, name)
    with pytest.raises(PackageError, match="does not exist"):
        collect(master, "nowhere.xlsx")


def _named(hand: Hand, name: str = "ann.xlsx") -> Path:
    Path(name).write_bytes(hand.content)
    return Path(name)


# ------------------------------------------------------------------------------------------- zip files


def zipped(name: str, **files: bytes) -> Path:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as file:
        for each, content in files.items():
            file.writestr(each.replace("__", "/").replace("_x", ".x").replace("_z", ".z"), content)
    return Path(name)


def test_a_zip_of_returns_is_looked_into_and_what_is_no_return_in_it_refused(master, out):
    ann, bob = out.parts["Ann"].typed("R01", RATING, "R"), out.parts["Bob"].typed("R03", RATING, "A")
    inner = zipped("inner.zip", a_xlsx=b"x").read_bytes()
    path = zipped("all.zip", ann_xlsx=ann.content, team__bob_xlsx=bob.content, more_zip=inner, notes=b"hello")
    done = collect(master, path)
    assert [each[0] for each in taken(done)] == ["R01", "R03"]
    assert [(each.file, bool(each.refused)) for each in done.answers] == [
        ("all.zip/ann.xlsx", False),
        ("all.zip/more.zip", True),
        ("all.zip/team/bob.xlsx", False),
    ]
    assert "a zip file in a zip file, so unpack it" in done.refused[0].refused


def test_a_workbook_whose_name_ends_in_zip_is_a_workbook(master, out):
    done = collect(master, _named(out.parts["Ann"].typed("R01", RATING, "R"), "ann.zip"), dry_run=True)
    assert len(taken(done)) == 1


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: zipped(path, a_txt=b"x"), "contains no workbook"),
        (lambda path: Path(path).write_bytes(b"PK\3\4" + bytes(99)), "zip file that cannot be opened"),
        (lambda path: zipped(path, **{"..__evil_xlsx": b"x"}), "points outside"),
        (lambda path: zipped(path, big_xlsx=bytes(1 << 26)), "far too large"),
    ],
    ids=["empty", "cut off", "outside", "a bomb"],
)
def test_a_zip_that_cannot_be_read_is_refused_and_nothing_unpacked(spoil, words, master, out):
    spoil("bad.zip")
    done = collect(master, "bad.zip", dry_run=True)
    assert words in done.answers[0].refused


def test_a_zip_with_a_password_is_refused(master, out):
    path = zipped("locked.zip", ann_xlsx=out.parts["Ann"].content)
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(mark) + at] |= 1
    path.write_bytes(content)
    assert "zip file with a password" in collect(master, path, dry_run=True).answers[0].refused


# ------------------------------------------------------------------------------------------- passwords


@pytest.mark.slow
def test_encrypted_returns_and_masters_stay_encrypted_wherever_they_are_kept(master, came, out, contents):
    clear = {out.master, out.parts["Ann"].content}
    for path in (master, Path("plan.base.xlsx")):
        path.write_bytes(encrypted(path.read_bytes(), "master"))
    ann = out.parts["Ann"].typed("R01", RATING, "R").content
    came(ann=encrypted(ann, "parts"), bob=encrypted(out.parts["Bob"].typed("R03", RATING, "A").content, "own"))
    assert collect(master, "returned", passwords="master", dry_run=True).for_a_person == 2
    done = collect(master, "returned", passwords="master", part_passwords=["parts", "own"])
    assert len(taken(done)) == 2
    assert not [name for name, found in contents(Path()).items() if found in clear or (found or b"")[:2] == b"PK"]
    assert all(is_encrypted(each.read_bytes()) for each in Path("plan.returns").iterdir())
    later = Hand(ann).typed("R02", RATING, "A").content
    done = collect(master, came(later=encrypted(later, "parts")), passwords="master", part_passwords="parts")
    assert done.answers[-1].earlier and taken(done) == [("R02", "RAG", "G", "A")]


@pytest.mark.slow
def test_whoever_is_asked_is_asked_once_for_parts_with_one_password(master, came, out):
    asked = []

    def ask(name: Path):
        return lambda: asked.append(name.name) or "parts"

    came(**{each: encrypted(out.parts[each].content, "parts") for each in out.parts})
    assert not collect(master, "returned", dry_run=True, part_passwords=ask).refused
    assert asked == ["Ann.xlsx"]


# ------------------------------------------------------------------------------------------- what must hold


def test_a_record_that_cannot_be_read_stops_it_before_anything_is_written(master, came, out, contents):
    came(ann=out.parts["Ann"].typed("R01", RATING, "R"))
    Path("plan.returns.csv").write_text("Name,Address")
    before = contents(Path())
    with pytest.raises(OutputError, match=r"plan\.returns\.csv is not a record of returns"):
        collect(master, "returned")
    assert contents(Path()) == before


@pytest.mark.slow
def test_a_record_that_a_spreadsheet_saved_and_sorted_still_counts(master, came, out):
    done = collect(master, came(ann=out.parts["Ann"].typed("R01", RATING, "R")))
    record = Path("plan.returns.csv")
    head, line = record.read_text("utf-8-sig").splitlines()
    assert "[R01] [R02]" in line
    saved = "\r\n".join((head, line)).replace("December 2017", "Dec-17").replace(",", ";")
    record.write_bytes(saved.encode("cp1252"))
    assert [each.lead for each in collect(master).not_returned] == ["Bob"]
    assert len(collect(master, "returned").before) == 1
    collect(master, came(bob=out.parts["Bob"].typed("R03", RATING, "R")))
    assert record.read_bytes().startswith(saved.encode("cp1252")) and record.read_text("cp1252").count(";") == 27
    assert collect(master).not_returned == () and len(done.answers) == 1


def test_a_name_that_a_spreadsheet_would_run_is_text_in_the_record(master, out):
    collect(master, _named(out.parts["Ann"].typed("R01", RATING, "R"), "=cmd.xlsx"))
    assert ",'=cmd.xlsx," in Path("plan.returns.csv").read_text("utf-8-sig")


@pytest.mark.slow
def test_a_master_open_in_excel_or_a_record_open_in_libreoffice_is_refused_first(master, came, out, contents):
    came(ann=out.parts["Ann"].typed("R01", RATING, "R"))
    Path("plan.returns.csv").write_bytes(b"")
    for note in ("~$plan.xlsx", ".~lock.plan.returns.csv#"):
        Path(note).write_bytes(b"")
        before = contents(Path())
        with pytest.raises(PackageError, match="is open in"):
            collect(master, "returned")
        assert contents(Path()) == before
        Path(note).unlink()


@pytest.mark.slow
def test_where_the_record_cannot_be_replaced_the_master_is_put_back(master, came, out, contents, monkeypatch):
    from plan_workbook.package import write

    came(ann=out.parts["Ann"].typed("R01", RATING, "R"))
    before, usual = contents(Path()), write._put_new

    def refusing(new: Path, target: Path) -> bool:
        if target.suffix == ".csv":
            raise PermissionError(13, "no")
        return usual(new, target)

    monkeypatch.setattr(write, "_put_new", refusing)
    with pytest.raises(PackageError, match=r"plan\.returns\.csv cannot be written"):
        collect(master, "returned")
    assert contents(Path()) == before


@pytest.mark.slow
def test_what_somebody_saves_meanwhile_is_built_upon(master, came, out, monkeypatch):
    from plan_workbook.jobs import collect as job

    came(ann=out.parts["Ann"].typed("R01", RATING, "R"))
    usual, rounds = job.decide, []

    def while_somebody_saves(*given, **named):
        if not rounds:
            rounds.append(1)
            master.write_bytes(Hand(out.master).typed("R03", RATING, "A").content)
        return usual(*given, **named)

    monkeypatch.setattr(job, "decide", while_somebody_saves)
    collect(master, "returned")
    assert [sheet(master, each).actions[0].rating.text for each in ("R01", "R03")] == ["R", "A"]


@pytest.mark.slow
def test_a_value_that_the_masters_cell_cannot_take_is_left_for_a_person(master, came, out):
    hand = Hand(out.master)
    with editing(master) as book:
        cell = hand.cell("R01", ("actions", 0, "comment"))
        book["R01"].merge_cells(f"{hand.cell('R01', RATING)}:{cell}")
    came(ann=out.parts["Ann"].typed("R01", ("actions", 0, "comment"), "Late").typed("R02", RATING, "R"))
    done = collect(master, "returned")
    assert ("R02", "RAG", "G", "R") in taken(done)
    left = [each.why for each in done.unfit] + [each.what for each in done.decisions.not_carried]
    left += [each.returned for each in done.decisions.conflicts]
    assert left and done.for_a_person


@pytest.mark.slow
def test_who_has_answered_is_known_from_the_record_or_else_from_the_plan(folder, came, out):
    master = out.put_into(folder, base=False)
    assert collect(master).not_returned == () and "was not handed out" in collect(master).not_handed_out
    assert [each.lead for each in collect(master, came(b=out.parts["Bob"].typed("R03", RATING, "R"))).not_returned] == [
        "Ann"
    ]
    later = folder / "later.xlsx"
    later.write_bytes(handed_out(three_leads(period="January 2018", report_date="31/01/2018")).master)
    Path("plan.returns.csv").rename("later.returns.csv")
    assert collect(later).not_returned == () and "for January 2018" in collect(later).not_handed_out


@pytest.mark.slow
def test_when_it_was_collected_is_in_the_record_to_the_second(master, came, out):
    collect(master, came(ann=out.parts["Ann"].typed("R01", RATING, "R")))
    (line,) = collect(master).returned
    assert abs((datetime.fromisoformat(line.collected) - datetime.now(UTC)).total_seconds()) < 300
