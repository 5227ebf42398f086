"""The pictures of docs/judgement.md: charts of an indicator's figures with what the tool sees in them.

They are drawn from the same limits and sentences as a plan's, so a picture can't show what the tool does not do. SVG
needs no program, so `docs/generate.py` makes them and a test proves that they are current.
"""

from __future__ import annotations

from decimal import Decimal
from xml.sax.saxutils import escape

from plan_workbook.board.behaviour import sentences_about
from plan_workbook.plan.choices import Better
from plan_workbook.plan.variation import Behaviour, behaviour_of, special_points

WIDTH, HEIGHT = 900, 400
LEFT, RIGHT, TOP, BOTTOM = 60, 190, 76, 46
"""The margins around the chart, in pixels; the names of the lines are in the right one."""
INK, QUIET, ORANGE, BLUE = "#1F2A37", "#6B7280", "#B45309", "#1D4ED8"
"""Text, limits, and points that stand out: orange squares for the worse and blue circles for the better."""
CHARTS = {
    "variation": (
        "Assessments completed in time, each month for two years",
        "76 74 77 79 75 73 76 78 75 77 74 76 78 75 73 77 75 79 80 82 79 81 83 80",
        Better.HIGHER,
        "90",
    ),
    "no-change": (
        "Assessments completed in time, each month for a year",
        "83 87 81 85 88 82 86 84 80 86 89 85",
        Better.HIGHER,
        "85",
    ),
}
"""Title, figures, which way is better, and target, by the name of the picture."""


def charts() -> dict[str, str]:
    """Return the pictures as SVG, by name."""
    return {name: _chart(*chart) for name, chart in CHARTS.items()}


def sentences(name: str) -> tuple[str, str]:
    """Return what is said of the figures in a picture: of the latest one, and of the target."""
    found = _behaviour(*CHARTS[name][1:])
    return sentences_about(found, "%", "month")


def _behaviour(figures: str, better: Better, target: str) -> Behaviour:
    found = behaviour_of([Decimal(each) for each in figures.split()], better, Decimal(target))
    assert found is not None, "there are twelve figures or more"
    return found


def _chart(title: str, figures: str, better: Better, target: str) -> str:
    found = _behaviour(figures, better, target)
    values, limits = [float(each) for each in found.values], found.limits
    lines = {
        "target": (float(target), ORANGE, "8 4"),
        "upper end of its usual range": (float(limits.upper), QUIET, "3 4"),
        "average": (float(limits.centre), INK, ""),
        "lower end of its usual range": (float(limits.lower), QUIET, "3 4"),
    }
    everything = [*values, *(line[0] for line in lines.values())]
    least, most = min(everything), max(everything)
    scale = (HEIGHT - TOP - BOTTOM) / (most - least)
    step = (WIDTH - LEFT - RIGHT) / (len(values) - 1)

    def down(value: float) -> float:
        return round(TOP + (most - value) * scale, 1)

    spots = [(round(LEFT + at * step, 1), down(value)) for at, value in enumerate(values)]
    said = sentences_about(found, "%", "month")
    shown = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d" '
        f'font-family="Calibri, Carlito, Arial, sans-serif" font-size="15" fill="{INK}">',
        f'<title id="t">{escape(title)}</title>',
        f'<desc id="d">{escape(". ".join(said))}.</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#FFFFFF"/>',
        f'<text x="16" y="28" font-size="18" font-weight="bold">{escape(title)}</text>',
    ]
    taken: list[float] = []
    for name, (value, colour, dashes) in lines.items():
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        at = down(value)
        shown.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at}" y2="{at}" stroke="{colour}" stroke-width="1.5"{dashed}/>'
        )
        place = max([at + 5, *(each + 17 for each in taken[-1:])])
        taken.append(place)
        label = f"{name}, {value:.0f}%"
        shown.append(f'<text x="{WIDTH - RIGHT + 8}" y="{place}" font-size="13" fill="{colour}">{escape(label)}</text>')
    path = " ".join(f"{x},{y}" for x, y in spots)
    shown.append(f'<polyline points="{path}" fill="none" stroke="{QUIET}" stroke-width="1.5"/>')
    for (x, y), special in zip(spots, special_points(found.values, limits), strict=True):
        if special is None:
            shown.append(f'<circle cx="{x}" cy="{y}" r="4.5" fill="{QUIET}"/>')
        elif special.upwards is (better is Better.HIGHER):
            shown.append(f'<circle cx="{x}" cy="{y}" r="7" fill="{BLUE}"/>')
        else:
            shown.append(f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" fill="{ORANGE}"/>')
    shown.append(f'<text x="16" y="52">{escape(said[0])}.</text>')
    shown.append(f'<text x="16" y="{HEIGHT - 14}">{escape(said[1])}.</text>')
    return "\n".join([*shown, "</svg>"]) + "\n"
