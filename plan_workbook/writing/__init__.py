"""The template and the generated sheets, written with XlsxWriter."""
