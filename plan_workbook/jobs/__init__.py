"""The work of the commands, as plain functions: each reads, checks and writes as its command does, and prints nothing.

Each returns everything that its command prints; each failure is an exception whose text is a sentence for the user.
"""
