"""Which row of one version of a plan is which row of another."""
