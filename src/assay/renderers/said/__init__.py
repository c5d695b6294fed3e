"""What every form of a report says: its words, figures and tables, in the order they are read."""
