"""What is installed with plan-workbook, and under which licence: makes THIRD-PARTY.md for `docs/generate.py`.

Licences come from the metadata of the installed packages, versions from constraints.txt. `release/make.py` goes by the
same list, and compares it with the wheels it has.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from plan_workbook.sbom import EXTRAS, licence_of

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = tuple(
    each.rpartition(" ")[2]
    for each in PROJECT["classifiers"]
    if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", each)
)
"""The versions of Python that the project says it runs on."""
_SYSTEMS = {"win32": ("Windows", "nt"), "linux": ("Linux", "posix"), "darwin": ("Darwin", "posix")}
_ELSEWHERE = {"colorama"}
"""Packages for Windows only, whose metadata is not installed on other systems; they need no others."""
_INSIDE = {
    "lxml": "libxml2, libxslt, zlib, libiconv",
    "cryptography": "OpenSSL (Apache-2.0)",
    "pillow": "libjpeg-turbo, libtiff, libwebp, freetype and others",
    "pypdfium2": "PDFium (BSD-3-Clause or Apache-2.0) and what it is built from",
    "vl-convert-python": "Deno, V8, Vega, Vega-Lite and fonts",
    "polars-runtime-32": "crates of Rust",
    "deltalake": "crates of Rust",
}
"""What wheels hold that was written by others than the package."""
_COPYLEFT = re.compile(r"\b(?:A?GPL|LGPL|MPL|EPL|EUPL|CDDL)\b")
_EXPLAINED = {
    "docxtpl": """
docxtpl fills in the Word report. Its licence asks nothing of people who only use plan-workbook. It asks something of
anyone who passes docxtpl on to somebody else:

- plan-workbook itself stays under the MIT licence. docxtpl is a separate package that pip installs next to it.
  plan-workbook imports it unchanged, and replaces some of its methods in a class of its own
  (`publishing/word/filling.py`); it contains no code of docxtpl.
- If you pass docxtpl on, for example in the zip of wheels, the text of its licence and its source go with it. Its
  wheel has no such text, so it is in [release/LGPL-2.1.txt](release/LGPL-2.1.txt) and in the zip of
  wheels. The source is the wheel: it holds only Python code.
- The people you give it to may change it. pip lets them: they can install another docxtpl in its place. If you build
  one program file from plan-workbook (with PyInstaller, say), docxtpl must stay replaceable in it, and you must not
  forbid people to change docxtpl for their own use, or to take the program apart to find faults in such a change.
- If you change docxtpl and pass that on, it stays under the same licence, and you say what you changed.
""",
}
"""What a licence that asks for more than its own text to be passed on means here."""


class Package(NamedTuple):
    """A package that is installed with plan-workbook."""

    name: str
    version: str
    licence: str
    """As an SPDX expression."""
    text: bool
    """Whether the text of its licence is in its wheel."""
    extras: tuple[str, ...]
    """The extras that bring it; none if plan-workbook itself does."""
    only_on: str
    """The one system that it is for; empty if it is for all of them."""


@cache
def packages() -> tuple[Package, ...]:
    """Return all packages that plan-workbook and its extras bring on any system, sorted by name.

    Raises:
        LookupError: one is not pinned in constraints.txt, or nothing says what its licence is.
    """
    pins = pinned()
    without = {system: _brought(system) for system in _SYSTEMS}
    found = {each for names in without.values() for each in names}
    by_extra = {extra: {each for system in _SYSTEMS for each in _brought(system, extra)} for extra in EXTRAS}
    result = []
    for name in sorted(found.union(*by_extra.values())):
        extras = () if name in found else tuple(extra for extra in EXTRAS if name in by_extra[extra])
        systems = [system for system, names in without.items() if name in names]
        only_on = _SYSTEMS[systems[0]][0] if len(systems) == 1 else ""
        if name not in pins:
            raise LookupError(f"{name} is installed with plan-workbook and not pinned in constraints.txt: add it.")
        result.append(Package(name, pins[name], licence_of(name), _has_text(name), extras, only_on))
    return tuple(result)


def pinned() -> dict[str, str]:
    """Return the version of each package in constraints.txt."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)$", text, re.M)}


def brought_on(system: str, python: str) -> set[str]:
    """Return the packages that plan-workbook brings, without extras, on a system (``win32``) and version of Python."""
    return {name for name, _ in _closure("", system, python)} - {"plan-workbook"}


def needed_by(name: str) -> set[str]:
    """Return the packages that one of them needs itself, on any system and version of Python."""
    found: set[str] = set()
    for system in _SYSTEMS:
        for python in PYTHONS:
            asked = [each for each in _closure("", system, python) if each[0] == name]
            found |= {needed for each in asked for needed, _ in _needs(*each, system, python)}
    return found - {name}


def _brought(system: str, extra: str = "") -> set[str]:
    return {name for python in PYTHONS for name, _ in _closure(extra, system, python)} - {"plan-workbook"}


@cache
def _closure(extra: str, system: str, python: str) -> frozenset[tuple[str, str]]:
    """Return the names of all packages that plan-workbook brings, each with an extra that is asked for or none."""
    found: set[tuple[str, str]] = set()
    waiting = [("plan-workbook", extra)]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += _needs(*each, system, python)
    return frozenset(found)


@cache
def _needs(name: str, extra: str, system: str, python: str) -> tuple[tuple[str, str], ...]:
    if name in _ELSEWHERE:
        return ()
    platform, os_name = _SYSTEMS[system]
    environment = {
        "sys_platform": system,
        "platform_system": platform,
        "os_name": os_name,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "extra": extra,
    }
    wanted = [Requirement(each) for each in distribution(name).requires or ()]
    return tuple(
        (canonicalize_name(each.name), more)
        for each in wanted
        if each.marker is None or each.marker.evaluate(environment)
        for more in ("", *sorted(each.extras))
    )


def _has_text(name: str) -> bool:
    try:
        files = distribution(name).files or ()
    except PackageNotFoundError:
        return name in _ELSEWHERE
    return any(is_licence(each.as_posix()) for each in files)


def is_licence(path: str) -> bool:
    """Tell whether a file in a wheel is the text of a licence, by its path."""
    return re.search(r"(?:^|/)(?:LICEN[CS]ES?|COPYING)\b", path, re.IGNORECASE) is not None


def page() -> str:
    """Return THIRD-PARTY.md.

    Raises:
        LookupError: a licence that asks for more than its own text to be passed on is not explained.
    """
    listed = packages()
    lines = [
        "# Packages by others",
        "",
        "plan-workbook is under the MIT licence ([LICENSE](LICENSE)) and contains no code of others. The packages",
        "below are installed with it. Each has its own licence, and its authors keep the copyright.",
        "`docs/generate.py` makes this page from the metadata of the packages. The versions are those in",
        "`constraints.txt`, with which the tests pass; pip installs newer ones of some unless it is given that file",
        "(`plan-workbook help constraints.txt` writes it). Every release has the same list for programs, as an SBOM",
        "in CycloneDX ([how it is made](release/README.md)). What is installed on a computer, with its versions, is",
        "written in the same form by the Python of its folder: `python -m plan_workbook.sbom`. The texts of the",
        "licences are next to each package, in the folders `*.dist-info` of `site-packages`.",
        "",
        *_table([each for each in listed if not each.extras], "only on"),
        "",
        "## With an extra",
        "",
        "`plan-workbook[store]`, `[cluster]` and `[cloud]` also install these, which are not in the zip of wheels:",
        "",
        *_table([each for each in listed if each.extras], "extra"),
        "",
        "## Libraries inside wheels",
        "",
        "Some wheels contain libraries in machine code. Their licences are in the wheel, or on the home page of",
        "the package:",
        "",
        "| package | what is inside |",
        "|---|---|",
        *(f"| {name} | {inside} |" for name, inside in sorted(_INSIDE.items())),
    ]
    for each in listed:
        if _COPYLEFT.search(each.licence):
            if each.name not in _EXPLAINED:
                raise LookupError(f"{each.name} is under {each.licence}: say in docs/third_party.py what that means.")
            lines += ["", f"## {each.name} is under {each.licence}", _EXPLAINED[each.name].rstrip()]
    lines += [
        "",
        "## For tests and development only",
        "",
        "The tests, the benchmarks and the documentation use other packages, such as hypothesis and axe-core (both",
        "MPL-2.0). They are not installed with plan-workbook and are not part of a release. LibreOffice, which",
        "makes PDFs, is a separate program.",
    ]
    return "\n".join(lines) + "\n"


def _table(listed: list[Package], last: str) -> Iterator[str]:
    yield f"| package | version | licence | its text | {last} |"
    yield "|---|---|---|---|---|"
    for each in listed:
        text = "in the wheel" if each.text else "not in the wheel"
        where = ", ".join(each.extras) or each.only_on
        yield f"| {each.name} | {each.version} | {each.licence} | {text} | {where} |"


if __name__ == "__main__":  # the packages for a system and a version of Python, as pip takes them
    pins = pinned()
    sys.stdout.write(" ".join(f"{name}=={pins[name]}" for name in sorted(brought_on(sys.argv[1], sys.argv[2]))) + "\n")
