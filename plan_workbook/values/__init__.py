"""Single values: texts and how to compare them, numbers with units, colours, a password kept in a file."""
