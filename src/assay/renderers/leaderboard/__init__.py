"""Several models side by side, in every form."""
