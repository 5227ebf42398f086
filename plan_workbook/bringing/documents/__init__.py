"""Documents of others as tables and texts in one neutral form, whatever sort of file they are."""
