"""People rate outputs: a project is made of files, shared out, shown card by card, and read as evidence."""
