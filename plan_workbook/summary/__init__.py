"""What the Summary says of a plan: its figures, its sentences, and the lists of what needs attention."""
