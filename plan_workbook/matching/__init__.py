"""Which row of one version of a plan is which row of another, and what becomes of a value that two people changed."""
