"""The documentation, and the script that generates a part of it."""
