"""What property tests try, and how much. Nothing that runs in a process that a test starts may import this."""

from hostile_texts import PIECES
from hypothesis import Phase, settings
from hypothesis import strategies as st

hostile_texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)
"""Any of the texts that some place or other would take for more than text, one after another."""


def searching(examples: int) -> settings:
    """Settings of a property test over a sixth of so many examples: the same ones every time.

    There is no hunt for a smaller one: a workbook takes a tenth of a second to make and read, and making a failing one
    smaller takes hundreds.
    """
    phases = (Phase.explicit, Phase.generate)
    examples = max(2, examples // 6)
    return settings(max_examples=examples, deadline=None, derandomize=True, database=None, phases=phases)
