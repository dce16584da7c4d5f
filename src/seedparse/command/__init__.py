"""The command line: flags, help, messages, progress."""
