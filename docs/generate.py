"""Make all the derived files in the repository: ``python docs/generate.py``.

The reference pages come from the rules' and commands' own declarations, the shipped workbooks from the layout and the
example's register, the Word template from `highlight_report`, charts from `run_chart` and `zones`. Tests prove that the
committed files are current.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = "improvement-plan-2017-12"
_FORMATS_BEGIN, _FORMATS_END = "<!-- formats, from docs/generate.py -->", "<!-- end of formats -->"
_COLUMNS_BEGIN, _COLUMNS_END = "<!-- columns, from docs/generate.py -->", "<!-- end of columns -->"
_MONTH_BEGIN, _MONTH_END = "<!-- next month, from docs/generate.py -->", "<!-- end of next month -->"
_SCHEMAS_BEGIN, _SCHEMAS_END = "<!-- schemas, from docs/generate.py -->", "<!-- end of schemas -->"
_CODES_BEGIN, _CODES_END = "<!-- codes, from docs/generate.py -->", "<!-- end of codes -->"
_ARGUMENTS_BEGIN, _ARGUMENTS_END = "<!-- arguments, from docs/generate.py -->", "<!-- end of arguments -->"
_TABLES_BEGIN, _TABLES_END = "<!-- tables, from docs/generate.py -->", "<!-- end of tables -->"


def rules_page() -> str:
    """Return the catalogue of rules as a page."""
    from plan_workbook.checking.catalogue import catalogue
    from plan_workbook.checking.rule import described

    rules = catalogue()
    lines = [
        "# The rules",
        "",
        f"`plan-workbook validate` goes by these {len(rules)} rules. This page is made from them by "
        "`docs/generate.py`; `plan-workbook rules RULE` prints one.",
        "",
        "**error**: the numbers can't be trusted, or the sheet is incomplete. **warning**: doubtful, someone "
        "must look. **note**: worth knowing.",
    ]
    for table, members in groupby(rules.values(), key=lambda rule: rule.table.title):
        lines += ["", f"## {table}"]
        for rule in members:
            lines += ["", f"### {rule.name}", "", f"Severity: **{rule.severity.value}**", ""]
            lines += [f"- {label}: {text}" for label, text in described(rule)]
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Return the help of every command as a page."""
    from typer.testing import CliRunner

    from plan_workbook.cli.main import COMMANDS, app

    runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})
    lines = ["# The commands", "", "Made from `--help` by `docs/generate.py`."]
    for name in ("", *COMMANDS):
        shown = runner.invoke(app, [*name.split(), "--help"], prog_name="plan-workbook", terminal_width=100)
        text = "\n".join(line.rstrip() for line in shown.output.strip().splitlines())
        lines += ["", f"## {('plan-workbook ' + name).strip()}", "", "```text", text, "```"]
    return "\n".join(lines) + "\n"


def publishing_page() -> str:
    """Return the page about publishing with a current table of formats; the rest is written by hand."""
    from plan_workbook.publishing.formats import Format

    rows = ["| format | what it is | `--encrypt` | `--template` |", "|---|---|---|---|"]
    for each in Format:
        endings = ", ".join(f"`{ending}`" for ending in each.suffixes)
        encrypt, template = ("yes" if can else "no" for can in (each.can_be_encrypted, each.takes_template))
        rows.append(f"| {endings} | {each.words}: {each.content} | {encrypt} | {template} |")
    return _with_rows("publishing.md", rows, _FORMATS_BEGIN, _FORMATS_END)


def register_page() -> str:
    """Return the page about the register with its tables renewed; people write the rest."""
    from plan_workbook import layout
    from plan_workbook.register import read_register, register_tables
    from plan_workbook.values.text import in_brief

    example = read_register(ROOT / "workbooks" / "register-example")
    rows: list[str] = []

    def row(heading: str, is_needed: str, about: str, value: str) -> None:
        shown = f"`{in_brief(value)}`" if value else ""
        rows.append(" | ".join((f"| {heading}", is_needed, about, f"{shown} |")).replace("  |", " |"))

    for table in register_tables():
        rows += ["", f"### {table.name}", "", _ABOUT_TABLES[table.name], ""]
        rows += [
            f"| {'field' if table.name == 'plan' else 'column'} | | what it holds | example |",
            "|---|---|---|---|",
        ]
        if table.name == "plan":
            for each in layout.PLAN.fields:
                is_needed = "required" if each.required else "if used" if each.only_if_used else ""
                row(each.label, is_needed, _held(each), example.field(each.label))
            continue
        declared = _declared_of(table.name)
        for heading in table.headings:
            is_needed = "needed" if heading in table.needed else "if used" if declared[heading].only_if_used else ""
            value = next((record[heading] for record in example.rows(table.name) if record[heading]), "")
            row(heading, is_needed, _held(declared[heading]), value)
    return _with_rows("register.md", rows[1:], _TABLES_BEGIN, _TABLES_END)


_ABOUT_TABLES = {
    "plan": "About the plan: a row for each field, under `Field` and `Value`.",
    "recommendations": "A row for each recommendation. Always there.",
    "indicators": "A row for each performance indicator.",
    "actions": "A row for each action. An objective is enough on the first of its rows.",
    "ratings": "The rating scale. Without it, a plan has C Complete, R Red, A Amber and G Green.",
    "people": "Who leads what, and the coordinator and the board; optional.",
    "accepted": "Findings that were looked at and can stay; optional.",
    "severities": "Rules that the plan takes more or less seriously; optional.",
    "extra_columns": "Columns of your own, which `indicators` or `actions` then has "
    "([columns-of-your-own.md](columns-of-your-own.md)); optional.",
    "history": "What the plan was in the periods that have ended, a row for each thing and period; optional.",
}
"""What each table of a register is."""


def _declared_of(table: str) -> dict[str, Any]:
    """Return the fields and columns of a table of a register, by their headings there."""
    from plan_workbook import layout

    of_sheet = layout.RECOMMENDATION
    number = of_sheet.fields[0]
    if table == "recommendations":
        paragraphs = {each.columns[0].heading: each for each in layout.PARAGRAPHS}
        return {each.heading: each for each in of_sheet.fields} | paragraphs
    if table in (layout.INDICATORS.key, layout.ACTIONS.key):
        return {number.heading: number} | {each.heading: each for each in of_sheet.table(table).inputs}
    of_plan = {each.key: each for each in (*layout.PLAN.tables, layout.HISTORY)}
    return {each.heading: each for each in of_plan[table].inputs}


def _held(declared: Any) -> str:
    """Return what a field, a column or paragraphs hold in a register, with the words that they may be."""
    from plan_workbook import layout
    from plan_workbook.layout.drop_downs import LISTS
    from plan_workbook.values.text import listed

    if isinstance(declared, layout.Table):
        prompt = declared.columns[0].prompt
        return prompt.replace("One paragraph per row.", "A blank line separates two paragraphs.")
    said = declared.full_prompt or declared.prompt if isinstance(declared, layout.Column) else declared.prompt
    if declared.kind is layout.Kind.RATING and declared.key == "rating":
        said = "The rating: its code or label in `ratings`."
    if declared.kind in LISTS and declared.kind not in layout.OPEN_LISTS:
        said += f" One of: {listed(LISTS[declared.kind][1], 'or')}."
    return said.replace(" (Alt+Enter twice)", "")


def next_month_page() -> str:
    """Return the page about the next month with a current table of what becomes of each input."""
    from plan_workbook import layout
    from plan_workbook.layout.next_month import NEXT_MONTH

    named = {layout.PLAN.title: layout.PLAN.labels, layout.RECOMMENDATION.title: layout.RECOMMENDATION.labels}
    titles = {table.key: table.called for table in layout.RECOMMENDATION.tables}
    named |= {table.key: {c.key: c.heading for c in table.inputs} for table in layout.RECOMMENDATION.tables}
    rows = ["| where | what | becomes |", "|---|---|---|"]
    for where, becomes in NEXT_MONTH.items():
        for each in dict.fromkeys(becomes.values()):
            headings = ", ".join(named[where][key] for key, its in becomes.items() if its is each)
            rows.append(f"| {titles.get(where, where)} | {headings} | {each.value} |")
    return _with_rows("next-month.md", rows, _MONTH_BEGIN, _MONTH_END)


def store_page() -> str:
    """Return the page about the store with its columns renewed; people write the rest."""
    from plan_workbook.gathering.schema import RUNS, SCHEMA_VERSION, TABLES

    rows = [f"This is version {SCHEMA_VERSION} of the schema."]
    for table in (*TABLES, RUNS):
        rows += ["", f"### {table.name}", "", table.meaning, "", "| column | type | meaning |", "|---|---|---|"]
        rows += [f"| `{each.name}` | {each.type.value} | {each.meaning} |" for each in table.columns]
    return _with_rows("store.md", rows, _COLUMNS_BEGIN, _COLUMNS_END)


def programs_page() -> str:
    """Return the page for programs with current tables of schemas and of codes of errors; people write the rest."""
    from plan_workbook.contract import format_of, older_reports, reports

    rows = ["| command | format | schema |", "|---|---|---|"]
    numbered = [(command, format_of(command)) for command in reports()]
    for command, number in sorted([*numbered, *older_reports()]):
        name = f"{command}-{number}.json"
        rows.append(f"| `{command}` | {number} | [{name}](schemas/{name}) |")
    codes = ["| code | meaning |", "|---|---|", *(f"| `{code}` | {meaning} |" for code, meaning in _codes())]
    page = _with_rows("programs.md", rows, _SCHEMAS_BEGIN, _SCHEMAS_END)
    return _between(page, codes, _CODES_BEGIN, _CODES_END)


def _codes() -> Iterator[tuple[str, str]]:
    """Yield each code of an error with what it means: the docstring of its class."""
    from plan_workbook import errors
    from plan_workbook.package.errors import PackageError

    def below(kind: type[Exception]) -> Iterator[type[Exception]]:
        yield kind
        for each in kind.__subclasses__():
            yield from below(each)

    for kind in (*below(PackageError), *below(errors.PlanWorkbookError)):
        if kind is not PackageError and kind.__module__ in (errors.__name__, PackageError.__module__):
            yield errors.code_of_kind(kind), " ".join((kind.__doc__ or "").partition("\n\n")[0].split())
    yield from errors.OTHER_CODES.items()


def _with_rows(page: str, rows: list[str], begin: str, end: str) -> str:
    """Return a page of the docs with these rows between its two marks."""
    return _between((ROOT / "docs" / page).read_text(encoding="utf-8"), rows, begin, end)


def _between(text: str, rows: list[str], begin: str, end: str) -> str:
    """Return a text with these rows between two marks."""
    before, rest = text.split(begin)
    table = "\n".join(rows)
    return f"{before}{begin}\n{table}\n{end}{rest.split(end)[1]}"


class _Literally(str):
    """A default that is shown as it stands here."""

    def __repr__(self) -> str:
        return str(self)


def _as_typed(default: Any) -> Any:
    """Return a default as somebody would type it: the word of an enumeration; of a function, only that there is one."""
    if isinstance(default, Enum):
        return default.value
    return _Literally("...") if inspect.isfunction(default) else default


def python_page() -> str:
    """Return the page about Python with the arguments of each function that is offered; people write the rest."""
    import plan_workbook

    rows = ["```text"]
    for name in sorted(plan_workbook.__all__):
        offered = getattr(plan_workbook, name)
        if inspect.isfunction(offered):
            given = inspect.signature(offered).parameters.values()
            shown = [each.replace(annotation=each.empty, default=_as_typed(each.default)) for each in given]
            rows.append(f"{name}{inspect.Signature(shown)}")
    return _with_rows("python.md", [*rows, "```"], _ARGUMENTS_BEGIN, _ARGUMENTS_END)


_SILENT = re.compile(r"(?<=\| schema \| rules \|\n\|---\|---\|\n).*?(?=\n\n|\n\Z)", re.S)
"""The rows of the table in docs/schemas.md: rules that find nothing in a frame without the rest of a plan."""


def schemas_page() -> str:
    """Return the page about schemas with a current table of rules that need more than a row; people write the rest."""
    from plan_workbook import schemas
    from plan_workbook.checking.catalogue import rules_about
    from plan_workbook.checking.report import TABLES

    lines = []
    for table in TABLES:
        alone = set(table.frame_of([]).rows.columns)
        silent = [each.name for each in rules_about(table) if not all(each.looks_at(key) <= alone for key in each.at)]
        if table.key in schemas.__all__ and silent:
            lines.append(f"| `{table.key}` | {', '.join(silent)} |")
    return _SILENT.sub("\n".join(lines), (ROOT / "docs" / "schemas.md").read_text(encoding="utf-8"))


def pages() -> dict[Path, str]:
    """Return every generated page and every picture that no other program has to draw, by path."""
    import third_party
    from contract_schemas import schemas
    from run_chart import charts
    from zones import zones

    made = {
        "rules.md": rules_page(),
        "commands.md": commands_page(),
        "publishing.md": publishing_page(),
        "register.md": register_page(),
        "schemas.md": schemas_page(),
        "store.md": store_page(),
        "next-month.md": next_month_page(),
        "programs.md": programs_page(),
        "python.md": python_page(),
        **{f"pictures/{name}.svg": chart for name, chart in charts().items()},
        "pictures/zones.svg": zones(),
        **{f"schemas/{name}": schema for name, schema in schemas().items()},
    }
    return {ROOT / "docs" / name: page for name, page in made.items()} | {ROOT / "THIRD-PARTY.md": third_party.page()}


def workbooks() -> dict[Path, bytes]:
    """Return every generated workbook, by path."""
    from plan_workbook.jobs.new import checked_workbook
    from plan_workbook.layout import SPARE_SHEETS
    from plan_workbook.register import read_register
    from plan_workbook.writing.master import blank_register, master_workbook

    example, _, _ = checked_workbook(read_register(ROOT / "workbooks" / EXAMPLE), f"{EXAMPLE}.xlsx")
    return {
        ROOT / "templates" / "improvement-plan.xlsx": master_workbook(blank_register(SPARE_SHEETS)),
        ROOT / "workbooks" / f"{EXAMPLE}.xlsx": example,
    }


def reports() -> dict[Path, bytes]:
    """Return every generated Word template, by path."""
    from plan_workbook.publishing.word.template.report import highlight_report

    return {ROOT / "templates" / "highlight-report.docx": highlight_report()}


def main() -> int:
    """Write all the derived files."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    for path, content in {**workbooks(), **reports()}.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
