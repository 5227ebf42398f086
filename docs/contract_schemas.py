"""The JSON Schema of what each command prints with ``--format json``, made from `plan_workbook.contract`.

The descriptions are the docstrings there. The schemas allow keys that are not in them, because keys may be added
without a new number; `strict` ones do not, so that tests find what is printed and not declared.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from typing import Any, get_args, get_type_hints

from plan_workbook.contract import format_of, older_reports, reports
from plan_workbook.contract.failed import Failed

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return each schema as text, by its file name: ``validate-2.json``."""
    numbered = [(command, format_of(command)) for command in reports()]
    return {
        f"{command}-{number}.json": json.dumps(schema_of(command, number), indent=2) + "\n"
        for command, number in [*numbered, *older_reports()]
    }


def schema_of(command: str, number: int | None = None, *, strict: bool = False) -> dict[str, Any]:
    """Return the schema of what a command prints, whether it could do its work or not; in the format of today."""
    from pydantic import TypeAdapter

    number = number or format_of(command)
    declared = older_reports().get((command, number)) or reports()[command] | Failed
    objects = {each.__name__: each for each in _typed_dicts(declared)}
    for each in objects.values():
        each.__pydantic_config__ = {"extra": "forbid" if strict else "allow"}
    made = _without_titles(TypeAdapter(declared).json_schema())
    for name, told in made["$defs"].items():
        for key, said in _described(objects[name]).items():
            told["properties"][key]["description"] = said
    return {"$schema": DIALECT, "title": f"plan-workbook {command}, format {number}", **made}


def _typed_dicts(declared: Any) -> set[Any]:
    """Return every object that a declaration is made of."""
    if hasattr(declared, "__total__"):
        return {declared}.union(*(_typed_dicts(each) for each in get_type_hints(declared).values()))
    return set().union(*(_typed_dicts(each) for each in get_args(declared)))


def _described(declared: Any) -> dict[str, str]:
    """Return the docstrings of an object's keys, those that it inherits as well."""
    bases = [each for each in getattr(declared, "__orig_bases__", ()) if hasattr(each, "__total__")]
    said = {key: text for base in bases for key, text in _described(base).items()}
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(declared))).body
    assert isinstance(body, ast.ClassDef)
    for line, after in zip(body.body, body.body[1:], strict=False):
        if isinstance(line, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            said[ast.unparse(line.target)] = " ".join(str(after.value.value).split())
    return said


def _without_titles(made: Any) -> Any:
    """Return a schema without titles, which only repeat the names of keys."""
    if isinstance(made, list):
        return [_without_titles(each) for each in made]
    if not isinstance(made, dict):
        return made
    return {key: _without_titles(each) for key, each in made.items() if key != "title" or not isinstance(each, str)}
