"""What became of a document, for people and programs, and the mapping by which a person decides."""
