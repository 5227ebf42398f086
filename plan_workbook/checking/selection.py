"""A choice of findings: only some rules, without other rules, from a severity up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.finding import Finding, Report, Severity
from plan_workbook.errors import RULE_OF_YOUR_OWN, InputError, UnknownRule
from plan_workbook.values.nearest import nearest


@dataclass(frozen=True)
class Selection:
    """What to keep of a report; by default, all of it."""

    only: frozenset[str] = frozenset()
    """The rules to keep; empty for all."""
    skip: frozenset[str] = frozenset()
    at_least: Severity = Severity.NOTE

    def __post_init__(self) -> None:
        """Refuse a selection that leaves no rule.

        Raises:
            InputError: every rule that `only` names is in `skip` as well.
        """
        if self.only and self.only <= self.skip:
            raise InputError(
                f"--skip leaves out every rule that --only names ({', '.join(sorted(self.only))}): remove one of them."
            )

    def keeps(self, finding: Finding) -> bool:
        """Tell whether a finding is wanted."""
        return self._wants(finding.rule) and finding.severity.weight >= self.at_least.weight

    def _wants(self, rule: str) -> bool:
        return (not self.only or rule in self.only) and rule not in self.skip

    def of(self, report: Report) -> Report:
        """Return the report with only the findings that are wanted, the accepted ones and milder rules likewise.

        It says how many findings are not in it any more, so that nobody takes what is left for all there is.
        """
        findings = tuple(f for f in report.findings if self.keeps(f))
        return replace(
            report,
            findings=findings,
            left_out=report.left_out + len(report.findings) - len(findings),
            accepted=tuple(a for a in report.accepted if self.keeps(a.finding)),
            milder=tuple(m for m in report.milder if self._wants(m.rule)),
        )


def rule_names(typed: Iterable[str]) -> frozenset[str]:
    """Return rules by the names that were typed, in any case.

    Raises:
        UnknownRule: there is no rule of that name; the message offers the nearest.
    """
    names = frozenset(each.strip().casefold() for each in typed)
    for name in sorted(names - catalogue().keys()):
        near = nearest(name, catalogue())
        hint = f"did you mean {near}?" if near else "plan-workbook rules lists them all."
        raise UnknownRule(f"There is no rule {name!r}: {hint} {RULE_OF_YOUR_OWN}")
    return names
