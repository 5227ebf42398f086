"""The Plan sheet: a module for each of its tables, with rows, facts and rules."""
