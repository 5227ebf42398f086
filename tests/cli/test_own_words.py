"""A plan with a scale and a word of its own: none of ours is left anywhere a lead or a board reads."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

import pytest
from builder import PlanBuilder
from trial import judge

from plan_workbook.writing.register_files import write_register

SCALE = (
    ("B", "Blue", "complete", "#1F4E9E"),
    ("E", "Emerald", "on track", "#2E6B2E"),
    ("Y", "Sun", "at risk", "#F5E050"),
    ("O", "Orange", "at risk", "#E08020"),
    ("K", "Crimson", "off track", "#7A0010"),
    ("N", "Grey", "not started", "#777777"),
)
#: red as the colour of a mark is no rating
OURS = re.compile(r"(?<!bold )\b(?:green|amber|red|recommendations?)\b(?! border)", re.IGNORECASE)
#: names of rules, of a sheet and of defined names, the field that says the word, and what a formula falls back on
NAMES = re.compile(
    r"[a-z]+(?:-[a-z]+)+|All recommendations|Blank means Recommendation|IF\(Item_Word=\"\",\"Recommendation\""
)


@pytest.fixture
def register(folder) -> Path:
    plan = PlanBuilder(item_word="Improvement Area")
    for code, label, counts_as, colour in SCALE:
        plan.rating(code=code, label=label, counts_as=counts_as, colour=colour, progress=label, confidence=label)
        plan.recommendation(rating=code, title=f"Make part {code} of the service good.").indicator(actual="70%")
        plan.action(rating=code).action(rating=code, completion_date="30/11/2017").action(lead="", rating="X")
    write_register(plan.register(), folder / "register")
    return folder / "register"


#: the plan's word in the middle of a sentence with a capital, or with the article of ours
ILL_FITTING = re.compile(r"improvement Area|\b[Aa] improvement")


def ours_in(text: str) -> list[str]:
    plain = NAMES.sub("", text)
    found = [*OURS.finditer(plain), *ILL_FITTING.finditer(text)]
    return [m.string[max(0, m.start() - 40) : m.end() + 20] for m in found if m[0].title() != "Complete"]


@pytest.mark.slow
def test_no_word_of_the_usual_scale_is_left_in_a_plan_with_its_own(register, run, folder):
    assert run("new", "plan.xlsx", "--from", register).code == 0
    said = [
        run("validate", "plan.xlsx").out,
        run("validate", "plan.xlsx", "--format", "html").out,
        run("status", "plan.xlsx").out,
        run("summarise", "plan.xlsx").out,
        run("export", "plan.xlsx", "-o", "out").out,
    ]
    status = run("status", "plan.xlsx", "--format", "json").json
    labels = ["total", *(label for _, label, _, _ in SCALE), "Not rated"]
    assert list(status["recommendations"]) == labels
    assert list(status["actions"]) == [*labels, "overdue"]
    assert [hit for text in said[:1] + said[2:] for hit in ours_in(text)] == []
    with zipfile.ZipFile("plan.xlsx") as package:
        parts = [name for name in package.namelist() if re.search(r"sheet\d|sharedStrings|chart\d", name)]
        texts = {name: package.read(name).decode() for name in parts if name.endswith(".xml")}
    words = [re.findall(r"<t[^>]*>([^<]*)</t>|prompt=\"([^\"]*)\"|error=\"([^\"]*)\"", text) for text in texts.values()]
    assert [hit for page in words for found in page for hit in ours_in(" ".join(found))] == []
    assert "All recommendations" not in [found for page in words for texts_of in page for found in texts_of]
    assert "&amp;LAll improvement areas: " in "".join(texts.values())
    judged = judge()
    assert judged is None or judged(Path("plan.xlsx").read_bytes()) == set()
    with (folder / "out" / "ratings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["Label"] for row in csv.DictReader(file)] == [label for _, label, _, _ in SCALE]
