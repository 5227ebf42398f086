"""What the ratings mean and how the figures are worked out, at the end of the Summary."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook import layout
from plan_workbook.package.heights import lines_of
from plan_workbook.plan.scale import Rating
from plan_workbook.values.text import tidy
from plan_workbook.writing.first_page import LINE, in_lines
from plan_workbook.writing.summary_flow import HEADINGS_HEIGHT, SummaryFlow
from plan_workbook.writing.summary_grid import WHAT, WHO, WHY


def write_key(page: SummaryFlow, workings: Sequence[str]) -> None:
    """Write the key of the plan's ratings, and these sentences on how figures are worked out."""
    step, rating_word = layout.RATINGS.headings, layout.RECOMMENDATION.labels["rating"]
    page.title(layout.SECTIONS["key"], 6 * LINE)
    for column, text in enumerate(("Code", rating_word, step["counts_as"])):
        page.sheet.write_string(page.row, column, text, page.formats("heading"))
    for column in range(WHO + 1, page.columns):
        page.write(column, "", page.formats("after_heading"))
    page.write(WHO, "Meaning", page.formats("heading_runs_on"))
    page.tall(HEADINGS_HEIGHT)
    page.row += 1
    for rating in page.plan.scale.ratings:
        _write_rating(page, rating)
    room = page.room_across(0, page.columns - 1)
    page.title(layout.SECTIONS["workings"], sum(LINE * lines_of(text, room) + page.spacing.around for text in workings))
    for text in workings:
        page.across(text)


def _write_rating(page: SummaryFlow, rating: Rating) -> None:
    """Write a row for a rating, and further ones if its meaning runs on."""
    step = layout.RATINGS.headings
    meaning = " ".join(
        f"{heading}: {tidy(text).rstrip('.')}."
        for heading, text in ((step["progress"], rating.progress), (step["confidence"], rating.confidence))
        if tidy(text)
    )
    counts_as = rating.counts_as.value if rating.counts_as else "not given"
    lines = in_lines(meaning, page.room_across(WHO, page.columns - 1))
    page.fits((LINE + 1) * len(lines))
    for place, text in enumerate(lines):
        more = {"bottom": 0} if place < len(lines) - 1 else {}
        first = place == 0
        page.write(0, rating.code if first else "", page.formats("cell", **more))
        look = page.formats.filled("cell", rating.colour, **more) if first else page.formats("cell", **more)
        page.write(WHY, rating.label if first else "", look)
        page.write(WHAT, counts_as if first else "", page.formats("cell", **more))
        for column in range(WHO, page.columns):
            page.write(column, text if column == WHO else "", page.formats("runs_on", **more))
        texts = ((0, rating.code), (WHY, rating.label), (WHAT, counts_as)) if first else ()
        tall = max((lines_of(said, page.room(column)) for column, said in texts), default=1)
        page.tall(LINE * tall + 0.75)
        page.row += 1
