"""Single values: texts and how they compare, numbers with their units, colours, a password kept in a file."""
