"""Parts: they read as the master does, carry what they said, and say nothing of anybody else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from builder import PlanBuilder
from openpyxl.workbook.defined_name import DefinedName
from stuffed import stuffed

from plan_workbook.checking.report import check
from plan_workbook.errors import InputError
from plan_workbook.plan.model import Place, Plan
from plan_workbook.reading import read_plan
from plan_workbook.reading.workbook import context_of
from plan_workbook.splitting.base import Base, as_text, base_inside, base_of, from_text, is_part
from plan_workbook.splitting.by import By
from plan_workbook.splitting.notes import notes_on
from plan_workbook.splitting.parts import parts_of
from plan_workbook.splitting.places import part_cell
from plan_workbook.splitting.shares import shares_of
from plan_workbook.splitting.workbook import Part, drawn, is_as_handed_out


def master() -> PlanBuilder:
    """A plan with two leads, one of whom shares a recommendation, and one recommendation without a lead."""
    plan = PlanBuilder(decisions_needed="Agree the plan").using("signed_off_by")
    plan.person("Head of Care", "Lead", "care@example.gov.uk").person("Head of Homes", "Lead")
    plan.recommendation(
        lead="Head of Care & Head of Homes", confidence="A", impact="Fewer moves.\n\nFewer calls.", next_steps="Train."
    )
    plan.indicator(lead="Head of Care", target_now="80%", trend="No").action(lead="Head of Care", evidence="Audit")
    plan.recommendation(lead="Head of Homes").indicator(lead="Head of Homes").action(completion_date="30/11/2017")
    return plan.recommendation(lead="").recommendation(lead="Head of Homes", status="Business as usual")


def parts(plan: Plan) -> list[Part]:
    return parts_of(plan, shares_of(plan, "plan"), {})


def test_every_open_recommendation_is_in_exactly_one_part():
    shares = shares_of(master().read(), "plan")
    assert [(each.file, each.lead, each.others, each.sheets) for each in shares] == [
        ("plan - Head of Care.xlsx", "Head of Care", ("Head of Homes",), ("R01",)),
        ("plan - Head of Homes.xlsx", "Head of Homes", (), ("R02",)),
        ("plan - no lead.xlsx", "", (), ("R03",)),
    ]
    assert [each.sheets for each in shares_of(master().read(), "plan", closed=True)][1] == ("R02", "R04")
    by_sheet = shares_of(master().read(), "plan", By.SHEET)
    assert [each.file for each in by_sheet] == ["plan - R01.xlsx", "plan - R02.xlsx", "plan - R03.xlsx"]


def test_a_lead_who_is_not_in_the_plan_is_refused_and_the_nearest_is_named():
    assert [each.lead for each in shares_of(master().read(), "plan", leads=["head of  homes"])] == ["Head of Homes"]
    with pytest.raises(InputError, match=r"'Head of Hoems'.*perhaps 'Head of Homes'"):
        shares_of(master().read(), "plan", leads=["Head of Hoems"])


@pytest.mark.parametrize(
    ("lead", "file"),
    [
        ('Head of: "C"?', "plan - Head of- -C--.xlsx"),
        ("Ends in a dot.", "plan - Ends in a dot.xlsx"),
        ("x.bak", "plan - x.bak-.xlsx"),
        ("L" * 300, f"plan - {'L' * 102}.xlsx"),
    ],
)
def test_a_part_has_a_name_that_every_system_takes(lead, file):
    (share,) = shares_of(_led_by(lead), "plan")
    assert share.file == file and len(share.file) <= 120


def _led_by(*leads: str) -> Plan:
    plan = PlanBuilder()
    for lead in leads:
        plan.recommendation(lead=lead)
    return plan.read()


def test_names_of_parts_differ_in_more_than_case():
    files = [each.file for each in shares_of(_led_by("Head: b", "HEAD? B"), "plan")]
    assert files == ["plan - Head- b.xlsx", "plan - HEAD- B (2).xlsx"]


def test_a_part_is_read_as_the_plan_it_was_made_of():
    for part in parts(master().read()):
        content = drawn(part.drawing)
        assert _as_drawn(read_plan(content, part.share.file)) == _as_drawn(part.plan)
        assert check(part.plan) == part.report
        assert is_as_handed_out(content, read_plan(content, part.share.file), part.report)


def _as_drawn(plan: Plan) -> Plan:
    """A plan without what only `collect` looks at."""

    def without_spare(found: Mapping[str, Place]) -> dict[str, Place]:
        return {key: each._replace(spare=range(0)) for key, each in found.items()}

    items = tuple(replace(each, panel={}, places=without_spare(each.places)) for each in plan.recommendations)
    return replace(plan, recommendations=items, remarks=(), places={})


def test_every_input_reads_as_in_the_master():
    plan = master().read()
    own = {each.sheet: each for each in plan.recommendations}
    for part in parts(plan):
        for each in part.plan.recommendations:
            there = own[each.sheet]
            pairs = [(there.inputs[key], read) for key, read in each.inputs.items()]
            pairs += zip(there.all_paragraphs, each.all_paragraphs, strict=True)
            for table in ("indicators", "actions"):
                for row, row_there in zip(each.rows(table), there.rows(table), strict=True):
                    pairs += [(row_there.inputs[key], read) for key, read in row.inputs.items()]
            for was, now in pairs:
                assert replace(was, sheet="", cell="") == replace(now, sheet="", cell="")


ODD = [
    (0.38, "0.0%"),
    (0.1 + 0.2, "General"),
    (1200000, '"£"0.0,,"m"'),
    ("31 March 2018", "General"),
    ("41", "@"),
    (datetime(2017, 9, 1), "mmm-yy"),
    (datetime(2017, 9, 1), "mm-dd-yy"),
    (True, "General"),
    ("=1+1", "General"),
    ("_x0041_ two\nlines", "General"),
    (1e300, "General"),
]


@pytest.mark.parametrize(("raw", "number_format"), ODD)
def test_whatever_a_cell_holds_it_holds_in_the_part(raw, number_format):
    plan = master().read()
    first = plan.recommendations[0]
    row = first.indicator_rows[0]
    text = raw if isinstance(raw, str) else str(raw)
    typed = replace(row.inputs["comment"], raw=raw, text=text, number_format=number_format)
    changed = replace(first, indicator_rows=(replace(row, inputs={**row.inputs, "comment": typed}),))
    plan = replace(plan, recommendations=(changed, *plan.recommendations[1:]))
    read = read_plan(drawn(parts(plan)[0].drawing)).recommendations[0].indicator_rows[0].inputs["comment"]
    assert (read.raw, read.number_format) == (raw, number_format)


def test_the_same_master_gives_the_same_bytes():
    assert [drawn(part.drawing) for part in parts(master().read())] == [
        drawn(part.drawing) for part in parts(master().read())
    ]


# --------------------------------------------------------------------------------------------- the base


def test_a_part_carries_what_it_said():
    for part in parts(master().read()):
        content = drawn(part.drawing)
        inside = base_inside(content)
        wanted = base_of(part.plan, part.share.lead, part.share.sheets)
        assert is_part(content) and _said(inside) == _said(wanted)


def _said(base: Base | None) -> object:
    assert base is not None
    rows = [[each.rows(key) for key in ("indicators", "actions")] for each in base.recommendations]
    inputs = [[row.inputs for rows_of in found for row in rows_of] for found in rows]
    return [(each.sheet, each.inputs, each.all_paragraphs) for each in base.recommendations], inputs, base[1:]


def test_a_master_carries_no_base():
    content = master().template()
    assert base_inside(content) is None and not is_part(content)


@pytest.mark.parametrize("lost", ["names", "cells"])
def test_the_base_is_there_twice(lost):
    content = drawn(parts(master().read())[0].drawing)
    book = openpyxl.load_workbook(io.BytesIO(content))
    if lost == "names":
        for name in [name for name in book.defined_names if name.startswith("Part_Base")]:
            del book.defined_names[name]
    else:
        for cells in book["Lists"].iter_rows():
            for cell in cells:
                cell.value = None if str(cell.value).startswith("part ") else cell.value
    out = io.BytesIO()
    book.save(out)
    assert base_inside(out.getvalue()) is not None


def test_a_base_that_was_damaged_is_none():
    plan = master().read()
    text = as_text(base_of(plan), context_of(plan.fields, plan.ratings, plan.people))
    assert from_text(text) is not None
    for damaged in (text[:-4], text[:30] + "AAAA" + text[34:], "", "nonsense"):
        assert from_text(damaged) is None


# --------------------------------------------------------------------------------------------- what stays at home


def test_no_word_of_anybody_else_is_in_a_part():
    secret = "Zanzibar"
    plan = PlanBuilder(key_successes=f"{secret} 1", key_challenges=f"{secret} 2")
    plan.person(f"{secret} 3", f"{secret} 4", f"{secret}@example.gov.uk").person("Head of Care", f"{secret} 5")
    plan.recommendation(lead="Head of Care").action(lead="Head of Care")
    plan.recommendation(title=f"{secret} 6", lead=f"{secret} 7", progress=f"{secret} 8")
    plan.indicator(number=f"{secret} 9", description=f"{secret} 10", unit=f"{secret} 11", comment=f"{secret} 12")
    plan.action(objective=f"{secret} 13", ref=secret, text=f"{secret} 14", completion_date=secret, rating=secret)
    plan.accept("action-due", "R02!F35", f"{secret} 15", f"{secret} 16")
    plan.severity("action-due", "note", f"{secret} 17", f"{secret} 18")
    plan.severity("action-overdue-but-green", "note", f"{secret} 19", f"{secret} 20")
    content = plan.checked_workbook()
    assert secret.encode() in _unzipped(content)
    part = parts_of(read_plan(content, "plan.xlsx"), shares_of(read_plan(content), "plan"), {})[0]
    whole = _unzipped(drawn(part.drawing))
    assert secret.casefold().encode() not in whole.lower()
    base = base_inside(drawn(part.drawing))
    assert secret not in repr(base)


SECRET = "Zanzibar"
STUFFED = ("Waiting for the new system", "the court", "Is this still so?", "Jo Bloggs", "CS-0042")
"""What `stuffed` puts in: a text box, a note, a thread of comments, who wrote them, a property."""


def _in_every_other_place(content: bytes) -> bytes:
    """A workbook with a secret wherever else a workbook can hold one: notes, threads, names, properties, caches."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["R02"]["C6"].comment = openpyxl.comments.Comment(f"{SECRET} 21", f"{SECRET} 22")
    book["R02"]["Z40"] = f'="{SECRET} 23"'
    book["R02"]["Z41"].hyperlink = f"https://example.gov.uk/{SECRET}"
    book["R02"].oddHeader.left.text = f"{SECRET} 24"
    book["Checks"]["Z3"] = f"{SECRET} 25"
    book["Plan"]["Z3"].comment = openpyxl.comments.Comment(f"{SECRET} 26", f"{SECRET} 27")
    book.create_sheet(f"{SECRET} 28")["A1"] = f"{SECRET} 29"
    book.create_sheet("Hidden").sheet_state = "veryHidden"
    book["Hidden"]["A1"] = f"{SECRET} 30"
    book.defined_names["Word"] = DefinedName("Word", attr_text=f'"{SECRET} 31"', comment=f"{SECRET} 32")
    said = book.properties
    said.creator, said.lastModifiedBy, said.keywords, said.description, said.category = [f"{SECRET} 33"] * 5
    out = io.BytesIO()
    book.save(out)
    parts = _parts(stuffed(out.getvalue(), "R03"))
    sheet = next(name for name, data in parts.items() if f"{SECRET} 23".encode() in data)
    cached = rf'\1 t="str"\2<v>{SECRET} 34</v></c>'.encode()
    parts[sheet] = re.sub(rb'(<c r="Z40")([^>]*>.*?</f>)<v ?/?>(?:</v>)?</c>', cached, parts[sheet])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, data in parts.items():
            for number, said in enumerate(STUFFED, 35):
                data = data.replace(said.encode(), f"{SECRET} {number}".encode())
            package.writestr(name, data)
    return made.getvalue()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_no_word_is_in_a_part_that_is_in_any_other_place_of_the_master():
    plan = PlanBuilder()
    plan.recommendation(lead="Head of Care").indicator().action(lead="Head of Care")
    plan.recommendation(lead="Head of Homes").indicator().action(lead="Head of Homes")
    plan.recommendation(lead="Head of Homes")
    content = _in_every_other_place(plan.checked_workbook())
    there = {number for number in range(21, 35 + len(STUFFED)) if f"{SECRET} {number}".encode() in _unzipped(content)}
    assert there == {*range(21, 35 + len(STUFFED))}
    read = read_plan(content, "plan.xlsx")
    shares = shares_of(read, "plan")
    notes = notes_on(content, set(shares[0].sheets))
    whole = _unzipped(drawn(parts_of(read, shares, notes)[0].drawing))
    assert SECRET.casefold().encode() not in whole.lower()


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _unzipped(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return b"\n".join(package.read(name) for name in package.namelist())


def test_a_part_does_not_say_that_no_successes_are_given_which_stayed_in_the_master():
    plan = PlanBuilder(key_successes="Two homes opened", key_challenges="").recommendation().read()
    (part,) = parts(plan)
    summary = openpyxl.load_workbook(io.BytesIO(drawn(part.drawing)))["Summary"]
    texts = [cell.value for row in summary.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "What needs attention first" in texts
    assert not {"Key successes", "Key challenges", "None given."} & set(texts)


def test_checks_of_a_part_list_what_its_lead_can_put_right_and_nothing_on_the_plan_sheet():
    plan = master().set(authority="").recommendation(lead="Head of Care", rating="Gren").read()
    sheet = openpyxl.load_workbook(io.BytesIO(drawn(parts(plan)[0].drawing)))["Checks"]
    there = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert any("'Gren'" in text for text in there) and not any("authority" in text.casefold() for text in there)


def test_accepted_findings_about_the_part_stay_accepted_wherever_its_rows_are():
    plan = master().accept("action-overdue-but-green", "R02 a").accept("action-overdue", "R01 a")
    made = read_plan(plan.checked_workbook(), "plan.xlsx")
    wanted = [each.finding.rule for each in check(made).accepted]
    assert [each.finding.rule for each in parts(made)[1].report.accepted] == wanted
    assert [row.text("where") for row in parts(made)[1].plan.accepted] == ["R02 a"]


# --------------------------------------------------------------------------------------------- notes


def test_notes_travel_at_their_cells():
    plan = master().read()
    own = plan.recommendations[0]
    title, action = own.title.cell, own.actions[0].text.cell
    blank = f"D{own.places['actions'].rows[4]}"
    notes = {"R01": {title: "say it shorter", action: "ask <Jo> & Al", blank: "new one here"}}
    part = parts_of(plan, shares_of(plan, "plan"), notes)[0]
    content = drawn(part.drawing)
    read = read_plan(content, part.share.file)
    assert _as_drawn(read) == _as_drawn(part.plan) and is_as_handed_out(content, read, part.report)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["R01"]
    here = part.plan.recommendations[0]
    assert sheet[here.title.cell].comment.text == "say it shorter"
    assert sheet[here.actions[0].text.cell].comment.text == "ask <Jo> & Al"
    assert sheet[part_cell(own, here, blank)].comment.text == "new one here"
    assert re.search(r"cell-note", str(part.report))
