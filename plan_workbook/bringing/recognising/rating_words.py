"""THE words and signs of ratings: what councils write for them, by what they count as. Data, easy to add to."""

from __future__ import annotations

from collections.abc import Mapping

from plan_workbook.bringing.recognising.listing import parted
from plan_workbook.plan.scale import CountsAs

RATINGS: Mapping[CountsAs, tuple[str, ...]] = {
    CountsAs.COMPLETE: parted(
        """c, b, complete, completed, blue, done, closed, achieved, delivered, embedded, finished, met, business as
            usual, bau, implemented, complete and embedded, completed and embedded, action complete, fully met,
            complete - embedded, signed off, action completed, discharged, fully complete, fully implemented,
            complete and evidenced, completed and evidenced"""
    ),
    CountsAs.ON_TRACK: parted(
        """g, green, on track, on target, to plan, to schedule, to target, progressing, in progress, on schedule,
            underway, ongoing, on course, good progress, under way, started, on plan, ahead of schedule,
            amber green, amber/green, green/amber,
            progressing well, good, on track to complete, g/a, a/g, ag, started and on track, open, working on it"""
    ),
    CountsAs.AT_RISK: parted(
        """a, y, amber, yellow, at risk, delayed, some slippage, slippage, minor delay, some concern, behind schedule,
            behind, slight delay, slipped, slipping, minor slippage, some delay, at risk of delay, partially complete,
            partially achieved, partially met, partly met, slightly behind, partial, needs attention,
            amber/red, a/r, r/a, red/amber, delay, some issues, at risk of
            slippage, partially implemented, concern, check progress"""
    ),
    CountsAs.OFF_TRACK: parted(
        """r, red, off track, overdue, missed, off course, not on track, not on target, not on schedule, not met,
            significant delay, off target, significantly delayed, not achieved, major delay, critical,
            significant slippage, late, major concern, significant
            concern, seriously delayed, not progressing, failed, stuck"""
    ),
    CountsAs.NOT_STARTED: parted(
        """n, w, not started, grey, gray, white, not yet started, not due, not yet due, planned, to start, to be
            started, yet to start, future, not commenced, not begun, pending, scheduled, ns"""
    ),
    CountsAs.STOPPED: parted(
        """p, purple, black, paused, on hold, cancelled, superseded, stopped, withdrawn, suspended, no longer
            required, removed, deferred, discontinued, merged, abandoned"""
    ),
}
"""What councils write for ratings, by what they count as, in the form that `fold` returns."""
COUNTS_AS: Mapping[str, CountsAs] = {word: counts for counts, words in RATINGS.items() for word in words}
SAID_OF_RATINGS: tuple[tuple[CountsAs, frozenset[str]], ...] = (
    (CountsAs.NOT_STARTED, frozenset(parted("not started, not yet started, not begun, to start, awaiting start"))),
    (CountsAs.ON_TRACK, frozenset(parted("no concern, no concerns, no issues, will meet, will be met, well advanced"))),
    (
        CountsAs.OFF_TRACK,
        frozenset(
            parted(
                """not on track, not on target, not on schedule, not on plan, not on course, not in progress, not good,
                    not progressing, high concern, high risk, off track, off target, off plan, off course, overdue,
                    missed, failing, failed, stalled,
                    significant, significantly, serious, seriously, severe, severely, major, critical, red, not met, not
                    achieved, not delivered, not completed, no progress"""
            )
        ),
    ),
    (
        CountsAs.AT_RISK,
        frozenset(
            parted(
                """delay, delays, delayed, slip, slipped, slipping, slippage, concern, concerns, risk, risks, issues,
                    attention, behind, amber, yellow, partly, partial, partially, minor, slight, slightly, barriers"""
            )
        ),
    ),
    (CountsAs.STOPPED, frozenset(parted("on hold, paused, cancelled, superseded, withdrawn, no longer"))),
    (
        CountsAs.COMPLETE,
        frozenset(
            parted("complete, completed, closed, done, finished, achieved, delivered, embedded, blue, signed off, met")
        ),
    ),
    (
        CountsAs.ON_TRACK,
        frozenset(
            parted(
                """on track, on target, on schedule, on plan, on course, in progress, progressing, progress, good,
                    underway, under way, green, started, ongoing, ahead"""
            )
        ),
    ),
)
"""Words within ratings that are in no list as a whole, the first that are there tell: `Action now closed`."""
COLOURS = frozenset(
    parted("red, amber, green, blue, yellow, purple, white, black, grey, gray, amber/green, amber/red, red/amber")
)
"""Ratings that are called by colours."""
LETTERS: Mapping[str, str] = {
    "r": "Red", "a": "Amber", "g": "Green", "b": "Blue", "c": "Complete", "y": "Yellow", "n": "Not started",
    "p": "Purple", "w": "White",
}  # fmt: skip
"""What single letters are short for."""
SIGNS: Mapping[str, str] = {
    "Red": "\U0001f534\U0001f7e5\U0001f6d1\u274c\u2716\u2717\u2718\u2715",
    "Amber": "\U0001f7e0\U0001f7e7\U0001f7e1\U0001f7e8\u26a0",
    "Green": "\U0001f7e2\U0001f7e9",
    "Blue": "\U0001f535\U0001f7e6",
    "Complete": "\u2713\u2714\u2705\u2611",
    "Not started": "\u26aa\u2b1c\u25fb\u25ab",
    "Black": "\u26ab\u2b1b",
}
"""Signs that are ratings, by the words that they mean."""
