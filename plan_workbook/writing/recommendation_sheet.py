"""A recommendation's sheet: what a lead fills in, the live status of each indicator, the live panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from plan_workbook import layout
from plan_workbook.layout import ACTIONS, INDICATORS, PROGRESS, RECOMMENDATION
from plan_workbook.model import (
    DEFAULT_ITEM_WORD,
    DEFAULT_TOLERANCE,
    SAYS_NONE,
    Action,
    Better,
    CountsAs,
    Indicator,
    Input,
    Rating,
    Recommendation,
    Scale,
)
from plan_workbook.status import PIStatus, is_overdue, pi_status
from plan_workbook.text import NO_VALUE
from plan_workbook.units import PERCENT_WORDS
from plan_workbook.writing.formats import Formats
from plan_workbook.writing.sheet import InputSheet, column_range, mark_doubtful_cells, protect

Inputs = Mapping[str, Input[object]]
_HINT, _PANEL_HEADING, _BACK = RECOMMENDATION.texts


@dataclass(frozen=True)
class PlanFacts:
    """What the live cells of a sheet need to know of the plan, for the values saved beside their formulas."""

    scale: Scale
    item_word: str
    report_date: date | None
    tolerance: Decimal


def write_recommendation_sheet(
    workbook: Workbook,
    worksheet: Worksheet,
    formats: Formats,
    facts: PlanFacts,
    fields: Inputs,
    tables: Mapping[str, Sequence[dict[str, Input[object]]]],
) -> None:
    """Write one recommendation's sheet, filled from the register's inputs or blank."""
    sheet = InputSheet(workbook, worksheet, formats, RECOMMENDATION)
    for column in range(len(RECOMMENDATION.widths)):
        worksheet.write_blank(0, column, None, formats("band"))
    worksheet.set_row(0, 26)
    worksheet.write_string(1, 0, _HINT, formats("help"))
    back = len(RECOMMENDATION.widths) - 1
    worksheet.write_url(1, back, f"internal:{quote_sheetname(layout.SUMMARY)}!A1", formats("plain_link"), _BACK)
    row = 3
    cells: dict[str, str] = {}
    for field in RECOMMENDATION.fields:
        sheet.field(row, field, fields[field.key])
        value = RECOMMENDATION.value_column - 1
        cells[field.key] = xl_rowcol_to_cell(row, value, row_abs=True, col_abs=True)
        if field.key == "rating":
            sheet.rating_colours(row, row, value, facts.scale)
        row += 1
    heading = f'=IF({layout.ITEM_WORD_NAME}="","{DEFAULT_ITEM_WORD}",{layout.ITEM_WORD_NAME})&" "&{cells["number"]}'
    worksheet.write_formula(0, 0, heading, formats("band"), f"{facts.item_word} {fields['number'].text}")
    bodies: dict[str, range] = {}
    for table in RECOMMENDATION.tables:
        bodies[table.key] = body = sheet.table(row + 1, table, tables[table.key])
        row = body.stop
        for each in table.columns:
            if each.kind is layout.Kind.RATING:
                sheet.rating_colours(body.start, body.stop - 1, table.column(each.key) - 1, facts.scale)
    _write_statuses(worksheet, formats, facts, bodies["indicators"], tables["indicators"])
    _write_panel(worksheet, formats, facts, cells, bodies, fields, tables)
    mark_doubtful_cells(worksheet, formats)
    worksheet.freeze_panes(1, 0)
    protect(worksheet)


# --------------------------------------------------------------------------------------------- PI status


def _write_statuses(
    worksheet: Worksheet, formats: Formats, facts: PlanFacts, body: range, rows: Sequence[Inputs]
) -> None:
    column = INDICATORS.column("status") - 1
    for row in body:
        inputs = rows[row - body.start] if row - body.start < len(rows) else None
        value = _status(inputs, facts) if inputs else ""
        worksheet.write_formula(row, column, status_formula(row), formats("worked_out"), value)
    cell = xl_rowcol_to_cell(body.start, column)
    for status, colour in layout.STATUS_COLOURS.items():
        rule = {"type": "formula", "criteria": f'={cell}="{status}"', "format": formats.unregistered(bg_color=colour)}
        worksheet.conditional_format(body.start, column, body.stop - 1, column, rule)


def _status(inputs: Inputs, facts: PlanFacts) -> str:
    """Return the status to save beside the formula."""
    decimals = {key: inputs[key].value for key in ("actual", "target", "tolerance")}
    actual, target, tolerance = (v if isinstance(v, Decimal) else None for v in decimals.values())
    better = inputs["better"].value
    own = facts.tolerance if tolerance is None else tolerance
    return pi_status(actual, target, better if isinstance(better, Better) else None, own).value


def status_formula(row: int) -> str:
    """Return the formula of an indicator's status in a row counted from 0.

    It judges as `plan_workbook.status.pi_status` does. A percentage cell stores 0.41 for 41 %, so values are
    brought to points by the cell's own number format (CELL gives P0, P1… for percentages), and differences are
    rounded to 9 places, since 0.9 - 0.855 is not 0.045 in binary.
    """
    cell = {c.key: xl_rowcol_to_cell(row, INDICATORS.column(c.key) - 1, col_abs=True) for c in INDICATORS.columns}
    unit, better = cell["unit"], cell["better"]
    anything = f"COUNTA({cell['number']}:{cell['period']},{cell['comment']})=0"

    def is_percent(ref: str) -> str:
        return f'LEFT(CELL("format",{ref}),1)="P"'

    words = ",".join(f'TRIM({unit})="{word}"' for word in sorted(PERCENT_WORDS))
    shown = ",".join(is_percent(cell[key]) for key in ("target", "actual", "previous"))
    no_unit = ",".join(f'TRIM({unit})="{word}"' for word in sorted(NO_VALUE))
    in_percent = f"OR({words},AND(OR({no_unit}),OR({shown})))"

    def unmarked(ref: str) -> str:
        return f"NOT({is_percent(ref)}),ABS(N({ref}))<1,N({ref})<>0"

    def readable(ref: str) -> str:
        return f"AND(ISNUMBER({ref}),NOT(AND({in_percent},{unmarked(ref)})))"

    def readable_percent(ref: str) -> str:
        return f"AND(ISNUMBER({ref}),NOT(AND({unmarked(ref)})),N({ref})>=0)"

    def points(ref: str) -> str:
        return f"N({ref})*IF({is_percent(ref)},100,1)"

    actual, target = cell["actual"], cell["target"]
    sign = f'IF(TRIM({better})="Higher",1,IF(TRIM({better})="Lower",-1,0))'
    miss = f"ROUND({sign}*({points(target)}-{points(actual)}),9)"
    plan = f"IF({readable_percent(layout.TOLERANCE_NAME)},{points(layout.TOLERANCE_NAME)},{DEFAULT_TOLERANCE})"
    tolerance = f"IF({readable_percent(cell['tolerance'])},{points(cell['tolerance'])},{plan})"
    near = f"ROUND({tolerance}*ABS({points(target)})/100,9)"
    return (
        f'=IF({anything},"",IF(NOT({readable(actual)}),"{PIStatus.NO_DATA}",'
        f'IF(NOT({readable(target)}),"{PIStatus.NO_TARGET}",IF({sign}=0,"{PIStatus.NOT_JUDGED}",'
        f'IF({miss}<=0,"{PIStatus.ON_TARGET}",IF({miss}<={near},"{PIStatus.NEAR_TARGET}","{PIStatus.OFF_TARGET}"))))))'
    )


# --------------------------------------------------------------------------------------------- the panel


def _write_panel(
    worksheet: Worksheet, formats: Formats, facts: PlanFacts, cells: Mapping[str, str],
    bodies: Mapping[str, range], fields: Inputs, tables: Mapping[str, Sequence[dict[str, Input[object]]]],
) -> None:  # fmt: skip
    """Write the counts of what is still missing, as formulas, with their values beside them."""
    label, value = RECOMMENDATION.panel_column - 1, RECOMMENDATION.panel_value_column - 1
    formulas = _panel_formulas(cells, bodies)
    values = panel_values(fields, tables, facts)
    for column in range(label, value + 1):
        worksheet.write_blank(2, column, None, formats("panel_heading"))
    worksheet.write_string(2, label, _PANEL_HEADING, formats("panel_heading"))
    for row, line in enumerate(RECOMMENDATION.panel, 3):
        for column in range(label, value):
            worksheet.write_blank(row, column, None, formats("panel_label"))
        worksheet.write_string(row, label, line.label, formats("panel_label"))
        worksheet.write_formula(row, value, formulas[line.key], formats("panel_value"), values[line.key])
    cell = xl_rowcol_to_cell(3, value)
    alarm = formats.unregistered(bg_color="#FFD166", bold=True)
    rule = {"type": "formula", "criteria": f"={cell}>0", "format": alarm}
    worksheet.conditional_format(3, value, 2 + len(RECOMMENDATION.panel), value, rule)


def _panel_formulas(cells: Mapping[str, str], bodies: Mapping[str, range]) -> dict[str, str]:
    codes, labels, counts = layout.RATING_CODES_NAME, layout.RATING_LABELS_NAME, layout.RATING_COUNTS_NAME

    def given(ref: str) -> str:
        return "*".join(f'({ref}<>"{word}")' for word in sorted(NO_VALUE))

    def columns(table: layout.Table) -> dict[str, str]:
        return {c.key: column_range(bodies[table.key], table.column(c.key) - 1) for c in table.columns}

    def missing(table_columns: dict[str, str], keys: tuple[str, ...]) -> str:
        return "+".join(f"(1-{given(table_columns[key])})" for key in keys)

    def filled(table: layout.Table, table_columns: dict[str, str]) -> str:
        return "((" + "+".join(f'({table_columns[c.key]}<>"")' for c in table.inputs) + ")>0)"

    rating, status = cells["rating"], f"TRIM({cells['status']})"
    complete = f'SUMPRODUCT((({codes}=TRIM({rating}))+({labels}=TRIM({rating}))>0)*({counts}="complete"))>0'
    closed = f'OR({status}="Business as usual",{status}="BAU",AND({rating}<>"",{complete}))'
    fields = "+".join(f"1-{given(cells[key])}" for key in ("title", "lead", "rating"))
    progress = column_range(bodies["progress"], PROGRESS.column("paragraph") - 1)
    pi, act = columns(INDICATORS), columns(ACTIONS)
    no_actual = f"{given(pi['target'])}*(1-{given(pi['actual'])})*(1-{given(pi['comment'])})"
    says_none = "+".join(f'(LEFT({pi["description"]},{len(words)})="{words}")' for words in SAYS_NONE)
    alone = "*".join(f"(1-{given(pi[key])})" for key in ("number", "lead", "target", "actual", "comment"))
    indicators = (
        f"(1-{alone}*(({says_none})>0))*{filled(INDICATORS, pi)}*({missing(pi, ('description', 'lead'))}+{no_actual})"
    )
    actions = f"{filled(ACTIONS, act)}*({missing(act, ('ref', 'text', 'lead', 'completion_date', 'rating'))})"
    on_track = (
        f'(COUNTIFS({codes},{act["rating"]},{counts},"on track")'
        f'+COUNTIFS({labels},{act["rating"]},{counts},"on track")>0)'
    )
    late = f"ISNUMBER({act['completion_date']})*({act['completion_date']}<{layout.REPORT_DATE_NAME})"
    overdue = f'{late}*ISNUMBER({layout.REPORT_DATE_NAME})*({act["rating"]}<>"")*{on_track}'
    return {
        "fields": f"=IF({closed},0,{fields})",
        "progress": f"=IF({closed},0,IF(SUMPRODUCT({given(progress)})=0,1,0))",
        "indicators": f"=IF({closed},0,SUMPRODUCT({indicators}))",
        "actions": f"=IF({closed},0,SUMPRODUCT({actions}))",
        "overdue": f"=IF({closed},0,SUMPRODUCT({overdue}))",
    }


def panel_values(
    fields: Inputs, tables: Mapping[str, Sequence[dict[str, Input[object]]]], facts: PlanFacts
) -> dict[str, int]:
    """Return what the panel's formulas come to, to be saved beside them."""
    recommendation = Recommendation(
        sheet="", **{f.key: fields[f.key] for f in RECOMMENDATION.fields},  # type: ignore[arg-type]
        progress=tuple(row["paragraph"] for row in tables["progress"]),  # type: ignore[misc]
        indicator_rows=tuple(Indicator("", 0, **row) for row in tables["indicators"]),  # type: ignore[arg-type]
        actions=tuple(Action("", 0, **row) for row in tables["actions"]),  # type: ignore[arg-type]
    )  # fmt: skip
    if recommendation.closed:
        return dict.fromkeys((line.key for line in RECOMMENDATION.panel), 0)
    return {
        "fields": sum(not fields[key].given for key in ("title", "lead", "rating")),
        "progress": int(not any(p.given for p in recommendation.progress)),
        "indicators": sum(
            (not i.description.given)
            + (not i.lead.given)
            + (i.target.given and not i.actual.given and not i.comment.given)
            for i in recommendation.indicators
        ),
        "actions": sum(
            not given
            for a in recommendation.actions
            for given in (a.ref.given, a.text.given, a.lead.given, a.completion_date.given, a.rating.given)
        ),
        "overdue": sum(
            is_overdue(a, facts.report_date) and _counts_as(a.rating.value) is CountsAs.ON_TRACK
            for a in recommendation.actions
        ),
    }


def _counts_as(rating: Rating | None) -> CountsAs | None:
    return rating.counts_as if rating else None
