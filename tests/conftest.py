"""Makes `tests/builder.py` importable (``from builder import clean_plan``): tests/ itself is no package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
