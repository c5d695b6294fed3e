"""Files as bytes: where they lie, how they are compressed, how their text is encoded."""
