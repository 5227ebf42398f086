"""Makes the Word template of the highlight report that ships, ``templates/highlight-report.docx``.

`docs/generate.py` calls it. This is what a council sees in Word: tags where the content goes, in named styles through
which its look can be changed.
"""

from __future__ import annotations

from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt

from plan_workbook import layout
from plan_workbook.publishing.word.anonymous import give_properties, make_anonymous
from plan_workbook.publishing.word.first_page import (
    COUNTS,
    HOW,
    LEFT,
    RIGHT,
    SHARES,
    WHAT,
    WHERE,
    WHO,
    WHY,
)
from plan_workbook.publishing.word.report import stored
from plan_workbook.publishing.word.template.look import MARGIN, PAPER, columns, give_look, one_column
from plan_workbook.publishing.word.template.tables import (
    Column,
    counts,
    keep_with_next,
    last_row,
    matrix,
    swatches,
    table,
    tiles,
)
from plan_workbook.writing.formats import PALE
from plan_workbook.writing.worksheets import LANGUAGE

NOTE = (
    "{#p How to change this template: give the styles the look you want, put your logo into the header, move, remove "
    "or reword whatever you like. Anything in curly brackets is filled in; plan-workbook help publishing lists "
    "what you can use. A line or a table row with for, if, else, endfor or endif repeats or leaves out the text up to "
    "its end, and is not printed. "
    "This note is not printed. #}"
)

_ATTENTION, _MOVED = layout.SECTIONS["attention"], f"{layout.SECTIONS['moved']} {{{{ since }}}}"
_ALARM = "not point.kind.fill"
"""The condition under which the reason for being listed stands out."""
MOST_COLUMNS = 7
"""Ratings that fit next to one another; if there are more, their words would break, so they are put in rows."""
_FEW_RATINGS = f"key|length <= {MOST_COLUMNS}"
"""The condition under which they fit so."""
_WIDE = PAPER[0] - 2 * MARGIN
_BEFORE = "{% if first_page.since %} and before, in {{ first_page.since }}{% endif %}"
_COUNTED = "{% if bar.now %}{{ bar.name }}{% else %}in {{ bar.period }}{% endif %}"
"""What a bar is about, as the Summary says it: one of an earlier period is below that of now."""
_OVERDUE = "{{ '-' if tiles[1].figure is none else figures.overdue }}"
"""How many actions are overdue; it is not known without a report date."""
_BAR, _LINE = "(3.5, 0.46)", "(2.3, 0.6)"
"""The sizes of pictures, in centimetres."""


def highlight_report() -> bytes:
    """Return the template; every call gives the same bytes."""
    document = docx.Document()
    make_anonymous(document)
    give_look(document)
    _first_page(document)
    _second_page(document)
    _overview(document)
    _measured(document)
    _exceptions(document)
    _others(document)
    _the_rest(document)
    _key(document)
    give_properties(document, "Highlight report", "Template", LANGUAGE)
    return stored(document)


# --------------------------------------------------------------------------------------------- page one


def _first_page(document: Document) -> None:
    _tag(document, NOTE)
    document.add_paragraph("{{ title }}", "Title")
    document.add_paragraph("{{ facts|join('   |   ') }}", "Subtitle")
    _tag(document, "{%p if draft %}")
    document.add_paragraph("{{ warning }}", "Warning")
    _tag(document, "{%p endif %}")
    document.add_paragraph("{{ verdict }}", "Verdict")
    tiles(
        document,
        "Four figures: how many are off track or at risk, overdue, off target and in doubt, and how many were before",
        [f"tiles[{place}]" for place in range(4)],
        _WIDE,
    )
    _decisions_at_a_glance(document)
    trust = document.add_paragraph("", "Trust")
    trust.add_run(f"{layout.SECTIONS['trust']} ").bold = True
    trust.add_run("{{ trust }}.")
    _begin_section(document)
    columns(document.sections[-1], LEFT, RIGHT)
    caption = document.add_paragraph(f"Ratings now{_BEFORE}", "Caption")
    caption.paragraph_format.space_before = Pt(0)  # at the top of a column only some programs leave it out
    _bars(document, "not bar.of_indicators")
    _matrix_beside(document)
    _begin_section(document)
    one_column(document.sections[-1])
    document.add_heading(_ATTENTION, 1)
    _tag(document, "{%p if attention %}")
    _table_of_points(document, "first_page.attention", _ALARM, "first_page.longest")
    _tag(document, "{%p if first_page.others %}")
    _more(document, "first_page.others")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p else %}")
    document.add_paragraph("{{ nothing_urgent }}")
    _tag(document, "{%p endif %}")


def _decisions_at_a_glance(document: Document) -> None:
    """Add what the board is asked to decide; if that is too long, the first of it and where the rest is."""
    label = f"{layout.SECTIONS['decisions']}: "
    _tag(document, "{%p for paragraph in first_page.decisions %}")
    each = document.add_paragraph("", "Decision")
    each.add_run(f"{{% if loop.first %}}{label}{{% endif %}}").bold = True
    each.add_run("{{ paragraph }}")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p if decisions and not first_page.decisions %}")
    later = document.add_paragraph("", "Decision")
    later.add_run(label).bold = True
    later.add_run(
        "{{ decisions[0]|truncate(100) }}"
        "{% if decisions|length > 1 %} (and {{ decisions|length - 1 }} more, on the next page){% endif %}"
    )
    _tag(document, "{%p endif %}")


def _begin_section(document: Document) -> None:
    """Begin a section on the same page, without an empty paragraph before it."""
    document.add_section(WD_SECTION.CONTINUOUS)
    *_, before, empty = document.paragraphs
    (properties,) = empty._p.iter(qn("w:sectPr"))
    before._p.get_or_add_pPr().append(properties)
    document.element.body.remove(empty._p)


def _bars(document: Document, which: str, more: float = 0.0) -> None:
    """Add the bars of some things as a table, with their counts in words; `more` is how much wider than on page one."""
    table(
        document,
        "How many have each rating or status, now and in the last period",
        (
            Column("What and when", LEFT - COUNTS - SHARES, (_COUNTED,)),
            Column("Shares", SHARES, (f"{{{{ bar|picture{_BAR} }}}}",)),
            Column("Counts", COUNTS + more, ("{{ bar.in_words }}",)),
        ),
        f"bar in bars if {which}",
    )


def _matrix_beside(document: Document) -> None:
    """Add the matrix of recommendations at the top of the second column, or the key of its colours if there is none.

    A section may not end with a table, and a tag at its end would be taken out with it.
    """
    caption = document.add_paragraph("", "Caption")
    caption.paragraph_format.space_before = Pt(0)
    caption.add_run().add_break(WD_BREAK.COLUMN)
    caption.add_run(
        f"{{% if first_page.matrix or (matrices and not {_FEW_RATINGS}) %}}{_moves('matrices[0]')}"
        f"{{% elif {_FEW_RATINGS} %}}The colours of the ratings{{% else %}}No earlier period{{% endif %}}"
    )
    _tag(document, "{%p if first_page.matrix %}")
    _matrix(document, "matrices[0]", RIGHT)
    _tag(document, f"{{%p elif {_FEW_RATINGS} %}}")
    swatches(document, "The colours of the ratings in the bars", "entry in key", "entry.rating", RIGHT)
    _tag(document, "{%p endif %}")
    document.add_paragraph(
        f"{{% if matrices %}}{_moved('matrices[0]')}{{% if not first_page.matrix %}} The next page says from what to "
        "what.{% endif %}{% else %}No earlier period to compare with: its figures come from last month's workbook or "
        "from the plan's history.{% endif %}",
        "Table Text",
    )


def _moves(name: str) -> str:
    """Return the caption of a matrix."""
    return f"{{{{ {name}.name }}}} by their rating in {{{{ {name}.since }}}} and now"


def _moved(name: str) -> str:
    """Return how many moved in a matrix, as a sentence."""
    return ", ".join(f"{{{{ {name}.{what} }}}} {what}" for what in ("moved", "added", "removed")) + "."


def _matrix(document: Document, name: str, wide: float) -> None:
    matrix(
        document,
        "How many went from the rating of a row, that of the last period, to the rating of a column, that of now",
        "Then / now",
        f"{name}.labels",
        f"{name}.number(then, now)",
        f"(key|selectattr('rating.word', 'eq', then)|map(attribute='rating.hex_fill')|list + ['{PALE[1:]}'])[0]",
        wide,
    )


def _decisions(document: Document) -> None:
    document.add_heading(layout.SECTIONS["decisions"], 1)
    _tag(document, "{%p for paragraph in decisions %}")
    document.add_paragraph("{{ paragraph }}", "List Bullet")
    _tag(document, "{%p endfor %}")


# --------------------------------------------------------------------------------------------- page two


def _second_page(document: Document) -> None:
    _tag(document, "{%p if since and first_page.whole %}")
    document.add_heading(_MOVED, 1).paragraph_format.page_break_before = True
    _tag(document, "{%p elif since %}")  # the first page runs on, so that a new one might leave it nearly empty
    document.add_heading(_MOVED, 1)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p if since %}")
    _tag(document, "{%p if moved %}")
    _table_of_points(document, "moved|foremost")
    _tag(document, "{%p if moved|others %}")
    _more(document, "moved|others")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p else %}")
    document.add_paragraph("{{ nothing_moved }}")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p if matrices and matrices[0].labels and not first_page.matrix %}")
    document.add_paragraph(_moves("matrices[0]"), "Caption")
    _matrix(document, "matrices[0]", _WIDE)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p if matrices|length > 1 and matrices[1].labels %}")
    document.add_paragraph(f"{_moves('matrices[1]')}: {_moved('matrices[1]')[:-1]}", "Caption")
    _matrix(document, "matrices[1]", _WIDE)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p if decisions and not first_page.decisions %}")
    _decisions(document)
    _tag(document, "{%p endif %}")
    due = f"{layout.SECTIONS['due']} {{{{ due_within }}}}"
    _tag(document, "{%p if since or not first_page.whole %}")
    document.add_heading(due, 1)
    _tag(document, "{%p else %}")
    document.add_heading(due, 1).paragraph_format.page_break_before = True
    _tag(document, "{%p endif %}")
    _tag(document, "{%p if due_next %}")
    _table_of_points(document, "due_next")
    _tag(document, "{%p else %}")
    document.add_paragraph("{{ nothing_due }}")
    _tag(document, "{%p endif %}")
    successes, challenges = layout.SECTIONS["successes"], layout.SECTIONS["challenges"]
    document.add_heading(f"{successes} and {challenges[:1].lower()}{challenges[1:]}", 1)
    table(
        document,
        "What went well in the period, beside what is hard",
        (_told(successes, "successes"), _told(challenges, "challenges")),
    )
    _tag(document, "{%p for detail in more %}")
    document.add_heading("{{ detail.heading }}", 1)
    _tag(document, "{%p for paragraph in detail.paragraphs %}")
    document.add_paragraph("{{ paragraph }}", "List Bullet")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endfor %}")


def _told(heading: str, name: str) -> Column:
    """Return a column with one paragraph for each point."""
    texts = (f"{{%p for paragraph in {name} %}}", "{{ paragraph }}", "{%p else %}", "None given.", "{%p endfor %}")
    return Column(heading, _WIDE / 2, texts, "Table Point")


def _more(document: Document, others: str) -> None:
    more = document.add_paragraph(
        f"And {{{{ ({others})|length }}}} more: {{{{ ({others})|in_kinds(item_word) }}}}; they are listed at the end."
    )
    more.paragraph_format.space_before = Pt(4)


def _table_of_points(document: Document, points: str, alarm: str = "", longest: int | str = 180) -> None:
    table(
        document,
        "Each item, action or indicator with its text, its owner, the reason it is listed, and details",
        (
            Column(layout.LISTED["name"], WHERE, ("{{ point.name }}",)),
            Column(layout.LISTED["what"], WHAT, (f"{{{{ point.what|truncate({longest}) }}}}",)),
            Column(layout.LISTED["owner"], WHO, ("{{ point.owner or '-' }}",)),
            Column(layout.LISTED["kind"], WHY, ("{{ point.kind }}",), "Table Number", "point.kind.hex_fill", alarm),
            Column(layout.LISTED["how"], HOW, ("{{ point.how }}",)),
        ),
        f"point in {points}",
    )


# --------------------------------------------------------------------------------------------- the two long tables


def _overview(document: Document) -> None:
    document.add_heading(f"{layout.SECTIONS['items']} {{{{ items_word|mid_sentence }}}}", 1)
    _counts_of_ratings(document)
    _tag(document, "{%p if items|selectattr('rated_before')|list %}")
    _table_of_items(document, over_time=True)
    _tag(document, "{%p elif items %}")
    _table_of_items(document, over_time=False)
    _tag(document, "{%p else %}")
    document.add_paragraph("None.")
    _tag(document, "{%p endif %}")


def _counts_of_ratings(document: Document) -> None:
    document.add_paragraph("{{ sentences|join(' ') }}")
    document.add_paragraph("{{ items_word }} and actions by rating", "Caption")
    says = "How many items of the plan and how many actions have each rating, and how many are overdue"
    _tag(document, f"{{%p if ratings|length > {MOST_COLUMNS} %}}")
    listed = table(
        document,
        says,
        (
            Column(_label("rating"), 9.0, ("{{ count.rating }}",), fill="count.rating.hex_fill"),
            Column("{{ items_word }}", 4.5, ("{{ count.recommendations }}",), "Table Number"),
            Column(layout.ACTIONS.title, 4.5, ("{{ count.actions }}",), "Table Number"),
        ),
        "count in ratings",
    )
    last_row(listed, ("Total", "{{ figures.total_recommendations }}", "{{ figures.total_actions }}"), "Table Total")
    last_row(listed, ("Overdue", "-", _OVERDUE), "Table Text")
    keep_with_next(listed.rows[-2:-1])  # so that it is not alone on the next page
    _tag(document, "{%p else %}")
    counts(
        document,
        says,
        (_label("rating"), "count in ratings", "count.rating"),
        ("Total", "Overdue"),
        (
            ("{{ items_word }}", "count.recommendations", "{{ figures.total_recommendations }}", "-"),
            (layout.ACTIONS.title, "count.actions", "{{ figures.total_actions }}", _OVERDUE),
        ),
    )
    _tag(document, "{%p endif %}")
    document.add_paragraph("One by one", "Caption")


def _table_of_items(document: Document, *, over_time: bool) -> None:
    trend = Column("Over time", 2.7, (f"{{{{ item.trend|picture{_LINE} }}}}",))
    table(
        document,
        "Every item of the plan with its lead, its rating and the counts of its actions and indicators",
        (
            Column("No.", 1.6, ("{{ item.number }}",), "Table Number"),
            Column(_label("title"), 8.0 if over_time else 10.0, ("{{ item.title|truncate(300) }}",)),
            Column(_label("lead"), 4.0, ("{{ item.lead }}",)),
            Column(_label("rating"), 2.8, (*_RATING, *_DOUBT), "Table Number", fill="item.rating.hex_fill"),
            *([trend] if over_time else []),
            Column(layout.ACTIONS.title, _WIDE - (22.9 if over_time else 22.3), ("{{ item.actions_in_words }}",)),
            Column(layout.INDICATORS.title, 3.8 if over_time else 3.9, ("{{ item.indicators_in_words }}",)),
        ),
        "item in items",
    )


def _measured(document: Document) -> None:
    document.add_heading(layout.SECTIONS["indicators"], 1)
    document.add_paragraph("Indicators by status", "Caption")
    counts(
        document,
        "How many indicators have each status, and how many different PI numbers there are",
        ("Status", "count in statuses", "count.status"),
        ("Total", "Different PI numbers"),
        ((layout.INDICATORS.title, "count.indicators", "{{ figures.total_indicators }}", "{{ figures.distinct }}"),),
    )
    _tag(document, "{%p if measured %}")
    document.add_paragraph(f"Against target now{_BEFORE}", "Caption")
    _bars(document, "bar.of_indicators", 6.0)
    document.add_paragraph("One by one, the worst first", "Caption")
    _tag(document, "{%p if measured|map(attribute='line')|selectattr('trend')|list %}")
    _table_of_indicators(document, over_time=True)
    _tag(document, "{%p elif measured|map(attribute='line')|selectattr('previous')|list %}")
    _table_of_indicators(document)
    _tag(document, "{%p else %}")
    _table_of_indicators(document, before=False)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endif %}")


def _table_of_indicators(document: Document, *, over_time: bool = False, before: bool = True) -> None:
    """Add the table, with drawings of the figures `over_time` and those of the period `before`."""
    words = layout.INDICATORS.headings
    trend = Column("Over time", 2.7, (f"{{{{ each.line.trend|picture{_LINE} }}}}",))
    line = "each.line"
    table(
        document,
        "The indicators: target, previous and actual figure, status and distance to target, those off target first",
        (
            Column(words["number"], 2.1, (f"{{{{ {line}.number }}}}",)),
            Column(
                words["description"],
                _WIDE - (22.7 if over_time else 21.0 if before else 19.0),
                (f"{{{{ {line}.description }}}}", *_OVER_TIME, *_remarks(line)),
            ),
            Column("For", 2.5, ("{{ each.item.short_name }}",), "Table Number"),
            Column(words["lead"], 3.0, (f"{{{{ {line}.lead }}}}",)),
            *(
                Column(words[key], 2.0, (f"{{{{ {line}.{key} or '-' }}}}",), "Table Number")
                for key in ("target", *(["previous"] if before else []))
            ),
            Column(
                words["actual"],
                2.1,
                (f"{{{{ {line}.actual or '-' }}}}", *_if(f"{line}.period", f"{{{{ {line}.period }}}}")),
                "Table Number",
            ),
            Column(words["status"], 2.1, (f"{{{{ {line}.status }}}}",), "Table Number", fill=f"{line}.status.hex_fill"),
            Column(layout.WORKED_OUT["gap"], 4.2 if over_time else 5.2, (f"{{{{ {line}.distance or '-' }}}}",)),
            *([trend] if over_time else []),
        ),
        "each in measured",
    )


# --------------------------------------------------------------------------------------------- one by one


def _exceptions(document: Document) -> None:
    _tag(document, "{%p if exceptions %}")
    document.add_heading("{{ items_word }} off track, at risk or in doubt", 1)
    _tag(document, "{%p for item in exceptions %}")
    _item(document)
    document.add_heading("What happened", 3)
    _progress(document, f" if not {_NEXT}")
    document.add_heading("Why it is here", 3)
    _tag(document, "{%p for reason in item.in_doubt %}")
    document.add_paragraph("{{ reason }}", "List Bullet")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p for point in item.reasons %}")
    document.add_paragraph("{{ point.name }}: {{ point.how }}", "List Bullet")
    _tag(document, "{%p endfor %}")
    document.add_heading("What next, and by when", 3)
    _tag(document, f"{{%p for detail in item.texts if {_NEXT} %}}")
    _tag(document, "{%p for paragraph in detail.paragraphs %}")
    document.add_paragraph("{{ paragraph }}")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p for paragraph in item.decisions %}")
    decision = document.add_paragraph("", "List Bullet")
    decision.add_run(f"{layout.SECTIONS['decisions']}: ").bold = True
    decision.add_run("{{ paragraph }}")
    _tag(document, "{%p endfor %}")
    _actions(document)
    _tag(document, "{%p else %}")
    document.add_paragraph("No actions are planned.")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endif %}")


def _others(document: Document) -> None:
    _tag(document, "{%p if others %}")
    document.add_heading(
        "{% if exceptions %}The other{% else %}The{% endif %} {{ items_word|mid_sentence }} that are open", 1
    )
    _tag(document, "{%p for item in others %}")
    _told_in_full(document)
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p if closed %}")
    document.add_heading("Closed {{ items_word|mid_sentence }}", 1)
    document.add_paragraph("{{ closed_in_words }}")
    _tag(document, "{%p for item in closed if item.just_closed %}")
    _told_in_full(document)
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endif %}")


def _told_in_full(document: Document) -> None:
    """Add an item with its progress and actions."""
    _item(document)
    document.add_heading(layout.PROGRESS.columns[0].heading, 3)
    _progress(document)
    _actions(document, layout.ACTIONS.title)
    _tag(document, "{%p endif %}")


def _item(document: Document) -> None:
    """Add the heading of an item, and its facts."""
    document.add_heading("{{ kept_together }}{{ item.name }}", 2)
    document.add_paragraph("{{ item.title or 'No title given.' }}", "Item Title")
    status, before = "item.status", "items|selectattr('rated_before')|list"
    for word, told in (("if", (status, before)), ("elif", (status,)), ("elif", (before,)), ("else", ())):
        _tag(document, f"{{%p {word} {' and '.join(told)} %}}" if told else f"{{%p {word} %}}")
        _item_facts(document, with_status=status in told, with_before=before in told)
    _tag(document, "{%p endif %}")


def _item_facts(document: Document, *, with_status: bool, with_before: bool) -> None:
    """Add the table of an item's facts, with its status if it has one, and with what ratings were if any is known."""
    status = [Column(_label("status"), 4.3, ("{{ item.status }}",))] if with_status else []
    before = [Column("Rated before", _WIDE - 15.6, ("{{ item.rated_before or 'Not known' }}",))] if with_before else []
    facts = (
        Column(_label("lead"), 8.3 if with_status else 12.6, ("{{ item.lead or 'Not given' }}",)),
        *status,
        Column(_label("rating"), 3.0, _RATING, "Table Number", fill="item.rating.hex_fill"),
        *before,
    )
    says = f"Its {'lead, status and rating' if with_status else 'lead and rating'}"
    keep_with_next(table(document, says + (", and how it was rated before" if with_before else ""), facts).rows)


def _progress(document: Document, texts: str = "") -> None:
    """Add the progress of an item, and its other texts under their headings, `texts` being which of them."""
    _tag(document, "{%p for paragraph in item.progress %}")
    document.add_paragraph("{{ paragraph }}")
    _tag(document, "{%p else %}")
    document.add_paragraph("None given.")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p for detail in item.more %}")
    detail = document.add_paragraph()
    detail.add_run("{{ detail.heading }}: ").bold = True
    detail.add_run("{{ detail.text }}")
    _tag(document, "{%p endfor %}")
    _tag(document, f"{{%p for detail in item.texts{texts} %}}")
    document.add_heading("{{ detail.heading }}", 3)
    _tag(document, "{%p for paragraph in detail.paragraphs %}")
    document.add_paragraph("{{ paragraph }}")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endfor %}")


def _actions(document: Document, heading: str = "") -> None:
    """Add the actions of an item, and leave open what there is if there are none."""
    words = layout.ACTIONS.headings
    _tag(document, "{%p if item.groups %}")
    if heading:
        document.add_heading(heading, 3)
    table(
        document,
        "Its actions: dates, rating and timing at the report date",
        (
            Column(words["ref"], 1.5, ("{{ action.ref }}",)),
            Column(words["text"], _WIDE - 17.5, ("{{ action.text }}", *_remarks("action"))),
            Column(words["lead"], 4.0, ("{{ action.lead }}",)),
            Column(layout.WORKED_OUT["start"], 2.2, ("{{ action.start or '-' }}",), "Table Number"),
            Column(
                layout.WORKED_OUT["due"],
                3.3,
                (
                    "{{ action.due or '-' }}",
                    *_if("action.first_due", f"{layout.WORKED_OUT['first_due']} {{{{ action.first_due }}}}"),
                    *_if("action.completed", f"{layout.WORKED_OUT['completed']} {{{{ action.completed }}}}"),
                ),
                "Table Number",
            ),
            Column(words["rating"], 2.3, ("{{ action.rating }}",), "Table Number", fill="action.rating.hex_fill"),
            Column(layout.WORKED_OUT["standing"], 4.2, ("{{ action.standing or '-' }}",), alarm="action.overdue"),
        ),
        "action in group.actions",
        ("group in item.groups", "item.groups|length > 1 or group.objective", _OBJECTIVE),
    )


# --------------------------------------------------------------------------------------------- at the end


def _the_rest(document: Document) -> None:
    """Add the lines of the lists that there was no room for on the first pages."""
    for others, title, alarm in (("first_page.others", _ATTENTION, _ALARM), ("moved|others", _MOVED, "")):
        _tag(document, f"{{%p if {others} %}}")
        document.add_heading(f"{title}: {layout.THE_REST}", 1)
        _table_of_points(document, others, alarm)
        _tag(document, "{%p endif %}")


def _key(document: Document) -> None:
    document.add_heading(layout.SECTIONS["key"], 1)
    for word, said in (
        ("if", ("progress", "confidence")),
        ("elif", ("progress",)),
        ("elif", ("confidence",)),
        ("else", ()),
    ):
        given = " and ".join(f"'{each}' in key_says" for each in said)
        _tag(document, f"{{%p {word} {given} %}}" if given else f"{{%p {word} %}}")
        _ratings(document, said)
    _tag(document, "{%p endif %}")
    document.add_heading(layout.SECTIONS["workings"], 1)
    _tag(document, "{%p for sentence in workings %}")
    document.add_paragraph("{{ sentence }}")
    _tag(document, "{%p endfor %}")


def _ratings(document: Document, said: Sequence[str]) -> None:
    """Add the table of the ratings; `said` are the columns of the scale with what a rating says."""
    words = layout.RATINGS.headings
    room = 18.4
    table(
        document,
        "What each rating of the plan means, and what it counts as",
        (
            Column(words["code"], 1.6, ("{{ entry.code }}",), "Table Number"),
            Column(_label("rating"), 3.2, ("{{ entry.rating }}",), "Table Number", fill="entry.rating.hex_fill"),
            *(Column(words[each], room / len(said), (f"{{{{ entry.{each} or '-' }}}}",)) for each in said),
            Column(words["counts_as"], _WIDE - 4.8 - (room if said else 0), ("{{ entry.counts_as }}",)),
        ),
        "entry in key",
    )


_RATING = (
    "{{ item.rating }}",
    "{%p if item.confidence %}",
    f"{layout.RECOMMENDATION.labels['confidence']}: {{{{ item.confidence }}}}",
    "{%p endif %}",
)
"""The lines of a cell with an item's rating and, where the plan says so, how sure its lead is."""
_DOUBT = ("{%p if item.in_doubt %}", "Rating in doubt", "{%p endif %}")
"""The lines that say that the rating is in doubt."""
_OVER_TIME = ("{%p for said in each.line.over_time %}", "{{ said }}", "{%p endfor %}")
"""The lines of a cell with what the plan's history says of an indicator."""
_NEXT = f"detail.heading == '{layout.NEXT_STEPS.columns[0].heading}'"
"""The condition under which a text is about what comes next."""
_OBJECTIVE = "{% if group.objective %}Objective: {{ group.objective }}{% else %}Without an objective{% endif %}"


def _if(name: str, text: str) -> tuple[str, str, str]:
    """Return a line of a cell that is there if what it is about is not empty."""
    return f"{{%p if {name} %}}", text, "{%p endif %}"


def _remarks(name: str) -> tuple[str, ...]:
    """Return the lines of a cell with the comment, if there is one, and the texts that have no place of their own."""
    return (
        *_if(f"{name}.comment", f"{{{{ {name}.comment }}}}"),
        f"{{%p for detail in {name}.more if detail.text %}}",
        "{{ detail.heading }}: {{ detail.text }}",
        "{%p endfor %}",
    )


def _label(key: str) -> str:
    """Return the label of a field of a recommendation's sheet."""
    return layout.RECOMMENDATION.labels[key]


def _tag(document: Document, text: str) -> None:
    document.add_paragraph(text, "Template Tag")
