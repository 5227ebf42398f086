"""Actions that are written as texts and lists outside tables, which become tables of them. Pure code."""
