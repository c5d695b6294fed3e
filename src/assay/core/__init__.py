"""The nouns: what every other room hands on. Import each from its own module."""
