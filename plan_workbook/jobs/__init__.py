"""What commands do, as plain functions: each reads, checks and writes as one command does, and prints nothing."""
