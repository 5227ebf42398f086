"""What our web pages have in common: one look, and a policy under which the browser loads and runs nothing else."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

_HERE = "plan_workbook.reports"
_SHARED = "page.css"


def beside(package: str, name: str) -> str:
    """Return a text file that ships beside the modules of a package."""
    return (files(package) / name).read_text(encoding="utf-8")


def look(package: str, name: str) -> str:
    """Return the style of a page: what all pages share, then the style sheet of that name, which may differ from it."""
    return f"{beside(_HERE, _SHARED)}\n{beside(package, name)}"


def policy(style: str, script: str = "") -> str:
    """Return a content security policy: that style and that script, known by their hashes, and no other thing."""
    scripts = f"script-src {_hash(script)}; " if script else ""
    return f"default-src 'none'; style-src {_hash(style)}; {scripts}base-uri 'none'; form-action 'none'"


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode('utf-8')).digest()).decode('ascii')}'"
