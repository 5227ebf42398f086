"""Leads named in cells: their rows, facts and rules."""
