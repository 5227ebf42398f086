"""What the reader of PDFs is made of: characters put together to lines, tables and passages."""
