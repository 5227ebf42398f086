"""What a person should know of how a PDF was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Remarks:
    """The numbers of pages that something is to be said of."""

    pictures: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    drawings: list[int] = field(default_factory=list)
    ruled: list[int] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)
    unknown_letters: list[int] = field(default_factory=list)
    ticks: list[int] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)

    def sentences(self) -> tuple[str, ...]:
        """Return what there is to say, each a sentence."""
        said = (
            (self.pictures, "{Pages} {are} mostly a picture, of which nothing was read: look there for a table."),
            (self.damaged, "{Pages} {are} damaged and could not be read."),
            (self.drawings, "{Pages} {have} more on {them} than can be read, as drawings do, and {were} left out."),
            (self.ruled, "{Pages} {have} more lines than a table has; the text was read, but no tables."),
            (self.beyond, "{Pages} {have} text beyond the edge that can't be seen in print; it was left out."),
            (
                self.unknown_letters,
                "{Pages} {have} letters that the PDF does not name; each reads (cid:...) where it is.",
            ),
            (self.ticks, "{Pages} {have} boxes to tick; which are ticked was not read."),
            (self.comments, "{Pages} {have} comments, which were not read."),
        )
        return tuple(_about(sentence, pages) for pages, sentence in said if pages)


def _about(sentence: str, numbers: Sequence[int]) -> str:
    pages = sorted(set(numbers))
    one = len(pages) == 1
    return sentence.format(
        Pages=f"Page {pages[0]}" if one else f"Pages {_listed(pages)}",
        are="is" if one else "are",
        have="has" if one else "have",
        them="it" if one else "them",
        were="was" if one else "were",
    )


def _listed(numbers: Sequence[int]) -> str:
    """Return numbers as people list them: ``2, 4 to 9 and 12``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    said = said if len(said) <= 8 else [*said[:7], f"{len(said) - 7} more"]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
