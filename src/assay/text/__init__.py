"""Text: normalisation, tokenisers, label extraction, language."""
