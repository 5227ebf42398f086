"""Actions: their rows, what is worked out about them, and the rules."""
