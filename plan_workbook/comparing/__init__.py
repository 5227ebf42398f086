"""What differs between two versions of a plan, cell by cell, and how a person is told."""
