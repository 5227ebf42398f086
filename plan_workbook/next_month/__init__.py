"""Open the next month of a plan: what becomes of every input, decided before any file is touched."""
