"""Who is written to about what, and what a draft holds: nobody gets anybody else's."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email.message import EmailMessage
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from builder import PlanBuilder, clean_plan, with_inputs
from hypothesis import given
from hypothesis import strategies as st
from searching import hostile_texts, searching

from plan_workbook.chasing import outstanding_by_lead
from plan_workbook.chasing.draft import HTML, Enclosed, Templates, Writer
from plan_workbook.chasing.folder import MISSING, file_names, marked_draft
from plan_workbook.chasing.links import FileLinks, NoLinks, WebLinks, is_on_network
from plan_workbook.chasing.outstanding import ABOUT_DATES, PersonItems, SheetItems
from plan_workbook.chasing.people import Directory, Person
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.finding import Finding, Report, Severity
from plan_workbook.checking.report import check
from plan_workbook.errors import InputError
from plan_workbook.layout import RECOMMENDATION
from plan_workbook.mail.message import Attachment
from plan_workbook.package.addresses import column_letters
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Plan, Row
from plan_workbook.publishing.templates import shipped
from plan_workbook.splitting.shares import shares_of
from plan_workbook.values.text import fold, on_one_line, says_no_value

WEB = WebLinks("https://example.gov.uk/plan.xlsx")


def drafts_of(plan: Plan, report: Report | None = None, *, due: bool = False) -> dict[str, EmailMessage]:
    """The drafts by address, read back as a mail program reads them."""
    writer = Writer(plan, WEB, Templates.chosen())
    people = outstanding_by_lead(plan, report or check(plan), due=due).people
    read = [email.message_from_bytes(marked_draft(writer.letter_to(p)), policy=email.policy.default) for p in people]
    assert all(isinstance(each, EmailMessage) and not each.defects for each in read)
    return {each["To"].addresses[0].addr_spec: each for each in read if isinstance(each, EmailMessage)}


def bodies(draft: EmailMessage) -> tuple[str, str]:
    found = [draft.get_body((kind,)) for kind in ("plain", "html")]
    assert all(found)
    text, html = (each.get_content().replace("\r\n", "\n") for each in found if each)
    return text, html


def one_draft(plan: Plan, *, due: bool = False) -> EmailMessage:
    (draft,) = drafts_of(plan, due=due).values()
    return draft


def faulty(lead: str = "Jo Bloggs", **people: str) -> PlanBuilder:
    """A plan of one recommendation whose rating can't be read."""
    plan = PlanBuilder().recommendation(lead=lead, rating="Gren").indicator(lead=lead).action(lead=lead)
    for name, address in people.items():
        plan.person(name.replace("_", " "), email=address)
    return plan


@cache
def base() -> Plan:
    """Four recommendations with an action each, to be changed in memory: it takes less time than a new workbook."""
    return clean_plan(4).read()


@cache
def gren() -> tuple[Plan, Report]:
    """The same led by the Head of Care, without people, and what is found in it."""
    plan = faulty("Head of Care").read()
    return plan, check(plan)


def with_people(*rows: tuple[str, str, str]) -> tuple[Plan, Report]:
    """The same with these people: name, role and email."""
    plan, report = gren()
    return replace(plan, people=people_rows(rows)), report


# --------------------------------------------------------------------------------------------- whose it is

NAMES = ["Jo Bloggs", "Sam Okoro", "Ren\u00e9e O'Neil", "Head of Care", "Head of Health"]
_rows = st.lists(
    st.tuples(
        st.sampled_from([*NAMES, ""]),
        st.sampled_from([*NAMES[3:], ""]),
        st.sampled_from(["jo+plan@a.gov.uk", "sam@a.gov.uk", "RENEE@a.gov.uk", "renee@a.gov.uk", "care@b.org", ""]),
    ),
    max_size=6,
)
_leads = st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple)


def cell(text: str, address: str = "A1", sheet: str = "Plan") -> Input[object]:
    return Input(text or None, None if says_no_value(text) else text, sheet, address, text)


def people_rows(rows: Sequence[tuple[str, str, str]]) -> tuple[Row, ...]:
    keys = ("name", "role", "email")
    return tuple(
        Row(
            "Plan",
            30 + place,
            {key: cell(text, f"{column}{30 + place}") for key, column, text in zip(keys, "ABC", row, strict=True)},
        )
        for place, row in enumerate(rows)
    )


def meant_by(lead: str, rows: list[tuple[str, str, str]]) -> str | None:
    """Say independently of the program which address a lead has: by name, or else by post, if only one."""
    for column in (0, 1):
        addresses = {row[2].lower() for row in rows if fold(row[column]) == fold(lead) and row[2]}
        if addresses:
            return addresses.pop() if len(addresses) == 1 else None
    return None


@searching(40)
@given(_rows, st.lists(_leads, min_size=4, max_size=4), st.lists(_leads, min_size=4, max_size=4), st.booleans())
@pytest.mark.slow
def test_everybody_gets_all_of_their_own_and_nothing_of_anybody_elses(rows, leads, task_leads, due):
    owners = []
    for each, own, task in zip(base().recommendations, leads, task_leads, strict=True):
        (action,) = each.actions
        late = replace(action.completion_date, value=base().date("data_as_at"))
        named = replace(action.text, text=f"task-of-{each.sheet}.")
        action = with_inputs(action, completion_date=late, lead=replace(action.lead, value=task or None), text=named)
        owner = with_inputs(each, lead=replace(each.lead, value=own or None))
        owners.append(replace(owner, actions=(action,)))
    plan = replace(base(), recommendations=tuple(owners), people=people_rows(rows))
    findings = [
        Finding(
            "lead-spelling",
            severity,
            f"found-{each.sheet}-{severity}. {NAMES[0]} and sam@a.gov.uk said so.",
            f"fix-{each.sheet}.",
            each.sheet,
            f"Z{place}",
            "x",
            text=f"there-{each.sheet}. Ask renee@a.gov.uk.",
        )
        for each in owners
        for place, severity in enumerate(Severity, 70)
    ]
    findings.append(Finding("plan-field-missing", Severity.ERROR, "found-plan.", "fix-plan.", "Plan", "B2", "x"))
    drafts = drafts_of(plan, Report("plan.xlsx", "", None, tuple(findings)), due=due)

    wanted: dict[str, set[str]] = {}
    for each, own, task in zip(owners, leads, task_leads, strict=True):
        for lead in own:
            wanted.setdefault(meant_by(lead, rows) or "", set()).add(f"found-{each.sheet}")
        for lead in (task or own) if due else ():
            wanted.setdefault(meant_by(lead, rows) or "", set()).add(f"task-of-{each.sheet}")
    wanted.pop("", None)
    assert {address.lower() for address in drafts} == wanted.keys()
    for address, draft in drafts.items():
        for body in bodies(draft):
            about = set(re.findall(r"(?:found|task-of)-(?:R\d+|plan)", body))
            assert about == wanted[address.lower()]
            sheets = {each[-3:] for each in about}
            assert set(re.findall(r"(?:fix|there)-(?:R\d+|plan)", body)) <= {
                f"{kind}-{sheet}" for kind in ("fix", "there") for sheet in sheets
            }
            assert set(re.findall(r"R0\d", body)) == sheets
            assert "@" not in body
        assert len(draft["To"].addresses) == 1 and draft["Cc"] is None


def test_two_leads_of_one_recommendation_both_get_its_findings():
    plan = faulty("Jo Bloggs & Sam Okoro", Jo_Bloggs="jo@x.gov.uk", Sam_Okoro="sam@x.gov.uk").read()
    drafts = drafts_of(plan)
    assert set(drafts) == {"jo@x.gov.uk", "sam@x.gov.uk"}
    assert all("'Gren' is not a rating" in bodies(draft)[0] for draft in drafts.values())
    assert "sam@x.gov.uk" not in drafts["jo@x.gov.uk"].as_string()


def test_a_name_and_a_post_with_one_address_are_one_person_with_one_draft():
    plan = faulty("Jo Bloggs").recommendation(lead="Head of Care", rating="Gren")
    plan.person("Jo Bloggs", "Lead", "jo@x.gov.uk").person("Someone else", "Head of Care", "JO@x.gov.uk")
    (draft,) = drafts_of(plan.read()).values()
    assert draft["To"].addresses[0].display_name == "Jo Bloggs"
    assert "Sheet R01" in bodies(draft)[0] and "Sheet R02" in bodies(draft)[0]


def test_who_leads_a_sheet_under_two_names_is_told_each_thing_once():
    plan = clean_plan()
    plan.recommendation(lead="Jo Bloggs & Head of Care", rating="Gren").action(lead="", completion_date="30/11/2017")
    plan.person("Jo Bloggs", "Head of Care", "jo@x.gov.uk")
    text, _ = bodies(drafts_of(plan.read(), due=True)["jo@x.gov.uk"])
    assert text.count("'Gren' is not a rating") == text.count("Overdue in") == 1


def test_what_is_due_goes_to_the_task_lead_and_to_the_lead_where_there_is_none():
    plan = clean_plan()
    plan.recommendation(lead="Jo Bloggs").action(lead="Sam Okoro", completion_date="10/01/2018", text="Sam's action")
    plan.action(lead="", completion_date="30/11/2017", text="Jo's action", rating="A", comment="The court is late")
    plan.person("Jo Bloggs", "", "jo@x.gov.uk").person("Sam Okoro", "", "sam@x.gov.uk")
    plan.person("Head of Assessment", "", "care@x.gov.uk")
    drafts = drafts_of(plan.read(), due=True)
    jo, sam = (bodies(drafts[address])[0] for address in ("jo@x.gov.uk", "sam@x.gov.uk"))
    assert "Jo's action\n  31 days overdue, was due 30 November 2017." in jo and "Sam's action" not in jo
    assert "Sam's action\n  Due 10 January 2018, in 10 days." in sam and "Jo's action" not in sam
    assert str(drafts["sam@x.gov.uk"]["Subject"]).endswith(": 1 action due")
    assert "care@x.gov.uk" not in drafts
    assert "sam@x.gov.uk" not in drafts_of(plan.read())


def test_a_closed_recommendation_chases_nobody_about_its_dates():
    plan = PlanBuilder().recommendation(lead="Jo Bloggs", status="Business as usual", rating="C")
    plan.action(lead="Jo Bloggs", completion_date="30/11/2017").person("Jo Bloggs", "", "jo@x.gov.uk")
    assert "Overdue in" not in bodies(one_draft(plan.read(), due=True))[0]


def test_what_is_due_within_the_days_of_the_plan_is_due_and_no_more():
    plan = clean_plan(due_within="5").action(completion_date="05/01/2018", text="Just due")
    plan.action(completion_date="06/01/2018", text="Not yet due").person("Head of Assessment", "", "h@x.gov.uk")
    text, _ = bodies(one_draft(plan.read(), due=True))
    assert "Just due" in text and "Not yet due" not in text


def test_what_the_plan_accepts_is_in_no_draft():
    plan = faulty(Jo_Bloggs="jo@x.gov.uk").accept("recommendation-rating-unknown", "R01!C8").read()
    assert not check(plan).findings and check(plan).accepted
    assert drafts_of(plan) == {}


def test_findings_about_the_plan_are_counted_and_sent_to_nobody():
    plan = faulty(Jo_Bloggs="jo@x.gov.uk").set(authority="").person("Sam", email="sam at x").read()
    chased = outstanding_by_lead(plan, check(plan))
    assert chased.coordinators == 2
    text, _ = bodies(one_draft(plan))
    assert "authority" not in text and "sam" not in text


def test_what_only_the_coordinator_can_put_right_is_theirs_on_a_leads_sheet_too():
    plan = faulty(Jo_Bloggs="jo@x.gov.uk").read()
    asked = Finding("template-damaged", Severity.WARNING, "No drop-downs.", "Make a new one.", "R01", "A1", None)
    chased = outstanding_by_lead(plan, replace(check(plan), findings=(asked,)))
    assert (chased.people, chased.coordinators) == ((), 1)


def test_no_lead_is_asked_to_edit_the_plan_sheet():
    on_leads_sheets = [r for r in catalogue().values() if not r.table.key.startswith(("plan", "ratings", "people"))]
    fixes = {each.name: each.fix for each in on_leads_sheets if isinstance(each.fix, str) and "Plan sheet" in each.fix}
    assert len(fixes) > 3 and all("the coordinator" in fix for fix in fixes.values())
    before, now = (clean_plan(2).read(), clean_plan().read())
    dropped = [each.fix for each in check(now, before).findings if each.rule.endswith("-dropped")]
    assert dropped and all("the coordinator accepts that on the Plan sheet" in fix for fix in dropped)


def test_the_plans_coordinator_signs():
    plan = faulty(Jo_Bloggs="jo@x.gov.uk").person("Cora <b>Nator", "Plan Coordinator", "cora@x.gov.uk")
    text, html = bodies(one_draft(plan.read()))
    assert text.rstrip().endswith("Thank you.\n\nCora <b>Nator\nPlan Coordinator, Exampleshire County Council")
    assert "<p>Cora &lt;b&gt;Nator<br>Plan Coordinator, Exampleshire County Council</p>" in html


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        (PureWindowsPath(r"\\server\plans\plan.xlsx"), True),
        (PureWindowsPath(r"P:\plan.xlsx"), True),
        (PureWindowsPath(r"C:\Users\jo\plan.xlsx"), False),
        (PurePosixPath("/home/jo/plan.xlsx"), False),
    ],
)
def test_only_a_share_or_a_network_drive_is_a_place_that_others_have(monkeypatch, path, shared):
    monkeypatch.setattr("plan_workbook.chasing.links._drive_type", lambda drive: 4 if drive == "P:" else 3)
    assert is_on_network(path) is shared


def test_findings_on_a_sheet_without_a_lead_go_to_nobody():
    plan = faulty("", Jo_Bloggs="jo@x.gov.uk").read()
    chased = outstanding_by_lead(plan, check(plan))
    assert not chased.people and not chased.unreachable
    assert [part.recommendation.sheet for part in chased.without_lead] == ["R01"]


# --------------------------------------------------------------------------------------------- who has no address


@pytest.mark.parametrize(
    ("people", "why", "fix"),
    [
        ([("Sam", "", "sam@x.gov.uk")], "Head of Care is not in People", "Add Head of Care, with an email"),
        (
            [("", "Head of Cares", "sam@x.gov.uk")],
            "Head of Care is not in People",
            "Did you mean 'Head of Cares'?",
        ),
        ([("Head of Care", "", "")], "Head of Care has no email address in People", "Type it in Plan!C30."),
        ([("Jo", "Head of Care", "n/a")], "Head of Care has no email address in People", "Type it in Plan!C30."),
        ([("Jo", "Head of Care", "jo at x")], "'jo at x' in Plan!C30 is not one email address", "Type one address"),
        ([("Jo", "Head of Care", "a@x.gov.uk; b@x.gov.uk")], "is not one email address", "Type one address"),
        (
            [("Head of Care", "", "a@x.gov.uk"), ("HEAD OF CARE", "", "b@x.gov.uk")],
            "Head of Care has 2 different addresses, in Plan!C30 and Plan!C31",
            "Keep only the right one of Plan!C30",
        ),
        (
            [("A", "Head of Care", "a@x.gov.uk"), ("B", "head of  care", "b@x.gov.uk")],
            "Head of Care has 2 different addresses",
            "Name the person, not the post",
        ),
    ],
)
def test_a_lead_who_can_not_be_written_to_is_listed_with_what_to_do(people, why, fix):
    chased = outstanding_by_lead(*with_people(*people))
    assert not chased.people
    (missed,) = chased.unreachable
    assert why in missed.lead.why and fix in missed.lead.fix
    assert missed.lead.lead == "Head of Care" and missed.findings


def test_a_name_goes_before_a_post_of_the_same_words():
    people = ("Sam", "Head of Care", "sam@x.gov.uk"), ("Head of Care", "", "care@x.gov.uk")
    assert list(drafts_of(*with_people(*people))) == ["care@x.gov.uk"]


def test_a_post_that_two_rows_give_one_address_is_that_address():
    people = ("Sam", "Head of Care", "care@x.gov.uk"), ("Jo", "head of  care", "Care@x.gov.uk")
    assert list(drafts_of(*with_people(*people))) == ["care@x.gov.uk"]


def test_an_address_in_a_leads_cell_is_used_only_if_it_is_one_of_the_peoples():
    plan = faulty("jo@x.gov.uk", Sam="sam@x.gov.uk").read()
    (missed,) = outstanding_by_lead(plan, check(plan)).unreachable
    assert missed.lead.lead == "jo@x.gov.uk"
    plan = faulty("JO@x.gov.uk", Jo_Bloggs="jo@x.gov.uk").read()
    assert one_draft(plan)["To"].addresses[0].display_name == "Jo Bloggs"


# --------------------------------------------------------------------------------------------- what a draft says


def test_a_draft_says_for_each_finding_how_bad_where_what_and_what_to_do():
    plan = clean_plan(2).indicator(number="NEW").action(rating="Gren").action(completion_date="15/01/2018")
    plan.person("Head of Assessment", "", "care+plan@x.gov.uk")
    draft = one_draft(plan.read(), due=True)
    assert draft["To"] == "Head of Assessment <care+plan@x.gov.uk>" and draft["X-Unsent"] == "1"
    title = "Children's Services Improvement Plan, December 2017"
    assert draft["Subject"] == f"{title}: 2 things to put right, 1 action due"  # and a note
    text, html = bodies(draft)
    assert "Hello Head of Assessment," in text and "plan.xlsx" in text
    assert text.index("Error in R02!J") < text.index("Warning in R02!A") < text.index("Due in R02!F")
    assert "Sheet R02: Recommendation 2\nMake sure that part 2 of the service is good.\n" in text
    for body in (text, html.replace("&#39;", "'")):
        assert "'Gren' is not a rating of this plan." in body
        assert "To do: Choose one of C (Complete), R (Red), A (Amber) or G (Green)." in body
    assert text.count("https://") == 1
    assert re.search(r'<a href="https://example.gov.uk/plan.xlsx\?activeCell=%27R02%27%21(J\d+)">R02!\1</a>', html)
    assert '<a href="https://example.gov.uk/plan.xlsx?activeCell=%27R02%27%21A1">Sheet R02</a>' in html


def test_the_same_in_several_cells_is_said_once_and_its_fix_once_for_all():
    plan = clean_plan()
    plan.action(ref="b", rating="Gren").action(ref="c", rating="Blue").indicator(unit="%", lead="").indicator(lead="")
    plan.person("Head of Assessment", "", "h@x.gov.uk")
    text, html = bodies(one_draft(plan.read()))
    ratings = re.findall(r"^- Error in (R01!J\d+): .*$", text, re.MULTILINE)
    assert len(ratings) == 2 and text.count("To do, in each: Choose one of C (Complete)") == 1
    assert html.count("To do, in each: Choose one of C (Complete)") == 1


def test_one_message_about_several_cells_names_them_all():
    plan = PlanBuilder().recommendation(lead="Jo Bloggs")
    for _ in range(3):
        plan.indicator(lead="Jo Blogs", number="NEW")
    plan.person("Jo Bloggs", "", "jo@x.gov.uk")
    text, html = bodies(one_draft(plan.read()))
    said = re.findall(r"^- Warning in (.+): 'NEW' is not a PI number yet.", " ".join(text.split("\n  ")), re.MULTILINE)
    assert len(said) == 1 and re.fullmatch(r"R01!A\d+, R01!A\d+ and R01!A\d+", said[0])
    assert html.replace("&#39;", "'").count("'NEW' is not a PI number yet.") == 1


def test_what_two_sheets_of_one_lead_say_of_each_other_is_said_once():
    words = "Once a month the manager and the principal social worker look at the cases together and write it down."
    plan = clean_plan().recommendation(progress=words).indicator().action()
    plan.recommendation(progress=words, lead="Jo Bloggs & Head of Assessment").indicator().action()
    plan.person("Head of Assessment", "", "h@x.gov.uk").person("Jo Bloggs", "", "jo@x.gov.uk")
    read = plan.read()
    assert sum(each.rule == "recommendation-progress-repeated" for each in check(read).findings) == 2
    both, one = (bodies(each)[0] for each in drafts_of(read).values())
    assert both.count("appears word for word") == one.count("appears word for word") == 1
    assert "Sheet R02" in both and "Sheet R03" in one


def test_an_overdue_action_is_a_date_or_a_finding_and_not_both():
    plan = clean_plan().action(completion_date="30/11/2017", text="Ask the court", lead="Sam Okoro")
    plan.action(completion_date="30/11/2017", text="Tell the court").action(completion_date="10/01/2018", text="Soon")
    plan.person("Head of Assessment", "", "h@x.gov.uk").person("Sam Okoro", "", "sam@x.gov.uk")
    read = plan.read()
    assert {each.rule for each in check(read).findings} >= {"action-overdue-but-green", "action-due"}
    assert catalogue().keys() >= ABOUT_DATES
    head, sam = (" ".join(bodies(each)[0].split()) for each in drafts_of(read, due=True).values())
    assert "Tell the court 31 days overdue, was due 30 November 2017, yet rated Green." in head
    assert head.count("Error in R01!F") == 1  # of the action that is Sam's
    assert head.count("is due on 10 January 2018") == 0 and head.count("Due 10 January 2018") == 1
    assert "Ask the court 31 days overdue" in sam and "Error" not in sam
    undated = " ".join(bodies(drafts_of(read)["h@x.gov.uk"])[0].split())
    assert undated.count("Error in R01!F") == 2 and "is due on 10 January 2018" in undated


def test_notes_come_last_and_on_their_own():
    plan = clean_plan().indicator(target="", number="NEW").person("Head of Assessment", "", "h@x.gov.uk")
    draft = one_draft(plan.read())
    assert str(draft["Subject"]).endswith(": 1 thing to put right")
    for body in bodies(draft):
        flat = " ".join(body.split())
        assert flat.index("Warning") < flat.index("For information only") < flat.rindex("has an Actual of")
        assert "Note" not in flat[: flat.index("For information only")]
    only = clean_plan().indicator(target="").person("Head of Assessment", "", "h@x.gov.uk")
    draft = one_draft(only.read())
    assert str(draft["Subject"]).endswith(": 1 note")
    text = bodies(draft)[0]
    assert "nothing that you have to put right" in " ".join(text.split()) and "Sheet R01" not in text


def test_what_the_plan_made_a_note_is_in_no_draft():
    plan = clean_plan().indicator(target="", number="NEW").person("Head of Assessment", "", "h@x.gov.uk")
    (rule,) = {each.rule for each in check(plan.read()).findings if each.severity is Severity.WARNING}
    draft = one_draft(plan.severity(rule, "note").read())
    assert str(draft["Subject"]).endswith(": 1 note") and "has an Actual of" in bodies(draft)[0]
    assert "placeholder" in catalogue()[rule].title and "placeholder" not in bodies(draft)[0]


def test_a_draft_with_a_part_lists_its_sheets_and_has_a_section_only_where_there_is_something_to_do():
    plan = clean_plan().recommendation().indicator().action(completion_date="30/11/2017", rating="A")
    read = plan.person("Head of Assessment", "", "h@x.gov.uk").read()
    (items,) = outstanding_by_lead(read, check(read), due=True).people
    whole = replace(items, sheets=(SheetItems(read.recommendations[0]), *items.sheets))
    part = Attachment("part.xlsx", b"content", "application/vnd.ms-excel")
    letter = Writer(read, WEB, Templates.chosen()).letter_to(whole, Enclosed((part,), date(2018, 1, 15)))
    for body in (letter.text, letter.html):
        assert "Your sheets: R01, Recommendation 1; R02, Recommendation 2" in body
    assert "Sheet R01" not in letter.text and "Please look at these first." in letter.text
    assert re.findall(r"^Sheet .*", letter.text, re.MULTILINE) == ["Sheet R02: Recommendation 2"]


def test_lines_of_a_drafts_text_end_only_where_the_next_word_has_no_room():
    plan = clean_plan().person("Head of Assessment", "", "h@x.gov.uk").read()
    (person,) = Directory(plan).people
    part = Attachment("part.xlsx", b"content", "application/vnd.ms-excel")
    for missing in (False, True):
        items = PersonItems((SheetItems(plan.recommendations[0]),), person)
        enclosed = Enclosed((part,), date(2018, 1, 15), missing)
        letter = Writer(plan, WEB, Templates.chosen()).letter_to(
            items, enclosed, date(2018, 1, 15) if missing else None
        )
        lines = email.message_from_bytes(marked_draft(letter), policy=email.policy.default)
        told = bodies(lines)[0].split("\n\n")[1].removesuffix("\n").split("\n")  # type: ignore[arg-type]
        for line, after in pairwise(told):
            assert len(line) + 1 + len(after.split()[0]) > 72 or line.endswith("."), line


def test_a_draft_says_by_when_an_answer_is_wanted():
    plan, report = with_people(("Jo", "Head of Care", "jo@x.gov.uk"))
    (items,) = outstanding_by_lead(plan, report).people
    letter = Writer(plan, WEB, Templates.chosen()).letter_to(items, answer_by=date(2018, 1, 15))
    assert letter.subject.endswith(": 1 thing to put right, please answer by 15 January 2018")
    assert "Please answer by 15 January 2018." in letter.text and "Please answer by 15 January 2018." in letter.html


def test_a_template_of_ones_own_has_to_give_that_day(tmp_path):
    plan, report = with_people(("Jo", "Head of Care", "jo@x.gov.uk"))
    (items,) = outstanding_by_lead(plan, report).people
    own = tmp_path / "own.txt"
    own.write_text("Subject: Hello\nPlease look at {{ link }}\n", encoding="utf-8")
    writer = Writer(plan, WEB, Templates.chosen(own))
    writer.letter_to(items)
    with pytest.raises(InputError, match=r"own.txt does not say by when .* put \{\{ answer_by \}\} into it"):
        writer.letter_to(items, answer_by=date(2018, 1, 15))


def test_lines_of_plain_text_end_at_words():
    text, _ = bodies(one_draft(faulty(Jo_Bloggs="jo@x.gov.uk").read()))
    assert all(len(line) <= 76 or line.startswith("<https:") for line in text.splitlines())
    assert "'Gren' is not a rating" in " ".join(text.split())


def test_the_subject_counts_in_words_that_fit():
    plan, report = with_people(("Jo", "Head of Care", "jo@x.gov.uk"))
    (one,) = drafts_of(plan, report).values()
    assert one["Subject"].endswith(", December 2017: 1 thing to put right")
    plan, nothing = (
        replace(plan, fields=plan.fields | {"due_within": cell("365"), "period": cell("")}),
        replace(report, findings=()),
    )
    wide = replace(plan.fields["due_within"], value=Decimal(365))
    plan = replace(plan, fields=plan.fields | {"due_within": wide})
    (two,) = drafts_of(plan, nothing, due=True).values()
    assert two["Subject"] == "Children's Services Improvement Plan: 1 action due"


def test_sheets_come_in_the_order_of_the_workbook_and_dates_soonest_first():
    plan = PlanBuilder()
    for day in ("20/01/2018", "10/01/2018"):
        plan.recommendation(lead="Jo").action(lead="Jo", completion_date=day, text=f"due {day}")
        plan.action(lead="Jo", completion_date="02/12/2017", rating="A", comment="Late", text="late")
    text, _ = bodies(one_draft(plan.person("Jo", "", "jo@x.gov.uk").read(), due=True))
    assert re.findall(r"Sheet (R0\d)|, (due [\d/]+|late)\n", text) == [
        ("R01", ""),
        ("", "late"),
        ("", "due 20/01/2018"),
        ("R02", ""),
        ("", "late"),
        ("", "due 10/01/2018"),
    ]


def test_messages_use_the_plans_own_word():
    plan = faulty(Jo_Bloggs="jo@x.gov.uk").set(item_word="Priority")
    text, _ = bodies(one_draft(plan.read()))
    assert "Sheet R01: Priority 1" in text and "ecommendation" not in text


def test_what_is_hostile_in_a_plan_arrives_as_text():
    plan = PlanBuilder(title="Plan\r\nBcc: all@evil.org", period="Q2\n\n<script>alert(2)</script>")
    plan.recommendation(lead="Jo", title="<script>alert(1)</script> & more", number="1", rating="=cmd()")
    plan.action(
        lead="Jo", text='=HYPERLINK("http://evil.org","<b>x</b>")', completion_date="30/11/2017", ref="{{ 7*7 }}"
    )
    plan.person("Jo", "", "jo@x.gov.uk")
    draft = one_draft(plan.read(), due=True)
    assert set(draft.keys()) == {"X-Plan-Workbook", "To", "Subject", "MIME-Version", "Content-Type", "X-Unsent"}
    assert draft["Subject"].startswith("Plan Bcc: [address left out], Q2 <script>alert(2)</script>: ")
    text, html = bodies(draft)
    assert "<script>alert(1)</script> & more" in text and '=HYPERLINK("http://evil.org","<b>x</b>")' in text
    assert "'=cmd()' is not a rating" in text and "{{ 7*7 }}" in text
    assert "<script" not in html and "<b>" not in html and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html


@pytest.mark.parametrize(
    "name",
    [
        "O'Neil, Ren\u00e9e",
        'Jo "The Fixer" Bloggs',
        "\u5f20\u4f1f",
        "Jo <sam@x.gov.uk>",
        "Jo\\",
        "Jo; Sam",
        "=?utf-8?q?Jo?=",
        "Jo\r\nBcc: sam",
    ],
)
def test_a_name_arrives_as_it_is_and_no_second_address_with_it(name):
    (draft,) = drafts_of(*with_people((name, "Head of Care", "care+plan@x.gov.uk"))).values()
    (to,) = draft["To"].addresses
    assert to.addr_spec == "care+plan@x.gov.uk" and draft["Bcc"] is None
    assert to.display_name == ("Head of Care" if "@" in name else " ".join(name.split()))


HIDING = (
    "Ask kim@y.gov.uk about it",
    "mailto:kim@y.gov.uk",
    "'kim@y.gov.uk'",
    "kim@y.gov.uk",
    "o'kim@y.gov.uk",
    "kim\u200b@y.gov.uk and kim@\u200by.gov.uk",
    "word " * 13 + "kim@y.gov.uk",
    "word " * 14 + "kim@y.gov.uk is it",
    "word " * 13 + "o'kim@yyyyyyyyyyyyyyyyyyyyyy.gov.uk",
    "SAM@x.gov.uk",
)


@pytest.mark.slow
def test_addresses_in_cells_are_in_no_draft():
    plan = PlanBuilder().recommendation(lead="Jo", title=HIDING[0])
    for place, text in enumerate(HIDING):
        plan.indicator(lead="Jo", actual=text, number=str(place))
        plan.action(lead="Jo", rating=text, text=text, ref=text, completion_date="30/11/2017")
    plan.person("Jo", "", "jo@x.gov.uk").person("Sam", "", "sam@x.gov.uk")
    found = bodies(drafts_of(plan.read(), due=True)["jo@x.gov.uk"])
    for body in found:
        cells = rf"R01!{column_letters(RECOMMENDATION.using(frozenset()).table('actions').column('rating'))}\d+"
        assert len(re.findall(cells, re.sub("<[^>]+>", "", body))) == len(HIDING)
        assert "@" not in body and not re.search(r"kim|sam\b", body)
    assert "'[address left out]' is not a rating" in found[0] and "'Sam' is not a rating" in found[0]


def test_a_draft_is_the_same_each_time():
    plan, report = with_people(("Jo", "Head of Care", "jo@x.gov.uk"))
    assert len({drafts_of(plan, report)["jo@x.gov.uk"].as_bytes() for _ in range(3)}) == 1


def test_a_template_of_ones_own_gets_no_more_than_is_declared(tmp_path):
    own = tmp_path / "own.txt"
    plan, report = with_people(("Jo", "Head of Care", "jo@x.gov.uk"))
    (items,) = outstanding_by_lead(plan, report).people
    own.write_text("Subject:  About {{ sheets[0].findings[0].cell }}\n\n{{ name }}: {{ findings }}", encoding="utf-8")
    letter = Writer(plan, WEB, Templates.chosen(own)).letter_to(items)
    assert (letter.subject, letter.text) == ("About C8", "Jo: 1\n")
    broken = "{{ people }}", "{{ 1 / 0 }}", "{{ name + 1 }}", "{{ sheets.__class__ }}", "{{ plan }}", "{% if %}"
    for text in ("No subject", "Subject:\n\nx", *(f"Subject: x\n\n{each}" for each in broken)):
        own.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=r"own\.txt"):
            Writer(plan, WEB, Templates.chosen(own)).letter_to(items)


# --------------------------------------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("name", "shown"),
    [("my plan #1 50%.xlsx", "my%20plan%20%231%2050%25.xlsx"), ("Pl\u00e4ne.xlsx", "Pl%C3%A4ne.xlsx")],
)
def test_a_link_to_a_file_is_percent_encoded(tmp_path, name, shown):
    links = FileLinks(tmp_path / name)
    assert links.workbook == f"{tmp_path.resolve().as_uri()}/{shown}"
    assert links.cell("R15", "F35") == f"{links.workbook}#'R15'!F35"


@pytest.mark.parametrize(
    ("sheet", "shown"),
    [("Care & 50% #1", "'Care%20%26%2050%25%20%231'"), ("Jo's", "'Jo''s'"), ("\u00dcber", "'%C3%9Cber'")],
)
def test_a_link_names_any_sheet(sheet, shown):
    assert FileLinks(Path("plan.xlsx")).cell(sheet, "F35").endswith(f"plan.xlsx#{shown}!F35")


@searching(36)
@given(hostile_texts)
def test_a_draft_with_a_part_has_the_headers_of_any_other_whatever_the_plan_and_its_lead_are_called(text):
    plan = PlanBuilder(title=text, period=text, item_word=text)
    plan = plan.recommendation(title=text, lead=f"x{text}x").person(f"x{text}x", "", "jo@x.gov.uk").read()
    (person,), (share,) = Directory(plan).people, shares_of(plan, text)
    items = PersonItems((SheetItems(plan.recommendations[0]),), person)
    part = Attachment(share.file, b"content", "application/vnd.ms-excel")
    usual = {*re.findall(r"<(/?\w*)", shipped(HTML).read_text("utf-8"))}
    for missing, mark in ((False, "split"), (True, MISSING)):
        letter = Writer(plan, NoLinks(), Templates.chosen()).letter_to(
            items, Enclosed((part,), date(2018, 1, 15), missing)
        )
        draft = email.message_from_bytes(marked_draft(letter, mark), policy=email.policy.default)
        assert isinstance(draft, EmailMessage) and not draft.defects
        assert draft.keys() == ["X-Plan-Workbook", "To", "Subject", "MIME-Version", "Content-Type", "X-Unsent"]
        assert [each.addr_spec for each in draft["To"].addresses] == ["jo@x.gov.uk"]
        assert draft["Subject"] == letter.subject == on_one_line(letter.subject)
        assert [each.get_filename() for each in draft.iter_attachments()] == [part.safe_name]
        assert {*re.findall(r"<(/?\w*)", bodies(draft)[1])} <= usual


@searching(100)
@given(hostile_texts)
def test_a_link_to_a_sheet_is_a_link_whatever_its_name(sheet):
    reference = "'" + sheet.replace("'", "''") + "'!F35"
    for links in (FileLinks(Path("plan.xlsx")), WEB):
        link = links.cell(sheet, "F35")
        assert re.fullmatch(r"(?:file:///|https://)[!#-;=?-~]+", link)
        parts = urlsplit(link)
        assert reference in (unquote(parts.fragment), dict(parse_qsl(parts.query)).get("activeCell"))
        assert (parts.path, parts.netloc) == (urlsplit(links.workbook).path, urlsplit(links.workbook).netloc)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://c.sharepoint.com/s/plan.xlsx", "https://c.sharepoint.com/s/plan.xlsx?activeCell=%27R15%27%21F35"),
        (
            "https://c.sharepoint.com/:x:/r/p.xlsx?d=w1&csf=1",
            "https://c.sharepoint.com/:x:/r/p.xlsx?d=w1&csf=1&activeCell=%27R15%27%21F35",
        ),
        (
            "https://c.gov.uk/p.xlsx?activeCell=A1&d=%20#top",
            "https://c.gov.uk/p.xlsx?d=%20&activeCell=%27R15%27%21F35#top",
        ),
        ("HTTP://c.gov.uk/my plan.xlsx", "http://c.gov.uk/my%20plan.xlsx?activeCell=%27R15%27%21F35"),
        ('https://c.gov.uk/"><script>', "https://c.gov.uk/%22%3E%3Cscript%3E?activeCell=%27R15%27%21F35"),
    ],
)
def test_a_web_link_opens_at_the_cell_and_keeps_what_it_asks_for(url, linked):
    assert WebLinks(url).cell("R15", "F35") == linked


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///P:/plan.xlsx",
        "P:\\plan.xlsx",
        "",
        "https://",
        "ftp://x.gov.uk/p.xlsx",
        "https://x.gov.uk/\nBcc: y",
        "https://[x/",
        "https://jo:secret@x.gov.uk/p.xlsx",
        'https://x"y/p.xlsx',
    ],
)
def test_a_link_that_is_not_to_a_web_page_is_refused(url):
    with pytest.raises(InputError, match="link"):
        WebLinks(url)


# --------------------------------------------------------------------------------------------- names of files


def files_for(*names: str) -> list[str]:
    plan = replace(base(), people=people_rows([(name, "", f"p{place}@x.gov.uk") for place, name in enumerate(names)]))
    return list(file_names(Directory(plan).people).values())


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Jo Bloggs", "Jo Bloggs.eml"),
        ("CON", "_CON.eml"),
        ("nul.txt", "_nul.txt.eml"),
        ("com1", "_com1.eml"),
        ('a<b>c:d"e/f\\g|h?i*', "a-b-c-d-e-f-g-h-i-.eml"),
        ("Jo B. ", "Jo B.eml"),
        ("..", "p0.eml"),
        ("", "p0.eml"),
        ("../../etc/passwd", "-..-etc-passwd.eml"),
        ("Ren\u00e9e", "Ren\u00e9e.eml"),
        ("Rene\u0301e", "Ren\u00e9e.eml"),
        ("x" * 300, "x" * 120 + ".eml"),
        ("\u5f20" * 300, "\u5f20" * 40 + ".eml"),
        ("Jo\u202eexe.", "Joexe.eml"),
    ],
)
def test_a_draft_is_called_after_its_person_as_windows_can_store_it(name, file):
    assert files_for(name) == [file]


def test_no_two_drafts_have_one_name_whatever_its_case():
    assert files_for("Jo", "JO", "J/o", "j:o", "Jo (2)") == [
        "Jo.eml",
        "JO (2).eml",
        "J-o.eml",
        "j-o (2).eml",
        "Jo (2) (2).eml",
    ]


def test_people_are_told_apart_by_their_address():
    (person,) = Directory(replace(base(), people=people_rows([("Jo", "", "Jo@X.gov.uk")]))).people
    assert isinstance(person, Person) and person.key == "jo@x.gov.uk"
