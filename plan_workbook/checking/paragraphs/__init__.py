"""Paragraphs of progress: their rows, facts and rules."""
