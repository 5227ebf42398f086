"""The content of a plan that may be published, and the content that may not."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest
from builder import PlanBuilder, clean_plan, editing
from checking.in_memory import in_memory
from editions import edition

from plan_workbook.board.figures import figures
from plan_workbook.plan.history_line import History, HistoryLine, Kind
from plan_workbook.publishing.formats import Format, published
from plan_workbook.publishing.redaction import LEFT_OUT, redacted
from plan_workbook.reading import read_plan


def with_people() -> PlanBuilder:
    plan = clean_plan().person("Jane Roe", "Head of Assessment", "Jane.Roe+plan@council.test")
    return plan.person("", "Board clerk", "clerk@council.test").accept("missing-start-date", "R01 a", "Agreed by Abe")


def test_people_acceptances_and_remarks_stay_at_home():
    clean = redacted(with_people().severity("missing-start-date", "note").read()).plan
    assert (clean.people, clean.accepted, clean.severities, clean.observations, clean.sheets) == ((), (), (), (), ())
    assert b"council.test" not in pickle.dumps(clean)
    assert b"Agreed by Abe" not in pickle.dumps(clean)


def test_the_figures_are_those_of_the_plan():
    plan = with_people().read()
    assert figures(redacted(plan).plan) == figures(plan)


@pytest.mark.parametrize(
    ("typed", "published"),
    [
        ("Ask jane.roe+plan@COUNCIL.test.", "Ask Jane Roe."),
        ("mailto:clerk@council.test", "Board clerk"),
        ("<clerk@council.test>, or o'neil@x-y.gov.uk", f"<Board clerk>, or {LEFT_OUT}"),
        ("Ren\u00e9e@caf\u00e9.example", LEFT_OUT),
        ("jo@\u200bcoun\u00adcil.gov.\u2060uk", LEFT_OUT),
        ("3 @ \u00a32 each, and a@b", "3 @ \u00a32 each, and a@b"),
        ("@mention", "@mention"),
        ("clerk\u200b@coun\u00adcil.test", "Board clerk"),
        ("clerk\uff20council.test", "Board clerk"),
        ("See clerk%40council.test", "See Board clerk"),
        ("jo@cafe\u0301.example", LEFT_OUT),
        ("Ask clerk @ council.test.", "Ask Board clerk."),
        ("Ask clerk@\ncouncil.test, or jo\n@\nx.gov.uk", f"Ask Board clerk, or {LEFT_OUT}"),
        ("jo\u00a0@\u00a0x.gov.uk", LEFT_OUT),
        ("clerk&#64;council.test", "Board clerk"),
        ("clerk&#x0040;council.test, jo&commat;x.gov.uk; jo&amp;#64;x.gov.uk", f"Board clerk, {LEFT_OUT}; {LEFT_OUT}"),
        ('"clerk"@council.test, "jo bloggs"@x.gov.uk', f"Board clerk, {LEFT_OUT}"),
        ("(clerk)@council.test, jo@[10.0.0.1], jo@(x.gov.uk)", f"Board clerk, {LEFT_OUT}, {LEFT_OUT}"),
        (
            "jo[@]x.gov.uk or jo [at] x.gov.uk or jo (AT) x [dot] gov (dot) uk",
            f"{LEFT_OUT} or {LEFT_OUT} or {LEFT_OUT}",
        ),
        ("[jo]@[x.gov.uk] <jo>@x.gov.uk", f"{LEFT_OUT} {LEFT_OUT}"),
        ("clerk&#64;a day &amp; 5&#64;", "clerk&#64;a day &amp; 5&#64;"),
        ("We met @ school.The head (at 9.30) agreed", "We met @ school.The head (at 9.30) agreed"),
        ("5 @ 3.50, 2 @ 9.am, 10 (at least) a.b", "5 @ 3.50, 2 @ 9.am, 10 (at least) a.b"),
        ("10 m\u00b2 and \u00bd, \u0641\u0627\u200c\u0631", "10 m\u00b2 and \u00bd, \u0641\u0627\u200c\u0631"),
    ],
)
def test_an_email_address_becomes_the_name_the_plan_has_for_it_or_is_left_out(typed, published):
    plan = with_people()
    plan.recommendation(progress=typed)
    clean = redacted(in_memory(plan))
    assert clean.plan.recommendations[1].progress[0].text == published
    assert bool(clean.addresses) is (typed != published)


def test_words_that_are_struck_through_stay_at_home():
    plan = clean_plan().recommendation(progress="The freeze has ended. It goes on.").read()
    owner = plan.recommendations[1]
    struck = replace(owner.progress[0], standing="It goes on.")
    named = replace(owner.lead, standing="")
    owner = replace(owner, progress=(struck,), inputs={**owner.inputs, "lead": named})
    clean = redacted(replace(plan, recommendations=(plan.recommendations[0], owner))).plan
    assert clean.recommendations[1].progress[0].text == "It goes on."
    assert clean.recommendations[1].lead.text == ""
    assert b"freeze" not in pickle.dumps(clean)


def test_an_address_is_known_where_people_gives_it_with_a_name_or_with_a_second_one():
    plan = clean_plan().person("Jane Roe", "", "Jane Roe <jane@x.test>").person("Jo", "", "jo@x.test; j@y.test")
    plan.recommendation(progress="jane@x.test, JO@x.test and j@y.test")
    assert redacted(plan.read()).plan.recommendations[1].progress[0].text == "Jane Roe, Jo and Jo"


def test_what_is_typed_in_place_of_an_address_stays_what_it_is_elsewhere():
    plan = clean_plan().person("Jane Roe", "", "n/a").recommendation(progress="n/a, ask jo@x.test")
    assert redacted(plan.read()).plan.recommendations[1].progress[0].text == f"n/a, ask {LEFT_OUT}"


def test_every_cell_that_held_an_address_is_named(tmp_path):
    plan = with_people().indicator(comment="clerk@council.test", description="See a@x.test and b@x.test")
    path = plan.write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        where = {book.cell("R01", "Indicators", 2, heading).coordinate for heading in ("Comment", "Description")}
    assert set(redacted(read_plan(path)).addresses) == {f"R01!{cell}" for cell in where}


def test_no_address_goes_out_as_the_unit_of_a_number(tmp_path):
    plan = clean_plan().indicator(actual="12 kim@x.test", target="14 kim@x.test", unit="kim@x.test")
    path = plan.write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        book.cell("R01", "Indicators", 2, "Target").number_format = '0" kim@x.test"'
    assert b"x.test" not in pickle.dumps(redacted(read_plan(path)).plan)


def test_a_lead_given_by_address_goes_out_by_name():
    plan = with_people().recommendation(lead="clerk@council.test")
    lead = redacted(plan.read()).plan.recommendations[1].lead
    assert (lead.text, lead.value) == ("Board clerk", ("Board clerk",))


def test_what_no_document_can_hold_is_dropped_and_line_breaks_are_kept(tmp_path):
    path = clean_plan().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        book.type("R01", "Progress", 1, "Progress", "One\nTwo_x0007__x000B_ three")
    assert redacted(read_plan(path)).plan.recommendations[0].progress[0].text == "One\nTwo three"


def test_sheets_get_the_names_of_a_new_workbook_whatever_they_were_renamed_to(tmp_path):
    path = clean_plan(2).write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        book["R01"].title = "Jane's, do not send"
    clean = redacted(read_plan(path)).plan
    assert [each.sheet for each in clean.recommendations] == ["R01", "R02"]
    assert {read.sheet for each in clean.actions for read in (each.ref, each.rating)} == {"R01", "R02"}


def test_a_number_that_holds_an_address_gives_it_to_no_sheet():
    clean = redacted(clean_plan().recommendation(number="2 jo@x.test").read()).plan
    assert [each.sheet for each in clean.recommendations] == ["R01", f"R2 -{LEFT_OUT[1:-1]}-"]


def test_a_long_text_is_gone_through_quickly():
    for typed in (
        "x" * 32_000 + " @" + "a" * 500,
        "a @ " * 8_000 + "a",
        " " * 32_000 + "a",
        "a@b" + " [dot] b" * 3_500 + " a",
        '"' * 32_000 + "@a",
    ):
        plan = clean_plan().recommendation(progress=typed).read()
        assert redacted(plan).plan.recommendations[1].progress[0].text.endswith("a")


def remembering_addresses():
    """A plan with a history in which addresses were typed as periods, units and references."""
    plan = with_people().indicator(number="CSC 9", unit="%", actual="80%")
    for month, period in ((9, "kim@x.test"), (10, "clerk@council.test"), (11, "for kim @ x.test")):
        day = f"30/{month:02}/2017" if month != 10 else "31/10/2017"
        plan.past(day, "Indicator", "CSC 9", period=period, actual="70%", status="kim@x.test")
        plan.past(day, "Indicator", "kim@x.test", period=period, actual="12 kim@x.test")
        plan.past(day, "Recommendation", period=period, rating="A")
    return plan.read()


def test_an_address_typed_as_a_period_goes_out_in_no_trend_tile_or_sentence():
    made = edition(remembering_addresses())
    (line,) = [each for each in made.items[0].indicators if each.number == "CSC 9"]
    assert line.trend is not None and made.items[0].trend is not None
    assert [point.period for point in line.trend.points] == [
        LEFT_OUT,
        "Board clerk",
        f"for {LEFT_OUT}",
        "December 2017",
    ]
    assert "kim" not in repr((made.tiles, made.matrices, made.told.glance.then, made.items[0].trend, line.over_time))
    page = published(made, Format.HTML).decode()
    assert "x.test" not in page and "council.test" not in page and "Board clerk" in page


def test_a_history_is_cleaned_when_it_is_asked_for_and_each_text_once():
    asked, cleaned = [], []
    day = date(2017, 11, 30)
    lines = [HistoryLine("kim@x.test", day, Kind.RECOMMENDATION, str(number)) for number in range(1000)]
    history = History(lambda: asked.append(1) or lines).with_texts(lambda text: cleaned.append(text) or text.upper())
    assert (asked, cleaned) == ([], [])
    assert history.periods == {day: "KIM@X.TEST"} and len(history.lines) == 1000
    assert asked == [1] and cleaned.count("kim@x.test") == 1
