"""What a board is told: figures, sentences and lists, worked out once for every format."""
