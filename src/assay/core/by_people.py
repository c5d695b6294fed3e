"""What is called how of what people say: light to import, since every policy asks."""

from __future__ import annotations

OVERALL = "overall"
"""The dimension of a rating that names none."""
JUDGE = "judge:"
"""What the name of a rater begins with that is a model."""
PEOPLE = "people."
"""What the name of a dimension begins with where it stands among metrics, as in a policy's gate."""
WIN_RATE = f"{PEOPLE}win_rate"
"""How often people prefer the candidate to the base, ties counting half."""
