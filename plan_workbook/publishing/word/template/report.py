"""Makes the Word template of the highlight report that ships, ``templates/highlight-report.docx``.

`docs/generate.py` calls it. This is what a council sees in Word: tags where the content goes, in named styles through
which its look can be changed.
"""

from __future__ import annotations

import docx
from docx.document import Document
from docx.shared import Pt

from plan_workbook import layout
from plan_workbook.publishing.word.anonymous import give_properties, make_anonymous
from plan_workbook.publishing.word.report import stored
from plan_workbook.publishing.word.template.look import give_look
from plan_workbook.publishing.word.template.tables import Column, counts, keep_with_next, last_row, table
from plan_workbook.writing.worksheets import LANGUAGE

NOTE = (
    "{#p How to change this template: give the styles the look you want, put your logo into the header, move, remove "
    "or reword whatever you like. Anything in curly brackets is filled in; docs/publishing.md lists what you can use. "
    "A line or a table row with for, if, else, endfor or endif repeats or leaves out the text up to its end, and is "
    "not printed. "
    "This note is not printed. #}"
)

_LONG_LISTS = (
    ("attention", layout.SECTIONS["attention"], "not point.kind.fill"),
    ("moved", f"{layout.SECTIONS['moved']} {{{{ since }}}}", ""),
)
"""The lists that may be too long for a page: name, title, and the condition under which a reason stands out."""
MOST_COLUMNS = 7
"""Ratings that fit next to one another; if there are more, their words would break, so they are put in rows."""


def highlight_report() -> bytes:
    """Return the template; every call gives the same bytes."""
    document = docx.Document()
    make_anonymous(document)
    give_look(document)
    _head(document)
    _figures(document)
    _lists(document)
    _overview(document)
    _items(document)
    _the_rest(document)
    _key(document)
    give_properties(document, "Highlight report", "Template", LANGUAGE)
    return stored(document)


def _head(document: Document) -> None:
    _tag(document, NOTE)
    document.add_paragraph("{{ title }}", "Title")
    document.add_paragraph("{{ facts|join('   |   ') }}", "Subtitle")
    _tag(document, "{%p if draft %}")
    document.add_paragraph("{{ warning }}", "Warning")
    _tag(document, "{%p endif %}")


def _figures(document: Document) -> None:
    """Add the headline, in sentences and in two tables of counts."""
    document.add_heading(layout.SECTIONS["stands"], 1)
    _tag(document, "{%p for sentence in sentences %}")
    document.add_paragraph("{{ sentence }}", "Headline")
    _tag(document, "{%p endfor %}")
    trust = document.add_paragraph("", "Headline")
    trust.add_run(f"{layout.SECTIONS['trust']} ").bold = True
    trust.add_run("{{ trust }}.").bold = False
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
    last_row(listed, ("Overdue", "-", "{{ figures.overdue }}"), "Table Text")
    keep_with_next(listed.rows[-2:-1])  # so that it is not alone on the next page
    _tag(document, "{%p else %}")
    counts(
        document,
        says,
        (_label("rating"), "count in ratings", "count.rating"),
        ("Total", "Overdue"),
        (
            ("{{ items_word }}", "count.recommendations", "{{ figures.total_recommendations }}", "-"),
            (layout.ACTIONS.title, "count.actions", "{{ figures.total_actions }}", "{{ figures.overdue }}"),
        ),
    )
    _tag(document, "{%p endif %}")
    document.add_paragraph("Indicators against target", "Caption")
    counts(
        document,
        "How many indicators have each status, and how many different PI numbers there are",
        ("Status", "count in statuses", "count.status"),
        ("Total", "Different PI numbers"),
        ((layout.INDICATORS.title, "count.indicators", "{{ figures.total_indicators }}", "{{ figures.distinct }}"),),
    )


def _lists(document: Document) -> None:
    (attention, title, alarm), (moved, changes, no_alarm) = _LONG_LISTS
    _points(document, title, attention, "nothing_urgent", alarm)
    _tag(document, "{%p if since %}")
    _points(document, changes, moved, "nothing_moved", no_alarm)
    _tag(document, "{%p endif %}")
    for field in layout.PLAN.fields:
        name = {"key_successes": "successes", "key_challenges": "challenges"}.get(field.key)
        if name:
            document.add_heading(field.label[0] + field.label[1:].lower(), 1)
            _tag(document, f"{{%p for paragraph in {name} %}}")
            document.add_paragraph("{{ paragraph }}", "List Bullet")
            _tag(document, "{%p else %}")
            document.add_paragraph("None given.")
            _tag(document, "{%p endfor %}")
    decisions = layout.PLAN.labels["decisions_needed"]
    _tag(document, "{%p if decisions %}")
    document.add_heading(decisions[0] + decisions[1:].lower(), 1)
    _tag(document, "{%p for paragraph in decisions %}")
    document.add_paragraph("{{ paragraph }}", "List Bullet")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p for detail in more %}")
    document.add_heading("{{ detail.heading }}", 1)
    _tag(document, "{%p for paragraph in detail.paragraphs %}")
    document.add_paragraph("{{ paragraph }}", "List Bullet")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endfor %}")
    _points(document, f"{layout.SECTIONS['due']} {{{{ due_within }}}}", "due_next", "nothing_due")


def _points(document: Document, heading: str, name: str, nothing: str, alarm: str = "") -> None:
    """Add a list as a table, or the sentence called `nothing` if it is empty."""
    document.add_heading(heading, 1)
    _tag(document, f"{{%p if {name} %}}")
    _table_of_points(document, f"{name}|foremost", alarm)
    _tag(document, f"{{%p if {name}|others %}}")
    more = document.add_paragraph(
        f"And {{{{ {name}|others|length }}}} more: {{{{ {name}|more(item_word) }}}}; they are listed at the end."
    )
    more.paragraph_format.space_before = Pt(6)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p else %}")
    document.add_paragraph(f"{{{{ {nothing} }}}}")
    _tag(document, "{%p endif %}")


def _table_of_points(document: Document, points: str, alarm: str) -> None:
    table(
        document,
        "Each item, action or indicator with its text, its owner, the reason it is listed, and details",
        (
            Column(layout.LISTED["name"], 2.7, ("{{ point.name }}",)),
            Column(layout.LISTED["what"], 9.0, ("{{ point.what|truncate(180) }}",)),
            Column(layout.LISTED["owner"], 5.0, ("{{ point.owner or '-' }}",)),
            Column(layout.LISTED["kind"], 2.8, ("{{ point.kind }}",), "Table Number", "point.kind.hex_fill", alarm),
            Column(layout.LISTED["how"], 6.6, ("{{ point.how }}",)),
        ),
        f"point in {points}",
    )


def _the_rest(document: Document) -> None:
    """Add the lines of the lists that there was no room for on the first pages."""
    for name, title, alarm in _LONG_LISTS:
        _tag(document, f"{{%p if {name}|others %}}")
        document.add_heading(f"{title}: {layout.THE_REST}", 1)
        _table_of_points(document, f"{name}|others", alarm)
        _tag(document, "{%p endif %}")


def _overview(document: Document) -> None:
    heading = document.add_heading("All {{ items_word|lower }}", 1)
    heading.paragraph_format.page_break_before = True  # the pages before are about the whole plan
    _tag(document, "{%p if items %}")
    table(
        document,
        "Every item of the plan with its lead, its rating and the counts of its actions and indicators",
        (
            Column("No.", 1.6, ("{{ item.number }}",), "Table Number"),
            Column(_label("title"), 9.2, ("{{ item.title|truncate(300) }}",)),
            Column(_label("lead"), 5.0, ("{{ item.lead }}",)),
            Column(_label("rating"), 2.7, _RATING, "Table Number", fill="item.rating.hex_fill"),
            Column(layout.ACTIONS.title, 3.7, ("{{ item.actions_in_words }}",)),
            Column(layout.INDICATORS.title, 3.9, ("{{ item.indicators_in_words }}",)),
        ),
        "item in items",
    )
    _tag(document, "{%p else %}")
    document.add_paragraph("None.")
    _tag(document, "{%p endif %}")


def _items(document: Document) -> None:
    _tag(document, "{%p for item in items %}")
    document.add_heading("{{ item.name }}", 1)
    document.add_paragraph("{{ item.title or 'No title given.' }}", "Item Title")
    facts = (
        Column(_label("lead"), 6.2, ("{{ item.lead or 'Not given' }}",)),
        Column(_label("status"), 4.0, ("{{ item.status or 'Not given' }}",)),
        Column(_label("rating"), 3.0, _RATING, "Table Number", fill="item.rating.hex_fill"),
        Column(layout.ACTIONS.title, 6.4, ("{{ item.actions_in_words }}",)),
        Column(layout.INDICATORS.title, 6.5, ("{{ item.indicators_in_words }}",)),
    )
    keep_with_next(
        table(document, "Its lead, status and rating, and the counts of its actions and indicators", facts).rows
    )
    _tag(document, "{%p for detail in item.more %}")
    detail = document.add_paragraph()
    detail.add_run("{{ detail.heading }}: ").bold = True
    detail.add_run("{{ detail.text }}")
    _tag(document, "{%p endfor %}")
    document.add_heading(layout.PROGRESS.columns[0].heading, 2)
    _tag(document, "{%p for paragraph in item.progress %}")
    document.add_paragraph("{{ paragraph }}")
    _tag(document, "{%p else %}")
    document.add_paragraph("None given.")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p for detail in item.texts %}")
    document.add_heading("{{ detail.heading }}", 2)
    _tag(document, "{%p for paragraph in detail.paragraphs %}")
    document.add_paragraph("{{ paragraph }}")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endfor %}")
    _indicators(document)
    _actions(document)
    _tag(document, "{%p endfor %}")


def _indicators(document: Document) -> None:
    words = layout.INDICATORS.headings
    _tag(document, "{%p if item.indicators %}")
    document.add_heading(layout.INDICATORS.title, 2)
    table(
        document,
        "Its indicators: target, previous and actual figure, status and distance to target",
        (
            Column(words["number"], 2.5, ("{{ indicator.number }}",)),
            Column(words["description"], 6.7, ("{{ indicator.description }}", *_OVER_TIME, *_remarks("indicator"))),
            Column(words["lead"], 3.6, ("{{ indicator.lead }}",)),
            Column(words["target"], 1.9, ("{{ indicator.target or '-' }}",), "Table Number"),
            Column(words["previous"], 1.9, ("{{ indicator.previous or '-' }}",), "Table Number"),
            Column(words["actual"], 1.9, ("{{ indicator.actual or '-' }}",), "Table Number"),
            Column(words["period"], 1.9, ("{{ indicator.period or '-' }}",), "Table Number"),
            Column(words["status"], 2.1, ("{{ indicator.status }}",), "Table Number", fill="indicator.status.hex_fill"),
            Column(layout.WORKED_OUT["gap"], 3.6, ("{{ indicator.distance or '-' }}",)),
        ),
        "indicator in item.indicators",
    )
    _tag(document, "{%p endif %}")


def _actions(document: Document) -> None:
    words = layout.ACTIONS.headings
    _tag(document, "{%p if item.groups %}")
    document.add_heading(layout.ACTIONS.title, 2)
    _tag(document, "{%p for group in item.groups %}")
    _tag(document, "{%p if group.objective %}")
    document.add_paragraph("Objective: {{ group.objective }}", "Objective")
    _tag(document, "{%p elif not loop.first %}")  # without a line between them, Word joins two tables
    document.add_paragraph("Without an objective", "Objective")
    _tag(document, "{%p endif %}")
    table(
        document,
        "Its actions: dates, rating and timing at the report date",
        (
            Column(words["ref"], 1.4, ("{{ action.ref }}",)),
            Column(words["text"], 7.6, ("{{ action.text }}", *_remarks("action"))),
            Column(words["lead"], 3.6, ("{{ action.lead }}",)),
            Column(layout.WORKED_OUT["start"], 2.1, ("{{ action.start or '-' }}",), "Table Number"),
            Column(layout.WORKED_OUT["due"], 2.1, ("{{ action.due or '-' }}",), "Table Number"),
            Column(layout.WORKED_OUT["first_due"], 2.1, ("{{ action.first_due or '-' }}",), "Table Number"),
            Column(layout.WORKED_OUT["completed"], 2.1, ("{{ action.completed or '-' }}",), "Table Number"),
            Column(words["rating"], 2.7, ("{{ action.rating }}",), "Table Number", fill="action.rating.hex_fill"),
            Column(layout.WORKED_OUT["standing"], 2.4, ("{{ action.standing or '-' }}",), alarm="action.overdue"),
        ),
        "action in group.actions",
    )
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endif %}")


def _key(document: Document) -> None:
    words = layout.RATINGS.headings
    document.add_heading(layout.SECTIONS["key"], 1)
    table(
        document,
        "What each rating of the plan means, and what it counts as",
        (
            Column(words["code"], 1.6, ("{{ entry.code }}",), "Table Number"),
            Column(_label("rating"), 3.2, ("{{ entry.rating }}",), "Table Number", fill="entry.rating.hex_fill"),
            Column(words["progress"], 9.0, ("{{ entry.progress or '-' }}",)),
            Column(words["confidence"], 9.0, ("{{ entry.confidence or '-' }}",)),
            Column(words["counts_as"], 3.3, ("{{ entry.counts_as }}",)),
        ),
        "entry in key",
    )
    document.add_heading(layout.SECTIONS["workings"], 1)
    _tag(document, "{%p for sentence in workings %}")
    document.add_paragraph("{{ sentence }}")
    _tag(document, "{%p endfor %}")


_RATING = (
    "{{ item.rating }}",
    "{%p if item.confidence %}",
    f"{layout.RECOMMENDATION.labels['confidence']}: {{{{ item.confidence }}}}",
    "{%p endif %}",
)
"""The lines of a cell with an item's rating and, where the plan says so, how sure its lead is."""
_OVER_TIME = ("{%p for said in indicator.over_time %}", "{{ said }}", "{%p endfor %}")
"""The lines of a cell with what the plan's history says of an indicator."""


def _remarks(name: str) -> tuple[str, ...]:
    """Return the lines of a cell with the comment, if there is one, and the texts that have no place of their own."""
    return (
        f"{{%p if {name}.comment %}}",
        f"{{{{ {name}.comment }}}}",
        "{%p endif %}",
        f"{{%p for detail in {name}.more if detail.text %}}",
        "{{ detail.heading }}: {{ detail.text }}",
        "{%p endfor %}",
    )


def _label(key: str) -> str:
    """Return the label of a field of a recommendation's sheet."""
    return layout.RECOMMENDATION.labels[key]


def _tag(document: Document, text: str) -> None:
    document.add_paragraph(text, "Template Tag")
