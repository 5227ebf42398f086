"""The Word report: everything of the plan is in it, as text, and nothing of who made the template."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from builder import PlanBuilder, clean_plan
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from paper import council_template, edition, headers_of, parts_of, retyped, text_of

from plan_workbook.errors import InputError
from plan_workbook.package.archive import packed_entry, write_archive
from plan_workbook.plan.model import Plan
from plan_workbook.publishing.templates import shipped
from plan_workbook.publishing.word.report import TEMPLATE, word_report
from plan_workbook.reading import read_plan

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "workbooks" / "improvement-plan-2017-12.xlsx"
HOSTILE = (
    "{{ 7*7 }} {% for x in y %} {_{ 1 }_} {%p if x %} {#p note #}",
    "<w:p/></w:t></w:r> & &amp; ]]> \"'",
    "=cmd()|' /C calc'!A0",
    "\u0634\u0643\u0631\u0627 \u05e9\u05dc\u05d5\u05dd",
    "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "https://example.org/a?b=c&d",
    "r p tr tc }} %}",
)


@pytest.fixture(scope="module")
def example() -> Plan:
    return read_plan(EXAMPLE)


@pytest.fixture(scope="module")
def report(example) -> bytes:
    return word_report(edition(example, draft=True))


def test_every_recommendation_and_indicator_and_what_is_to_be_done_is_in_the_report(example, report):
    said = text_of(report)
    shown = edition(example, draft=True)
    for item in shown.items:
        assert f"\n{item.number}\n{item.title}\n{item.lead}\n{item.rating}\n" in said
        for indicator in item.indicators:
            actual = "\n".join(filter(None, (indicator.actual or "-", indicator.period)))
            figures = (indicator.target or "-", actual, indicator.status.word)
            first, last = (indicator.number, indicator.description), (item.short_name, indicator.lead, *figures)
            row = "\n(?:[^\n]+\n)*".join(re.escape("\n".join(part)) for part in (first, last))
            assert re.search(f"\n{row}\n", said), indicator.number
    for item in (*shown.exceptions, *shown.others):
        assert f"\n{item.name}\n{item.title}\n" in said
        assert all(f"\n{paragraph}\n" in said for paragraph in item.progress)
        for action in item.actions:
            more = [f"First due {action.first_due}"] if action.first_due else []
            more += [f"Completed {action.completed}"] if action.completed else []
            dates = "\n".join([action.start or "-", action.due or "-", *more])
            assert f"\n{action.ref}\n{action.text}\n{action.lead}\n{dates}\n{action.rating}\n" in said
    assert len(shown.exceptions) + len(shown.others) + len(shown.closed) == len(shown.items)
    assert f"\n{shown.closed_in_words}\n" in said


def test_what_was_before_has_a_column_only_if_something_is_known_of_it(report):
    with_it = text_of(word_report(edition(clean_plan().indicator(previous="80%").read())))
    assert "\nPrevious\n" in with_it and "\n80%\n" in with_it
    said = text_of(report)
    assert not {"Previous", "Rated before", "Over time", "Recommendations now"} & set(said.split("\n"))


def test_without_a_report_date_it_is_not_said_that_no_action_is_overdue():
    plans = (clean_plan(1, report_date=date).read() for date in ("31/12/2017", ""))
    dated, undated = (text_of(word_report(edition(plan, draft=True))) for plan in plans)
    assert "\nActions\n0\n0\n0\n1\n1\n0\n" in dated and "\nActions\n0\n0\n0\n1\n1\n-\n" in undated


def test_the_key_has_a_column_for_confidence_only_if_the_plan_says_something_of_it(report):
    plan = clean_plan().rating("G", "On track", "on track", "#A9D18E").read()
    without = text_of(word_report(edition(plan, draft=True)))
    assert "\nConfidence\n" in text_of(report) and "\nConfidence\n" not in without


def test_what_a_report_repeats_of_the_summary_is_in_its_words(example, report):
    said = text_of(report)
    shown = edition(example, draft=True)
    for text in (shown.title, shown.verdict, " ".join(shown.sentences), *shown.successes, *shown.challenges):
        assert f"\n{text}\n" in f"\n{said}\n"
    for text in shown.workings:
        assert f"\n{text}\n" in f"{said}\n"
    for point in (*shown.attention, *shown.due_next):
        assert f"\n{point.owner}\n{point.kind}\n{point.how}\n" in said
        assert f"\n{point.name}\n{point.what[:50]}" in said


@pytest.mark.slow
def test_the_same_edition_gives_the_same_bytes_without_a_clock(example, report):
    assert word_report(edition(example, draft=True)) == report
    assert (
        b"1980" not in parts_of(report)["docProps/core.xml"] and b"dcterms" not in parts_of(report)["docProps/core.xml"]
    )


def test_a_draft_says_so_in_its_header_and_a_final_report_nowhere(report):
    assert headers_of(report) == ["DRAFT"]
    assert "DRAFT, not for circulation: 6 errors are open" in text_of(report)
    final = word_report(edition(clean_plan(2).read()))
    assert headers_of(final) == [""]
    assert not any(b"DRAFT" in part for part in parts_of(final).values())


def test_texts_arrive_as_texts_whatever_they_look_like():
    plan = clean_plan(1)
    for text in HOSTILE:
        plan.recommendation(title=text, lead=text, progress=f"{text}\n\nand {text}")
        plan.indicator(number=text, description=text, comment=text).action(objective=text, text=text, comment=text)
    plan.set(title=HOSTILE[0], key_successes="\n\n".join(HOSTILE))
    report = word_report(edition(plan.read(), draft=True))
    said = text_of(report)
    for text in HOSTILE:
        assert said.count(text) >= 8
    assert docx.Document(BytesIO(report)).core_properties.title == HOSTILE[0]


def test_no_text_becomes_a_link():
    report = word_report(edition(clean_plan(1).recommendation(progress=HOSTILE[5]).read()))
    assert HOSTILE[5] in text_of(report)
    parts = parts_of(report)
    assert not any(b"External" in part for name, part in parts.items() if name.endswith(".rels"))
    assert b"<w:hyperlink" not in parts["word/document.xml"] and b"HYPERLINK" not in parts["word/document.xml"]


def test_line_breaks_stay_and_what_steers_a_printer_goes():
    shown = edition(clean_plan(1).recommendation(title="First line\nSecond line").read())
    item = shown.items[-1]
    progress = ("a\tb", "bell\athere", "feed\fthere")
    report = word_report(replace(shown, items=(replace(item, progress=progress),)))
    assert "First line\nSecond line" in text_of(report)
    assert "\na\tb\nbellthere\nfeedthere\n" in text_of(report)
    assert b'w:br w:type="page"' not in parts_of(report)["word/document.xml"]


def test_a_text_of_thirty_thousand_characters_is_all_there_and_its_row_may_go_on_on_the_next_page():
    long = "An honest word. " * 1875
    plan = clean_plan(1).action(text=long.strip(), ref="long").action(text="Short", ref="short")
    report = word_report(edition(plan.read(), draft=True))
    assert long.strip() in text_of(report)
    rows = {
        "".join(row.cells[0].text): row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        for table in docx.Document(BytesIO(report)).tables
        for row in table.rows
    }
    assert rows["short"] and not rows["long"]


def test_every_table_has_a_heading_row_that_is_repeated_and_says_in_words_what_it_shows(report):
    tables = docx.Document(BytesIO(report)).tables
    assert len(tables) > 30
    for table in tables:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
        assert all(cell.text for cell in table.rows[0].cells)


def test_a_rating_is_written_in_the_ink_that_reads_better_on_its_colour():
    plan = clean_plan(1)
    plan.rating("G", "Fine", "on track", "#A9D18E").rating("C", "Done", "complete", "#1F3864")
    document = docx.Document(BytesIO(word_report(edition(plan.recommendation(rating="C").read(), draft=True))))
    inks = {
        cell.text: {run.font.color.rgb for paragraph in cell.paragraphs for run in paragraph.runs}
        for table in document.tables
        for cell in table._cells
        if cell.text in ("Fine", "Done")
    }
    assert inks == {"Fine": {RGBColor(0, 0, 0)}, "Done": {RGBColor(0xFF, 0xFF, 0xFF)}}
    assert not any(shade.get(qn("w:color")) == "cellbg" for shade in document.element.iter(qn("w:shd")))


@pytest.mark.parametrize("steps", [7, 8])
def test_ratings_stand_below_one_another_once_their_words_would_break(steps):
    plan = clean_plan(1)
    for step in range(steps):
        plan.rating("ABCDEFGH"[step], f"Step {step}", "complete" if not step else "on track", "#A9D18E")
    plan.recommendation(rating="B").action(rating="C")
    tables = docx.Document(BytesIO(word_report(edition(plan.read(), draft=True)))).tables
    table = next(table for table in tables if table.rows[0].cells[0].text == "RAG")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    if steps == 7:
        assert rows[0] == ["RAG", *(f"Step {step}" for step in range(7)), "Total", "Overdue"]
    else:
        assert rows[0] == ["RAG", "Recommendations", "Actions"]
        assert ["Step 1", "1", "0"] in rows and ["Step 2", "0", "1"] in rows
        assert [row[0] for row in rows[-2:]] == ["Total", "Overdue"] and rows[-1][1] == "-"


def test_a_plan_without_anything_makes_a_report():
    said = text_of(word_report(edition(PlanBuilder(report_date="", key_successes="").read(), draft=True)))
    assert "without a readable report date, nothing can be counted as overdue" in said
    assert "Key successes\nKey challenges\nNone given." in said


# --------------------------------------------------------------------------------------------- names


def signed(document: Document) -> None:
    """A template as it comes from somebody's desk: names in properties, remarks, changes and paths."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Jane Editor"
    properties.comments = properties.keywords = properties.category = "Jane Editor's"
    document.add_comment(document.paragraphs[3].runs, text="Really? Jane Editor", author="Jane Editor", initials="JE")
    author = 'w:id="7" w:author="Jane Editor" w:date="2026-01-01T00:00:00Z"'
    inserted = f"<w:ins {nsdecls('w')} {author}><w:r><w:t>Typed later</w:t></w:r></w:ins>"
    deleted = f"<w:del {nsdecls('w')} {author}><w:r><w:delText>Taken out</w:delText></w:r></w:del>"
    paragraph = document.add_paragraph("Last line. ")
    paragraph._p.append(parse_xml(inserted))
    paragraph._p.append(parse_xml(deleted))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package, settings = document.part.package, document.settings.element
    for name in ("custom", "app"):
        kind = {"custom": "custom-properties", "app": "extended-properties"}[name]
        part = Part(PackURI(f"/docProps/{name}.xml"), "application/xml", b"<a>Jane Editor, Company Ltd</a>", package)
        package.relate_to(part, f"{office}/{kind}")
    part = Part(PackURI("/word/people.xml"), "application/xml", b"<a>Jane Editor</a>", package)
    document.part.relate_to(part, "http://schemas.microsoft.com/office/2011/relationships/people")
    target = "file:///C:/Users/Jane%20Editor/Normal.dotm"
    key = document.part._settings_part.relate_to(target, f"{office}/attachedTemplate", is_external=True)
    settings.insert(0, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{key}"/>'))


def test_a_plan_too_large_for_a_report_is_refused_in_a_sentence_with_what_to_publish_instead(example):
    told = edition(example, draft=True)
    many = told.figures._replace(actions={"Green": 2_000}, indicators={"On target": 1_001})
    large = replace(told, figures=many)
    with pytest.raises(InputError) as refused:
        word_report(large)
    assert str(refused.value) == (
        "The plan has 3,001 actions and indicators, and a Word report or PDF can hold 3,000: publish it as a workbook "
        "(.xlsx) or a web page (.html)."
    )


def test_the_names_of_the_templates_authors_are_not_published(tmp_path):
    path = council_template(tmp_path / "ours.docx", signed)
    assert sum(b"Jane" in part for part in parts_of(path.read_bytes()).values()) >= 7
    report = word_report(edition(clean_plan(1).read()), path)
    for name, part in parts_of(report).items():
        assert b"Jane" not in part and b"Company Ltd" not in part, name
    assert "Last line. Typed later" in text_of(report) and "Taken out" not in text_of(report)


def test_the_properties_are_ours_and_nobodys(report):
    properties = docx.Document(BytesIO(report)).core_properties
    assert properties.title == "Children's Services Improvement Plan 2017-18"
    assert (properties.subject, properties.language) == ("December 2017", "en-GB")
    assert not any((properties.author, properties.last_modified_by, properties.comments, properties.keywords))
    assert properties.created is None and properties.modified is None
    assert "docProps/app.xml" not in parts_of(report)


# --------------------------------------------------------------------------------------------- templates of a council


def own_look(document: Document) -> None:
    """Another font, and the key to the ratings taken out."""
    document.styles["Normal"].font.name = "Arial"
    body = document.element.body
    headings = {p.text: p._p for p in document.paragraphs if p.style.name == "Heading 1"}
    start, end = headings["What the ratings mean"], headings["How the figures are worked out"]
    for each in list(body)[list(body).index(start) : list(body).index(end)]:
        body.remove(each)


def test_a_council_puts_its_own_look_in_and_takes_a_section_out(tmp_path):
    path = council_template(tmp_path / "Our look.docx", own_look)
    report = word_report(edition(clean_plan(1).read()), path)
    assert docx.Document(BytesIO(report)).styles["Normal"].font.name == "Arial"
    assert "What the ratings mean" not in text_of(report) and "How the figures are worked out" in text_of(report)


def test_a_template_written_for_the_report_as_it_was_still_makes_that_report(example):
    """With the names and the order of before: headline, lists, overview, and a chapter for each recommendation."""
    shown = edition(example, draft=True)
    said = text_of(word_report(shown, Path(__file__).with_name("template-of-2026.docx")))
    for text in (*shown.sentences, *(f"{item.name}\n{item.title}" for item in shown.items), *shown.workings):
        assert f"\n{text}\n" in f"{said}\n"
    for action in (action for item in shown.items for action in item.actions):
        assert f"\n{action.ref}\n{action.text}\n{action.lead}\n" in said


def without_header(document: Document) -> None:
    document.sections[0].header.is_linked_to_previous = True
    document.sections[0].different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True


def without_page(document: Document) -> None:
    """As some other programs save it: nothing said of the page."""
    for each in list(document.element.body.iter(qn("w:sectPr"))):
        each.getparent().remove(each)


def test_a_draft_says_so_on_every_page_also_where_the_template_has_no_header(tmp_path):
    path = council_template(tmp_path / "bare.docx", without_header)
    assert headers_of(path.read_bytes()) == []
    report = word_report(edition(clean_plan(1).read(), draft=True), path)
    assert [text.strip() for text in headers_of(report)] == ["DRAFT"] * 3


def test_a_draft_says_so_also_where_the_template_says_nothing_of_its_page(tmp_path):
    path = council_template(tmp_path / "plain.docx", without_page)
    report = word_report(edition(clean_plan(1).read(), draft=True), path)
    assert [text.strip() for text in headers_of(report)] == ["DRAFT"]


@pytest.mark.parametrize(("said", "marked"), [("DRAFTED BY Performance team", False), ("Our DRAFT, 2026", True)])
def test_the_word_drafted_is_not_taken_for_a_mark_of_a_draft(said, marked, tmp_path):
    def change(document: Document) -> None:
        header = document.sections[0].header
        for each in header.paragraphs[1:]:
            each._p.getparent().remove(each._p)
        header.paragraphs[0].text = said

    path = council_template(tmp_path / "ours.docx", change)
    report = word_report(edition(clean_plan(1).read(), draft=True), path)
    assert headers_of(report) == [said if marked else f"DRAFT\n{said}"]


def _zipped(parts: dict[str, bytes]) -> bytes:
    return write_archive(packed_entry(*each) for each in parts.items())


@pytest.mark.parametrize(
    "kind",
    [
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    ],
)
def test_a_dotx_or_docm_makes_a_plain_document(kind, tmp_path):
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = parts_of(shipped(TEMPLATE).read_bytes())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(main, kind)
    (tmp_path / "ours.dotx").write_bytes(_zipped(parts))
    report = word_report(edition(clean_plan(1).read()), tmp_path / "ours.dotx")
    assert main in parts_of(report)["[Content_Types].xml"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{ item.title or", "{{ item.titel or", ("near '{{ item.titel or ", "has no attribute 'titel'")),
        ("{{ warning }}", "{{ warnning }}", ("near '{{ warnning }}", "'warnning' is undefined")),
        ("{%p for item in others %}", "{%p fro item in others %}", ("near '", "unknown tag 'fro'")),
        ("{{ warning }}", "{{ warning }", ("{{ warning }", "has a brace without its pair")),
        ("{{ title }}", "{{ title }", ("'{{ title }' has a brace without its pair",)),
        ("{{ title }}", "{ title }}", ("'{ title }}' has a brace without its pair",)),
        ("{{ title }}", "{ {title}}", ("has a brace without its pair",)),
        ("{{ title }}", "title}{", ("has a brace without its pair",)),
        ("{{ title }}", "{{ title %}", ("has a brace without its pair",)),
        ("{%tr for item in items %}", "{%p for item in items %}", ("compare it with the one that ships",)),
        ("{{ warning }}", "{{r warning }}", ("'DRAFT, not for circulation' would be outside any text",)),
        ("{{ warning }}", "{{ warning.__class__ }}", ("near '{{ warning.__class__ }}", "unsafe")),
        ("{{ warning }}", "{{ warning + 1 }}", ("near '{{ warning + 1 }}",)),
        ("{{ warning }}", "{{ range(10**9)|list }}", ("Range too big",)),
        ("{{ warning }}", "{{ warning|picture(3, 1) }}", ("only a bar and a trend have a picture",)),
        ("{{ warning }}", "{{ bars[0]|picture(99, 1) }}", ("a picture is up to 28 cm wide and 20 cm high",)),
        ("{{ title }}", "{{ title[items * 20] }}", ("near '{{ title[items * 20] }}",)),
        ("{{ title }}", "{{ title }\u202e\ufeff", ("has a brace without its pair",)),
    ],
)
def test_a_template_with_a_slip_says_what_and_where_in_one_sentence(old, new, said, tmp_path):
    path = council_template(tmp_path / "ours.docx", retyped(old, new))
    with pytest.raises(InputError) as error:
        word_report(edition(clean_plan(2).read(), draft=True), path)
    assert all(words in str(error.value) for words in said), str(error.value)
    assert re.fullmatch(f"The template {re.escape(str(path))} can't be filled in[^\n]*\\.", str(error.value))
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 1_000


_TO_A_FOOTER = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>
</Relationships>"""
_TO_THE_TYPES = _TO_A_FOOTER.replace(b"footer1.xml", b"/[Content_Types].xml")


def _template(name: str) -> bytes:
    whole, theme = shipped(TEMPLATE).read_bytes(), "word/theme/theme1.xml"
    rels, footer = "word/_rels/document.xml.rels", "word/footer1.xml"
    parts = parts_of(whole)
    middle = whole.index(b"word/document.xml") + 500
    streams = "EncryptedPackage".encode("utf-16-le")
    ole = bytes.fromhex("d0cf11e0a1b11ae1")
    return {
        "text": b"Dear all",
        "empty": b"",
        "cut off": whole[:9000],
        "garbled": whole[:middle] + b"????" + whole[middle + 4 :],
        "damaged in a part that stays as it is": _zipped(
            parts | {theme: parts[theme].replace(b"xmlns:a=", b"xmlns:b=")}
        ),
        # lxml lets the first pass if it has something to say about the second
        "with a prefix that means nothing": _zipped(
            parts | {footer: parts[footer].replace(b"<w:pStyle ", b'<w:pStyle x:y="1" ').replace(b"preserve", b"keep")}
        ),
        "one part taken for another": _zipped(parts | {rels: parts[rels].replace(b"settings.xml", b"numbering.xml")}),
        "a footer that a header uses too": _zipped(parts | {"word/_rels/header1.xml.rels": _TO_A_FOOTER}),
        "a list of parts that is a part": _zipped(parts | {"word/theme/_rels/theme1.xml.rels": _TO_THE_TYPES}),
        "without the header that it refers to": _zipped({name: parts[name] for name in parts if name != rels}),
        "a megabyte of spaces too many": _zipped(
            parts | {theme: parts[theme].replace(b"</a:theme>", b" " * (4 << 20) + b"</a:theme>")}
        ),
        "a workbook": EXAMPLE.read_bytes(),
        "encrypted": ole + streams,
        "old": ole + b"WordDocument",
    }[name]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("text", "is not a Word document"),
        ("empty", "is not a Word document"),
        ("cut off", "is damaged"),
        ("garbled", "is damaged"),
        ("damaged in a part that stays as it is", "is damaged"),
        ("with a prefix that means nothing", "is damaged"),
        ("one part taken for another", "is damaged"),
        ("a footer that a header uses too", "is damaged"),
        ("a list of parts that is a part", "is damaged"),
        ("without the header that it refers to", "is damaged"),
        ("a megabyte of spaces too many", r"has 4\.\d MB of text and formatting, but a template may have 1\.6 MB"),
        ("a workbook", "is not a Word document"),
        ("encrypted", "is protected with a password"),
        ("old", "is in an old format of Word"),
    ],
)
def test_a_file_that_is_not_a_template_is_refused_in_a_sentence(name, said, tmp_path):
    path = tmp_path / f"{name}.docx"
    path.write_bytes(_template(name))
    with pytest.raises(InputError, match=rf"^The template {re.escape(str(path))} {said}: [^\n]+\.$"):
        word_report(edition(clean_plan(1).read(), draft=True), path)


@pytest.mark.slow
def test_a_template_of_very_many_elements_is_filled_in_within_seconds(tmp_path):
    parts = parts_of(shipped(TEMPLATE).read_bytes())
    shade = b'<w:shd w:val="clear" w:color="auto" w:fill="E8ECF6"/>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(shade, shade * 40_000, 1)
    (tmp_path / "ours.docx").write_bytes(_zipped(parts))
    said, start = edition(clean_plan(1).read()), time.process_time()
    assert word_report(said, tmp_path / "ours.docx")
    assert time.process_time() - start < 5


def test_a_template_that_is_not_there_is_named(tmp_path):
    for path in (tmp_path / "none.docx", tmp_path):
        with pytest.raises(InputError, match=rf"^The template {re.escape(str(path))} can't be read \(.+\): .+\.$"):
            word_report(edition(clean_plan(1).read()), path)
