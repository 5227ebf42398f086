"""Make a release: wheel, sdist, SBOM, a zip of wheels for Windows, and the hashes of all of them.

    python release/make.py dist

Needs the group `release` of pyproject.toml. The same sources give the same bytes, whoever makes them and whenever:
all times in them are the date of the version in CHANGELOG.md. Nothing is published or sent; the wheels of other
packages come from the index that pip uses.
"""

from __future__ import annotations

import argparse
import email
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from email.message import Message
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "docs"), str(ROOT / "release")]

import third_party
from packaging.utils import canonicalize_name

from plan_workbook import __version__

_HEADING = re.compile(r"^## (\S+) \((\d{4}-\d\d-\d\d)\)$", re.M)
SYSTEMS = {
    "windows": ("win32", ("win_amd64",)),
    "linux": ("linux", ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")),
}
"""For each system that wheels are collected for: what Python calls it, and the tags of the wheels that it takes."""
_TEXTS = (ROOT / "LICENSE", ROOT / "THIRD-PARTY.md", ROOT / "release" / "LGPL-2.1.txt")
_INSTALL = """\
plan-workbook {version}, with all that it needs, for {system} on x86-64 and Python {pythons}.

Installing it needs no network. Unpack this zip, open a terminal in its folder, and type

    {python} -m venv plan-workbook
    {bin}python -m pip install --no-index --find-links wheels plan-workbook
    {bin}plan-workbook demo

If {python} is another version of Python, name the one you have in the first line, such as {exactly}.

If somebody sent you this zip, first compare its SHA-256 with the one in SHA256SUMS of the release. THIRD-PARTY.md lists
the packages in it and their licences; LGPL-2.1.txt is the licence of docxtpl.
"""
_COMMANDS = {
    "windows": ("py", "py -", "plan-workbook\\Scripts\\"),
    "linux": ("python3", "python", "plan-workbook/bin/"),
}
"""How Python is called on each system, what goes before the number of a version of it, and where programs are."""


def released_at() -> int:
    """Return when this version was released, in seconds since 1970: the beginning of the day in CHANGELOG.md.

    Raises:
        SystemExit: the newest entry is of another version, or has no date.
    """
    found = _HEADING.search((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    if found is None or found[1] != __version__:
        sys.exit(f"CHANGELOG.md must begin with ## {__version__} and its date, such as (2026-11-27).")
    return int(datetime.fromisoformat(found[2]).replace(tzinfo=UTC).timestamp())


def build(source: Path, folder: Path) -> tuple[Path, Path]:
    """Make the sdist of a source tree, and from that the wheel; return the paths of both.

    Raises:
        SystemExit: hatchling can't build one of them, and said why.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sdist = _hatched(source, folder, "sdist", ".tar.gz")
    with tempfile.TemporaryDirectory() as name:
        with tarfile.open(sdist) as archive:
            archive.extractall(name, filter="data")
        wheel = _hatched(Path(name) / sdist.name.removesuffix(".tar.gz"), folder, "wheel", ".whl")
    return sdist, wheel


def _hatched(source: Path, folder: Path, target: str, ending: str) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder.resolve())]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(released_at())}
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return next(folder.glob(f"*{ending}"))


def download(system: str, folder: Path) -> list[Path]:
    """Return the wheels of all packages that are needed on a system, for every version of Python we run on.

    Raises:
        SystemExit: pip does not find one, and said which.
        ValueError: a wheel is not what THIRD-PARTY.md says.
    """
    name, tags = SYSTEMS[system]
    pins = third_party.pinned()
    for python in third_party.PYTHONS:
        wanted = [f"{each}=={pins[each]}" for each in sorted(third_party.brought_on(name, python))]
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "-d", str(folder)]
        platforms = [each for tag in tags for each in ("--platform", tag)]
        done = subprocess.run([*command, *platforms, "--python-version", python, *wanted], check=False)
        if done.returncode:
            sys.exit(f"The wheels for Python {python} on {system} can't all be had.")
    wheels = sorted(folder.glob("*.whl"))
    for wheel in wheels:
        compare(wheel)
    return wheels


def compare(wheel: Path) -> None:
    """Compare a wheel with what THIRD-PARTY.md says of its package.

    Raises:
        ValueError: it is another version, has another licence, or has no text of its licence although the page says so.
    """
    with zipfile.ZipFile(wheel) as content:
        names = content.namelist()
        about = next(each for each in names if each.endswith(".dist-info/METADATA"))
        metadata: Message = email.message_from_bytes(content.read(about))
    listed = {each.name: each for each in third_party.packages()}
    said = listed[canonicalize_name(metadata["Name"])]
    has_text = any(map(third_party.is_licence, names))
    found = (metadata["Version"], third_party.licence_of(said.name, metadata), has_text)
    if found != (said.version, said.licence, said.text):
        raise ValueError(f"{wheel.name} is {found}, and THIRD-PARTY.md says {said}: run docs/generate.py again.")


def zip_of_wheels(system: str, wheels: Iterable[Path], target: Path) -> None:
    """Write a zip from which plan-workbook can be installed without a network."""
    python, before, folder = _COMMANDS[system]
    oldest, newest = third_party.PYTHONS[0], third_party.PYTHONS[-1]
    text = _INSTALL.format(
        version=__version__,
        system=system.capitalize(),
        pythons=f"{oldest} to {newest}",
        python=python,
        exactly=f"{before}{newest}",
        bin=folder,
    )
    if system == "windows":
        text = text.replace("\n", "\r\n")
    entries = {"INSTALL.txt": text.encode()} | {path.name: path.read_bytes() for path in _TEXTS}
    when = datetime.fromtimestamp(released_at(), UTC).timetuple()[:6]
    with zipfile.ZipFile(target, "w") as archive:  # wheels are compressed already
        for name, content in entries.items():
            archive.writestr(_entry(name, when), content)
        for wheel in sorted(wheels):
            archive.writestr(_entry(f"wheels/{wheel.name}", when), wheel.read_bytes())


def _entry(name: str, when: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, when)  # type: ignore[arg-type]
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


def hashes(folder: Path) -> None:
    """Write SHA256SUMS, which `sha256sum --check` reads, for all files in a folder."""
    files = sorted(path for path in folder.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="ascii", newline="\n")


def main() -> int:
    """Make a release in a new folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="a new folder")
    parser.add_argument("--wheels-for", nargs="*", choices=SYSTEMS, default=["windows"], metavar="SYSTEM")
    arguments = parser.parse_args()
    from sbom import sbom  # needs what only makers of releases have

    if arguments.folder.exists():
        parser.error(f"{arguments.folder} exists already: name a new folder.")
    try:
        _, wheel = build(ROOT, arguments.folder)
        name = f"plan-workbook-{__version__}"
        (arguments.folder / f"{name}.cdx.json").write_text(sbom(released_at()), encoding="utf-8", newline="\n")
        for system in arguments.wheels_for:
            with tempfile.TemporaryDirectory() as downloads:
                wheels = [wheel, *download(system, Path(downloads))]
                zip_of_wheels(system, wheels, arguments.folder / f"{name}-{system}.zip")
        hashes(arguments.folder)
    except BaseException:
        shutil.rmtree(arguments.folder, ignore_errors=True)
        raise
    for path in sorted(arguments.folder.iterdir()):
        print(f"{path.stat().st_size:>12,}  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
