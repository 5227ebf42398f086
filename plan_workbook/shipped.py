"""The files that ship with the program: in the package once it is installed, in their own folders of a checkout."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

ROOT_PAGES = {"changes": "CHANGELOG.md", "reporting": "SECURITY.md", "third-party": "THIRD-PARTY.md"}
"""The pages that are at the root of a checkout, where others look for them, with their names in the package."""

ROOT_TEXTS = ("constraints.txt", "LICENSE", "release/LGPL-2.1.txt")
"""The versions that the tests pass with, for pip, our licence and that of docxtpl: at these paths in a checkout, and
next to the pages in the package."""


class Shipped(Enum):
    """A folder that ships, with its name in the package and its path in a checkout, as ``pyproject.toml`` has them."""

    EXAMPLE = ("example", "workbooks/improvement-plan-2017-12")
    """The register of the example plan: the figures of a real plan, reworded."""
    REGISTER_EXAMPLE = ("register_example", "workbooks/register-example")
    """A register with something under every heading that there is."""
    TEMPLATES = ("templates", "templates")
    """The templates of editions and emails, which a council may change."""
    PAGES = ("docs", "docs")
    """The documentation, as Markdown; in the package also `ROOT_PAGES`."""

    @property
    def folder(self) -> Path:
        """The folder."""
        package = Path(__file__).parent
        inside, outside = self.value
        installed = package / inside
        return installed if installed.is_dir() else package.parent / outside
