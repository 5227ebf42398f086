"""Improvement plans in Excel: validate every cell, and regenerate the Summary the board reads."""

__version__ = "0.1.0"
