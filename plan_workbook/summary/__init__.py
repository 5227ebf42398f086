"""The content of the Summary: figures, sentences, and the lists of what needs attention."""
