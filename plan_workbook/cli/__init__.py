"""The command line, with one file for each command: it parses, calls the library, prints and returns an exit code."""

import gc

SELDOM = (200_000, 20, 50)
"""Thresholds of the garbage collector: libraries and workbooks are many objects with hardly any cycles, and collecting
as often as Python usually does takes a twelfth of the time of ``validate``."""
gc.set_threshold(*SELDOM)  # here, because the libraries that the command line is made of are loaded next
