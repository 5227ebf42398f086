"""Leads named in cells: where they are named, what is worked out about them, and the rules."""
