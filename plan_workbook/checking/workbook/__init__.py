"""The workbook itself: what the reader noticed about it, and the rules that report it."""
