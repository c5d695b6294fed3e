"""How the bundled examples were composed and their models trained."""
