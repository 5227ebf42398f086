"""The command line, with one file for each command: it parses, calls the library, prints and returns an exit code."""
