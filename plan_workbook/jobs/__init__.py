"""What the commands do, as plain functions: each reads, checks and writes as one command does, and prints nothing.

What a reader should be told is in what a function returns; what goes wrong is an exception whose text is a sentence.
"""
