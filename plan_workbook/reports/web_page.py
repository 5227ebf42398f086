"""What our web pages share: their style, and a policy that lets the browser load and run nothing from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

_HERE = "plan_workbook.reports"
_SHARED = "page.css"


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


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode('utf-8')).digest()).decode('ascii')}'"
