"""What a finding means for a reader of the plan who wants to know if it can be trusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from enum import Enum
from string import ascii_uppercase
from types import MappingProxyType

from plan_workbook.checking.finding import Finding, Report, Severity
from plan_workbook.values.text import counted, in_item_words, listed

_LETTERS = ascii_uppercase
_MOST_NAMED = 3
"""The most changed targets that a sentence tells in full."""
NOTHING_IN_DOUBT = "Every cell was checked: nothing is in doubt"
"""What a reader is told if no error and no warning is open."""


class Doubt(Enum):
    """What is in doubt, in words for one and for several, and the rules that say so. The gravest come first.

    Every rule has exactly one place here; a rule without one counts as `OTHER`.
    """

    CONTRADICTED = (
        "rating contradicts its own evidence",
        "ratings contradict their own evidence",
        "recommendation-green-but-overdue recommendation-green-but-off-target recommendation-rating-against-progress "
        "recommendation-closed-with-open-actions recommendation-status-against-rating "
        "recommendation-progress-says-closed recommendation-actions-all-complete plan-all-green "
        "recommendation-confidence-against-rating "
        "action-overdue-but-green action-complete-before-due action-completed-but-not-rated "
        "action-should-have-started",
    )
    RETARGETED = ("target was changed", "targets were changed", "indicator-target-moved")
    UNCHANGED = (
        "text is word for word the same as last month",
        "texts are word for word the same as last month",
        "recommendation-progress-unchanged recommendation-impact-unchanged indicator-still-without-figure",
    )
    REPEATED = (
        "text repeats another word for word",
        "texts repeat others word for word",
        "recommendation-progress-repeated action-text-repeated",
    )
    FIGURE_MISSING = (
        "figure is missing",
        "figures are missing",
        "indicator-actual-missing indicator-comment-unchanged indicator-target-missing indicator-empty",
    )
    FIGURE_UNREADABLE = (
        "figure can't be read",
        "figures can't be read",
        "indicator-value-unreadable indicator-percent-ambiguous indicator-unit-mismatch value-format-unclear "
        "formula-error",
    )
    CONFLICT = (
        "figure contradicts another",
        "figures contradict others",
        "indicator-conflict indicator-previous-mismatch",
    )
    STALE = ("figure is out of date", "figures are out of date", "indicator-stale")
    FIGURE_DOUBTFUL = (
        "figure is doubtful",
        "figures are doubtful",
        "indicator-percent-unformatted indicator-percent-out-of-range indicator-same-figures indicator-outlier "
        "indicator-period-unreadable external-link formula-in-input",
    )
    UNJUDGED = (
        "indicator does not say how it is measured",
        "indicators do not say how they are measured",
        "indicator-unit-missing indicator-better-missing indicator-floor-unfit",
    )
    UNRATED = (
        "rating or status is missing or unknown",
        "ratings or statuses are missing or unknown",
        "recommendation-rating-missing recommendation-rating-unknown recommendation-status-unknown "
        "action-rating-missing action-rating-unknown",
    )
    RATED_EARLY = (
        "action is rated although it starts after the report date",
        "actions are rated although they start after the report date",
        "action-not-started-but-rated",
    )
    DATE = (
        "date is missing or doubtful",
        "dates are missing or doubtful",
        "action-completion-date-missing action-start-date-missing action-date-unreadable action-dates-reversed "
        "action-completed-date-missing action-completed-date-in-future action-outside-plan actions-due-together "
        "action-due-first-of-month action-original-date-moved "
        "plan-date-unreadable plan-dates-reversed",
    )
    PUT_OFF_AGAIN = (
        "date has been put off more than once so far",
        "dates have been put off more than once so far",
        "action-put-off-again",
    )
    PUT_OFF = ("date was put off without a reason", "dates were put off without a reason", "action-slipped")
    UNEXPLAINED = (
        "action off track or at risk has no comment",
        "actions off track or at risk have no comment",
        "action-off-track-without-comment",
    )
    STOPPED = (
        "action was stopped without a comment",
        "actions were stopped without a comment",
        "action-stopped-without-comment",
    )
    UNPROVED = (
        "action is complete without evidence",
        "actions are complete without evidence",
        "action-complete-without-evidence",
    )
    UNSIGNED = (
        "action is complete without a second pair of eyes",
        "actions are complete without a second pair of eyes",
        "action-complete-not-signed-off action-signed-off-by-doer",
    )
    TEXT_MISSING = (
        "text is missing",
        "texts are missing",
        "recommendation-title-missing recommendation-progress-missing action-text-missing "
        "indicator-description-missing",
    )
    BEGUN = (
        "row was begun and not filled in",
        "rows were begun and not filled in",
        "action-incomplete indicator-incomplete",
    )
    DROPPED = (
        "part of last month's plan is gone",
        "parts of last month's plan are gone",
        "recommendation-dropped action-dropped indicator-dropped",
    )
    REWORDED = (
        "text says something else than last month",
        "texts say something else than last month",
        "recommendation-reworded action-reworded indicator-reworded",
    )
    STRUCK = ("sheet has something struck through", "sheets have something struck through", "text-struck-through")
    NOTHING_TO_JUDGE = (
        "recommendation has no actions or indicators",
        "recommendations have no actions or indicators",
        "recommendation-without-actions recommendation-without-indicators",
    )
    NOBODY = (
        "name of a lead is missing or doubtful",
        "names of leads are missing or doubtful",
        "recommendation-lead-missing action-lead-missing indicator-lead-missing lead-copied lead-unlisted "
        "lead-spelling person-duplicate person-email",
    )
    NUMBERING = (
        "number or ref is missing or doubtful",
        "numbers or refs are missing or doubtful",
        "recommendation-number-missing recommendation-number-duplicate action-ref-missing action-ref-duplicate "
        "action-ref-gap indicator-number-missing",
    )
    NOT_READ = (
        "part of the workbook may not have been read",
        "parts of the workbook may not have been read",
        "sheet-missing sheet-unexpected heading-missing heading-changed name-missing rows-not-read rows-below-table "
        "content-outside-table merged-inputs hidden-content cell-note history-unreadable history-rating-unknown",
    )
    SETTING = (
        "setting of the plan is missing or doubtful",
        "settings of the plan are missing or doubtful",
        "plan-field-missing plan-field-blank plan-setting-unreadable plan-rating-scale accepted-without-reason",
    )
    NOTHING = (
        "",
        "",
        "template-older template-damaged status-formula-missing summary-out-of-date accepted-without-finding "
        "action-overdue action-due plan-rating-colour",
    )
    """These cast no doubt on anything that a board reads: they are about the workbook, or an action that is rated as
    late or due is counted on the same page."""
    OTHER = ("other finding is open", "other findings are open", "")

    def __init__(self, one: str, several: str, rules: str) -> None:
        self.one, self.several = one, several
        self.rules = tuple(rules.split())

    def count(self, number: int) -> str:
        """Return so many of them in words: ``2 ratings contradict their own evidence``."""
        return f"{number} {self.one if number == 1 else self.several}"


_OF_A_ROW = {Doubt.CONTRADICTED, Doubt.UNJUDGED, Doubt.UNEXPLAINED, Doubt.STOPPED, Doubt.UNPROVED, Doubt.BEGUN}
_OF_A_ROW |= {Doubt.UNSIGNED, Doubt.RATED_EARLY}
"""What is said of an action or an indicator, however many of its cells are found."""
_OF_A_SHEET = {Doubt.STRUCK, Doubt.NOTHING_TO_JUDGE}
_BY_RULE = {rule: doubt for doubt in Doubt for rule in doubt.rules}


def doubt_of(rule: str) -> Doubt:
    """Return what a finding of a rule means for a reader."""
    return _BY_RULE.get(rule, Doubt.OTHER)


def doubts(report: Report, item_word: str, targets: Mapping[tuple[str, int], str] = MappingProxyType({})) -> str:
    """Return the open errors and warnings by what they mean for a reader, `NOTHING_IN_DOUBT` if there are none.

    ``2 ratings contradict their own evidence and 1 target was changed (PI 105, Jo Hart, 85% to 80%)``, followed by what
    the plan lets pass. A cell with several findings of one meaning counts once, and so does a rating that is
    contradicted in several places.

    Args:
        report: the findings.
        item_word: what the plan calls a recommendation.
        targets: changed targets in words, by the sheet and row of the indicator; the first of them are told.
    """
    places: dict[Doubt, set[tuple[str, str]]] = defaultdict(set)
    for finding in report.findings:
        if finding.severity is not Severity.NOTE:
            doubt = doubt_of(finding.rule)
            places[doubt].add(_place(finding, doubt))
    said = listed(
        [_counted(doubt, places[doubt], targets) for doubt in Doubt if doubt in places and doubt is not Doubt.NOTHING]
    )
    passed = let_through(report)
    if said:
        return "; ".join(filter(None, (in_item_words(said, item_word), passed)))
    accepted = [each.finding for each in report.accepted if doubt_of(each.finding.rule) is not Doubt.NOTHING]
    warnings = sum(finding.severity is Severity.WARNING for finding in accepted)
    exceptions = ", ".join(filter(None, (passed, _were(warnings, "warning", "accepted"))))
    return f"{NOTHING_IN_DOUBT}, but {exceptions}" if exceptions else NOTHING_IN_DOUBT


_AGAINST_A_RATING = {Doubt.CONTRADICTED, Doubt.UNPROVED, Doubt.UNSIGNED}


def doubtful_sheets(report: Report) -> frozenset[str]:
    """Return the sheets with an open error or warning that speaks against a rating on them."""
    return frozenset(
        finding.sheet
        for finding in report.findings
        if finding.sheet and finding.severity is not Severity.NOTE and doubt_of(finding.rule) in _AGAINST_A_RATING
    )


def _counted(doubt: Doubt, places: Set[tuple[str, str]], targets: Mapping[tuple[str, int], str]) -> str:
    """Return how many places are in doubt in this way, in words, and for some doubts which or of what."""
    if doubt is Doubt.CONTRADICTED:
        of_rows = sum(bool(row) for _, row in places)
        if of_rows:  # the others are counted as ratings in doubt on the same page
            owners = [counted(len(places) - of_rows, "recommendation rating")] if of_rows < len(places) else []
            evidence = "contradicts its own evidence" if len(places) == 1 else "contradict their own evidence"
            return f"{' and '.join([*owners, counted(of_rows, 'action rating')])} {evidence}"
    if doubt is Doubt.RETARGETED:
        changed = {(sheet, int(cell.lstrip(_LETTERS))) for sheet, cell in places}
        told = [said for place, said in targets.items() if place in changed][:_MOST_NAMED]
        if told:
            others = len(places) - len(told)
            return f"{doubt.count(len(places))} ({'; '.join([*told, *([counted(others, 'other')] if others else [])])})"
    return doubt.count(len(places))


def let_through(report: Report) -> str:
    """Return in words what the plan lets pass that would keep it from being published; empty if there is nothing.

    ``3 errors were accepted, 1 rule was made milder``. Only rules that are errors are counted.
    """
    errors = sum(each.finding.severity is Severity.ERROR for each in report.accepted)
    said = (_were(errors, "error", "accepted"), _were(len(report.milder), "rule", "made milder"))
    return ", ".join(filter(None, said))


def _were(number: int, noun: str, done: str) -> str:
    return f"{counted(number, noun)} {'was' if number == 1 else 'were'} {done}" if number else ""


def _place(finding: Finding, doubt: Doubt) -> tuple[str, str]:
    """Return the place of what a finding doubts: its cell, its row or its sheet, whichever the doubt speaks of."""
    sheet, cell = finding.sheet or "", finding.cell or finding.message
    if doubt in _OF_A_SHEET or (doubt is Doubt.CONTRADICTED and finding.rule.startswith("recommendation-")):
        return sheet, ""
    return sheet, cell.lstrip(_LETTERS) if doubt in _OF_A_ROW else cell
