"""What is installed with plan-workbook here, as an SBOM in CycloneDX: for programs that look for known weaknesses.

    python -m plan_workbook.sbom

writes it to standard output. The SBOM of a release has the versions that the tests pass with; this one has those that
pip has installed. Nothing is asked of any network.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any
from uuid import uuid4

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OURS = "plan-workbook"
EXTRAS = ("store", "cluster", "cloud")
"""Those for people who use it; what they bring is listed if it is there."""
_CLASSIFIED = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
"""Classifiers that name one licence; *BSD License* names several."""
_READ = {
    "colorama": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "locket": "BSD-2-Clause",
    "olefile": "BSD-2-Clause",
    "partd": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "zict": "BSD-3-Clause",
}
"""Licences that somebody has read in the package, because its metadata does not name them clearly."""
_ONE = re.compile(r"[\w.+-]+")
"""An SPDX expression that is one licence."""


def licence_of(name: str, metadata: Message | None = None) -> str:
    """Return the licence of a package as an SPDX expression, from its metadata: by default that of the installed one.

    Raises:
        LookupError: the metadata does not say, and nobody has looked.
    """
    if name in _READ:
        return _READ[name]
    about: Any = distribution(name).metadata if metadata is None else metadata
    for said in (about.get("License-Expression"), about.get("License")):
        try:
            return str(canonicalize_license_expression(said or ""))
        except InvalidLicenseExpression:
            continue
    classified = (each for each in about.get_all("Classifier") or () if each.startswith("License ::"))
    classifiers = [each.rpartition(" :: ")[2] for each in classified]
    if len(classifiers) == 1 and classifiers[0] in _CLASSIFIED:
        return _CLASSIFIED[classifiers[0]]
    raise LookupError(
        f"The metadata of {name} does not name its licence: read it, and say so in plan_workbook/sbom.py."
    )


def installed() -> dict[str, list[str]]:
    """Return plan-workbook and the packages that it and its extras bring, as far as they are installed here.

    Each has the names of those that it needs itself.
    """
    found: dict[str, set[str]] = {}
    waiting, seen = [(OURS, extra) for extra in ("", *EXTRAS)], set[tuple[str, str]]()
    while waiting:
        name, extra = each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        try:
            wanted = [Requirement(said) for said in distribution(name).requires or ()]
        except PackageNotFoundError:  # one of an extra that is not installed
            continue
        needed = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": extra})]
        found.setdefault(name, set()).update(canonicalize_name(one.name) for one in needed)
        waiting += [(canonicalize_name(one.name), more) for one in needed for more in ("", *one.extras)]
    return {name: sorted(needed & found.keys() - {name}) for name, needed in sorted(found.items())}


def sbom() -> str:
    """Return what is installed here as CycloneDX 1.6 in JSON, in ASCII."""
    needed = installed()
    ours, *others = (_component(each) for each in (OURS, *(name for name in needed if name != OURS)))
    references = {each["name"]: each["bom-ref"] for each in (ours, *others)}
    said = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
            "component": {**ours, "type": "application"},
        },
        "components": others,
        "dependencies": [
            {"ref": references[name], "dependsOn": [references[each] for each in names]}
            for name, names in needed.items()
        ],
    }
    return json.dumps(said, indent=2)


def _component(name: str) -> dict[str, Any]:
    version = distribution(name).version
    url = f"pkg:pypi/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": url,
        "name": name,
        "version": version,
        "licenses": list(_licences(name)),
        "purl": url,
    }


def _licences(name: str) -> Iterable[dict[str, Any]]:
    try:
        licence = licence_of(name)
    except LookupError:  # that of a newer version, which nobody has looked at
        return
    yield {"license": {"id": licence}} if _ONE.fullmatch(licence) else {"expression": licence}


if __name__ == "__main__":
    sys.stdout.write(sbom() + "\n")
