"""Layouts of Excel workbooks and of CSV files."""

from __future__ import annotations

import csv
from io import StringIO
from random import Random

from unseen.made import COLOURS, Book, Made, Meant, meant
from unseen.plans import Plan
from unseen.words import Called

ACTIONS = ("Ref", "Action", "Task Lead", "Start Date", "Completion Date", "RAG", "Comment")
INDICATORS = ("PI Number", "Description", "Lead Officer", "Target", "Previous", "Actual")
MONTHS = ("Apr 23", "May 23", "Jun 23", "Jul 23", "Aug 23", "Sep 23")


def _some(rng: Random, fields: tuple[str, ...], *needed: str) -> tuple[str, ...]:
    """Return some of the fields, in an order of their own."""
    kept = [field for field in fields if field in needed or rng.random() < 0.8]
    return tuple(kept)


def merged_tracker(plan: Plan, rng: Random, called: Called) -> Made:
    """A landscape tracker: a title block, headings in one row, the item merged down over its actions."""
    book = Book()
    sheet = book.sheet("Tracker")
    fields = _some(rng, ACTIONS, "Action", "Task Lead", "Completion Date", "RAG")
    sheet.merge_range(0, 0, 0, len(fields), "Improvement tracker 2023", book.look(bold=True, font_size=16))
    sheet.write_string(1, 0, "As at 30 September 2023")
    for at, text in enumerate((called("Title"), called("Lead"), *map(called, fields))):
        sheet.write_string(3, at, text, book.head)
    row = 4
    for item, actions, _ in plan.items():
        for column, text in enumerate((f"{item['Recommendation']}. {item['Title']}", item["Lead"])):
            sheet.merge_range(row, column, row + len(actions) - 1, column, text, book.look(text_wrap=True))
        for each in actions:
            for column, field in enumerate(fields, 2):
                book.put(sheet, row, column, field, each, called.rating)
            row += 1
    table = meant("actions", called, *fields, of_items=("Title", "Lead"))
    shows = {"actions": fields, "recommendations": ("Title", "Lead")}
    return Made("tracker.xlsx", book.content(), plan, shows, [table], ratings=called.rating)


def two_rows(plan: Plan, rng: Random, called: Called) -> Made:
    """Headings in two rows, some in groups, others merged down; the item in every row or only in its first."""
    book = Book()
    sheet = book.sheet("Action plan")
    every = rng.random() < 0.5
    groups = (("", ("Title",)), ("Action", ("Ref", "Action")), ("Who and when", ("Task Lead", "Start Date",
              "Completion Date")), ("Monitoring", ("RAG", "Comment")))  # fmt: skip
    headings: dict[str, tuple[str, str]] = {}
    at = 0
    order: list[str] = []
    for group, fields in groups:
        if not group:
            sheet.merge_range(0, at, 1, at, called(fields[0]), book.head)
            headings[called(fields[0])] = ("recommendations", fields[0])
        else:
            sheet.merge_range(0, at, 0, at + len(fields) - 1, group, book.head)
            for column, field in enumerate(fields, at):
                sheet.write_string(1, column, called(field), book.head)
                headings[f"{group} {called(field)}"] = ("actions", field)
        order += fields
        at += len(fields)
    row = 2
    for item, actions, _ in plan.items():
        for number, each in enumerate(actions):
            if every or number == 0:
                sheet.write_string(row, 0, f"{item['Recommendation']}. {item['Title']}")
            for column, field in enumerate(order[1:], 1):
                book.put(sheet, row, column, field, each, called.rating)
            row += 1
    shows = {"actions": tuple(order[1:]), "recommendations": ("Title",)}
    return Made("two-rows.xlsx", book.content(), plan, shows, [Meant("actions", headings)], ratings=called.rating,
                heading_rows="1-2")  # fmt: skip


def sheet_per_theme(plan: Plan, rng: Random, called: Called) -> Made:
    """A sheet for each item: its title, lead and rating at the top, then its measures, then its actions."""
    book = Book()
    action = _some(rng, ACTIONS, "Action", "Task Lead", "Completion Date")
    measured = _some(rng, INDICATORS, "Description", "Target", "Actual")
    for item, actions, indicators in plan.items():
        sheet = book.sheet(f"Theme {item['Recommendation']}")
        sheet.write_string(0, 0, f"Theme {item['Recommendation']}: {item['Title']}", book.look(bold=True))
        sheet.write_string(1, 0, "Lead:")
        sheet.write_string(1, 1, item["Lead"])
        row = 3
        for fields, rows in ((measured, indicators), (action, actions)):
            for column, field in enumerate(fields):
                sheet.write_string(row, column, called(field), book.head)
            for each in rows:
                row += 1
                for column, field in enumerate(fields):
                    book.put(sheet, row, column, field, each, called.rating)
            row += 2
    tables = [meant("indicators", called, *measured), meant("actions", called, *action)]
    shows = {"actions": action, "indicators": measured, "recommendations": ("Title", "Lead")}
    return Made("themes.xlsx", book.content(), plan, shows, tables, ratings=called.rating)


def months_across(plan: Plan, rng: Random, called: Called) -> Made:
    """One sheet of indicators with months across, the latest of which is the value now; one of actions."""
    book = Book()
    sheet = book.sheet("Scorecard")
    fields = ("PI Number", "Description", "Lead Officer", "Target")
    for at, text in enumerate((called("Title"), *map(called, fields), *MONTHS)):
        sheet.write_string(0, at, text, book.head)
    row = 1
    for item, _, indicators in plan.items():
        for each in indicators:
            sheet.write_string(row, 0, f"{item['Recommendation']}. {item['Title']}")
            for column, field in enumerate(fields, 1):
                book.put(sheet, row, column, field, each, called.rating)
            for column, value in enumerate(each["Months"].split(), 5):
                sheet.write_number(row, column, int(value) / 100, book.look(num_format="0%"))
            row += 1
    headings = {called("Title"): ("recommendations", "Title"), **{called(f): ("indicators", f) for f in fields},
                **dict.fromkeys(MONTHS[:-2], ("indicators", "")), MONTHS[-2]: ("indicators", "Previous"),
                MONTHS[-1]: ("indicators", "Actual")}  # fmt: skip
    shows = {"indicators": (*fields, "Actual"), "recommendations": ("Title",)}
    plan = plan._replace(recommendations=[item for item, _, its in plan.items() if its])  # no other is there
    return Made("scorecard.xlsx", book.content(), plan, shows, [Meant("indicators", headings)])


def cards(plan: Plan, rng: Random, called: Called) -> Made:
    """Actions as blocks of labels and values, one below the other, below the names of their items."""
    book = Book()
    sheet = book.sheet("Plan")
    fields = _some(rng, ACTIONS, "Ref", "Action", "Task Lead", "Completion Date", "RAG")
    colon = rng.choice(("", ":"))
    bold = rng.random() < 0.5
    gap = rng.random() < 0.6
    item_inside = rng.random() < 0.3
    row = 0
    for item, actions, _ in plan.items():
        title = f"{item['Recommendation']}. {item['Title']}"
        if not item_inside:
            sheet.merge_range(row, 0, row, 1, f"Priority {title}", book.look(bold=True, bg_color="#DDEBF7"))
            row += 1 + gap
        for each in actions:
            if item_inside:
                sheet.write_string(row, 0, called("Title") + colon)
                sheet.write_string(row, 1, title)
                row += 1
            for field in fields:
                sheet.write_string(row, 0, called(field) + colon, book.look(bold=True) if bold else None)
                book.put(sheet, row, 1, field, each, called.rating)
                row += 1
            row += gap
    headings = {called(field) + colon: ("actions", field) for field in fields}
    if item_inside:
        headings[called("Title") + colon] = ("recommendations", "Title")
    shows = {"actions": fields, "recommendations": ("Title",)}
    return Made("cards.xlsx", book.content(), plan, shows, [Meant("actions", headings)], ratings=called.rating)


def key_values(plan: Plan, rng: Random, called: Called) -> Made:
    """One sheet: for each item labels with values (number, title, lead), then a table of its actions."""
    book = Book()
    sheet = book.sheet("Plan")
    fields = _some(rng, ACTIONS, "Action", "Task Lead", "Completion Date", "RAG")
    row = 0
    word = rng.choice(("Theme", "Priority", "Workstream"))
    for item, actions, _ in plan.items():
        for label, text in ((word, f"{item['Recommendation']} - {item['Title']}"), ("Lead", item["Lead"])):
            sheet.write_string(row, 0, label, book.look(bold=True))
            sheet.write_string(row, 1, text)
            row += 1
        row += 1
        for column, field in enumerate(fields):
            sheet.write_string(row, column, called(field), book.head)
        for each in actions:
            row += 1
            for column, field in enumerate(fields):
                book.put(sheet, row, column, field, each, called.rating)
        row += 3
    shows = {"actions": fields, "recommendations": ("Title", "Lead")}
    tables = [meant("actions", called, *fields)]
    return Made("blocks.xlsx", book.content(), plan, shows, tables, ratings=called.rating)


def colours(plan: Plan, rng: Random, called: Called) -> Made:
    """Ratings that are only the colours of their cells, with a key or without one."""
    book = Book()
    sheet = book.sheet("Actions")
    fields = ("Ref", "Action", "Task Lead", "Completion Date", "RAG", "Comment")
    row = 0
    if rng.random() < 0.5:
        for code, word in (("C", "Complete"), ("G", "On track"), ("A", "At risk"), ("R", "Off track")):
            sheet.write_blank(row, 0, None, book.look(bg_color=COLOURS[code]))
            sheet.write_string(row, 1, word)
            row += 1
        row += 1
    for at, text in enumerate((called("Title"), *map(called, fields))):
        sheet.write_string(row, at, text, book.head)
    for item, actions, _ in plan.items():
        for each in actions:
            row += 1
            sheet.write_string(row, 0, f"{item['Recommendation']}. {item['Title']}")
            for column, field in enumerate(fields, 1):
                if field == "RAG":
                    sheet.write_blank(row, column, None, book.look(bg_color=COLOURS[each["RAG"]]))
                else:
                    book.put(sheet, row, column, field, each, called.rating)
    table = meant("actions", called, *fields, of_items=("Title",))
    shows = {"actions": fields, "recommendations": ("Title",)}
    return Made("colours.xlsx", book.content(), plan, shows, [table])


def semicolons(plan: Plan, rng: Random, called: Called) -> Made:
    """A CSV file with semicolons, in the code page of Windows or in UTF-8."""
    fields = _some(rng, ACTIONS, "Action", "Task Lead", "Completion Date", "RAG")
    stored = StringIO()
    writer = csv.writer(stored, delimiter=";", lineterminator="\r\n")
    writer.writerow([called("Title"), *map(called, fields)])
    for item, actions, _ in plan.items():
        for each in actions:
            values = (called.rating[each[field]] if field == "RAG" else each[field] for field in fields)
            writer.writerow([f"{item['Recommendation']}. {item['Title']}", *values])
    content = stored.getvalue().encode(rng.choice(("cp1252", "utf-8-sig", "utf-8")))
    table = meant("actions", called, *fields, of_items=("Title",))
    shows = {"actions": fields, "recommendations": ("Title",)}
    return Made("plan.csv", content, plan, shows, [table], ratings=called.rating)


def plain_sheet(plan: Plan, rng: Random, called: Called) -> Made:
    """A sheet without any look: headings like the rows below them, items in rows of their own."""
    book = Book()
    sheet = book.sheet("Sheet1")
    fields = _some(rng, ACTIONS, "Ref", "Action", "Task Lead", "Completion Date", "RAG")
    for at, field in enumerate(fields):
        sheet.write_string(0, at, called(field))
    row = 0
    for item, actions, _ in plan.items():
        row += 1
        sheet.write_string(row, 0, f"Priority {item['Recommendation']}: {item['Title']}")
        for each in actions:
            row += 1
            for column, field in enumerate(fields):
                book.put(sheet, row, column, field, each, called.rating)
    shows = {"actions": fields, "recommendations": ("Title",)}
    tables = [meant("actions", called, *fields)]
    return Made("plain.xlsx", book.content(), plan, shows, tables, ratings=called.rating)


def captions(plan: Plan, rng: Random, called: Called) -> Made:
    """One sheet with a table for each item below its name, which no word says; ratings are only colours."""
    book = Book()
    sheet = book.sheet("Plan")
    fields = _some(rng, ACTIONS, "Action", "Task Lead", "Completion Date", "RAG")
    numbered = rng.random() < 0.6
    sheet.write_string(0, 0, "Improvement tracker 2023", book.look(bold=True, font_size=16))
    row = 2
    for item, actions, _ in plan.items():
        title = f"{item['Recommendation']}. {item['Title']}" if numbered else item["Title"]
        sheet.merge_range(row, 0, row, len(fields) - 1, title, book.look(bold=True, bg_color="#7030A0"))
        row += 1
        for column, field in enumerate(fields):
            sheet.write_string(row, column, called(field), book.head)
        for each in actions:
            row += 1
            for column, field in enumerate(fields):
                if field == "RAG":
                    sheet.write_blank(row, column, None, book.look(bg_color=COLOURS[each["RAG"]]))
                else:
                    book.put(sheet, row, column, field, each, called.rating)
        row += 2
    shows = {"actions": fields, "recommendations": ("Title",)}
    return Made("captions.xlsx", book.content(), plan, shows, [meant("actions", called, *fields)])


def targets_and_actuals(plan: Plan, rng: Random, called: Called) -> Made:
    """A scorecard in which each measure has a row of targets and one of actuals, with months across."""
    book = Book()
    sheet = book.sheet("Scorecard")
    fields = _some(rng, ("PI Number", "Description", "Lead Officer"), "Description")
    words = rng.choice((("Target", "Actual"), ("Actual", "Target")))
    for at, text in enumerate((called("Title"), *map(called, fields), "", *MONTHS)):
        sheet.write_string(0, at, text, book.head)
    row, first = 1, len(fields) + 2
    for item, _, indicators in plan.items():
        for each in indicators:
            sheet.merge_range(row, 0, row + 1, 0, f"{item['Recommendation']}. {item['Title']}")
            for column, field in enumerate(fields, 1):
                sheet.merge_range(row, column, row + 1, column, each[field])
            for number, word in enumerate(words):
                sheet.write_string(row + number, first - 1, word)
                for column, value in enumerate(each["Months"].split(), first):
                    figure = int(each["Target"][:-1] if word == "Target" else value) / 100
                    sheet.write_number(row + number, column, figure, book.look(num_format="0%"))
            row += 2
    last, before = MONTHS[-1], MONTHS[-2]
    read = {f"{last} Target": "Target", f"{last} Actual": "Actual", f"{before} Actual": "Previous"}
    every = (f"{month} {word}" for month in MONTHS for word in words)
    headings = {called("Title"): ("recommendations", "Title"), **{called(f): ("indicators", f) for f in fields},
                **{heading: ("indicators", read.get(heading, "")) for heading in every}}  # fmt: skip
    shows = {"indicators": (*fields, "Target", "Previous", "Actual"), "recommendations": ("Title",)}
    plan = plan._replace(recommendations=[item for item, _, its in plan.items() if its])
    return Made("rows.xlsx", book.content(), plan, shows, [Meant("indicators", headings)])


def outline(plan: Plan, rng: Random, called: Called) -> Made:
    """A list of tasks as a planning program writes it: the items are its first level."""
    book = Book()
    sheet = book.sheet("Task_Table")
    names = ("ID", "WBS", "Task Name", "Duration", "Start", "Finish", "Resource Names")
    for at, text in enumerate(names):
        sheet.write_string(0, at, text)
    row = 0
    for item, actions, _ in plan.items():
        row += 1
        for column, value in enumerate((str(row), item["Recommendation"], item["Title"], "90 days")):
            sheet.write_string(row, column, value, book.look(bold=True))
        for number, each in enumerate(actions, 1):
            row += 1
            each["Ref"] = f"{item['Recommendation']}.{number}"
            for column, value in enumerate((str(row), each["Ref"], each["Action"], "20 days")):
                sheet.write_string(row, column, value)
            for column, field in enumerate(("Start Date", "Completion Date", "Task Lead"), 4):
                book.put(sheet, row, column, field, each, called.rating)
    fields = ("", "Ref", "Action", "", "Start Date", "Completion Date", "Task Lead")
    table = Meant("actions", {name: ("actions", field) for name, field in zip(names, fields, strict=True)})
    shows = {"actions": tuple(filter(None, fields)), "recommendations": ("Title",)}
    return Made("tasks.xlsx", book.content(), plan, shows, [table])


FAMILIES = (
    merged_tracker,
    two_rows,
    sheet_per_theme,
    months_across,
    cards,
    key_values,
    colours,
    semicolons,
    plain_sheet,
    captions,
    targets_and_actuals,
    outline,
)
