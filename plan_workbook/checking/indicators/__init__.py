"""Indicators: their rows, facts and rules."""
