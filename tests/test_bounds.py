"""The lower bounds of what is depended on are versions that were run: `.ci/run` does so with constraints-lowest.txt."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def version(text: str) -> tuple[int, ...]:
    parts = [int(part) for part in text.split(".")]
    return tuple(parts + [0] * (3 - len(parts)))


def test_the_lowest_version_of_every_dependency_is_pinned_to_be_run():
    text = (ROOT / "constraints-lowest.txt").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = [re.match(r"([\w-]+)(?:\[\w+\])?>=([\d.]+)", each) for each in project["dependencies"]]
    pinned = {name: version(number) for name, number in re.findall(r"^([\w-]+)==([\d.]+)$", text, re.M)}
    assert pinned == {bound[1]: version(bound[2]) for bound in bounds}
    assert "://" not in text and "@" not in text
