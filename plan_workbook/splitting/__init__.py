"""Hand a plan out: a workbook for each lead, with what it said when it went out inside."""
