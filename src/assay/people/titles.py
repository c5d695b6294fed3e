"""What dimensions are called."""

from __future__ import annotations

from assay.core.messages import Text, has_sentence, literal, say


def named(dimension: str) -> Text:
    """What a dimension is called: "fluency"."""
    key = f"policy.dimension-{dimension}"
    return say(key) if has_sentence(key) else literal(dimension.replace("_", " "))


def title_of(dimension: str) -> Text:
    """The same among metrics: "fluency (people)"."""
    return say("policy.rating", dimension=named(dimension))
