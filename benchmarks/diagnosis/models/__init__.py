"""Small models that are really trained: one that labels, one that answers, one that knows how likely a text is."""
