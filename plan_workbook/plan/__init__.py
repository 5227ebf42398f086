"""The plan as it was read, and what follows for one indicator or one action by arithmetic alone."""
