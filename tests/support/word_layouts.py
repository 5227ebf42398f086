"""One plan as different councils would have typed it in Word: layouts that nobody fitted the readers to.

Each layout is given the tables of a register, and says which of its columns can be read in the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from word_documents import (
    ON,
    RESTART,
    abstract,
    control,
    document,
    in_list,
    num,
    p,
    r,
    shaded,
    span,
    styled,
    tbl,
    tc,
    tr,
)

Record = Mapping[str, str]
Tables = Mapping[str, list[Record]]
COLOURS = {"R": "FF0000", "A": "FFC000", "G": "00B050", "C": "0070C0"}
WORDS = {"R": "Red", "A": "Amber", "G": "Green", "C": "Complete"}


class Layout(NamedTuple):
    """A document, and the columns of the register that it shows."""

    content: bytes
    shows: Mapping[str, tuple[str, ...]]
    only_with_actions: bool = False
    """Whether recommendations without actions are not in it."""


def _of(tables: Tables, name: str, item: Record) -> list[Record]:
    return [each for each in tables[name] if each["Recommendation"] == item["Recommendation"]]


def _items(tables: Tables) -> Iterator[tuple[Record, list[Record], list[Record]]]:
    for item in tables["recommendations"]:
        yield item, _of(tables, "actions", item), _of(tables, "indicators", item)


def _head(*headings: str, colour: str = "D9D9D9") -> str:
    cells = (tc(p(r(each, "<w:b/>")), properties=shaded(colour)) for each in headings)
    return tr(*cells, properties="<w:tblHeader/>")


def _coloured(code: str, text: str) -> str:
    return tc(text, properties=shaded(COLOURS[code]) if code in COLOURS else "")


def theme_merged_down(tables: Tables) -> Layout:
    """One large landscape table of actions; the item is merged down the left over its actions."""
    rows = [_head("Priority", "Ref", "What we will do", "By whom", "From", "By when", "BRAG")]
    for item, actions, _ in _items(tables):
        name = f"{item['Recommendation']}. {item['Title']}"
        for at, each in enumerate(actions):
            merged = tc(name if at == 0 else "", properties=RESTART if at == 0 else ON)
            cells = (each["Ref"], each["Action"], each["Task Lead"], each["Start Date"], each["Completion Date"])
            rows.append(tr(merged, *cells, _coloured(each["RAG"], WORDS.get(each["RAG"], each["RAG"]))))
    columns = ("Ref", "Action", "Task Lead", "Start Date", "Completion Date", "RAG")
    body = (styled("Title", "Improvement plan tracker"), tbl(*rows))
    return Layout(document(*body), {"actions": columns, "recommendations": ("Title",)}, only_with_actions=True)


def table_for_each_theme(tables: Tables) -> Layout:
    """A styled heading, a line with the lead, paragraphs of progress and a table of actions for each item."""
    blocks = [styled("Title", "Our improvement journey")]
    for item, actions, _ in _items(tables):
        blocks += [styled("Heading1", f"Theme {item['Recommendation']}: {item['Title']}"), p(f"Lead: {item['Lead']}")]
        if actions:
            rows = [
                tr(e["Ref"], e["Action"], e["Task Lead"], e["Completion Date"], _coloured(e["RAG"], e["RAG"]))
                for e in actions
            ]
            blocks.append(tbl(_head("No.", "Activity", "Responsible officer", "Target date", "RAG"), *rows))
        blocks.append(p(""))
    columns = ("Ref", "Action", "Task Lead", "Completion Date", "RAG")
    return Layout(document(*blocks), {"actions": columns, "recommendations": ("Title", "Lead")})


def headings_in_two_rows(tables: Tables) -> Layout:
    """A table of actions and a table of measures, each with headings in two rows, one of them merged."""
    top = tr(
        tc("Recommendation", properties=span(2)), tc("Action", properties=span(2)), tc("Owner", properties=RESTART),
        tc("Timescale", properties=span(2)), tc("RAG rating", properties=RESTART), properties="<w:tblHeader/>",
    )  # fmt: skip
    low = tr("No.", "Title", "Ref", "Description", tc("", properties=ON), "Start", "End", tc("", properties=ON),
             properties="<w:tblHeader/>")  # fmt: skip
    rows, measures = [top, low], []
    for item, actions, indicators in _items(tables):
        for e in actions:
            rows.append(
                tr(item["Recommendation"], item["Title"], e["Ref"], e["Action"], e["Task Lead"], e["Start Date"],
                   e["Completion Date"], _coloured(e["RAG"], e["RAG"]))
            )  # fmt: skip
        for e in indicators:
            measures.append(tr(item["Recommendation"], e["PI Number"], e["Description"], e["Lead Officer"], e["Target"],
                               e["Actual"]))  # fmt: skip
    heads = tr(tc("Rec.", properties=RESTART), tc("Performance measure", properties=span(2)),
               tc("Lead officer", properties=RESTART), tc("2017/18", properties=span(2)))  # fmt: skip
    heads += tr(tc("", properties=ON), "Ref", "Measure", tc("", properties=ON), "Target", "Latest actual")
    actions_shown = ("Ref", "Action", "Task Lead", "Start Date", "Completion Date", "RAG")
    shows = {
        "actions": actions_shown,
        "indicators": ("PI Number", "Description", "Lead Officer", "Target", "Actual"),
        "recommendations": ("Title",),
    }
    body = (
        styled("Heading1", "Actions"),
        tbl(*rows),
        styled("Heading1", "Performance measures"),
        tbl(heads, *measures),
    )
    return Layout(document(*body), shows, only_with_actions=True)


def colours_only(tables: Tables) -> Layout:
    """Ratings that are only the colour of their cells, explained by a key of coloured cells."""
    meanings = {"C": "Blue: complete", "G": "Green: on track", "A": "Amber: at risk", "R": "Red: off track"}
    key = tbl(tr(*(_coloured(code, meaning) for code, meaning in meanings.items())))
    blocks = [styled("Title", "Action plan"), key, p("")]
    for item, actions, _ in _items(tables):
        if actions:
            blocks.append(styled("Heading2", f"Recommendation {item['Recommendation']} - {item['Title']}"))
            rows = [tr(e["Action"], e["Task Lead"], e["Completion Date"], _coloured(e["RAG"], "")) for e in actions]
            blocks += [tbl(_head("Action", "Lead", "Deadline", "Status"), *rows), p("")]
    shows = {"actions": ("Action", "Task Lead", "Completion Date", "RAG"), "recommendations": ("Title",)}
    return Layout(document(*blocks), shows, only_with_actions=True)


def progress_in_rows_of_its_own(tables: Tables) -> Layout:
    """One table in which an item is a row across all columns, then its actions, then a row with its progress."""
    rows = [_head("Ref", "Action", "Who", "When", "RAG")]
    for item, actions, _ in _items(tables):
        title = f"Priority {item['Recommendation']}: {item['Title']}"
        rows.append(tr(tc(p(r(title, "<w:b/>")), properties=span(5) + shaded("DEEAF6"))))
        rows += [
            tr(e["Ref"], e["Action"], e["Task Lead"], e["Completion Date"], _coloured(e["RAG"], e["RAG"]))
            for e in actions
        ]
        if item["Progress"].strip():
            paragraphs = [p(each) for each in f"Progress: {item['Progress']}".split("\n\n")]
            rows.append(tr(tc(*paragraphs, properties=span(5))))
    shows = {"actions": ("Ref", "Action", "Task Lead", "Completion Date", "RAG"),
             "recommendations": ("Title", "Progress")}  # fmt: skip
    return Layout(document(styled("Title", "Improvement plan"), tbl(*rows)), shows)


def tables_in_cells(tables: Tables) -> Layout:
    """A table of one column for each item, with tables of its actions and measures in one of its cells."""
    blocks = []
    for item, actions, indicators in _items(tables):
        rows = [tr(e["Ref"], e["Action"], e["Task Lead"], e["Completion Date"], e["RAG"]) for e in actions]
        inner = [tbl(_head("Ref", "Action", "Task lead", "Completion date", "RAG"), *rows), p("")] if actions else []
        measured = [
            tr(e["PI Number"], e["Description"], e["Lead Officer"], e["Target"], e["Actual"]) for e in indicators
        ]
        if indicators:
            inner += [tbl(_head("KPI ref", "Indicator", "Lead officer", "Target", "Current"), *measured), p("")]
        title = tr(tc(p(r(f"Recommendation {item['Recommendation']}: {item['Title']}", "<w:b/>"))))
        blocks += [tbl(title, tr(tc(p(""), *inner))), p("")]
    shows = {
        "actions": ("Ref", "Action", "Task Lead", "Completion Date", "RAG"),
        "indicators": ("PI Number", "Description", "Lead Officer", "Target", "Actual"),
        "recommendations": ("Title",),
    }
    return Layout(document(*blocks), shows)


def labels_and_values(tables: Tables) -> Layout:
    """A form for each item, with labels left of its values and drop-downs for its ratings, then its actions."""
    blocks = []
    for item, actions, _ in _items(tables):
        form = [("Recommendation", item["Recommendation"]), ("Title", item["Title"]), ("Lead officer", item["Lead"])]
        rows = [tr(tc(p(r(label, "<w:b/>"))), value) for label, value in form]
        if item["RAG"]:
            rows.append(tr(tc(p(r("RAG", "<w:b/>"))), control(tc(p(WORDS[item["RAG"]])), "<w:dropDownList/>")))
        blocks += [tbl(*rows), p("")]
        if actions:
            rows = [
                tr(e["Ref"], e["Action"], e["Task Lead"], e["Start Date"], e["Completion Date"],
                   tc(control(p(WORDS.get(e["RAG"], e["RAG"])), "<w:dropDownList/>")))
                for e in actions
            ]  # fmt: skip
            blocks += [tbl(_head("Ref", "Task", "Assigned to", "Start", "Finish", "RAG"), *rows), p("")]
    shows = {
        "actions": ("Ref", "Action", "Task Lead", "Start Date", "Completion Date", "RAG"),
        "recommendations": ("Title", "Lead", "RAG"),
    }
    return Layout(document(*blocks), shows)


def one_table_for_each_item(tables: Tables) -> Layout:
    """One table for each item: its title across, labels and values, then headings and rows of its actions."""
    control_table = tbl(tr("Document owner", "Director"), tr("Version", "3"), tr("Status", "Final"))
    blocks = [styled("Title", "Delivery plan"), control_table, p("")]
    for item, actions, _ in _items(tables):
        title = tc(p(r(f"Priority {item['Recommendation']}: {item['Title']}", "<w:b/>")), properties=span(6))
        lead = tc(item["Lead"], properties=span(2))
        rated = tc(WORDS.get(item["RAG"], ""), properties=span(2))
        rows = [tr(title), tr("Lead officer", lead, "RAG", rated)]
        if actions:
            rows.append(_head("Ref", "Action", "By whom", "Start", "By when", "RAG"))
        rows += [
            tr(e["Ref"], e["Action"], e["Task Lead"], e["Start Date"], e["Completion Date"], e["RAG"]) for e in actions
        ]
        blocks += [tbl(*rows), p("")]
    shows = {
        "actions": ("Ref", "Action", "Task Lead", "Start Date", "Completion Date", "RAG"),
        "recommendations": ("Title", "Lead", "RAG"),
    }
    return Layout(document(*blocks), shows)


def numbers_that_word_writes(tables: Tables) -> Layout:
    """Items and refs numbered by Word itself, in tables whose columns do not line up."""
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = abstract(0, ("decimal", "Priority %1:")) + abstract(1, ("lowerLetter", "%1.")) + num(1, 0)
    blocks = []
    for at, (item, actions, _) in enumerate(_items(tables), 2):
        lists += num(at, 1, again)
        blocks += [in_list(item["Title"], 1).replace("<w:pPr>", '<w:pPr><w:pStyle w:val="Heading1"/>', 1)]
        rows = [
            tr(tc(in_list(e["Action"], at)), tc(e["Task Lead"]), tc(e["Completion Date"], properties=span(2)),
               _coloured(e["RAG"], e["RAG"]))
            for e in actions
        ]  # fmt: skip
        head = tr("Action", tc("Lead officer", properties=span(2)), "Due date", "RAG")
        blocks += [tbl(head, *rows, widths=(5000, 2000, 90, 1500, 800)), p("")] if actions else []
    shows = {"actions": ("Action", "Task Lead", "Completion Date", "RAG"), "recommendations": ("Title",)}
    return Layout(document(*blocks, numbering=lists), shows)


def bold_lines_as_headings(tables: Tables) -> Layout:
    """No style anywhere: bold lines name the items, whose summary is a table of its own at the beginning."""
    rows = [
        tr(i["Recommendation"], i["Title"], i["Lead"], tc(*map(p, i["Progress"].split("\n\n"))), i["RAG"] or "C")
        for i in tables["recommendations"]
    ]
    blocks = [p(r("Highlight report", "<w:b/>")), tbl(_head("No", "Recommendation", "Lead", "Progress", "RAG"), *rows)]
    for item, actions, indicators in _items(tables):
        if actions or indicators:
            blocks.append(p(r(f"Recommendation {item['Recommendation']}", "<w:b/>")))
        if indicators:
            measured = [
                tr(e["PI Number"], e["Description"], e["Lead Officer"], e["Target"], e["Actual"]) for e in indicators
            ]
            blocks += [tbl(_head("PI", "Measure", "Owner", "Target", "Performance"), *measured), p("")]
        if actions:
            done = [tr(e["Ref"], e["Action"], e["Task Lead"], e["Completion Date"], e["RAG"]) for e in actions]
            blocks += [tbl(_head("", "Action", "Owner", "Due", "RAG"), *done), p("")]
    shows = {
        "actions": ("Ref", "Action", "Task Lead", "Completion Date", "RAG"),
        "indicators": ("PI Number", "Description", "Lead Officer", "Target", "Actual"),
        "recommendations": ("Title", "Lead", "Progress"),
    }
    return Layout(document(*blocks, header=p("OFFICIAL")), shows)


LAYOUTS: tuple[Callable[[Tables], Layout], ...] = (
    theme_merged_down,
    table_for_each_theme,
    headings_in_two_rows,
    colours_only,
    progress_in_rows_of_its_own,
    tables_in_cells,
    labels_and_values,
    one_table_for_each_item,
    numbers_that_word_writes,
    bold_lines_as_headings,
)
