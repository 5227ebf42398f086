"""An edition as a Word report: its template filled in, and nothing in it of those who made the template."""
