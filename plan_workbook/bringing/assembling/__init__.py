"""The register that recognised tables make, with an account of every cell."""
