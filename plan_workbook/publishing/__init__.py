"""Publishes a plan: makes an edition of it, as a workbook, a Word report, a web page or a PDF.

`edition` says what an edition is, `make` makes one of a plan, and `formats` writes it. Nothing is imported here,
because the command line lists the formats each time it starts.
"""
