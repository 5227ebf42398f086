"""Layouts of Word documents."""

from __future__ import annotations

from random import Random

from word_documents import ON, RESTART, document, p, r, shaded, span, styled, tc, tr
from word_documents import tbl as table

from unseen.made import COLOURS, Made, Meant, meant
from unseen.plans import Plan
from unseen.sheets import ACTIONS, INDICATORS
from unseen.words import Called

_GRID = '<w:tblStyle w:val="TableGrid"/>'


def _tbl(*rows: str) -> str:
    return table(*rows, properties=_GRID)


def _head(*headings: str, marked: bool = True) -> str:
    if not marked:
        return tr(*headings)
    return tr(*(tc(p(r(each, "<w:b/>")), properties=shaded("D9E2F3")) for each in headings))


def _some(rng: Random, fields: tuple[str, ...], *needed: str) -> tuple[str, ...]:
    return tuple(field for field in fields if field in needed or rng.random() < 0.8)


def _value(field: str, row: dict[str, str], called: Called) -> str:
    return called.rating[row[field]] if field == "RAG" else row[field]


def headings_as_items(plan: Plan, rng: Random, called: Called) -> Made:
    """Headings name the items; below each a line with its lead, a table of measures and one of actions."""
    fields = _some(rng, ACTIONS, "Action", "Task Lead", "Completion Date", "RAG")
    measured = _some(rng, INDICATORS, "Description", "Target", "Actual")
    numbered = rng.random() < 0.6
    blocks = [styled("Title", "Improvement plan")]
    for item, actions, indicators in plan.items():
        number = f"Priority {item['Recommendation']}: " if numbered else ""
        blocks += [styled("Heading1", f"{number}{item['Title']}"), p(f"Lead: {item['Lead']}")]
        blocks.append(styled("Heading2", "How we will know"))
        rows = [tr(*(_value(field, each, called) for field in measured)) for each in indicators]
        blocks += [_tbl(_head(*map(called, measured)), *rows), styled("Heading2", "What we will do")]
        rows = [tr(*(_value(field, each, called) for field in fields)) for each in actions]
        blocks += [_tbl(_head(*map(called, fields)), *rows), p("")]
    shows = {"actions": fields, "indicators": measured, "recommendations": ("Title", "Lead")}
    tables = [meant("indicators", called, *measured), meant("actions", called, *fields)]
    return Made("report.docx", document(*blocks), plan, shows, tables, ratings=called.rating)


def action_cards(plan: Plan, rng: Random, called: Called) -> Made:
    """A small table of labels and values for each action, below the headings of the items."""
    fields = _some(rng, ACTIONS, "Action", "Task Lead", "Completion Date", "RAG")
    blocks = [styled("Title", "Our plan")]
    for item, actions, _ in plan.items():
        blocks.append(styled("Heading1", f"Theme {item['Recommendation']}: {item['Title']}"))
        for each in actions:
            rows = [tr(tc(p(r(called(field), "<w:b/>"))), _value(field, each, called)) for field in fields]
            blocks += [_tbl(*rows), p("")]
    shows = {"actions": fields, "recommendations": ("Title",)}
    tables = [meant("actions", called, *fields)]
    return Made("cards.docx", document(*blocks), plan, shows, tables, ratings=called.rating)


def lines_of_labels(plan: Plan, rng: Random, called: Called) -> Made:
    """No table at all: paragraphs of labels and values for each action, below the headings of the items."""
    fields = _some(rng, ACTIONS, "Action", "Task Lead", "Completion Date", "RAG")
    bold = rng.random() < 0.5
    blocks = [styled("Title", "Our plan")]
    for item, actions, _ in plan.items():
        blocks.append(styled("Heading1", f"Theme {item['Recommendation']}: {item['Title']}"))
        for each in actions:
            for field in fields:
                value = _value(field, each, called)
                look = "<w:b/>" if bold else ""
                blocks.append(p(r(f"{called(field)}: ", look), r(value)))
            blocks.append(p(""))
    shows = {"actions": fields, "recommendations": ("Title",)}
    tables = [meant("actions", called, *fields)]
    return Made("lines.docx", document(*blocks), plan, shows, tables, ratings=called.rating)


def aims(plan: Plan, rng: Random, called: Called) -> Made:
    """One landscape table with the item merged down, an aim for each item, and coloured ratings in words."""
    fields = ("Action", "Task Lead", "Completion Date", "Evidence", "Comment", "RAG")
    rows = [_head(called("Title"), *map(called, fields), marked=rng.random() < 0.7)]
    for item, actions, _ in plan.items():
        for at, each in enumerate(actions):
            title = f"{item['Recommendation']}. {item['Title']}" if at == 0 else ""
            rated = tc(_value("RAG", each, called), properties=shaded(COLOURS[each["RAG"]][1:]))
            cells = [_value(field, each, called) for field in fields[:-1]]
            rows.append(tr(tc(title, properties=RESTART if at == 0 else ON), *cells, rated))
    shows = {"actions": fields, "recommendations": ("Title",)}
    tables = [meant("actions", called, *fields, of_items=("Title",))]
    content = document(styled("Title", "Improvement plan"), _tbl(*rows))
    return Made("aims.docx", content, plan, shows, tables, ratings=called.rating)


def lists_in_cells(plan: Plan, rng: Random, called: Called) -> Made:
    """One row for each item: its actions are a list in a cell, and who does them by when are lists next to it."""
    fields = ("Action", "Task Lead", "Completion Date", "RAG")
    mark = rng.choice(("\u2022 ", "- ", ""))
    bullets = [mark if field == "Action" else "" for field in fields]
    rows = [_head(called("Title"), *map(called, fields))]
    for item, actions, _ in plan.items():
        cells = [
            tc(*(p(f"{bullet}{_value(field, each, called)}") for each in actions))
            for bullet, field in zip(bullets, fields, strict=True)
        ]
        rows.append(tr(f"{item['Recommendation']}. {item['Title']}", *cells))
    shows = {"actions": fields, "recommendations": ("Title",)}
    tables = [meant("actions", called, *fields, of_items=("Title",))]
    return Made("lists.docx", document(_tbl(*rows)), plan, shows, tables, ratings=called.rating, layout="lines")


def titles_across(plan: Plan, rng: Random, called: Called) -> Made:
    """One table for each item with its title across, labels with its lead and rating, then headings and actions."""
    fields = ("Ref", "Action", "Task Lead", "Start Date", "Completion Date", "RAG")
    blocks = [styled("Title", "Delivery plan")]
    for item, actions, _ in plan.items():
        title = f"Workstream {item['Recommendation']} - {item['Title']}"
        rows = [tr(tc(p(r(title, "<w:b/>")), properties=span(6))), _head(*map(called, fields))]
        rows += [tr(*(_value(field, each, called) for field in fields)) for each in actions]
        blocks += [_tbl(*rows), p("")]
    shows = {"actions": fields, "recommendations": ("Title",)}
    tables = [meant("actions", called, *fields)]
    return Made("across.docx", document(*blocks), plan, shows, tables, ratings=called.rating)


def labels_below(plan: Plan, rng: Random, called: Called) -> Made:
    """No table: what is done is a paragraph, and who, when and how it goes is one line below it, or in brackets."""
    fields = ("Task Lead", "Completion Date", "RAG")
    in_brackets = rng.random() < 0.5
    between = "; " if in_brackets else " | "
    said = {
        "Task Lead": ("Lead", "Owner", "Who"),
        "Completion Date": ("By", "Due", "Deadline"),
        "RAG": ("RAG", "Status"),
    }
    names = {field: rng.choice(said[field]) for field in fields}
    blocks = [styled("Title", "Our plan")]
    for item, actions, _ in plan.items():
        blocks += [styled("Heading1", f"{item['Recommendation']}. {item['Title']}"), p("We have to do better here.")]
        for each in actions:
            labels = between.join(f"{names[field]}: {_value(field, each, called)}" for field in fields)
            text = f"{each['Ref']} {each['Action']}" if len(each["Ref"]) > 1 else f"{each['Ref']}. {each['Action']}"
            blocks += [p(f"{text} ({labels})")] if in_brackets else [p(text), p(labels)]
    shows = {"actions": ("Ref", "Action", *fields), "recommendations": ("Title",)}
    table = Meant("actions", {names[field]: ("actions", field) for field in fields})
    return Made("labels.docx", document(*blocks), plan, shows, [table], ratings=called.rating)


def boxes(plan: Plan, rng: Random, called: Called) -> Made:
    """A highlight report: a box for each item with its lead and rating, then its milestones, then its risks."""
    fields = _some(rng, ACTIONS, "Action", "Task Lead", "Completion Date", "RAG")
    word = rng.choice(("Workstream", "Priority", "Theme"))
    blocks = [styled("Title", "Highlight report")]
    for item, actions, _ in plan.items():
        title = f"{item['Recommendation']}. {item['Title']}"
        rating = called.rating[item["RAG"]]
        box = _tbl(tr(word, title, f"{word} lead", item["Lead"]), tr("Period", "June 2023", "Overall RAG", rating))
        rows = [tr(*(_value(field, each, called) for field in fields)) for each in actions]
        risks = _tbl(_head("Risk", "Likelihood", "Impact"), tr("The market for agency staff is difficult", "4", "4"))
        blocks += [box, styled("Heading2", "Milestones"), _tbl(_head(*map(called, fields)), *rows)]
        blocks += [styled("Heading2", "Risks and issues"), risks, p("")]
    shows = {"actions": fields, "recommendations": ("Title", "Lead")}
    tables = [meant("actions", called, *fields)]
    return Made("boxes.docx", document(*blocks), plan, shows, tables, ratings=called.rating)


FAMILIES = (
    headings_as_items,
    action_cards,
    lines_of_labels,
    aims,
    lists_in_cells,
    titles_across,
    labels_below,
    boxes,
)
