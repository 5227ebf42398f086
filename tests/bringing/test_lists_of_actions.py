"""Actions that are written as lists outside tables: where it is plain, and where a person says that they are."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from assembled import actions, items, left_over
from openpyxl import load_workbook
from tables_drawn import document, drawn

from plan_workbook.bringing.answers import Answers, TextAnswer
from plan_workbook.bringing.assembling.assemble import assemble
from plan_workbook.bringing.brought import Brought
from plan_workbook.bringing.documents.document import Passage, Table
from plan_workbook.bringing.prose.listed import with_actions_proposed, with_actions_said
from plan_workbook.bringing.prose.taken_apart import taken_apart
from plan_workbook.bringing.recognising.arranging import arranged
from plan_workbook.bringing.recognising.recognise import recognise
from plan_workbook.bringing.telling.mapping_texts import text_rows
from plan_workbook.jobs.bring import bring

ALL = ("Ref", "Action", "Task Lead", "Completion Date", "RAG")
POINTS = (
    "* Recruit two independent workers (Jo Hart, by March 2026) - Green",
    "* 3.2 Agree the protocol with police. Lead: Sam Reid. Due: 30/04/2026. Status: Amber",
)


def read(*blocks: Table | str, said: tuple[TextAnswer, ...] = (), **answers) -> Brought:
    """Return what is brought in from a document: `*` begins a point of a list. Nothing may be lost on the way."""
    made = document(*blocks)
    made = made._replace(blocks=tuple(map(_as_point, made.blocks)))
    mapping = Answers("mapping.xlsx", (), texts=said, **answers) if said or answers else None
    here = with_actions_proposed(arranged(with_actions_said(made, mapping), mapping), mapping)
    brought = assemble([here], recognise([here], mapping), mapping)
    assert brought.read + sum(left.cells for left in brought.left) == brought.found == made.found()
    return brought


def _as_point(block: Table | Passage) -> Table | Passage:
    if isinstance(block, Table) or not block.text.startswith("* "):
        return block
    return block._replace(text=block.text[2:], bullet=True)


def below(heading: str, decision: str = "Action") -> tuple[TextAnswer, ...]:
    return (TextAnswer(heading, decision, heading=True, at="Texts!G9"),)


# -------------------------------------------------------------------------------------- what the text of an action says


@pytest.mark.parametrize(
    ("text", "what", "said"),
    [
        ("Recruit a team (Jo Hart, by March 2026) - Green", "Recruit a team", "Jo Hart | March 2026 | Green"),
        ("Recruit a team. Lead: Jo Hart. Due: 30/04/26. Status: Red", "Recruit a team.", "Jo Hart | 30/04/26 | Red"),
        ("Recruit a team - Jo Hart - June 2026 - Green", "Recruit a team", "Jo Hart | June 2026 | Green"),
        ("Recruit a team [Jo Hart; January 2026; Complete]", "Recruit a team", "Jo Hart | January 2026 | Complete"),
        ("Recruit a team (Lead: Jo Hart; Due: May 2026) - Red", "Recruit a team", "Jo Hart | May 2026 | Red"),
        ("Recruit a team\nOwner: Jo Hart | By when: May 2026 | RAG: G", "Recruit a team", "Jo Hart | May 2026 | G"),
        ("Recruit (Head of Homes, East, by May 2026). Red.", "Recruit", "Head of Homes, East | May 2026 | Red"),
        ("Recruit a team\tJo Hart\t31 Mar 2026\tAmber", "Recruit a team", "Jo Hart | 31 Mar 2026 | Amber"),
        ("Recruit a team (Jo Hart, ongoing, Green)", "Recruit a team", "Jo Hart | ongoing | Green"),
        ("Recruit a team\nof six (Jo, May 2026)", "Recruit a team\nof six", "Jo | May 2026 | "),
        ("Recruit. Update: a) one is here b) two are not. RAG: Red", "Recruit.", " |  | Red"),
        ("Recruit a team (Jo, May 2026)", "Recruit a team", "Jo | May 2026 | "),
        ("[Green] Recruit a team", "Recruit a team", " |  | Green"),
        ("Recruit a team by 31 January 2026", "Recruit a team by 31 January 2026", " | 31 January 2026 | "),
        ("Responsible officer: Jo Hart", "", "Jo Hart |  | "),
    ],
)  # fmt: skip
def test_who_leads_an_action_by_when_and_its_rating_are_taken_out_of_its_text(text, what, said):
    apart = taken_apart(text)
    values = {each.field: each.text for each in apart.said}
    assert apart.text == what
    assert " | ".join(values.get(field, "") for field in ALL[2:]) == said


@pytest.mark.parametrize(
    "text",
    [
        "Work with the front door (MASH)",
        "Roll out training - phase two",
        "Report to: the board and to members",
        "Agree the plan with partners: police, health and schools",
        "Sign the contract with Red Rose (a charity)",
        "Publish the plan of Jo Hart",
    ],
)
def test_what_is_not_known_for_what_it_is_stays_in_the_text(text):
    assert taken_apart(text) == (text, ())


def test_two_words_with_capitals_in_brackets_are_a_lead_only_if_the_others_have_one_there_too():
    assert taken_apart("Recruit a team (Police)", names=True).text == "Recruit a team (Police)"
    assert taken_apart("Recruit a team (Signs of Safety)").text == "Recruit a team (Signs of Safety)"
    assert taken_apart("Recruit a team (Jo Hart)").text == "Recruit a team (Jo Hart)"
    assert taken_apart("Recruit a team (Jo Hart)", names=True).text == "Recruit a team"


# ---------------------------------------------------------------------------------------------------- where it is plain


def test_a_list_below_actions_of_a_recommendation_is_read_and_asked_about():
    made = read("# Recommendation 3: Return home interviews", "Lead: Head of Missing", "## Actions", *POINTS)
    assert actions(made, *ALL) == [
        "3 |  | Recruit two independent workers | Jo Hart | March 2026 | G",
        "3 | 3.2 | Agree the protocol with police. | Sam Reid | 30/04/2026 | A",
    ]
    assert items(made, "Title", "Lead") == ["3 | Return home interviews | Head of Missing"]
    (question,) = made.questions
    assert question.startswith("The texts below 'Actions' were taken for actions, one for each paragraph or point of a")
    assert "say 'Action' of that heading on the sheet Texts" in question
    assert left_over(made) == []


def test_the_labels_of_a_recommendation_may_have_semicolons_between_them():
    plan = drawn("Action | Owner | By when\nVisit every child | Jo Hart | 31/10/2026")
    made = read("# Recommendation 3: Interviews", "Lead: Jo Hart; RAG: Green", plan)
    assert items(made, "Lead", "RAG") == ["3 | Jo Hart | G"]
    other = read("# Recommendation 3: Interviews", "Lead: Jo Hart; Sam Reid", plan)
    assert items(other, "Lead") == ["3 | Jo Hart; Sam Reid"]


def test_lines_with_labels_below_an_action_tell_of_it_and_progress_below_all_of_them_does_not():
    made = read(
        "# Priority 1: Visits",
        "Key actions:",
        "1.1 Visit every child",
        "Owner: Jo Hart",
        "By when: May 2026",
        "1.2 Train all staff (Sam Reid, by June 2026)",
        "What we have done: Half of the staff were trained in the first week of the month.",
    )
    assert actions(made, *ALL[:4]) == [
        "1 | 1.1 | Visit every child | Jo Hart | May 2026",
        "1 | 1.2 | Train all staff | Sam Reid | June 2026",
    ]
    assert left_over(made) == [
        "What we have done: Half of the staff were trained in the first week of the month.: a text outside the tables"
    ]


def test_an_update_below_each_action_is_its_comment():
    made = read(
        *("# Priority 1: Visits", "## Actions"),
        *("1.1 Visit every child", "Lead: Jo Hart; Due: May 2026", "Update: Nine in ten were visited."),
        *("1.2 Train all staff", "Lead: Sam Reid; Due: June 2026", "Update: The first course is full."),
    )
    assert actions(made, "Ref", "Task Lead", "Comment") == [
        "1 | 1.1 | Jo Hart | Nine in ten were visited.",
        "1 | 1.2 | Sam Reid | The first course is full.",
    ]


def test_nothing_is_lost_of_what_is_said_twice_or_says_nothing():
    points = ("* Visit every child", "* ---", "Lead: Jo Hart", "Owner: Sam Reid", "Due: May 2026")
    made = read("# Priority 1: Visits", "## Actions", *points)
    assert actions(made, *ALL[1:4]) == ["1 | Visit every child |  | ", "1 | --- | Jo Hart | May 2026"]
    assert left_over(made) == ["Owner: Sam Reid: it is not known what the column 'Task Lead' is"]


def test_a_text_with_another_label_is_left_and_the_list_goes_on_below_it():
    points = ("1.1 Visit every child", "Budget: none so far", "1.2 Train all staff", "All is well.", "1.3 Tell us")
    made = read("# Priority 1: Visits", "## Actions", *points)
    assert actions(made) == ["1 | 1.1 | Visit every child", "1 | 1.2 | Train all staff"]
    assert left_over(made) == [
        "Budget: none so far: a text outside the tables",
        "All is well.\n1.3 Tell us: a text outside the tables",
    ]


def test_recommendations_without_a_number_have_their_lists_if_each_has_the_same_heading():
    made = read("# Visits", "## Actions", "* Visit every child", "# Training", "## Actions", "* Train all staff")
    assert items(made) == ["1 | Visits", "2 | Training"]
    assert actions(made, "Action") == ["1 | Visit every child", "2 | Train all staff"]
    assert actions(read("# Minutes", "## Actions", "* Visit every child")) == []


def test_points_right_below_a_recommendation_are_actions_if_each_says_by_whom_or_when():
    blocks = ("# Recommendation 3: Interviews", "Lead: Ann Lee", *POINTS, "# Recommendation 4: Visits")
    made = read(*blocks, "* Visit every child - Jo Hart - May 2026")
    assert actions(made, "Task Lead") == ["3 | Jo Hart", "3 | Sam Reid", "4 | Jo Hart"]
    assert items(made, "Lead") == ["3 | Ann Lee", "4 | "]
    assert made.questions[0].startswith("The texts below 'Recommendation 3: Interviews' and 'Recommendation 4: Visits'")
    other = read(*blocks, "* Visits are better", "* Visit every child - Jo Hart - May 2026")
    assert actions(other) == []
    told = "All children were visited in the month after the inspectors had been here."
    assert actions(read("# Recommendation 3: Interviews", told, *POINTS, POINTS[0])) == []


@pytest.mark.parametrize(
    "heading", ["Next steps", "Progress", "Impact", "How we will know", "Actions taken", "Our response"]
)
def test_what_is_below_another_heading_is_no_action(heading):
    assert actions(read("# Recommendation 3: Interviews", f"## {heading}", *POINTS)) == []


def test_nothing_is_proposed_where_a_table_has_the_actions():
    plan = drawn("Action | Owner | By when\nVisit every child | Jo Hart | 31/10/2026")
    made = read("# Recommendation 3: Interviews", plan, "## Actions", "* Board members to read the paper")
    assert actions(made, "Action") == ["3 | Visit every child"]
    assert left_over(made) == ["Board members to read the paper: a text outside the tables"]


def test_nothing_is_proposed_of_what_a_person_agreed_to_leave():
    blocks = ("# Recommendation 3: Interviews", "## Actions", "* Visit every child", "* Train all staff")
    assert actions(read(*blocks), "Action") == ["3 | Visit every child", "3 | Train all staff"]
    assert actions(read(*blocks, agreed=("Visit every child\nTrain all staff",))) == []
    assert actions(read(*blocks, all_texts=True)) == []
    assert actions(read(*blocks, said=below("Actions", "only a heading"))) == []


def test_an_action_with_its_number_before_its_labels_is_a_card_with_its_own_values():
    """The labels of each went with the text of the one below."""
    made = read(
        "# Recommendation 3: Interviews",
        *("Action 3.1: Visit every child", "Lead: Jo Hart", "Timescale: May 2026", "RAG: Green"),
        *("Action 3.2: Train all staff", "Lead: Sam Reid", "Timescale: June 2026", "RAG: Red"),
    )
    assert actions(made, *ALL) == [
        "3 | 3.1 | Visit every child | Jo Hart | May 2026 | G",
        "3 | 3.2 | Train all staff | Sam Reid | June 2026 | R",
    ]


# ----------------------------------------------------------------------------------------------- where a person says so


def test_a_person_says_of_a_heading_that_what_is_below_it_are_actions():
    blocks = ("# Recommendation 3: Interviews", "## The road ahead", *POINTS, "## Outlook", "* All is well")
    assert actions(read(*blocks)) == []
    made = read(*blocks, said=below("The road ahead"))
    assert actions(made, "Ref", "Task Lead") == ["3 |  | Jo Hart", "3 | 3.2 | Sam Reid"]
    assert made.questions == ()


def test_the_heading_may_be_that_of_the_recommendation():
    heading = "Recommendation 3: Interviews"
    assert actions(read(f"# {heading}", "Lead: Ann Lee", *POINTS)) == []
    made = read(f"# {heading}", "Lead: Ann Lee", *POINTS, said=below(heading))
    assert items(made, "Title", "Lead") == ["3 | Interviews | Ann Lee"]
    assert actions(made, "Task Lead") == ["3 | Jo Hart", "3 | Sam Reid"]


def test_a_person_says_it_of_a_single_text_and_something_else_of_another():
    texts = ("* Visit every child", "* Nine in ten were visited", "* Train all staff")
    said = (TextAnswer("Visit every child", "Action"), TextAnswer("Nine in ten were visited", "Progress"))
    made = read("# Recommendation 3: Interviews", "## Our story", *texts, said=said)
    assert actions(made, "Action") == ["3 | Visit every child"]
    assert items(made, "Progress") == ["3 | Nine in ten were visited"]
    assert left_over(made) == ["Train all staff: a text outside the tables"]
    other = read("# Recommendation 3: Interviews", "## Actions", *texts, said=said[1:])
    assert actions(other, "Action") == ["3 | Visit every child", "3 | Train all staff"]
    assert items(other, "Progress") == ["3 | Nine in ten were visited"]


def test_the_mapping_has_each_text_that_was_read_as_an_action():
    made = read("# Recommendation 3: Interviews", "## Actions", *POINTS)
    rows = [row for row in text_rows(made, None) if row.why == "an action"]
    assert [(row.what, row.where, row.text, row.under) for row in rows] == [
        ("text read", "paragraph 3", POINTS[0][2:], "Actions"),
        ("text read", "paragraph 4", POINTS[1][2:], "Actions"),
    ]


def test_that_a_text_in_a_table_is_an_action_is_asked_about():
    plan = drawn("Ref | Measure | Target | Actual\nM1 | Visits in time | 90% | 80%\nTrain all staff | | |")
    said = (TextAnswer("Train all staff", "Action", at="Texts!G9"),)
    made = read("# Recommendation 3: Interviews", plan, said=said)
    assert any("Texts!G9" in each for each in (*made.questions, *made.remarks))


# ----------------------------------------------------------------------------------------------------------- next month


def report(path: Path, points: dict[str, list[str]], told: str) -> Path:
    made = docx.Document()
    made.add_heading("Barton improvement plan", 0)
    for title, texts in points.items():
        made.add_heading(title, 1)
        made.add_paragraph("The road ahead").runs[0].bold = True
        for text in texts:
            made.add_paragraph(text, "List Bullet")
        made.add_paragraph(f"What we have done: {told}")
    made.save(path)
    return path


def test_a_mapping_reads_next_months_lists_with_more_points_in_other_words(tmp_path):
    first = report(tmp_path / "october.docx", {"Recommendation 1: Visits": [POINTS[0][2:]]}, "We began.")
    bring(first, tmp_path / "october")
    mapping = tmp_path / "mapping.xlsx"
    workbook = load_workbook(mapping)
    for row in workbook["Texts"].iter_rows():
        texts = [cell.value for cell in row]
        if POINTS[0][2:] in texts:
            row[6].value = "Action"
        if "What we have done: We began." in texts:
            row[6].value = "Progress"
    workbook.save(mapping)
    points = {
        "Recommendation 1: Visits": [POINTS[1][6:], "Train all staff"],
        "Recommendation 2: Homes": ["Open a home"],
    }
    second = report(tmp_path / "november.docx", points, "Nearly all children were visited.")
    made = bring(second, tmp_path / "november", mapping=mapping).brought
    assert actions(made, "Action") == [
        "1 | Agree the protocol with police.",
        "1 | Train all staff",
        "2 | Open a home",
    ]
    assert items(made, "Progress") == [
        "1 | Nearly all children were visited.",
        "2 | Nearly all children were visited.",
    ]
    assert made.questions == ()
    assert left_over(made) == []
    assert any(each.startswith("What is below 'The road ahead' was taken for Action") for each in made.remarks)


def test_what_became_of_a_list_says_where_each_value_was(tmp_path):
    path = report(tmp_path / "october.docx", {"Recommendation 1: Visits": []}, "We began.")
    made = docx.Document(path)
    made.add_heading("Actions", 2)
    made.add_paragraph(POINTS[0][2:], "List Bullet")
    made.save(path)
    bring(path, tmp_path / "register")
    lines = (tmp_path / "register" / "brought.csv").read_text(encoding="utf-8-sig").splitlines()
    of_actions = [line for line in lines if line.startswith("value,") and ",actions," in line]
    assert len(of_actions) == 4
    assert [line.split(",")[1:4] for line in of_actions] == [
        ["october.docx", "paragraph 6", text]
        for text in ("Recruit two independent workers", "Jo Hart", "March 2026", "Green")
    ]
