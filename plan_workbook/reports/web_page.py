"""What our web pages share: their style, and a policy that lets the browser load and run nothing from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template

_HERE = "plan_workbook.reports"
_FRAME, _SHARED = "page.html", "page.css"


def shipped_text(package: str, name: str) -> str:
    """Return the text of a file that ships next to the modules of a package."""
    return (files(package) / name).read_text(encoding="utf-8")


def style_of(package: str, name: str) -> str:
    """Return the style of a page: what all pages share, then its own style sheet, which may override that."""
    return f"{shipped_text(_HERE, _SHARED)}\n{shipped_text(package, name)}"


def security_policy(style: str, script: str = "") -> str:
    """Return a content security policy that allows one style and one script, by their hashes, and nothing else."""
    scripts = f"script-src {_hash(script)}; " if script else ""
    return f"default-src 'none'; style-src {_hash(style)}; {scripts}base-uri 'none'; form-action 'none'"


def page(title: str, style: str, body: str, script: str = "") -> str:
    """Return a whole page; its lines end in a line feed.

    Args:
        title: its title, as text.
        style: its style, as `style_of` gives it.
        body: the markup of its body.
        script: its script, which the body has in its place; the policy lets the browser run no other.
    """
    whole = Template(shipped_text(_HERE, _FRAME)).substitute(
        policy=security_policy(style, script), style=style, title=escape(title), body=body
    )
    return whole.encode("utf-8", "replace").decode("utf-8")


def list_table(
    name: str, caption: str, columns: Sequence[tuple[str, str]], rows: Iterable[tuple[Mapping[str, str], Sequence[str]]]
) -> str:
    """Return a table of a list; with explicit roles, because on a phone its rows are drawn as cards.

    Args:
        name: its id.
        caption: what it lists.
        columns: the heading and class of each column; the rows are named by the column of the class ``place``.
        rows: the ``data-`` attributes of each row, and the markup of its cells.
    """
    head = "".join(f'<th scope="col" role="columnheader" class="{style}">{said}</th>' for said, style in columns)
    body = "\n".join(_list_row(columns, kept, cells) for kept, cells in rows)
    return (
        f'<table id="{name}" class="list" role="table">\n<caption>{caption}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{body}\n</tbody>\n</table>'
    )


def _list_row(columns: Sequence[tuple[str, str]], kept: Mapping[str, str], cells: Sequence[str]) -> str:
    said = "".join(
        f'<th scope="row" role="rowheader">{cell}</th>'
        if style == "place"
        else f'<td role="cell" data-label="{heading}">{cell}</td>'
        for (heading, style), cell in zip(columns, cells, strict=True)
    )
    attributes = "".join(f' data-{key}="{escape(value, quote=True)}"' for key, value in kept.items())
    return f'<tr role="row"{attributes}>{said}</tr>'


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode('utf-8')).digest()).decode('ascii')}'"
