"""Makes the Word template that ships, `templates/highlight-report.docx`."""
