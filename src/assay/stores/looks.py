"""What tells a test set, and a candidate on it, from others."""

from __future__ import annotations

from hashlib import blake2b

from assay.core.examples import Examples

_MOST_SORTED = 100_000  # examples; beyond, their order in the file counts too


def fingerprint_of(examples: Examples) -> str:
    """What tells a test set from others, whatever was predicted on it: its prompts and references, in any order."""
    columns = [column for column in (examples.prompts, *examples.references) if column is not None]
    if not columns and examples.ids is not None:
        columns = [examples.ids]
    rows = list(zip(*(column.texts for column in columns), strict=True)) if columns else [(str(len(examples)),)]
    texts = ["\0".join(text or "" for text in row) for row in rows]
    if len(texts) <= _MOST_SORTED:
        texts.sort()
    return blake2b("\1".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def outputs_of(examples: Examples) -> str:
    """What tells a candidate from others on the same test set: its file, else what it said."""
    if examples.source.sha256 is not None:
        return examples.source.sha256
    said = ["" if output is None else str(output) for output in examples.outputs]
    return blake2b("\1".join(said).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
