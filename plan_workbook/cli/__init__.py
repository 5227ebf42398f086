"""The command line: one file a command; each parses, calls the library, prints and returns an exit code."""
