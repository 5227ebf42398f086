"""The rating scale of a plan that does not have its own."""

from __future__ import annotations

from plan_workbook.plan.scale import CountsAs, Rating, Scale

DEFAULT_SCALE = Scale(
    (
        Rating(
            "C",
            "Complete",
            CountsAs.COMPLETE,
            "Actions are done, or the indicators have met their targets",
            "Done: the outcome has been delivered",
            "#9DC3E6",
        ),
        Rating(
            "R",
            "Red",
            CountsAs.OFF_TRACK,
            "Actions or indicators are off track and something must be put right",
            "Little confidence that this will be delivered on time",
            "#FF8F8F",
        ),
        Rating(
            "A",
            "Amber",
            CountsAs.AT_RISK,
            "Actions or indicators are off track, and work to catch up is in hand",
            "Some confidence that this will be delivered on time",
            "#FFD166",
        ),
        Rating(
            "G",
            "Green",
            CountsAs.ON_TRACK,
            "Actions and indicators are on track for their dates and targets",
            "Confident that this will be delivered on time",
            "#A9D18E",
        ),
    )
)
"""The scale of a plan whose register has none: the ratings of the December 2017 report, meanings in our own words."""
