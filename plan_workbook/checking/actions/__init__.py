"""Actions: their rows, facts and rules."""
