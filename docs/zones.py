"""The picture of docs/judgement.md that shows what is on, near and off target, drawn from the statuses themselves."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby, pairwise

from plan_workbook.layout import STATUS_COLOURS
from plan_workbook.plan.choices import Better
from plan_workbook.plan.measures import Band, Tolerance
from plan_workbook.plan.status import JUDGED, PIStatus, Terms, pi_status

WIDTH, LEFT, TOP, ROW, BAR = 1000, 300, 56, 74, 34
FIRST, LAST = 60, 100
"""The ends of the scale, in percent."""
ROWS = {
    "Target 90%, tolerance 10%": Terms(Decimal(90), Better.HIGHER, Tolerance(Decimal(10))),
    "Target 90%, tolerance 2 points": Terms(Decimal(90), Better.HIGHER, Tolerance(Decimal(2), absolute=True)),
    "Target 90%, floor 75%": Terms(Decimal(90), Better.HIGHER, Tolerance(Decimal(10)), Decimal(75)),
    "Band 80% to 90%, tolerance 5%": Terms(Band(Decimal(80), Decimal(90)), Better.BAND, Tolerance(Decimal(5))),
}


def zones() -> str:
    """Return the picture as SVG: a bar for each way of judging, with the status of every figure on a scale."""
    height = TOP + ROW * len(ROWS) + 6
    shown = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d" '
        'font-family="Calibri, Carlito, Arial, sans-serif" font-size="15" fill="#1F2A37">',
        '<title id="t">What is on, near and off target</title>',
        f'<desc id="d">{"; ".join(f"{name}: {_in_words(terms)}" for name, terms in ROWS.items())}.</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>',
        '<text x="16" y="28" font-size="18" font-weight="bold">What is on, near and off target</text>',
    ]
    for place, (name, terms) in enumerate(ROWS.items()):
        top = TOP + place * ROW
        shown.append(f'<text x="16" y="{top + 22}">{name}</text>')
        for status, first, last in _parts(terms):
            left, right = _across(first), _across(last)
            shown.append(
                f'<rect x="{left}" y="{top}" width="{round(right - left, 1)}" height="{BAR}" '
                f'fill="{STATUS_COLOURS[status]}" stroke="#6B7280"/>'
            )
            if right - left > 80:
                middle = round((left + right) / 2, 1)
                shown.append(f'<text x="{middle}" y="{top + 22}" text-anchor="middle">{status}</text>')
            if first > FIRST:
                shown.append(f'<text x="{left}" y="{top + 52}" font-size="13" text-anchor="middle">{first:g}%</text>')
    return "\n".join([*shown, "</svg>"]) + "\n"


def _parts(terms: Terms) -> list[tuple[PIStatus, float, float]]:
    """Return the parts of the scale with one status: where each begins and ends, to half a percent.

    The figure between two parts belongs to the better one.
    """
    halves = [Decimal(half) / 2 for half in range(2 * FIRST, 2 * LAST + 1)]
    found = []
    for status, figures in groupby(halves, key=lambda figure: pi_status(figure, terms)):
        part = list(figures)
        found.append((status, float(part[0]), float(part[-1])))
    edges = [
        after[1] if JUDGED.index(after[0]) < JUDGED.index(before[0]) else before[2] for before, after in pairwise(found)
    ]
    ends = zip([FIRST, *edges], [*edges, LAST], strict=True)
    return [(status, first, last) for (status, _, _), (first, last) in zip(found, ends, strict=True)]


def _in_words(terms: Terms) -> str:
    return ", ".join(f"{status.lower()} from {first:g}% to {last:g}%" for status, first, last in _parts(terms))


def _across(figure: float) -> float:
    return round(LEFT + (figure - FIRST) * (WIDTH - LEFT - 20) / (LAST - FIRST), 1)
