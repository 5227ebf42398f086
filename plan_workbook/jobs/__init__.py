"""What the commands do, as plain functions: each reads, checks and writes as one command does, and prints nothing.

Each returns everything there is to say; each failure is an exception whose text is a sentence.
"""
