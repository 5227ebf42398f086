"""Makes `tests/builder.py` (``from builder import clean_plan``) and the fuzzer importable: they are in no package."""

import gc
import sys
from pathlib import Path

TESTS = Path(__file__).parent
sys.path[:0] = [str(TESTS), str(TESTS.parent / "fuzz")]

gc.set_threshold(50_000, 20, 50)  # as the command does: workbooks are many objects and hardly any cycles
