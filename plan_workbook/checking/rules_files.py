"""Rules of your own as they are read from files and installed packages, and tried before there is a plan.

A rules file is code, so it is run only if somebody names it, or has installed it as a package with the entry point
`GROUP`; nothing is ever taken from the folder of a workbook.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl

from plan_workbook.checking.built_in import BUILT_IN
from plan_workbook.checking.fact import Fact
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.rule import Rule, Source
from plan_workbook.checking.rule_errors import broken, file_of, line_of, to_do_about, why_in_words
from plan_workbook.checking.table import Table
from plan_workbook.errors import RulesError, is_panic
from plan_workbook.layout.own_columns import is_own_column
from plan_workbook.patterns import pattern
from plan_workbook.values.text import is_blank

GROUP = "plan_workbook.rules"
"""The group of entry points by which an installed package offers rules."""
RULES = "RULES"
"""What a rules file calls its rules."""
LARGEST_FILE = 1 << 20
"""Bytes of a rules file."""
_NAME = pattern(r"[a-z0-9]+(-[a-z0-9]+)+")
_of_packages: dict[str, list[tuple[Table[Any], Fact[Any]]]] = {}
"""The facts of each module of an installed package: it declares them once, when Python imports it, and never again."""
_WORDS = ("title", "why", "message", "fix", "good", "bad")
"""What a rule says, each a text; the message and the fix may be functions."""
Facts = Sequence[tuple[Table[Any], Fact[Any]]]
"""Facts with the tables that they are about."""


@dataclass(frozen=True, eq=False)
class InForce:
    """The rules by which plans are checked."""

    files: tuple[Path, ...] = ()
    """The files that were named."""
    own: tuple[Rule, ...] = ()
    """The rules of those files and of installed packages."""
    facts: tuple[tuple[Table[Any], Fact[Any]], ...] = ()
    """What they work out about rows, with the table that it is for."""
    content: tuple[str, ...] = ()
    """A fingerprint of each file."""
    packages: tuple[str, ...] = ()
    """The installed packages that have rules, with their versions, each with a fingerprint of its code."""

    @property
    def fingerprint(self) -> str:
        """What tells these rules of your own from others; empty without any."""
        said = "\n".join((*self.content, *self.packages))
        return sha256(said.encode()).hexdigest()[:16] if said else ""

    @cached_property
    def catalogue(self) -> dict[str, Rule]:
        """All rules by name."""
        return {**BUILT_IN, **{rule.name: rule for rule in self.own}}

    def add(self) -> None:
        """Give the tables the facts, and the extra columns that rules look at."""
        for table, fact in self.facts:
            table.facts.append(fact)
        for rule in self.own:
            rule.table.own.extend(key for key in _own_columns_of(rule) if key not in rule.table.own)

    def remove(self) -> None:
        """Take them away again."""
        for table, fact in self.facts:
            table.facts.remove(fact)
        for rule in self.own:
            rule.table.own.clear()


def rules_in(files: Sequence[Path]) -> InForce:
    """Return the rules of these files and of installed packages.

    Raises:
        RulesError: there is a mistake in them.
    """
    own: list[Rule] = []
    facts: list[tuple[Table[Any], Fact[Any]]] = []
    for source, load in [*_installed(), *(_in_file(path) for path in files)]:
        with _new_facts() as declared:
            rules = _rules_of(source, load)
        if source.package and declared:
            _of_packages[source.file] = declared
        elif source.package:
            declared = _of_packages.get(source.file, [])
        facts += [each for each in declared if each not in facts]
        for rule in rules:
            _refuse_faulty(rule, source, own, facts)
            own.append(replace(rule, source=source))
    packages = sorted(
        {f"{each.name} {_code_of(each)}" for each in (rule.source for rule in own) if each and each.package}
    )
    return InForce(tuple(files), tuple(own), tuple(facts), fingerprints_of(files), tuple(packages))


def fingerprints_of(files: Sequence[Path]) -> tuple[str, ...]:
    """Return a fingerprint of each file; empty for one that can't be read."""
    found = []
    for path in files:
        try:
            found.append(sha256(path.read_bytes()).hexdigest())
        except OSError:
            found.append("")
    return tuple(found)


def _in_file(path: Path) -> tuple[Source, Callable[[], object]]:
    return Source(path.name, str(path)), lambda: _run(path)


@contextmanager
def printing_apart() -> Iterator[None]:
    """Have what rules of your own print go to standard error: standard output is for what a command prints."""
    with redirect_stdout(sys.stderr):
        yield


def _run(path: Path) -> object:
    """Run a rules file and return what it calls its rules."""
    try:
        with path.open("rb") as opened:
            code = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise RulesError(f"The rules file {path} can't be read ({error.strerror}): check its name.") from error
    if len(code) > LARGEST_FILE:
        raise RulesError(f"The rules file {path} is larger than 1 MB: give a file of Python with rules in it.")
    module = ModuleType(f"_rules_{sha256(str(path).encode()).hexdigest()[:16]}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module  # dataclasses look for their module there
    with printing_apart():
        exec(compile(code, str(path), "exec", dont_inherit=True), vars(module))
    return module


def _installed() -> Iterator[tuple[Source, Callable[[], object]]]:
    """Yield the rules of installed packages, sorted by name so that they are the same everywhere."""
    for each in sorted(metadata.entry_points(group=GROUP), key=lambda found: (found.name, found.value)):
        package = each.dist.name if each.dist else each.name
        yield Source(f"{package} {each.dist.version}" if each.dist else package, each.module, package), _loading(each)


def _loading(entry: metadata.EntryPoint) -> Callable[[], object]:
    def load() -> object:
        with printing_apart():
            return entry.load()

    return load


def _code_of(source: Source) -> str:
    """Return a fingerprint of the code of an installed package: it may be installed again without another version."""
    files = {Path(file_of(source))}
    for folder in getattr(sys.modules.get(source.file), "__path__", ()):
        files.update(Path(folder).rglob("*.py"))
    with suppress(metadata.PackageNotFoundError):  # the modules that its own one imports
        named = metadata.distribution(source.package).files or ()
        files.update(Path(str(each.locate())) for each in named if each.suffix == ".py")
    return sha256("\n".join(fingerprints_of(sorted(files))).encode()).hexdigest()


def _rules_of(source: Source, load: Callable[[], object]) -> list[Rule]:
    try:
        found = load()
        found = getattr(found, RULES, None) if isinstance(found, ModuleType) else found
    except (RulesError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise broken(source, None, error) from error
    if not isinstance(found, list | tuple) or not all(isinstance(each, Rule) for each in found):
        raise RulesError(
            f"The rules in {source.name} can't be found: put them into a tuple that is called {RULES}, each made by "
            f"rule(...). {to_do_about(source)}"
        )
    if not found:
        raise RulesError(f"{source.name} has no rules: {RULES} is empty. {to_do_about(source)}")
    return list(found)


@contextmanager
def _new_facts() -> Iterator[list[tuple[Table[Any], Fact[Any]]]]:
    """Collect the facts that are declared meanwhile, and take them away from their tables again."""
    tables = list(dict.fromkeys(rule.table for rule in BUILT_IN.values()))
    before = [(table, len(table.facts)) for table in tables]
    declared: list[tuple[Table[Any], Fact[Any]]] = []
    try:
        yield declared
    finally:
        for table, count in before:
            declared += [(table, fact) for fact in table.facts[count:]]
            del table.facts[count:]


def _refuse_faulty(rule: Rule, source: Source, others: Sequence[Rule], facts: Facts) -> None:
    """Refuse a rule that could not be told from another, says nothing, or can't be judged.

    Raises:
        RulesError: it is one of these.
    """
    why = _fault_of(rule, others) or _fault_of_expression(rule, facts)
    if why:
        raise RulesError(f"{line_of(source, rule.line)}: {why}. {to_do_about(source)}")


def _fault_of(rule: Rule, others: Sequence[Rule]) -> str:
    if not (isinstance(rule.name, str) and _NAME.fullmatch(rule.name)):
        return f"{rule.name!r} is not a name for a rule; use small letters, and hyphens between words"
    if rule.name in BUILT_IN:
        return f"there is a rule {rule.name} already, which comes with plan-workbook; choose another name"
    if double := next((each for each in others if each.name == rule.name), None):
        return _fault_of_double(rule, double.source)
    if not isinstance(rule.severity, Severity):
        return f"the severity of {rule.name} is not one; use Severity.ERROR, Severity.WARNING or Severity.NOTE"
    for key in _WORDS:
        said = getattr(rule, key)
        may_be_made = key in ("message", "fix") and callable(said)
        if not may_be_made and (not isinstance(said, str) or is_blank(said)):
            return f"the rule {rule.name} has no words for {key}"
    return ""


def _fault_of_double(rule: Rule, there: Source | None) -> str:
    if there is not None and there.package:
        return (
            f"{there.name}, which is installed and so always in force, has a rule {rule.name} already; leave out "
            f"--rules, uninstall {there.package}, or choose another name"
        )
    return f"{there.name if there else ''} has a rule {rule.name} already; choose another name"


def _fault_of_expression(rule: Rule, facts: Facts) -> str:
    """Return why an expression can't be judged on the frames of its table; empty if it can."""
    if rule.fires is None:
        return ""
    dtypes = rule.table.dtypes | {fact.name: fact.dtype for table, fact in facts if table is rule.table}
    for key in _own_columns_of(rule):
        dtypes |= rule.table.dtypes_of(key)
    try:
        for key in rule.at:
            found = pl.DataFrame(schema=dtypes).select(rule.fires(key)).dtypes
            if found != [pl.Boolean()]:
                return f"the expression of {rule.name} is not true or false"
    except BaseException as error:
        if not (isinstance(error, Exception) or is_panic(error)):
            raise
        return f"the expression of {rule.name} can't be judged ({why_in_words(error)})"
    return ""


def _own_columns_of(rule: Rule) -> list[str]:
    """Return the extra columns that a rule looks at, by their keys."""
    names = {name for key in rule.at for name in rule.looks_at(key)} | set(rule.at)
    keys = {name.removesuffix("_given").removesuffix("_problem") for name in names}
    return sorted(key for key in keys if is_own_column(key, rule.table.key))
