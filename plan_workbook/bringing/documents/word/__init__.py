"""What a Word document says: the parts of its package, its styles and numbers, its paragraphs and its tables."""
