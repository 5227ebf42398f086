"""What the tables and columns of a document are, by their headings and by what stands in them."""
